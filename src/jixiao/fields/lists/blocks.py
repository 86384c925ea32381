"""Lists with a header row inside a table: where they begin and end, and what each column holds."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from jixiao.evidence import Role
from jixiao.fields.columns.layout import VALUES, Column, columns_of
from jixiao.forms.content import is_amount, kinds_of
from jixiao.forms.levels import is_level
from jixiao.forms.model import Leads
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary, label_key
from jixiao.records.kinds import KINDS
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

# The roles a row must have to head a list of the name; one of each group.
_NEEDS: dict[str, list[set[str]]] = {
    "tasks": [{"function", "policy"}, {"amount", "policy", "project"}],
    "staff": [{"item"}, {"last_year", "this_year"}],
}
# So few characters of a label that OCR read at the left may be a piece of any label.
_FRAGMENT = 2
_LEVELS = {"level1", "level2", "level3", "level12"}
# The share of a row's walls that stand under those of a list's heads where it is a row of the list.
_MOSTLY = 0.8
# A head is no longer; so many heads make a row of them; the name of a level is no longer.
_HEAD, _HEADS, _LEVEL = 24, 3, 8
_COLUMN_NUMBER = re.compile(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[①-⑳])[)）.]?(?:=.*)?")


@dataclass(slots=True)
class ListBlock:
    """A list: header rows head..body, rows body..end; `side` is the label to its left, `caption` the row above.

    `left` is the first grid column of the list, `number` counts the tables of the form.
    """

    name: str
    table: Table
    head: int
    body: int
    end: int
    columns: list[Column]
    side: Cell | None = None
    caption: Cell | None = None
    number: int = 0
    first: int | None = None
    by_content: bool = field(default=False)
    _cells: dict[int, list[tuple[Column, Cell]]] = field(default_factory=dict, init=False)

    @property
    def left(self) -> int:
        """The first grid column of the list."""
        return self.columns[0].start if self.first is None else self.first

    def roles(self) -> Counter[str]:
        """How often each role heads a column."""
        return Counter(c.role for c in self.columns)

    def claim_labels(self, words: Vocabulary) -> None:
        """Account for the header, the caption and the labels at the side, repeated ones too."""
        for r in range(self.head, self.end):
            for cell in self.table.row(r):
                beside = cell.end_col <= self.left and (self.side is not None or words.heads(cell.text))
                if r < self.body or beside:
                    cell.flat.claim(Role.LABEL)
        for label in (self.side, self.caption):
            if label is not None:
                label.flat.claim(Role.LABEL)

    def cells(self, row: int) -> list[tuple[Column, Cell]]:
        """The cells of a row with the column each stands under most; asked for once the columns are known, and kept."""
        if row not in self._cells:
            self._cells[row] = self._under(row)
        return self._cells[row]

    def _under(self, row: int) -> list[tuple[Column, Cell]]:
        out = []
        left, spans = self.left, [(c.start, c.end, c) for c in self.columns]
        for cell in self.table.row(row):
            start, end = cell.col, cell.end_col
            if end <= left:
                continue
            best, most, first = None, 0, 0
            for c_start, c_end, column in spans:
                shared = (c_end if c_end < end else end) - (c_start if c_start > start else start)
                if shared > most or (shared == most and best is not None and c_start < first):
                    best, most, first = column, shared, c_start
            if best is not None:
                out.append((best, cell))
        return out


def find_lists(
    table: Table, kind: str, words: Vocabulary, before: ListBlock | None = None, listed: Leads | None = None
) -> list[ListBlock]:
    """The lists of the table from top to bottom; `before` is the last list of the table before, which may go on.

    Of a project that was `listed` among others it is the one that is known.
    """
    if not KINDS[kind].lists:
        return []
    if listed is not None:
        return [_known(table, listed, words)]
    heads = {r: name for r in range(table.n_rows) if (name := headed(table, r, kind, words)) is not None}
    heads |= dict.fromkeys(_by_levels(table, set(heads), words), "indicators")
    out: list[ListBlock] = []
    for r, name in sorted(heads.items()):
        if out and r < out[-1].body:
            continue
        out.append(_block(table, r, name, words))
    if before is not None and (not out or out[0].head) and (block := continued(table, before, words)) is not None:
        out.insert(0, block)
    starts = {b.head for b in out}
    for block in out:
        block.end = _end(block, kind, words, starts)
        if not block.body:
            continue
        block.columns = columns_of(table, (block.head, block.body, block.end), block.left, block.name, words)
    return out


def _known(table: Table, listed: Leads, words: Vocabulary) -> ListBlock:
    """The list of a project among many."""
    heads = [c for c in table.row(listed.body - 1) if c.col >= listed.left]
    by_content = not any(words.column("indicators", c.text) for c in heads)
    block = ListBlock("indicators", table, listed.head, listed.body, table.n_rows, [], first=listed.left)
    block.by_content = by_content
    block.columns = columns_of(table, (block.head, block.body, block.end), block.left, block.name, words)
    return block


def headed(table: Table, r: int, kind: str, words: Vocabulary) -> str | None:
    """The name of the list that row r heads by its words, None for any other row."""
    cells = [c for c in table.row(r) if c.row == r and c.text]
    if len(cells) < 2:
        return None
    roles = {role for c in cells if (role := words.column("indicators", c.text))}
    if len(roles & _LEVELS) >= 2 or (roles & _LEVELS and roles & VALUES):
        return "indicators"
    for name, groups in _NEEDS.items():
        if name not in KINDS[kind].lists:
            continue
        roles = {role for c in cells if (role := words.column(name, c.text))}
        if len(roles) >= 2 and all(roles & group for group in groups):
            return name
    return None


def _by_levels(table: Table, known: set[int], words: Vocabulary) -> list[int]:
    """Rows that head a list though their words do not say so: short words right over rows that begin with levels."""
    out = []
    covered = False
    for r in range(1, table.n_rows):
        if r - 1 in known or r in known:
            covered = True
        elif len(row := table.row(r)) == 1 and row[0].text and not is_level(row[0].text, words):
            covered = False  # a caption: another list may begin
        levels = [c for c in table.row(r) if c.row == r and is_level(c.text, words)]
        if not levels:
            continue
        if not covered and (head := head_over(table, r, levels[0].col, words)) is not None:
            out.append(head)
        covered = True
    return out


def continued(table: Table, before: ListBlock, words: Vocabulary) -> ListBlock | None:
    """The list that goes on at the top of the next table without a header, by its columns; None where none does."""
    own = [c for c in before.columns if c.end > c.start]
    first = next((r for r in range(table.n_rows) if any(is_level(c.text, words) for c in table.row(r))), None)
    if before.name != "indicators" or before.end != before.table.n_rows or first not in (0, 1):
        return None
    starts = max(([c.col for c in table.row(r) if c.row == r] for r in range(table.n_rows)), key=len)
    side = table.at(0, 0) if len(starts) == len(own) + 1 else None
    starts = starts[len(starts) - len(own) :]
    if len(starts) != len(own):
        return None
    ends = [*starts[1:], table.n_cols]
    columns = [replace(c, start=a, end=b) for c, a, b in zip(own, starts, ends, strict=True)]
    return ListBlock("indicators", table, 0, 0, table.n_rows, columns, side, first=starts[0])


def _may_head(text: str, words: Vocabulary) -> bool:
    """Whether the text may head a column: short, and none of what stands in the rows of a list."""
    kinds = kinds_of(text)
    in_rows = is_amount(text) or "stops" in kinds or "signed" in kinds or is_level(text, words)
    return len(text) <= _HEAD and not in_rows


def head_over(table: Table, r: int, level: int, words: Vocabulary) -> int | None:
    """The row of heads over row r, the first of a list with a level in column `level`; None where none is."""
    row = r - 1
    while row >= 0 and is_column_numbers(table, row):
        row -= 1
    if row < 0:
        return None
    over = table.at(row, level)
    if over is None:
        return None
    top = over.row
    heads = [c for c in table.row(row) if c.text and c.end_row <= r]
    plain = [c for c in heads if _may_head(c.text, words)]
    walls = {c.col for c in table.row(r)}
    beneath = [c for c in plain if c.col in walls and c.col >= level - 1]
    if len(beneath) < _HEADS or len(plain) < len(heads):
        return None
    below = [c for q in range(r, min(r + 12, table.n_rows)) for c in table.row(q) if c.row == q]
    columns = {c.col for c in below if c.col >= level}
    return min(top, *(c.row for c in beneath)) if len(columns) >= _HEADS else None


def is_column_numbers(table: Table, r: int) -> bool:
    """Whether the row numbers the columns: 1, 2, 3 … or （1）, （2） …"""
    texts = [key(c.text) for c in table.row(r) if c.row == r and c.text]
    if len(texts) < 3 or not all(_COLUMN_NUMBER.fullmatch(t) for t in texts):
        return False
    digits = [re.sub(r"=.*|\D", "", t) for t in texts]
    return len(set(texts)) == len(texts) and (not digits[0] or digits[0] in ("0", "1"))


def _block(table: Table, r: int, name: str, words: Vocabulary) -> ListBlock:
    """The list headed by row r, its end and columns still open."""
    row = table.row(r)
    known = [c for c in row if c.row == r and words.column(name, c.text)]
    by_content = not known
    heading = [c for c in known if words.column(name, c.text) != "number"] or known
    levelled = _first_level(table, r, words) if name == "indicators" else table.n_cols
    first = min([levelled, *(c.col for c in heading[:1])])
    left = _left(table, first, r, words)
    side = next((c for c in row if c.end_col == left and c.end_row > r + 1 and not _names_field(c, words)), None)
    heads = [c for c in row if c.row == r and c.col >= left]
    body = max((c.end_row for c in heads if c.cols > 1 or c.end_row - r < 4), default=r + 1)
    body = max([body, *(c.end_row for c in known)])
    r, left = _begun_above(table, r, left, body, words)
    while body < table.n_rows and _more_header(table, body, left, name, words):
        body += 1
    above = table.row(r - 1) if r else []
    caption = above[0] if len(above) == 1 and above[0].text else None
    return ListBlock(name, table, r, body, table.n_rows, [], side, caption, first=left, by_content=by_content)


def _begun_above(table: Table, r: int, left: int, body: int, words: Vocabulary) -> tuple[int, int]:
    """The head's first row and first column where heads at the left span it and a row over it: levels by their names,
    or by what stands under them."""
    while True:
        before = table.at(r, left - 1)
        if before is None or before.row >= r or before.end_row > body or not before.text:
            return r, left
        under = [table.at(q, before.col) for q in range(body, table.n_rows)]
        levels = sum(c is not None and is_level(c.text, words) for c in under)
        if words.column("indicators", before.text) not in _LEVELS and 2 * levels < len(under):
            return r, left
        top, left = before.row, before.col
        while left > 0 and (more := table.at(top, left - 1)) is not None and more.row == top and more.end_row <= body:
            if words.column("indicators", more.text) not in _LEVELS:
                break
            left = more.col
        return top, left


def _first_level(table: Table, r: int, words: Vocabulary) -> int:
    """The column of the first level under row r, the last one where there is none before the next row of one cell."""
    for q in range(r + 1, table.n_rows):
        row = table.row(q)
        found = next((c.col for c in row if c.row == q and is_level(c.text, words)), None)
        if found is not None:
            return found
        if len(row) == 1 and row[0].text:
            break
    return table.n_cols


def _left(table: Table, first: int, r: int, words: Vocabulary) -> int:
    """Where the list begins: at its first known column, or at columns before it that belong to its rows too.

    Those have a blank head, or one nobody knows, and hold levels or several texts of their own.
    """
    while True:
        before = next((c for c in table.row(r) if c.end_col == first and c.row == r), None)
        if before is None or before.rows > 2 or _names_field(before, words):
            return first
        seen = (table.at(q, before.col) for q in range(before.end_row, table.n_rows))
        under = {id(c): c for c in seen if c is not None and c.text}
        own = [c for c in under.values() if not words.heads(c.text) and c.end_col <= first]
        if before.text and not _in_rows(own, words):
            return first
        if not own or not (len(own) > 1 or before.col > 0):
            return first
        first = before.col


def _in_rows(cells: list[Cell], words: Vocabulary) -> bool:
    """Whether the cells are a column of a list: levels, numbers of rows, or several short texts over some rows each."""
    levels = sum(is_level(c.text, words) for c in cells)
    counted = [key(c.text) for c in cells]
    short = len(cells) > 1 and all(len(text) <= _LEVEL for text in counted)
    return levels >= max(1, 0.5 * len(cells)) or (len(cells) > 2 and counted[:3] == ["1", "2", "3"]) or short


def _names_field(cell: Cell, words: Vocabulary) -> bool:
    """Whether the cell labels a field of a form: then it heads a column too."""
    return any((t := words.term(kind, cell.text)) is not None and t.field and not t.section for kind in GOAL_KINDS)


def _more_header(table: Table, row: int, left: int, name: str, words: Vocabulary) -> bool:
    """Whether the row below heads columns too: it numbers them, divides a head, or all of it are column words."""
    if is_column_numbers(table, row) and row + 1 < table.n_rows:
        return True
    cells = [c for c in table.row(row) if c.col >= left and c.row == row]
    written = [c for c in cells if c.text]
    above = [c for c in table.row(row - 1) if c.col >= left]
    if written and name == "indicators" and _divides(written, above, words):
        return True
    if not written or len(written) != len([c for c in written if words.column(name, c.text)]):
        return False
    return len(written) >= 2 and (
        len(cells) > len(above) or all(key(a.text) != key(b.text) for a, b in zip(above, cells, strict=False))
    )


def _divides(written: list[Cell], above: list[Cell], words: Vocabulary) -> bool:
    """Whether all that is written in a row divides a head of several columns over it, in words."""
    wide = [c for c in above if c.cols > 1 and c.text and c.end_row == written[0].row]
    inside = [w for w in written if any(c.col <= w.col and w.end_col <= c.end_col and w.cols < c.cols for c in wide)]
    if len(inside) < 2 or len(inside) < len(written):
        return False
    values = {"sign", "signed", "number", "quantity", "percent"}
    return not any(len(w.text) > _HEAD or kinds_of(w.text) & values or is_level(w.text, words) for w in inside)


def _end(block: ListBlock, kind: str, words: Vocabulary, starts: set[int]) -> int:
    """The row after the list's last one: before the next list, a caption, or a new section at the left."""
    table = block.table
    for r in range(block.body, table.n_rows):
        if r in starts and r != block.head:
            return _before_caption(table, r, block.body)
        cells = table.row(r)
        first = cells[0]
        if first.row != r or not first.text:
            continue
        if len(cells) == 1 and table.n_cols > 1:
            if is_level(first.text, words):
                continue
            return r
        if words.endings.search(label_key(first.text)):
            return r
        term = words.term(kind, first.text)
        inside = len([c for c in cells if c.end_col > block.left])
        if first.end_col <= block.left:
            fits = inside >= 3 and (_related(block.side, first) or _walled(cells, block))
            if (term is not None and term.field) or not fits:
                return r
        elif len(cells) <= 3 and not is_level(first.text, words):
            if term is not None and words.column(block.name, first.text) is None:
                if words.is_total(first.text):
                    continue
                return r
            if _is_pair(cells, block):
                return r
    return table.n_rows


def _walled(cells: list[Cell], block: ListBlock) -> bool:
    """Whether the row has the columns of the list: most of its walls are walls between heads."""
    walls = [c.col for c in cells if c.end_col > block.left]
    starts = {c.start for c in block.columns} or {c.col for c in block.table.row(block.head)}
    return sum(w in starts for w in walls) > _MOSTLY * len(walls)


def _is_pair(cells: list[Cell], block: ListBlock) -> bool:
    """Whether the row is a label with its value, no row of the list: two cells, their wall none of the columns'."""
    written = [c for c in cells if c.text]
    walls = {c.col for q in range(block.head, block.body) for c in block.table.row(q)}
    return len(cells) == 2 and len(written) == 2 and cells[1].col not in walls and not has_digit(cells[0].text)


def _related(side: Cell | None, other: Cell) -> bool:
    """Whether a label at the left goes on with the list's own: the same, or a part of it cut off by a page end.

    One that OCR read may be misread, upright and cut as it is: a few characters, or most of them the same.
    """
    if side is None or not side.text:
        return True
    a, b = key(side.text), key(other.text)
    if any(piece.word.how == "ocr" for piece in other.flat.pieces):
        return len(b) <= _FRAGMENT or len(set(a) & set(b)) > 0.5 * min(len(set(a)), len(set(b)))
    return a in b or b in a


def _before_caption(table: Table, r: int, low: int) -> int:
    """The row of a caption standing right over row r, or r itself."""
    if r - 1 >= low:
        cells = table.row(r - 1)
        if len(cells) == 1 and cells[0].text:
            return r - 1
    return r
