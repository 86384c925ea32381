"""Where forms begin, as the network of cells sees it: forms one under the other in what was cut as one, and forms
whose titles and labels nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from jixiao.fields.cells.account import Account, accounts_of, is_asked
from jixiao.fields.cells.roles import AT
from jixiao.forms.model import Form
from jixiao.forms.segmentation.headings import called_in
from jixiao.forms.segmentation.split import part_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

_PROJECT, _DEPARTMENT = "project_goal", "department_goal"
# What only a department says of itself.
_OF_A_DEPARTMENT = (_DEPARTMENT, "department_narrative")
_OF_DEPARTMENT = ("duties", "core_functions", "strategic_goal", "affiliates", "budget.basic", "tasks.function")
# A table that nobody knows is a form where so many indicators with targets are told in it.
_LEAST = 3
_TITLED = 0.5
# The number of a table of the form, and a row of it.
Place = tuple[int, int]


def told_forms(forms: Sequence[Form], words: Vocabulary, asking: bool = False) -> list[tuple[Form, Account | None]]:
    """The forms of a file, each with what the network says of it where it is a goal form: those that stand in one
    apart, and those found in tables that nobody knows. Where a model is to be asked (`asking`), it says what these are.
    """
    asked = [form for form in forms if is_asked(form, unknown=not asking)]
    told = dict(zip(map(id, asked), accounts_of(asked), strict=True))
    told |= _of_projects([form for form in asked if form.kind == _DEPARTMENT], told, words)
    told |= _named([(form, told[id(form)]) for form in asked if form.kind is None])
    out: list[tuple[Form, Account | None]] = []
    for form in forms:
        said = told.get(id(form))
        starts = _starts(form, said) if said is not None and form.kind == _PROJECT and not form.in_list else []
        parts = _parts(form, starts, said, words) if said is not None and starts else []
        out += zip(parts, accounts_of(parts), strict=True) if parts else [(form, said if form.kind else None)]
    return out


def _of_projects(forms: Sequence[Form], before: dict[int, Account], words: Vocabulary) -> dict[int, Account]:
    """What the network says of forms that only a body's label made a department's: read as a project's it is sure of
    its name, and of nothing that a department says of itself. Their kind is a project's then."""
    open_ = [form for form in forms if not form.title or words.title_kind(form.title.text) not in _OF_A_DEPARTMENT]
    for form in open_:
        form.kind = _PROJECT
    out: dict[int, Account] = {}
    for form, said in zip(open_, accounts_of(open_), strict=True):
        own = any(True for role in _OF_DEPARTMENT for _ in _sure(form, said, role))
        if not own and any(True for _ in _sure(form, said, "project_name")):
            out[id(form)] = said
        else:
            form.kind = _DEPARTMENT
            before[id(form)].tell(form)
    return out


def _sure(form: Form, told: Account, role: str) -> Iterator[tuple[int, Cell]]:
    """The cells of the tables of which the network is sure that they have the role, with the number of the table."""
    sure, at = told.surely(role), told.grid.at
    for number, table in enumerate(form.tables):
        found = [cell for cell in table.cells if at[id(cell)] in sure and cell.text] if sure else []
        for cell in sorted(found, key=lambda c: (c.row, c.col)):
            yield number, cell


def _named(forms: Sequence[tuple[Form, Account]]) -> dict[int, Account]:
    """What the network says of tables that nobody knows and that hold lists of indicators with targets: as a project's,
    where it is sure of its name, or as a department's, where it is surer of its cells so, and of what only one says."""
    listed = [(form, said) for form, said in forms if _lists(form, said)]
    for form, _ in listed:
        form.kind = _DEPARTMENT
    out: dict[int, Account] = {}
    for (form, said), other in zip(listed, accounts_of([form for form, _ in listed]), strict=True):
        own = any(True for role in _OF_DEPARTMENT for _ in _sure(form, other, role))
        if own and other.likely.max(axis=1).mean() > said.likely.max(axis=1).mean():
            out[id(form)] = other
        else:
            said.tell(form)
            form.kind = _PROJECT if any(True for _ in _sure(form, said, "project_name")) else None
    return out


def _lists(form: Form, told: Account) -> bool:
    """Whether the form holds a list of indicators with targets."""
    valued = {(n, r) for n, cell in _sure(form, told, "value") for r in range(cell.row, cell.end_row)}
    return sum((n, cell.row) in valued for n, cell in _sure(form, told, "level3")) >= _LEAST


def _starts(form: Form, told: Account) -> list[Place]:
    """Where further projects begin: another name stands under the list of the one before and over one of its own."""
    items = [(n, cell.row, cell.end_row) for n, cell in _sure(form, told, "level3")]
    listed = {(n, r) for n, first, end in items for r in range(first, end)}
    ends = [(n, end) for n, _, end in items]
    names = [(n, cell) for n, cell in _sure(form, told, "project_name") if (n, cell.row) not in listed]
    out: list[Place] = []
    top, first = (0, 0), names[0] if names else None
    for (n, before), (number, cell) in pairwise(names):
        over = [end for end in ends if (n, before.row) < end <= (number, cell.row)]
        if first is not None and key(before.text) != key(cell.text) and over and max(ends) > (number, cell.row):
            lead = _lead(form.tables[n], top[1], first[1].row, told) if (n, n) == (top[0], first[0]) else 0
            top, first = _first_row(form, told, max(over), (number, cell.row), lead), (number, cell)
            out.append(top)
    return out


def _lead(table: Table, top: int, name: int, told: Account) -> int:
    """How many rows stand between the title of a form that begins in row `top`, where it has one, and its name."""
    return name - max((r + 1 for r in range(top, name) if _title_in(table, r, told) is not None), default=top)


def _first_row(form: Form, told: Account, end: Place, name: Place, lead: int) -> Place:
    """The first row of a form that is named in row `name`, where the list before ended in row `end`: that of its title,
    or so many rows over the name as the form before had (`lead`)."""
    number, row = name
    least = end[1] if end[0] == number else 0
    titles = [r for r in range(least, row) if _title_in(form.tables[number], r, told) is not None]
    return number, titles[0] if titles else max(least, row - lead)


def _title_in(table: Table, row: int, told: Account) -> Cell | None:
    """The cell of the row that is likelier a title than not."""
    return next((c for c in table.written(row) if told.likely[told.grid.at[id(c)], AT["title"]] >= _TITLED), None)


def _parts(form: Form, starts: list[Place], told: Account, words: Vocabulary) -> list[Form]:
    """The form cut at the places; a part without a title of its own stands under that of the first."""
    out = []
    for begin, end in pairwise([(0, 0), *starts, (len(form.tables), 0)]):
        tables = [t for n, table in enumerate(form.tables) if (t := _within(table, n, begin, end)) is not None]
        part = Form(form.kind, form.title, form.heading, form.lead, tables, reasons=list(form.reasons))
        if begin > (0, 0):
            cell = _title_in(form.tables[begin[0]], begin[1], told)
            title = cell.flat if cell is not None else called_in(tables[0], words)
            if title is not None:
                part.title, part.heading, part.lead = title, [], []
        out.append(part)
    out[-1].notes = form.notes
    return out


def _within(table: Table, number: int, begin: Place, end: Place) -> Table | None:
    """The rows of the table between the places, None where it has none there."""
    first = begin[1] if number == begin[0] else 0 if number > begin[0] else table.n_rows
    stop = end[1] if number == end[0] else table.n_rows if number < end[0] else 0
    if first >= stop:
        return None
    return table if (first, stop) == (0, table.n_rows) else part_of(table, first, stop)
