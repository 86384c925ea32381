"""What a cell may hold: the fields of goal forms, a label, or what the contract has no field for."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

from jixiao.records.goals import (
    Budget,
    DepartmentGoal,
    Funds,
    FundsSide,
    Indicator,
    ProjectGoal,
    SpendingStep,
    Staff,
    Task,
    TasksTotal,
)  # fmt: skip

_SIDES = ("total", "fiscal", "other", "carryover")
# The parts of a row of indicators; a target may stand in three cells.
OF_ROW = ("level1", "level2", "level3", "value", "sign", "unit", "weight", "description", "basis")
OF_VALUE = ("value", "sign", "unit")
# What is no value of a field: labels, what the contract has no field for, and headings, which are read apart.
NOWHERE = ("label", "outside", "title")
ROLES = (
    "label", "outside", "title", *OF_ROW,
    "project_name", "project_code", "category", "attribute", "period", "department", "department_code", "implementer",
    "purpose", "schedule", "goal_annual", "goal_lifetime", "policy_tasks", "execution_weight",
    "spending_plan.due", "spending_plan.share",
    *(f"funds.annual.{side}" for side in _SIDES), *(f"funds.lifetime.{side}" for side in _SIDES),
    "contact", "phone", "duty_basis", "duties", "core_functions", "strategic_goal", "affiliates", "affiliates_included",
    "offices", "staff.last_year", "staff.this_year",
    *(f"budget.{part}" for part in
      ("basic", "project", "fiscal", "other", "operating", "specific", "local", "transfer")),
    *(f"tasks.{part}" for part in ("function", "policy", "project", "amount", "fiscal", "other")),
    *(f"tasks_total.{part}" for part in ("amount", "fiscal", "other")),
)  # fmt: skip
AT = {role: i for i, role in enumerate(ROLES)}
_SUMS = ("funds.", "budget.", "staff.", "tasks_total.")
MONEY = (*(role for role in ROLES if role.startswith(_SUMS)), "tasks.amount", "tasks.fiscal", "tasks.other",
         "execution_weight", "spending_plan.share")  # fmt: skip

_TERMS = {
    "label": "栏目名",
    "outside": "其他栏目的内容",
    "title": "表名",
    "sign": "指标值的符号",
    "unit": "指标值的单位",
    "period": "起止时间",
}
_PARTS: dict[str, tuple[type[BaseModel], str]] = {
    "spending_plan": (SpendingStep, "支出计划的"),
    "staff": (Staff, "人员情况的"),
    "budget": (Budget, "预算的"),
    "tasks": (Task, "主要任务的"),
    "tasks_total": (TasksTotal, "主要任务的"),
}


@cache
def said_of(role: str) -> str:
    """The role in the words of the forms."""
    head, _, part = role.partition(".")
    model: type[BaseModel] = ProjectGoal
    before, name = "", head
    if role in _TERMS:
        return _TERMS[role]
    if role in OF_ROW:
        model = Indicator
    elif head == "funds":
        scope, _, name = part.partition(".")
        model, before = FundsSide, str(Funds.model_fields[scope].description) + "的"
    elif part:
        (model, before), name = _PARTS[head], part
    elif head not in ProjectGoal.model_fields:
        model = DepartmentGoal
    return f"{before}{model.model_fields[name].description}"
