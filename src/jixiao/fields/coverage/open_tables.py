"""Published tables from which a missing page took rows, by their own codes and sums.

A table of functions has a row of totals, parents above their children, and amounts that add up. Where a page ends and
that no longer holds, a page may be missing. Elsewhere it may be the office's own mistake, which a check tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from jixiao.fields.digits.sums import Amount, number
from jixiao.forms.model import Form
from jixiao.records import BudgetTable, FinalAccountsTable, Reason, Record
from jixiao.tables.joins.page_foot import at_foot, end_of
from jixiao.text import key

CUT_SHORT, AGAIN = "table.cut-short", "table.again"
"""Codes of reasons: rows may be missing behind the last one, or between two pages."""

_CODE = re.compile(r"\d{3}(?:\d\d){0,3}")
_STEM, _STEP = 3, 2
_PART = re.compile(r"\d{2,3}|\d{5}|\d{7}")
_TOTAL = ("合计", "总计")
# With fewer rows that have a code a table is no list of functions; a code is printed in so many cells at most.
_CODED, _CELLS = 3, 4


@dataclass(slots=True)
class _Row:
    """A row: the code of its function ("" without), its page, its amounts by column, whether it holds the totals, and
    whether it is a sum of any name (人员经费合计)."""

    code: str
    page: int
    amounts: list[Amount]
    total: bool
    sum: bool


def say_open_tables(found: Sequence[tuple[Form, Record]], floors: dict[int, float], unbroken: set[int]) -> None:
    """Add reasons to the records of published tables that lack rows at a page end.

    `floors` and `unbroken` are those of the pages, as for lists of indicators.
    """
    tables = [
        (form, record, _rows(record))
        for form, record in found
        if isinstance(record, BudgetTable | FinalAccountsTable) and form.tables
    ]
    for form, record, rows in tables:
        last = end_of(form.tables[-1], among_others=False)
        reason = _between(rows, unbroken)
        if reason is None and last is not None and last.page not in unbroken:
            summed = any(other is not rows and _has_total(other) for _, _, other in tables)
            reason = _behind(rows, last.page, at_foot(last, floors), summed)
        if reason is not None and all(said.code != reason.code for said in record.reasons):
            record.reasons.append(reason)
            record.status = "incomplete"


def closes(record: Record) -> bool:
    """Whether the table's rows add up to a total that it prints: nothing of it is missing."""
    if not isinstance(record, BudgetTable | FinalAccountsTable):
        return False
    rows = _rows(record)
    total, parts = next((row for row in rows if row.total), None), _tops(rows)
    return total is not None and len(parts) > 1 and any(total.amounts) and not any(_gaps(total, parts))


def _rows(record: BudgetTable | FinalAccountsTable) -> list[_Row]:
    out: list[_Row] = []
    codes = {c for c, texts in enumerate(zip(*record.rows, strict=False)) if all(map(_is_code, texts))}
    for r, texts in enumerate(record.rows):
        spots = (record.evidence.get(f"rows[{r}][{c}]") for c in range(len(texts)))
        page = next((spot.page for spot in spots if spot is not None and spot.page), out[-1].page if out else 0)
        total = any(key(text) in _TOTAL for text in texts)
        summed = any(key(text).endswith(_TOTAL) for text in texts)
        amounts = [None if c in codes else number(text) for c, text in enumerate(texts)]
        out.append(_Row("" if total else _code(texts), page, amounts, total, summed))
    return out


def _is_code(text: str) -> bool:
    """Whether a cell is blank, names a row of totals, or may hold a code or a part of one."""
    return not text.strip() or key(text) in _TOTAL or _PART.fullmatch(key(text)) is not None


def _code(texts: Sequence[str]) -> str:
    """The code that the row begins with, in one cell or in several (类, 款, 项)."""
    code = ""
    for text in texts[:_CELLS]:
        part = key(text)
        if part and not part.isdecimal():
            break
        code += part
    return code if _CODE.fullmatch(code) else ""


def _behind(rows: Sequence[_Row], page: int, foot: bool, summed: bool) -> Reason | None:
    """Why rows may be missing behind the last one.

    `foot` where the page ends with it; on a page that has room two signs are needed, one of them that other tables of
    functions in the file are `summed`.
    """
    if not rows or rows[-1].sum:
        return None
    total = next((row for row in rows if row.total), None)
    coded = sum(bool(row.code) for row in rows) >= _CODED
    cut = coded and bool(rows[-1].code) and (_childless(rows) or _opened(rows, len(rows) - 1))
    if total is not None:
        why = "各行相加不到合计数" if _less(total, _tops(rows)) else "最后一类的明细不全" if cut else ""
        sure = foot
    else:
        why = "最后一类的明细不全，也没有合计行" if cut else "没有合计行" if coded else ""
        sure = foot or (cut and summed)
    if not why or not sure:
        return None
    said = f"表到第{page}页为止，{why}，后面可能缺页或没有接上；请对照原文核对"
    return Reason(code=CUT_SHORT, message=said, page=page)


def _has_total(rows: Sequence[_Row]) -> bool:
    """Whether a table of functions has a row of totals."""
    return any(row.total for row in rows) and any(row.code for row in rows)


def _between(rows: Sequence[_Row], unbroken: set[int]) -> Reason | None:
    """Why rows may be missing between two pages of the table."""
    turns = [r for r, (a, b) in enumerate(pairwise(rows), 1) if 0 < a.page < b.page and a.page not in unbroken]
    if not turns:
        return None
    total = next((row for row in rows if row.total), None)
    lone = {r for r in range(len(rows)) if _orphaned(rows, r)}
    for r in turns:
        if (lone and lone <= set(turns) and r in lone) or _opened(rows, r - 1):
            said = f"第{rows[r].page}页的行与前一页的科目接不上，中间可能缺页或接错；请对照原文核对"
            return Reason(code=AGAIN, message=said, page=rows[r].page)
    if total is not None and _less(total, _tops(rows)) and any(row.code for row in rows):
        said = "跨页的表各行相加不到合计数，中间可能缺页或没有接上；请对照原文核对"
        return Reason(code=AGAIN, message=said, page=rows[turns[0]].page)
    return None


def _orphaned(rows: Sequence[_Row], r: int) -> bool:
    """Whether a row stands under no row of its parent's code."""
    code = rows[r].code
    return len(code) > _STEM and all(row.code != code[:-_STEP] for row in rows[:r])


def _childless(rows: Sequence[_Row]) -> bool:
    """Whether the last row heads others that do not follow, as all others of its level do."""
    alike = [r for r, row in enumerate(rows) if row.code and len(row.code) == len(rows[-1].code)]
    return len(alike) > 1 and all(bool(_children(rows, r)) == (r != alike[-1]) for r in alike)


def _opened(rows: Sequence[_Row], r: int) -> bool:
    """Whether what stands over the row is more than the rows under it, and other sums of the table close."""
    over = [p for p in range(r + 1) if rows[p].code and rows[r].code.startswith(rows[p].code) and _children(rows, p)]
    others = [p for p in range(len(rows)) if p not in over and rows[p].code and _children(rows, p)]
    closed = [p for p in others if not _differ(rows, p)]
    return any(_less(rows[p], [rows[c] for c in _children(rows, p)]) for p in over) and len(closed) * 2 > len(others)


def _differ(rows: Sequence[_Row], p: int) -> bool:
    parts = [rows[c] for c in _children(rows, p)]
    return any(gap != 0 for gap in _gaps(rows[p], parts))


def _children(rows: Sequence[_Row], p: int) -> list[int]:
    """The rows right under one by their codes."""
    out = []
    for c in range(p + 1, len(rows)):
        if rows[c].code and not rows[c].code.startswith(rows[p].code):
            break
        if rows[c].code and len(rows[c].code) == len(rows[p].code) + _STEP:
            out.append(c)
    return out


def _tops(rows: Sequence[_Row]) -> list[_Row]:
    """The rows that a total adds up: those of the shortest codes, or all others where none has a code."""
    least = min((len(row.code) for row in rows if row.code), default=0)
    return [row for row in rows if not row.total and len(row.code) == least]


def _less(whole: _Row, parts: Sequence[_Row]) -> bool:
    """Whether the parts come to less than the whole in some column, and to more in none."""
    gaps = _gaps(whole, parts)
    return bool(parts) and any(gap > 0 for gap in gaps) and all(gap >= 0 for gap in gaps)


def _gaps(whole: _Row, parts: Sequence[_Row]) -> list[Decimal]:
    """By how much the whole is more than its parts in each column that has its amount, 0 where that is rounding."""
    out = []
    for column, amount in enumerate(whole.amounts):
        own: list[Any] = [row.amounts[column] for row in parts if column < len(row.amounts)]
        given = [value for value in own if value is not None]
        if amount is None or not amount:
            continue
        finest = min(value.as_tuple().exponent for value in (amount, *given))
        gap = amount - sum(given, Decimal(0))
        slack = Decimal(1).scaleb(int(finest)) * max(1, len(given)) if int(finest) < 0 else Decimal(1)
        out.append(gap if abs(gap) > slack else Decimal(0))
    return out
