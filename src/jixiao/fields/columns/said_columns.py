"""Columns of a list of which one says its indicators with their targets, several in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from jixiao.evidence import Passage
from jixiao.fields.columns.column import Column
from jixiao.fields.columns.model import Strip, roles_said
from jixiao.fields.said.grammar import NUMBER, SAID, TARGETS
from jixiao.fields.said.texts import said_rows
from jixiao.forms.content import kinds_of, level_names
from jixiao.forms.vocabulary import Vocabulary

# The share of a column's texts that must read so.
_MOST = 0.8
_LEVELS = ("level1", "level2")


def bind_said(columns: Sequence[Column], strips: Sequence[Strip], words: Vocabulary) -> bool:
    """Bind the columns of a list of which one says the indicators with their targets and no other holds targets."""
    says = [i for i, strip in enumerate(strips) if _says_rows(strip.texts)]
    others = [strip for i, strip in enumerate(strips) if i not in says]
    if len(says) != 1 or any(_holds(strip.texts, TARGETS - {"number"}) for strip in others):
        return False
    if not any(map(NUMBER.match, strips[says[0]].texts)) and any(_role_of(s, words) not in _LEVELS for s in others):
        return False  # where none is counted, only levels stand beside it
    for i, (column, strip) in enumerate(zip(columns, strips, strict=True)):
        column.role = SAID if i in says else _role_of(strip, words)
    return True


def _role_of(strip: Strip, words: Vocabulary) -> str:
    """What another column of such a list holds: a level by its names, else what its head alone may mean."""
    named = [level_names(text) for text in strip.texts if text]
    level = next((name for name in ("level2", "level1") if named and all(name in n for n in named)), "")
    said = roles_said(strip.head, words) - {"level3", "value"}
    return level or (next(iter(said)) if len(said) == 1 else "remark")


def _says_rows(texts: Sequence[str]) -> bool:
    """Whether the texts of a column say indicators with their targets, numbers among these."""
    rows = [_targets_in(t) for t in texts if t]
    targets = [target for part in rows for target in part]
    return bool(rows) and sum(map(bool, rows)) >= _MOST * len(rows) and _holds(targets, TARGETS)


@lru_cache(maxsize=4096)
def _targets_in(text: str) -> tuple[str, ...]:
    """The targets of the indicators that the text says, by their text alone."""
    return tuple([row.value.text for row in said_rows(Passage(text))])


def _holds(texts: Sequence[str], kinds: frozenset[str]) -> bool:
    """Whether half of what is written is of one of the kinds."""
    said = [kinds_of(t) for t in texts if t]
    return bool(said) and 2 * sum(bool(k & kinds) for k in said) >= len(said)
