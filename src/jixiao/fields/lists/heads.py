"""Rows that head a list: by their words, by the levels under them, by numbers of columns."""

from __future__ import annotations

import re

from jixiao.fields.columns.column import VALUES
from jixiao.fields.columns.heads import role_of, years_of
from jixiao.forms.content import is_amount, kinds_of, names_level1, numbers_columns
from jixiao.forms.levels import is_level
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records.kinds import KINDS
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# The roles a row must have to head a list of the name; one of each group.
_NEEDS: dict[str, list[set[str]]] = {
    "tasks": [{"function", "policy"}, {"amount", "policy", "project"}],
    "staff": [{"item"}, {"last_year", "this_year"}],
}
LEVEL_ROLES = {"level1", "level2", "level3", "level12"}
# The heads of a list of tasks stand in at most so many rows.
_DEPTH = 2
_TASK = re.compile("任务|职能|工作|事项")
# So many heads side by side make a row of them.
_HEADS = 3
# The head of a column, in characters, is no longer.
_HEAD = 24


def headed(table: Table, r: int, kind: str, words: Vocabulary) -> str | None:
    """The name of the list that row r heads by its words, None for any other row."""
    cells = table.written(r)
    if len(cells) < 2:
        return None
    roles = {role for c in cells if (role := words.column("indicators", c.text))}
    if len(roles & LEVEL_ROLES) >= 2 or (roles & LEVEL_ROLES and roles & VALUES):
        return "indicators"
    for name, groups in _NEEDS.items():
        if name not in KINDS[kind].lists:
            continue
        roles = {role for c in cells if (role := words.column(name, c.text))}
        if len(roles) >= 2 and all(roles & group for group in groups):
            return name
    if "staff" in KINDS[kind].lists and _heads_staff(table, cells):
        return "staff"
    return "tasks" if "tasks" in KINDS[kind].lists and _heads_tasks(table, r, cells, words) else None


def _heads_staff(table: Table, cells: list[Cell]) -> bool:
    """Whether two years head the row, with whole numbers right below both."""
    under = [table.at(cells[i].end_row, cells[i].col) for i in years_of([c.text for c in cells])]
    return len(under) == 2 and len(cells) > 2 and all(c is not None and key(c.text).isdecimal() for c in under)


def _heads_tasks(table: Table, r: int, cells: list[Cell], words: Vocabulary) -> bool:
    """Whether the parts of its words make the row the head of a list of tasks: a task, what it is and its money, with
    amounts below."""
    roles = {role: c for c in reversed(cells) if (role := role_of("tasks", c.text, words))}
    if {"function", "policy"} == set(roles) and len(cells) <= _HEADS:
        under = [table.at(c.end_row, c.col) for c in roles.values()]
        texts = [c for c in under if c is not None and c.text and not is_amount(c.text) and not is_level(c.text, words)]
        return len(texts) == 2 and any(_TASK.search(c.text) for c in cells)  # tasks without their money
    if "amount" not in roles or not {"function", "policy"} & set(roles) or len(roles) < _HEADS:
        return False
    money = roles["amount"]
    below = [table.at(q, money.col) for q in range(money.end_row, min(money.end_row + 3, table.n_rows))]
    return any(_TASK.search(c.text) for c in cells) and any(c is not None and is_amount(c.text) for c in below)


def heads_by_levels(table: Table, known: set[int], words: Vocabulary) -> list[int]:
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
        wide = [c for c in table.written(r) if c.cols > 1]
        covered = covered or len(wide) < 2 or not all(names_level1(c.text) for c in wide)  # else heads of two sides
    return out


def heads_again(table: Table, known: set[int]) -> list[int]:
    """Rows that print the words of a known row of heads again: those of a second list, or after a page end.

    A label at the side of the list may be another one.
    """
    out: list[int] = []
    heads = {k: {key(c.text) for c in table.written(k)} for k in known}
    for r in range(min(known, default=table.n_rows) + 1, table.n_rows):
        if r in known or len(written := table.written(r)) < 2:
            continue
        said = {key(c.text) for c in written}
        over = (head for k, head in heads.items() if k < r)
        if any(len(said & head) > 1 and max(len(said - head), len(head - said)) < 2 for head in over):
            out.append(r)
    return out


def heads_over_amounts(table: Table, end: int, words: Vocabulary) -> list[int]:
    """Rows before row `end` that head a list of tasks though their words do not say so: short words over rows that
    begin with a text and end with an amount, under the same walls."""
    return [r for r in range(min(end, table.n_rows - 2)) if _over_amounts(table, r, words)]


def _over_amounts(table: Table, r: int, words: Vocabulary) -> bool:
    heads = [c for c in table.row(r) if c.row == r and c.end_row <= r + _DEPTH]
    if len(heads) < _HEADS or not all(c.text and _may_head(c.text, words) for c in heads):
        return False
    left, body = heads[0].col, max(c.end_row for c in heads)
    rows = 0
    for q in range(body, table.n_rows):
        cells = [c for c in table.row(q) if c.row == q and c.col >= left]
        texts = [c for c in cells if c.text and not is_amount(c.text)]
        alike = len(cells) >= len(heads) and [c.col for c in cells][:2] == [c.col for c in heads[:2]]
        levelled = any(is_level(c.text, words) for c in texts)
        if not alike or levelled or len(texts) < 2 or texts[:2] != cells[:2] or not is_amount(cells[-1].text):
            break
        rows += 1
    return rows > 1


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
    first = r
    while sum(c.row == first for c in table.row(first)) == 1 and first + 1 < table.n_rows:
        first += 1  # levels stand over the whole width
    walls = {c.col for q in range(first, min(first + _DEPTH, table.n_rows)) for c in table.row(q)}
    beneath = [c for c in plain if c.col in walls and c.col >= level - 1]
    bare = sum(all(is_level(c.text, words) for c in table.row(q) if c.text) for q in range(r, table.n_rows))
    least = _HEADS - 1 if bare >= _HEADS else _HEADS  # levels in rows of their own need no columns
    if len(beneath) < least or len(plain) < len(heads):
        return None
    below = [c for q in range(r, min(r + 12, table.n_rows)) for c in table.row(q) if c.row == q]
    columns = {c.col for c in below if c.col >= beneath[0].col}
    return min(top, *(c.row for c in beneath)) if len(columns) >= least else None


def is_column_numbers(table: Table, r: int) -> bool:
    """Whether the row numbers the columns: 1, 2, 3 … or （1）, （2） …"""
    return numbers_columns([c.text for c in table.row(r) if c.row == r])


def more_header(table: Table, row: int, left: int, name: str, words: Vocabulary) -> bool:
    """Whether the row below heads columns too: it numbers them, divides a head, or all of it are column words."""
    if is_column_numbers(table, row) and row + 1 < table.n_rows:
        return True
    cells = [c for c in table.row(row) if c.col >= left and c.row == row]
    written = [c for c in cells if c.text]
    above = [c for c in table.row(row - 1) if c.col >= left]
    if written and name == "indicators" and _divides(written, above, words):
        return True
    if not written or not all(role_of(name, c.text, words) for c in written):
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
