"""Lists that the contract has no field for, told by their counted rows: 序号 | 支出内容 | 经济分类 | 金额."""

from __future__ import annotations

from collections.abc import Collection

from jixiao.evidence import Passage, Role
from jixiao.fields.columns.heads import role_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# A list has so many columns, and its rows are counted from 1 so far.
_COLUMNS, _ROWS = 3, 2


def counted_lists(
    table: Table, rows: Collection[int], kind: str, words: Vocabulary
) -> tuple[set[int], list[tuple[Passage, Passage]]]:
    """Of the rows those of such lists, heads and totals with them, and each cell with the head of its column. Rows that
    count labels of the form's own fields are no such list."""
    taken: set[int] = set()
    pairs: list[tuple[Passage, Passage]] = []
    for r in sorted(rows):
        heads = table.written(r)
        if r in taken or len(heads) < _COLUMNS or role_of("indicators", heads[0].text, words) != "number":
            continue
        end = _end(table, heads[0], rows, words)
        cells = [c for below in range(r + 1, end) for c in table.written(below)]
        terms = [words.term(kind, c.text) for c in cells if not words.is_total(c.text)]
        if end - r <= _ROWS or any(term is not None and term.field for term in terms):
            continue
        taken |= set(range(r, end))
        for head in heads:
            head.flat.claim(Role.LABEL)
        for cell in cells:
            over = next((head.flat for head in heads if head.col <= cell.col < head.end_col), Passage())
            pairs.append((over, cell.flat))
    return taken, pairs


def _end(table: Table, head: Cell, rows: Collection[int], words: Vocabulary) -> int:
    """Behind the last row under the head that is counted, and the total under it."""
    r, said = head.end_row, 1
    while r in rows and (cell := table.at(r, head.col)) is not None and key(cell.text).strip("()（）.、") == str(said):
        r, said = r + 1, said + 1
    total = table.written(r)[:1] if r in rows and said > 1 else []
    return r + 1 if total and words.is_total(total[0].text) else r
