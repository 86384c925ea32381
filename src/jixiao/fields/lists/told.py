"""A list that no head tells, found by what the network of cells sees: names of indicators under each other."""

from __future__ import annotations

from jixiao.fields.cells.roles import OF_ROW
from jixiao.fields.cells.told import is_told
from jixiao.fields.lists.list_block import ListBlock
from jixiao.tables.table import Table

_LIKELY = 0.5
# A list has so many names, and its heads stand in at most so many rows.
_NAMES, _HEADS = 2, 3


def told_list(table: Table, taken: list[ListBlock]) -> ListBlock | None:
    """The list in the rows that no other list has taken; None where the network sees none."""
    rows = {r for block in taken for r in range(block.head, block.end)}
    names = [c for c in table.cells if c.text and c.row not in rows and is_told(table, c, "level3", least=_LIKELY)]
    if len(names) < _NAMES:
        return None
    body, end = min(c.row for c in names), max(c.end_row for c in names)
    while body and body - 1 not in rows and _all(table, body - 1, *OF_ROW):
        body -= 1  # levels alone in their rows
    head = body
    while head and head - 1 not in rows and body - head < _HEADS and _all(table, head - 1, "label"):
        head -= 1
    if any(r in rows for r in range(head, end)):
        return None
    inside = [c for r in range(body, end) for c in table.row(r) if c.text and is_told(table, c, *OF_ROW, least=_LIKELY)]
    left = min(c.col for c in inside)
    side = next((c for c in table.row(body) if c.end_col == left and c.rows > 1), None)
    return ListBlock("indicators", table, head, body, end, [], side, first=left, by_content=True, told=True)


def _all(table: Table, r: int, *roles: str) -> bool:
    """Whether the row begins cells, and all that say something likely have one of the roles."""
    cells = table.written(r)
    return bool(cells) and all(is_told(table, c, *roles, least=_LIKELY) for c in cells)
