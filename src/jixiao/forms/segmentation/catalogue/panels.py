"""Groups of indicators side by side in the head of a list of projects: each stands under the name of its level
(产出指标 over 三级指标 and 指标值, again under 效益指标), a project's rows in all of them at once.

Such a list is told by its head alone: names of one level side by side, over which nothing stands but what reaches over
several of them. The table of each project has its groups under one another, as other lists have them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

from jixiao.forms.levels import is_level, levels_of
from jixiao.forms.segmentation import settings
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# So many groups stand side by side at least.
_LEAST = 2
_LEVELS = ("level1", "level2")
# The share of the groups whose own heads must be alike, or known.
_ALIKE = 0.5


@dataclass(slots=True)
class Panel:
    """A group of columns, `start`..`end`: the names of its levels from the top down, and the heads of its columns.

    `upper` where all that stand side by side may be names of the first level (社会效益指标 may, 数量指标 may not).
    """

    start: int
    end: int
    levels: list[Cell]
    heads: list[Cell]
    upper: bool

    def named(self) -> dict[str, Cell]:
        """The name of each level that the group stands under."""
        if len(self.levels) > 1:
            return dict(zip(_LEVELS, self.levels, strict=True))
        return {"level1" if self.upper else "level2": self.levels[0]}


@dataclass(slots=True)
class Sides:
    """The groups of a list, and the rows of its head: `top`..`body`."""

    top: int
    body: int
    panels: list[Panel]


def sides_of(table: Table, words: Vocabulary) -> Sides | None:
    """The groups that stand side by side in the head of the table, None where none do."""
    for r in range(min(settings.LISTED.top, table.n_rows - 1)):
        names = [c for c in table.written(r) if is_level(c.text, words)]
        if len(names) >= _LEAST and len({key(c.text) for c in names}) == len(names):
            return _sides(table, r, names, words)
    return None


def _sides(table: Table, r: int, names: list[Cell], words: Vocabulary) -> Sides | None:
    """The groups under the names of one level in row r."""
    one_level = set[str](_LEVELS).intersection(*(levels_of(c.text, words) for c in names))
    over = [table.at(r - 1, c.col) for c in names]
    free = all(o is None or not o.text or o.cols > c.cols for o, c in zip(over, names, strict=True))
    gapless = all(a.end_col == b.col for a, b in pairwise(names))
    if not one_level or not free or not gapless or names[0].col == 0:
        return None
    left, right = names[0].col, names[-1].end_col
    below = min(c.end_row for c in names)
    second = [c for c in table.written(below) if left <= c.col < right] if below < table.n_rows else []
    lower = second if len(second) >= _LEAST and all(is_level(c.text, words) for c in second) else []
    if lower and not all("level2" in levels_of(c.text, words) for c in lower):
        return None
    body = max(c.end_row for c in (*names, *lower))
    upper = "level1" in one_level
    panels = [Panel(a, b, levels, [], upper) for a, b, levels in _stacks(table, r, lower, left, right)]
    if len(panels) < _LEAST:
        return None
    body = _headed(table, panels, body, words)
    top = min((c.row for q in range(r, body) for c in table.row(q) if c.text and c.end_row <= body), default=r)
    while top > 0 and _heads_on(table, top - 1, left, right):
        top -= 1
    leads = [c for q in range(top, body) for c in table.written(q) if c.end_col <= left and c.end_row <= body]
    if not leads or body >= table.n_rows or any(is_level(c.text, words) for c in leads):
        return None
    return Sides(top, body, panels)


def _heads_on(table: Table, r: int, left: int, right: int) -> bool:
    """Whether row r is a head too: something stands over several groups in it, and other texts beside that."""
    row = table.written(r)
    return len(row) > 1 and any(left <= c.col and c.end_col <= right and c.cols > 1 for c in row)


def _stacks(table: Table, r: int, lower: list[Cell], left: int, right: int) -> Iterable[tuple[int, int, list[Cell]]]:
    """The columns of each group with the names of its levels."""
    own = {id(c) for c in lower}

    def stack(col: int) -> list[Cell]:
        cells = [table.at(r, col), table.at(lower[0].row, col) if lower else None]
        return [c for i, c in enumerate(cells) if c is not None and (not i or id(c) in own)]

    for _, group in groupby(range(left, right), key=lambda col: [id(c) for c in stack(col)]):
        cols = list(group)
        yield cols[0], cols[-1] + 1, stack(cols[0])


def _headed(table: Table, panels: list[Panel], body: int, words: Vocabulary) -> int:
    """Give each group the heads of its columns, where a row of such stands under the levels; the first row below."""
    under = [[c for c in table.written(body) if p.start <= c.col < p.end] for p in panels]
    said = [[key(c.text) for c in cells] for cells in under]
    alike = max((said.count(texts) for texts in said if texts), default=0)
    known = sum(any(words.column("indicators", text) for text in texts) for texts in said)
    if not all(said) or max(alike, known) < max(_LEAST, _ALIKE * len(panels)):
        return body
    for panel, cells in zip(panels, under, strict=True):
        panel.heads = cells
    return max(c.end_row for cells in under for c in cells)
