"""Lists that an answer points out as blocks of rows in tables, with the columns that it names."""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao.evidence import Role
from jixiao.fields.columns.column import Column
from jixiao.fields.lists.list_block import ListBlock
from jixiao.fields.pointing.filling.passages import LABEL, Pointing, id_of, with_joined
from jixiao.fields.pointing.wire import Listing, row_numbers
from jixiao.tables.table import Cell, Paragraph, Table
from jixiao.text import has_digit


@dataclass(slots=True)
class Listings:
    """The lists of one answer; `heads` are the header cells that it names."""

    pointing: Pointing
    heads: list[Cell] = field(default_factory=list)

    def columns(self, item: Listing) -> list[Column]:
        """The columns of the list from the left; one named by a cell of its own rows has no header."""
        out = []
        places = [self._at(n) for n in row_numbers(item.rows)]
        own = {id_of(c) for table, r in places if table is not None for c in table.row(r) if c.row == r}
        for role, ids in item.columns.items():
            for id in ids:
                head = self.pointing.index.cells[id]
                if not isinstance(head, Cell):
                    continue
                if id_of(head) in own:
                    out.append(Column(role, head.col, head.end_col, []))
                    continue
                head.flat.claim(Role.LABEL)
                self.pointing.used.add(id_of(head))
                self.heads.append(head)
                out.append(Column(role, head.col, head.end_col, [head]))
        return sorted(out, key=lambda c: c.start)

    def _at(self, n: int) -> tuple[Table | None, int]:
        return self.pointing.index.rows.get(n, (None, 0))

    def blocks(self, item: Listing) -> list[ListBlock]:
        """The runs of rows that stand together in one table, in printed order."""
        return [block for _, block in self.numbered(item)]

    def numbered(self, item: Listing) -> list[tuple[int, ListBlock]]:
        """The same, each with the number of its first row; a band ends a run."""
        columns = self.columns(item)
        out: list[tuple[int, ListBlock]] = []
        whole = self._whole_tables(item)
        last = 0
        for n in sorted(row_numbers(item.rows)) if columns else ():
            table, r = self._at(n)
            if table is None:
                continue
            table = whole.get(id_of(table), table)
            if out and n == last + 1 and out[-1][1].table is table and out[-1][1].end == r:
                out[-1][1].end = r + 1
            else:
                out.append((n, ListBlock(item.name, table, r, r, r + 1, columns)))
            last = n
        for _, block in out:
            self._claim(block)
        return out

    def band(self, n: int) -> Cell | None:
        """What stands alone in a row, or a paragraph, as a cell."""
        table, r = self._at(n)
        if table is not None:
            return next((c for c in table.row(r) if c.row == r and c.text), None)
        found = self.pointing.index.cells.get(f"A{n}")
        return Cell(0, 0, 1, 1, list(found.lines), found.page) if isinstance(found, Paragraph) else None

    def _whole_tables(self, item: Listing) -> dict[int, Table]:
        """The tables in which rows of the list run on, with those put into one."""
        out: dict[int, Table] = {}
        for part in filter(None, item.joined.split(",")):
            rows = [self.pointing.index.rows[n] for n in row_numbers(part) if n in self.pointing.index.rows]
            table = rows[0][0] if rows else None
            if table is not None and all(t is table for t, _ in rows):
                out[id_of(table)] = with_joined(out.get(id_of(table), table), [r for _, r in rows])
        return out

    def _claim(self, block: ListBlock) -> None:
        """The cells of the list are used; a short label that stands at its left over several rows is one."""
        used = self.pointing.used
        for r in range(block.body, block.end):
            for cell in block.table.row(r):
                if cell.end_col > block.left:
                    used.add(id_of(cell))
                elif cell.rows > 1 and len(cell.text) <= LABEL and not has_digit(cell.text):
                    cell.flat.claim(Role.LABEL)
                    used.add(id_of(cell))
