"""What rows of indicators look like where the columns they were read from were inferred and are right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jixiao.forms.vocabulary import Vocabulary
from jixiao.text import key

_LEVELS = ("level1", "level2")


def rows_fit(rows: Sequence[dict[str, Any]], words: Vocabulary) -> bool:
    """Whether no row lacks a level that others have, no two have one name between them, and no level stands within a
    name: two readings of the same cells agree on such rows too, and the cells are wrong."""
    for level in _LEVELS:
        if any(row[level] for row in rows) and any(row[level] is not None and not row[level] for row in rows):
            return False
    names = [row["level3"] for row in rows if row["level3"]]
    begins = [(id(name.pieces[0].word), name.pieces[0].start) for name in names]
    if len(set(begins)) < len(begins):
        return False
    levels = [level for level in words.levels.get("level2", ()) if level.endswith("指标")]
    return not any(level in said != level for said in (key(name.text) for name in names) for level in levels)
