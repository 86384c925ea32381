"""A column of a list that says which goal each indicator is of: 长期绩效目标1, 年度绩效目标1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from jixiao.fields.columns.column import Column
from jixiao.fields.columns.model import Strip
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# The role of such a column.
SCOPE = "scope"
_GOAL = re.compile(r".{2,10}(?:目标|指标|绩效|期|年度)[(]?[\d一二三四五六七八九十]{0,2}[)]?")
_OTHERS = frozenset({"", "remark", "number", "description", "basis", "level12"})


def says_period(text: str, words: Vocabulary) -> bool:
    """Whether the text names the goal of a period, counted or not."""
    return _GOAL.fullmatch(key(text)) is not None and words.period(text) is not None


def bind_periods(columns: Sequence[Column], strips: Sequence[Strip], words: Vocabulary) -> None:
    """Bind the columns of which every text names the goal of a period."""
    for column, strip in zip(columns, strips, strict=True):
        said = [text for text in strip.texts if text]
        if column.role in _OTHERS and said and all(says_period(text, words) for text in said):
            column.role, column.bound = SCOPE, None


def is_period_column(table: Table, head: Cell, words: Vocabulary) -> bool:
    """Whether all that stands below the head, down to the next row of one cell, names the goal of a period."""
    rows = takewhile(lambda r: len(table.row(r)) > 1, range(head.end_row, table.n_rows))
    cells = {id(c): c for r in rows if (c := table.at(r, head.col)) is not None and c.text}
    return bool(cells) and all(c.cols == head.cols and says_period(c.text, words) for c in cells.values())
