"""The columns of a list that no rule parts: strips of the page that the words of all rows leave blank, and what its
heads say of them.

A column is what the rows cover between two blank strips. Each head stands over one of them, or over several that have
heads of their own; a head over none is of a column that is blank throughout, or of the one beside it that has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from jixiao.evidence import Word
from jixiao.tables import settings
from jixiao.tables.strips import Span, runs


@dataclass(slots=True)
class Column:
    """One column: what its words cover across the page (points), and its own heads."""

    x0: float
    x1: float
    heads: list[Word] = field(default_factory=list)

    @property
    def headed(self) -> bool:
        """Whether a head of its own stands over it."""
        return bool(self.heads)

    def shares(self, x0: float, x1: float) -> float:
        """The points that it shares with the span; below 0 the points between."""
        return min(self.x1, x1) - max(self.x0, x0)


@dataclass(slots=True)
class Group:
    """A head over several columns, `start`..`end`."""

    words: list[Word]
    start: int
    end: int


@dataclass(slots=True)
class Columns:
    """The columns of a list from left to right, the heads over several of them, and whether all of it agrees."""

    all: list[Column]
    groups: list[Group]
    sure: bool = True

    def of(self, x0: float, x1: float) -> int | None:
        """The column in which the span lies, None where it lies over several."""
        over = [i for i, c in enumerate(self.all) if c.shares(x0, x1) > settings.UNRULED.slack]
        if len(over) > 1:
            return None
        return over[0] if over else max(range(len(self.all)), key=lambda i: self.all[i].shares(x0, x1))


def columns_of(head: Sequence[Word], rows: Sequence[Sequence[Word]]) -> Columns | None:
    """The columns under these heads, None where fewer than three stand beside each other. `rows` are the lines of the
    list, of all its pages."""
    levels = _levels(head)
    strips = _strips(rows)
    columns = [Column(a, b) for a, b in strips]
    groups: list[Word] = []
    for level in reversed(levels):  # the lowest heads are those of single columns
        for word in level:
            _place(word, columns, groups)
    columns = _without_cuts(columns)
    if len(columns) < settings.BORDERLESS.heads or not any(c.headed for c in columns):
        return None
    found = _groups(columns, groups, levels[-1])
    return Columns(columns, found or [], all(c.headed for c in columns) and found is not None)


def _levels(head: Sequence[Word]) -> list[list[Word]]:
    """The heads by how high they stand, from the top: those in the middle beside two lines are a level of their own."""
    out: list[list[Word]] = []
    for word in sorted(head, key=lambda w: w.box.middle[1]):
        if not out or word.box.middle[1] - out[-1][0].box.middle[1] > settings.UNRULED.level * word.box.height / 2:
            out.append([])
        out[-1].append(word)
    return out


def _strips(rows: Sequence[Sequence[Word]]) -> list[Span]:
    """What the rows cover: the fullest say where columns are, others what else those cover, and columns of which the
    fullest have nothing; lines across several columns say neither."""
    parted = sorted((runs(list(row)) for row in rows), key=len, reverse=True)
    most = len(parted[0]) if parted else 0
    out: list[Span] = _united([s for p in parted if len(p) > settings.BORDERLESS.full * most for s in p])
    for spans in parted:
        wider = _united([*out, *spans])
        if len(wider) >= len(out) and all(sum(a < y and x < b for x, y in out) < 2 for a, b in spans):
            out = wider
    return out


def _united(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that meet made one."""
    out: list[Span] = []
    for a, b in sorted(spans):
        if out and a - out[-1][1] < settings.BORDERLESS.strip:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def _place(word: Word, columns: list[Column], groups: list[Word]) -> None:
    """Give the head to its column, to `groups` where it stands over several, or a column of its own."""
    x0, x1 = word.box.x0, word.box.x1
    over = [c for c in columns if c.shares(x0, x1) > 0]
    bare = [c for c in over if not c.headed]
    if len(over) == 1 or (len(over) > 1 and len(bare) == 1):
        (bare or over)[0].heads.append(word)
        return
    if over:
        if all(c.headed for c in over):
            groups.append(word)
        else:
            best = max(bare or over, key=lambda c: c.shares(x0, x1))
            best.heads.append(word)
        return
    right = next((i for i, c in enumerate(columns) if c.x0 >= x1), len(columns))
    beside = columns[max(right - 1, 0) : right + 1]
    open_ = [c for c in beside if not c.headed]
    if open_:
        max(open_, key=lambda c: c.shares(x0, x1)).heads.append(word)
    elif len(beside) == 2 and all(c.heads[0].box.y0 >= word.box.y1 for c in beside):
        groups.append(word)
    else:
        columns.insert(right, Column(x0, x1, [word]))


def _without_cuts(columns: list[Column]) -> list[Column]:
    """Columns put together where one head stands over both and words of one text are no farther apart."""
    out: list[Column] = []
    for column in columns:
        heads = out[-1].heads if out else []
        size = max((w.size or w.box.height for w in heads), default=0.0)
        over = heads and max(w.box.x1 for w in heads) > column.x0
        if out and over and not column.headed and column.x0 - out[-1].x1 < settings.BORDERLESS.apart * size:
            out[-1].x1 = column.x1
        else:
            out.append(column)
    return out


def _groups(columns: list[Column], words: list[Word], lowest: Sequence[Word]) -> list[Group] | None:
    """The columns that each head over several has under it: those whose own heads are the lowest, all of them, as near
    to the middle of each as can be. None where that cannot be told."""
    above = [(w, i) for i, c in enumerate(columns) for w in c.heads if _is_over(w, c, columns)]
    tops = sorted([*words, *(w for w, _ in above)], key=lambda w: w.box.x0)
    if not tops:
        return []
    for word, i in above:
        columns[i].heads.remove(word)
    low = {id(w) for w in lowest}
    under = [i for i, c in enumerate(columns) if c.heads and all(id(w) in low for w in c.heads)]
    runs_: list[list[int]] = []
    for i in under:
        if runs_ and runs_[-1][-1] == i - 1:
            runs_[-1].append(i)
        else:
            runs_.append([i])
    out: list[Group] = []
    for run in runs_:
        a, b = columns[run[0]], columns[run[-1]]
        mine = [w for w in tops if min(a.x0, _left(a)) <= w.box.middle[0] <= max(b.x1, _right(b))]
        out += _shared_out(mine, [columns[i] for i in run], run[0])
    return out if {id(w) for g in out for w in g.words} == {id(w) for w in tops} else None


def _left(column: Column) -> float:
    return min(w.box.x0 for w in column.heads)


def _right(column: Column) -> float:
    return max(w.box.x1 for w in column.heads)


def _is_over(word: Word, column: Column, columns: list[Column]) -> bool:
    """Whether the word, over other heads of its column, stands over columns beside it too: those have nothing beside
    it, and their heads stand beside the lower ones of its column."""
    lower = [w for w in column.heads if w.box.y0 >= word.box.y1 - 1]
    if not lower:
        return False
    at = columns.index(column)
    sides = [columns[i] for i in (at - 1, at + 1) if 0 <= i < len(columns)]
    y0, y1 = min(w.box.y0 for w in lower), max(w.box.y1 for w in lower)
    level = [c for c in sides if c.headed and all(y0 - 1 <= w.box.middle[1] <= y1 + 1 for w in c.heads)]
    middle = any(w.box.y0 < y0 - 1 and w.box.y1 > word.box.y1 + 1 for c in columns if c is not column for w in c.heads)
    return bool(level) and middle


def _shared_out(words: list[Word], columns: list[Column], first: int) -> list[Group]:
    """The columns in order shared out among the words over them, one and more for each."""
    n, m = len(columns), len(words)
    if not words or m > n:
        return []

    @cache
    def best(i: int, j: int) -> tuple[float, tuple[int, ...]]:
        if j == m:
            return (0.0, ()) if i == n else (float("inf"), ())
        found: tuple[float, tuple[int, ...]] = (float("inf"), (n,))
        for end in range(i + 1, n - (m - j - 1) + 1):
            x0 = min(columns[i].x0, _left(columns[i]))
            x1 = max(columns[end - 1].x1, _right(columns[end - 1]))
            rest, ends = best(end, j + 1)
            found = min(found, (abs((x0 + x1) / 2 - words[j].box.middle[0]) + rest, (end, *ends)))
        return found

    _, ends = best(0, 0)
    return [Group([w], first + a, first + b) for w, (a, b) in zip(words, pairwise([0, *ends]), strict=True)]
