"""Amounts said in a sentence or with their unit behind them: 年度资金合计171.23万元，其中：财政拨款100万元。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jixiao.evidence import Passage, Role
from jixiao.fields.labels.amounts import amount_field
from jixiao.fields.labels.labelled import Labelled
from jixiao.forms.content import is_amount
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell

_SAID = re.compile(
    r"(?:其中[:：]?)?(?P<label>[^\d，。；、,:：\s]{2,18}?)(?:[为共是]|[:：])?\s*"
    r"(?P<amount>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[亿万千百]?元)"
)
_UNIT = re.compile(r"(?<=\d)\s*([亿万千百]?元)$")


class Said(NamedTuple):
    """What a sentence says of a project's money: the field, the amount and its unit as printed."""

    field: str
    amount: Passage
    unit: Passage


def said_amounts(value: Passage, words: Vocabulary) -> list[Said]:
    """The amounts that the sentence names, each field once; [] where one of its amounts is of no field."""
    out: list[Said] = []
    for match in _SAID.finditer(value.text):
        name = amount_field(match["label"], words)
        if not name or any(said.field == name for said in out):
            return []
        out.append(Said(name, value.cut(*match.span("amount")), value.cut(*match.span("unit"))))
    return out


def told_apart(value: Passage, cell: Cell, words: Vocabulary) -> tuple[list[Labelled], list[Passage]]:
    """The amounts of a sentence as labelled values, and their units; nothing where it is no such sentence."""
    found = [] if is_amount(value.text) else said_amounts(value, words)
    if not found:
        return [], []
    value.claim(Role.LABEL)
    made = [Labelled(said.field, cell, said.amount, [], inferred=True) for said in found]
    return made, [said.unit for said in found]


def without_units(items: Sequence[Labelled]) -> list[Passage]:
    """Take the unit behind each amount off it, where all have the same; the units, none where they do not."""
    amounts = [item for item in items if item.value and is_amount(item.value.text)]
    ends = [_UNIT.search(item.value.text) for item in amounts]
    if not ends or len({match[1] if match else "" for match in ends}) > 1:
        return []
    units = []
    for item, match in zip(amounts, ends, strict=True):
        if match is not None:
            unit = item.value.cut(*match.span(1))
            unit.claim(Role.LABEL)
            units.append(unit)
            item.value = item.value.cut(0, match.start())
    return units
