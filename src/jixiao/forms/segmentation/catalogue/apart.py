"""Rows of a list that belong to no project: heads printed again, the numbers of the columns, totals, departments."""

from __future__ import annotations

from jixiao.forms.content import is_amount, numbers_columns
from jixiao.forms.levels import is_level
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue.claims import Head
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key


def is_apart(table: Table, r: int, head: Head, words: Vocabulary) -> bool:
    """Whether row r, below the heads, belongs to no project."""
    row = table.written(r)
    if is_head_again(table, r, head) or is_numbers(table, r) or is_total(table, r, head, words):
        return True
    return len(row) == 1 and names_department(table, row[0], head, words)


def is_head_again(table: Table, r: int, head: Head) -> bool:
    """Whether the row says again what the heads say."""
    here = [key(c.text) for c in table.row(r)]
    return any(here) and any(here == [key(c.text) for c in table.row(h)] for h in range(head.top, head.body))


def is_numbers(table: Table, r: int) -> bool:
    """Whether the row numbers the columns."""
    return numbers_columns([c.text for c in table.row(r) if c.row == r], settings.LISTED.columns)


def is_total(table: Table, r: int, head: Head, words: Vocabulary) -> bool:
    """Whether the row gives a total over the projects: it says so at the left, and no indicator stands in it."""
    row = table.written(r)
    if not row or not any(words.is_total(c.text) for c in row if c.end_col <= head.left):
        return False
    return all(c.end_col <= head.left or is_amount(c.text) for c in row)


def totals_of(table: Table, head: Head, words: Vocabulary) -> list[int]:
    """The rows that give the total of the list."""
    return [r for r in range(head.body, table.n_rows) if is_total(table, r, head, words)]


def names_department(table: Table, cell: Cell, head: Head, words: Vocabulary) -> bool:
    """Whether a text alone in its row stands over projects: across the list, or at the left with nothing beside it."""
    if is_level(cell.text, words) or words.is_total(cell.text):
        return False
    across = cell.col <= max(c.col for c in head.leads) and cell.end_col > head.left
    beside = [table.at(cell.row, c) for c in range(head.left, table.n_cols)]
    alone = cell.end_col <= head.left and cell.rows == 1 and all(c is None or not c.text for c in beside)
    return across or alone
