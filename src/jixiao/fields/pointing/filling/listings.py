"""Lists that an answer points out as blocks of rows in tables, with the columns that it names."""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao.evidence import Role
from jixiao.fields.columns.column import Column
from jixiao.fields.lists.list_block import ListBlock
from jixiao.fields.pointing.filling.passages import LABEL, Pointing, id_of, with_joined
from jixiao.fields.pointing.wire import Level, Listing, cell_ids, place_rows, row_numbers
from jixiao.fields.said.grammar import SAID
from jixiao.tables.table import Cell, Paragraph, Table
from jixiao.text import has_digit

_ROLES = {"indicator": SAID}


@dataclass(slots=True)
class Listings:
    """The lists of one answer; `heads` are the header cells that it names."""

    pointing: Pointing
    heads: list[Cell] = field(default_factory=list)

    def columns(self, item: Listing) -> list[Column]:
        """The columns of the list from the left; one named by a cell of its rows has what the head rows say of it."""
        out = []
        places = [self.place(n) for n in row_numbers(item.rows)]
        own = {id_of(c) for table, r in places if table is not None for c in table.row(r) if c.row == r}
        over = self._head_cells(item)
        for role, ids in item.columns.items():
            for id in ids:
                cell = self.pointing.index.cells[id]
                if not isinstance(cell, Cell):
                    continue
                heads = [cell] if id_of(cell) not in own else _over(cell, over)
                out.append(Column(_ROLES.get(role, role), cell.col, cell.end_col, heads))
                self._claim_heads(heads)
        self._claim_heads(over)
        return sorted(out, key=lambda c: c.start)

    def _head_cells(self, item: Listing) -> list[Cell]:
        """What is written in the rows of the list's head."""
        places = [self.place(n) for n in row_numbers(item.head)]
        return [c for table, r in places if table is not None for c in table.written(r)]

    def _claim_heads(self, cells: list[Cell]) -> None:
        for cell in cells:
            cell.flat.claim(Role.LABEL)
            if id_of(cell) not in self.pointing.used:
                self.pointing.used.add(id_of(cell))
                self.heads.append(cell)

    def place(self, n: int) -> tuple[Table | None, int]:
        """The table and the row in it that have the number; None where it is a paragraph's."""
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
            table, r = self.place(n)
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

    def bands(self, item: Listing) -> list[tuple[int, Level, Cell]]:
        """The names of levels that stand by themselves, each with the row it is in force from."""
        out: list[tuple[int, Level, Cell]] = []
        for level, places in item.bands.items():
            cells = [self._named(n, level) for n in row_numbers(places)]
            cells += [self.pointing.index.cells[id] for id in cell_ids(places)]
            rows = [*row_numbers(places), *(place_rows(id)[0] for id in cell_ids(places))]
            out += [(n, level, as_cell(c)) for n, c in zip(rows, cells, strict=True) if c is not None]
        return out

    def _named(self, n: int, level: Level) -> Cell | Paragraph | None:
        """The name of the level in a row: the first that is written there, of a lower level the last of short ones."""
        table, r = self.place(n)
        if table is None:
            return self.pointing.index.cells.get(f"A{n}")
        written = table.written(r)
        upper = written[1:2] if level == "level2" and len(written) > 1 and written[0].rows > 1 else []
        return next(iter([*upper, *written]), None)

    def level_over(self, n: int, columns: list[Column]) -> Cell | None:
        """The cell of level 1 that a name of level 2 alone in row n stands under: beside it, or beginning below it."""
        table, r = self.place(n)
        column = next((c for c in columns if c.role == "level1"), None)
        if table is None or column is None:
            return None
        found = (table.at(row, column.start) for row in (r, r + 1) if row < table.n_rows)
        return next((c for c in found if c is not None and c.text), None)

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


def _over(cell: Cell, heads: list[Cell]) -> list[Cell]:
    """The head that shares most grid columns with the cell."""
    shared = [(min(h.end_col, cell.end_col) - max(h.col, cell.col), h.row, h) for h in heads]
    best = max(shared, key=lambda s: s[:2], default=None)
    return [best[2]] if best is not None and best[0] > 0 else []


def as_cell(found: Cell | Paragraph) -> Cell:
    """The paragraph as a cell of its own."""
    return found if isinstance(found, Cell) else Cell(0, 0, 1, 1, list(found.lines), found.page)
