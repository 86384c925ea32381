"""Checks of targets as quantities: halves of what is whole, what cannot be, what says nothing, contradictions."""

from __future__ import annotations

import calendar
import re
from decimal import Decimal

from jixiao.checks.quantities import sense
from jixiao.checks.rows import Goal, Row, named, names_of, paths_of
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.quantity import numbers_in
from jixiao.records import ProjectGoal
from jixiao.text import key

# What says that a number is an end.
_ENDS = re.compile("内|前|以下|不超|不多|最|期$|时限|限$|后")
_HUNDRED = Decimal(100)
_LEAST_ALL = 4
# So many characters before a number of a goal may say that it is a mean.
_AROUND = 8
_DATE = re.compile(r"(?:(20\d\d)年)?(?<!\d)(\d{1,2})月(?!份?内|以内)(?:份)?(?:(\d{1,2})[日号])?")
_NEGATIVE = re.compile(r"^[≥≤><=]*-\d")
_ABOUT = re.compile("左右|上下|大约|大概|约(?!定|束)")
_TWO = (
    re.compile("[≥>][≤<]|[≤<][≥>]"),
    re.compile("(?:不低于|不少于|大于等于|至少)[≤<]|(?:不高于|不超过|小于等于|至多)[≥>]"),
    re.compile(r"\d[万亿千百]*(%|‰)\1"),
    re.compile(r"\d[万亿]?([一-龥])\1"),
)
_BOTH = re.compile(r"[≥>](\d+(?:\.\d+)?).{0,3}[,，、;；且并和及].{0,1}[≤<](\d+(?:\.\d+)?)")
_RANGE = re.compile(r"^(\d+(?:\.\d+)?)[%‰]?[-~至](\d+(?:\.\d+)?)(%|‰|[一-龥](?<![年月日号:]))")
_YEARS_APART = re.compile(r"(20\d\d)")


@asks("indicator.fraction-of-whole", "indicator.impossible")
def check_sense(record: Goal, ground: Ground) -> Hits:
    """Numbers that cannot be, in targets and in the goal."""
    years = _years(record)
    for row in ground.rows(record):
        if not row.name or row.target.kind == "blank":
            continue
        ground.look("indicator.impossible", at=row.path)
        values = {"name": row.name, "value": row.value}
        why = _no_such_day(key(row.value), record.year)
        why = why or _cannot_be(row, years if row.indicator.scope == "lifetime" else 1)
        if why:
            yield Hit("indicator.impossible", row.paths("value"), {**values, "why": why})
        if row.target.kind != "quantitative" or row.target.base_unit not in sense().whole:
            continue
        ground.look("indicator.fraction-of-whole", at=row.path)
        number = row.target.scaled
        if number is not None and _is_broken(number) and not sense().has("mean", row.name + row.value):
            yield Hit("indicator.fraction-of-whole", row.paths("value"), {**values, "unit": row.target.base_unit})
    yield from _in_goal(record.goal_annual or "", record.year)


@asks("indicator.vacuous", "indicator.harm-allowed")
def check_vacuous(record: Goal, ground: Ground) -> Hits:
    """Targets that every result fulfils, and those that let people come to harm."""
    for row in ground.rows(record):
        if not row.name or row.target.kind != "quantitative":
            continue
        ground.look("indicator.vacuous", "indicator.harm-allowed", at=row.path)
        values = {"name": row.name, "value": row.value}
        if _says_nothing(row, ground):
            yield Hit("indicator.vacuous", row.paths("value"), values)
        elif _lets_harm(row):
            yield Hit("indicator.harm-allowed", row.paths("value"), values)


@asks("indicator.value-contradicts", "indicator.value-loose")
def check_contradictory(record: Goal, ground: Ground) -> Hits:
    """Targets that contradict themselves: two signs, a range from more to less, a unit twice; and those without an
    end, about so much or less than nought."""
    for row in ground.rows(record):
        if not row.name or row.target.kind == "blank":
            continue
        ground.look("indicator.value-contradicts", "indicator.value-loose", at=row.path)
        flat = key(row.value).replace(">=", "≥").replace("<=", "≤")
        ends = [m for pattern in (_BOTH, _RANGE) if (m := pattern.search(flat))]
        if any(pattern.search(flat) for pattern in _TWO) or any(Decimal(m[1]) > Decimal(m[2]) for m in ends):
            yield Hit("indicator.value-contradicts", row.paths("value"), {"name": row.name, "value": row.value})
        elif row.target.kind == "quantitative" and (_ABOUT.search(flat) or _is_fall(row) or _is_limit(row, ground)):
            yield Hit("indicator.value-loose", row.paths("value"), {"name": row.name, "value": row.value})


def _is_limit(row: Row, ground: Ground) -> bool:
    """Whether a time is how fast something must be, and neither sign nor name says so: 预警处置反馈 30分钟."""
    target, name = row.target, named(row)
    bare = key(row.value)[:1].isdigit() and not _ENDS.search(key(row.value) + name)
    return bare and target.base_unit in ground.words.units["time"] and ground.words.has("shorter", name + "时间")


@asks("indicator.all-hundred", "indicator.too-full", "indicator.above-all")
def check_all_hundred(record: Goal, ground: Ground) -> Hits:
    """Shares that are all 100 %, that of satisfied people too, or that one alone; and at least 100 %."""
    shares = [row for row in ground.rows(record) if row.target.base_unit == "%" and not row.target.change]
    parts = [row for row in shares if row.name and ground.words.has("share", named(row))]
    for row in parts:
        ground.look("indicator.above-all", at=row.path)
    above = [row for row in parts if row.target.operator in ("≥", ">") and row.target.scaled == _HUNDRED]
    if above:
        yield Hit("indicator.above-all", paths_of(above), {"names": names_of(above)})
    pleased = [row for row in shares if "satisfaction" in (row.measure, row.family.level2)]
    for row in pleased:
        ground.look("indicator.too-full", at=row.path)
    full = [row for row in pleased if row.target.scaled == _HUNDRED and row.target.operator not in ("≤", "<")]
    if len(shares) >= _LEAST_ALL:
        ground.look("indicator.all-hundred")
    if len(shares) < _LEAST_ALL or not all(row.target.scaled == _HUNDRED for row in shares):
        for row in full:
            yield Hit("indicator.too-full", row.paths("value"), {"name": row.name, "value": row.value})
        return
    if pleased and all(row.target.scaled == _HUNDRED for row in shares):
        paths = tuple(path for row in shares for path in row.paths("value"))
        yield Hit("indicator.all-hundred", paths, {"count": len(shares)})


def _is_fall(row: Row) -> bool:
    """Whether a change is written as a number below nought without a sign: at least or at most so much is open."""
    return row.target.base_unit == "%" and row.target.operator is None and bool(_NEGATIVE.match(key(row.value)))


def _in_goal(text: str, year: int | None) -> Hits:
    """The same of the numbers and dates of a goal."""
    called = {"name": "绩效目标"}
    why = _no_such_day(key(text), year)
    if why:
        yield Hit("indicator.impossible", ("goal_annual",), {**called, "value": "", "why": why})
    for one in numbers_in(text):
        if one.role != "quantity" or one.base_unit not in sense().whole or not _is_broken(one.scaled):
            continue
        begin = max((text.rfind(mark, 0, one.start) for mark in "，。；、\n"), default=-1)
        if not sense().has("mean", text[begin + 1 : one.span[1]]):
            said = {"value": text[one.start : one.span[1]], "unit": one.base_unit}
            yield Hit("indicator.fraction-of-whole", ("goal_annual",), {**called, **said})


def _is_broken(number: Decimal) -> bool:
    return number != number.to_integral_value()


def _no_such_day(flat: str, year: int | None) -> str:
    """What is wrong with a date that no calendar has, "" where there is none."""
    for match in _DATE.finditer(flat):
        month, day = int(match[2]), int(match[3] or 1)
        if not 1 <= month <= 12:
            return f"没有{month}月"
        if not 1 <= day <= calendar.monthrange(int(match[1] or year or 2024), month)[1]:
            return f"没有{match[0]}"
    return ""


def _cannot_be(row: Row, years: int) -> str:
    """Why a target cannot be reached or be meant, "" where it can."""
    target, known = row.target, sense()
    if _NEGATIVE.match(key(row.value)) and target.base_unit in known.whole and not known.has("signed", row.name):
        return "数量不会是负的"
    number = target.scaled if target.scaled is not None else target.low
    if number is None or target.change or target.kind != "quantitative":
        return ""
    most = known.year.get(target.base_unit, 0) * years
    if most and number > most and target.operator not in ("≤", "<") and not known.has("longer", row.name + row.value):
        return f"一年最多{known.year[target.base_unit]}{target.base_unit}"
    if target.base_unit == "分" and number > _HUNDRED and "satisfaction" in (row.measure, row.family.level2):
        return "超过了满分"
    if not target.base_unit and number > 1 and target.operator not in ("≤", "<") and known.has("of_one", row.name):
        return "这个系数不会大于 1"
    return ""


def _years(record: Goal) -> int:
    """How many calendar years the project has, one where that is not told."""
    if not isinstance(record, ProjectGoal):
        return 1
    found = [_YEARS_APART.search(text or "") for text in (record.period_start, record.period_end)]
    start, end = (int(match[1]) if match else 0 for match in found)
    return max(1, end - start + 1) if start and end else 1


def _says_nothing(row: Row, ground: Ground) -> bool:
    target, known = row.target, sense()
    low, high = target.bounds
    if target.change or known.has("signed", row.name):
        return False
    if low is not None and low <= 0 and target.operator in ("≥", ">", "range"):
        return high is None or (target.base_unit == "%" and high >= _HUNDRED)
    if target.base_unit == "%" and target.operator in ("≤", "<") and high is not None and high >= _HUNDRED:
        return row.family.level2 != "cost" and not (
            known.has("capped", row.name) or ground.words.has("over_100", row.name)
        )
    zero = target.operator in (None, "=") and low == high == 0
    return zero and row.family.level2 == "quantity" and not ground.words.has("fewer.named", row.name)


def _lets_harm(row: Row) -> bool:
    target, known = row.target, sense()
    number = target.scaled
    if target.base_unit == "%" and number is not None and number >= 1 and target.operator not in ("≥", ">"):
        return target.change is None and known.has("harm_share", named(row))
    if number is None or number <= 0 or target.base_unit not in known.whole or target.change:
        return False
    return (
        target.operator in ("≤", "<", "=", None)
        and known.has("harm", named(row))
        and not known.has("harm_except", row.name)
    )
