"""Columns of numbers that their heads do not tell: the amounts of tasks, the weights of levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from jixiao.fields.columns.column import Column
from jixiao.fields.columns.model import WHOLES, Strip
from jixiao.fields.labels.amounts import spent_on
from jixiao.forms.content import is_amount, level_names
from jixiao.text import key

# The share of rows that may begin no cell of their own in a column with one value a row.
_FEW = 0.1
# So many numbers one after the other count the rows.
_COUNTED = 4
_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?[%分]?")


def name_amounts(columns: Sequence[Column], strips: Sequence[Strip]) -> None:
    """Name the columns of amounts of tasks that no head names: by parts of their heads; the one left is the whole."""
    had = {c.role for c in columns}
    money = []
    for column, strip in zip(columns, strips, strict=True):
        if column.role or not any(strip.texts) or not all(is_amount(t) or not t for t in strip.texts):
            continue
        part = spent_on(column.heads[-1].text) if column.heads else ""
        if part in ("fiscal", "other") and part not in had:
            column.role, column.told = part, True
            had.add(part)
        else:
            money.append(column)
    if len(money) == 1 and "amount" not in had:
        money[0].role, money[0].told = "amount", True


def name_texts(columns: Sequence[Column], strips: Sequence[Strip]) -> None:
    """Name the columns of texts of a list of tasks that no head names: the first is the task, the next what is done."""
    open_ = [
        column
        for column, strip in zip(columns, strips, strict=True)
        if not column.role and column.heads and any(strip.texts) and not any(is_amount(t) for t in strip.texts if t)
    ]
    had = {c.role for c in columns}
    for role, column in zip([r for r in ("function", "policy") if r not in had], open_, strict=False):
        column.role, column.told = role, True


def counted(strips: Sequence[Strip]) -> set[int]:
    """The columns that count the rows: each number is the one above it and one more."""
    out = set()
    for i, strip in enumerate(strips):
        numbers = [int(t) for t in strip.texts if t.isdecimal()]
        steps = {b - a for a, b in pairwise(numbers)}
        if len(numbers) == len(strip.texts) >= _COUNTED and steps == {1}:
            out.add(i)
    return out


def level_weights(strips: Sequence[Strip]) -> set[int]:
    """The columns that say how much a level weighs: numbers merged over rows as the names of a level beside them are,
    while another column has a number in each row."""
    plain = [any(s.texts) and all(_NUMBER.fullmatch(key(t)) for t in s.texts if t) for s in strips]
    each = {i for i, strip in enumerate(strips) if plain[i] and strip.merged < _FEW}
    out = set()
    for i, strip in enumerate(strips):
        if not each - {i}:
            continue
        beside = [strips[j] for j in (i - 1, i + 1) if 0 <= j < len(strips)]
        levels = [b for b in beside if any(level_names(t) for t in b.texts)]
        merged = strip.merged > _FEW and any(b.merged == strip.merged for b in levels)
        if plain[i] and (merged or any(_one_each(strip, b) for b in levels)):
            out.add(i)
    return out


def _one_each(strip: Strip, level: Strip) -> bool:
    """Whether each level has one number, the same in all its rows, and those of all levels make a whole."""
    shares: dict[str, set[str]] = {}
    for name, share in zip(level.texts, strip.texts, strict=True):
        shares.setdefault(key(name), set()).add(key(share).rstrip("%分"))
    if not 1 < len(shares) < len(level.texts) or any(len(found) != 1 for found in shares.values()):
        return False
    values = [next(iter(found)) for found in shares.values()]
    return all(values) and round(sum(map(float, values)), 2) in WHOLES
