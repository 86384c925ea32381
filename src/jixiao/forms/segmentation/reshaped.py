"""Lists of indicators that lie otherwise than others do, put as others are: an indicator a row under heads in one line.

In some an indicator takes two lines, the second one text over all columns of the first but the levels'; in some the
heads stand at the left and each indicator in a column of its own. Both are told by the heads and by every row alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from jixiao.forms.content import is_amount
from jixiao.forms.levels import is_level
from jixiao.forms.model import Form
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue.rows import of_rows
from jixiao.forms.segmentation.split import part_of
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary
from jixiao.tables.table import Cell, Table

# So many indicators show that the list lies so, and so many heads at the left.
_INDICATORS, _HEADS = 2, 3
_NAMED = frozenset({"level3", "value"})


def reshape(forms: Sequence[Form], words: Vocabulary) -> None:
    """Put such lists of goal forms as others are."""
    for form in forms:
        if form.kind in GOAL_KINDS and not form.in_list:
            form.tables = [part for table in form.tables for part in _upright(_single(table, words), words)]


def _single(table: Table, words: Vocabulary) -> Table:
    """The table with the second line of each indicator in a last column behind its first."""
    for r in range(table.n_rows - 2 * _INDICATORS):
        under = table.written(r + 1)
        if len(under) == 1 and under[0].rows == 1 and _heads_two(table, r, under[0], words):
            firsts = _first_lines(table, r + 2, under[0])
            if len(firsts) >= _INDICATORS:
                return _folded(table, [r, *firsts], under[0])
    return table


def _first_lines(table: Table, start: int, second: Cell) -> list[int]:
    """The rows from `start` on that are first lines of indicators in two, one after the other."""
    return list(takewhile(lambda r: _two_lines(table, r, second), range(start, table.n_rows - 1, 2)))


def _heads_two(table: Table, r: int, second: Cell, words: Vocabulary) -> bool:
    """Whether row r heads the first lines of indicators, over the head of their second lines."""
    over = _inside(table, r, second)
    roles = {words.column("indicators", c.text) for c in over}
    short = (
        len(second.text) <= settings.LISTED.short and not is_amount(second.text) and not is_level(second.text, words)
    )
    return short and len(over) > 1 and sum(c.cols for c in over) == second.cols and bool(roles & _NAMED)


def _inside(table: Table, r: int, second: Cell) -> list[Cell]:
    """The cells of one line that begin in row r over the columns of the head of the second lines."""
    row = [c for c in table.row(r) if c.row == r and c.rows == 1]
    return [c for c in row if second.col <= c.col and c.end_col <= second.end_col]


def _two_lines(table: Table, r: int, second: Cell) -> bool:
    """Whether an indicator's first line stands in row r and its second in the next."""
    first, below = _inside(table, r, second), table.at(r + 1, second.col)
    whole = below is not None and (below.row, below.rows, below.col, below.cols) == (r + 1, 1, second.col, second.cols)
    return whole and len(first) > 1 and sum(c.cols for c in first) == second.cols


def _folded(table: Table, firsts: list[int], second: Cell) -> Table:
    """The table with the rows after `firsts` put behind them."""
    gone = {r + 1 for r in firsts}
    order = [r for r in range(table.n_rows) if r not in gone]
    place = {r: i for i, r in enumerate(order)} | {r: order.index(r - 1) for r in gone}
    cells = []
    for cell in table.cells:
        top, end = place[cell.row], place[cell.end_row - 1] + 1
        behind = cell.row in gone and cell.col == second.col
        listed = any(r in firsts or r in gone for r in range(cell.row, cell.end_row))
        reaches = cell.end_col == table.n_cols and not listed
        col, cols = (table.n_cols, 1) if behind else (cell.col, cell.cols + reaches)
        cells.append(_moved(cell, top, col, end - top, cols))
    return of_rows(table, order, cells, table.n_cols + 1)


def _upright(table: Table, words: Vocabulary) -> list[Table]:
    """The parts of the table, a list whose heads stand at the left turned so that they stand over it."""
    for r in range(table.n_rows - _HEADS):
        heads = _heads_at_left(table, r, words)
        roles = [words.column("indicators", c.text) for c in heads]
        if len(heads) < _HEADS or not set(roles) >= _NAMED:
            continue
        names = table.written(heads[roles.index("level3")].row)
        if len([c for c in names if c.col >= heads[0].end_col]) < _INDICATORS:
            continue
        end = heads[-1].end_row
        parts = [part_of(table, 0, r)] if r else []
        rest = [part_of(table, end, table.n_rows)] if end < table.n_rows else []
        return [*parts, _turned(table, heads), *rest]
    return [table]


def _heads_at_left(table: Table, r: int, words: Vocabulary) -> list[Cell]:
    """The heads of lists of indicators that stand under one another from row r on, each in a row of its own."""
    first = next((c for c in table.written(r) if words.column("indicators", c.text)), None)
    heads: list[Cell] = []
    while first is not None and first.row == r and first.rows == 1 and words.column("indicators", first.text):
        if any(words.column("indicators", c.text) for c in table.written(r) if c.col > first.col):
            break
        heads.append(first)
        r += 1
        below = table.at(r, first.col)
        first = below if below is not None and (below.col, below.cols) == (first.col, first.cols) else None
    return heads


def _turned(table: Table, heads: list[Cell]) -> Table:
    """The rows of the heads as columns; what stands before them in its own columns heads the list."""
    top, left = heads[0].row, heads[0].end_col
    inside = {id(c): c for head in heads for c in table.row(head.row) if c.col >= left}.values()
    starts = sorted({c.col for c in inside})
    side = [c for c in table.row(top) if c.end_col <= heads[0].col and c.text]
    cells = [_moved(c, i, 0, 1, len(heads)) for i, c in enumerate(side)]
    down = len(side)
    cells += [_moved(head, down, i, 1, 1) for i, head in enumerate(heads)]
    for cell in inside:
        rows = [i for i, start in enumerate(starts) if cell.col <= start < cell.end_col]
        cells.append(_moved(cell, down + 1 + rows[0], cell.row - top, len(rows), cell.rows))
    return of_rows(table, [top] * (down + 1 + len(starts)), cells, len(heads))


def _moved(cell: Cell, row: int, col: int, rows: int, cols: int) -> Cell:
    own = Cell(row, col, rows, cols, cell.lines, cell.page, cell.box, cell.more, ground=cell.ground)
    own.open_foot = cell.open_foot
    return own
