"""Amounts said in a sentence or with their unit behind them: 年度资金合计171.23万元，其中：财政拨款100万元。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from jixiao.evidence import Passage, Role
from jixiao.fields.digits.sums import number
from jixiao.fields.labels.amounts import amount_field, of_government
from jixiao.fields.labels.labelled import Labelled
from jixiao.forms.content import is_amount
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell
from jixiao.text import has_digit

_SAID = re.compile(
    r"(?P<label>[^\d，。；;、,.:：\s（(）)]{2,18}?(?:[（(][^\d（()）]{1,6}[)）])?)(?P<mark>[为共是]|\s*[:：])?\s*"
    r"(?P<amount>\d[\d,]*(?:\.\d+)?|[-—/／]+|无)\s*(?P<unit>[亿万千百]?元)?(?=[\s，。；;、,（(）)]|$|[^\d\s:：]{2,12}[:：])"
)
_CLOSE = Decimal("0.02")
_GIVEN = re.compile(r"财政|拨款|补助")
_UNIT = re.compile(r"(?<=\d)\s*([亿万千百]?元)$")


class Said(NamedTuple):
    """What a sentence says of a project's money: the field, the amount and its unit as printed."""

    field: str
    amount: Passage
    unit: Passage


def said_amounts(value: Passage, words: Vocabulary) -> list[Said]:
    """The amounts that the sentence names, each field once; [] where one of its amounts, or a figure, is of no field.

    What a single government gives is the state's part, where that and the others make the total.
    """
    out: list[Said] = []
    open_: list[Said] = []
    if has_digit(_SAID.sub("", value.text)):
        return []
    for match in _SAID.finditer(value.text):
        if not match["mark"] and not match["unit"]:
            return []
        name = amount_field(match["label"], words)
        given = not name and of_government(match["label"]) and _GIVEN.search(match["label"]) is not None
        if (not name and not given) or any(said.field == name for said in out):
            return []
        said = Said(name or "funds.fiscal", value.cut(*match.span("amount")), value.cut(*match.span("unit")))
        (open_ if given else out).append(said)
    return [*out, *open_] if not open_ or _make_total(out, open_) else []


def _make_total(out: list[Said], open_: list[Said]) -> bool:
    """Whether the parts, one of them not sure to be the state's, make the total."""
    amounts = {said.field.rsplit(".", 1)[1]: number(said.amount.text) or Decimal(0) for said in out}
    if len(open_) > 1 or "total" not in amounts or "fiscal" in amounts:
        return False
    parts = sum(amounts.values()) - amounts["total"] + (number(open_[0].amount.text) or Decimal(0))
    return abs(parts - amounts["total"]) <= _CLOSE


def told_apart(value: Passage, cell: Cell, words: Vocabulary) -> tuple[list[Labelled], list[Passage]]:
    """The amounts of a sentence as labelled values, and their units; nothing where it is no such sentence."""
    found = [] if is_amount(value.text) else said_amounts(value, words)
    if not found:
        return [], []
    value.claim(Role.LABEL)
    made = [Labelled(said.field, cell, said.amount, [], inferred=True) for said in found]
    return made, [said.unit for said in found if said.unit]


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
