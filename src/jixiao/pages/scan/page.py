"""A page picture into a `Page`: level, without stamps, its rules and words in points, with the `Scan` beside them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from jixiao.geometry import Box
from jixiao.pages.model import Page, Rule
from jixiao.pages.scan.level import levelled, warped
from jixiao.pages.scan.light import evened, noise_of, without_stamps
from jixiao.pages.scan.lines import Piece, pieces_of, read_pieces, without_rules, words_from
from jixiao.pages.scan.model import Grey, Path, Scan
from jixiao.pages.scan.reading import Reader, Reading, Spot
from jixiao.pages.scan.ruling import Ruling, Run, ruling_of
from jixiao.pages.scan.unread import unread_pieces

# Dots an inch: coarser pictures are enlarged, finer ones made smaller.
_COARSE, _WORKING, _FINE = 190, 200, 300
# A spot this much taller than wide holds lines that run up or down.
_TALL = 1.5
# Mean score below which lines may stand on their heads, and how many are read again to see.
_DOUBTFUL, _SAMPLE = 0.80, 8


@dataclass(slots=True)
class Sheet:
    """A picture on its way: `quarters` clockwise turns were made so far."""

    print: Grey
    shown: Grey
    stamp: Grey | None
    scale: float
    noise: float
    quarters: int = 0

    def turn(self, quarters: int) -> None:
        """Turn everything clockwise."""
        self.print, self.shown = _turned(self.print, quarters), _turned(self.shown, quarters)
        self.stamp = None if self.stamp is None else _turned(self.stamp, quarters)
        self.quarters = (self.quarters + quarters) % 4


def read_page(picture: Grey, scale: float, number: int, reader: Reader, why: tuple[Path, str]) -> Page:
    """The page on a picture (height x width, or with three channels RGB) that has `scale` pixels a point."""
    sheet = _put_right(picture, scale)
    ruling, clean, spots = _found(sheet, reader)
    if _lies(spots):
        sheet.turn(1)
        ruling, clean, spots = _found(sheet, reader)
    read = read_pieces(pieces_of(spots, ruling, clean, sheet.scale), clean, reader)
    if _upside_down(read, clean, reader):
        sheet.turn(2)
        ruling, clean, spots = _found(sheet, reader)
        read = read_pieces(pieces_of(spots, ruling, clean, sheet.scale), clean, reader)
    more = unread_pieces(read, clean, sheet.scale)
    again = read_pieces(more, clean, reader)
    read += [r for r in again if r[1].score > 0.6]
    left = [p for p, reading, _ in again if reading.score <= 0.6]
    return _page(sheet, (ruling, clean), (read, left), number, why)


def _put_right(picture: Grey, scale: float) -> Sheet:
    """The picture level, evenly lit and without stamps, at a resolution that suits reading."""
    dpi = scale * 72
    if dpi > _FINE + 10:
        smaller = _FINE / dpi
        picture = cv2.resize(picture, None, fx=smaller, fy=smaller, interpolation=cv2.INTER_AREA)
        scale, dpi = scale * smaller, _FINE
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) if picture.ndim == 3 else picture
    noise = noise_of(grey)
    level = levelled(grey, _WORKING / dpi if dpi < _COARSE else 1.0)
    if dpi < _COARSE:
        scale = _WORKING / 72
    shown = warped(evened(picture, scale), level)
    stamps = without_stamps(shown, scale)
    return Sheet(stamps.print, shown, stamps.mask, scale, noise)


def _found(sheet: Sheet, reader: Reader) -> tuple[Ruling, Grey, list[Spot]]:
    ruling = ruling_of(sheet.print, sheet.scale, sheet.noise)
    clean = without_rules(sheet.print, ruling, sheet.scale)
    return ruling, clean, reader.find(clean)


def _lies(spots: list[Spot]) -> bool:
    """Whether most text runs up or down the page."""
    tall = sum((s.x1 - s.x0) * (s.y1 - s.y0) for s in spots if s.y1 - s.y0 > _TALL * (s.x1 - s.x0))
    wide = sum((s.x1 - s.x0) * (s.y1 - s.y0) for s in spots if s.x1 - s.x0 > _TALL * (s.y1 - s.y0))
    return tall > wide


def _upside_down(read: list[tuple[Piece, Reading, bool]], clean: Grey, reader: Reader) -> bool:
    """Whether the lines read badly as they stand and well on their heads."""
    flat = [(p, r) for p, r, stands in read if not stands]
    if not flat or sum(r.score for _, r in flat) / len(flat) >= _DOUBTFUL:
        return False
    longest = sorted(flat, key=lambda item: item[0].x1 - item[0].x0)[-_SAMPLE:]
    turned = reader.read([np.ascontiguousarray(clean[p.y0 : p.y1, p.x0 : p.x1][::-1, ::-1]) for p, _ in longest])
    return sum(r.score for r in turned) > sum(r.score for _, r in longest)


def _turned(picture: Grey, quarters: int) -> Grey:
    return np.ascontiguousarray(np.rot90(picture, -quarters))


def _page(
    sheet: Sheet,
    pictures: tuple[Ruling, Grey],
    texts: tuple[list[tuple[Piece, Reading, bool]], list[Piece]],
    number: int,
    why: tuple[Path, str],
) -> Page:
    ruling, clean = pictures
    read, left = texts
    scale = sheet.scale
    height, width = sheet.print.shape
    page = Page(number, width / scale, height / scale, quarters=-sheet.quarters % 4, path=why[0], why=why[1])
    page.words, lines = words_from(read, number, clean, scale)
    page.horizontal = [_rule(r, scale) for r in ruling.across]
    page.vertical = [_rule(r, scale) for r in ruling.upright]
    unread = tuple(Box(*(n / scale for n in piece)) for piece in left)
    page.scan = Scan(
        number, scale, sheet.print, clean, sheet.shown, sheet.stamp, tuple(lines), unread, sheet.noise, *why
    )
    return page


def _rule(run: Run, scale: float) -> Rule:
    return Rule(run.at / scale, run.start / scale, run.end / scale)
