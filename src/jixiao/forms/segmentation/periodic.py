"""Forms of one layout under one another in a table, told by what comes again: the heads of their lists of indicators,
and over each of them the same labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from jixiao.forms.content import is_amount
from jixiao.forms.levels import is_level
from jixiao.forms.segmentation import settings
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# So many labels stand over the list of a form at least.
_LABELS = 2


def starts_again(table: Table, words: Vocabulary) -> list[int]:
    """The rows at which forms begin, the first one too; none where no row of heads comes again."""
    heads = _heads(table, words)
    if len(heads) < 2 or heads[0] == 0:
        return []
    top = _top(table, heads[0])
    labels = {_label(table, r) for r in range(top, heads[0])} - {""}
    if len(labels) < _LABELS:
        return []  # only the upper heads of a list that a form has twice
    first = _label(table, top)
    starts = [top]
    for before, head in pairwise(heads):
        over = [r for r in range(before + 1, head) if _label(table, r) == first]
        if len(over) != 1 or not {_label(table, r) for r in range(over[0], head)} <= labels | {""}:
            return []
        starts.append(over[0])
    named = all(r and names_project(table, r - 1, words) for r in starts)
    return [r - 1 for r in starts] if named else starts


def names_project(table: Table, row: int, words: Vocabulary) -> bool:
    """Whether the first text of a row says no more than the name of a project, behind its label (项目一：…)."""
    said = table.written(row)
    label, colon, name = key(said[0].text).partition(":") if said else ("", "", "")
    return len(said) == 1 and bool(colon and name) and words.opens("project_goal", label, [])


def may_head(cells: Iterable[Cell], words: Vocabulary) -> bool:
    """Whether all these texts may head columns: short, no amounts, no names of levels."""
    longest = settings.LISTED.short
    return all(len(c.text) <= longest and not is_amount(c.text) and not is_level(c.text, words) for c in cells)


def _heads(table: Table, words: Vocabulary) -> list[int]:
    """The rows of heads that come again over rows that begin with names of levels."""
    found: dict[int, tuple[str, ...]] = {}
    for r in range(1, table.n_rows):
        below = table.written(r)
        if not any(is_level(c.text, words) for c in below[:2]):
            continue
        row = table.written(r - 1)
        if len(row) >= settings.AGAIN.heads and may_head(row, words):
            found[r - 1] = tuple(key(c.text) for c in row)
    if not found:
        return []
    often, _ = Counter(found.values()).most_common(1)[0]
    return [r for r, texts in found.items() if texts == often]


def _top(table: Table, head: int) -> int:
    """The first row of labels over a row of heads: below the rows that say one thing over the whole width."""
    top = head
    while top > max(0, head - settings.AGAIN.rows) and len([c for c in table.row(top - 1) if c.text]) > 1:
        top -= 1
    return top


def _label(table: Table, r: int) -> str:
    """The text at the left of the row, where it begins there."""
    cell = table.at(r, 0)
    text = key(cell.text) if cell is not None and cell.row == r else ""
    before, colon, _ = text.partition(":")
    return before if colon and len(before) <= settings.LISTED.short else text
