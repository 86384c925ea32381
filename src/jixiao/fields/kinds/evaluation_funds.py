"""The funds of a self-evaluation: rows of money under the headings 年初预算数, 全年预算数, 全年执行数, 执行率."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from jixiao.evidence import Passage, Role
from jixiao.fields.labels.labelled import Labelled
from jixiao.fields.tree import Draft
from jixiao.forms.evaluation import HeadedColumn, role_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

MEASURES = ("initial", "budget", "executed", "weight", "rate", "score")
"""What is said of each source of money."""
_MONEY = ("initial", "budget", "executed")
_FIGURE = re.compile(r"-?[\d,]+(\.\d+)?(%|分|元|万元)?|[-—–/\\一]*|无")
_SOURCE = re.compile(
    r"其中[:：]?\s*[^（(]+|[^（(]*(?:财政|拨款|自筹|其他|上级|本级|中央|专户|结转)[^（(年预执支实决]*|^(?:合计|总额|小计)"
)
_PART = re.compile("其中")
_UNIT = re.compile(r"(?:人民币)?[亿万千百]?元(?=\s*[)）]|$)")


def read_executed_funds(
    tables: list[Table], listed: list[set[int]], words: Vocabulary, draft: Draft
) -> tuple[dict[str, Any] | None, list[set[int]]]:
    """The rows of money with their unit, None where no table has any; and for each table the rows that were read."""
    taken: list[set[int]] = [set() for _ in tables]
    for number, table in enumerate(tables):
        for r in range(table.n_rows - 1):
            if r in listed[number]:
                continue
            columns = _headings(table, r, words)
            if columns is None:
                continue
            rows, end = _rows(table, r, columns, listed[number], draft)
            if rows:
                taken[number] = set(range(r, end))
                return {"unit": _claim(table, r, end, columns), "rows": rows}, taken
    return None, taken


def counted(money: Iterable[Labelled]) -> Iterable[tuple[str, Passage, Passage]]:
    """The measure, the label and the amount of each."""
    return ((item.name.removeprefix("funds."), item.label.flat, item.value) for item in money)


def measured(item: Labelled) -> bool:
    """Whether what stands under the head of a list's column is money, or a rate of it."""
    return item.name.startswith("funds.") and item.name.removeprefix("funds.") in MEASURES


def rows_of(money: Iterable[tuple[str, Passage, Passage]]) -> list[dict[str, Any]]:
    """A row for each source of money that the labels name, of (measure, label, amount); those that name none are of all
    of it."""
    out: dict[str, dict[str, Any]] = {}
    for name, label, value in money:
        source = source_in(label)
        row = out.setdefault(key(source.text), {"item": source or None, **dict.fromkeys(MEASURES)})
        if row[name] is None:
            row[name] = value
    whole = out.get("")
    if whole is not None and len(out) > 1 and not any(whole[name] for name in _MONEY):  # a rate of all of it
        first = next(row for name, row in out.items() if name)
        first.update({name: value for name, value in whole.items() if value and not first[name]})
        del out[""]
    return list(out.values())


def source_in(head: Passage) -> Passage:
    """Whose money a head is of."""
    found = _SOURCE.search(head.text)
    return head.cut(*found.span()) if found else Passage()


def _headings(table: Table, r: int, words: Vocabulary) -> list[HeadedColumn] | None:
    """The columns that the row heads, None where it heads no money: what was spent, and a budget or a rate."""
    columns: list[HeadedColumn] = []
    for cell in table.row(r):
        if cell.row != r or not cell.text or cell.rows > 2:
            continue
        role = role_of(cell.text, words, "funds")
        if _PART.match(cell.text) and columns and columns[-1].end == cell.col:
            role = columns[-1].role  # of what is counted left of it, a part
        below = table.at(cell.end_row, cell.col)
        if role and below is not None and _FIGURE.fullmatch(key(below.text)):
            columns.append(HeadedColumn(role, cell.col, cell.end_col, [cell]))
    roles = [c.role for c in columns if not _is_part(c)]
    if "executed" not in roles or not {"initial", "budget", "rate"} & set(roles):
        return None
    if "budget" in roles and "initial" not in roles and roles.count("budget") > 1:
        next(c for c in columns if c.role == "budget").role = "initial"
    for column in columns:
        several = column.role != "remark" and roles.count(column.role) > 1 and not _is_part(column)
        if several and column is not _best(columns, column.role):
            column.role = "remark"
    return columns


def _is_part(column: HeadedColumn) -> bool:
    """Whether the column says how much of what stands left of it is whose: 其中：财政拨款"""
    return _PART.match(column.name) is not None


def _best(columns: list[HeadedColumn], role: str) -> HeadedColumn:
    """Of several columns of one role the one that speaks of the whole year, else the first."""
    found = [c for c in columns if c.role == role and not _is_part(c)]
    return next((c for c in found if "全年" in c.name or "实际" in c.name), found[0])


def _rows(
    table: Table, head: int, columns: list[HeadedColumn], listed: set[int], draft: Draft
) -> tuple[list[dict[str, Any]], int]:
    """The rows of money under the header, and the row after the last."""
    out: list[dict[str, Any]] = []
    left = columns[0].start
    r = max(c.end_row for column in columns for c in column.heads)
    while r < table.n_rows and r not in listed:
        item = _item(table, r, left, head)
        cells = {id(column): table.at(r, column.start) for column in columns}
        fits = [c for column in columns if (c := cells[id(column)]) is not None and c.end_col <= column.end]
        figures = [c for c in fits if _FIGURE.fullmatch(key(c.text))]
        if item is None or len(fits) < len(columns) / 2 or len(figures) < 0.7 * len(fits):
            break
        whole = item.flat if item.row > head else None
        row: dict[str, Any] = {"item": whole, **dict.fromkeys(MEASURES)}
        parts: dict[str, dict[str, Any]] = {}
        for column in columns:
            cell = cells[id(column)]
            if cell is None:
                continue
            if _is_part(column):
                of = {"item": column.heads[0].flat, **dict.fromkeys(MEASURES)}
                parts.setdefault(key(column.name), of)[column.role] = cell.flat if cell.row == r else Passage()
            elif column.role != "remark":
                row[column.role] = cell.flat if cell.row == r else Passage()
            elif cell.text and cell.row == r:
                draft.extra.append((Passage.join([column.heads[0].flat, "·", item.flat]), cell.passage))
        out += [row, *parts.values()]
        _beyond(table, r, columns, head, draft)
        r += 1
    return out, r


def _beyond(table: Table, r: int, columns: list[HeadedColumn], head: int, draft: Draft) -> None:
    """What stands right of the last column of money, under a heading of its own (原因)."""
    for cell in table.row(r):
        if cell.col < columns[-1].end or not cell.text or cell.row != r:
            continue
        over = table.at(head, cell.col)
        draft.extra.append((over.flat if over is not None and over is not cell else Passage(), cell.passage))


def _item(table: Table, r: int, left: int, head: int) -> Cell | None:
    """The name of the row: the cell that ends where the money begins, no amount; or the one that stands beside the
    heads and this single row, which names all of it."""
    cell = table.at(r, left - 1) if left else None
    if cell is None or not cell.text or (has_digit(cell.text) and _FIGURE.fullmatch(key(cell.text))):
        return None
    return cell if cell.row == r or (cell.row, cell.end_row) == (head, r + 1) else None


def _claim(table: Table, head: int, end: int, columns: list[HeadedColumn]) -> Passage | None:
    """Account for the headings and the label beside the rows; the unit that one of them names."""
    unit: Passage | None = None
    left = columns[0].start
    for r in range(head, end):
        for cell in table.row(r):
            if not (r == head or cell.end_col < left or (cell.end_col <= left and cell.row < r)):
                continue
            cell.flat.claim(Role.LABEL)
            found = _UNIT.search(cell.flat.text)
            if found and unit is None:
                unit = cell.flat.cut(*found.span())
    return unit
