"""The heads of a list of projects: which rows they are, where the indicators begin, and what each column before them
holds."""

from __future__ import annotations

from jixiao.forms.levels import is_level, says_levels
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue.apart import is_apart, is_numbers
from jixiao.forms.segmentation.catalogue.claims import Head
from jixiao.forms.segmentation.catalogue.columns import indicators_from, lead_fields, written_in
from jixiao.forms.segmentation.catalogue.evaluated import KIND as RESULTS
from jixiao.forms.segmentation.catalogue.evaluated import names_body, names_project, result_fields, tells_results
from jixiao.forms.segmentation.catalogue.naming import is_name, name_column
from jixiao.forms.segmentation.catalogue.panels import Sides
from jixiao.forms.segmentation.periodic import may_head
from jixiao.forms.segmentation.split import opens_form
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

_LEVELS = ("level1", "level2", "level3", "level12")
# So many projects make a list of them, and so much is said of each beside its indicators.
_SEVERAL = 2
_GOALS = ("goal_annual", "goal_lifetime", "goal")


def bare_head(table: Table, words: Vocabulary) -> Head | None:
    """The head of a list of projects and their goals without indicators: names and goals in columns of known heads,
    and in each row below a name of its own."""
    for r in range(min(settings.LISTED.top, table.n_rows - 2)):
        cells = table.written(r)
        names = [c for c in cells if words.opens("project_goal", c.text, [o.text for o in cells])]
        terms = {term.field for c in cells if (term := words.term("project_goal", c.text)) is not None}
        if len(names) != 1 or terms.isdisjoint(_GOALS):
            continue
        head = Head(r, max(c.end_row for c in cells), table.n_cols, cells, names[0].col)
        body = [b for b in range(head.body, table.n_rows) if not is_apart(table, b, head, words)]
        said = [key(c.text) for b in body if (c := table.at(b, head.name)) is not None and c.row == b and c.text]
        if len(said) > 1 and len(set(said)) >= settings.LISTED.most * len(body):
            head.fields = {**lead_fields(table, cells, body, words), head.name: "project_name"}
            return head
    return None


def stated_head(table: Table, words: Vocabulary, kind: str = "project_goal") -> Head | None:
    """The head of a list that has a row a project, told by its last column of texts: each says its project's indicators
    with their levels."""
    rows = [r for r in range(table.n_rows) if any(says_levels(c.text, words) for c in table.written(r))]
    if len(rows) < _SEVERAL or rows[0] == 0 or rows[0] > settings.LISTED.top:
        return None
    cells = table.written(rows[0] - 1)
    said = {c.col for r in rows for c in table.written(r) if says_levels(c.text, words)}
    leads = [c for c in cells if c.col not in said]
    if len(said) != 1 or len(leads) < _SEVERAL or not may_head(cells, words):
        return None
    head = Head(min(c.row for c in cells), rows[0], table.n_cols, leads, kind=kind)
    body = [b for b in range(head.body, table.n_rows) if not is_apart(table, b, head, words)]
    return _named(table, head, words) if len(rows) >= settings.LISTED.most * len(body) else None


def head_of(table: Table, first: int, left: int, words: Vocabulary, kind: str = "project_goal") -> Head | None:
    """The head of a list of projects whose levels begin in that row and column, None where the table has none."""
    bottom = first - 1
    while bottom > 0 and _between(table, bottom, left, words):
        bottom -= 1
    if first - 1 - bottom > settings.LISTED.near:
        return None
    head = _heads_of(table, bottom, left, words)
    if head is None:
        return None
    head.kind = kind
    return _named(table, head, words)


def side_head(table: Table, sides: Sides, words: Vocabulary) -> Head | None:
    """The head of a list whose indicators stand in groups side by side, None where it names no projects."""
    left = sides.panels[0].start
    leads = _leads(table, sides.top, sides.body, left)
    head = Head(sides.top, sides.body, left, leads, panels=sides.panels)
    return _named(table, head, words) if leads else None


def result_head(table: Table, words: Vocabulary) -> Head | None:
    """The head of a list of what became of projects, one a row: names, and at least two of points, a grade, an
    outcome and what was spent, in columns whose cells are such."""
    for r in range(min(settings.LISTED.top, table.n_rows - 1)):
        cells = table.written(r)
        names, name = [c for c in cells if names_project(c.text, words)], "project_name"
        if not names:
            under = range(max(c.end_row for c in cells), table.n_rows) if cells else ()
            names = [c for c in cells if names_body(c.text, words, written_in(table, c.col, under))]
            name = "department"
        if len(names) != 1 or len(cells) < settings.LISTED.columns or not may_head(cells, words):
            continue
        top, body = min(c.row for c in cells), max(c.end_row for c in cells)
        head = Head(top, body, table.n_cols, _leads(table, top, body, table.n_cols), names[0].col, kind=RESULTS)
        rows = [b for b in range(body, table.n_rows) if not is_apart(table, b, head, words)]
        said = [c for b in rows if (c := table.at(b, head.name)) is not None and c.row == b and c.text]
        if len(said) >= settings.LISTED.most * len(rows) > 0 and tells_results(table, head.leads, top, rows, words):
            found = _fields(table, head, rows, words)
            if name == "department":  # none of a list of bodies has the name of a project
                found = {col: said for col, said in found.items() if said != "project_name"}
            head.fields = {**found, head.name: name}
            return head
    return None


def _fields(table: Table, head: Head, body: list[int], words: Vocabulary) -> dict[int, str]:
    if head.kind == RESULTS:
        return result_fields(table, head.leads, head.top, body, words)
    return lead_fields(table, head.leads, body, words)


def _named(table: Table, head: Head, words: Vocabulary) -> Head | None:
    """The head with what its columns hold, None where none of them names the projects."""
    body = [r for r in range(head.body, table.n_rows) if not is_apart(table, r, head, words)]
    head.fields = _fields(table, head, body, words)
    name = name_column(table, head, body, words)
    known = name is not None and any(is_name(c, head, words) for c in head.leads)
    if name is None or (not known and any(opens_form(table, r, words) for r in range(head.top))):
        return None  # a form that says itself what project it is of
    head.name, head.sure = name.col, name.sure
    for col in [c for c, field in head.fields.items() if field == "project_name"]:
        del head.fields[col]
    over = next(c.text for c in head.leads if c.col == name.col)
    bodies = head.kind == RESULTS and names_body(over, words) and not names_project(over, words)
    head.fields[name.col] = "department" if bodies else "project_name"
    return head


def first_levels(table: Table, words: Vocabulary) -> tuple[int, int] | None:
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
    leads = _leads(table, top, body, left)
    right = [c for c in written if c.col >= left]
    plain = may_head([*leads, *written], words)
    if not leads or len(right) < 2 or len(leads) + len(right) < settings.LISTED.columns or not plain:
        return None
    return Head(top, body, left, leads)


def _leads(table: Table, top: int, body: int, left: int) -> list[Cell]:
    """The lowest cells with a text over the columns before the indicators; under them nothing but blank cells."""
    found: dict[int, Cell] = {}
    for r in range(top, body):
        found |= {c.col: c for c in table.row(r) if c.text and c.row >= top and c.end_col <= left and c.end_row <= body}
    return [found[col] for col in sorted(found)]


def _spans(table: Table, r: int) -> bool:
    """Whether row r divides heads over it: a cell over it spans several of its cells and ends where it begins."""
    over = [c for c in table.row(r - 1) if c.end_row == r and c.cols > 1 and c.text and c.cols < table.n_cols]
    inside = [sum(o.col <= c.col and c.end_col <= o.end_col for c in table.row(r) if c.row == r) for o in over]
    return any(n > 1 for n in inside)


def _between(table: Table, r: int, left: int, words: Vocabulary) -> bool:
    """Whether row r stands between heads and projects: it numbers the columns, names a department, or is a total."""
    row = [c for c in table.row(r) if c.text]
    if is_numbers(table, r) or not row:
        return True
    level = table.at(r, left)
    if level is not None and not level.text and len(row) > 1:
        return True  # a project over its indicators, each level in a row of its own
    if words.is_total(row[0].text) and row[0].row == r:
        return True
    return len(row) == 1 and row[0].row == r and not is_level(row[0].text, words)
