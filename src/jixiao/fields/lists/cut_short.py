"""Forms that end where a page ends although their lists do not, and lists that begin again: a page may be missing.

What every list of indicators comes to at its end is satisfaction, and its levels follow one another. A list that stops
before that at the foot of a full page, as no other form of the file does, was cut short; one that goes back from the
effects to the outputs is made of two.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from jixiao.fields.digits.sums import number
from jixiao.forms.model import Form
from jixiao.records import DepartmentGoal, ProjectGoal, Reason, Record
from jixiao.tables.joins.page_ends import at_foot

CUT_SHORT, AGAIN, OPEN = "list.cut-short", "list.again", "list.weights"
"""Codes of reasons."""

_LAST = "满意"
_OUTPUT, _EFFECT = ("产出",), ("效益", "效果", "满意")
_OF_OUTPUT, _OF_EFFECT = ("数量", "质量", "时效"), ("效益", "影响", "满意")
_WHOLE = (Decimal(90), Decimal(100))
_WEIGHED = 3

Goal = ProjectGoal | DepartmentGoal


def say_cut_short(found: Sequence[tuple[Form, Record]], floors: dict[int, float], unbroken: set[int]) -> None:
    """Add reasons to the records of forms that a missing page may have cut short, or put together of two.

    `floors` gives the lowest line (points) that the bodies of pages of that size reach, for pages where that is far
    down; after the pages that are `unbroken` none is missing, so that a form may end there where another one begins.
    """
    begin = {form.pages[0] for form, _ in found if form.pages is not None}
    goals = [(form, record) for form, record in found if isinstance(record, ProjectGoal | DepartmentGoal)]
    for form, record in goals:
        alike = [(f, r) for f, r in goals if r is not record and r.kind == record.kind]
        others = [r for f, r in alike if not _at_foot(f, floors)]
        last = form.pages[1] if form.pages is not None else 0
        followed = last in unbroken and last + 1 in begin
        reason = _again(record) or _misplaced(record) or _back(record)
        if form.pages is not None:
            reason = reason or _half(record) or _too_heavy(record, [r for _, r in alike])
        if reason is None and not followed and _at_foot(form, floors):
            reason = _unfinished(record, others)
        if reason is not None and reason.code not in {said.code for said in record.reasons}:
            record.reasons.append(reason)
            record.status = "incomplete"


def _at_foot(form: Form, floors: dict[int, float]) -> bool:
    return bool(form.tables) and at_foot(form.tables[-1], floors)


def _unfinished(record: Goal, others: Sequence[Any]) -> Reason | None:
    """Why a record whose form ends at the foot of a page has not come to its end."""
    page = record.pages[1] if record.pages else None
    if not record.indicators:
        return None  # said already
    total = _weighed(record)
    if total is not None:
        if total in _WHOLE:
            return None
        said = f"表到第{page}页页末为止，分值合计 {total} 不是 90 或 100，后面可能缺页或没有接上；请对照原文核对"
        return Reason(code=OPEN, message=said, page=page)
    if _reaches_end(record) or (others and not any(_reaches_end(other) for other in others)):
        return None
    said = f"表到第{page}页页末为止，没有满意度指标，后面可能缺页或没有接上；请对照原文核对"
    return Reason(code=CUT_SHORT, message=said, page=page)


def _weighed(record: Any) -> Decimal | None:
    """The sum of the weights, None where not all indicators have one."""
    weights = [number(row.weight) for row in record.indicators if row.weight]
    if len(weights) < _WEIGHED or len(weights) < len(record.indicators) or any(w is None for w in weights):
        return None
    return sum((w for w in weights if w is not None), Decimal(0))


def _half(record: Goal) -> Reason | None:
    """Why the second of two lists may have been cut short: the other comes to its end, this one does not."""
    if not record.indicators:
        return None
    last = record.indicators[-1].scope
    ends = {scope: any(_LAST in f"{r.level1}{r.level2}{r.level3}" for r in record.indicators if r.scope == scope)
            for scope in {row.scope for row in record.indicators}}  # fmt: skip
    if len(ends) < 2 or ends[last] or not any(ends.values()):
        return None
    said = "一个时期的指标有满意度，最后一个时期的没有，后面可能缺页或没有接上；请对照原文核对"
    return Reason(code=CUT_SHORT, message=said, page=record.pages[1] if record.pages else None)


def _too_heavy(record: Goal, others: Sequence[Any]) -> Reason | None:
    """Why a record over several pages may lack rows or have another's: its weights make more or less than the others'.

    Alone it is told only where they make more than any form's.
    """
    total = _weighed(record)
    if record.pages is None or record.pages[0] == record.pages[1] or total is None or total in _WHOLE:
        return None
    whole = [sum_ for other in others if (sum_ := _weighed(other)) is not None]
    if not (total > max(_WHOLE) if not whole else all(sum_ in _WHOLE for sum_ in whole)):
        return None
    said = f"分值合计 {total}，不是 90 或 100，跨页处可能缺页或接错；请对照原文核对"
    return Reason(code=OPEN, message=said, page=record.pages[0])


def _reaches_end(record: Goal) -> bool:
    return any(_LAST in f"{row.level1}{row.level2}{row.level3}" for row in record.indicators)


def _back(record: Goal) -> Reason | None:
    """Why a list over a page end may be made of two: it goes back from satisfaction to the effects before it.

    That is told where a page begins so, or where satisfaction comes a second time.
    """
    rows = [(row, record.evidence.get(f"indicators[{i}].level3")) for i, row in enumerate(record.indicators)]
    if record.pages is None or record.pages[0] == record.pages[1]:
        return None
    for i, ((above, before), (below, here)) in enumerate(pairwise(rows), 1):
        if before is None or here is None or above.scope != below.scope:
            continue
        later = any(_LAST in (row.level1 or "") for row, _ in rows[i:] if row.scope == above.scope)
        back = _LAST in (above.level1 or "") and any(name in (below.level1 or "") for name in _EFFECT[:2])
        if back and (later or before.page != here.page):
            said = f"第{here.page}页从“{above.level1}”又回到“{below.level1}”，中间可能缺页；请对照原文核对"
            return Reason(code=AGAIN, message=said, page=here.page)
    return None


def _again(record: Goal) -> Reason | None:
    """Why a list may be made of two: outputs come again before its end was reached, or after it.

    A form may have two whole lists, one for the year and one for the project; the record then says which is which.
    """
    page = record.pages[0] if record.pages else None
    for scope in ("annual", "lifetime"):
        runs = _runs([row.level1 for row in record.indicators if row.scope == scope and row.level1])
        ended = [_ended(run) for run in runs]
        if len(runs) > 1 and not ended[0] and ended[-1]:
            said = "指标从效益又回到产出，可能是两张表连在了一起，中间缺页；请对照原文核对"
            return Reason(code=AGAIN, message=said, page=page)
        if len(runs) > 1 and ended[0]:
            said = "指标到满意度为止又从头开始，可能是年度和实施期的指标没有分开，或两个项目连在一起；请对照原文核对"
            return Reason(code=AGAIN, message=said, page=page)
    return None


def _runs(levels: list[str]) -> list[list[str]]:
    """First levels in the runs that outputs begin after effects."""
    out: list[list[str]] = [[]]
    for level in levels:
        if any(name in level for name in _OUTPUT) and any(name in seen for seen in out[-1] for name in _EFFECT):
            out.append([])
        out[-1].append(level)
    return out


def _ended(run: list[str]) -> bool:
    return any(_LAST in level for level in run)


def _misplaced(record: Goal) -> Reason | None:
    """Why the rows after a page end may be another form's: their second level belongs to another first one."""
    pages = [record.evidence.get(f"indicators[{i}].level3") for i in range(len(record.indicators))]
    for i, row in enumerate(record.indicators[1:], 1):
        before, here = pages[i - 1], pages[i]
        if before is None or here is None or before.page == here.page or not row.level1 or not row.level2:
            continue
        output = any(name in row.level1 for name in _OUTPUT)
        effect = not output and any(name in row.level1 for name in _EFFECT)
        if (output and any(n in row.level2 for n in _OF_EFFECT)) or (
            effect and any(n in row.level2 for n in _OF_OUTPUT)
        ):
            said = f"第{here.page}页开头的“{row.level2}”接在“{row.level1}”下面，中间可能缺页；请对照原文核对"
            return Reason(code=AGAIN, message=said, page=here.page)
    return None
