"""The shape of records by the contract, as strict pydantic models, and the violations of one record."""

from __future__ import annotations

import copy
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

Text = str | None


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class Indicator(_Shape):
    """One indicator row."""

    scope: Literal["annual", "lifetime"]
    level1: Text
    level2: Text
    level3: Text
    description: Text = None
    value: Text
    weight: Text = None
    basis: Text = None


class Money(_Shape):
    """One column of amounts."""

    total: Text = None
    fiscal: Text = None
    other: Text = None
    carryover: Text = None


class Funds(_Shape):
    """The amounts of a project."""

    unit: Text
    annual: Money | None
    lifetime: Money | None = None


class Share(_Shape):
    """One step of a spending plan."""

    due: Text
    share: Text


class _Placed(_Shape):
    pages: Annotated[list[int], Field(min_length=2, max_length=2)] | None = None
    year: int | None = None

    @model_validator(mode="after")
    def _pages_rise(self) -> _Placed:
        if self.pages and not 1 <= self.pages[0] <= self.pages[1]:
            raise ValueError(f"pages 应为 [首页, 末页]，从 1 起且不倒置，却是 {self.pages}")
        return self


class ProjectGoal(_Placed):
    """A project's goal form."""

    kind: Literal["project_goal"]
    title: Text
    project_name: Text
    project_code: Text = None
    category: Text = None
    attribute: Text = None
    period_start: Text = None
    period_end: Text = None
    department: Text = None
    department_code: Text = None
    implementer: Text = None
    funds: Funds | None
    purpose: Text = None
    spending_plan: list[Share] | None = None
    schedule: Text = None
    goal_lifetime: Text = None
    goal_annual: Text = None
    policy_tasks: list[str] | None = None
    execution_weight: Text = None
    indicators: list[Indicator]


class Staff(_Shape):
    """One headcount."""

    item: Text
    last_year: Text = None
    this_year: Text = None


class Budget(_Shape):
    """The amounts of a department."""

    unit: Text
    basic: Text = None
    project: Text = None
    fiscal: Text = None
    other: Text = None
    operating: Text = None
    specific: Text = None
    local: Text = None
    transfer: Text = None


class Task(_Shape):
    """One main task of the year."""

    function: Text = None
    policy: Text = None
    project: Text = None
    amount: Text = None
    fiscal: Text = None
    other: Text = None


class TasksTotal(_Shape):
    """The line under the tasks."""

    amount: Text = None
    fiscal: Text = None
    other: Text = None


class DepartmentGoal(_Placed):
    """A department's goal form."""

    kind: Literal["department_goal"]
    title: Text
    department: Text
    contact: Text = None
    phone: Text = None
    duty_basis: Text = None
    duties: Text = None
    core_functions: Text = None
    strategic_goal: Text = None
    goal_annual: Text = None
    affiliates: Text = None
    affiliates_included: Text = None
    offices: Text = None
    staff: list[Staff] | None = None
    budget: Budget | None = None
    tasks: list[Task] | None = None
    tasks_total: TasksTotal | None = None
    indicators: list[Indicator]


class SubGoal(_Shape):
    """One goal of a narrative."""

    area: Text
    activity: Text = None
    goal: Text = None
    indicators: Text = None
    standards: Text = None


class Measure(_Shape):
    """One measure of a narrative."""

    heading: Text
    text: Text


class DepartmentNarrative(_Placed):
    """A department's goals in prose."""

    kind: Literal["department_narrative"]
    department: Text = None
    overall_goal: Text
    sub_goals: list[SubGoal]
    measures: list[Measure]


class Execution(_Shape):
    """One row of money in a self-evaluation."""

    item: Text
    initial: Text = None
    budget: Text = None
    executed: Text = None
    weight: Text = None
    rate: Text = None
    score: Text = None


class ExecutedFunds(_Shape):
    """What a self-evaluation says was given and spent."""

    unit: Text
    rows: list[Execution]


class EvaluatedIndicator(_Shape):
    """One indicator with what was reached."""

    level1: Text
    level2: Text
    level3: Text
    description: Text = None
    value: Text
    actual: Text
    weight: Text = None
    score: Text = None
    reason: Text = None
    basis: Text = None


class EvaluationTotal(_Shape):
    """The total of a self-evaluation."""

    weight: Text = None
    score: Text = None


class SelfEvaluation(_Placed):
    """A self-evaluation form, by the extension of the contract in docs/contract.md."""

    kind: Literal["self_evaluation"]
    title: Text
    project_name: Text = None
    project_code: Text = None
    category: Text = None
    attribute: Text = None
    period_start: Text = None
    period_end: Text = None
    department: Text = None
    department_code: Text = None
    implementer: Text = None
    contact: Text = None
    phone: Text = None
    funds: ExecutedFunds | None = None
    goal_expected: Text = None
    goal_actual: Text = None
    indicators: list[EvaluatedIndicator]
    total: EvaluationTotal | None = None
    grade: Text = None


class BudgetTable(_Placed):
    """A table of the budget, or of final accounts."""

    kind: Literal["budget_table", "final_accounts_table"]
    title: Text
    unit: Text = None
    columns: list[list[str]]
    rows: list[list[str]]
    notes: Text = ""

    @model_validator(mode="after")
    def _rows_are_full(self) -> BudgetTable:
        for i, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise ValueError(f"rows[{i}] 应有 {len(self.columns)} 格（与 columns 相同），却有 {len(row)} 格")
        return self


AnyRecord = Annotated[
    ProjectGoal | DepartmentGoal | DepartmentNarrative | SelfEvaluation | BudgetTable, Field(discriminator="kind")
]
_RECORD: TypeAdapter[Any] = TypeAdapter(AnyRecord)


def schema_errors(record: dict[str, Any], *, strict: bool = False) -> list[tuple[str, str]]:
    """The violations as (path, message). Keys the contract does not know count only when `strict`: a reading
    carries evidence and more beside its fields, a label does not."""
    try:
        _RECORD.validate_python(record)
    except ValidationError as error:
        return [
            (_path(detail["loc"]), detail["msg"])
            for detail in error.errors(include_url=False, include_input=False)
            if strict or detail["type"] != "extra_forbidden"
        ]
    return []


def only_contract(record: dict[str, Any]) -> dict[str, Any]:
    """A copy of the record without the keys that the contract does not know (evidence, status, parsed values)."""
    out = copy.deepcopy(record)
    try:
        _RECORD.validate_python(record)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            if detail["type"] == "extra_forbidden":
                *steps, last = detail["loc"][1:]
                holder: Any = out
                for step in steps:
                    holder = holder[step]
                del holder[last]
    return out


def _path(steps: tuple[str | int, ...]) -> str:
    out = ""
    for step in steps[1:] or steps:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else step
    return out
