"""A form as cells with places: the cells of its tables and, over and under them, the lines around."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from jixiao.forms.model import Form
from jixiao.tables.table import Line

# Columns of different tables have nothing in common: each table's begin so much further on.
APART = 1000


@dataclass(slots=True)
class Grid:
    """Cells in reading order: `texts` on one line, `places` as (row, column, row after, column after).

    The rows of the tables follow each other; a line outside the tables is a row of one cell in columns of its own.
    `widths` are the columns of the table that the cell is of (1 for a line), `pages` where it begins (0 without pages).
    `of` names the cell of each word, `at` that of each cell of the tables; `lines` are those of each cell.
    """

    texts: list[str] = field(default_factory=list)
    places: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    of: dict[int, int] = field(default_factory=dict)
    at: dict[int, int] = field(default_factory=dict)
    lines: list[list[Line]] = field(default_factory=list)

    def __setstate__(self, state: tuple[None, dict[str, Any]]) -> None:
        """Words are told by identity, which is another one in another process; cells are not asked for there."""
        for name, value in state[1].items():
            setattr(self, name, value)
        self.at = {}
        self.of = {id(word): i for i, lines in enumerate(self.lines) for line in lines for word in line.words}

    def add(self, text: str, place: tuple[int, int, int, int], width: int, lines: list[Line]) -> None:
        """One more cell."""
        at = len(self.texts)
        for line in lines:
            for word in line.words:
                self.of[id(word)] = at
        self.pages.append(lines[0].words[0].page if lines and lines[0].words else 0)
        self.texts.append(text)
        self.lines.append(lines)
        self.places.append(place)
        self.widths.append(width)


def grid_of(form: Form) -> Grid:
    """The cells of a form that has tables."""
    out = Grid()
    row = 0
    for line in chain(form.heading, form.lead):
        out.add(line.text, (row, 0, row + 1, 1), 1, line.lines)
        row += 1
    for n, table in enumerate(form.tables, 1):
        shift = n * APART
        for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
            top, left = row + cell.row, shift + cell.col
            out.at[id(cell)] = len(out.texts)
            out.add(cell.text, (top, left, top + cell.rows, left + cell.cols), table.n_cols, cell.lines)
        row += table.n_rows
    for line in form.notes:
        out.add(line.text, (row, 0, row + 1, 1), 1, line.lines)
        row += 1
    return out
