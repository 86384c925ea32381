"""Lines of text in plain cells are cut out by the rows of their ink: no network has to find them, and it looks at the
other rows of the page alone.

A cell is plain if nothing foreign is in it, as a stamp, and its ink parts into lines as high as one another. One that
is not, found alone, would be found worse than with what stands beside it: the network sees its rows whole.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Grey, Ruling
from jixiao.pages.scan.ocr import settings
from jixiao.pages.scan.ocr.engine import Reader, Spot
from jixiao.pages.scan.ocr.lines import area_of, common_of
from jixiao.pages.scan.ocr.piece import Piece

Marks = NDArray[np.bool_]


def find_lines(clean: Grey, walls: Ruling, foreign: Grey, reader: Reader, scale: float) -> list[Spot]:
    """The boxes of text on a picture without rules that has `scale` pixels a point.

    `foreign` is over 0 where ink is none of print or a wall is not sure.
    """
    lines: list[Spot] = []
    plain: list[Piece] = []
    others: list[Piece] = []
    standing = 0
    for cell in _cells(walls, clean.shape, scale):
        part = slice(cell.y0, cell.y1), slice(cell.x0, cell.x1)
        own = np.count_nonzero(foreign[part]) <= settings.PLAIN.foreign * scale * scale
        found = _lines(clean[part] < 255 - settings.PIECES.faint, scale) if own else None
        if found is None:
            others.append(cell)
            continue
        plain.append(cell)
        standing += len(found) > 1 and all(x1 - x0 < settings.PLAIN.wide * (y1 - y0) for x0, y0, x1, y1 in found)
        x, y = cell.x0, cell.y0
        lines += [Spot(x + x0, y + y0, x + x1, y + y1, 1.0, 1.0) for x0, y0, x1, y1 in found]
    if not plain or 2 * standing > len(plain):
        return reader.find(clean)  # the page may lie on its side
    beside = reader.find(_beyond(clean, plain, others, scale))
    return [*lines, *(spot for spot in beside if not _lies_in(spot, plain))]


def _lies_in(spot: Spot, cells: list[Piece]) -> bool:
    """Whether most of the spot lies in the cells."""
    box = Piece(*spot[:4])
    return sum(area_of(common_of(box, cell)) for cell in cells) > settings.PIECES.shared * area_of(box)


def _cells(walls: Ruling, shape: tuple[int, ...], scale: float) -> list[Piece]:
    """The rectangular places between walls, in pixels."""
    step = settings.PLAIN.fine / scale
    height, width = (int(n * step) + 1 for n in shape)
    free = np.ones((height, width), np.uint8)
    for runs, picture in ((walls.across, free), (walls.upright, free.T)):
        for run in runs:
            at, start, end = int(run.at * step), int((run.start - scale) * step), int((run.end + scale) * step)
            picture[max(0, at - 1) : at + 2, max(0, start) : end + 2] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=4)
    return [
        Piece(*(round(n / step) for n in (x, y, x + w, y + h)))
        for x, y, w, h, area in stats[1:].tolist()
        if min(x, y) > 0 and x + w < width and y + h < height and area >= settings.PLAIN.filled * w * h
    ]


def _lines(ink: Marks, scale: float) -> list[Piece] | None:
    """The lines of a cell by its ink, None where they are not plain."""
    least = settings.PIECES.least * scale * scale
    rows = ink.sum(axis=1)
    bands = [(a, b) for a, b in _stretches(rows > settings.PLAIN.dust * scale) if rows[a:b].sum() >= least]
    bands = [(a, b) for a, b in bands if not _is_dust(ink[a:b], settings.PLAIN.speck * scale)]
    if not bands:
        return [] if ink.sum() < settings.PLAIN.empty * least else None
    if bands[-1][1] - bands[0][0] < settings.PLAIN.low * scale:
        return _sign(ink, bands[0][0], bands[-1][1], scale)
    high = max(b - a for a, b in bands)
    lines: list[tuple[int, int]] = []
    for a, b in bands:
        if lines and b - lines[-1][0] <= settings.PLAIN.one * high:
            lines[-1] = lines[-1][0], b  # strokes over each other, as of a two
        else:
            lines.append((a, b))
    between = [b[0] - a[1] for a, b in pairwise(lines)]
    if (
        not settings.PLAIN.low * scale <= high <= settings.PLAIN.high * scale
        or min(b - a for a, b in lines) < settings.PLAIN.alike * high
        or min(between, default=ink.shape[0]) < settings.PLAIN.between * scale
    ):
        return None
    if between and min(_beside(ink[a:b]) for a, b in lines) > min(between):
        return None
    return [Piece(x0, a, x1, b) for a, b in lines for x0, x1 in _parts(ink[a:b], least)]


def _is_dust(ink: Marks, most: float) -> bool:
    """Whether the ink of a line is no more than specks."""
    strokes = _stretches(np.asarray(ink.any(axis=0)))
    return ink.shape[0] < most and all(b - a < most for a, b in strokes)


def _sign(ink: Marks, y0: int, y1: int, scale: float) -> list[Piece] | None:
    """A sign by itself, as of equality, or a dash; None for something smaller."""
    columns = np.flatnonzero(ink[y0:y1].any(axis=0))
    x0, x1 = int(columns[0]), int(columns[-1]) + 1
    wide = settings.PLAIN.sign * scale <= x1 - x0 <= settings.PLAIN.high * scale
    return [Piece(x0, y0, x1, y1)] if wide else None


def _beside(ink: Marks) -> float:
    """How far the strokes of a line are apart mostly: lines that lie on their side seem to be far apart."""
    strokes = _stretches(np.asarray(ink.any(axis=0)))
    return median([b[0] - a[1] for a, b in pairwise(strokes)] or [0])


def _parts(ink: Marks, least: float) -> list[tuple[int, int]]:
    """What of a line is written together, from left to right; specks by themselves at an end are left out."""
    height = ink.shape[0]
    near = _together(_stretches(np.asarray(ink.any(axis=0))), settings.PLAIN.near * height)
    low, narrow = settings.PLAIN.digit * height, settings.PLAIN.narrow * height
    text = [b - a >= narrow or np.count_nonzero(ink[:, a:b].any(axis=1)) >= low for a, b in near]
    out = []
    for x0, x1 in _together(near, settings.PLAIN.apart * height):
        own = [each for each, is_text in zip(near, text, strict=True) if is_text and x0 <= each[0] < x1]
        if own and ink[:, own[0][0] : own[-1][1]].sum() >= least:
            out.append((own[0][0], own[-1][1]))
    return out


def _together(stretches: list[tuple[int, int]], most: float) -> list[tuple[int, int]]:
    """Those that are no farther apart as one."""
    out: list[tuple[int, int]] = []
    for a, b in stretches:
        if out and a - out[-1][1] <= most:
            out[-1] = out[-1][0], b
        else:
            out.append((a, b))
    return out


def _beyond(clean: Grey, cells: list[Piece], others: list[Piece], scale: float) -> Grey:
    """The picture without the rows that have nothing as large as a character outside of the cells and none of the
    other cells."""
    step, rim = max(1, round(scale)), settings.PLAIN.rim * scale
    small = cv2.resize(clean, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    left = (small < 255 - settings.PLAIN.pale).astype(np.uint8)
    for cell in cells:
        box = cell.y0 - rim, cell.x0 - rim, cell.y1 + rim, cell.x1 + rim
        y0, x0, y1, x1 = (max(0, round(n / step)) for n in box)
        left[y0:y1, x0:x1] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(left, connectivity=8)
    dark = np.unique(labels[(small < 255 - settings.PLAIN.dark) & (left > 0)])
    kept = np.zeros(clean.shape[0], bool)
    around = settings.PLAIN.around * scale
    high, least = settings.PLAIN.least * scale / step, settings.PLAIN.character * (scale / step) ** 2
    for _, y, _, h, area in stats[dark].tolist():
        if h >= high and area >= least:
            kept[max(0, round(y * step - around)) : round((y + h) * step + around)] = True
    for cell in others:
        kept[max(0, round(cell.y0 - around)) : round(cell.y1 + around)] = True
    rest = clean.copy()
    rest[~kept] = 255
    return rest


def _stretches(marks: Marks) -> list[tuple[int, int]]:
    """Where marks begin and end."""
    steps: Any = np.diff(np.concatenate([[False], marks, [False]]).astype(np.int8))
    return list(zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True))
