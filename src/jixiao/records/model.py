"""The records of the contract. Values are text as printed: blank is "", a field the form does not have is None.

The official Chinese term of each field stands in its description; exports take their headings from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field

from jixiao.records.paths import FieldPath
from jixiao.records.values import Value, value_at

Printed = str | None
Scope = Literal["annual", "lifetime"]
How = Literal["text", "ocr", "model", "person"]


class Model(BaseModel):
    """Shared settings: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


def absent(value: Any) -> bool:
    """Whether a field that only some readings have is left out of what is written."""
    return not value


class Part(Model):
    """A part of a record that has values, such as a row of a list: it knows its record."""

    # What record holds it, under which path, in which field and row. A slot: it is no part of what a part says.
    __slots__ = ("_home",)

    def at(self, name: str) -> Value:
        """The value of the field of that name with its page, number, doubts and the like: `indicator.at("value")`.

        KeyError where there is no such field; LookupError where the part was made by itself and is in no record.
        """
        home: tuple[Base, FieldPath, str, int | None] | None = getattr(self, "_home", None)
        if home is None:
            raise LookupError(f"this {type(self).__name__} is in no record; where it is, use record.at(path)")
        record, above, of, row = home
        path = above / of if row is None else above / of / row
        return value_at(record, path / name)


class Spot(Model):
    """A further place of a value that goes on over a page end."""

    page: int | None = Field(default=None, description="页")
    box: tuple[float, float, float, float] | None = Field(default=None, description="位置（点，左上角为原点）")
    place: str | None = Field(default=None, description="Word、Excel 中的位置")


class Evidence(Spot):
    """Where a value was read from, and how; `confidence` (0..1) from evidence where a reading may be wrong (scans).

    `correction` is the id of the correction by which a person set or confirmed the value.
    """

    how: How = Field(default="text", description="读取方式")
    confidence: float | None = Field(default=None, description="把握", exclude_if=lambda value: value is None)
    continued: list[Spot] = Field(default_factory=list, description="跨页续接的位置")
    correction: str = Field(default="", description="改正编号", exclude_if=absent)


class Alternative(Evidence):
    """Another reading of a value than the one the record holds, and where and how it was read."""

    text: str = Field(description="另一种读法")


class Reason(Model):
    """Why a record is not complete, or what else a reader should know."""

    code: str
    message: str
    page: int | None = None


class Extra(Model):
    """A label and value of the form that the contract has no field for."""

    label: str
    value: str


class Base(Model):
    """What every record carries beside its fields.

    `pages` is [first, last], 1-based, None without pages. `evidence` is by field path ("funds.annual.total",
    "indicators[3].value"). `parsed` holds what is derived from printed values, by the same paths. `doubts` names the
    paths whose reading is not certain, each with the codes of why; `alternatives` what else was read there.
    """

    pages: tuple[int, int] | None = Field(default=None, description="页码")
    status: Literal["complete", "incomplete"] = Field(default="complete", description="完整性")
    reasons: list[Reason] = Field(default_factory=list, description="原因")
    extra: list[Extra] = Field(default_factory=list, description="其他栏目")
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    parsed: dict[str, dict[str, object]] = Field(default_factory=dict)
    doubts: dict[str, list[str]] = Field(default_factory=dict)
    alternatives: dict[str, list[Alternative]] = Field(default_factory=dict, exclude_if=absent)

    def at(self, path: str) -> Value:
        """The value at the field path, "indicators[0].value", with its page, number, doubts and the like.

        KeyError where the record has no such field or row.
        """
        return value_at(self, path)

    def values(self) -> Iterator[Value]:
        """Every value that something is known about beside its text: where it was read, what it comes to, doubts."""
        for path in dict.fromkeys([*self.evidence, *self.parsed, *self.doubts]):
            yield value_at(self, path)

    def model_post_init(self, context: Any) -> None:
        """Tell the parts which record they are of."""
        _house(self, self, FieldPath())

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        copied = super().__deepcopy__(memo)
        _house(copied, copied, FieldPath())
        return copied

    def __setstate__(self, state: dict[Any, Any]) -> None:
        super().__setstate__(state)
        _house(self, self, FieldPath())


def _house(node: BaseModel, record: Base, path: FieldPath) -> None:
    """Tell the parts in the node where they are."""
    for name in _holders(node.__class__):
        value = getattr(node, name)
        if isinstance(value, list):
            nested = bool(value) and bool(_holders(value[0].__class__))
            for at, part in enumerate(value):
                _set_home(part, (record, path, name, at))
                if nested:
                    _house(part, record, path / name / at)
        elif value is not None:
            _set_home(value, (record, path, name, None))
            _house(value, record, path / name)


@cache
def _holders(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of the model that hold parts, or a list of them."""
    return tuple(name for name, field in model.model_fields.items() if _holds_parts(field.annotation))


def _holds_parts(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return True
    return any(_holds_parts(inner) for inner in get_args(annotation))


_set_home = Part.__dict__["_home"].__set__


class FundsSide(Part):
    """One column of amounts."""

    total: Printed = Field(default=None, description="资金总额")
    fiscal: Printed = Field(default=None, description="财政拨款")
    other: Printed = Field(default=None, description="其他资金")
    carryover: Printed = Field(default=None, description="上年结转")


class Funds(Part):
    """项目资金, annual and, where the form has it, over the project's lifetime."""

    unit: Printed = Field(default=None, description="金额单位")
    annual: FundsSide = Field(default_factory=FundsSide, description="年度资金")
    lifetime: FundsSide | None = Field(default=None, description="项目期资金")


class SpendingStep(Part):
    """One step of 资金支出计划."""

    due: Printed = Field(default=None, description="时间")
    share: Printed = Field(default=None, description="累计支出比例")


class Indicator(Part):
    """One row of 绩效指标."""

    scope: Scope = Field(default="annual", description="期间")
    level1: Printed = Field(default=None, description="一级指标")
    level2: Printed = Field(default=None, description="二级指标")
    level3: Printed = Field(default=None, description="三级指标")
    description: Printed = Field(default=None, description="绩效指标描述")
    value: Printed = Field(default=None, description="指标值")
    weight: Printed = Field(default=None, description="分值")
    basis: Printed = Field(default=None, description="指标值确定依据")
    extra: list[Extra] = Field(default_factory=list, description="该行其他栏目", exclude_if=absent)


class ProjectGoal(Base):
    """项目支出绩效目标表."""

    kind: Literal["project_goal"] = "project_goal"
    title: Printed = Field(default=None, description="表名")
    year: int | None = Field(default=None, description="年度")
    project_name: Printed = Field(default=None, description="项目名称")
    project_code: Printed = Field(default=None, description="项目编码")
    category: Printed = Field(default=None, description="项目类别")
    attribute: Printed = Field(default=None, description="项目属性")
    period_start: Printed = Field(default=None, description="项目开始")
    period_end: Printed = Field(default=None, description="项目结束")
    department: Printed = Field(default=None, description="主管部门")
    department_code: Printed = Field(default=None, description="主管部门编码")
    implementer: Printed = Field(default=None, description="实施单位")
    funds: Funds | None = Field(default=None, description="项目资金")
    purpose: Printed = Field(default=None, description="资金用途")
    spending_plan: list[SpendingStep] | None = Field(default=None, description="资金支出计划")
    schedule: Printed = Field(default=None, description="实施期进度计划")
    goal_lifetime: Printed = Field(default=None, description="总体绩效目标")
    goal_annual: Printed = Field(default=None, description="年度绩效目标")
    policy_tasks: list[str] | None = Field(default=None, description="主要政策任务")
    execution_weight: Printed = Field(default=None, description="执行率分值")
    indicators: list[Indicator] = Field(default_factory=list, description="绩效指标")


class Staff(Part):
    """One line of 人员情况."""

    item: Printed = Field(default=None, description="内容")
    last_year: Printed = Field(default=None, description="上年")
    this_year: Printed = Field(default=None, description="当年")


class Budget(Part):
    """预算情况 of a department."""

    unit: Printed = Field(default=None, description="金额单位")
    basic: Printed = Field(default=None, description="基本支出")
    project: Printed = Field(default=None, description="项目支出")
    fiscal: Printed = Field(default=None, description="财政拨款")
    other: Printed = Field(default=None, description="其他资金")
    operating: Printed = Field(default=None, description="运转类支出")
    specific: Printed = Field(default=None, description="特定目标类支出")
    local: Printed = Field(default=None, description="区（县）本级安排")
    transfer: Printed = Field(default=None, description="上级转移支付")


class Task(Part):
    """One line of 年度主要任务."""

    function: Printed = Field(default=None, description="职能（任务名称）")
    policy: Printed = Field(default=None, description="政策或重点任务（主要内容）")
    project: Printed = Field(default=None, description="对应的拟安排项目")
    amount: Printed = Field(default=None, description="预算资金")
    fiscal: Printed = Field(default=None, description="其中：财政拨款")
    other: Printed = Field(default=None, description="其中：其他资金")


class TasksTotal(Part):
    """合计 of 年度主要任务."""

    amount: Printed = Field(default=None, description="预算资金合计")
    fiscal: Printed = Field(default=None, description="财政拨款合计")
    other: Printed = Field(default=None, description="其他资金合计")


class DepartmentGoal(Base):
    """部门（单位）整体支出绩效目标申报表."""

    kind: Literal["department_goal"] = "department_goal"
    title: Printed = Field(default=None, description="表名")
    year: int | None = Field(default=None, description="年度")
    department: Printed = Field(default=None, description="部门名称")
    contact: Printed = Field(default=None, description="联系人")
    phone: Printed = Field(default=None, description="联系电话")
    duty_basis: Printed = Field(default=None, description="职能依据")
    duties: Printed = Field(default=None, description="部门职能")
    core_functions: Printed = Field(default=None, description="核心职能")
    strategic_goal: Printed = Field(default=None, description="部门战略目标")
    goal_annual: Printed = Field(default=None, description="年度绩效目标")
    affiliates: Printed = Field(default=None, description="直属单位")
    affiliates_included: Printed = Field(default=None, description="直属单位一并纳入")
    offices: Printed = Field(default=None, description="内设职能部门")
    staff: list[Staff] | None = Field(default=None, description="人员情况")
    budget: Budget | None = Field(default=None, description="预算情况")
    tasks: list[Task] | None = Field(default=None, description="年度主要任务")
    tasks_total: TasksTotal | None = Field(default=None, description="年度主要任务合计")
    indicators: list[Indicator] = Field(default_factory=list, description="绩效指标")


class SubGoal(Part):
    """One goal of 分项绩效目标."""

    area: Printed = Field(default=None, description="分项")
    activity: Printed = Field(default=None, description="活动")
    goal: Printed = Field(default=None, description="绩效目标")
    indicators: Printed = Field(default=None, description="绩效指标")
    standards: Printed = Field(default=None, description="绩效标准")


class Measure(Part):
    """One of 工作保障措施."""

    heading: Printed = Field(default=None, description="标题")
    text: Printed = Field(default=None, description="内容")


class DepartmentNarrative(Base):
    """部门整体绩效目标 in prose."""

    kind: Literal["department_narrative"] = "department_narrative"
    year: int | None = Field(default=None, description="年度")
    department: Printed = Field(default=None, description="部门名称")
    overall_goal: Printed = Field(default=None, description="总体绩效目标")
    sub_goals: list[SubGoal] = Field(default_factory=list, description="分项绩效目标")
    measures: list[Measure] = Field(default_factory=list, description="工作保障措施")


class PublishedTable(Base):
    """A table that is published as it is: header paths, and rows of cells as many as there are columns."""

    kind: str
    title: Printed = Field(default=None, description="表名")
    unit: Printed = Field(default=None, description="单位")
    year: int | None = Field(default=None, description="年度")
    columns: list[list[str]] = Field(default_factory=list, description="栏目")
    rows: list[list[str]] = Field(default_factory=list, description="数据")
    notes: str = Field(default="", description="注")


class BudgetTable(PublishedTable):
    """部门预算公开表: what is to be received and spent."""

    kind: Literal["budget_table"] = "budget_table"


class FinalAccountsTable(PublishedTable):
    """部门决算公开表: what was received and spent."""

    kind: Literal["final_accounts_table"] = "final_accounts_table"
