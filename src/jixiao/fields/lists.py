"""Lists with a header row inside a table: where they begin and end, and what each column holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from jixiao.evidence import Role
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary, label_key
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# The roles a row must have to head a list of the name; one of each group.
_NEEDS: dict[str, list[set[str]]] = {
    "tasks": [{"function", "policy"}, {"amount", "policy", "project"}],
    "staff": [{"item"}, {"last_year", "this_year"}],
}
# So few characters of a label that OCR read at the left may be a piece of any label.
_FRAGMENT = 2
_LEVELS = {"level1", "level2", "level3", "level12"}
_VALUES = {"value", "value_lifetime"}


@dataclass(slots=True)
class Column:
    """A column of a list: what it holds, its grid columns, and its header cells from the top down.

    `blank` is the header cell of a column that has no heading.
    """

    role: str
    start: int
    end: int
    heads: list[Cell] = field(default_factory=list)
    blank: Cell | None = None


@dataclass(slots=True)
class ListBlock:
    """A list: header rows head..body, rows body..end; `side` is the label to its left, `caption` the row above.

    `number` counts the tables of the form.
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

    @property
    def left(self) -> int:
        """The first grid column of the list."""
        return self.columns[0].start

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
        """The cells of a row with the column each stands under most."""
        out = []
        for cell in self.table.row(row):
            if cell.end_col <= self.left:
                continue
            best = max(self.columns, key=lambda c: (min(c.end, cell.end_col) - max(c.start, cell.col), -c.start))
            if min(best.end, cell.end_col) > max(best.start, cell.col):
                out.append((best, cell))
        return out


def find_lists(table: Table, kind: str, words: Vocabulary) -> list[ListBlock]:
    """The lists of the table from top to bottom."""
    heads: list[tuple[int, str]] = []
    r = 0
    while r < table.n_rows:
        name = _headed(table, r, kind, words)
        if name is not None:
            heads.append((r, name))
        r += 1
    out: list[ListBlock] = []
    for r, name in heads:
        if out and r < out[-1].body:
            continue
        out.append(_block(table, r, name, words))
    starts = {b.head for b in out}
    for block in out:
        block.end = _end(block, kind, words, starts)
    return out


def _headed(table: Table, r: int, kind: str, words: Vocabulary) -> str | None:
    """The name of the list that row r heads, None for any other row."""
    cells = [c for c in table.row(r) if c.row == r and c.text]
    if len(cells) < 2:
        return None
    roles = {role for c in cells if (role := words.column("indicators", c.text))}
    if len(roles & _LEVELS) >= 2 or (roles & _LEVELS and roles & _VALUES):
        return "indicators"
    if kind != "department_goal":
        return None
    for name, groups in _NEEDS.items():
        roles = {role for c in cells if (role := words.column(name, c.text))}
        if len(roles) >= 2 and all(roles & group for group in groups):
            return name
    return None


def _block(table: Table, r: int, name: str, words: Vocabulary) -> ListBlock:
    """The list headed by row r, its end still open."""
    row = table.row(r)
    known = [c for c in row if c.row == r and words.column(name, c.text)]
    left = _left(table, known[0].col, r, words)
    side = next((c for c in row if c.end_col == left and c.end_row > r + 1 and not _names_field(c, words)), None)
    body = max(c.end_row for c in row if c.row == r and c.col >= left and (c.cols > 1 or c.end_row - r < 4))
    body = max(body, max(c.end_row for c in known))
    while body < table.n_rows and _more_header(table, body, left, name, words):
        body += 1
    columns = _columns(table, r, body, left, name, words)
    above = table.row(r - 1) if r else []
    caption = above[0] if len(above) == 1 and above[0].text else None
    return ListBlock(name, table, r, body, table.n_rows, columns, side, caption)


def _left(table: Table, first: int, r: int, words: Vocabulary) -> int:
    """Where the list begins: at its first known column, or at a column of cells before it whose heading is blank."""
    before = next((c for c in table.row(r) if c.end_col == first and c.row == r), None)
    if before is None or before.text or before.rows > 1:
        return first
    under = {id(c): c for q in range(r + 1, table.n_rows) if (c := table.at(q, before.col)) is not None and c.text}
    own = [c for c in under.values() if not words.heads(c.text)]
    return before.col if own and (len(own) > 1 or before.col > 0) else first


def _names_field(cell: Cell, words: Vocabulary) -> bool:
    """Whether the cell labels a field of a form: then it heads a column too."""
    return any((t := words.term(kind, cell.text)) is not None and t.field and not t.section for kind in GOAL_KINDS)


def _more_header(table: Table, row: int, left: int, name: str, words: Vocabulary) -> bool:
    """Whether the row below still heads columns: it divides a header cell, or all of it are column words."""
    cells = [c for c in table.row(row) if c.col >= left and c.row == row]
    written = [c for c in cells if c.text]
    if not written or len(written) != len([c for c in written if words.column(name, c.text)]):
        return False
    above = [c for c in table.row(row - 1) if c.col >= left]
    return len(written) >= 2 and (
        len(cells) > len(above) or all(key(a.text) != key(b.text) for a, b in zip(above, cells, strict=False))
    )


def _columns(table: Table, head: int, body: int, left: int, name: str, words: Vocabulary) -> list[Column]:
    """The columns from the lowest header cells; one without a known word takes the role of the cell over it."""
    out: list[Column] = []
    for c in range(left, table.n_cols):
        heads: list[Cell] = []
        for r in range(head, body):
            cell = table.at(r, c)
            if cell is not None and cell.text and (not heads or heads[-1] is not cell):
                heads.append(cell)
        if out and heads and out[-1].heads and out[-1].heads[-1] is heads[-1]:
            out[-1].end = c + 1
            continue
        if out and not heads:
            blank = table.at(body - 1, c)
            if blank is None or (out[-1].blank is blank) or blank.col < c:
                out[-1].end = c + 1
                continue
            out.append(Column("", c, c + 1, [], blank))
            continue
        role = next((role for h in reversed(heads) if (role := words.column(name, h.text))), "")
        out.append(Column(role, c, c + 1, heads, None if heads else table.at(body - 1, c)))
    _one_name(out)
    return [part for column in out for part in _divided(column, table, body)]


def _one_name(columns: list[Column]) -> None:
    """Of several columns that could name the indicator beside one value, the first does; the next describes it."""
    names = [c for c in columns if c.role == "level3"]
    if len(names) > 1 and sum(c.role in _VALUES for c in columns) == 1:
        free = all(c.role != "description" for c in columns)
        for column in names[1:]:
            column.role = "description" if free else "remark"
            free = False


def _divided(column: Column, table: Table, body: int) -> list[Column]:
    """A column for both levels cut in two where the body has a cell for each."""
    if column.role != "level12" or column.end - column.start < 2:
        return [column]
    inner = Counter(
        c.col
        for r in range(body, table.n_rows)
        for c in table.row(r)
        if c.row == r and column.start < c.col < column.end
    )
    if not inner:
        return [column]
    cut = inner.most_common(1)[0][0]
    return [Column("level1", column.start, cut, column.heads), Column("level2", cut, column.end, column.heads)]


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
            return r
        if words.endings.search(label_key(first.text)):
            return r
        term = words.term(kind, first.text)
        inside = len([c for c in cells if c.end_col > block.left])
        if first.end_col <= block.left:
            if (term is not None and term.field) or inside < 3 or not _related(block.side, first):
                return r
        elif len(cells) <= 3 and term is not None and words.column(block.name, first.text) is None:
            if words.is_total(first.text):
                continue
            return r
    return table.n_rows


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
