"""A list of projects with all columns of the projects themselves before those of their indicators.

Some lists print a project's money, goal or body behind its indicators. Such a column has a text only where a project
begins. It is put before the levels, so that all that follows finds a project's own columns on one side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from jixiao.forms.content import numbers_columns
from jixiao.forms.evaluation import role_of
from jixiao.forms.segmentation.catalogue.columns import OWN
from jixiao.forms.segmentation.catalogue.evaluated import KIND as RESULTS
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# Columns that stand beside a target, printed apart.
_PARTS = ("operator", "unit", "weight")


def leads_first(table: Table, first: int, left: int, words: Vocabulary, kind: str = "project_goal") -> Table:
    """The table with its last columns put before column `left` where only projects have a text in them.

    `first` is the first row of the body or the first one with a level; the table itself where there are none.
    """
    own = _evaluated if kind == RESULTS else _of_indicators
    start = _first_behind(table, first, left, lambda text: own(text, words), words)
    crossed = any(c.col < start < c.end_col and (c.col, c.end_col) != (0, table.n_cols) for c in table.cells)
    return table if crossed else moved_before(table, start, left)


def moved_before(table: Table, start: int, left: int) -> Table:
    """The table with the columns from `start` on put before column `left`; a cell that reaches over the border, but
    not over the whole table, ends there."""
    moved = table.n_cols - start
    if moved <= 0:
        return table

    def place(cell: Cell) -> Cell:
        if cell.cols == table.n_cols or cell.end_col <= left:
            return cell
        if cell.col >= start:
            return replace(cell, col=cell.col - start + left)
        if cell.col < left:
            return replace(cell, cols=min(cell.cols + moved, table.n_cols - cell.col))
        return replace(cell, col=cell.col + moved, cols=min(cell.cols, start - cell.col))

    return replace(table, cells=[place(cell) for cell in table.cells], _slots=None)


def _first_behind(table: Table, first: int, left: int, is_own: Callable[[str], bool], words: Vocabulary) -> int:
    """The first of the last columns that hold a text only where a project begins; `n_cols` where none does. A column
    that its head says to be of the indicators is none of them, however many rows each project has. What is printed in
    each row of a project must differ between projects, in one such column at least."""
    body = [r for r in range(first, table.n_rows) if not numbers_columns([c.text for c in table.row(r) if c.row == r])]
    rows = set(body)
    counted = {col for col in range(left) if _counts(table, col, body)}
    begins = {
        c.row
        for r in body
        for c in table.row(r)
        if c.row == r and c.end_col <= left and c.col not in counted and _is_new(table, c)
    }
    if first > 0 and first - 1 not in begins:
        begins |= {c.row for c in table.row(first - 1) if c.text and c.row == first - 1 and c.end_col <= left}
    start = proved = table.n_cols
    while start - 1 > left:
        own = [c for c in _cells(table, start - 1) if c.row >= first - 1 and c.text]
        own = [c for c in own if c.row in rows or c.row in begins]
        new = {c.row for c in own if c.row >= first and _is_new(table, c)}
        if len(own) > len(begins) and new <= begins and _is_no_indicators(table, start - 1, first, is_own, words):
            start = own[0].col  # printed again in each row
            proved = start if len(new) > max(1, 0.5 * len(begins)) else proved
            continue
        if not own or any(c.row not in begins for c in own) or len(own) > len(begins):
            break
        if any(is_own(c.text) for c in _cells(table, start - 1) if c.row < first and c.cols < table.n_cols):
            break
        start = proved = own[0].col
    return proved


def _counts(table: Table, col: int, body: list[int]) -> bool:
    """Whether the column has a serial number in each row: it counts the rows, not the projects."""
    texts = [key(c.text) for r in body if (c := table.at(r, col)) is not None and c.row == r and c.text]
    return len(texts) >= len(body) - 1 > 1 and all(map(str.isdecimal, texts)) and len(set(texts)) == len(texts)


def _is_no_indicators(table: Table, col: int, first: int, is_own: Callable[[str], bool], words: Vocabulary) -> bool:
    """Whether the column has a head, and none that heads a column of indicators."""
    heads = [c.text for c in _cells(table, col) if c.row < first and c.text]
    return bool(heads) and not any(words.column("indicators", text) or is_own(text) for text in heads)


def _of_indicators(text: str, words: Vocabulary) -> bool:
    """Whether the head is one of a list of indicators."""
    return words.column("indicators", text) in (*OWN, *_PARTS)


def _evaluated(text: str, words: Vocabulary) -> bool:
    """The same in a self-evaluation, whose indicators have an outcome, points and reasons too."""
    term = words.term(RESULTS, text)
    of_project = term is not None and not term.section and term.field != ""
    return not of_project and (role_of(text, words) not in ("", "remark") or _of_indicators(text, words))


def _is_new(table: Table, cell: Cell) -> bool:
    """Whether the cell says something that the one over it does not say."""
    over = table.at(cell.row - 1, cell.col)
    return bool(cell.text) and (over is None or key(over.text) != key(cell.text))


def _cells(table: Table, col: int) -> list[Cell]:
    """The cells of a column, each once."""
    cells = (table.at(r, col) for r in range(table.n_rows))
    return list({id(c): c for c in cells if c is not None}.values())
