"""Faults in the heads of forms: amounts, plans, points, periods, goal texts, tasks."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from eval.checks.faults import PLANTERS, Place, Planter, has, number, pick, plants, rows, shifted
from jixiao.records import DepartmentGoal, Indicator, ProjectGoal, Reading

_GOALS = (ProjectGoal, DepartmentGoal)
_PARTS = ("fiscal", "other", "carryover")


def _funded(record: Any) -> bool:
    return record.funds is not None and number(record.funds.annual.total) is not None


def _parted(record: Any) -> bool:
    return _funded(record) and any(number(getattr(record.funds.annual, part)) for part in _PARTS)


def in_project(fits: Callable[[Any], bool], change: Callable[[Any, random.Random], str | None]) -> Planter:
    """A planter that changes one project; `change` gives the path it spoilt."""

    def planter(reading: Reading, rng: random.Random) -> Place | None:
        found = pick(reading, rng, ProjectGoal, fits)
        path = change(found[1], rng) if found else None
        return (found[0], path) if found and path else None

    return planter


def _part(record: Any, rng: random.Random) -> str:
    side = record.funds.annual
    part = rng.choice([part for part in _PARTS if number(getattr(side, part))])
    setattr(side, part, shifted(getattr(side, part), rng))
    return f"funds.annual.{part}"


def _penny(record: Any, rng: random.Random) -> str | None:
    side = record.funds.annual
    parts = [part for part in _PARTS if number(getattr(side, part))]
    due = sum((number(getattr(side, part)) or Decimal(0) for part in parts), Decimal(0))
    if len(parts) < 2 or "." not in getattr(side, parts[0]) or due != number(side.total):
        return None
    value = getattr(side, parts[0])
    setattr(side, parts[0], f"{(number(value) or 0) + Decimal('0.01'):.2f}")
    return f"funds.annual.{parts[0]}"


def _less(record: Any, rng: random.Random) -> str:
    side = record.funds.lifetime
    side.total = f"{(number(record.funds.annual.total) or 0) * Decimal('0.8'):.2f}"
    side.fiscal, side.other = side.total, "0.00"
    return "funds.lifetime.total"


def _blank(record: Any, rng: random.Random) -> str:
    for part in ("total", *_PARTS):
        if getattr(record.funds.annual, part) is not None:
            setattr(record.funds.annual, part, "")
    return "funds.annual.total"


def _no_number(record: Any, rng: random.Random) -> str:
    record.funds.annual.fiscal = rng.choice(("待核定", "按实际", "见附表"))
    return "funds.annual.fiscal"


def _no_unit(record: Any, rng: random.Random) -> str:
    record.funds.unit = rng.choice(("", None))
    return "funds.unit"


def _wrong_unit(record: Any, rng: random.Random) -> str | None:
    total = number(record.funds.annual.total) or Decimal(0)
    if record.funds.unit == "万元" and 0 < total < 100:
        record.funds.unit = "元"
    elif record.funds.unit == "元" and total > 3_000_000:
        record.funds.unit = "万元"
    else:
        return None
    return "funds.annual.total"


def _costs(record: Any) -> list[int]:
    return rows(
        record, lambda one: "成本" in (one.level2 or "") and re.fullmatch(r"≤[\d,.]+万元", one.value or "") is not None
    )


def _dear(record: Any, rng: random.Random) -> str | None:
    i = rng.choice(_costs(record))
    side = record.funds.lifetime or record.funds.annual
    total = max(number(side.total) or Decimal(0), number(record.funds.annual.total) or Decimal(0))
    record.indicators[i].value = f"≤{total * 2 + 1:.0f}万元"
    return f"indicators[{i}].value"


PLANTERS |= {
    "amount.parts-do-not-sum": in_project(_parted, _part),
    "amount.rounding": in_project(_parted, _penny),
    "amount.annual-exceeds-lifetime": in_project(lambda r: _funded(r) and r.funds.lifetime is not None, _less),
    "amount.total-missing": in_project(_funded, _blank),
    "amount.not-a-number": in_project(_parted, _no_number),
    "amount.unit-missing": in_project(_funded, _no_unit),
    "amount.unit-doubtful": in_project(_funded, _wrong_unit),
    "amount.cost-exceeds-budget": in_project(lambda r: _funded(r) and bool(_costs(r)), _dear),
}


@plants("plan.falls")
def _plan_falls(reading: Reading, rng: random.Random) -> Place | None:
    def change(record: Any, rng: random.Random) -> str:
        record.spending_plan[2].share = "20.00%"
        return "spending_plan[2].share"

    return in_project(lambda r: len(r.spending_plan or ()) > 3, change)(reading, rng)


@plants("plan.not-complete")
def _plan_short(reading: Reading, rng: random.Random) -> Place | None:
    def change(record: Any, rng: random.Random) -> str:
        record.spending_plan[-1].share = rng.choice(("90.00%", "95.00%", "110.00%"))
        return f"spending_plan[{len(record.spending_plan) - 1}].share"

    return in_project(lambda r: len(r.spending_plan or ()) > 2, change)(reading, rng)


def _weighed(record: Any) -> bool:
    return sum(bool(one.weight) for one in record.indicators) > 4


def _weight(value: Callable[[Decimal], str]) -> Callable[[Any, random.Random], str]:
    def change(record: Any, rng: random.Random) -> str:
        i = rng.choice([i for i, one in enumerate(record.indicators) if number(one.weight)])
        one = record.indicators[i]
        one.weight = value(number(one.weight) or Decimal(0))
        return f"indicators[{i}].weight"

    return change


PLANTERS["weight.total"] = in_project(_weighed, _weight(lambda points: str(points + 3)))
PLANTERS["weight.missing"] = in_project(_weighed, _weight(lambda points: ""))


# Fewer points moved are an office's own choice.
_FAR = 14


@plants("weight.by-level1")
def _weights_moved(reading: Reading, rng: random.Random) -> Place | None:
    def change(record: Any, rng: random.Random) -> str | None:
        outputs, benefits = rows(record, has("^产出", "level1")), rows(record, has("^效益", "level1"))
        points = {i: number(record.indicators[i].weight) or 0 for i in benefits}
        if not outputs or sum(points.values()) <= _FAR:
            return None
        for i in benefits:
            record.indicators[i].weight = "1"
        first = record.indicators[outputs[0]]
        first.weight = str((number(first.weight) or 0) + sum(points.values()) - len(benefits))
        return f"indicators[{outputs[0]}].weight"

    return in_project(_weighed, change)(reading, rng)


@plants("period.reversed")
def _reversed(reading: Reading, rng: random.Random) -> Place | None:
    def change(record: Any, rng: random.Random) -> str:
        record.period_end = re.sub(r"20\d\d", str(int(record.period_start[:4]) - 1), record.period_end, count=1)
        return "period_end"

    return in_project(lambda r: bool(r.period_start and r.period_end), change)(reading, rng)


@plants("date.outside-period")
def _too_late(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, _GOALS, lambda r: r.year and bool(rows(r, has(r"^20\d\d年\d{1,2}月", "value"))))
    if found is None:
        return None
    n, record = found
    i = rng.choice(rows(record, has(r"^20\d\d年\d{1,2}月", "value")))
    record.indicators[i].value = re.sub(r"20\d\d", str(record.year + 3), record.indicators[i].value or "")
    return n, f"indicators[{i}].value"


@plants("year.title-differs")
def _other_year(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, _GOALS, lambda r: r.year and len(reading.records) > 4)
    if found is None:
        return None
    found[1].year -= 1
    return found[0], "year"


def _goal(text: Callable[[Any, random.Random], str | None]) -> Planter:
    def planter(reading: Reading, rng: random.Random) -> Place | None:
        found = pick(reading, rng, _GOALS, lambda r: bool(r.goal_annual) and r.year)
        said = text(found[1], rng) if found else None
        if found is None or said is None:
            return None
        found[1].goal_annual = said
        return found[0], "goal_annual"

    return planter


PLANTERS |= {
    "goal.missing": _goal(lambda r, rng: rng.choice(("", "无"))),
    "goal.placeholder": _goal(
        lambda r, rng: rng.choice(("目标1：目标内容1", "完成**项目建设，服务**人", "实现XX目标。"))
    ),
    "goal.too-short": _goal(lambda r, rng: rng.choice(("完成年度工作。", "保障运转", "提升服务水平。"))),
    "goal.only-duties": _goal(
        lambda r, rng: rng.choice(
            ("认真贯彻落实上级部署，做好本单位各项日常工作。", "负责承担区委区政府交办的各项任务，组织开展有关工作。")
        )
    ),
    "goal.wrong-year": _goal(
        lambda r, rng: (
            _changed(r.goal_annual, rf"{r.year}(年度?计划)", rf"{r.year - 1}\1")
            or f"{r.year - rng.randint(1, 2)}年计划" + r.goal_annual.lstrip("0123456789.、：目标")
        )
    ),
    "goal.number-without-indicator": _goal(
        lambda r, rng: r.goal_annual.rstrip("。；; ") + rng.choice(("，新建观景平台37座。", "；编印读本8600册。"))
    ),
}


def _changed(text: str, pattern: str, by: str) -> str | None:
    found, count = re.subn(pattern, by, text, count=1)
    return found if count else None


@plants("goal.copied")
def _copied_goal(reading: Reading, rng: random.Random) -> Place | None:
    def change(record: Any, rng: random.Random) -> str:
        side = record.funds.lifetime
        side.total = f"{(number(record.funds.annual.total) or 0) * 3:.2f}"
        side.fiscal, side.other = side.total, "0.00"
        record.goal_lifetime = record.goal_annual
        return "goal_annual"

    def fits(record: Any) -> bool:
        return _funded(record) and record.funds.lifetime is not None and record.goal_lifetime is not None

    return in_project(fits, change)(reading, rng)


_COMPARED = "不少于|不低于|至少|超过|不超过|以上|以内|控制在|小于等于|大于等于|低于"


def _told(record: Any, compared: str = "") -> list[int]:
    """Rows whose number (of two digits or more) stands once in the goal text, beside one of the words where given."""
    out = []
    for i in rows(record, has(r"^[≥≤]\d{2,}[^\d.]*$", "value")):
        digits = re.sub(r"\D", "", record.indicators[i].value or "")
        beside = re.findall(rf"(?<!\d){digits}(?!\d)", record.goal_annual or "")
        named = (record.indicators[i].level3 or "")[-6:-2]
        twins = [one for one in record.indicators if digits in re.sub(r"\D", "", one.value or "")]
        near = re.search(
            rf"({compared})[^,，。;；]{{0,4}}{digits}|{digits}[^,，。;；\d]{{0,5}}({compared})",
            record.goal_annual or "",
        )
        if len(beside) == 1 and near and named in (record.goal_annual or "") and len(twins) == 1:
            out.append(i)
    return out


def _in_told(change: Callable[[Indicator], None], compared: str = "") -> Planter:
    def planter(reading: Reading, rng: random.Random) -> Place | None:
        found = pick(reading, rng, ProjectGoal, lambda r: bool(_told(r, compared)))
        if found is None:
            return None
        n, record = found
        i = rng.choice(_told(record, compared))
        change(record.indicators[i])
        return n, f"indicators[{i}].value"

    return planter


def _other_number(one: Indicator) -> None:
    one.value = re.sub(r"\d+", lambda m: str(int(m[0]) * 3 + 7), one.value or "", count=1)


def _turned(one: Indicator) -> None:
    one.value = (one.value or "").translate(str.maketrans("≥≤", "≤≥"))


PLANTERS["goal.value-differs"] = _in_told(_other_number)
PLANTERS["goal.direction-differs"] = _in_told(_turned, _COMPARED)


@plants("goal.indicator-not-mentioned")
def _unmentioned(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, ProjectGoal, lambda r: len(_told(r)) > 2)
    if found is None:
        return None
    n, record = found
    record.indicators.append(
        Indicator(level1="产出指标", level2="数量指标", level3="编印宣传手册数量", value=f"≥{rng.randint(311, 997)}册")
    )
    return n, f"indicators[{len(record.indicators) - 1}]"


def in_department(fits: Callable[[Any], bool], change: Callable[[Any, random.Random], str]) -> Planter:
    """A planter that changes one department's form."""

    def planter(reading: Reading, rng: random.Random) -> Place | None:
        found = pick(reading, rng, DepartmentGoal, fits)
        return (found[0], change(found[1], rng)) if found else None

    return planter


def _single(record: Any) -> list[int]:
    return [i for i, task in enumerate(record.tasks or ()) if number(task.amount)]


def _total(record: Any, rng: random.Random) -> str:
    record.tasks_total.amount = shifted(record.tasks_total.amount, rng)
    return "tasks_total.amount"


def _task_part(record: Any, rng: random.Random) -> str:
    i = rng.choice([i for i in _single(record) if number(record.tasks[i].fiscal)])
    record.tasks[i].fiscal = shifted(record.tasks[i].fiscal, rng)
    return f"tasks[{i}].fiscal"


def _budget_part(record: Any, rng: random.Random) -> str:
    name = rng.choice(("basic", "project", "fiscal"))
    setattr(record.budget, name, shifted(getattr(record.budget, name), rng))
    return f"budget.{name}"


def _raised(times: int, of: str) -> Callable[[Any, random.Random], str]:
    def change(record: Any, rng: random.Random) -> str:
        names = ("basic", "project") if of == "whole" else ("project",)
        due = sum((number(getattr(record.budget, name)) or Decimal(0) for name in names), Decimal(0))
        task = record.tasks[_single(record)[0]]
        task.amount = f"{due * times / 10:.2f}"
        if task.fiscal is not None:
            task.fiscal, task.other = task.amount, "0.00" if task.other is not None else None
        return f"tasks[{_single(record)[0]}].amount"

    return change


def _strange_task(record: Any, rng: random.Random) -> str:
    i = rng.choice(_single(record))
    task = record.tasks[i]
    task.function, task.policy = "外事接待", "邀请境外访客"
    if task.project is not None:
        task.project = "外事接待经费"
    return f"tasks[{i}].{'project' if task.project else 'function'}"


def _tasked(record: Any) -> bool:
    tasks = record.tasks or ()
    return bool(tasks) and all(number(task.amount) is not None for task in tasks) and record.budget is not None


PLANTERS |= {
    "department.tasks-do-not-sum": in_department(lambda r: _tasked(r) and r.tasks_total is not None, _total),
    "department.task-parts": in_department(lambda r: any(number(t.fiscal) for t in r.tasks or ()), _task_part),
    "department.budget-parts": in_department(lambda r: r.budget is not None, _budget_part),
    "department.tasks-exceed-budget": in_department(_tasked, _raised(15, "whole")),
    "department.tasks-differ-from-projects": in_department(
        lambda r: _tasked(r) and (number(r.budget.basic) or 0) > (number(r.budget.project) or 0), _raised(11, "project")
    ),
    "department.task-without-indicator": in_department(lambda r: bool(_single(r)), _strange_task),
}
