"""One line of print that was read twice: by the detector's box and by that of ink beside it, or by two boxes."""

from __future__ import annotations

from jixiao.geometry import overlap
from jixiao.pages.scan.ocr import settings
from jixiao.pages.scan.ocr.lines import Read
from jixiao.text import key


def without_repeats(read: list[Read]) -> list[Read]:
    """What was read, of two pieces that lie on one another and say the same the one that says more."""
    kept: list[Read] = []
    for each in sorted(read, key=lambda e: (-len(key(e.reading.text)), -e.reading.score)):
        if not any(_lies_on(each, other) and _is_part(each, other) for other in kept):
            kept.append(each)
    return [each for each in read if any(each is one for one in kept)]


def _lies_on(each: Read, other: Read) -> bool:
    """Whether the smaller of both lies on the larger for the most part."""
    a, b = each.piece, other.piece
    wide, high = overlap(a.x0, a.x1, b.x0, b.x1), overlap(a.y0, a.y1, b.y0, b.y1)
    share = settings.PIECES.shared
    return wide > share * min(a.x1 - a.x0, b.x1 - b.x0) and high > share * min(a.y1 - a.y0, b.y1 - b.y0)


def _is_part(each: Read, other: Read) -> bool:
    """Whether what the one says stands in what the other says."""
    text = key(each.reading.text)
    return bool(text) and text in key(other.reading.text)
