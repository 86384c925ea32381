"""One table that holds several forms, cut into a table each: at titles, and where a form's first label comes again."""

from __future__ import annotations

import re
from itertools import pairwise

from jixiao.evidence import Passage
from jixiao.forms.levels import is_level
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.abreast import abreast
from jixiao.forms.segmentation.periodic import starts_again
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary
from jixiao.records.kinds import of_layout
from jixiao.tables.joins.join_tables import Hints
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# A list's heads take no more rows.
_HEADS = 3
# The number of a table among those of a budget, and how a title that nobody knows ends.
_NUMBERED = re.compile(r"\D{0,4}[-\d一二三四五六七八九十]{1,5}表|附?[件表][-\d一二三四五六七八九十]{1,5}")
_TITLE = re.compile(r".{6,}(?:表|清单|一览|目录)(?:\([^()]*\))?$")
_LEVELS = ("level1", "level2", "level3", "level12")


def hints(words: Vocabulary) -> Hints:
    """What the vocabulary tells those who join the pieces of tables."""

    def opens(row: list[str]) -> bool:
        written = [text for text in row if text]
        if len(row) == 1 and written and words.title_kind(row[0]) is not None:
            return True
        return len(written) >= 2 and any(words.opens(kind, text, row) for kind in GOAL_KINDS for text in row[:-1])

    return Hints(words.knows, opens)


def split_forms(table: Table, words: Vocabulary) -> list[tuple[Table, Passage | None]]:
    """The parts of the table with the title row of each, if it has one inside the table; of forms side by side the
    first has it."""
    parts = _under_one_another(table, words)
    return [(side, None if n else title) for part, title in parts for n, side in enumerate(abreast(part, words))]


def _under_one_another(table: Table, words: Vocabulary) -> list[tuple[Table, Passage | None]]:
    """The parts that stand under one another."""
    starts = _starts(table, words)
    again = starts_again(table, words)
    if len(again) > max(1, len(starts)):
        titled = {r: t for r, t in starts.items() if t is not None}
        starts = {**{r: starts.get(r) for r in again if r - 1 not in titled}, **titled}
    if not starts:
        return [(table, None)]
    bounds = sorted({0, *starts, table.n_rows})
    if len(bounds) == 2:
        return [(table, starts.get(0))]
    return [(part_of(table, a, b), starts.get(a)) for a, b in pairwise(bounds)]


def _starts(table: Table, words: Vocabulary) -> dict[int, Passage | None]:
    """Rows at which a form begins, with the title where the row is one."""
    out: dict[int, Passage | None] = {}
    seen: str | None = None
    top = named = 0  # the first row of the form, and the row that names what it is of
    for r in range(table.n_rows):
        title = title_row(table, r, words)
        if title is not None and not ((r > 0 or "表" not in title.text) and _over_list(table, r, words)):
            out[r] = title
            seen, top = None, r + 1
            continue
        kind = opens_form(table, r, words)
        if kind is None or (kind == "department_goal" and seen == "project_goal"):
            continue
        if seen == "department_goal" and kind == "project_goal" and r - named <= settings.FORMS.near:
            seen = kind  # a project's form that names its department first
            continue
        if seen is not None:
            start = _first_row(table, r, top, named)
            out[start] = None
            top = start
        seen, named = kind, r
    return out


def _over_list(table: Table, r: int, words: Vocabulary) -> bool:
    """Whether row r, which reads like a title, is the caption of a form's own list: the heads of levels, or levels,
    stand right below it and no project's name among them."""
    below = [c for q in range(r + 1, min(r + 1 + _HEADS, table.n_rows)) for c in table.row(q) if c.text]
    if any(words.opens(kind, c.text, [c.text]) for kind in GOAL_KINDS for c in below):
        return False
    return any(is_level(c.text, words) or words.column("indicators", c.text) in _LEVELS for c in below)


def _first_row(table: Table, r: int, top: int, named: int) -> int:
    """The first row of a form named in row r, where the form before began at `top` and was named in row `named`."""
    start = r - (named - top)
    if start <= named or key(table.row(start)[0].text) != key(table.row(top)[0].text):
        return r
    return start


def title_row(table: Table, r: int, words: Vocabulary) -> Passage | None:
    """The row's only text, where it runs over most columns and reads like a form's title."""
    cells = [c for c in table.row(r) if c.text]
    if len(cells) != 1 or cells[0].row != r:
        return None
    cell = cells[0]
    wide = cell.cols >= settings.TITLES.wide * table.n_cols and table.n_cols > 1
    if not wide or words.title_kind(cell.text) in (None, *of_layout("prose")):
        return None
    return cell.flat


def title_over(table: Table, top: int, words: Vocabulary) -> Passage | None:
    """The title in the first `top` rows: a goal form's before that of anything else, and a line that ends as titles do
    before the mere number of a table (预算05-2表)."""
    titles = [title for r in range(top) if (title := title_row(table, r, words)) is not None]
    found = next((t for t in titles if words.title_kind(t.text) in GOAL_KINDS), titles[0] if titles else None)
    if found is None or not _NUMBERED.fullmatch(key(found.text)):
        return found
    lines = [cells[0] for r in range(top) if len(cells := table.written(r)) == 1]
    return next((c.flat for c in lines if _TITLE.search(key(c.text)) and not _NUMBERED.fullmatch(key(c.text))), found)


def opens_form(table: Table, r: int, words: Vocabulary) -> str | None:
    """The kind of form whose name is labelled by a cell of the row, with a value beside it."""
    cells = table.row(r)
    if len(cells) < 2 or cells[0].row != r or words.column("tasks", cells[1].text) is not None:
        return None
    labels = [c.text for c in cells[:-1] if c.row == r]
    texts = [c.text for c in table.cells] if words.taught else ()  # only taught labels ask what else is there
    return next((kind for kind in GOAL_KINDS if any(words.opens(kind, text, texts) for text in labels)), None)


def opens(table: Table, words: Vocabulary) -> bool:
    """Whether one of the table's first rows is a form's title or names what a form is of."""
    top = range(min(table.n_rows, settings.FORMS.opening))
    return any(opens_form(table, r, words) or title_row(table, r, words) for r in top)


def part_of(table: Table, start: int, end: int) -> Table:
    """Rows start..end as a table of its own; cells that reach over the border are cut to it."""
    cells = []
    for cell in table.cells:
        r0, r1 = max(cell.row, start), min(cell.end_row, end)
        if r0 >= r1:
            continue
        lines = cell.lines if cell.row >= start else []
        part = Cell(r0 - start, cell.col, r1 - r0, cell.cols, lines, cell.page, cell.box, cell.more, ground=cell.ground)
        part.open_top, part.open_foot = cell.open_top and r0 == cell.row, cell.open_foot and r1 == cell.end_row
        cells.append(part)
    pages = table.row_pages[start:end]
    first, last = (pages[0], pages[-1]) if pages else (0, 0)
    return Table(
        cells, end - start, table.n_cols, first, table.box, last, table.end_box, pages, table.place,
        table.columns_x, table.rows_y, list(table.doubts),
    )  # fmt: skip


def right_under(table: Table, last: Table) -> bool:
    """Whether the table stands right under the last one on its page, between the same edges."""
    box, over, figures = table.box, last.end_box or last.box, settings.FORMS
    if box is None or over is None or table.page != (last.end_page or last.page):
        return False
    aligned = max(abs(box.x0 - over.x0), abs(box.x1 - over.x1)) < figures.aligned
    return aligned and 0 <= box.y0 - over.y1 < figures.under
