"""A budget table into header paths and rows."""

from __future__ import annotations

import re

from jixiao.evidence import Passage, Role
from jixiao.fields.tree import Derived, Draft
from jixiao.forms.model import Form
from jixiao.forms.published import is_published, of_accounts
from jixiao.forms.vocabulary import FORM_KINDS, Vocabulary
from jixiao.forms.year import year_in, year_said
from jixiao.records import FinalAccountsTable
from jixiao.records.kinds import of_layout
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

_FINAL_ACCOUNTS = FinalAccountsTable.model_fields["kind"].default
_UNIT = re.compile(r"(?:金额)?单位\s*[:：]?\s*((?:人民币)?\s*(?:亿元|万元|千元|百元|元))")
_MAKER = re.compile(r"^(编制|部门|单位|填报|预算)\S{0,6}[:：]|^(部门)?公开\S{0,6}表|^表\s*\d|^附[表件]")
_NUMBER = r"[\d一二三四五六七八九十]*(?:-\d+)?"
_NUMBERED = re.compile(rf"(?:部门)?(?:预算)?(?:公开|附件?)?第?{_NUMBER}(?:附?表|附件){_NUMBER}")
# What stands in the row that counts the columns, or beside the total, without heading a column of amounts.
_CODE_HEADS = ("类", "款", "项")
_BESIDE_NUMBERS = ("栏次", "行次", *_CODE_HEADS)
_MONEY = re.compile(r"^-?[\d,]+(\.\d+)?%?$")


def read_budget(form: Form, year: Passage | None, words: Vocabulary) -> Draft:
    """Title, unit, year, columns as header paths, body rows and notes."""
    return read_table(form, year, words, counted=True)


def read_table(form: Form, year: Passage | None, words: Vocabulary, counted: bool) -> Draft:
    """The same of any published table; `counted` where a row that counts the columns is part of their paths."""
    table = form.tables[0]
    draft = Draft({})
    top = _top_rows(table)
    table = _compacted(table, top)
    depth = header_depth(table, top)
    unit, said = None, year_in(form.title) if form.title else None
    for line in [*(p.passage for p in form.lead), *(c.flat for r in range(top) for c in table.row(r) if c.row == r)]:
        match = _UNIT.search(line.text)
        if match and unit is None:
            unit = line.cut(*match.span(1)).strip()
        if said is None and len(line.text) < 24:
            said = year_in(line)
        line.claim(Role.HEADING)
    for paragraph in form.heading:
        paragraph.passage.claim(Role.HEADING)
    said = said or year or _year_of_columns(table, top, depth)
    counting = [] if counted else [r for r in range(top, depth) if _numbers_columns(_own(table, r))]
    for r in counting:
        for cell in _own(table, r):
            cell.flat.claim(Role.LABEL)
    columns = [_path(table, c, (top, depth), counting) for c in range(table.n_cols)]
    rows = [_row(table, r) for r in range(depth, table.n_rows)]
    for c, beside in enumerate(rows[0] if rows and _is_total(_own(table, depth)) else []):
        if key(beside.text) in _CODE_HEADS:  # printed on the total's line, it heads the column
            columns[c] = [*(part for part in columns[c] if part), beside]
            rows[0][c] = Passage()
    last, notes = _note_rows(table, depth, words)
    for paragraph in form.notes:
        notes.append(paragraph.passage)
    draft.tree = {
        "title": form.title or None,
        "unit": unit,
        "year": Derived(year_said(said), said) if said is not None else None,
        "columns": columns,
        "rows": rows[: last - depth],
        "notes": _joined(notes),
    }
    return draft


def _year_of_columns(table: Table, top: int, depth: int) -> Passage | None:
    """The latest year that a header cell names."""
    found = [y for r in range(top, depth) for c in table.row(r) if (y := year_in(c.flat)) is not None]
    return max(found, key=lambda y: y.text, default=None)


def _compacted(table: Table, top: int) -> Table:
    """The table without grid columns at which no cell below the top rows begins: title lines or a drift made them."""
    begins = sorted({c.col for c in table.cells if c.row >= top})
    if len(begins) == table.n_cols or not begins:
        return table
    index = {col: i for i, col in enumerate(begins)}

    def place(col: int) -> int:
        return index[max(b for b in begins if b <= col)] if col < table.n_cols else len(begins)

    cells = []
    for c in table.cells:
        start = place(c.col)
        end = max(start + 1, place(c.end_col) if c.end_col < table.n_cols else len(begins))
        cells.append(Cell(c.row, start, c.rows, end - start, c.lines, c.page, c.box, c.more))
    out = Table(cells, table.n_rows, len(begins), table.page, table.box, table.end_page, table.end_box, table.row_pages)
    out.place = table.place
    return out


def _joined(notes: list[Passage]) -> Passage:
    out: list[Passage | str] = []
    for note in notes:
        if out:
            out.append("\n")
        out.append(note)
    return Passage.join(out)


def _top_rows(table: Table) -> int:
    """How many rows at the top are title, unit or maker's name rather than header."""
    n = 0
    while n < min(4, table.n_rows - 2):
        cells = table.row(n)
        written = [c for c in cells if c.text]
        line = len(cells) == 1 and table.n_cols > 1
        said = any(_UNIT.search(c.text) or _MAKER.match(c.text.strip()) for c in written)
        if not (line or (said and len(written) <= 3) or not written):
            break
        n += 1
    return n


def header_depth(table: Table, top: int) -> int:
    """The row at which the body begins: all header cells have ended and every merged one has been divided."""
    depth = top + 1
    while depth < table.n_rows:
        below = _own(table, depth)
        if _is_total(below):  # 类 | 款 | 项 may be set beside the total
            break
        reach = max((c.end_row for c in table.row(depth - 1)), default=depth)
        if reach > depth:
            inside = any(_is_total(_own(table, r)) for r in range(depth, min(reach, table.n_rows)))
            depth = depth + 1 if inside else reach
            continue
        merged = [c for c in table.row(depth - 1) if c.cols > 1 and c.text and c.row >= top]
        if merged and not any(_MONEY.match(key(c.text)) for c in below) and any(c.text for c in below):
            depth += 1
            continue
        if _numbers_columns(below):
            depth += 1
        break
    return min(depth, table.n_rows)


def _numbers_columns(cells: list[Cell]) -> bool:
    """Whether the row counts the columns: 栏次 1 2 3."""
    digits = [int(key(c.text)) for c in cells if key(c.text).isdecimal()]
    others = [c for c in cells if c.text and not key(c.text).isdecimal() and key(c.text) not in _BESIDE_NUMBERS]
    return (
        len(digits) >= 2
        and digits == list(range(digits[0], digits[0] + len(digits)))
        and digits[0] <= 1
        and len(others) <= 2
    )


def _own(table: Table, r: int) -> list[Cell]:
    """The cells that begin in the row."""
    return [c for c in table.row(r) if c.row == r]


def _is_total(cells: list[Cell]) -> bool:
    """Whether a row begins the body: one cell says 合计, others hold amounts or nothing, none heads a column."""
    texts = [key(c.text) for c in cells if c.text]
    named = [t for t in texts if t in ("合计", "总计")]
    rest = [t for t in texts if t not in named and t not in _BESIDE_NUMBERS]
    return len(named) == 1 and cells[-1].text != named[0] and all(_MONEY.match(t) for t in rest)


def _path(table: Table, col: int, rows: tuple[int, int], counting: list[int]) -> list[Passage]:
    """The header cells over a column from the top down, a merged one once; rows that count columns say nothing."""
    out: list[Cell] = []
    for r in range(*rows):
        if r in counting and (at := table.at(r, col)) is not None and at.row == r and at.rows == 1:
            continue
        cell = table.at(r, col)
        if cell is not None and cell.text and (not out or out[-1] is not cell):
            out.append(cell)
    return [c.flat for c in out] or [Passage()]


def _note_rows(table: Table, depth: int, words: Vocabulary) -> tuple[int, list[Passage]]:
    """Where the body ends, and the notes set in the table's own last rows.

    On a sheet of several tables the number of the next (公开04表) stands below, after blank rows: not of the body.
    """
    pattern = words.budget.get("notes")
    last = end = table.n_rows
    notes: list[Passage] = []
    while end > depth:
        cells = [c for c in table.row(end - 1) if c.text]
        alone = cells[0] if len(cells) == 1 and cells[0].col == 0 else None
        end -= 1
        if alone is not None and pattern and pattern.match(alone.text.lstrip()):
            notes.insert(0, alone.passage)
        elif alone is not None and not notes and _NUMBERED.fullmatch(key(alone.text)):
            alone.flat.claim(Role.HEADING)
        elif cells:
            break
        else:
            continue
        last = end
    return last, notes


def _row(table: Table, r: int) -> list[Passage]:
    """The row's texts, as many as there are columns; a cell merged over columns stands in the first of them."""
    out = []
    for c in range(table.n_cols):
        cell = table.at(r, c)
        begins = cell is not None and cell.row == r and cell.col == c
        out.append(cell.flat if begins and cell is not None else Passage())
    return out


def _looks_like_budget(table: Table, words: Vocabulary) -> bool:
    """Whether the table is a header over amounts: most written body cells of some column are money."""
    top = _top_rows(table)
    depth = header_depth(table, top)
    if depth >= table.n_rows or table.n_cols < 2:
        return False
    money = written = 0
    for cell in table.cells:
        if cell.row >= depth and cell.text:
            written += 1
            money += bool(_MONEY.match(key(cell.text))) and has_digit(cell.text)
    return written > 0 and money >= 0.25 * written


def settled_kind(form: Form, words: Vocabulary) -> str | None:
    """The form's kind; a table that only a title or its amounts tell is a budget table, or nothing."""
    if form.kind in FORM_KINDS and not form.tables:
        return None
    kind = form.kind
    if kind is None and form.tables and _looks_like_budget(form.tables[0], words) and form.title:
        kind = words.title_kind(form.title.text)
    if kind not in of_layout("table"):
        return kind
    if not form.tables or not is_published(form, words):
        return None
    return _FINAL_ACCOUNTS if of_accounts(form.tables[0]) else kind
