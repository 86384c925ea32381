"""Lists of projects whose names do not stand beside their indicators. In one kind a project has a row, its indicators
stand under the names of their levels (数量 under 产出), each cell saying one or several; it becomes a table of its own,
its labels with its values, then a row a level. In the other a row across the list names the project (项目名称：…), its
indicators stand in the rows below."""

from __future__ import annotations

import re
from itertools import pairwise

from jixiao.evidence import Passage, Role
from jixiao.forms.content import level_names, numbers_columns
from jixiao.forms.model import Leads
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue import Listed
from jixiao.forms.segmentation.catalogue_claims import Head, claims
from jixiao.forms.segmentation.catalogue_columns import heads_indicators, lead_fields
from jixiao.forms.segmentation.catalogue_rows import taken_rows
from jixiao.forms.segmentation.split import title_over
from jixiao.forms.segmentation.written import label_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# So many levels stand side by side at least, the share of a row's cells under them that say an indicator with its
# target, and of the rows that do.
_LEVELS, _SAYING, _ROWS = 3, 0.8, 0.5
_SAYS = re.compile(r"[:：].*\S")
_COLUMNS = 4


def matrix_forms(table: Table, words: Vocabulary) -> list[Listed]:
    """The projects of such a list, each with the rows over the list; none where the table is no such list.

    A row that is none of a project's is a reason with the project over it, but for totals and numbers of columns.
    """
    for r in range(1, min(settings.LISTED.top, table.n_rows - 1)):
        lower = table.written(r)
        named = [c for c in lower if "level2" in level_names(key(c.text))]
        if len(named) < _LEVELS:
            continue
        left = named[0].col
        if any(c.col >= left and c not in named for c in lower):
            return []
        upper = [table.at(r - 1, c.col) for c in named]
        leads = [c for c in table.row(r) if c.text and c.end_col <= left and c.end_row == r + 1]
        tops = [c for c in upper if c is not None and "level1" in level_names(key(c.text))]
        saying = [b for b in range(r + 1, table.n_rows) if _is_project(table, b, leads, named)]
        fields = lead_fields(table, leads, saying, words)
        if len(tops) < len(named) or "project_name" not in fields.values():
            return []
        top = min(c.row for c in (*leads, *tops))
        head = Head(top, r + 1, left, leads, next(c for c, name in fields.items() if name == "project_name"), fields)
        body, totals, over = _rows(table, head, words)
        if len(saying) < _ROWS * len(body):
            return []
        title = title_over(table, top, words)
        levels = list(zip(tops, named, strict=True))
        reasons = claims(table, head, [[b] for b in body], totals, words)
        return [
            _project(table, b, head, levels, title, [*said, *_unread(table, over.get(b, []))])
            for b, said in zip(body, reasons, strict=True)
        ]
    return []


def banded_forms(table: Table, words: Vocabulary) -> list[Listed]:
    """The projects of a list each of which a row across it names, with the rows over the list and its heads; what else
    stands across the list right under a name is the project's too. None where the table is no such list."""
    heads = (
        r
        for r in range(min(settings.LISTED.top, table.n_rows - 1))
        if heads_indicators([c.text for c in table.written(r)], words)
    )
    head = next(heads, None)
    if head is None:
        return []
    top = min(c.row for c in table.written(head))
    printed = [key(c.text) for c in table.row(head)]
    body = [r for r in range(head + 1, table.n_rows) if table.written(r)]
    starts = [r for r in body if _names(table, r, words)]
    if not starts or starts[0] != body[0]:
        return []
    title = title_over(table, top, words)
    out = []
    for start, end in pairwise([*starts, table.n_rows]):
        across = next((r for r in range(start, end) if not _stands_over(table, r)), end)
        again = [r for r in range(across, end) if [key(c.text) for c in table.row(r)] == printed]
        for r in again:
            _claim(table.written(r), Role.LABEL)
        order = [*range(top), *range(start, across), *range(top, head + 1)]
        leads = Leads(len(order) - (head + 1 - top), len(order), 0, {})
        rows = [r for r in range(across, end) if r not in again]
        out.append(Listed(taken_rows(table, [*order, *rows]), title, leads, []))
    return out


def _across(table: Table, row: int) -> Cell | None:
    """The cell alone in its row that reaches over the table."""
    cells = table.written(row)
    alone = len(cells) == 1 and cells[0].row == row and cells[0].cols >= settings.TITLES.wide * table.n_cols
    return cells[0] if alone else None


def _stands_over(table: Table, row: int) -> bool:
    """Whether the row is none of the list's: one text over the table, or labels with their values in a cell each."""
    said = table.written(row)
    pairs = len(said) > 1 and all(c.row == row and label_of(c.flat)[2] for c in said)
    return pairs or _across(table, row) is not None


def _names(table: Table, row: int, words: Vocabulary) -> bool:
    """Whether the row says no more than the name of a project, behind its label, and what else can be said of it so."""
    if not _stands_over(table, row):
        return False
    _, label, value = label_of(table.written(row)[0].flat)
    return bool(value) and words.opens("project_goal", label.text, [])


def _rows(table: Table, head: Head, words: Vocabulary) -> tuple[list[int], list[int], dict[int, list[int]]]:
    """The rows of projects, those of totals, and the rows that are neither, by that of the project over them (of the
    first, where none is)."""
    body: list[int] = []
    totals: list[int] = []
    others: list[int] = []
    for r in range(head.body, table.n_rows):
        row = table.written(r)
        name = table.at(r, head.name)
        if numbers_columns([c.text for c in row], _COLUMNS):
            _claim(row, Role.LABEL)
        elif any(words.is_total(c.text) for c in row if c.end_col <= head.left):
            totals.append(r)
            _claim(row, Role.HEADING)
        elif name is not None and name.row == r and name.text and len(row) > 1:
            body.append(r)
        elif row:
            others.append(r)
    over: dict[int, list[int]] = {}
    for r in others:
        over.setdefault(max((b for b in body if b < r), default=body[0] if body else r), []).append(r)
    return body, totals, over


def _claim(row: list[Cell], role: Role) -> None:
    for cell in row:
        cell.flat.claim(role)


def _unread(table: Table, rows: list[int]) -> list[Reason]:
    """That rows of the list were taken for no project's."""
    said = [c.text[:12] for r in rows for c in table.written(r)[:1]]
    page = table.row_pages[rows[0]] or None if rows and table.row_pages else None
    message = f"项目清单里有 {len(rows)} 行没有归入任何项目（如“{said[0]}”）；请对照原文核对" if said else ""
    return [Reason(code="list.unread-row", message=message, page=page)] if said else []


def _is_project(table: Table, row: int, leads: list[Cell], levels: list[Cell]) -> bool:
    """Whether a project begins in the row, and what stands under the levels says indicators."""
    said = [c.text for level in levels if (c := table.at(row, level.col)) is not None and c.row == row and c.text]
    named = any((c := table.at(row, lead.col)) is not None and c.row == row and c.text for lead in leads)
    return named and bool(said) and sum(_SAYS.search(text) is not None for text in said) >= _SAYING * len(said)


def _project(
    table: Table, row: int, head: Head, levels: list[tuple[Cell, Cell]], title: Passage | None, reasons: list[Reason]
) -> Listed:
    cells = [_moved(c, c.row, 0, c.rows, 3) for r in range(head.top) for c in table.written(r)]
    at = head.top
    for lead in head.leads:
        value = table.at(row, lead.col)
        if value is not None and value.text:
            cells += [_moved(lead, at, 0), _moved(value, at, 1, cols=2)]
            at += 1
    known = Leads(at, at + 1, 0, {})
    cells += [Cell(at, col, 1, 1) for col in range(3)]  # a row of heads that says nothing
    at += 1
    broader: Cell | None = None
    for upper, lower in levels:
        said = table.at(row, lower.col)
        if said is None or not said.text:
            continue
        if broader is not None and broader.lines is upper.lines:
            broader.rows += 1
        else:
            broader = _moved(upper, at, 0)
            cells.append(broader)
        cells += [_moved(lower, at, 1), _moved(said, at, 2)]
        at += 1
    page = table.row_pages[row] if table.row_pages else 0
    pages = [page] * at if table.row_pages else []
    own = Table(cells, at, 3, page, table.box, page, table.end_box, pages, table.place, doubts=list(table.doubts))
    return Listed(own, title, known, reasons)


def _moved(cell: Cell, row: int, col: int, rows: int = 1, cols: int = 1) -> Cell:
    return Cell(row, col, rows, cols, cell.lines, cell.page, cell.box, cell.more)
