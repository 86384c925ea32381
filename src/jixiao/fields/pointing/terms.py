"""The names a model answers with: of each field and column its place in the record and its Chinese term."""

from __future__ import annotations

from pydantic import BaseModel

from jixiao.records import Budget, DepartmentGoal, DepartmentNarrative, FundsSide, ProjectGoal
from jixiao.records.goals import Indicator, SpendingStep, Staff, Task

_PROJECT = (
    *("project_name", "project_code", "category", "attribute", "period_start", "period_end"),
    *("department", "department_code", "implementer", "purpose", "schedule"),
    *("goal_annual", "goal_lifetime", "policy_tasks", "execution_weight"),
)
_DEPARTMENT = (
    *("department", "contact", "phone", "duty_basis", "duties", "core_functions", "strategic_goal", "goal_annual"),
    *("affiliates", "affiliates_included", "offices"),
)
_FUNDS = ("total", "fiscal", "other", "carryover")
_BUDGET = ("basic", "project", "fiscal", "other", "operating", "specific", "local", "transfer")


# What tells a field from its neighbours, where its term does not.
_TELLING = {"attribute": "（新增、延续、一次性等）", "category": "（运转类、特定目标类等）"}


def _said(model: type[BaseModel], name: str) -> str:
    return f"{model.model_fields[name].description or name}{_TELLING.get(name, '')}"


def _paths() -> dict[str, dict[str, tuple[str, str]]]:
    """By kind and wire name: the path in the record, and the Chinese term."""
    project = {name: (name, _said(ProjectGoal, name)) for name in ("title", "year", *_PROJECT)}
    project["period"] = ("period", "项目期限（起止写在同一格）")
    project["unit"] = ("funds.unit", "金额单位")
    for side, before, said in (("annual", "funds", "年度"), ("lifetime", "lifetime", "项目期")):
        for name in _FUNDS:
            project[f"{before}_{name}"] = (f"funds.{side}.{name}", f"{said}{_said(FundsSide, name)}")
    department = {name: (name, _said(DepartmentGoal, name)) for name in ("title", "year", *_DEPARTMENT)}
    department["unit"] = ("budget.unit", "金额单位")
    for name in _BUDGET:
        department[f"budget_{name}"] = (f"budget.{name}", _said(Budget, name))
    narrative = {name: (name, _said(DepartmentNarrative, name)) for name in ("year", "department", "overall_goal")}
    return {"project_goal": project, "department_goal": department, "department_narrative": narrative}


PATHS = _paths()
# The fields that a list of projects may have columns for.
COLUMNS = {name for name in PATHS["project_goal"] if name != "title"}
# The kinds that are printed as tables, with the lists that each may hold.
FORMS = {"project_goal": ("indicators", "spending_plan"), "department_goal": ("indicators", "tasks", "staff")}

_INDICATOR = ("level1", "level2", "level3", "description", "value", "weight", "basis")
# Columns of a list that the record joins into one value, keeps aside or leaves out.
_BESIDE = {
    "level12": "一、二级写在一起（产出—数量）",
    "indicator": "名称和指标值写在一格",
    "operator": "符号（≥、=、定性）",
    "unit": "计量单位",
    "value_lifetime": "实施期指标值",
}
# Columns that any list may have.
_ANY = {"number": "序号", "remark": "其他栏目"}
LISTS: dict[str, dict[str, str]] = {
    "indicators": {name: _said(Indicator, name) for name in _INDICATOR} | _BESIDE | _ANY,
    "tasks": {name: _said(Task, name) for name in ("function", "policy", "project", "amount", "fiscal", "other")}
    | _ANY,
    "staff": {name: _said(Staff, name) for name in ("item", "last_year", "this_year")} | _ANY,
    "spending_plan": {name: _said(SpendingStep, name) for name in ("due", "share")} | _ANY,
}
# What the prompt says once: columns of any list, and the amounts of a whole term, called as those of the year.
SAID_ONCE = {*_ANY, *(name for name in PATHS["project_goal"] if name.startswith("lifetime_"))}
# Fields whose cell may serve another field too: they are parts of headings and labels.
SHARED = {"title", "year", "unit", "execution_weight", "period"}
# Fields whose text keeps the line breaks that the writer made.
PROSE = {
    *("goal_annual", "goal_lifetime", "purpose", "schedule", "duties", "duty_basis", "strategic_goal"),
    *("core_functions", "policy_tasks", "overall_goal"),
}
