"""Stretches of a row that words cover and the blank strips between them, as (from, to) in points across the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import pairwise

from jixiao.evidence import Word
from jixiao.tables import settings
from jixiao.tables.table import Table
from jixiao.text import is_cjk

Span = tuple[float, float]
Rows = dict[int, list[tuple[float, Word]]]
"""The words of each grid row, with where their middles stand from left to right."""

# A word of at most so many characters is printed with blanks between them.
_SPACED = 4
# What counts the items of a text.
_MARK = re.compile(r"\d{1,2}[.．、)）]|[（(]\d{1,2}[）)]")


def runs(row: list[Word]) -> list[Span]:
    """The stretches of a row that characters cover."""
    if len(row) == 1 and row[0].edges and " " not in row[0].text:
        return [(row[0].edges[0], row[0].edges[-1])]
    spans = []
    for word in row:
        if word.edges and " " not in word.text:
            spans.append((word.edges[0], word.edges[-1]))
            continue
        for text, a, b in zip(word.text, word.edges, word.edges[1:], strict=False):
            if text != " ":
                spans.append((a, b))
    return merged(spans)


def merged(spans: list[Span]) -> list[Span]:
    """The spans in order, those without a strip between them made one."""
    out: list[Span] = []
    for a, b in sorted(spans):
        if out and a - out[-1][1] < settings.OPEN.strip:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def between(heads: list[Span]) -> list[Span]:
    """The gaps from each span to the next."""
    return [(a[1], b[0]) for a, b in pairwise(heads)]


def blank(piece: Span, runs: list[Span]) -> list[Span]:
    """What the runs leave of the piece."""
    out, at = [], piece[0]
    for a, b in runs:
        if b <= at or a >= piece[1]:
            continue
        if a > at:
            out.append((at, a))
        at = max(at, b)
    if at < piece[1]:
        out.append((at, piece[1]))
    return out


def widest(pieces: list[Span]) -> Span:
    """The widest of the pieces."""
    return max(pieces, key=lambda p: p[1] - p[0])


def shared(rows: list[list[Word]], start: int) -> tuple[int, list[Span]]:
    """The row after the last one that has words on both sides of a strip all rows from `start` share; these strips."""
    wide = settings.OPEN.alone
    strips = [gap for gap in between(runs(rows[start])) if gap[1] - gap[0] >= wide]
    for r in range(start + 1, len(rows)):
        both = [(max(a, c), min(b, d)) for a, b in strips for c, d in between(runs(rows[r]))]
        left = [strip for strip in both if strip[1] - strip[0] >= wide]
        if not left:
            return r, strips
        strips = left
    return len(rows), strips


def moved(before: Span, after: Span) -> Callable[[float], float]:
    """Where a place between the sides `before` lies between those `after`."""
    ratio = (after[1] - after[0]) / (before[1] - before[0])
    return lambda x: after[0] + (x - before[0]) * ratio


def by_rows(table: Table, words: Iterable[Word]) -> Rows:
    """The words that lie in the table, by the grid row of their middles; words with a blank that reach over a wall are
    those of each side."""
    out: Rows = {}
    for word in words:
        x, y = word.box.middle
        if word.edges and table.box is not None and table.box.holds(x, y):
            row = bisect_right(table.rows_y, y) - 1
            for part in _at_blanks(word) if " " in word.text and _reaches_over(word, table, row) else (word,):
                out.setdefault(row, []).append((part.box.middle[0], part))
    return out


def _reaches_over(word: Word, table: Table, row: int) -> bool:
    """Whether the word goes on over a wall of its row."""
    cell = table.at(row, min(max(0, bisect_right(table.columns_x, word.box.middle[0]) - 1), table.n_cols - 1))
    return cell is not None and cell.box is not None and (word.box.x0 < cell.box.x0 or word.box.x1 > cell.box.x1)


def _at_blanks(word: Word) -> list[Word]:
    """The word cut at its blanks."""
    return [word.parted(*part.span()) for part in re.finditer("[^ ]+", word.text)]


def only_marks(rows: list[list[Word]], strip: Span) -> bool:
    """Whether nothing but what counts the items of a text stands before the strip: 1. 一般公共预算."""
    before = [part.text for row in rows for word in row for part in _at_blanks(word) if part.box.x1 <= strip[0] + 1.0]
    return bool(before) and all(_MARK.fullmatch(text) for text in before)


def is_spaced_out(row: list[Word]) -> bool:
    """Whether the row is one short word printed with blanks between its characters: 合    计."""
    chars = "".join([word.text for word in row]).replace(" ", "")
    if not 1 < len(chars) <= _SPACED:
        return False
    return all(len(part) == 1 for word in row for part in word.text.split()) and all(map(is_cjk, chars))
