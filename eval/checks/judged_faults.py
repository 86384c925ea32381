"""Faults of what reviewers judge, planted in the forms of the corpus: vague, misplaced, unpaid for, somebody else's."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from eval.checks.faults import NAMED_RATE, PLANTERS, Place, Planter, both, counted, has, in_row, pick, plants, rows
from jixiao.records import Indicator, ProjectGoal, Reading

_SLOGAN = "深入学习贯彻上级会议精神，统筹推进各项重点工作，扎实做好年度任务，奋力谱写事业健康发展新篇章。"
_EFFECT = {"level1": "效益指标", "level2": "社会效益指标"}


def added(name: str, value: str, field: str, **levels: str) -> Planter:
    """A planter that sets one more row at the end of the annual list of a project."""

    def planter(reading: Reading, rng: random.Random) -> Place | None:
        found = pick(reading, rng, ProjectGoal, lambda r: bool(rows(r, counted)))
        if found is None:
            return None
        n, record = found
        record.indicators.append(Indicator(scope="annual", level3=name, value=value, **levels))
        return n, f"indicators[{len(record.indicators) - 1}].{field}"

    return planter


def rewritten(fits: Callable[[Indicator], bool], name: str | None, value: str, field: str) -> Planter:
    """A planter that gives one row another name, or only another value."""

    def change(one: Indicator, rng: random.Random) -> str:
        one.level3, one.value = name or one.level3, value
        return field

    return in_row(fits, change)


def retold(change: Callable[[str], str]) -> Planter:
    """A planter that changes the annual goal of a project."""

    def planter(reading: Reading, rng: random.Random) -> Place | None:
        found = pick(reading, rng, ProjectGoal, lambda r: len(r.goal_annual or "") > 40 and bool(r.indicators))
        if found is None:
            return None
        n, record = found
        record.goal_annual = change(record.goal_annual)
        return n, "goal_annual"

    return planter


_OUTPUT = {"level1": "产出指标", "level2": "质量指标"}
_COUNT = {"level1": "产出指标", "level2": "数量指标"}
_COST = {"level1": "成本指标", "level2": "经济成本指标"}
PLANTERS |= {
    "indicator.value-none": added("服务质量等级", "无", "value", **_OUTPUT),
    "indicator.value-extends-name": added("促进事业发展", "促进事业发展工作", "value", **_EFFECT),
    "indicator.two-in-one": added("参加率和合格率", "≥95%", "level3", **_OUTPUT),
    "indicator.floor-low": in_row(both(NAMED_RATE, has("合格率$|及时率$|满意")), lambda one, rng: _low(one)),
    "indicator.process-as-output": added("项目资金支付率", "≥90%", "level3", **_OUTPUT),
    "indicator.output-as-effect": added("印发宣传手册数量", "≥1500册", "level2", **_EFFECT),
    "indicator.noun-unit": added("购置巡逻车数量", "≥3份", "value", **_COUNT),
    "cost.no-amount": added("项目实施成本", "有效控制", "value", **_COST),
    "goal.slogan": retold(lambda text: _SLOGAN),
    "goal.wording": retold(lambda text: text.replace("，", "，，", 1)),
}


def _low(one: Indicator) -> str:
    one.value = "≥40%"
    return "value"


PLANTERS["indicator.vague"] = added("日常管理", "规范", "value", **_OUTPUT)


@plants("effect.all-vague")
def _all_vague(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, ProjectGoal, lambda r: bool(rows(r, has("经济|社会|生态|可持续", "level2"))))
    if found is None:
        return None
    n, record = found
    effects = rows(record, has("经济|社会|生态|可持续", "level2"))
    for i in effects:
        record.indicators[i].level3, record.indicators[i].value = f"事业面貌{i}", "明显改善"
    return n, f"indicators[{effects[0]}].value"


@plants("indicator.same-in-other-words")
def _reworded(reading: Reading, rng: random.Random) -> Place | None:
    def big(one: Indicator) -> bool:
        return counted(one) and has(r"[1-9]\d\d", "value")(one) and has("数量", "level2")(one)

    named = both(big, has("^[\u4e00-\u9fff]{6,14}$"))
    found = pick(reading, rng, ProjectGoal, lambda r: bool(rows(r, named)))
    if found is None:
        return None
    n, record = found
    copy = record.indicators[rng.choice(rows(record, named))].model_copy()
    copy.level3 = f"完成{copy.level3}总量"
    record.indicators.append(copy)
    return n, f"indicators[{len(record.indicators) - 1}].level3"


@plants("indicator.satisfaction-who")
def _others(reading: Reading, rng: random.Random) -> Place | None:
    return rewritten(has("满意度$"), "纳税人满意度", "≥90%", "level3")(reading, rng)


@plants("indicator.annual-exceeds-lifetime")
def _above(reading: Reading, rng: random.Random) -> Place | None:
    fits = both(counted, has("数量", "level2"))
    found = pick(reading, rng, ProjectGoal, lambda r: bool(rows(r, fits)))
    if found is None:
        return None
    n, record = found
    i = rng.choice(rows(record, fits))
    one = record.indicators[i]
    record.indicators = [each for each in record.indicators if each.scope == "annual" or each.level3 != one.level3]
    i = next(at for at, each in enumerate(record.indicators) if each is one)
    one.value = "≥90个"
    record.indicators.append(one.model_copy(update={"scope": "lifetime", "value": "≥40个"}))
    return n, f"indicators[{i}].value"


@plants("money.does-not-fit")
def _unpaid(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, ProjectGoal, lambda r: _funded(r))
    if found is None:
        return None
    n, record = found
    record.indicators = [*record.indicators, Indicator(level3="新建蓄水窖数量", value="≥900000座", **_COUNT)]
    record.indicators.append(Indicator(level3="蓄水窖单位造价", value="≤90000元/座", **_COST))
    return n, f"indicators[{len(record.indicators) - 1}].value"


@plants("cost.budget-word")
def _budget(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, ProjectGoal, lambda r: _funded(r))
    if found is None:
        return None
    n, record = found
    value = f"≤{record.funds.annual.total}{record.funds.unit}"
    record.indicators.append(Indicator(level3="项目预算总额", value=value, **_COST))
    return n, f"indicators[{len(record.indicators) - 1}].level3"


@plants("amount.total-zero")
def _zero(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, ProjectGoal, _funded)
    if found is None:
        return None
    side = found[1].funds.annual
    for name in ("total", "fiscal", "other", "carryover"):
        if getattr(side, name) is not None:
            setattr(side, name, "0.00")
    found[1].funds.lifetime = None
    return found[0], "funds.annual.total"


@plants("goal.other-project")
def _foreign(reading: Reading, rng: random.Random) -> Place | None:
    text = "完成刑事案件侦办320起，破案率达到60%以上，开展禁毒巡逻48次，治安满意度达到90%以上。"
    found = pick(reading, rng, ProjectGoal, lambda r: bool(r.project_name) and len(r.indicators) > 4)
    if found is None:
        return None
    found[1].goal_annual = text
    return found[0], "goal_annual"


@plants("goal.deed-without-indicator")
def _deed(reading: Reading, rng: random.Random) -> Place | None:
    return retold(lambda text: f"安装电梯井道护栏，{text}")(reading, rng)


@plants("goal.value-unlike")
def _unlike(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, ProjectGoal, lambda r: bool(r.indicators) and r.goal_annual is not None)
    if found is None:
        return None
    n, record = found
    record.indicators.append(Indicator(level3="水库除险加固数量", value="=37座", **_COUNT))
    record.goal_annual = f"山塘除险加固41座；{record.goal_annual}"
    return n, f"indicators[{len(record.indicators) - 1}].value"


@plants("text.value-unlike")
def _unlike_purpose(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, ProjectGoal, lambda r: bool(r.indicators))
    if found is None:
        return None
    n, record = found
    record.indicators.append(Indicator(level3="水库除险加固数量", value="=37座", **_COUNT))
    record.purpose = f"用于水库除险加固41座。{record.purpose or ''}"
    return n, f"indicators[{len(record.indicators) - 1}].value"


def _funded(record: Any) -> bool:
    return bool(record.funds and record.funds.annual.total and record.funds.unit and record.indicators)


def _second(reading: Reading, rng: random.Random, change: Callable[[Any], None]) -> tuple[int, Any] | None:
    """A copy of a project under another name, at the end of the file."""
    found = pick(reading, rng, ProjectGoal, lambda r: bool(r.project_name) and len(r.goal_annual or "") > 30)
    if found is None:
        return None
    copy = found[1].model_copy(deep=True, update={"project_name": "古塔保护与利用"})
    change(copy)
    reading.records.append(copy)
    return len(reading.records), copy


@plants("goal.same-as-other")
def _same_goal(reading: Reading, rng: random.Random) -> Place | None:
    made = _second(reading, rng, lambda record: None)
    return (made[0], "goal_annual") if made else None


@plants("effect.same-as-other")
def _same_effects(reading: Reading, rng: random.Random) -> Place | None:
    def change(record: Any) -> None:
        effects = [Indicator(level3=f"古塔{name}", value="≥12处", **_EFFECT) for name in ("开放", "讲解", "寻访")]
        record.indicators = [one for one in record.indicators if "效益" not in (one.level1 or "")] + effects

    made = _second(reading, rng, change)
    if made is None:
        return None
    other = made[1].model_copy(deep=True, update={"project_name": "石刻保护与利用"})
    reading.records.append(other)
    return len(reading.records), f"indicators[{len(other.indicators) - 1}].level3"


@plants("price.differs-from-other")
def _prices(reading: Reading, rng: random.Random) -> Place | None:
    def change(record: Any) -> None:
        record.indicators.append(Indicator(level3="塔身修补单价", value="≤900元/平方米", **_COST))

    made = _second(reading, rng, change)
    if made is None:
        return None
    other = made[1].model_copy(deep=True, update={"project_name": "石刻保护与利用"})
    other.indicators[-1].value = "≤90元/平方米"
    reading.records.append(other)
    return len(reading.records), f"indicators[{len(other.indicators) - 1}].value"
