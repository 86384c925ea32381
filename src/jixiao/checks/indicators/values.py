"""Checks of single indicators: names and targets that are blank or left over, words for numbers, units, directions."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.checks.indicators.measurable import NONE
from jixiao.checks.rows import EFFECTS, Goal, Row, named
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.text import key

_COUNTED = ("rate", "people", "area", "length", "weight", "money", "count")
# What a name measures, and the groups of units that it may have.
_FIT: dict[str, tuple[tuple[str, ...], str]] = {
    "satisfaction": (("percent",), "百分比或分"),
    "rate": (("percent",), "百分比"),
    "people": (("people",), "人、人次等"),
    "area": (("area",), "平方米、亩等面积单位"),
    "length": (("length",), "米、公里等长度单位"),
    "weight": (("weight",), "吨、千克等重量单位"),
    "money": (("money",), "元、万元等"),
    "fee": (("money",), "元、万元等"),
}
# Units of a kind that are never right for a name of another kind.
_MEASURED = ("percent", "people", "area", "length", "weight", "volume", "money", "time")
_SIZES, _TIMES = ("money", "area", "length", "weight"), re.compile("(次数|人次|场次|批次|期数|件数|户数)$")
# What counts things and never people.
_THINGS = frozenset("件项台套份辆座处篇间栋条")
_HUNDRED = Decimal(100)
_NUMBER = re.compile(r"\d|[ⅠⅡⅢⅣⅤ]")
_FEW = 2
_RAISED = ("≥", ">")
_LOWERED = ("≤", "<")
_FILLED = ("indicator.placeholder", "indicator.name-missing", "indicator.value-missing")
_MEASURABLE = ("indicator.value-repeats-name", "indicator.quantity-without-number", "indicator.time-without-date")


@asks(
    "indicator.unit-missing", "indicator.placeholder", "indicator.name-missing", "indicator.value-missing",
    "indicator.value-repeats-name", "indicator.quantity-without-number", "indicator.time-without-date",
    "indicator.unit-unfit", "indicator.unit-incomplete", "indicator.unit-wording", "indicator.percent-over-100",
    "indicator.direction-unfit",
)  # fmt: skip
def check_values(record: Goal, ground: Ground) -> Hits:
    """Every indicator by itself; what is left over from the template is said once and not looked at further.

    Where most targets have no unit it stands elsewhere on the form, or is missing altogether: that is said once.
    """
    rows = ground.rows(record)
    without = [row for row in rows if _lacks_unit(row, ground)]
    counted = sum(row.target.kind == "quantitative" for row in rows)
    together = len(without) > _FEW and len(without) * 2 > counted
    bare = without if together else [row for row in without if _needs_unit(row, ground)]
    for row in bare[:1] if together else bare:
        paths = [path for each in bare for path in each.paths("value")] if together else row.paths("value")
        yield Hit("indicator.unit-missing", tuple(paths), {"name": row.name, "value": row.value})
    worded = [row for row in rows if row.target.base_unit == "%" and row.target.unit == "百分比"]
    if worded:
        paths = tuple(path for row in worded for path in row.paths("value"))
        yield Hit("indicator.unit-wording", paths, {"value": worded[0].value, "unit": worded[0].target.unit})
    for row in rows:
        if row.name or row.value:
            ground.look(*_FILLED, at=row.path)
        left = _left_over(row, ground)
        if left is not None:
            yield left
        elif not row.name:
            if row.value and row.target.kind != "blank":
                yield Hit("indicator.name-missing", row.paths("level3"), {"value": row.value})
        elif row.target.kind == "blank":
            if row.indicator.value is not None and key(row.value) not in NONE:  # the target itself, or asked about
                yield Hit("indicator.value-missing", row.paths("value"), {"name": row.name})
        else:
            yield from _words(row, ground)
            yield from _unit(row, ground)
            yield from _percent(row, ground)
            yield from directed(row, ground)


def _left_over(row: Row, ground: Ground) -> Hit | None:
    patterns = ground.words.patterns
    for field, text in (("level3", row.name), ("value", row.value)):
        if text and patterns["placeholder.name" if field == "level3" else "placeholder.value"].search(key(text)):
            return Hit("indicator.placeholder", row.paths(field), {"text": text})
    return None


def _words(row: Row, ground: Ground) -> Hits:
    """A target in words where a number or a date is due, or that only says the name again."""
    ground.look(*_MEASURABLE, at=row.path)
    if row.target.kind not in ("qualitative", "date"):
        return
    values = {"name": row.name, "value": row.value}
    if row.target.kind == "date":
        if row.measure in (*_COUNTED, "satisfaction"):
            yield Hit("indicator.quantity-without-number", row.paths("value"), values)
    elif key(row.value) == named(row):
        yield Hit("indicator.value-repeats-name", row.paths("value"), {"value": row.value})
    elif row.measure in (*_COUNTED, "satisfaction") and row.family.level2 != "cost":  # that is told as a cost
        # ≥300dpi is a number, though of a unit that nobody knows; 不高于上年 has a bound
        if not _NUMBER.search(key(row.value)) and not ground.words.has("bounded", row.value):
            yield Hit("indicator.quantity-without-number", row.paths("value"), values)
    elif row.measure == "time" and not ground.words.has("recurring", row.value):
        yield Hit("indicator.time-without-date", row.paths("value"), values)


def _unit(row: Row, ground: Ground) -> Hits:
    target, words = row.target, ground.words
    if target.kind != "quantitative" or (target.number is None and target.low is None):
        return
    ground.look("indicator.unit-missing", at=row.path)
    unit = target.unit
    first = target.base_unit.split("/")[0]
    if not unit or not target.base_unit:
        return
    if not first:
        values = {"name": row.name, "value": row.value, "unit": unit}
        yield Hit("indicator.unit-incomplete", row.paths("value"), values)
        return
    ground.look("indicator.unit-incomplete", "indicator.unit-wording", at=row.path)
    if row.measure:
        ground.look("indicator.unit-unfit", at=row.path)
    fit = _FIT.get(row.measure)
    group = next((name for name in _MEASURED if first in words.units[name]), None)
    if fit is not None and _unfit(row, group, first, fit[0]):
        yield Hit("indicator.unit-unfit", row.paths("value"), {"name": row.name, "unit": unit, "due": fit[1]})
    elif _is_uncounted(row, group) and not target.change:
        values = {"name": row.name, "unit": unit, "due": "计数的单位，如个、次"}
        yield Hit("indicator.unit-unfit", row.paths("value"), values)
    elif words.has("duration", named(row)) and group == "percent" and not target.change:
        ground.look("indicator.unit-unfit", at=row.path)
        values = {"name": row.name, "unit": unit, "due": "年、月、天等"}
        yield Hit("indicator.unit-unfit", row.paths("value"), values)


def _is_uncounted(row: Row, group: str | None) -> bool:
    """Whether the unit of what is counted is one of shares, or, where the name says so by its last word (次数), one of
    money or of a size."""
    return row.measure == "count" and (group == "percent" or (group in _SIZES and bool(_TIMES.search(named(row)))))


def _lacks_unit(row: Row, ground: Ground) -> bool:
    """Whether the target is a number without a unit that one would need to understand it."""
    target, words = row.target, ground.words
    if target.kind != "quantitative" or not (target.number or target.low) or target.base_unit:
        return False  # nought needs none
    told = words.has("unit_in_name", row.name) or words.has("no_unit", row.name) or bool(target.words)
    return bool(row.name) and not told and not _bare_money(row, target.unit) and _left_over(row, ground) is None


def _needs_unit(row: Row, ground: Ground) -> bool:
    """Whether a target by itself must have a unit: it counts, or is a share; indices and rates of others need none."""
    if row.target.unit:
        return True  # 1200万 of what
    if row.measure in ("rate", "satisfaction"):
        return ground.words.has("share", named(row))  # others may be of ten thousand
    if ground.words.has("amount_named", named(row)) and not row.target.words:
        return True
    return row.measure in (*_COUNTED, "fee") or row.family.level2 in ("quantity", "cost")


def _bare_money(row: Row, unit: str) -> bool:
    """≥500万 for an amount of money: the 元 is left out, but nobody will misunderstand."""
    return bool(unit) and (row.measure == "money" or row.family.level2 in ("cost", "economic"))


def _unfit(row: Row, group: str | None, first: str, allowed: tuple[str, ...]) -> bool:
    """Whether a unit cannot go with what the name measures."""
    if row.measure == "people" and first in _THINGS:
        return True
    if group in allowed or row.target.change is not None or (first == "%" and row.measure in ("money", "fee")):
        return False
    if row.measure in ("rate", "satisfaction"):
        return not (first in ("分", "成", "倍", "折") or "/" in row.target.unit or row.target.ratio)
    return group is not None


def _percent(row: Row, ground: Ground) -> Hits:
    target = row.target
    if target.base_unit != "%" or target.number is None or target.operator in _LOWERED or target.change:
        return
    ground.look("indicator.percent-over-100", at=row.path)
    share = ground.words.has("share", named(row)) and not ground.words.has("over_100", row.name)
    if target.scaled is not None and target.scaled > _HUNDRED and share:
        yield Hit("indicator.percent-over-100", row.paths("value"), {"name": row.name, "value": row.value})


def _more_is_better(name: str, ground: Ground) -> bool:
    return ground.words.has("more.named", name) and not ground.words.has("more.except", name)


def directed(row: Row, ground: Ground) -> Hits:
    """A sign that cannot be meant, by what the name says is to be more or less."""
    words, target, name = ground.words, row.target, row.name
    if target.kind != "quantitative" or target.operator not in (*_RAISED, *_LOWERED):
        return
    ground.look("indicator.direction-unfit", at=row.path)
    raised = target.operator in _RAISED
    kind = ""
    if raised:
        if words.has("fewer.named", name) and not words.has("fewer.except", name):
            kind = "越少越好的"
        elif row.family.level2 == "cost" and target.base_unit.startswith("元") and not words.has("cost_more", name):
            kind = "成本指标"
        elif target.base_unit in words.units["time"] and words.has("shorter", name):
            kind = "越短越好的"
    elif (target.base_unit == "%" and (target.scaled or 0) < _HUNDRED and _more_is_better(name, ground)) or (
        row.family.level2 in EFFECTS and words.has("gain", named(row)) and not words.has("fewer.named", name)
    ):
        kind = "越多越好的"
    if kind and not (raised and not target.number):
        values = {"name": name, "value": row.value, "kind": kind, "due": "≤" if raised else "≥"}
        yield Hit("indicator.direction-unfit", row.paths("value"), values)
