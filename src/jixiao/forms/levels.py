"""Names of levels of indicators in a cell: by the vocabulary, else by the parts that such names are made of."""

from __future__ import annotations

import re
from functools import partial

from jixiao.forms.content import level_names
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.forms.vocabulary.words import Found

# The name of a level is no longer; points may stand behind it.
_LONGEST = 24
_BEFORE_COLON = re.compile(r"([^\s：:；;。，,【】\[\]（）()]{2,12})[】\])）]?\s*[:：]")
_IN_MARKS = re.compile(r"[【\[〔]([^】\]〕]{2,12})[】\]〕]")
_NONE: frozenset[str] = frozenset()
_POINTS = re.compile(r"[(\[][^()\[\]]{1,8}[)\]]$")


def is_level(text: str, words: Vocabulary) -> bool:
    """Whether the text is the name of one of the two upper levels of indicators."""
    return bool(levels_of(text, words))


def levels_of(text: str, words: Vocabulary) -> frozenset[str]:
    """The levels (level1, level2) that are called so; points in brackets behind the name are set aside."""
    if len(text) > _LONGEST:
        return _NONE
    if words.known_levels is None:
        words.known_levels = Found(partial(_named, words))
    return words.known_levels[text]


def says_levels(text: str, words: Vocabulary) -> bool:
    """Whether the text says indicators under several levels: 【产出指标】数量指标：…；质量指标：…, 【数量指标】…；…"""
    if len(text) <= _LONGEST or "指标" not in text:
        return False
    names = {*_BEFORE_COLON.findall(text), *_IN_MARKS.findall(text)}
    return sum(is_level(name, words) for name in names) > 1


def _named(words: Vocabulary, text: str) -> frozenset[str]:
    k = _POINTS.sub("", label_key(text))
    return frozenset(name for name in ("level1", "level2") if k in words.levels.get(name, ())) or level_names(k)
