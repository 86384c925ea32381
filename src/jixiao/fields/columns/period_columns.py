"""A column of a list that says which goal each indicator is of: 长期绩效目标1, 年度绩效目标1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from jixiao.fields.columns.column import Column
from jixiao.fields.columns.model import Strip
from jixiao.forms.content import level_names
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# The role of such a column.
SCOPE = "scope"
_GOAL = re.compile(r"(.{1,10}?)((?:绩效|总体)*(?:目标|指标|绩效)+|期|年度)[(]?[\d一二三四五六七八九十]{0,2}[)]?")
# What a list may be called without a word of a period.
_PLAIN = re.compile("绩效|总体|项目|评价|考核|[共个]性|其[他它]")
_OTHERS = frozenset({"", "remark", "number", "description", "basis", "level12"})


def says_period(text: str, words: Vocabulary) -> bool:
    """Whether the text names the goal of a period, counted or not."""
    return _GOAL.fullmatch(key(text)) is not None and words.period(text) is not None


def name_periods_of(texts: Sequence[str], words: Vocabulary) -> bool:
    """Whether all texts name goals of periods: each one known, or one that only its first word sets apart from that of
    the year (实施目标 beside 年度目标)."""
    said = {text for text in texts if says_period(text, words)}
    return bool(said) and all(text in said or beside_annual(text, said, words) for text in texts)


def beside_annual(text: str, others: Iterable[str], words: Vocabulary) -> bool:
    """Whether the text is called as one of the others that says the year is, with a word before it that nobody knows
    for a period."""
    own = _GOAL.fullmatch(key(text))
    if own is None or words.period(text) is not None or _PLAIN.fullmatch(own[1]) or level_names(text):
        return False
    ends = {m[2] for t in others if words.period(t) == "annual" and (m := _GOAL.fullmatch(key(t)))}
    return own[2] in ends


def bind_periods(columns: Sequence[Column], strips: Sequence[Strip], words: Vocabulary) -> None:
    """Bind the columns of which every text names the goal of a period, one of them by a word that is known."""
    for column, strip in zip(columns, strips, strict=True):
        said = [text for text in strip.texts if text]
        if column.role in _OTHERS and name_periods_of(said, words):
            column.role, column.bound = SCOPE, None


def is_period_column(table: Table, head: Cell, words: Vocabulary) -> bool:
    """Whether all that stands below the head, down to the next row of one cell, names the goal of a period."""
    rows = takewhile(lambda r: len(table.row(r)) > 1, range(head.end_row, table.n_rows))
    cells = {id(c): c for r in rows if (c := table.at(r, head.col)) is not None and c.text}
    return all(c.cols == head.cols for c in cells.values()) and name_periods_of([c.text for c in cells.values()], words)
