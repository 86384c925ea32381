"""A list of projects with a row each, whose indicators stand under the names of their levels (数量 under 产出), each
cell saying one or several. Each project becomes a table of its own: its labels with its values, then a row a level."""

from __future__ import annotations

import re

from jixiao.evidence import Passage
from jixiao.forms.content import level_names
from jixiao.forms.model import Leads
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.catalogue import Listed
from jixiao.forms.segmentation.catalogue_columns import lead_fields
from jixiao.forms.segmentation.split import title_row
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# So many levels stand side by side at least, and the share of their cells that say an indicator with its target.
_LEVELS, _SAYING = 3, 0.8
_SAYS = re.compile(r"[:：].*\S")


def matrix_forms(table: Table, words: Vocabulary) -> list[Listed]:
    """The projects of such a list, each with the rows over the list; none where the table is no such list."""
    for r in range(1, min(settings.LISTED.top, table.n_rows - 1)):
        lower = [c for c in table.row(r) if c.row == r and c.text]
        named = [c for c in lower if "level2" in level_names(key(c.text))]
        if len(named) < _LEVELS:
            continue
        left = named[0].col
        if any(c.col >= left and c not in named for c in lower):
            return []
        upper = [table.at(r - 1, c.col) for c in named]
        leads = [c for c in table.row(r) if c.text and c.end_col <= left and c.end_row == r + 1]
        tops = [c for c in upper if c is not None and "level1" in level_names(key(c.text))]
        body = [b for b in range(r + 1, table.n_rows) if _is_project(table, b, leads, named)]
        if len(tops) < len(named) or "project_name" not in lead_fields(table, leads, body, words).values():
            return []
        top = min(c.row for c in (*leads, *tops))
        title = next((t for b in range(top) if (t := title_row(table, b, words)) is not None), None)
        levels = list(zip(tops, named, strict=True))
        return [_project(table, b, leads, levels, top, title) for b in body]
    return []


def _is_project(table: Table, row: int, leads: list[Cell], levels: list[Cell]) -> bool:
    """Whether a project begins in the row, and what stands under the levels says indicators."""
    said = [c.text for level in levels if (c := table.at(row, level.col)) is not None and c.row == row and c.text]
    named = any((c := table.at(row, lead.col)) is not None and c.row == row and c.text for lead in leads)
    return named and bool(said) and sum(_SAYS.search(text) is not None for text in said) >= _SAYING * len(said)


def _project(
    table: Table, row: int, leads: list[Cell], levels: list[tuple[Cell, Cell]], top: int, title: Passage | None
) -> Listed:
    cells = [_moved(c, c.row, 0, c.rows, 3) for r in range(top) for c in table.row(r) if c.row == r and c.text]
    at = top
    for lead in leads:
        value = table.at(row, lead.col)
        if value is not None and value.text:
            cells += [_moved(lead, at, 0), _moved(value, at, 1, cols=2)]
            at += 1
    known = Leads(at, at + 1, 0, {})
    cells += [Cell(at, col, 1, 1) for col in range(3)]  # a row of heads that says nothing
    at += 1
    for upper, lower in levels:
        said = table.at(row, lower.col)
        if said is not None and said.text:
            cells += [_moved(upper, at, 0), _moved(lower, at, 1), _moved(said, at, 2)]
            at += 1
    page = table.row_pages[row] if table.row_pages else 0
    pages = [page] * at if table.row_pages else []
    own = Table(cells, at, 3, page, table.box, page, table.end_box, pages, table.place, doubts=list(table.doubts))
    return Listed(own, title, known, [])


def _moved(cell: Cell, row: int, col: int, rows: int = 1, cols: int = 1) -> Cell:
    return Cell(row, col, rows, cols, cell.lines, cell.page, cell.box, cell.more)
