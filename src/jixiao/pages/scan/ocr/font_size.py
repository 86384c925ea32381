"""Font sizes of lines read from a picture, by the width and height of their characters; lines alike have one size."""

from __future__ import annotations

from statistics import median

from jixiao.pages.scan.model import TextLine
from jixiao.pages.scan.ocr import settings
from jixiao.text import is_cjk

_THIN = frozenset("一二三·，。、；：-—－…,.")


def sizes_of(lines: list[TextLine]) -> list[float]:
    """The font size of each line in points."""
    own = [_size(line) for line in lines]
    long = sorted((own[i], len(line.text)) for i, line in enumerate(lines) if _han(line.text) >= settings.SIZES.wide)
    known: list[float] = []
    group: list[float] = []
    for size, weight in long:
        if group and size > (1 + settings.SIZES.alike) * group[-1]:
            known.append(median(group))
            group = []
        group += [size] * weight
    if group:
        known.append(median(group))
    return [_snapped(size, known) for size in own]


def _snapped(size: float, known: list[float]) -> float:
    """The nearest of the known sizes, if one is near."""
    nearest = min(known, key=lambda k: abs(k - size), default=size)
    return nearest if abs(nearest - size) <= settings.SIZES.near * nearest else size


def _han(text: str) -> int:
    return sum(is_cjk(c) for c in text)


def _size(line: TextLine) -> float:
    """The size of one line by itself."""
    han = _han(line.text)
    tall = any(is_cjk(c) and c not in _THIN for c in line.text)
    height = line.box.height / (settings.SIZES.han if tall else settings.SIZES.digits)
    width = line.box.width / (han + 0.5 * (len(line.text) - han))
    return width if han >= settings.SIZES.wide and width <= settings.SIZES.spaced * height else height
