"""Amounts with labels both over and beside them: sources by year, 基本支出 by 财政拨款, a project's total by period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jixiao.fields.labels.amounts import OTHER_YEAR, amount_field
from jixiao.forms.content import is_amount
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

PAST = "past"
_PERIODS = ("annual", "lifetime")
_NEUTRAL = re.compile(r"金额|数额|资金数|预算数|预算金额|预算安排")
_YEAR = re.compile(r"(20\d\d)年?(?:度|预算数?|金额)?")
_THIS_YEAR = re.compile(r"本年|当年|年度|今年|申请|预算数")
_LONGEST = 12


class Amount(NamedTuple):
    """An amount of a matrix: the field it is of ("" where it is of none), the period, its labels and its cell."""

    field: str
    scope: str
    beside: Cell
    over: Cell
    cell: Cell


class Matrix(NamedTuple):
    """The heads over a matrix, the labels beside it, and its amounts."""

    heads: list[Cell]
    labels: list[Cell]
    amounts: list[Amount]


def find_matrices(table: Table, rows: set[int], kind: str, words: Vocabulary, year: str) -> Iterator[Matrix]:
    """The matrices among the given rows of the table; `year` is the form's, "" where it names none."""
    axes = _Axes(kind, words, year)
    for r in sorted(rows):
        heads = [c for c in table.row(r) if c.row == r and c.end_row == r + 1 and axes.of(c) is not None]
        if len(heads) < 2 or any(c.col == h.end_col for h in heads for c in _amounts(table, r)):
            continue
        corner = table.at(r, heads[0].col - 1)
        found = Matrix([corner, *heads] if corner is not None and corner.row == r else heads, [], [])
        below = r + 1
        while below in rows and (row := _row(table, below, heads[0].col, axes)) is not None:
            label, cells = row
            found.labels.append(label)
            under = [(h, c) for c in cells for h in heads if h.col <= c.col < h.end_col]
            found.amounts.extend(_amount(axes, label, head, cell) for head, cell in under)
            below += 1
        if found.labels:
            yield found


class _Axes:
    def __init__(self, kind: str, words: Vocabulary, year: str) -> None:
        self.kind, self.words, self.year = kind, words, year

    @property
    def total(self) -> str:
        """The field of an amount that is a total both ways."""
        return "funds.total" if self.kind == "project_goal" else ""

    def of(self, cell: Cell) -> str | None:
        """The amount a cell labels, "" for a total, a period or `PAST` for a year, None for anything else."""
        if self.words.is_total(cell.text):
            return ""
        term = self.words.term(self.kind, cell.text)
        k = key(cell.text)
        short = 0 < len(k) <= _LONGEST
        project = self.kind == "project_goal" and short
        if short and (named := _YEAR.fullmatch(k)):
            return "annual" if named[1] == self.year else PAST
        if short and OTHER_YEAR.search(k) and (term is None or term.field != "funds.carryover"):
            return PAST
        if project and _NEUTRAL.fullmatch(k):
            return ""
        if term is not None and term.field.startswith(("budget.", "funds.")) and not term.field.endswith(".unit"):
            return term.field
        if len(cell.text) > _LONGEST:
            return None
        period = self.words.period(cell.text) or ("annual" if _THIS_YEAR.search(k) else None)
        return period if not project else amount_field(k, self.words) or period


def _amounts(table: Table, r: int) -> list[Cell]:
    return [c for c in table.row(r) if c.row == r and (is_amount(c.text) or not c.text)]


def _row(table: Table, r: int, left: int, axes: _Axes) -> tuple[Cell, list[Cell]] | None:
    """The label before the first amount column and the amounts of a row, None where it is no row of a matrix."""
    amounts = [c for c in _amounts(table, r) if c.col >= left]
    label = table.at(r, left - 1)
    if len(amounts) < 2 or label is None or label.row != r:
        return None
    return (label, amounts) if axes.of(label) is not None else None


def _amount(axes: _Axes, label: Cell, head: Cell, cell: Cell) -> Amount:
    beside, over = axes.of(label) or "", axes.of(head) or ""
    scope = next((axis for axis in (beside, over) if axis in _PERIODS), "")
    fields = [axis for axis in (beside, over) if axis and axis not in _PERIODS]
    field = ""
    if PAST not in fields and len(fields) < 2:
        field = fields[0] if fields else f"funds.{scope}.total" if scope else axes.total
    if len(fields) == 2 and PAST not in fields and all(f.endswith(".total") for f in fields):
        field = max(fields, key=len)  # the total of the year
    dated = next((f for f in fields if f.endswith((".annual.total", ".lifetime.total"))), "")
    parts = [f for f in fields if f != dated]
    if dated and len(fields) == 2 and len(parts) == 1 and PAST not in fields:  # 本年预算数 heads a column of sources
        scope, field = dated.split(".")[1], parts[0]
    if scope and field == "funds.total":
        field = f"funds.{scope}.total"
    return Amount(field, scope, label, head, cell)
