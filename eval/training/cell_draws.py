"""Draws a form in another guise each time, so that the network learns what cells are and not one maker's words.

Words of labels are gone or exchanged, columns of a list change their places or go, columns and labels that the contract
has no field for are put in, blocks change places or go.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from eval.training.cell_forms import Forms
from eval.training.cell_roles import Sample
from jixiao.fields.cells.grid import APART, Grid
from jixiao.fields.cells.roles import AT, ROLES

_LABEL, _OUTSIDE = AT["label"], AT["outside"]
_LEVELS = {AT["level1"], AT["level2"], AT["level3"]}
_NAMES = AT["level3"]
# The share of forms that are made up around a record's texts.
_MADE = 0.5
# The share of draws that are two forms in one table.
_TWO = 0.08
Place = tuple[int, int, int, int]


class Draws:
    """Draws from forms kept by `eval.training.cell_grids`."""

    def __init__(self, forms: list[dict[str, Any]], seed: int = 1) -> None:
        self.made = Forms([gold["record"] for form in forms for gold in form["gold"]], seed)
        self.samples = [Sample.of(form) for form in forms]
        cells = [(text, roles) for s in self.samples for text, roles in zip(s.grid.texts, s.roles, strict=True) if text]
        self.labels = sorted({text for text, roles in cells if roles == {_LABEL} and len(text) < 14})
        self.outside = sorted({text for text, roles in cells if roles == {_OUTSIDE}})

    def draw(self, r: Random) -> Sample:
        """A form in another guise, at times with another one under it."""
        one = self._drawn(r)
        return under(one, self._drawn(r)) if r.random() < _TWO else one

    def _drawn(self, r: Random) -> Sample:
        sample = self.made.draw(r) if r.random() < _MADE else r.choice(self.samples)
        cells = [
            (text, place, width, roles)
            for text, place, width, roles in zip(
                sample.grid.texts, sample.grid.places, sample.grid.widths, sample.roles, strict=True
            )
        ]
        table = _Table(cells, r, self.labels, self.outside)
        for act, odds in ((table.swap, 0.3), (table.drop_column, 0.15), (table.add_column, 0.3), (table.drop_rows, 0.2),
                          (table.move_rows, 0.2), (table.add_pair, 0.3), (table.part, 0.12)):  # fmt: skip
            if r.random() < odds:
                act()
        texts = self._worded(table.cells, r)
        grid = Grid(texts, [c[1] for c in table.cells], [c[2] for c in table.cells])
        return Sample(sample.kind, grid, [c[3] for c in table.cells])

    def _worded(self, cells: list[Any], r: Random) -> list[str]:
        """The texts, words of labels gone or exchanged for others."""
        gone, other = r.choice([0.0, 0.15, 0.35, 0.7]), r.choice([0.0, 0.05, 0.15])
        lost = r.choice([0.0, 0.05, 0.15, 0.4])
        levels = r.random() < 0.12  # a form whose names of levels nobody knows
        texts = []
        for text, _, _, roles in cells:
            label = _LABEL in roles and len(text) < 24
            x = r.random()
            veiled = x < (gone if label else lost) or (levels and bool(roles & _LEVELS) and _NAMES not in roles)
            if text and veiled:
                text = _veiled(text, r)
            elif text and label and x < gone + other:
                text = r.choice(self.labels)
            texts.append(text)
        return texts


class _Table:
    """The cells of a form, to be moved about; the list is the run of rows in which names of indicators stand."""

    def __init__(self, cells: list[Any], r: Random, labels: list[str], outside: list[str]) -> None:
        self.cells, self.r, self.labels, self.outside = cells, r, labels, outside

    def _list(self) -> tuple[int, int, int, int] | None:
        """The table (by its columns) that holds the list, its first row with heads, the first with names, the one
        after the last."""
        names = [place for _, place, _, roles in self.cells if _NAMES in roles]
        if len(names) < 2:
            return None
        table = names[0][1] // APART
        mine = [p for p in names if p[1] // APART == table]
        first, end = min(p[0] for p in mine), max(p[2] for p in mine)
        return table, first - 1, first, end

    def _columns(self, found: tuple[int, int, int, int]) -> list[tuple[int, int]]:
        """The columns of the list into which all its cells fall, as (column, column after)."""
        table, head, _, end = found
        spans = {
            (p[1], p[3])
            for _, p, _, _ in self.cells
            if p[1] // APART == table and p[0] >= head and p[2] <= end and p[3] - p[1] < APART
        }
        merged: list[tuple[int, int]] = []
        for a, b in sorted(spans):
            if merged and a < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
            else:
                merged.append((a, b))
        return merged

    def _within(self, found: tuple[int, int, int, int], span: tuple[int, int]) -> list[int]:
        _, head, _, end = found
        return [
            i
            for i, (_, p, _, _) in enumerate(self.cells)
            if p[0] >= head and p[2] <= end and span[0] <= p[1] and p[3] <= span[1]
        ]

    def swap(self) -> None:
        """Two columns of the list change places, if those between them are as wide or the two stand side by side."""
        found = self._list()
        columns = self._columns(found) if found else []
        if found is None or len(columns) < 3:
            return
        i = self.r.randrange(len(columns) - 1)
        (a, b), (c, d) = columns[i], columns[i + 1]
        if b != c:
            return
        first, second = self._within(found, (a, b)), self._within(found, (c, d))
        self._shift(first, d - c)
        self._shift(second, a - b)

    def _shift(self, which: list[int], by: int) -> None:
        for i in which:
            text, p, width, roles = self.cells[i]
            self.cells[i] = (text, (p[0], p[1] + by, p[2], p[3] + by), width, roles)

    def drop_column(self) -> None:
        """A column of the list goes, if it does not hold the names."""
        found = self._list()
        columns = self._columns(found) if found else []
        if found is None or len(columns) < 4:
            return
        which = set(self._within(found, self.r.choice(columns)))
        if not any(_NAMES in self.cells[i][3] for i in which):
            self.cells = [c for i, c in enumerate(self.cells) if i not in which]

    def add_column(self) -> None:
        """A column that the contract has no field for is put into the list."""
        found = self._list()
        columns = self._columns(found) if found else []
        if found is None or not columns:
            return
        table, head, body, end = found
        at = self.r.choice(columns)[1] if self.r.random() < 0.85 else columns[0][0]
        moved = []
        for text, p, width, roles in self.cells:
            if p[1] // APART == table:
                left = p[1] + (p[1] >= at)
                p, width = (p[0], left, p[2], max(left + 1, p[3] + (p[3] > at or p[1] >= at))), width + 1
            moved.append((text, p, width, roles))
        width = max((c[2] for c in moved if c[1][1] // APART == table), default=1)
        if head >= 0:
            moved.append((self.r.choice(self.labels), (head, at, body, at + 1), width, frozenset({_LABEL})))
        says = self._said(found)
        moved += [(says(row), (row, at, row + 1, at + 1), width, frozenset({_OUTSIDE})) for row in range(body, end)]
        self.cells = sorted(moved, key=lambda c: (c[1][0], c[1][1]))

    def _said(self, found: tuple[int, int, int, int]) -> Callable[[int], str]:
        """What stands in the rows of a column of no field: last year's targets, remarks, dates, bodies, marks."""
        r = self.r
        values = {row: text for text, p, _, roles in self.cells if roles == {AT["value"]} for row in range(p[0], p[2])}
        kind = r.random()
        if kind < 0.4 and values:
            return lambda row: _near(values.get(row, ""), r)
        if kind < 0.6:
            few = [r.choice(self.outside) for _ in range(3)] if self.outside else ["/"]
            return lambda row: r.choice(few)
        kinds = [["是", "否"], ["定量", "定性"], ["正向", "反向"], ["1", "2", "3"], ["局办公室", "业务科", "财务科"],
                 ["", "", "见附件"], ["12月底前", "6月底前"], ["统计报表", "现场核查"]]  # fmt: skip
        few = r.choice(kinds)
        return lambda row: r.choice(few)

    def _bands(self, table: int) -> list[int]:
        """The rows of the table at which no cell goes on from the row before."""
        places = [p for _, p, _, _ in self.cells if p[1] // APART == table]
        rows = {p[0] for p in places} | {max(p[2] for p in places)}
        open_ = {row for p in places for row in range(p[0] + 1, p[2])}
        return sorted(rows - open_)

    def _table(self) -> int:
        tables = sorted({p[1] // APART for _, p, _, _ in self.cells} - {0})
        return self.r.choice(tables) if tables else 0

    def drop_rows(self) -> None:
        """A few rows go that stand between two full rules."""
        table = self._table()
        bands = self._bands(table) if table else []
        if len(bands) < 6:
            return
        i = self.r.randrange(len(bands) - 1)
        first, last = bands[i], bands[min(len(bands) - 1, i + self.r.randint(1, 3))]
        kept = []
        for text, p, width, roles in self.cells:
            if p[1] // APART == table and first <= p[0] and p[2] <= last:
                continue
            by = last - first if p[0] >= last else 0
            kept.append((text, (p[0] - by, p[1], p[2] - by, p[3]), width, roles))
        self.cells = kept

    def move_rows(self) -> None:
        """Two runs of rows between full rules change places."""
        table = self._table()
        bands = self._bands(table) if table else []
        if len(bands) < 5:
            return
        i, j, k = sorted(self.r.sample(range(len(bands)), 3))
        a, b, c = bands[i], bands[j], bands[k]
        moved = []
        for text, p, width, roles in self.cells:
            if p[1] // APART == table:
                by = c - b if a <= p[0] < b else a - b if b <= p[0] < c else 0
                p = (p[0] + by, p[1], p[2] + by, p[3])
            moved.append((text, p, width, roles))
        self.cells = sorted(moved, key=lambda cell: (cell[1][0], cell[1][1]))

    def part(self) -> None:
        """The rows of the table from a full rule on are a table of their own."""
        table = self._table()
        bands = self._bands(table)[1:-1] if table else []
        if not bands:
            return
        at, last = self.r.choice(bands), max(p[1] for _, p, _, _ in self.cells) // APART
        if table == last:
            self.cells = [
                (t, (p[0], p[1] + APART, p[2], p[3] + APART) if p[0] >= at and p[1] >= APART else p, w, roles)
                for t, p, w, roles in self.cells
            ]

    def add_pair(self) -> None:
        """A label with a value that the contract has no field for, in a row of its own."""
        table = self._table()
        bands = self._bands(table) if table else []
        if len(bands) < 2 or not self.outside:
            return
        at = self.r.choice(bands)
        places = [(p, width) for _, p, width, _ in self.cells if p[1] // APART == table]
        left, right, width = min(p[1] for p, _ in places), max(p[3] for p, _ in places), places[0][1]
        if right - left < 2:
            return
        moved = [
            (text, (p[0] + (p[0] >= at), p[1], p[2] + (p[2] > at or p[0] >= at), p[3]), w, roles)
            for text, p, w, roles in self.cells
        ]
        middle = left + max(1, (right - left) // 4)
        moved.append((self.r.choice(self.labels), (at, left, at + 1, middle), width, frozenset({_LABEL})))
        moved.append((self.r.choice(self.outside), (at, middle, at + 1, right), width, frozenset({_OUTSIDE})))
        self.cells = sorted(moved, key=lambda cell: (cell[1][0], cell[1][1]))


def under(one: Sample, other: Sample) -> Sample:
    """Two projects' forms as one: the tables of the second go on under those of the first, as wide as they are."""
    if one.kind != other.kind or one.kind != "project_goal":
        return one
    a, b = one.grid, other.grid
    last = max(p[1] for p in a.places) // APART
    rows, width = max(p[2] for p in a.places), max(*a.widths, *b.widths)

    def placed(grid: Grid, down: int, table: int) -> list[Place]:
        out = []
        for p, wide in zip(grid.places, grid.widths, strict=True):
            wide, first = (1, 0) if p[1] < APART else (wide, (max(1, p[1] // APART + table)) * APART)
            scale = width / wide if first else 1
            left, right = round(p[1] % APART * scale), round((p[3] - p[1] + p[1] % APART) * scale)
            first = first or APART * (last if down else 0)
            out.append(
                (p[0] + down, first + left, p[2] + down, first + (right if p[1] >= APART or not down else width))
            )
        return out

    places = [*placed(a, 0, 0), *placed(b, rows, last - 1)]
    widths = [1 if p[1] < APART else width for p in places]
    return Sample(one.kind, Grid([*a.texts, *b.texts], places, widths), [*one.roles, *other.roles])


def _near(value: str, r: Random) -> str:
    """A target of another year: its digits others."""
    if r.random() < 0.3:
        return value
    return "".join(str(r.randrange(10)) if c.isdigit() else c for c in value)


def _veiled(text: str, r: Random) -> str:
    """Characters that say nothing in place of the words, digits and marks kept."""
    return "".join(chr(r.randrange(0x4E00, 0x9FA0)) if "\u4e00" <= c <= "\u9fff" else c for c in text)


assert set(_LEVELS) <= set(range(len(ROLES)))
