"""Faults that offices make, planted in the records of a file: each says which check must find it and where.

Every planter changes a copy of the file and gives (record number, field path), or None where the file has no room for
it. They know the forms, not the checks.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jixiao.records import DepartmentGoal, DepartmentNarrative, Indicator, ProjectGoal, Reading

Place = tuple[int, str]
Planter = Callable[[Reading, random.Random], Place | None]
PLANTERS: dict[str, Planter] = {}

_VALUE = re.compile(r"^(?P<op>[≥≤≧≦＝=]?)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>.*)$")
_RATE = re.compile("[^效频]率$")
_GOALS = (ProjectGoal, DepartmentGoal)


def plants(check: str) -> Callable[[Planter], Planter]:
    """Marks the planter of a check."""

    def mark(planter: Planter) -> Planter:
        PLANTERS[check] = planter
        return planter

    return mark


def pick(reading: Reading, rng: random.Random, kind: Any, fits: Callable[[Any], bool] = bool) -> tuple[int, Any] | None:
    """One record of the kind that fits, with its number."""
    found = [(n, r) for n, r in enumerate(reading.records, 1) if isinstance(r, kind) and fits(r)]
    return rng.choice(found) if found else None


def number(text: str | None) -> Decimal | None:
    """The amount that a cell prints."""
    try:
        return Decimal((text or "").replace(",", "")) if text and text.strip() else None
    except ArithmeticError:
        return None


def shifted(text: str, rng: random.Random) -> str:
    """Another amount, printed as exactly: 7 to 60 percent more."""
    value = number(text) or Decimal(0)
    digits = len(text.partition(".")[2])
    return f"{value * Decimal(rng.randint(107, 160)) / 100 + 1:.{digits}f}"


def rows(record: Any, fits: Callable[[Indicator], bool]) -> list[int]:
    """The rows of the annual list that fit."""
    return [i for i, one in enumerate(record.indicators) if one.scope == "annual" and one.level3 and fits(one)]


def in_row(fits: Callable[[Indicator], bool], change: Callable[[Indicator, random.Random], str]) -> Planter:
    """A planter that changes one row; `change` gives the field it spoilt."""

    def planter(reading: Reading, rng: random.Random) -> Place | None:
        found = pick(reading, rng, _GOALS, lambda r: bool(rows(r, fits)))
        if found is None:
            return None
        n, record = found
        i = rng.choice(rows(record, fits))
        return n, f"indicators[{i}].{change(record.indicators[i], rng)}"

    return planter


def put(field: str, *values: str) -> Callable[[Indicator, random.Random], str]:
    """A change that sets a field to one of the values."""

    def change(one: Indicator, rng: random.Random) -> str:
        setattr(one, field, rng.choice(values))
        return field

    return change


def has(pattern: str, of: str = "level3") -> Callable[[Indicator], bool]:
    """Rows whose field has the pattern."""
    return lambda one: re.search(pattern, getattr(one, of) or "") is not None


def both(*fits: Callable[[Indicator], bool]) -> Callable[[Indicator], bool]:
    """Rows that all of them fit."""
    return lambda one: all(fit(one) for fit in fits)


def rewritten(op: str | None = None, unit: str | None = None, number: str | None = None) -> Any:
    """A change of operator, unit or number of a target, the rest as printed."""

    def change(one: Indicator, rng: random.Random) -> str:
        match = _VALUE.match(one.value or "")
        assert match is not None
        parts = (match["op"] if op is None else op, match["number"] if number is None else number)
        one.value = "".join(parts) + (match["unit"] if unit is None else unit)
        return "value"

    return change


def counted(one: Indicator) -> bool:
    """A plain number with a unit."""
    match = _VALUE.match(one.value or "")
    return match is not None and bool(match["unit"].strip()) and not re.search(r"\d", match["unit"])


PERCENT = has(r"^[≥≤≧≦＝=]?\d+(\.\d+)?[%％]$", "value")
NAMED_RATE = both(has("[^效频]率$"), PERCENT)

PLANTERS |= {
    "indicator.level-blank": in_row(has(".", "level2"), put("level2", "")),
    "indicator.name-missing": in_row(counted, put("level3", "")),
    "indicator.value-missing": in_row(has(".", "value"), put("value", "", "-", "/")),
    "indicator.placeholder": in_row(has(".", "value"), put("value", "≥**%", "XX个", "≥XX", "指标值1")),
    "indicator.quantity-without-number": in_row(
        both(has("(数量|人数|次数|面积|满意度|[^效频]率)$"), counted),
        put("value", "较好", "达标", "是", "按计划", "满意"),
    ),
    "indicator.time-without-date": in_row(both(has("时间$"), has(r"\d", "value")), put("value", "及时完成", "按时")),
    "indicator.unit-missing": in_row(
        both(counted, lambda one: not re.search("[（(]|年限|频率", one.level3 or "")), rewritten(unit="")
    ),
    "indicator.unit-incomplete": in_row(has(r"\d万?元/", "value"), lambda one, rng: _no_yuan(one)),
    "indicator.unit-wording": in_row(NAMED_RATE, rewritten(unit="百分比")),
    "indicator.percent-over-100": in_row(
        both(NAMED_RATE, lambda one: not re.search("增长|提高|增加|控制|变动|降低|回报|折扣", one.level3 or "")),
        rewritten(op="≥", number="130"),
    ),
}


def _no_yuan(one: Indicator) -> str:
    one.value = re.sub("万?元/", "/", one.value or "")
    return "value"


@plants("indicator.unit-unfit")
def _unit_unfit(reading: Reading, rng: random.Random) -> Place | None:
    rate = in_row(NAMED_RATE, rewritten(unit=rng.choice(("人", "个", "元"))))
    area = in_row(both(has("面积$"), counted), rewritten(unit=rng.choice(("公里", "%", "吨"))))
    people = in_row(both(has("人数$"), counted), rewritten(unit=rng.choice(("%", "元", "平方米"))))
    return rng.choice((rate, area, people))(reading, rng)


@plants("indicator.direction-unfit")
def _direction_unfit(reading: Reading, rng: random.Random) -> Place | None:
    cost = in_row(both(has("成本", "level2"), has(r"^[≤≦＝=]\d.*元", "value")), rewritten(op="≥"))
    complaints = in_row(both(has("投诉(数量|数|率)$|信访发生数$"), has(r"^≤[1-9]", "value")), rewritten(op="≥"))
    pleased = in_row(both(has("满意[度率]$"), PERCENT), rewritten(op="≤"))
    return rng.choice((cost, complaints, pleased))(reading, rng)


@plants("indicator.value-repeats-name")
def _repeats(reading: Reading, rng: random.Random) -> Place | None:
    def change(one: Indicator, rng: random.Random) -> str:
        one.value = one.level3
        return "value"

    return in_row(lambda one: not re.search(r"[\d率数量]", (one.level3 or "") + (one.value or "")), change)(
        reading, rng
    )


@plants("indicator.wrong-level")
def _wrong_level(reading: Reading, rng: random.Random) -> Place | None:
    def as_benefit(one: Indicator, rng: random.Random) -> str:
        one.level1, one.level2 = "效益指标", rng.choice(("社会效益指标", "经济效益指标", "可持续影响指标"))
        return "level2"

    def as_quantity(one: Indicator, rng: random.Random) -> str:
        one.level1, one.level2 = "产出指标", "数量指标"
        return "level2"

    pleased = in_row(both(has("满意度$"), has("满意", "level1")), as_benefit)
    rate = in_row(both(has("(合格|达标|准确|及时|通过)率$"), has("质量|时效", "level2")), as_quantity)
    return rng.choice((pleased, rate))(reading, rng)


@plants("indicator.input-as-output")
def _input(reading: Reading, rng: random.Random) -> Place | None:
    def change(one: Indicator, rng: random.Random) -> str:
        one.level3 = rng.choice(("投入资金总额", "项目资金投入金额", "安排专项经费", "财政资金投入额", "投入人员数量"))
        one.value = "≥20人" if "人员" in one.level3 else "≥100万元"
        return "level3"

    return in_row(both(has("产出", "level1"), has("数量", "level2")), change)(reading, rng)


def _copied(change: Callable[[Indicator], None], field: str) -> Planter:
    """A planter that sets a row a second time, at the end of the annual list."""

    def planter(reading: Reading, rng: random.Random) -> Place | None:
        found = pick(reading, rng, _GOALS, lambda r: bool(rows(r, counted)))
        if found is None:
            return None
        n, record = found
        i = rng.choice(rows(record, counted))
        copy = record.indicators[i].model_copy()
        change(copy)
        record.indicators.append(copy)
        return n, f"indicators[{len(record.indicators) - 1}].{field}"

    return planter


def _doubled(one: Indicator) -> None:
    one.value = re.sub(r"\d+", lambda m: str(int(m[0]) * 2 + 1), one.value or "", count=1)


PLANTERS["indicator.duplicate"] = _copied(lambda one: None, "level3")
PLANTERS["indicator.same-name-differs"] = _copied(_doubled, "value")


def _thinned(keep: Callable[[Indicator], bool], needs: Callable[[Indicator], bool]) -> Planter:
    """A planter that leaves out rows; the list as a whole is then the place."""

    def planter(reading: Reading, rng: random.Random) -> Place | None:
        found = pick(reading, rng, ProjectGoal, lambda r: bool(rows(r, needs)) and bool(rows(r, keep)))
        if found is None:
            return None
        n, record = found
        record.indicators = [one for one in record.indicators if keep(one)]
        return n, "indicators"

    return planter


def _without(pattern: str, of: str) -> Planter:
    gone = has(pattern, of)
    return _thinned(lambda one: not gone(one), gone)


@plants("level.missing")
def _level_missing(reading: Reading, rng: random.Random) -> Place | None:
    return _without(rng.choice(("^产出", "^效益", "满意")), "level1")(reading, rng)


@plants("level.output-missing")
def _output_missing(reading: Reading, rng: random.Random) -> Place | None:
    return _without(rng.choice(("数量", "质量", "时效")), "level2")(reading, rng)


PLANTERS["level.cost-missing"] = _thinned(
    lambda one: "成本" not in (one.level1 or "") + (one.level2 or ""), has("成本", "level2")
)


@plants("indicator.too-few")
def _too_few(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, ProjectGoal, lambda r: len(r.indicators) > 4)
    if found is None:
        return None
    n, record = found
    record.indicators = [one for one in record.indicators if one.scope == "annual"][: rng.randint(2, 4)]
    return n, "indicators"


def _in_words(share: float) -> Planter:
    def planter(reading: Reading, rng: random.Random) -> Place | None:
        found = pick(reading, rng, _GOALS, lambda r: len(r.indicators) > 4)
        if found is None:
            return None
        n, record = found
        own = [one for one in record.indicators if one.scope == "annual"]
        for one in rng.sample(own, round(share * len(own))):
            one.value = rng.choice(("良好", "明显提升", "有效保障"))
        return n, "indicators"

    return planter


PLANTERS["indicator.all-qualitative"] = _in_words(1)
PLANTERS["indicator.mostly-qualitative"] = _in_words(0.8)


@plants("narrative.indicator-without-standard")
def _no_standard(reading: Reading, rng: random.Random) -> Place | None:
    return _sub_goal(reading, rng, "standards", None)


@plants("narrative.goal-without-indicator")
def _no_indicator(reading: Reading, rng: random.Random) -> Place | None:
    return _sub_goal(reading, rng, "indicators", rng.choice(("", None)))


@plants("narrative.indicator-not-in-standard")
def _forgotten(reading: Reading, rng: random.Random) -> Place | None:
    return _sub_goal(
        reading, rng, "indicators", rng.choice(("群众诉求办结率。", "企业走访次数。", "重大项目开工数量。"))
    )


def _sub_goal(reading: Reading, rng: random.Random, field: str, value: str | None) -> Place | None:
    found = pick(reading, rng, DepartmentNarrative, lambda r: any(g.indicators and g.standards for g in r.sub_goals))
    if found is None:
        return None
    n, record = found
    i = rng.choice([i for i, g in enumerate(record.sub_goals) if g.indicators and g.standards])
    setattr(record.sub_goals[i], field, value)
    return n, f"sub_goals[{i}].{field}"
