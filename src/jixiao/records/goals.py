"""Goal forms: projects, departments and their prose, as records of the contract."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from jixiao.records.model import Extra, Printed, Scope, absent
from jixiao.records.record import Base, Part


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
