"""A list of a form as it lies in its table: its rows, its columns, the labels around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from jixiao.evidence import Role
from jixiao.fields.columns.column import Column
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table


@dataclass(slots=True)
class ListBlock:
    """A list: header rows head..body, rows body..end; `side` is the label to its left, `caption` the row above.

    `left` is the first grid column of the list, `number` counts the tables of the form, `told` where no head names the
    list and the network of cells found it.
    """

    name: str
    table: Table
    head: int
    body: int
    end: int
    columns: list[Column]
    side: Cell | None = None
    caption: Cell | None = None
    number: int = 0
    first: int | None = None
    by_content: bool = field(default=False)
    told: bool = field(default=False)
    _cells: dict[int, list[tuple[Column, Cell]]] = field(default_factory=dict, init=False)

    @property
    def left(self) -> int:
        """The first grid column of the list."""
        return self.columns[0].start if self.first is None else self.first

    def roles(self) -> Counter[str]:
        """How often each role heads a column."""
        return Counter(c.role for c in self.columns)

    def claim_labels(self, words: Vocabulary) -> None:
        """Account for the header, the caption and the labels at the side, repeated ones too."""
        for r in range(self.head, self.end):
            for cell in self.table.row(r):
                beside = cell.end_col <= self.left and (self.side is not None or words.heads(cell.text))
                if r < self.body or beside:
                    cell.flat.claim(Role.LABEL)
        for label in (self.side, self.caption):
            if label is not None:
                label.flat.claim(Role.LABEL)

    def cells(self, row: int) -> list[tuple[Column, Cell]]:
        """The cells of a row with the column each stands under most; asked for once the columns are known, and kept."""
        if row not in self._cells:
            self._cells[row] = self._under(row)
        return self._cells[row]

    def _under(self, row: int) -> list[tuple[Column, Cell]]:
        out = []
        left, spans = self.left, [(c.start, c.end, c) for c in self.columns]
        for cell in self.table.row(row):
            start, end = cell.col, cell.end_col
            if end <= left:
                continue
            best, most, first = None, 0, 0
            for c_start, c_end, column in spans:
                shared = (c_end if c_end < end else end) - (c_start if c_start > start else start)
                if shared > most or (shared == most and best is not None and c_start < first):
                    best, most, first = column, shared, c_start
            if best is not None:
                out.append((best, cell))
        return out
