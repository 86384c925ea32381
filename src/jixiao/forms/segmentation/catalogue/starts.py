"""Where each project of a list begins: by its name, and where a name says nothing new, by what else a project has once.

A serial number, a code, a goal, an amount, a merged cell, the first level of indicators that comes again: two of them
begin a project whose name is that of the one before. A row with a name and no indicators, where all others have some,
names what its projects are of, if its money is theirs together or its name is a body's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from jixiao.evidence import Role
from jixiao.forms.content import is_amount, kinds_of
from jixiao.forms.levels import is_level
from jixiao.forms.said_pairs import KIND, closes, pairs_in
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue.apart import is_head_again, is_numbers, is_total, names_department
from jixiao.forms.segmentation.catalogue.claims import Head
from jixiao.forms.segmentation.catalogue.columns import NUMBER, number
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

SHARED = ("implementer", "department", "department_code")
"""What may be merged over several projects, or stand over them."""

# What a project has once; so many of them that begin anew begin a project of the same name.
_ONCE = re.compile(rf"{NUMBER}|project_code|goal.*|funds\.(.*total|initial|budget|executed)|total")
_WITNESSES = 2
# Of these a page end cuts none in two.
_PRINTED = re.compile(rf"{NUMBER}|project_code|funds\.(.*total|initial|budget|executed)|total")
# The rows of a project, of which serials that count rows have one each.
_A_PROJECT = 2
# Rounding of printed amounts.
_CLOSE = Decimal("0.05")


@dataclass(slots=True)
class Project:
    """The rows of a project, the cell over it that names whose it is, and texts under it that name nothing."""

    rows: list[int]
    over: Cell | None
    unread: list[Cell] = field(default_factory=list)


def projects_of(table: Table, head: Head, words: Vocabulary) -> tuple[list[Project], list[int]]:
    """The projects of the list in their order, and the rows that name what they are of, with their money together."""
    return _without_bodies(table, head, list(_cut(table, head, words)))


def _cut(table: Table, head: Head, words: Vocabulary) -> Iterator[Project]:
    rows: list[int] = []
    unread: list[Cell] = []
    over: Cell | None = None
    above: Cell | None = None
    said = ""
    for r in range(head.body, table.n_rows):
        row = table.written(r)
        if is_numbers(table, r) or is_head_again(table, r, head):
            for head_cell in row:
                head_cell.flat.claim(Role.LABEL)
            continue
        if rows and len(row) == 1 and head.kind == KIND and closes(row[0], words):
            rows.append(r)
            continue
        if len(row) == 1 and names_department(table, row[0], head, words):
            if head.kind == KIND and "org" not in kinds_of(pairs_in(row[0].flat, words)[0].text):
                row[0].flat.claim(Role.HEADING)  # of a section: 一、部门预算项目
                above = None
                continue
            above = row[0]
            unread.append(above)
            continue
        if is_total(table, r, head, words):
            for total in row:
                total.flat.claim(Role.HEADING)
            continue
        cell = table.at(r, head.name)
        named = cell is not None and cell.row == r and bool(cell.text)
        new = named and cell is not None and key(cell.text) != said
        if (new and not goes_on(table, r, head, words)) or (said and not new and _again(table, r, rows, head, words)):
            if rows:
                yield Project(rows, over)
            rows, over, unread = [], above, []
            said = key(cell.text) if cell is not None else said
        rows.append(r)
    if rows:
        yield Project(rows, over, [] if unread == [over] else unread)


def begins(table: Table, r: int, col: int, rows: list[int]) -> bool:
    """Whether something begins in the column that the project's rows so far do not say there."""
    cell = table.at(r, col)
    if cell is None or cell.row != r or not cell.text:
        return False
    before = [c for q in rows if (c := table.at(q, col)) is not None and c.text]
    return bool(before) and key(before[-1].text) != key(cell.text)


def _again(table: Table, r: int, rows: list[int], head: Head, words: Vocabulary) -> bool:
    """Whether a project of the same name as the one before begins in the row."""
    if not rows:
        return False
    pattern = _PRINTED if table.begins_page(r) else _ONCE
    once = [col for col, name in head.fields.items() if pattern.fullmatch(name) and not _counts_rows(table, head, col)]
    votes = sum(begins(table, r, col, rows) for col in once)
    if table.begins_page(r):
        return votes >= _WITNESSES
    cell, before = table.at(r, head.name), table.at(rows[-1], head.name)
    apart = cell is not None and before is not None and cell is not before and bool(cell.text)
    votes += apart and cell is not None and cell.row == r and (cell.rows > 1 or not _repeats(table, rows, head))
    votes += _first_again(table, r, rows, head, words)
    return votes >= _WITNESSES


def _counts_rows(table: Table, head: Head, col: int) -> bool:
    """Whether a serial number counts the rows and not the projects: it stands in each row, and names come again."""
    if head.fields[col] != NUMBER:
        return False
    names = [
        key(c.text) for r in range(head.body, table.n_rows) if (c := table.at(r, head.name)) is not None and c.text
    ]
    serials = {key(c.text) for c in table.cells if c.col == col and c.row >= head.body and c.text}
    runs = sum(a != b for a, b in pairwise(names)) + 1
    return len(serials) >= len(names) - 1 > 1 and runs * _A_PROJECT <= len(names)


def _repeats(table: Table, rows: list[int], head: Head) -> bool:
    """Whether the name is printed in each row of its project."""
    return sum((c := table.at(r, head.name)) is not None and c.row == r and bool(c.text) for r in rows) > 1


def _first_again(table: Table, r: int, rows: list[int], head: Head, words: Vocabulary) -> bool:
    """Whether the level with which the project began comes again, after another one."""
    cells = [table.at(q, head.left) for q in (*rows, r)]
    said = [key(c.text) if c is not None and is_level(c.text, words) else "" for c in cells]
    before = [text for text in said[:-1] if text]
    own = cells[-1]
    here = own is not None and own.row == r and bool(said[-1])
    return here and bool(before) and before[0] == said[-1] != before[-1]


def _without_bodies(table: Table, head: Head, found: list[Project]) -> tuple[list[Project], list[int]]:
    """The projects, without the rows that only say whose they are; those stand over the projects that follow."""
    empty = [_is_empty(table, head, one) for one in found]
    if not any(empty) or all(empty):
        return found, []
    out: list[Project] = []
    bodies: list[int] = []
    body: Cell | None = None
    for i, one in enumerate(found):
        if empty[i]:
            end = next((j for j in range(i + 1, len(found)) if empty[j]), len(found))
            cell = table.at(one.rows[0], head.name)
            if cell is not None and _is_body(table, head, one, found[i + 1 : end], cell):
                body = cell
                bodies.append(one.rows[0])
                for r in one.rows:
                    for other in table.written(r):
                        other.flat.claim(Role.HEADING)
                continue
        out.append(Project(one.rows, one.over or body, one.unread))
    return out, bodies


def _is_empty(table: Table, head: Head, one: Project) -> bool:
    """Whether the rows say neither an indicator nor a goal."""
    goals = [col for col, name in head.fields.items() if name.startswith("goal")]
    cells = [c for r in one.rows for c in table.row(r) if c.text]
    return not any(c.col >= head.left or c.col in goals for c in cells)


def _is_body(table: Table, head: Head, one: Project, its: list[Project], cell: Cell) -> bool:
    """Whether the row stands over projects: its money is theirs together, or it is called as a body is or says no more
    than its name."""
    money = [col for col, name in head.fields.items() if name.endswith((".total", ".budget"))]
    own, parts = _amount(table, one, money), [_amount(table, other, money) for other in its]
    if own is not None and its and None not in parts:
        together = sum(part for part in parts if part is not None)
        if abs(own - together) <= _CLOSE * len(its):
            return True
    return "org" in kinds_of(cell.text) or (bool(its) and len(one.rows) == 1 and len(table.written(one.rows[0])) < 2)


def _amount(table: Table, one: Project, cols: list[int]) -> Decimal | None:
    """The project's total, None where it has not one."""
    cells = {id(c): c for r in one.rows for col in cols if (c := table.at(r, col)) is not None and c.text}
    said = {key(c.text) for c in cells.values()}
    return number(next(iter(said))) if len(said) == 1 and all(map(is_amount, said)) else None


def goes_on(table: Table, r: int, head: Head, words: Vocabulary) -> bool:
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
