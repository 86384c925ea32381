"""What a goal tells by way of two numbers or one date, and of what an indicator speaks in another unit.

What two numbers come to (每户每年2次, 场均) is worked out and held against the indicators, a date that must be kept
against the one that they have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from jixiao.checks.judgement import pairs
from jixiao.checks.rows import Row, named
from jixiao.checks.words import words
from jixiao.grounding import Comparison, Discrepancy, mentions_in
from jixiao.grounding.prose.mentions import Mention
from jixiao.text import key

_MARKS = "，,。；;：:\n"
_STOPS = "。；;\n"
_CLASSES = ("area", "length", "weight", "volume", "time", "money")
_MORE = Decimal(2)
_SOME = 4
_DIGITS = re.compile(r"\d[\d.,]*[万亿]?[\u4e00-\u9fff%]?")
_HAN = re.compile("[\u4e00-\u9fff]+")
_EACH = re.compile("每(?P<each>[\u4e00-\u9fff])[\u4e00-\u9fff]{0,10}?$")
_MEAN = re.compile("^(?P<each>[场期户村站校批班])均")
_OFTEN = frozenset("月季周旬日天")
# For whom something is done comes before what is done: 面向40个县的校长, 对已签约的2400家单位.
_FOR = re.compile("(?:^|[^\u4e00-\u9fff])(?:面向|针对|[对为向])[^,，。；;、]{0,14}$|[对为](?:[约近]|全[省市县区部])*$")
_SERVED = frozenset("个家名人户所位")
_WITHIN = re.compile(".?[以之]?[内前后]")
_DUE = re.compile("(?:汛期?|开学|供暖|采暖|防火期|春耕|春播|节|高考|中考|越冬)[^,，。；;]{0,8}前")
_WHEN_DONE = re.compile("(?:完成|完工|竣工|建成|投用|交付|到货|安装)[\u4e00-\u9fff]{0,4}时间$")


def times_left(compared: Comparison) -> list[Discrepancy]:
    """How long something goes on, as far as nothing bears it out: no time within which it is done."""
    told = {*compared.said, *((each.start, each.end) for each in compared.discrepancies)}
    return [
        Discrepancy("unsupported", "unsupported", "", one.start, one.end, one.text)
        for one in mentions_in(compared.text).mentions
        if (one.start, one.end) not in told
        and one.quantity
        and one.quantity.sort == "time"
        and not one.written
        and not _WITHIN.match(key(compared.text[one.end - 1 :]))
        and one.text[-1:] not in "内前后"
    ]


def worked_out(rows: Sequence[Row], text: str) -> Iterator[tuple[str, Row]]:
    """What two numbers of a goal come to, and the indicator that has another number for it: so many households, twice a
    year each; the mean of so many people at so many shows."""
    told = [one for one in mentions_in(text).mentions if one.quantity and len(one.quantity.values) == 1]
    for many, often in pairwise(told):
        between = text[many.end : often.start]
        each = _EACH.search(key(between))
        if not (many.quantity and often.quantity and each) or any(mark in between for mark in _STOPS):
            continue
        unit = many.quantity.unit
        if each["each"] in _OFTEN or not key(between).count(f"每{unit}") or often.quantity.unit != "次":
            continue
        due = many.quantity.values[0] * often.quantity.values[0]
        for row in rows:
            counted = row.target.base_unit in (f"{unit}次", "人次" if unit in "人名" else "", "次")
            near = pairs(named(row)) & pairs(text[_begin(text, many.start) : _end(text, often.end)])
            if counted and near and row.target.scaled not in (None, due, many.quantity.values[0]):
                yield text[many.start : often.end], row
    for row in rows:
        mean = _MEAN.search(named(row))
        wholes = [one for one in told if mean and _is_whole(one, row)]
        counts = {one.quantity.values[0] for one in told if mean and one.quantity and one.quantity.unit == mean["each"]}
        if mean is None or len(wholes) != 1 or not counts or not row.target.scaled or wholes[0].quantity is None:
            continue
        due = wholes[0].quantity.values[0] / max(counts)
        if not due / _MORE <= row.target.scaled <= due * _MORE:
            yield f"{wholes[0].text}、{max(counts):f}{mean['each']}", row


def dates_missed(text: str, rows: Sequence[Row], year: int | None) -> Iterator[tuple[str, Row]]:
    """The one date that a goal sets and the later one that the indicators set for the same: in the same words, or done
    after the thing is needed."""
    dated = [one for one in mentions_in(text).mentions if one.date and one.date.date and one.date.date.last_day(year)]
    dated = [one for one in dated if one.date and one.date.date and one.date.date.month]
    timed = [row for row in rows if row.target.due(year) is not None]
    if len(dated) != 1 or len(timed) != 1:
        return
    one, row = dated[0], timed[0]
    clause = text[_begin(text, one.start) : _end(text, one.end)]
    said = one.date.date.last_day(year) if one.date and one.date.date else None
    due = row.target.due(year)
    if said is None or due is None or said >= due:
        return
    shared = pairs(named(row)) & pairs(clause)
    needed = _DUE.search(key(clause)) and _WHEN_DONE.search(named(row)) and due > said
    if shared or needed:
        yield one.text, row


def is_spoken_of(rows: Sequence[Row], compared: Comparison, each: Discrepancy, topic: str) -> bool:
    """Whether an indicator speaks of what a number counts, in whatever unit, or the number is of whom it is all for;
    what all of the form speaks of, the `topic`, tells nothing."""
    text, found = compared.text, _mention(compared, each)
    begin, end = _begin(text, each.start), _end(text, each.end)
    unit = found.quantity.unit if found and found.quantity else ""
    if unit in _SERVED and _FOR.search(key(text[max(0, begin - 1) : each.start])):
        return True
    before, behind = _DIGITS.split(text[begin : each.start])[-1], _DIGITS.split(text[each.end : end])[0]
    before, behind = _bare(before)[-_SOME:], _bare(behind)[:_SOME]
    counted = (pairs(before) | pairs(behind)) - pairs(topic)
    near = [row for row in rows if pairs(row.name) & counted]
    # One of the same unit that is nowhere told has another number, and that is a matter.
    silent = [row for row in near if row.path not in compared.mentioned]
    return bool(near) and not any(_class(unit) == _class(row.target.base_unit) for row in silent)


def _bare(text: str) -> str:
    """The last or first run of characters beside a number, without what bounds it."""
    flat = re.sub("(?:不少于|不低于|不超过|不高于|至少|达到?|超过?|约|以[上下内]|左右)+", "", key(text))
    return "".join(_HAN.findall(flat))


def _is_whole(one: Mention, row: Row) -> bool:
    """Whether a number may be all of what the mean of a row is: people and visits, of what the row names."""
    quantity = one.quantity
    if quantity is None or quantity.unit not in (row.target.base_unit, f"{row.target.base_unit}次"):
        return False
    return bool(pairs(named(row)) & pairs(one.near)) and quantity.values[0] > (row.target.scaled or 0)


def _mention(compared: Comparison, each: Discrepancy) -> Mention | None:
    found = mentions_in(compared.text).mentions
    return next((one for one in found if (one.start, one.end) == (each.start, each.end) and one.quantity), None)


@cache
def _class(unit: str) -> str:
    """Units that measure the same, others as they are."""
    first = unit.split("/")[0]
    return next((name for name in _CLASSES if first in words().units[name]), first)


def _begin(text: str, at: int) -> int:
    return max((text.rfind(mark, 0, at) for mark in _MARKS), default=-1) + 1


def _end(text: str, at: int) -> int:
    return min((found for mark in _MARKS if (found := text.find(mark, at)) >= 0), default=len(text))
