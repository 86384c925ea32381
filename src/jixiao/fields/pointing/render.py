"""A form as it is shown to a model: numbered rows of cells and paragraphs, each with an id such as B12.

Row numbers run through the whole form, so an id says where its cell stands. The text is data: it stands in quotes, with
quotes and line breaks inside it escaped, so that nothing in it can look like another row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from jixiao.evidence import Passage
from jixiao.forms.model import Form
from jixiao.tables.table import Cell, Paragraph, Table

_ROW, _COLUMN = "↓", "→"


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell or paragraph: its id, its first and last row, the grid columns it covers, and its text."""

    id: str
    row: int
    last_row: int
    col: int
    end_col: int
    text: str

    @property
    def line(self) -> str:
        """The cell as it is shown, with how far it reaches."""
        down = f"{_ROW}{self.last_row}" if self.last_row > self.row else ""
        across = f"{_COLUMN}{letters(self.end_col - 1)}" if self.end_col - self.col > 1 else ""
        return f"{self.id}{down}{across} {json.dumps(self.text, ensure_ascii=False)}"


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a model is shown of a form, as plain data: cells by id, and for each row number its table.

    `tables[n]` is 0 for a paragraph, else the number of the table row n stands in. `asked` are the rows it is asked
    about; others are shown to understand those.
    """

    cells: dict[str, Shown]
    tables: dict[int, int]
    asked: frozenset[int]

    @property
    def text(self) -> str:
        """The rows, one a line; a cell that began on a row not shown stands in the first that is."""
        shown: set[str] = set()
        lines: list[str] = []
        last = 0
        by_row = self.by_row()
        for row in sorted(self.tables):
            if row - last > 1 and last:
                lines.append("…")
            last = row
            cells = [c for c in by_row[row] if c.id not in shown]
            shown.update(c.id for c in cells)
            kind = "段" if self.tables[row] == 0 else f"表{self.tables[row]}"
            mark = "" if row in self.asked else "（仅供参考）"
            lines.append(f"{row} {kind}{mark}| " + " | ".join(c.line for c in cells))
        return "\n".join(lines)

    def by_row(self) -> dict[int, list[Shown]]:
        """The cells that cover each row, left to right."""
        out: dict[int, list[Shown]] = {row: [] for row in self.tables}
        for cell in sorted(self.cells.values(), key=lambda c: c.col):
            for row in range(cell.row, cell.last_row + 1):
                if row in out:
                    out[row].append(cell)
        return out

    def width(self, row: int) -> int:
        """How many grid columns the table of the row has."""
        number = self.tables[row]
        return max(c.end_col for c in self.cells.values() if self.tables.get(c.row) == number)

    def part(self, asked: Iterable[int], context: Iterable[int]) -> Rendering:
        """The rows `asked`, with the rows of `context` to understand them."""
        rows = frozenset(asked)
        kept = rows | set(context)
        cells = {i: c for i, c in self.cells.items() if any(r in kept for r in range(c.row, c.last_row + 1))}
        return Rendering(cells, {r: t for r, t in self.tables.items() if r in kept}, rows)


@dataclass(slots=True)
class Index:
    """Where the ids of a rendering stand: cells and paragraphs by id, table and grid row by row number."""

    cells: dict[str, Cell | Paragraph] = field(default_factory=dict)
    rows: dict[int, tuple[Table, int]] = field(default_factory=dict)

    def passage(self, id: str, keep_breaks: bool) -> Passage:
        """The text of a cell or paragraph, on one line or with the breaks its writer made."""
        found = self.cells[id]
        return found.flat if isinstance(found, Cell) and not keep_breaks else found.passage


def render(form: Form) -> tuple[Rendering, Index]:
    """The whole form as it is shown, and where each id stands."""
    cells: dict[str, Shown] = {}
    tables: dict[int, int] = {}
    index = Index()
    row = 0

    def paragraphs(found: Iterable[Paragraph]) -> None:
        nonlocal row
        for paragraph in found:
            if not paragraph.text.strip():
                continue
            row += 1
            shown = Shown(f"A{row}", row, row, 0, 1, paragraph.text)
            cells[shown.id], tables[row], index.cells[shown.id] = shown, 0, paragraph

    paragraphs([*form.heading, *form.lead])
    for number, table in enumerate(form.tables, 1):
        for r in range(table.n_rows):
            tables[row + r + 1] = number
            index.rows[row + r + 1] = (table, r)
        for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
            first, last = row + cell.row + 1, row + min(cell.end_row, table.n_rows)
            shown = Shown(f"{letters(cell.col)}{first}", first, last, cell.col, cell.end_col, cell.passage.text)
            cells[shown.id], index.cells[shown.id] = shown, cell
        row += table.n_rows
    paragraphs(form.prose)
    paragraphs(form.notes)
    return Rendering(cells, tables, frozenset(tables)), index


def letters(col: int) -> str:
    """A grid column, 0-based, by letters as in a workbook: A … Z, AA …"""
    out = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        out = chr(ord("A") + rest) + out
    return out
