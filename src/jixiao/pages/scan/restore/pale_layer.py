"""What lies under print over much of a page and is far paler: words of a watermark, the page's back, stains.

It is known by what was read: pieces far paler than print that are no lines of it. Then its ink is taken off, and the
page read once more. Where stains show without having been read, ink as pale is no missed character either.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Grey
from jixiao.pages.scan.ocr.lines import Read
from jixiao.pages.scan.ocr.piece import Piece
from jixiao.pages.scan.patches import patches_of
from jixiao.pages.scan.restore import settings


class Sorted(NamedTuple):
    """What was read: print, and what is of a paler layer."""

    print: list[Read]
    layer: list[Read]


class Print(NamedTuple):
    """How dark the lines of a page usually are (0..255), how high in pixels, and the darkness below which ink is of
    another layer."""

    dark: float
    high: float
    pale: float


def print_of(read: list[Read], clean: Grey) -> Print:
    """What print is like on a page: known by the lines that read well, as a layer can have more ink than print has.

    Where pieces that read badly are far paler than all of those, the border is set between the two.
    """
    flat = [each for each in read if not each.stands]
    well = [each for each in flat if each.reading.score >= settings.PALE.clear and len(each.reading.text.strip()) > 1]
    well = well if len(well) >= settings.PALE.well else flat
    darks = [darkness(each.piece, clean) for each in well] or [0.0]
    dark, lowest = float(np.median(darks)), float(np.percentile(darks, settings.PALE.lowest))
    pale = settings.PALE.paler * dark
    badly = [darkness(each.piece, clean) for each in flat if each.reading.score < settings.PALE.badly]
    layer = [each for each in badly if 0 < each < settings.PALE.apart * lowest]
    if len(layer) >= settings.PALE.few:
        pale = max(pale, min(settings.PALE.above * max(layer), settings.PALE.apart * lowest))
    return Print(dark, float(np.median([e.piece.y1 - e.piece.y0 for e in well] or [0])), pale)


def sorted_by_ink(read: list[Read], clean: Grey, usual: Print) -> Sorted:
    """The pieces that are print; the far paler ones that are too high, read badly or are one stroke are none.

    A pale line that reads well stays: a lamp in the glass or a worn drum leaves such.
    """
    layer = [
        each
        for each in read
        if darkness(each.piece, clean) < usual.pale
        and (
            len(each.reading.text.strip()) < 2
            or each.reading.score < settings.PALE.clear
            or each.piece.y1 - each.piece.y0 > settings.PALE.tall * usual.high
        )
    ]
    return Sorted([each for each in read if each not in layer], layer)


def low_pieces(layer: list[Read], usual: Print) -> list[Piece]:
    """The pieces of a layer that are no higher than lines: they may be lines all the same, worn beyond reading."""
    return [e.piece for e in layer if e.piece.y1 - e.piece.y0 <= settings.PALE.tall * usual.high]


def has_stains(clean: Grey, usual: Print, scale: float) -> bool:
    """Whether ink as pale lies in pieces that are larger than characters, clear of strokes: rims of stains, shadows."""
    dark = 255 - clean
    pale = (dark >= settings.PALE.seen) & (dark < usual.pale) & ~_strokes(dark, usual, scale)
    much = settings.PALE.much * scale * scale
    if np.count_nonzero(pale) < much:
        return False
    stats = patches_of(pale.astype(np.uint8)).stats
    sides = stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]] / scale
    stains = (sides.max(axis=1) >= settings.PALE.long) & (sides.min(axis=1) >= settings.PALE.wide)
    return float(stats[1:, cv2.CC_STAT_AREA][stains].sum()) >= much


def without_layer(picture: Grey, usual: Print, kept: list[Read], scale: float) -> Grey:
    """The picture without ink as pale as that layer's, but for the rims of print, the pale pieces that were kept and
    what reads well as it is: its thin strokes may be as pale."""
    dark = 255 - picture
    stays = _strokes(dark, usual, scale)
    pale = (dark >= settings.PALE.seen) & (dark < usual.pale) & ~stays
    lines = np.zeros(dark.shape, bool)
    for piece, reading, _ in kept:
        part = slice(piece.y0, piece.y1), slice(piece.x0, piece.x1)
        if darkness(piece, picture) < usual.pale:
            stays[part] = True
        elif reading.score >= settings.PALE.clear:
            lines[part] = True
    count, labels = cv2.connectedComponents(pale.astype(np.uint8))
    beyond = np.bincount(labels[pale & ~lines], minlength=count) > 0  # strokes of a layer go on beyond a line
    beyond[0] = True
    stays |= ~beyond[labels]
    return np.where(stays | (dark >= usual.pale), picture, 255).astype(np.uint8)


def _strokes(dark: Grey, usual: Print, scale: float) -> NDArray[np.bool_]:
    """Where strokes of print are, with their rims."""
    reach = 2 * round(settings.PALE.rim * scale) + 1
    strokes = (dark >= max(settings.PALE.stroke * usual.dark, usual.pale)).astype(np.uint8)
    return np.asarray(cv2.dilate(strokes, np.ones((reach, reach), np.uint8)) > 0)


def darkness(piece: Piece, clean: Grey) -> float:
    """How dark the strokes of a piece are at their middles."""
    dark = 255 - clean[piece.y0 : piece.y1, piece.x0 : piece.x1]
    ink = dark[dark > settings.STAMPS.ink]
    return float(np.percentile(ink, settings.STAMPS.print)) if ink.size else 0.0
