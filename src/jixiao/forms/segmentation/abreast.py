"""Forms that stand side by side on a landscape sheet, in one table: each a table of its own.

They are told by what they have in common: the label that a form opens with stands twice in one row, below it the same
labels come in the same rows under both, and no cell reaches from one form into the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# So many rows begin alike in all of the forms, that of their first label among them.
_ALIKE = 3


def abreast(table: Table, words: Vocabulary) -> list[Table]:
    """The forms of the table from left to right, the table itself where no two stand side by side in it."""
    for r in range(table.n_rows):
        starts = _starts(table, r, words)
        if len(starts) < 2:
            continue
        borders = [0, *starts[1:], table.n_cols]
        apart = all(not c.col < b < c.end_col for c in table.cells if c.end_row > r for b in starts[1:])
        rows = [[table.at(q, start) for start in starts] for q in range(r, table.n_rows)]
        alike = sum(_is_one(cells) for cells in rows)
        return [_columns(table, r, a, b) for a, b in pairwise(borders)] if apart and alike >= _ALIKE else [table]
    return [table]


def _starts(table: Table, r: int, words: Vocabulary) -> list[int]:
    """The columns of the label that a form opens with, where it stands several times in the row with other cells
    between."""
    cells = table.written(r)
    names = [c for c in cells[:-1] if any(words.opens(kind, c.text, [c.text]) for kind in GOAL_KINDS)]
    same = [c for c in names if key(c.text) == key(names[0].text)]
    valued = all(any(a.end_col <= c.col < b.col for c in cells) for a, b in pairwise(same))
    return [c.col for c in same] if valued else []


def _is_one(cells: Sequence[Cell | None]) -> bool:
    """Whether the cells say the same, and no two are one cell."""
    said = {key(c.text) for c in cells if c is not None and c.text}
    return len(said) == 1 and len({id(c) for c in cells}) == len(cells) and None not in cells


def _columns(table: Table, top: int, start: int, end: int) -> Table:
    """Columns start..end as a table of its own; what stands over the forms stays with the first."""
    cells = []
    for cell in table.cells:
        c0, c1 = max(cell.col, start), min(cell.end_col, end)
        if c0 >= c1:
            continue
        own = cell.col >= start if cell.row < top else True
        part = Cell(
            cell.row, c0 - start, cell.rows, c1 - c0, cell.lines if own else [], cell.page, cell.box, cell.more,
            ground=cell.ground,
        )  # fmt: skip
        part.open_top, part.open_foot = cell.open_top, cell.open_foot
        cells.append(part)
    wide = max((c.end_col for c in cells if c.text), default=end - start)
    kept = [c for c in cells if c.col < wide]
    for cell in kept:
        cell.cols = min(cell.cols, wide - cell.col)
    return Table(
        kept, table.n_rows, wide, table.page, table.box, table.end_page, table.end_box, table.row_pages, table.place,
        table.columns_x[start : start + wide + 1], table.rows_y, list(table.doubts),
    )  # fmt: skip
