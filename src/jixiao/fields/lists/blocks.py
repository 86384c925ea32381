"""Lists with a header row inside a table: where they begin and end, and what each column holds."""

from __future__ import annotations

from dataclasses import replace

from jixiao.fields.columns.column import Column
from jixiao.fields.columns.heads import role_of
from jixiao.fields.columns.layout import columns_of
from jixiao.fields.columns.period_columns import is_period_column
from jixiao.fields.lists.ends import end_of
from jixiao.fields.lists.heads import LEVEL_ROLES, headed, heads_again, heads_by_levels, heads_over_amounts, more_header
from jixiao.fields.lists.list_block import ListBlock
from jixiao.fields.lists.told import told_list
from jixiao.fields.said.cells import stated_in
from jixiao.forms.content import is_amount, names_level1
from jixiao.forms.levels import is_level
from jixiao.forms.model import Leads
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary
from jixiao.records.kinds import KINDS
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# The name of a level, in characters, is no longer.
_LEVEL = 8
# Cells over so many rows may stand beside a list; over as many they head no column in any case.
_BESIDE, _SIDE = 2, 4
# The share of rows with a text of their own in a column of a list.
_EACH = 0.9


def lists_of(tables: list[Table], kind: str, words: Vocabulary, listed: Leads | None = None) -> list[list[ListBlock]]:
    """The lists of each table of a form. Where no head tells one of indicators in any of them, the network may."""
    out: list[list[ListBlock]] = []
    for table in tables:
        out.append(find_lists(table, kind, words, out[-1][-1] if out and out[-1] else None, listed))
    if KINDS[kind].lists and not any(block.name == "indicators" for blocks in out for block in blocks):
        for table, blocks in zip(tables, out, strict=True):
            if not stated_in(table, range(table.n_rows), words) and (told := told_list(table, blocks)) is not None:
                _bind(told, words)
                blocks.append(told)
                blocks.sort(key=lambda block: block.head)
    return out


def _bind(block: ListBlock, words: Vocabulary) -> None:
    rows = block.head, block.body, block.end
    block.columns = columns_of(block.table, rows, block.left, block.name, words)


def find_lists(
    table: Table, kind: str, words: Vocabulary, before: ListBlock | None = None, listed: Leads | None = None
) -> list[ListBlock]:
    """The lists of the table from top to bottom; `before` is the last list of the table before, which may go on.

    Of a project that was `listed` among others it is the one that is known.
    """
    if listed is not None:
        return [_known(table, listed, kind, words)]
    if not KINDS[kind].lists:
        return []
    heads = {r: name for r in range(table.n_rows) if (name := headed(table, r, kind, words)) is not None}
    named = {r for r, name in heads.items() if name == "indicators"}
    named |= set(heads_by_levels(table, named, words))
    heads |= dict.fromkeys([*named, *heads_again(table, named)], "indicators")
    if "tasks" in KINDS[kind].lists and "tasks" not in heads.values():
        first = min((r for r, name in heads.items() if name == "indicators"), default=table.n_rows)
        heads |= dict.fromkeys(heads_over_amounts(table, first, words)[:1], "tasks")
    out: list[ListBlock] = []
    for r, name in sorted(heads.items()):
        if out and r < out[-1].body:
            continue
        out.append(_block(table, r, name, words))
    if before is not None and (not out or out[0].head) and (block := continued(table, before, words)) is not None:
        out.insert(0, block)
    starts = {b.head for b in out}
    for block in out:
        block.end = end_of(block, kind, words, starts)
        if block.body:
            _bind(block, words)
    return out


def _known(table: Table, listed: Leads, kind: str, words: Vocabulary) -> ListBlock:
    """The list of a project among many."""
    heads = [c for c in table.row(listed.body - 1) if c.col >= listed.left]
    block = ListBlock("indicators", table, listed.head, listed.body, table.n_rows, [], first=listed.left)
    block.by_content = not any(words.column("indicators", c.text) for c in heads) and not listed.levels
    if not KINDS[kind].lists:  # whoever reads the kind reads its columns
        return block
    levels = [Column(role, col, col + 1) for col, role in sorted(listed.levels.items())]
    rows, left = (block.head, block.body, block.end), listed.left + len(levels)
    block.columns = levels + columns_of(table, rows, left, block.name, words)
    return block


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


def _block(table: Table, r: int, name: str, words: Vocabulary) -> ListBlock:
    """The list headed by row r, its end and columns still open."""
    row = table.row(r)
    known = [c for c in row if c.row == r and role_of(name, c.text, words)]
    known = [c for c in known if not _beside(table, c, row, words)]
    by_content = not known
    heading = [c for c in known if role_of(name, c.text, words) != "number"] or known
    levelled = _first_level(table, r, words) if name == "indicators" else table.n_cols
    first = min([levelled, *(c.col for c in heading[:1])])
    if name != "indicators":  # a label at its left, over all its rows, is no head
        depth = 2 if name == "tasks" else 1
        own = [c for c in row if c.row == r and c.end_row <= r + depth]
        first = next((c.col for c in own if not _spans_amount(table, c)), first)
        known = [c for c in known if c.col >= first]
    left = _left(table, first, r, words)
    heads = [c for c in row if c.row == r and c.col >= left]
    body = max((c.end_row for c in heads if c.cols > 1 or c.rows < _SIDE), default=r + 1)
    body = max([body, *(c.end_row for c in known)])
    beside = (c for c in row if c.end_col == left and c.end_row > r + 1)
    side = next((c for c in beside if c.end_row > body or not _names_field(c, words)), None)
    r, left = _begun_above(table, r, left, body, words)
    r = min([r, *(c.row for c in row if c.col >= left and c.end_row == body and role_of(name, c.text, words))])
    over = [c for c in table.written(r - 1) if c.col >= left] if r else []
    if len(over) > 1 and all(c.cols > 1 and names_level1(c.text) for c in over):
        r -= 1  # levels 1 over two sides of the list
    elif any(not c.text for c in heads) and all(_has_head(c, over) for c in heads if c.row == r):
        r -= 1  # heads of groups; a column of no group has its own there
    while body < table.n_rows and more_header(table, body, left, name, words):
        body += 1
    above = table.row(r - 1) if r else []
    caption = above[0] if len(above) == 1 and above[0].text else None
    return ListBlock(name, table, r, body, table.n_rows, [], side, caption, first=left, by_content=by_content)


def _has_head(cell: Cell, over: list[Cell]) -> bool:
    """Whether a cell of a row of heads is one of several under a head of the row over it, or blank under its own."""
    above = next((c for c in over if c.col <= cell.col and cell.end_col <= c.end_col and c.end_row == cell.row), None)
    if above is None or is_amount(above.text):
        return False
    return above.cols > cell.cols if cell.text else (above.col, above.cols) == (cell.col, cell.cols)


def _spans_amount(table: Table, cell: Cell) -> bool:
    """Whether an amount stands beside the cell below its first row: it labels a list's side and heads none of it."""
    below = (c for r in range(cell.row + 1, cell.end_row) for c in table.row(r))
    return any(c.row > cell.row and c.col > cell.col and is_amount(c.text) for c in below)


def _beside(table: Table, cell: Cell, row: list[Cell], words: Vocabulary) -> bool:
    """Whether a cell of a row of heads stands beside the list instead: rows of it begin where the other heads end."""
    others = [c.end_row for c in row if c is not cell and c.text]
    if cell.rows < _BESIDE or not others or cell.end_row <= max(others) or max(others) >= table.n_rows:
        return False
    below = [c for c in table.row(max(others)) if c is not cell]
    return any(is_level(c.text, words) or is_amount(c.text) for c in below)


def _begun_above(table: Table, r: int, left: int, body: int, words: Vocabulary) -> tuple[int, int]:
    """The head's first row and first column where heads at the left span it and a row over it: levels by their names,
    or by what stands under them."""
    while True:
        before = table.at(r, left - 1)
        if before is None or before.row >= r or before.end_row > body or not before.text:
            return r, left
        under = [table.at(q, before.col) for q in range(body, table.n_rows)]
        levels = sum(c is not None and is_level(c.text, words) for c in under)
        if words.column("indicators", before.text) not in LEVEL_ROLES and 2 * levels < len(under):
            return r, left
        top, left = before.row, before.col
        while left > 0 and (more := table.at(top, left - 1)) is not None and more.row == top and more.end_row <= body:
            if words.column("indicators", more.text) not in LEVEL_ROLES:
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
        if before is None or before.rows > 2 or _names_field(before, words) or _spans_amount(table, before):
            return first
        if is_period_column(table, before, words):
            first = before.col
            continue
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
    span = max(c.end_row for c in cells) - cells[0].row if cells else 0
    short |= len(cells) > 2 and sum(c.rows == 1 for c in cells) >= _EACH * span  # a text of its own in each row
    return levels >= max(1, 0.5 * len(cells)) or (len(cells) > 2 and counted[:3] == ["1", "2", "3"]) or short


def _names_field(cell: Cell, words: Vocabulary) -> bool:
    """Whether the cell labels a field of a form: then it heads a column too."""
    return any((t := words.term(kind, cell.text)) is not None and t.field and not t.section for kind in GOAL_KINDS)
