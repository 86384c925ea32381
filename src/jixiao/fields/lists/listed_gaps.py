"""Projects of one list around a page that may be missing: rows of one, what stands over several of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jixiao.fields.lists.two_lists import AGAIN, Goal
from jixiao.forms.model import Form
from jixiao.forms.segmentation.catalogue.starts import SHARED
from jixiao.records import Reason, Record
from jixiao.records.paths import FieldPath
from jixiao.tables.joins.page_foot import hangs
from jixiao.tables.table import Cell

CUT_SHORT, OPEN = "list.cut-short", "list.weights"
"""Codes of reasons."""

# A text that a page end cuts ends within so many points of the last row.
_LINES = 30.0
# Reasons that tell that a page may be missing in or behind a project of a list.
_GAPS = {CUT_SHORT, OPEN, "list.serial", "list.beginning"}


def say_of_projects(goals: Sequence[tuple[Form, Goal]]) -> None:
    """Add reasons to the records of projects in lists of many; those of the forms themselves are known."""
    for form, record in goals:
        add(record, _beheaded(form, [other for other, _ in goals if other is not form]) if form.in_list else None)
    gap, gaps = 0, []
    for (form, record), codes in zip(goals, [_codes(record) for _, record in goals], strict=True):
        gap = gap if form.in_list else 0
        add(record, _taken_over(record, gap))
        first, end = page_of(record, 0), page_of(record, len(record.indicators) - 1)
        if codes & _GAPS or (AGAIN in codes and first != end):
            gap = end
            gaps += [(first, end + 1)] if form.in_list else []
    ends = _ends([record for form, record in goals if form.in_list])
    for form, record in goals:
        add(record, (_reaches_over(record, gaps) or _stands_twice(record, ends)) if form.in_list else None)
    for (form, record), (next_form, below) in pairwise(goals):
        goes_on = next_form.in_list and next_form.listed == form.listed
        if form.in_list and not goes_on and "missing.title" in _codes(below):
            said = "这张项目清单后面的表没有标题，其中可能有这个项目的几行；请对照原文核对"
            add(record, Reason(code=CUT_SHORT, message=said, page=page_of(record, len(record.indicators) - 1) or None))


def _codes(record: Record) -> set[str]:
    return {said.code for said in record.reasons}


def add(record: Record, reason: Reason | None) -> None:
    """Add the reason, where there is one and the record has none of its code: the record is incomplete then."""
    if reason is not None and reason.code not in _codes(record):
        record.reasons.append(reason)
        record.status = "incomplete"


def page_of(record: Goal, row: int) -> int:
    """The page of a row, 0 where it has none."""
    spot = record.evidence.get(f"indicators[{row}].level3")
    return spot.page or 0 if spot is not None else 0


def _taken_over(record: Goal, gap: int) -> Reason | None:
    """Why what stands over several projects may be wrong for one that has it from a page up to which pages may miss."""
    spots = [(name, record.evidence[name].page or 0) for name in SHARED if name in record.evidence]
    taken = [str(FieldPath(name).get(record)) for name, page in spots if 0 < page <= gap and page < page_of(record, 0)]
    if not taken:
        return None
    said = f"“{'”“'.join(taken)}”取自前面的页，中间可能缺页；请对照原文核对"
    return Reason(code=CUT_SHORT, message=said, page=page_of(record, 0))


def _reaches_over(record: Goal, gaps: Sequence[tuple[int, int]]) -> Reason | None:
    """Why what stands over several projects may be wrong: it was printed on both sides of where pages may miss."""
    for name in SHARED:
        spot = record.evidence.get(name)
        if spot is None or not spot.page or not spot.continued:
            continue
        last = spot.continued[-1].page or 0
        if any(min(last, end) > max(spot.page, first) for first, end in gaps):
            said = f"“{FieldPath(name).get(record)}”跨过可能缺页的地方，可能连上了别的内容；请对照原文核对"
            return Reason(code=CUT_SHORT, message=said, page=spot.page)
    return None


def _ends(records: Sequence[Goal]) -> dict[int, float]:
    """How far down the rows of the projects reach on each page, in points."""
    out: dict[int, float] = {}
    for record in records:
        for n in range(len(record.indicators)):
            spot = record.evidence.get(f"indicators[{n}].level3")
            if spot is not None and spot.page and spot.box:
                out[spot.page] = max(out.get(spot.page, 0.0), spot.box[3])
    return out


def _stands_twice(record: Goal, ends: dict[int, float]) -> Reason | None:
    """Why what stands over several projects may be two: it ends some lines over the last row of a page, and more of it
    stands on a later one."""
    for name in SHARED:
        spot = record.evidence.get(name)
        if spot is None or not spot.page or not spot.box or not spot.continued or spot.continued[-1].page == spot.page:
            continue
        if ends.get(spot.page, 0.0) - spot.box[3] > _LINES:
            said = f"“{FieldPath(name).get(record)}”印在两页上，可能是两个格子连在了一起；请对照原文核对"
            return Reason(code=CUT_SHORT, message=said, page=spot.page)
    return None


def _beheaded(form: Form, others: Sequence[Form]) -> Reason | None:
    """Why a project in a list may lack its first rows: the texts of its own cells hang over their middle."""
    if not hangs(_own(form), [cell for other in others if other.in_list for cell in _own(other)]):
        return None
    said = "这个项目的格子上面被页末切断，前面的几行可能缺页或没有接上；请对照原文核对"
    return Reason(code=CUT_SHORT, message=said, page=_own(form)[0].page)


def _own(form: Form) -> list[Cell]:
    """The cells over all rows of a project in a list, on one page, with text."""
    table = form.tables[-1]
    return [c for c in table.row(table.n_rows - 1) if c.rows > 1 and c.text and not c.more and c.box is not None]
