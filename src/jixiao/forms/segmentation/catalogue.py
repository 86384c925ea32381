"""A table of many projects cut into a table each: at the left a project's merged cells, at the right its indicators.

That a table is such a list is told by its shape: names of levels begin again and again, and each time cells begin at
their left, under heads that stand in one row with those of the indicators. A known label of the projects' names alone
tells it too. Rows that belong to no project - the numbers of the columns, a head printed again, a department over its
projects, a total - are told by what stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from jixiao.evidence import Passage, Role
from jixiao.forms.content import is_amount, numbers_columns
from jixiao.forms.levels import is_level
from jixiao.forms.model import Leads
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue_claims import Head, claims
from jixiao.forms.segmentation.catalogue_columns import indicators_from, lead_fields
from jixiao.forms.segmentation.catalogue_order import leads_first
from jixiao.forms.segmentation.catalogue_rows import with_head
from jixiao.forms.segmentation.periodic import may_head
from jixiao.forms.segmentation.split import title_over
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell, Table
from jixiao.text import key

_LEVELS = ("level1", "level2", "level3", "level12")
SHARED = ("implementer", "department", "department_code")
"""What may be merged over several projects, or stand over them."""


@dataclass(slots=True)
class Listed:
    """One project of a list: its table with the heads, the title over the list, and how the list is laid out.

    `reasons` say why it may not be whole.
    """

    table: Table
    title: Passage | None
    leads: Leads | None
    reasons: list[Reason]


def listed_forms(table: Table, words: Vocabulary) -> list[Listed]:
    """A table for each project of a list, with the rows over the list; none where the table is no such list.

    Where the list has no indicators each table is heads over one row of values, and `leads` is None.
    """
    found, given = _first_levels(table, words), table
    if found is not None:
        table = leads_first(table, *found, words)
        found = found if table is given else _first_levels(table, words)
    head = _head(table, *found, words) if found is not None else _bare_head(table, words)
    if head is None:
        return []
    groups = list(_groups(table, head, words))
    if not groups:
        return []
    title = title_over(table, head.top, words)
    out = []
    said = claims(table, head, [rows for rows, _ in groups], _totals(table, head, words), words)
    for (rows, over), reasons in zip(groups, said, strict=True):
        down = 0 if over is None else 1
        leads = Leads(head.top + down, head.body + down, head.left, head.fields) if head.left < table.n_cols else None
        out.append(Listed(with_head(table, head, rows, over), title, leads, reasons))
    return out


def _bare_head(table: Table, words: Vocabulary) -> Head | None:
    """The head of a list of projects and their goals without indicators: names and goals in columns of known heads,
    and in each row below a name of its own."""
    for r in range(min(settings.LISTED.top, table.n_rows - 2)):
        cells = table.written(r)
        names = [c for c in cells if words.opens("project_goal", c.text, [o.text for o in cells])]
        terms = {term.field for c in cells if (term := words.term("project_goal", c.text)) is not None}
        if len(names) != 1 or "goal_annual" not in terms:
            continue
        head = Head(r, max(c.end_row for c in cells), table.n_cols, cells, names[0].col)
        body = [b for b in range(head.body, table.n_rows) if not _apart(table, b, head, words)]
        said = [key(c.text) for b in body if (c := table.at(b, head.name)) is not None and c.row == b and c.text]
        if len(said) > 1 and len(set(said)) >= settings.LISTED.most * len(body):
            head.fields = {**lead_fields(table, cells, body, words), head.name: "project_name"}
            return head
    return None


def _head(table: Table, first: int, left: int, words: Vocabulary) -> Head | None:
    """The head of a list of projects whose levels begin in that row and column, None where the table has none."""
    bottom = first - 1
    while bottom > 0 and _between(table, bottom, left, words):
        bottom -= 1
    if first - 1 - bottom > settings.LISTED.near:
        return None
    head = _heads_of(table, bottom, left, words)
    if head is None:
        return None
    known = [c for c in head.leads if words.opens("project_goal", c.text, [o.text for o in head.leads])]
    body = [r for r in range(head.body, table.n_rows) if not _apart(table, r, head, words)]
    head.fields = lead_fields(table, head.leads, body, words)
    named = [col for col, name in head.fields.items() if name == "project_name"]
    if known:
        head.name = known[0].col
    elif named and _comes_again(table, head, named[0], body, words):
        head.name = named[0]
    else:
        return None
    head.fields[head.name] = "project_name"
    return head


def _first_levels(table: Table, words: Vocabulary) -> tuple[int, int] | None:
    """The first row with a name of a level under a head of one, and the column where the levels begin."""
    for r in range(1, min(settings.LISTED.top, table.n_rows)):
        cells = table.written(r)
        level = next((c for c in cells if is_level(c.text, words)), None)
        if level is not None:
            return r, indicators_from(table, r, level.col, words)
    for r in range(min(settings.LISTED.top, table.n_rows - 1)):
        cells = table.written(r)
        level = next((c for c in cells if words.column("indicators", c.text) in _LEVELS), None)
        if level is not None and len(cells) >= settings.LISTED.columns:
            return level.end_row, indicators_from(table, level.end_row, level.col, words)
    return None


def _heads_of(table: Table, bottom: int, left: int, words: Vocabulary) -> Head | None:
    """The rows of heads that end with row `bottom`: short texts all, some of them left of the indicators' first."""
    cells = table.row(bottom)
    body, top = bottom + 1, min((c.row for c in cells if c.text), default=bottom)
    if top == bottom and bottom > 0 and _spans(table, bottom):
        top = min(c.row for c in table.row(bottom - 1) if c.end_row >= bottom)
    if any(not c.text and c.row == bottom and c.col >= left for c in cells) and len(cells) < settings.LISTED.columns:
        return None
    written = [c for c in cells if c.text]
    leads = [c for c in written if c.end_col <= left and c.end_row == body]
    right = [c for c in written if c.col >= left]
    plain = may_head(written, words)
    if not leads or len(right) < 2 or len(leads) + len(right) < settings.LISTED.columns or not plain:
        return None
    return Head(top, body, left, leads)


def _spans(table: Table, r: int) -> bool:
    """Whether row r divides heads over it: a cell over it spans several of its cells and ends where it begins."""
    over = [c for c in table.row(r - 1) if c.end_row == r and c.cols > 1 and c.text and c.cols < table.n_cols]
    inside = [sum(o.col <= c.col and c.end_col <= o.end_col for c in table.row(r) if c.row == r) for o in over]
    return any(n > 1 for n in inside)


def _between(table: Table, r: int, left: int, words: Vocabulary) -> bool:
    """Whether row r stands between heads and projects: it numbers the columns, names a department, or is a total."""
    row = [c for c in table.row(r) if c.text]
    if _numbers_columns(table, r) or not row:
        return True
    level = table.at(r, left)
    if level is not None and not level.text and len(row) > 1:
        return True  # a project over its indicators, each level in a row of its own
    if words.is_total(row[0].text) and row[0].row == r:
        return True
    return len(row) == 1 and row[0].row == r and not is_level(row[0].text, words)


def _apart(table: Table, r: int, head: Head, words: Vocabulary) -> bool:
    """Whether row r, below the heads, belongs to no project."""
    row = table.written(r)
    again = [key(c.text) for c in table.row(r)] == [key(c.text) for c in table.row(head.body - 1)]
    if again or _numbers_columns(table, r) or _is_total(table, r, head, words):
        return True
    return len(row) == 1 and _names_department(table, row[0], head, words)


def _comes_again(table: Table, head: Head, name: int, body: list[int], words: Vocabulary) -> bool:
    """Whether projects begin where levels begin again: the second one's name stands beside the list's first level.

    A name that a page end cuts begins beside none.
    """
    said = [(r, key(c.text)) for r in body if (c := table.at(r, name)) is not None and c.row == r and c.text]
    again = {r for (_, before), (r, own) in pairwise(said) if before == own}  # the same project, named in each row
    starts = [r for r, _ in said if r not in again]
    ends = [*starts[1:], table.n_rows]
    cols = range(head.left, table.n_cols)
    col = next((c for c in cols if starts and is_level(_first_said(table, starts[0], ends[0], c), words)), head.left)
    firsts = [_first_said(table, r, end, col) for r, end in zip(starts, ends, strict=True)]
    levels = [text for text in firsts if is_level(text, words)]
    often = len(levels) >= settings.LISTED.begun * len(starts)
    return len(starts) > 1 and often and levels.count(levels[0]) > 0.5 * len(starts)


def _first_said(table: Table, start: int, end: int, col: int) -> str:
    """The first text that begins in the column within the rows, "" where there is none."""
    cells = (c for r in range(start, end) if (c := table.at(r, col)) is not None and c.row == r)
    return next((key(c.text) for c in cells if c.text), "")


def _numbers_columns(table: Table, r: int) -> bool:
    return numbers_columns([c.text for c in table.row(r) if c.row == r], settings.LISTED.columns)


def _groups(table: Table, head: Head, words: Vocabulary) -> Iterator[tuple[list[int], int | None]]:
    """The rows of each project, and the row over it that names its department."""
    printed = [key(c.text) for c in table.row(head.body - 1)]
    rows: list[int] = []
    over: int | None = None
    above: int | None = None
    said = ""
    for r in range(head.body, table.n_rows):
        row = table.written(r)
        if _numbers_columns(table, r) or [key(c.text) for c in table.row(r)] == printed:
            for head_cell in row:
                head_cell.flat.claim(Role.LABEL)
            continue
        if len(row) == 1 and _names_department(table, row[0], head, words):
            above = r
            continue
        if _is_total(table, r, head, words):
            for total in row:
                total.flat.claim(Role.HEADING)
            continue
        cell = table.at(r, head.name)
        if (
            cell is not None
            and cell.row == r
            and cell.text
            and key(cell.text) != said
            and not _goes_on(table, r, head, words)
        ):
            if rows:
                yield rows, over
            rows, over, said = [], above, key(cell.text)
        rows.append(r)
    if rows:
        yield rows, over


def _totals(table: Table, head: Head, words: Vocabulary) -> list[int]:
    """The rows that give the total of the list."""
    return [r for r in range(head.body, table.n_rows) if _is_total(table, r, head, words)]


def _is_total(table: Table, r: int, head: Head, words: Vocabulary) -> bool:
    """Whether the row gives a total over the projects: it says so at the left, and no indicator stands in it."""
    row = table.written(r)
    if not row or not any(words.is_total(c.text) for c in row if c.end_col <= head.left):
        return False
    return all(c.end_col <= head.left or is_amount(c.text) for c in row)


def _names_department(table: Table, cell: Cell, head: Head, words: Vocabulary) -> bool:
    """Whether a text alone in its row stands over projects: across the list, or at the left with nothing beside it."""
    if is_level(cell.text, words) or words.is_total(cell.text):
        return False
    across = cell.col <= max(c.col for c in head.leads) and cell.end_col > head.left
    beside = [table.at(cell.row, c) for c in range(head.left, table.n_cols)]
    alone = cell.end_col <= head.left and cell.rows == 1 and all(c is None or not c.text for c in beside)
    return across or alone


def _goes_on(table: Table, r: int, head: Head, words: Vocabulary) -> bool:
    """Whether the first row of a page goes on with the project before it, though something stands under the names."""
    if r == head.body or not table.begins_page(r):
        return False
    own = [c.col for c in head.leads if head.fields.get(c.col) not in SHARED and c.col != head.name]
    cells = [(table.at(r, col), table.at(r - 1, col)) for col in own]
    if any(here is not None and here is before for here, before in cells):
        return True  # a cell of the project itself reaches over the page end
    level, before = table.at(r, head.left), table.at(r - 1, head.left)
    if level is not None and level is before:
        return True
    short = [here for here, _ in cells if here is not None and here.text and len(here.text) <= settings.LISTED.short]
    if short or level is None or not is_level(level.text, words):
        return not short
    return before is not None and key(level.text) == key(before.text)
