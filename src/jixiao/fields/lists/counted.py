"""Lists that the contract has no field for: 序号 | 支出内容 | 经济分类 | 金额, told by their counted rows, or of a
project 乡镇 | 补助金额 | 任务数, told by a label at their side and a number in each row."""

from __future__ import annotations

from collections.abc import Collection

from jixiao.evidence import Passage, Role
from jixiao.fields.columns.heads import role_of
from jixiao.fields.columns.model import stems
from jixiao.fields.labels.amounts import OF_MONEY
from jixiao.fields.labels.model import value_kind
from jixiao.forms.content import is_amount, kinds_of
from jixiao.forms.levels import is_level
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

# A list has so many columns, and its rows are counted from 1 so far.
_COLUMNS, _ROWS = 3, 2
# Kinds of texts that name what a row is of.
_NAMES = ("word", "phrase", "org", "person", "sort")
# Parts of heads of a list of indicators.
_TARGETS = {"value", "one", "two", "three", "symbol"}
_HEAD = 12


def counted_lists(
    table: Table, rows: Collection[int], kind: str, words: Vocabulary
) -> tuple[set[int], list[tuple[Passage, Passage]]]:
    """Of the rows those of such lists, heads and totals with them, and each cell with the head of its column. Rows that
    count labels of the form's own fields are no such list."""
    taken: set[int] = set()
    pairs: list[tuple[Passage, Passage]] = []
    for r in sorted(rows):
        if r in taken:
            continue
        side, heads = _heads(table, r)
        counts = len(heads) >= _COLUMNS and role_of("indicators", heads[0].text, words) == "number"
        if counts:
            end = _end(table, heads[0], rows, words)
        else:
            end = _end_beside(table, side, heads, rows, words) if kind == "project_goal" and side is not None else r
        cells = [c for below in range(r + 1, end) for c in table.written(below) if c is not side]
        terms = [words.term(kind, c.text) for c in cells if not words.is_total(c.text)]
        if end - r <= _ROWS or any(term is not None and term.field for term in terms):
            continue
        taken |= set(range(r, end))
        for head in [*heads, side] if side is not None else heads:
            head.flat.claim(Role.LABEL)
        for cell in cells:
            over = next((head.flat for head in heads if head.col <= cell.col < head.end_col), Passage())
            pairs.append((over, cell.flat))
    return taken, pairs


def _heads(table: Table, r: int) -> tuple[Cell | None, list[Cell]]:
    """The label at the side of the rows from r on, None where none is, and what else is written in row r."""
    written = table.written(r)
    beside = len(written) > 1 and written[0].row == r and written[0].end_row > max(c.end_row for c in written[1:])
    return (written[0], written[1:]) if beside else (None, written)


def _end_beside(table: Table, side: Cell, heads: list[Cell], rows: Collection[int], words: Vocabulary) -> int:
    """Behind the last row beside the label where all rows under the heads begin with a name of their own, divided as
    the heads are, and hold a number; the row of heads itself where one does not."""
    r = side.row
    plain = all(c.rows == 1 and len(key(c.text)) <= _HEAD and not has_digit(c.text) for c in heads)
    if len(heads) < _COLUMNS or not plain or any(stems(key(c.text)) & _TARGETS for c in heads):
        return r
    names: set[str] = set()
    for below in range(r + 1, side.end_row):
        cells = [c for c in table.row(below) if c is not side]
        alike = below in rows and [(c.col, c.end_col) for c in cells] == [(c.col, c.end_col) for c in heads]
        name = cells[0].text if cells else ""
        named = value_kind(name) in _NAMES and not is_level(name, words) and not OF_MONEY.search(key(name))
        counted = any(is_amount(c.text) or kinds_of(c.text) & {"number", "quantity"} for c in cells[1:])
        if not (alike and named and counted) and not words.is_total(name):
            return r
        names.add(key(name))
    return side.end_row if len(names) == side.rows - 1 else r


def _end(table: Table, head: Cell, rows: Collection[int], words: Vocabulary) -> int:
    """Behind the last row under the head that is counted, and the total under it."""
    r, said = head.end_row, 1
    while r in rows and (cell := table.at(r, head.col)) is not None and key(cell.text).strip("()（）.、") == str(said):
        r, said = r + 1, said + 1
    total = table.written(r)[:1] if r in rows and said > 1 else []
    return r + 1 if total and words.is_total(total[0].text) else r
