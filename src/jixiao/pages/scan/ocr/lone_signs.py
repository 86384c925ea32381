"""Signs of comparison that stand alone, as in a column of their own, read as they stand elsewhere: before a number.

By itself a `≥` is taken for a letter and a `=` for strokes, as the reader knows both from numbers alone. Put before a
number of the page they are read as surely as the number.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median

import numpy as np

from jixiao.geometry import overlap
from jixiao.pages.scan.model import Grey
from jixiao.pages.scan.numbers import COMPARES
from jixiao.pages.scan.ocr import settings
from jixiao.pages.scan.ocr.engine import Reader
from jixiao.pages.scan.ocr.lines import Read


def with_signs(read: list[Read], others: list[Read], clean: Grey, reader: Reader) -> list[Read]:
    """What was read, the lone signs among it as they read before a number of it or of the others."""
    numbers = [each for each in (*read, *others) if _is_number(each)]
    if not numbers:
        return read
    usual = median(each.piece.y1 - each.piece.y0 for each in (*read, *others))
    lone = [i for i, each in enumerate(read) if _may_be_sign(each, usual)]
    beside = [_nearest(read[i], numbers) for i in lone]
    crops = [_before(read[i], number, clean) for i, number in zip(lone, beside, strict=True)]
    out = list(read)
    for i, number, again in zip(lone, beside, reader.read(crops), strict=True):
        if again.text[:1] not in COMPARES or again.text[1:2] != number.reading.text[:1]:
            continue
        if again.scores[0] >= settings.LONE.least:
            one = replace(again, text=again.text[0], score=again.scores[0], scores=again.scores[:1])
            centre = (read[i].piece.x1 - read[i].piece.x0) / 2
            out[i] = read[i]._replace(reading=replace(one, centres=(centre,), others=again.others[:1]))
    return out


def _is_number(each: Read) -> bool:
    """Whether the piece begins with a digit and is read well."""
    return not each.stands and each.reading.text[:1].isdigit() and min(each.reading.scores) >= settings.LONE.number


def _may_be_sign(each: Read, usual: float) -> bool:
    """Whether the piece is one character as large as a sign of comparison, and no digit or word that is sure."""
    wide, high = each.piece.x1 - each.piece.x0, each.piece.y1 - each.piece.y0
    text = each.reading.text.strip()
    small = high < settings.LONE.high * usual and settings.LONE.narrow * usual < wide < settings.LONE.wide * usual
    sure = text.isalnum() and each.reading.score >= settings.LONE.sure
    return small and not each.stands and len(text) <= 1 and not sure


def _nearest(sign: Read, numbers: list[Read]) -> Read:
    """The number to its right on its line, else one that is near."""
    a = sign.piece

    def far(number: Read) -> tuple[bool, float]:
        b = number.piece
        beside = b.x0 >= a.x1 and overlap(a.y0, a.y1, b.y0, b.y1) > 0
        return not beside, abs(b.x0 - a.x1) + abs(b.y0 + b.y1 - a.y0 - a.y1)

    return min(numbers, key=far)


def _before(sign: Read, number: Read, clean: Grey) -> Grey:
    """The sign and, close behind it on one line with it, the first characters of the number."""
    a, b = sign.piece, number.piece
    high = b.y1 - b.y0
    gap, around = max(1, round(settings.LONE.gap * high)), round(settings.LONE.around * high)
    level = overlap(a.y0, a.y1, b.y0, b.y1) > 0
    top = min(a.y0, b.y0) if level else (a.y0 + a.y1 - high) // 2
    foot = max(a.y1, b.y1) if level else top + high
    more = b.y0 - (a.y0 + a.y1 - high) // 2 if not level else 0
    x1 = min(b.x1 + around, round(b.x0 + settings.LONE.first * high))
    parts = [
        _cut(clean, (a.x0 - around, top - around, a.x1 + gap, foot + around)),
        _cut(clean, (b.x0 - gap // 2, top + more - around, x1, foot + more + around)),
    ]
    return np.ascontiguousarray(np.hstack(parts))


def _cut(clean: Grey, box: tuple[int, int, int, int]) -> Grey:
    """The part of the picture, white where it goes beyond."""
    x0, y0, x1, y1 = box
    out = np.full((y1 - y0, x1 - x0), 255, np.uint8)
    height, width = clean.shape
    part = clean[max(0, y0) : min(height, y1), max(0, x0) : min(width, x1)]
    at, left = max(0, -y0), max(0, -x0)
    out[at : at + part.shape[0], left : left + part.shape[1]] = part
    return out
