"""How much room a text takes on a sheet: widths in half characters (a Chinese character is two), heights in lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from jixiao.records.tables.columns import Shape

# These stand on one line, however long.
UNBROKEN: frozenset[Shape] = frozenset({"code", "mark", "file"})
LINE_POINTS = 15.0
PADDING_POINTS = 5.0
MOST_LINES = 12

# Narrowest and widest column of a shape.
_WIDTHS: dict[Shape, tuple[int, int]] = {
    "term": (8, 20), "name": (12, 36), "long": (26, 66), "printed": (8, 22), "money": (12, 18), "code": (8, 20),
    "mark": (8, 22), "amount": (15, 20), "number": (9, 14), "count": (6, 9), "year": (7, 7), "page": (6, 6),
    "file": (12, 32),
}  # fmt: skip
_LONG_LINES = 7  # a long column is so wide that most of its texts take no more lines


def width(text: str) -> int:
    """The width of the text on one line."""
    return len(text) if text.isascii() else len(text.encode("gbk", "replace"))


def lines(text: str, column: float) -> int:
    """How many lines the text takes in a column of that width; where it breaks, words waste a little of it."""
    whole, broken = max(column * 0.97, 1.0), max(column - 1.0, 1.0)
    return sum(1 if (w := width(line)) <= whole else ceil(w / broken) for line in text.split("\n"))


def height(count: int) -> float:
    """The height in points of a row of so many lines; what is longer is seen when its cell is chosen."""
    return min(count, MOST_LINES) * LINE_POINTS + PADDING_POINTS


def column_width(shape: Shape, heading: str, texts: Sequence[str]) -> float:
    """The width for a column with such texts: nine in ten fit on a line, or on a few lines where they are long."""
    least, most = _WIDTHS[shape]
    widths = sorted(max(map(width, text.split("\n"))) for text in texts if text)
    usual = widths[len(widths) * 9 // 10] if widths else 0
    if shape == "long":
        totals = sorted(width(text) for text in texts if text)
        usual = max(totals[len(totals) * 3 // 4] // _LONG_LINES if totals else 0, min(usual, least))
    head = width(heading)
    needed = max(usual, head if head <= 8 else ceil(head / 2) + 2)
    return float(min(max(needed + 3, least), most))
