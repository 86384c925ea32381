"""Forms at whose page ends a page may be gone, because the fonts of the file hold characters that no page shows."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.fields.coverage.open_tables import closes
from jixiao.fields.lists.listed_gaps import CUT_SHORT, add, page_of
from jixiao.fields.lists.two_lists import AGAIN
from jixiao.forms.model import Form
from jixiao.records import DepartmentGoal, ProjectGoal, Reason, Record
from jixiao.tables import settings
from jixiao.tables.joins.page_foot import End, at_foot, end_of
from jixiao.tables.table import Layout


def say_gone(found: Sequence[tuple[Form, Record]], layout: Layout) -> None:
    """Add reasons to the records of forms that end at the foot of a page behind which one may be gone, or go on over a
    page end at which one is.

    A file that was taken out of a larger one has the fonts of all of it: where nothing tells at which page end
    something is gone, only forms that fill their last page to its foot are named.
    """
    ends = layout.gone - layout.unbroken
    if not ends:
        return
    told = min(layout.gone) > 0
    for form, record in found:
        first, last = _pages(form, record)
        end = end_of(form.tables[-1], form.in_list) if form.tables else None
        if told and any(first <= page < last for page in ends):
            said = "文件的字体里有各页都没有用到的字，这张表换页的地方可能缺页；请对照原文核对"
            add(record, Reason(code=AGAIN, message=said, page=first))
        elif (
            end is not None
            and end.page in ends
            and at_foot(end, layout.floors)
            and _fills(end, layout)
            and not closes(record)
        ):
            said = "表到页末为止，文件的字体里有各页都没有用到的字，后面可能缺页；请对照原文核对"
            add(record, Reason(code=CUT_SHORT, message=said, page=end.page))


def _fills(end: End, layout: Layout) -> bool:
    """Whether the page has hardly more left below than its margin; where one page is all there is, its own end is the
    lowest that is known."""
    return layout.heights[end.page - 1] - end.y < settings.JOINS.bottom


def _pages(form: Form, record: Record) -> tuple[int, int]:
    """The first and the last page of a record; of a project in a list of many those of its rows."""
    if form.in_list and isinstance(record, ProjectGoal | DepartmentGoal) and record.indicators:
        return page_of(record, 0), page_of(record, len(record.indicators) - 1)
    return record.pages or (0, 0)
