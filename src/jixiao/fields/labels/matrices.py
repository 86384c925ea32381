"""Amounts with labels both over and beside them: sources by year, 基本支出 by 财政拨款, a project's total by period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.fields.digits.sums import number
from jixiao.fields.labels.amounts import OTHER_YEAR, PARTS, amount_field, spent_on
from jixiao.forms.content import is_amount, kinds_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

PAST = "past"
_PERIODS = ("annual", "lifetime")
_NEUTRAL = re.compile(r"金额|数额|资金数|预算数|预算金额|预算安排")
_YEAR = re.compile(r"(20\d\d)年?(?:度|预算数?|金额)?")
# A year and what is done with the money, but for what says which part of it, or that it was spent.
_SAID_YEAR = re.compile(rf"(20\d\d)年度?(?!\D*(?:{PARTS}|{OTHER_YEAR.pattern}))\D{{0,4}}")
_THIS_YEAR = re.compile(r"本年|当年|年度|今年|申请|预算数")
# So many rows of years make a table of years; rounding of printed amounts.
_YEARS, _CLOSE = 2, Decimal("0.01")
_TOTAL = re.compile(r"总[额计数]|[合共]计")
_LONGEST = 12
_NOTE = re.compile(r"\([^()]*\)")
_AMONG = re.compile(r"^其中:?(?=20\d\d)")


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
        heads = [c for c in table.row(r) if c.end_row == r + 1 and _over_amount(table, c)]
        heads = [h for h in heads if axes.of(h) is not None] if len(heads) > 1 else []
        if len(heads) < 2 or any(c.col == h.end_col for h in heads for c in _amounts(table, r)):
            continue
        corner = table.at(r, heads[0].col - 1)
        found = Matrix([corner, *heads] if corner is not None and corner.end_row == r + 1 else heads, [], [])
        below = r + 1
        while below in rows and (row := _row(table, below, heads[0].col, axes)) is not None:
            label, cells = row
            found.labels.append(label)
            under = [(h, c) for c in cells for h in heads if h.col <= c.col < h.end_col]
            found.amounts.extend(_amount(axes, label, head, cell) for head, cell in under)
            below += 1
        if any(axes.of(label) is not None for label in found.labels):
            yield _of_all_years(found) if kind == "project_goal" else found


def _of_all_years(matrix: Matrix) -> Matrix:
    """The matrix with the row or column of no year that those of years add up to as the whole period's."""
    for along, across in (("beside", "over"), ("over", "beside")):
        labels = list({id(label): label for a in matrix.amounts if (label := getattr(a, along))}.values())
        years = [label for label in labels if _YEAR.fullmatch(key(label.text))]
        others = [label for label in labels if label not in years]
        if len(years) < _YEARS or len(others) != 1 or not _add_up(matrix, years, others[0], along, across):
            continue
        whole = [
            a._replace(field=a.field.replace("annual", "lifetime") or "funds.lifetime.total", scope="lifetime")
            if getattr(a, along) is others[0]
            else a
            for a in matrix.amounts
        ]
        return matrix._replace(amounts=[_of_period(a) for a in whole])
    return matrix


def _of_period(amount: Amount) -> Amount:
    """A total of a known period."""
    return amount._replace(field=f"funds.{amount.scope}.total") if amount.field == "funds.total" else amount


def _add_up(matrix: Matrix, years: list[Cell], whole: Cell, along: str, across: str) -> bool:
    """Whether the amounts of the years make that of the whole, for each label the other way."""
    for head in {id(label): label for a in matrix.amounts if (label := getattr(a, across))}.values():
        line = [(getattr(a, along), number(a.cell.text)) for a in matrix.amounts if getattr(a, across) is head]
        parts = [amount or Decimal(0) for label, amount in line if label in years]
        total = next((amount for label, amount in line if label is whole), None)
        if total is None or abs(sum(parts) - total) > _CLOSE * len(parts):
            return False
    return True


class _Axes:
    def __init__(self, kind: str, words: Vocabulary, year: str) -> None:
        self.kind, self.words, self.year = kind, words, year

    def total_of(self, scope: str) -> str:
        """The field of an amount that is a total both ways, of the period where one is named."""
        if self.kind != "project_goal":
            return ""
        return f"funds.{scope}.total" if scope else "funds.total"

    def of(self, cell: Cell) -> str | None:
        """The amount a cell labels, "" for a total, a period or `PAST` for a year, None for anything else."""
        term = self.words.term(self.kind, cell.text)
        k = _AMONG.sub("", _NOTE.sub("", key(cell.text)))
        if self.words.is_total(cell.text) or self.words.is_total(k):
            return ""
        short = 0 < len(k) <= _LONGEST
        project = self.kind == "project_goal" and short
        if short and (named := _YEAR.fullmatch(k) or _SAID_YEAR.fullmatch(k)):
            return "annual" if named[1] == self.year else PAST
        carried = "结转" in k or "结余" in k
        if short and OTHER_YEAR.search(k) and not carried and (term is None or term.field != "funds.carryover"):
            return PAST
        if project and _NEUTRAL.fullmatch(k):
            return ""
        if term is not None and term.field.startswith(("budget.", "funds.")) and not term.field.endswith(".unit"):
            return term.field
        if not 0 < len(k) <= _LONGEST:
            return None
        period = self.words.period(cell.text) or ("annual" if _THIS_YEAR.search(k) else None)
        if project:
            return amount_field(k, self.words) or period
        total = _TOTAL.search(k) is not None and not OTHER_YEAR.search(k)
        return self._budget(k) or period or ("" if total else None)

    def _budget(self, text: str) -> str:
        """The amount of a department's budget that the text names by its parts, `PAST` for another year's."""
        if OTHER_YEAR.search(text):
            return PAST
        part = spent_on(text)
        return f"budget.{part}" if part else ""


def _amounts(table: Table, r: int) -> list[Cell]:
    return [c for c in table.row(r) if c.row == r and _is_sum(c.text)]


def _is_sum(text: str) -> bool:
    """Whether the text is an amount, or says that there is none."""
    return not text or is_amount(text) or "none" in kinds_of(text)


def _over_amount(table: Table, head: Cell) -> bool:
    """Whether an amount, or nothing, stands under the head."""
    under = table.at(head.end_row, head.col)
    return under is not None and _is_sum(under.text)


def _row(table: Table, r: int, left: int, axes: _Axes) -> tuple[Cell, list[Cell]] | None:
    """The label before the first amount column and the amounts of a row, None where it is no row of a matrix."""
    amounts = [c for c in _amounts(table, r) if c.col >= left]
    label = table.at(r, left - 1)
    if len(amounts) < 2 or label is None or label.row != r:
        return None
    if axes.of(label) is None and (is_amount(label.text) or not all(c.text for c in amounts)):
        return None
    return label, amounts


def _amount(axes: _Axes, label: Cell, head: Cell, cell: Cell) -> Amount:
    beside, over = axes.of(label), axes.of(head) or ""
    if beside is None:  # a source that nobody knows, among others
        return Amount("", "", label, head, cell)
    scope = next((axis for axis in (beside, over) if axis in _PERIODS), "")
    fields = [axis for axis in (beside, over) if axis and axis not in _PERIODS]
    field = ""
    if PAST not in fields and len(fields) < 2:
        field = fields[0] if fields else axes.total_of(scope)
    if len(fields) == 2 and PAST not in fields and all(f.endswith(".total") for f in fields):
        field = max(fields, key=len)  # the total of the year
    dated = next((f for f in fields if f.endswith((".annual.total", ".lifetime.total"))), "")
    parts = [f for f in fields if f != dated]
    if dated and len(fields) == 2 and len(parts) == 1 and PAST not in fields:  # 本年预算数 heads a column of sources
        scope, field = dated.split(".")[1], parts[0]
    if scope and field == "funds.total":
        field = f"funds.{scope}.total"
    return Amount(field, scope, label, head, cell)
