"""A table of many projects cut into a table each: at the left a project's merged cells, at the right its indicators.

Rows that belong to no project - the numbers of the columns, a head printed again, a department over its projects - are
told by what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.evidence import Passage, Role
from jixiao.forms.segmentation.split import title_row
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.table import Cell, Line, Table
from jixiao.text import has_digit, key

_LEVELS = ("level1", "level2", "level3", "level12")
# A list is headed by so many cells, within the first rows of its table; a longer text at the left is a goal.
_COLUMNS, _TOP, _SHORT = 4, 12, 24
# Rows between the heads and the first project: the department over it, the numbers of the columns.
_NEAR = 3
_COLUMN_NUMBER = re.compile(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[①-⑳])[)）.]?")


@dataclass(frozen=True, slots=True)
class _Head:
    """The rows that head the list: `top`..`body`, the column of the projects' names, the first of the indicators."""

    top: int
    body: int
    name: int
    left: int


def listed_forms(table: Table, words: Vocabulary) -> list[tuple[Table, Passage | None]]:
    """A table for each project of a list, with the rows over the list; none where the table is no such list."""
    head = next((h for r in range(min(_TOP, table.n_rows - 1)) if (h := _head(table, r, words)) is not None), None)
    if head is None:
        return []
    title = next((t for r in range(head.top) if (t := title_row(table, r, words)) is not None), None)
    groups = list(_groups(table, head, words))
    return [(_with_head(table, head, rows, over), title) for rows, over in groups]


def _head(table: Table, r: int, words: Vocabulary) -> _Head | None:
    """The head of a list of projects that begins in row r."""
    row = [c for c in table.row(r) if c.row == r and c.text]
    name = next((c for c in row if words.opens("project_goal", c.text, [other.text for other in row])), None)
    if len(row) < _COLUMNS or name is None or name is row[-1]:
        return None
    body = max(c.end_row for c in row if c.end_row - r < _COLUMNS)
    while body < table.n_rows - 1 and (_numbers_columns(table, body) or _divides(table, body, r, words)):
        body += 1
    left = next((c.col for c in row if c.col > name.col and _begins_list(table, c, body, words)), None)
    if left is None or len([c for c in row if c.col >= left]) < 2:
        return None
    return _Head(r, body, name.col, left)


def _begins_list(table: Table, cell: Cell, body: int, words: Vocabulary) -> bool:
    """Whether the indicators begin at the head: it names a level, or names of levels stand under it."""
    if words.column("indicators", cell.text) in _LEVELS:
        return True
    for r in range(body, min(body + _NEAR, table.n_rows)):
        if any(words.column("indicators", c.text) in _LEVELS for c in table.row(r)):
            return False  # a list of its own begins here: what stands above are labels and values
        under = table.at(r, cell.col)
        if under is not None and _is_level(under.text, words):
            return True
    return False


def _is_level(text: str, words: Vocabulary) -> bool:
    k = label_key(text)
    return any(k in words.levels.get(name, ()) for name in ("level1", "level2"))


def _numbers_columns(table: Table, r: int) -> bool:
    texts = [key(c.text) for c in table.row(r) if c.row == r and c.text]
    return len(texts) >= _COLUMNS and len(set(texts)) == len(texts) and all(map(_COLUMN_NUMBER.fullmatch, texts))


def _divides(table: Table, r: int, top: int, words: Vocabulary) -> bool:
    """Whether row r is a second row of heads: every text of it stands under a head that spans columns."""
    row = [c for c in table.row(r) if c.row == r and c.text]
    over = [c for c in table.row(r - 1) if c.row >= top and c.cols > 1]
    inside = [c for c in row if any(o.col <= c.col and c.end_col <= o.end_col for o in over)]
    return len(row) > 1 and len(inside) == len(row) and not any(_is_level(c.text, words) for c in row)


def _groups(table: Table, head: _Head, words: Vocabulary) -> Iterator[tuple[list[int], int | None]]:
    """The rows of each project, and the row over it that names its department."""
    printed = [key(c.text) for c in table.row(head.top)]
    rows: list[int] = []
    over: int | None = None
    above: int | None = None
    said = ""
    for r in range(head.body, table.n_rows):
        row = [c for c in table.row(r) if c.row == r and c.text]
        if _numbers_columns(table, r) or [key(c.text) for c in table.row(r)] == printed:
            for head_cell in row:
                head_cell.flat.claim(Role.LABEL)
            continue
        if len(row) == 1 and _names_department(table, row[0], head, words):
            above = r
            continue
        cell = table.at(r, head.name)
        if cell is not None and cell.row == r and cell.text and key(cell.text) != said and not _goes_on(table, r, head):
            if rows:
                yield rows, over
            rows, over, said = [], above, key(cell.text)
        rows.append(r)
    if rows:
        yield rows, over


def _names_department(table: Table, cell: Cell, head: _Head, words: Vocabulary) -> bool:
    """Whether a text alone in its row stands over projects: across the list, or at the left with nothing beside it."""
    if _is_level(cell.text, words) or words.is_total(cell.text):
        return False
    across = cell.col <= head.name and cell.end_col > head.left
    beside = [table.at(cell.row, c) for c in range(head.left, table.n_cols)]
    alone = cell.end_col <= head.left and cell.rows == 1 and all(c is None or not c.text for c in beside)
    return across or alone


def _goes_on(table: Table, r: int, head: _Head) -> bool:
    """Whether the first row of a page goes on with the project before: nothing short stands beside the name's rest."""
    pages = table.row_pages
    if r == head.body or not pages or pages[r] == pages[r - 1] or not pages[r]:
        return False
    cells = {id(c): c for c in (table.at(r, c) for c in range(head.left)) if c is not None and c.row == r}
    short = [c for c in cells.values() if c.text and c.col != head.name and len(c.text) <= _SHORT]
    told = [c for c in _leads(table, head) if c.col != head.name and len(c.text) <= _SHORT]
    if any((here := table.at(r, c.col)) is None or here.row == r for c in told):
        return not short  # a body merged over several projects says nothing of where one of them ends
    level, before = table.at(r, head.left), table.at(r - 1, head.left)
    return level is None or level is before or not level.text or level.text == (before.text if before else "")


def _leads(table: Table, head: _Head) -> list[Cell]:
    """The cells of the first project at the left of the list."""
    return [c for c in table.row(head.body) if c.end_col <= head.left and c.text]


def _said_above(table: Table, cell: Cell, head: _Head) -> list[Line]:
    """What a blank cell at the left leaves standing: the body named in the nearest cell above it, said once for all."""
    for r in range(cell.row - 1, head.body - 1, -1):
        above = table.at(r, cell.col)
        if above is not None and above.text:
            lone = [c for c in table.row(r) if c.text and c.row == r] == [above]
            named = len(above.text) <= _SHORT and not has_digit(above.text) and not lone
            return above.lines if named and above.end_col <= head.left else []
    return []


def _with_head(table: Table, head: _Head, rows: list[int], over: int | None) -> Table:
    """The rows of a project under the rows over the list; what is merged over several projects stands with each."""
    order = [*([over] if over is not None else []), *range(head.body), *rows]
    place = {r: i for i, r in enumerate(order)}
    cells = []
    for cell in table.cells:
        mine = [place[r] for r in range(cell.row, cell.end_row) if r in place]
        if not mine:
            continue
        begins = cell.row in place or cell.end_col <= head.left
        lines = cell.lines if begins else []
        if not cell.text and cell.row >= head.body and cell.end_col <= head.left and cell.col != head.name:
            lines = _said_above(table, cell, head)
        cells.append(Cell(mine[0], cell.col, len(mine), cell.cols, lines, cell.page, cell.box, cell.more))
    pages = [table.row_pages[r] for r in order] if table.row_pages else []
    first, last = (min(pages), max(pages)) if pages else (0, 0)
    return Table(
        cells, len(order), table.n_cols, first, table.box, last, table.end_box, pages, table.place,
        table.columns_x, table.rows_y, list(table.doubts),
    )  # fmt: skip
