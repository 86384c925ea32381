"""A table that grows row by row, with what each cell holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import yaml

from eval.training.cell_roles import Sample
from jixiao.fields.cells.grid import APART, Grid
from jixiao.fields.cells.roles import AT

WORDS = yaml.safe_load((Path(__file__).parent / "cells.yaml").read_text(encoding="utf-8"))
LABEL, OUTSIDE, BLANK = AT["label"], AT["outside"], -1
# Between the names of both levels in one cell; the role of such a cell.
MARKS, BOTH = ("-", "—", "·", "/", "："), -2
_UPPER = {AT["level1"], AT["level2"]}
# Columns whose cells may run over several rows; `once` says the same in all rows.
CARRIED = ("once", "level1", "points1", "level2", "points2", "level12")
_BROAD = ("level3", "description", "basis", "criteria")
# A row of cells as (text, roles, share of the width).
Cells = list[tuple[str, set[int], float]]
# A column of a list: its name, and text and role of each row.
Column = tuple[str, list[tuple[str, int]]]


class Listed(NamedTuple):
    """A list: its columns with their heads, the label at its side, how a level's name stands that goes on (`merged`,
    `repeated` or in the `first` row only), names of levels in rows of their own, by row (`bands`, `second` under them),
    heads over columns that stand together (`over`, by the first of them and the one after).
    """

    columns: list[Column]
    heads: list[str]
    side: str
    merged: str
    bands: list[str]
    second: list[str]
    over: dict[tuple[int, int], str]


class Sheet:
    """A table that is so many columns wide."""

    def __init__(self, r: Random, width: int) -> None:
        self.r, self.width, self.rows = r, width * 4, 0
        self.cells: list[tuple[str, tuple[int, int, int, int], set[int]]] = []
        self.lines: list[tuple[str, int]] = []

    def line(self, text: str, role: int) -> None:
        """A line over the table."""
        self.lines.append((text, role))

    def row(self, cells: Cells, left: int = 0) -> None:
        """A row of cells from a column on."""
        total, at = sum(c[2] for c in cells), float(left)
        for i, (text, roles, wide) in enumerate(cells):
            end = at + wide / total * (self.width - left)
            stop = self.width if i == len(cells) - 1 else max(int(at) + 1, int(end))
            if int(at) < stop:
                self.cells.append((text, (self.rows, int(at), self.rows + 1, stop), roles))
            at = max(end, int(at) + 1)
        self.rows += 1

    def stack(self, rows: list[Cells], side: str) -> None:
        """Rows with a label at their left over all of them, or in a row over them."""
        left, first = 0, self.rows
        if side and self.r.random() < 0.25:
            self.row([(side, {LABEL}, 1.0)])
        elif side:
            left = max(1, self.width // 8)
            self.cells.append((side, (first, 0, first + len(rows), left), {LABEL}))
        for cells in rows:
            self.row(cells, left)

    def list(self, said: Listed) -> None:
        """A list."""
        r, first = self.r, self.rows
        left = max(1, self.width // 8) if said.side else 0
        wides = [r.choice([1.0, 1.0, 1.5]) * (2 if name in _BROAD else 1) for name, _ in said.columns]
        if r.random() < 0.08:
            self.row([(r.choice(WORDS["blocks"]), {LABEL}, 1.0)], left)
        if r.random() < 0.96:
            self._heads(said, wides, left)
        open_: dict[str, int] = {}
        for i in range(len(said.columns[0][1])):
            fresh = not i or (bool(said.bands) and said.bands[i] != said.bands[i - 1])
            if said.bands and fresh:
                both = not said.second and any(m in said.bands[i] for m in MARKS)
                self.row([(said.bands[i], _UPPER if both else {AT["level1"]}, 1.0)], left)
            if said.second and (fresh or said.second[i] != said.second[i - 1]):
                self.row([(said.second[i], {AT["level2"]}, 1.0)], left)
                fresh = True
            before = len(self.cells)
            texts = [texts[i] for _, texts in said.columns]
            roles = [_UPPER if role == BOTH else {role} for _, role in texts]
            self.row([(t, own, w) for (t, _), own, w in zip(texts, roles, wides, strict=True)], left)
            if fresh:
                open_.clear()
            if len(self.cells) == before + len(texts):
                self._carry(said, i, before, open_)
            if r.random() < 0.02:
                self._unused(said, wides, left)
                open_.clear()
        if said.side:
            self.cells.append((said.side, (first, 0, self.rows, left), {LABEL}))

    def _heads(self, said: Listed, wides: Sequence[float], left: int) -> None:
        """The row of heads; over some of them may stand another head, and under all of them their numbers."""
        first, low = self.rows, len(self.cells)
        self.row([(h, {LABEL} if h else {BLANK}, w) for h, w in zip(said.heads, wides, strict=True)], left)
        heads = self.cells[low:]
        if said.over and len(heads) == len(wides):
            under = {i for a, b in said.over for i in range(a, b)}
            for i, (text, p, roles) in enumerate(heads):
                self.cells[low + i] = (text, (first + (i in under), p[1], first + 2, p[3]), roles)
            for (a, b), text in said.over.items():
                self.cells.append((text, (first, heads[a][1][1], first + 1, heads[b - 1][1][3]), {LABEL}))
            self.rows += 1
        if self.r.random() < 0.05:
            self.row([(str(i + 1), {LABEL, OUTSIDE}, w) for i, w in enumerate(wides)], left)

    def _unused(self, said: Listed, wides: Sequence[float], left: int) -> None:
        """A row of the list that holds the name of a level and no indicator."""
        name = self.r.choice(WORDS["unused"])
        names = [name if column in ("level2", "level12") else "" for column, _ in said.columns]
        self.row([(t, {LABEL, OUTSIDE} if t else {BLANK}, w) for t, w in zip(names, wides, strict=True)], left)

    def _carry(self, said: Listed, i: int, before: int, open_: dict[str, int]) -> None:
        """Join the cells of row i that say a level again to those above, or leave them blank."""
        anew = False
        for at, (name, texts) in enumerate(said.columns):
            if name not in CARRIED:
                continue
            where = before + at
            again = name in open_ and texts[i][0] == texts[i - 1][0] and not anew
            anew = anew or (name in ("once", "level1") and not again)
            if not again or said.merged == "repeated":
                open_[name] = where
            elif said.merged == "merged":
                text, place, roles = self.cells[open_[name]]
                self.cells[open_[name]] = (text, (*place[:2], self.rows, place[3]), roles)
                self.cells[where] = ("", (-1, 0, 0, 0), set())
            else:
                self.cells[where] = ("", self.cells[where][1], {BLANK})

    def sample(self, kind: str) -> Sample:
        """The form; columns that no wall begins at are left out."""
        cells = sorted((c for c in self.cells if c[1][0] >= 0), key=lambda c: (c[1][0], c[1][1]))
        borders = sorted({x for _, p, _ in cells for x in (p[1], p[3])})
        at = {x: i for i, x in enumerate(borders)}
        n, width = len(self.lines), max(1, len(borders) - 1)
        grid = Grid([t for t, _ in self.lines], [(i, 0, i + 1, 1) for i in range(n)], [1] * n)
        roles = [frozenset({role}) for _, role in self.lines]
        for text, p, said in cells:
            grid.texts.append(text)
            grid.places.append((p[0] + n, APART + at[p[1]], p[2] + n, APART + at[p[3]]))
            grid.widths.append(width)
            roles.append(frozenset(said) - {BLANK} if text else frozenset())
        return Sample(kind, grid, roles)
