"""Several columns of a list that hold what targets look like: which is the target, which stands aside."""

from __future__ import annotations

from jixiao.fields.columns.column import VALUES, Column
from jixiao.fields.columns.model import ASIDE, roles_said
from jixiao.fields.labels.amounts import REVISED, SET_BEFORE
from jixiao.forms.vocabulary import Vocabulary
from jixiao.text import key

# What it is worth beside a margin that a head says so, and that it says: as it was changed.
_SAID, _CHANGED = 5.0, 40.0


def part_values(columns: list[Column], words: Vocabulary) -> None:
    """Of several columns that could be the target, those stay whose heads speak of a period; else the likeliest one."""
    values = [c for c in columns if c.role in VALUES]
    periods = {words.period(h.text) for c in values for h in c.heads}
    if len(values) == 2 and ("lifetime" in periods or any(c.role == "value_lifetime" for c in values)):
        return
    revised = any(REVISED.search(key(c.head)) for c in values)
    for column in sorted(values, key=lambda c: -_worth(c, words))[1:]:
        column.role = "remark" if revised and SET_BEFORE.search(key(column.head)) else "second"


def _worth(column: Column, words: Vocabulary) -> float:
    said = roles_said(column.heads[-1].text, words) if column.heads else frozenset()
    margin = column.bound.margin if column.bound else 0.0
    margin += _CHANGED if REVISED.search(key(column.head)) else 0.0
    return margin + (_SAID if "value" in said else 0.0) - (_SAID if said & ASIDE else 0.0)
