"""Names of the upper levels of indicators: what tells a row of a list from everything else."""

from __future__ import annotations

import re

from jixiao.fields.content import level_names
from jixiao.forms.vocabulary import Vocabulary, label_key

# The head of a column, in characters, is no longer.
HEAD = 24
_POINTS = re.compile(r"[(\[][^()\[\]]{1,8}[)\]]$")


def is_level(text: str, words: Vocabulary) -> bool:
    """Whether the text is the name of one of the two upper levels of indicators."""
    return bool(levels_of(text, words))


def levels_of(text: str, words: Vocabulary) -> frozenset[str]:
    """The levels (level1, level2) that are called so; points in brackets behind the name are set aside."""
    if len(text) > HEAD:
        return frozenset()
    k = _POINTS.sub("", label_key(text))
    named = {name for name in ("level1", "level2") if k in words.levels.get(name, ())}
    return frozenset(named) or level_names(k)
