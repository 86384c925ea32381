"""A form as it is shown to a model: numbered rows of cells and paragraphs, each with an id such as B12.

Row numbers run through the whole form, so an id says where its cell stands. The text is data: it stands in quotes, with
quotes and line breaks inside it escaped, so that nothing in it can look like another row.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from jixiao.evidence import Passage
from jixiao.forms.model import Form
from jixiao.tables.table import Cell, Paragraph, Table
from jixiao.text import has_digit, key

_SHORT = 16  # characters
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


@dataclass(frozen=True)
class Rendering:
    """What a model is shown of a form, as plain data: cells by id, and for each row number its table.

    `tables[n]` is 0 for a paragraph, else the number of the table row n stands in. `asked` are the rows it is asked
    about; others are shown to understand those. `rest` are the rows of tables that may be the rest of the form.
    """

    cells: dict[str, Shown]
    tables: dict[int, int]
    asked: frozenset[int]
    rest: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """The rows, one a line; a cell that began on a row not shown stands in the first that is."""
        shown: set[str] = set()
        lines: list[str] = []
        last, number = 0, -1
        by_row = self.by_row()
        for row in sorted(self.tables):
            if row - last > 1 and last:
                lines.append("…")
            if self.tables[row] != number:
                number = self.tables[row]
                lines.append(self._heading(row))
            last = row
            cells = [c for c in by_row[row] if c.id not in shown]
            shown.update(c.id for c in cells)
            mark = "" if row in self.asked else "（仅供参考）"
            lines.append(f"{row}{mark}| " + " | ".join(c.line for c in cells))
        return "\n".join(lines)

    def _heading(self, row: int) -> str:
        """What stands over the rows of a table, and over paragraphs."""
        number = self.tables[row]
        return f"【表{number}】{'（可能接上表）' if row in self.rest else ''}" if number else "【段】"

    def own(self, row: int) -> list[Shown]:
        """The cells that begin in the row, left to right."""
        return [c for c in self._by_row.get(row, ()) if c.row == row]

    @cached_property
    def short_texts(self) -> frozenset[str]:
        """What stands in cells of tables, is short and has no digit: labels, headers, levels and names."""
        texts = (key(c.text) for c in self.cells.values() if self.tables.get(c.row))
        return frozenset(t for t in texts if 1 < len(t) <= _SHORT and not has_digit(t))

    @cached_property
    def _by_row(self) -> dict[int, list[Shown]]:
        return self.by_row()

    def by_row(self) -> dict[int, list[Shown]]:
        """The cells that cover each row, left to right."""
        out: dict[int, list[Shown]] = {row: [] for row in self.tables}
        for cell in sorted(self.cells.values(), key=lambda c: c.col):
            for row in range(cell.row, cell.last_row + 1):
                if row in out:
                    out[row].append(cell)
        return out

    def covering(self, row: int) -> list[Shown]:
        """The cells that cover the row, left to right."""
        return self._by_row.get(row, [])

    def width(self, row: int) -> int:
        """How many grid columns the table of the row has."""
        number = self.tables[row]
        return max(c.end_col for c in self.cells.values() if self.tables.get(c.row) == number)

    def part(self, asked: Iterable[int], context: Iterable[int]) -> Rendering:
        """The rows `asked`, with the rows of `context` to understand them."""
        rows = frozenset(asked)
        kept = rows | set(context)
        cells = {i: c for i, c in self.cells.items() if any(r in kept for r in range(c.row, c.last_row + 1))}
        return Rendering(cells, {r: t for r, t in self.tables.items() if r in kept}, rows, self.rest & kept)


@dataclass(slots=True)
class Index:
    """Where the ids of a rendering stand: cells and paragraphs by id, table and grid row by row number."""

    cells: dict[str, Cell | Paragraph] = field(default_factory=dict)
    rows: dict[int, tuple[Table, int]] = field(default_factory=dict)

    def passage(self, id: str, keep_breaks: bool) -> Passage:
        """The text of a cell or paragraph, on one line or with the breaks its writer made."""
        found = self.cells[id]
        return found.flat if isinstance(found, Cell) and not keep_breaks else found.passage


def render(form: Form, rest: Sequence[Form] = ()) -> tuple[Rendering, Index]:
    """The whole form as it is shown, with the tables that may be its rest, and where each id stands."""
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
    after: set[int] = set()
    whole = [*((t, False) for t in form.tables), *((t, True) for piece in rest for t in piece.tables)]
    for number, (table, follows) in enumerate(whole, 1):
        for r in range(table.n_rows):
            tables[row + r + 1] = number
            index.rows[row + r + 1] = (table, r)
            after.update({row + r + 1} if follows else ())
        for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
            first, last = row + cell.row + 1, row + min(cell.end_row, table.n_rows)
            id = free_id(f"{letters(cell.col)}{first}", first, cells)
            shown = Shown(id, first, last, cell.col, cell.end_col, cell.passage.text)
            cells[shown.id], index.cells[shown.id] = shown, cell
        row += table.n_rows
    paragraphs(form.prose)
    paragraphs(form.notes)
    return Rendering(cells, tables, frozenset(tables), frozenset(after)), index


def free_id(id: str, row: int, taken: Container[str]) -> str:
    """The id, or where two cells begin in one place the next that no cell has: whatever is printed is shown."""
    col = 26
    while id in taken:
        id = f"{letters(col)}{row}"
        col += 1
    return id


def letters(col: int) -> str:
    """A grid column, 0-based, by letters as in a workbook: A … Z, AA …"""
    out = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        out = chr(ord("A") + rest) + out
    return out
