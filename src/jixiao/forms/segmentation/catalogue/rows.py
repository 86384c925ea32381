"""The table of one project of a list: the rows over the list and its own."""

from __future__ import annotations

from jixiao.forms.said_pairs import KIND
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue.claims import Head
from jixiao.forms.segmentation.catalogue.starts import SHARED
from jixiao.tables.table import Cell, Line, Table
from jixiao.text import has_digit


def with_head(table: Table, head: Head, rows: list[int], over: Cell | None) -> Table:
    """The rows of a project under the rows over the list, and under the cell that names whose it is; what is
    merged over several projects stands with each."""
    order = [*([over.row] if over is not None else []), *range(head.body), *rows]
    place = {r: i for i, r in enumerate(order)}
    cells = []
    for cell in table.cells:
        mine = [place[r] for r in range(cell.row, cell.end_row) if r in place]
        if not mine or (over is not None and cell.row == over.row and cell is not over):
            continue
        begins = cell.row in place or cell.end_col <= head.left
        lines = cell.lines if begins else []
        blank = not cell.text and cell.row >= head.body and cell.end_col <= head.left and cell.col != head.name
        if blank and _may_stand(cell, head):
            lines = lead_lines(table, cell, head)
        own = Cell(mine[0], cell.col, len(mine), cell.cols, lines, cell.page, cell.box, cell.more, ground=cell.ground)
        own.open_foot = cell.open_foot and cell.end_row - 1 in place
        cells.append(own)
    return of_rows(table, order, cells, table.n_cols)


def _may_stand(cell: Cell, head: Head) -> bool:
    """Whether a blank cell may leave standing what is over it: of what came of a project, nothing but whose it is."""
    return head.kind != KIND or head.fields.get(cell.col) in SHARED


def taken_rows(table: Table, order: list[int]) -> Table:
    """The table with these of its rows, in this order; a cell over rows that lie apart in it stands in the first."""
    place = {r: i for i, r in enumerate(order)}
    cells = []
    for cell in table.cells:
        mine = [place[r] for r in range(cell.row, cell.end_row) if r in place]
        if mine:
            rows = len(mine) if mine == list(range(mine[0], mine[0] + len(mine))) else 1
            own = Cell(mine[0], cell.col, rows, cell.cols, cell.lines, cell.page, cell.box, cell.more)
            own.open_foot, own.ground = cell.open_foot and cell.end_row - 1 in place, cell.ground
            cells.append(own)
    return of_rows(table, order, cells, table.n_cols)


def of_rows(table: Table, order: list[int], cells: list[Cell], cols: int) -> Table:
    """These cells as a table of so many columns, whose rows are those of the given one in this order."""
    pages = [table.row_pages[r] for r in order] if table.row_pages else []
    first, last = (min(pages), max(pages)) if pages else (0, 0)
    return Table(
        cells, len(order), cols, first, table.box, last, table.end_box, pages, table.place,
        table.columns_x if cols == table.n_cols else (), table.rows_y, list(table.doubts),
    )  # fmt: skip


def lead_lines(table: Table, cell: Cell, head: Head) -> list[Line]:
    """What a blank cell at the left leaves standing: the body named in the nearest cell above it, said once for all."""
    for r in range(cell.row - 1, head.body - 1, -1):
        above = table.at(r, cell.col)
        if above is not None and above.text:
            lone = table.written(r) == [above]
            named = len(above.text) <= settings.LISTED.short and not has_digit(above.text) and not lone
            return above.lines if named and above.end_col <= head.left else []
    return []
