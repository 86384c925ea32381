"""Whether a list of indicators stands in a table, or in the lines and tables that go on with it."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.borderless import is_title
from jixiao.forms.segmentation.catalogue.columns import heads_indicators
from jixiao.forms.segmentation.headings import section_of
from jixiao.forms.segmentation.sections import begins_level
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.table import Block, Paragraph, Table


def is_levelled(table: Table, words: Vocabulary) -> bool:
    """Whether a list of indicators stands in the table: by its heads or by names of levels."""
    return has_levels(table, words) or any(
        heads_indicators([c.text for c in table.written(r)], words) for r in range(table.n_rows)
    )


def has_levels(table: Table, words: Vocabulary) -> bool:
    """Whether levels of indicators stand in the table: it holds a list of them, whatever its heads are called."""
    names = {label_key(c.text) for c in table.cells if c.text and len(c.text) <= settings.FORMS.level}
    return sum(any(name in levels for levels in words.levels.values()) for name in names) >= settings.FORMS.levels


def levels_follow(after: Iterable[Block], words: Vocabulary) -> bool:
    """Whether a later table has levels of indicators, or lines begin with them, and only headings of sections stand
    between."""
    lines: list[Paragraph] = []
    for block in after:
        if isinstance(block, Table):
            if is_levelled(block, words):
                return True
            if not section_of(lines):
                return False
            lines = []
        elif not block.margin:
            lines.append(block)
            if is_title(block, words):
                return False
            if sum(begins_level(p.passage, words) for p in lines) >= settings.FORMS.levels:
                return True
    return False
