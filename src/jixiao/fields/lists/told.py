"""A list that no head tells, found by what the network of cells sees: names of indicators under each other."""

from __future__ import annotations

from jixiao.fields.cells.roles import AT, OF_ROW
from jixiao.fields.lists.list_block import ListBlock
from jixiao.tables.table import Cell, Table

_LIKELY = 0.5
# A list has so many names, and its heads stand in at most so many rows.
_NAMES, _HEADS = 2, 3
_LABEL, _NAME, _OF_ROW = [AT["label"]], [AT["level3"]], [AT[role] for role in OF_ROW]


def told_list(table: Table, taken: list[ListBlock]) -> ListBlock | None:
    """The list in the rows that no other list has taken; None where the network sees none."""
    rows = {r for block in taken for r in range(block.head, block.end)}
    names = [c for c in table.cells if c.text and c.row not in rows and _is_likely(table, c, _NAME)]
    if len(names) < _NAMES:
        return None
    body, end = min(c.row for c in names), max(c.end_row for c in names)
    while body and body - 1 not in rows and _all(table, body - 1, _OF_ROW):
        body -= 1  # levels alone in their rows
    head = body
    while head and head - 1 not in rows and body - head < _HEADS and _all(table, head - 1, _LABEL):
        head -= 1
    if any(r in rows for r in range(head, end)):
        return None
    inside = [c for r in range(body, end) for c in table.row(r) if c.text and _is_likely(table, c, _OF_ROW)]
    left = min(c.col for c in inside)
    side = next((c for c in table.row(body) if c.end_col == left and c.rows > 1), None)
    return ListBlock("indicators", table, head, body, end, [], side, first=left, by_content=True, told=True)


def _is_likely(table: Table, cell: Cell, roles: list[int]) -> bool:
    """Whether the cell more likely has one of the roles than not; no where the network was not asked."""
    likely = table.likely.get((cell.row, cell.col))
    return likely is not None and sum(likely[role] for role in roles) > _LIKELY


def _all(table: Table, r: int, roles: list[int]) -> bool:
    """Whether the row begins cells, and all that say something likely have one of the roles."""
    cells = table.written(r)
    return bool(cells) and all(_is_likely(table, c, roles) for c in cells)
