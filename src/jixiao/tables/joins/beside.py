"""Forms that stand side by side on a page: what is over and under each of them is its own."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import pairwise

from jixiao.evidence import Word
from jixiao.geometry import Box
from jixiao.tables.lines import lines_of
from jixiao.tables.table import Block, Table

Opens = Callable[[list[str]], bool]
# A form opens in one of so many rows: a title, its year and unit may stand over its first labels.
_TOP = 3


def gaps_between(tables: Sequence[Table], opens: Opens) -> list[float]:
    """Where pages of forms side by side part, in points from the left; none where any table reaches over, or where
    fewer than two begin a form beside one another."""
    found = sorted((t.box.x0, t.box.x1, n) for n, t in enumerate(tables) if t.box is not None)
    columns: list[tuple[float, float, list[Table]]] = []
    for x0, x1, n in found:
        if columns and x0 < columns[-1][1]:
            start, end, own = columns.pop()
            columns.append((start, max(end, x1), [*own, tables[n]]))
        else:
            columns.append((x0, x1, [tables[n]]))
    if len(columns) < 2 or not all(_level(a[2], b[2], opens) for a, b in pairwise(columns)):
        return []
    return [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]


def _level(left: list[Table], right: list[Table], opens: Opens) -> bool:
    """Whether a form begins on either side at the height of one on the other."""
    first, second = ([t.box for t in side if _begins(t, opens) and t.box is not None] for side in (left, right))
    return any(min(a.y1, b.y1) > max(a.y0, b.y0) for a in first for b in second)


def _begins(table: Table, opens: Opens) -> bool:
    rows = range(min(_TOP, table.n_rows))
    return any(opens([c.text for c in table.written(r)]) for r in rows)


def parted(words: list[Word], gaps: list[float]) -> list[list[Word]]:
    """The words of each side, left to right, and last those of lines that reach over a gap."""
    sides: list[list[Word]] = [[] for _ in range(len(gaps) + 2)]
    for line in lines_of(words) if words else []:
        over = any(w.box.x0 < gap < w.box.x1 for w in line.words for gap in gaps)
        for word in line.words:
            sides[-1 if over else bisect(gaps, word.box.middle[0])].append(word)
    return sides


def in_order(blocks: list[Block], gaps: list[float]) -> list[Block]:
    """The blocks, which come from top to bottom, as they are read: what reaches over all sides, then one side whole
    after the other."""
    out: list[Block] = []
    waiting: list[list[Block]] = [[] for _ in range(len(gaps) + 1)]
    for block in blocks:
        box = block.box
        if box is not None and not _over(box, gaps):
            waiting[bisect(gaps, box.middle[0])].append(block)
            continue
        out += [*(b for side in waiting for b in side), block]
        waiting = [[] for _ in waiting]
    return out + [b for side in waiting for b in side]


def _over(box: Box, gaps: list[float]) -> bool:
    return any(box.x0 < gap < box.x1 for gap in gaps)
