"""Checks of numbers about one thing: parts above the whole, fewer times than people, products, numbers of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from jixiao.checks.judgement import pairs
from jixiao.checks.quantities import sense
from jixiao.checks.rows import Goal, Row, named
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.quantity import numbers_in
from jixiao.quantity.units import counted_as
from jixiao.records import ProjectGoal
from jixiao.text import key

# Words that do not say what is counted.
_NEUTRAL = re.compile(
    "(完成|开展|实施|组织|举办|进行|参加|参与|达到|共计?|总)|(数量|个数|人数|人次|次数|场次|期数|户数|总量|数|量)|[的和与]|\\(.*?\\)"
)
_TIMES = ("人次", "人")
_EVENTS = frozenset(["场", "场次", "期", "期次", "班", "班次", "届"])
# Names with so few characters left say too little to be one thing.
_FEWEST = 3
_EACH = re.compile(
    r"每(?P<per>[一-龥]{1,2}?)(?:培训|参训|参加|参赛|服务|约|不少于|不低于|平均)?(?P<count>\d+)(?P<unit>人次|人|名|户|家)"
)
_EACH_NAME = re.compile("每(?P<per>[期场班次届户村])")
_SLACK = Decimal("0.1")
_DIGITS = re.compile(r"\d+|[一二三四五六七八九十]+|[A-Za-z]+")
_BEHIND = re.compile("^(以上|以下|以内|左右|岁|年|级|期工程|期项目|号)")


class Counted(NamedTuple):
    """A number of things: the row, what is counted (as characters), the number and its unit, one for all people."""

    row: Row
    core: frozenset[str]
    number: Decimal
    unit: str


@asks("indicator.counts-contradict")
def check_counts(record: Goal, ground: Ground) -> Hits:
    """Two numbers of one thing that cannot both be."""
    counted = [one for row in ground.rows(record) if (one := _counted(row)) is not None]
    for one in counted:
        ground.look("indicator.counts-contradict", at=one.row.path)
    told: set[frozenset[str]] = set()
    for one, other in permutations(counted, 2):
        pair = frozenset((one.row.path, other.row.path))
        why = _contradiction(one, other) if one.row.indicator.scope == other.row.indicator.scope else ""
        if why and pair not in told:
            told.add(pair)
            values = {"name": one.row.name, "value": one.row.value, "other": other.row.name, "there": other.row.value}
            first, second = sorted((one.row, other.row), key=lambda row: -row.index)
            paths = (*first.paths("value"), f"{second.path}.value")
            yield Hit("indicator.counts-contradict", paths, {**values, "why": why})


@asks("indicator.name-number-differs")
def check_name_numbers(record: Goal, ground: Ground) -> Hits:
    """A number in a name against the target, and one in the project's name against the indicators of that thing."""
    rows = [row for row in ground.rows(record) if row.name and row.target.scaled is not None and row.target.base_unit]
    for row in rows:
        ground.look("indicator.name-number-differs", at=row.path)
        said = list(_in_name(row.name))
        if len(said) == 1 and said[0][1:3] == (row.target.base_unit, True) and said[0][0] != row.target.scaled:
            yield Hit("indicator.name-number-differs", row.paths("value"), {"name": row.name, "value": row.value})
    title = record.project_name if isinstance(record, ProjectGoal) else None
    for number, unit, counts, behind in _in_name(title or ""):
        same = [row for row in rows if row.target.base_unit == unit and pairs(behind) & pairs(row.name)]
        if counts and same and all(row.target.scaled != number for row in same):
            values = {"name": title, "value": f"{same[0].name}{same[0].value}"}
            yield Hit("indicator.name-number-differs", ("project_name", *same[0].paths("value")), values)


@asks("indicator.product-differs")
def check_each(record: Goal, ground: Ground) -> Hits:
    """So many a time, times so many times, against the number of all."""
    rows = [row for row in ground.rows(record) if row.name and row.target.scaled is not None]
    for number, unit, per, said, paths in _each(record, rows):
        times = [
            r
            for r in rows
            if r.target.base_unit.startswith(per) and r.family.level2 == "quantity" and "/" not in r.target.unit
        ]
        whole = [
            r
            for r in rows
            if counted_as(r.target.base_unit) == unit
            and r.family.level2 == "quantity"
            and not _EACH_NAME.search(r.name)
        ]
        whole = [r for r in whole if times and pairs(r.name) & (pairs(times[0].name) | pairs(said))]
        if len(times) != 1 or not whole:
            continue
        ground.look("indicator.product-differs")
        product = number * (times[0].target.scaled or 0)
        if all(abs(product - (r.target.scaled or 0)) > _SLACK * product for r in whole):
            values = {
                "said": f"{times[0].name}{times[0].value}，{said}", "product": f"{product:f}{unit}",
                "name": whole[0].name, "value": whole[0].value,
            }  # fmt: skip
            yield Hit("indicator.product-differs", (*paths, f"{whole[0].path}.value"), values)


def _counted(row: Row) -> Counted | None:
    target = row.target
    unit = counted_as(target.base_unit)
    if target.scaled is None or target.change or unit not in sense().whole or target.operator in ("≤", "<", "range"):
        return None
    if sense().has("mean", row.name) or not row.name or target.scaled <= 0:
        return None
    return Counted(row, frozenset(_NEUTRAL.sub("", named(row))), target.scaled, unit)


def _contradiction(one: Counted, other: Counted) -> str:
    """Why `one` cannot be beside `other`, "" where it can."""
    if _DIGITS.findall(named(one.row)) != _DIGITS.findall(named(other.row)):
        return ""  # of other ages, classes, years
    same = one.core == other.core and len(one.core) >= _FEWEST
    part = len(other.core) >= _FEWEST and one.core > other.core and _joins(one.row) > _joins(other.row)
    if one.unit == other.unit:
        if same and one.number != other.number and named(one.row) != named(other.row):
            return "像是同一件事，数不一样"
        if part and one.number > other.number:
            return "前一个像是后一个的一部分，却更大"
        return ""
    if (one.unit, other.unit) == _TIMES and same and one.number < other.number:
        return "人次少于人数"
    if one.unit in _TIMES and other.unit in _EVENTS and same and one.number < other.number:
        return "参加的人比场次还少"
    return ""


def _joins(row: Row) -> set[str]:
    """The pairs of characters of what is counted."""
    flat = _NEUTRAL.sub("", named(row))
    return {flat[i : i + 2] for i in range(len(flat) - 1)}


def _in_name(name: str) -> Iterator[tuple[Decimal, str, bool, str]]:
    """The numbers of a name, with unit, whether they count, and what stands behind."""
    for number in numbers_in(name):
        behind = key(name[number.span[1] :])
        counts = number.role == "quantity" and number.base_unit in sense().whole and not number.written
        counts = counts and not _BEHIND.match(behind) and "每" not in name
        if number.role == "quantity":
            yield number.scaled, number.base_unit, counts, behind[: _FEWEST * 3]


def _each(record: Goal, rows: list[Row]) -> Iterator[tuple[Decimal, str, str, str, tuple[str, ...]]]:
    """How many there are each time: the number, its unit, what a time is, as it is written, and where."""
    for row in rows:
        first, _, per = row.target.base_unit.partition("/")
        match = _EACH_NAME.search(row.name)
        if per and first not in ("元", "%") and first in sense().whole:
            yield row.target.scaled or Decimal(0), counted_as(first), per, f"{row.name}{row.value}", row.paths("value")
        elif match and first in ("人", "名", "人次") and not per:
            yield (
                row.target.scaled or Decimal(0),
                counted_as(first),
                match["per"],
                f"{row.name}{row.value}",
                row.paths("value"),
            )
    for match in _EACH.finditer(key(record.goal_annual or "")):
        yield Decimal(match["count"]), counted_as(match["unit"]), match["per"], match[0], ("goal_annual",)
