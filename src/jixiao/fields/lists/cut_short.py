"""Forms that end where a page ends although their lists do not: a page may be missing.

What every list of indicators comes to at its end is satisfaction, and its levels follow one another. A list that stops
before that at the foot of a full page, as no other form of the file does, was cut short, and so was one of which only
the heading or the head is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from jixiao.fields.coverage.open_tables import say_open_tables
from jixiao.fields.digits.sums import number
from jixiao.fields.lists.heads import headed
from jixiao.fields.lists.listed_gaps import CUT_SHORT, OPEN, add, page_of, say_of_projects
from jixiao.fields.lists.two_lists import AGAIN, EFFECT, LAST, Goal, made_of_two, one_of_two
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import DepartmentGoal, Indicator, ProjectGoal, Reason, Record
from jixiao.tables import settings
from jixiao.tables.joins.page_foot import End, at_foot, breaks_off, end_of, is_cut, turned_early
from jixiao.tables.table import Cell, Table
from jixiao.text import key

_WHOLE = (Decimal(90), Decimal(100))
_WEIGHED = 3
# So many rows at most begin with a label that stands on the next page; so few others tell nothing of a column.
_FEW = 3
_DEGREES = ("满意度", "满意率", "满意程度")
# What names end alike with, in characters.
_WORD = 2
# The heading of a list, in characters, is no longer.
_HEADING = 16


def say_cut_short(
    found: Sequence[tuple[Form, Record]], floors: dict[int, float], unbroken: set[int], words: Vocabulary
) -> None:
    """Add reasons to the records of forms that a missing page may have cut short, or put together of two.

    `floors` gives the lowest line (points) that the bodies of pages of that size reach, for pages where that is far
    down; after the pages that are `unbroken` none is missing, so that a form may end there where another one begins.
    """
    goals = [(form, record) for form, record in found if isinstance(record, ProjectGoal | DepartmentGoal)]
    begin = {record.pages[0] for form, record in found if record.pages is not None and not form.in_list}
    begin |= {page_of(record, 0) for _, record in goals}
    ends = {id(record): _end(form) for form, record in goals}
    for form, record in goals:
        alike = [r for _, r in goals if r is not record and r.kind == record.kind]
        reason = made_of_two(record, alike) or _promised(form, record, words) or _turned_early(form, floors)
        reason = reason or _open(form, floors) or _unjoined(form) or _unlike(form)
        if record.pages is not None:
            reason = reason or _half(record) or one_of_two(record, alike) or _too_heavy(record, alike)
        last = ends[id(record)]
        followed = last is not None and last.page in unbroken and last.page + 1 in begin
        if reason is None and not followed and at_foot(last, floors):
            others = [r for r in alike if not at_foot(ends[id(r)], floors)]
            reason = _headless(form) or _cut(form, record) or _other_period(form, record, words)
            reason = reason or _half_level(record, alike)
            reason = reason or _unfinished(record, others)
        add(record, reason)
    say_of_projects(goals)
    say_open_tables(found, floors, unbroken)


def _end(form: Form) -> End | None:
    """Where the form's last table ends; a project in a list of many ends before its table does."""
    return end_of(form.tables[-1], form.in_list) if form.tables else None


def _turned_early(form: Form, floors: dict[int, float]) -> Reason | None:
    """Why a table may be made of two: it goes on over a page end although its next row had had room on the page."""
    for table in () if form.in_list else form.tables:
        if (turned := turned_early(table, floors)) is not None:
            said = f"第{turned[0]}页的表没有到页末就转到第{turned[1]}页，中间可能缺页或接错；请对照原文核对"
            return Reason(code=AGAIN, message=said, page=turned[1])
    return None


def _promised(form: Form, record: Goal, words: Vocabulary) -> Reason | None:
    """Why the list may be missing whose heading, or whose head, the form ends with."""
    table = form.tables[-1] if form.tables else None
    if table is None or table.n_rows < 2 or not record.indicators:
        return None
    last = [c for c in table.row(table.n_rows - 1) if c.text]
    if not last or any(c.row < table.n_rows - 1 for c in last):
        return None
    texts = [key(c.text) for c in last]
    heads = len(last) > 2 and headed(table, table.n_rows - 1, record.kind, words) is not None
    heading = len(table.row(table.n_rows - 1)) == 1 and len(texts[0]) <= _HEADING and words.period(texts[0]) is not None
    if not heads and not heading:
        return None
    said = f"表末的“{last[0].text}”下面没有内容，后面可能缺页或没有接上；请对照原文核对"
    return Reason(code=CUT_SHORT, message=said, page=record.pages[1] if record.pages else None)


def _headless(form: Form) -> Reason | None:
    """Why the list may go on: its last row begins with a cell of which the text is on the page behind."""
    table = form.tables[-1]
    first = next((c.col for c in table.row(table.n_rows - 1) if c.text), 0)
    if all(c.col >= first for c in _blank(table, table.n_rows - 1)):
        return None
    said = "表末的行左边空着，写在后一页的内容没有读到，可能缺页或没有接上；请对照原文核对"
    return Reason(code=CUT_SHORT, message=said, page=form.pages[1] if form.pages else None)


def _open(form: Form, floors: dict[int, float]) -> Reason | None:
    """Why a page may be missing: no rule ends a cell of a page's last row, as one ends others, and nothing goes on. A
    blank one far over the foot of its page is the table's end."""
    for table in form.tables:
        for cell in table.cells:
            ends = cell.end_row < table.n_rows or table is form.tables[-1]
            if not (cell.open_foot and ends) and not (cell.open_top and cell.row > 0):
                continue
            page, box = cell.more[-1] if cell.more and cell.open_foot else (cell.page, cell.box)
            end = End(page, box.y1, box.height) if box is not None else None
            if cell.open_foot and not cell.text and page in floors and not at_foot(end, floors):
                continue
            said = f"第{page}页的表有一格在页边没有画线、没有完，另一页上没有接着的内容，可能缺页；请对照原文核对"
            return Reason(code=CUT_SHORT, message=said, page=page)
    return None


def _unlike(form: Form) -> Reason | None:
    """Why a cell may be made of two: what was printed across a page end does not stand on the other side."""
    cells = [cell for table in form.tables for cell in table.cells]
    line = next((line for cell in cells for line in cell.lines if line.unlike), None)
    if line is None:
        return None
    page = line.words[0].page
    said = f"第{page}页页边切开的“{line.passage.text}”在另一页上没有同样的字，中间可能缺页或接错；请对照原文核对"
    return Reason(code=AGAIN, message=said, page=page)


def _unjoined(form: Form) -> Reason | None:
    """Why rows may stand under a level that is not theirs: the last one of a page begins with a cell of which the text
    is on the next page."""
    tables = [] if form.in_list else form.tables
    ends = [(t, r, t.row(r + 1)) for t in tables for r, (a, b) in enumerate(pairwise(t.row_pages)) if a != b]
    ends += [(t, t.n_rows - 1, below.row(0)) for t, below in pairwise(tables) if t.end_page != below.page]
    for table, at, below in ends:
        first = next((c.col for c in table.row(at) if c.text and c.row == at), 0)
        if any(_goes_on(c, below) for c in _blank(table, at) if c.col < first):
            page = below[0].page
            said = f"第{page}页前面的一行左边空着，没有和这一页的格子接上，级别可能不对；请对照原文核对"
            return Reason(code=AGAIN, message=said, page=page)
    return None


def _blank(table: Table, row: int) -> list[Cell]:
    """The blank cells that end with a row in columns where all other cells have text."""
    out = []
    for blank in (c for c in table.row(row) if not c.text and c.end_row == row + 1 and c.rows <= _FEW):
        others = [c for c in table.cells if c.col == blank.col and c.cols == blank.cols and c is not blank]
        if len(others) > _FEW and all(c.text for c in others):
            out.append(blank)
    return out


def _goes_on(blank: Cell, below: list[Cell]) -> bool:
    """Whether a cell with text stands under a blank one at the head of the next page."""
    edge, box = settings.JOINS.edge, blank.box
    return box is not None and any(c.text and c.box is not None and abs(c.box.x0 - box.x0) < edge for c in below)


def _other_period(form: Form, record: Goal, words: Vocabulary) -> Reason | None:
    """Why the list of the year may be missing: the form has a goal of the year, and a list headed as the project's."""
    if not (isinstance(record, ProjectGoal) and record.goal_annual and record.goal_lifetime):
        return None
    rows = [table.row(r) for table in form.tables for r in range(table.n_rows)]
    heads = [key(row[0].text) for row in rows if len(row) == 1 and len(key(row[0].text)) <= _HEADING]
    if {period for head in heads if (period := words.period(head)) is not None} != {"lifetime"}:
        return None
    said = "有年度目标，到页末为止只有实施期的指标，年度指标可能缺页或没有接上；请对照原文核对"
    return Reason(code=CUT_SHORT, message=said, page=record.pages[1] if record.pages else None)


def _cut(form: Form, record: Goal) -> Reason | None:
    """Why the list may go on: a page end cut its last row."""
    name = (record.indicators[-1].level3 or "") if record.indicators else ""
    if form.in_list or not (is_cut(form.tables[-1]) or breaks_off(form.tables[-1], name)):
        return None
    said = "表末的行没有完，页末把它切断了，后面可能缺页或没有接上；请对照原文核对"
    return Reason(code=CUT_SHORT, message=said, page=record.pages[1] if record.pages else None)


def _half_level(record: Goal, others: Sequence[Goal]) -> Reason | None:
    """Why the last row may go on: others in the file call its level by the same words and more, or all end alike."""
    rows = [row for other in (record, *others) for row in other.indicators]
    last = rows[len(record.indicators) - 1] if record.indicators else None
    for name in ("level1", "level2") if last is not None else ():
        level = key(getattr(last, name) or "")
        said = {key(each) for row in rows if row is not last for each in (row.level1, row.level2) if each}
        more = any(each.startswith(level) for each in said) or _unlike_ends(level, record, name)
        if level and level not in said and more:
            said_so = f"表末的“{level}”像是没有写完，页末可能把它切断了，后面可能缺页或没有接上；请对照原文核对"
            return Reason(code=CUT_SHORT, message=said_so, page=record.pages[1] if record.pages else None)
    return None


def _unlike_ends(level: str, record: Goal, name: str) -> bool:
    """Whether all other levels of the record end with the same word (指标), and this one does not."""
    others = {key(each) for row in record.indicators[:-1] if (each := getattr(row, name))} - {level}
    ends = {each[-_WORD:] for each in others}
    return len(others) > 1 and len(ends) == 1 and not level.endswith(tuple(ends))


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
        return _without_effects(record, others)
    said = f"表到第{page}页页末为止，没有满意度指标，后面可能缺页或没有接上；请对照原文核对"
    return Reason(code=CUT_SHORT, message=said, page=page)


def _without_effects(record: Goal, others: Sequence[Any]) -> Reason | None:
    """Why a list that ends with outputs at the foot of a page may go on: all others in the file come to effects."""
    if not others or _has_effects(record) or not all(_has_effects(each) for each in others):
        return None
    page = record.pages[1] if record.pages else None
    said = f"表到第{page}页页末为止只有产出指标，别的表都有效益指标，后面可能缺页或没有接上；请对照原文核对"
    return Reason(code=CUT_SHORT, message=said, page=page)


def _weighed(record: Any) -> Decimal | None:
    """The sum of the weights, None where not all indicators have one; of two periods that which makes no whole."""
    weights = [(row.scope, number(row.weight)) for row in record.indicators if row.weight]
    if len(weights) < _WEIGHED or len(weights) < len(record.indicators):
        return None
    sums: dict[str, Decimal] = {}
    for scope, weight in weights:
        if weight is None:
            return None
        sums[scope] = sums.get(scope, Decimal(0)) + weight
    return next((total for total in sums.values() if total not in _WHOLE), max(sums.values()))


def _half(record: Goal) -> Reason | None:
    """Why the second of two lists may have been cut short: the other comes to its end, this one does not."""
    if not record.indicators:
        return None
    last = record.indicators[-1].scope
    ends = {scope: any(_ends(r) for r in record.indicators if r.scope == scope)
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


def _has_effects(record: Goal) -> bool:
    return any(name in f"{row.level1 or ''}{row.level2 or ''}" for row in record.indicators for name in EFFECT)


def _reaches_end(record: Goal) -> bool:
    return any(_ends(row) for row in record.indicators)


def _ends(row: Indicator) -> bool:
    """Whether the row is of satisfaction, by its levels, or its name is that of a degree of it."""
    return LAST in f"{row.level1 or ''}{row.level2 or ''}" or (row.level3 or "").endswith(_DEGREES)
