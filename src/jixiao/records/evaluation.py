"""Self-evaluation forms (绩效自评表): what a goal form says, beside what was spent, reached and scored.

An extension of the contract, written down in `docs/contract.md`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from jixiao.records.model import Printed
from jixiao.records.record import Base, Part


class Execution(Part):
    """One row of 项目资金 in a self-evaluation: what a source of money was given, and what of it was spent."""

    item: Printed = Field(default=None, description="资金项目")
    initial: Printed = Field(default=None, description="年初预算数")
    budget: Printed = Field(default=None, description="全年预算数")
    executed: Printed = Field(default=None, description="全年执行数")
    weight: Printed = Field(default=None, description="分值")
    rate: Printed = Field(default=None, description="执行率")
    score: Printed = Field(default=None, description="得分")


class ExecutedFunds(Part):
    """项目资金 as budgeted and as spent; rows in printed order, `item` as printed (其中：财政拨款)."""

    unit: Printed = Field(default=None, description="金额单位")
    rows: list[Execution] = Field(default_factory=list, description="资金")


class EvaluatedIndicator(Part):
    """One row of 绩效指标 with what was reached."""

    level1: Printed = Field(default=None, description="一级指标")
    level2: Printed = Field(default=None, description="二级指标")
    level3: Printed = Field(default=None, description="三级指标")
    description: Printed = Field(default=None, description="绩效指标描述")
    value: Printed = Field(default=None, description="年度指标值")
    actual: Printed = Field(default=None, description="实际完成值")
    weight: Printed = Field(default=None, description="分值")
    score: Printed = Field(default=None, description="得分")
    reason: Printed = Field(default=None, description="偏差原因分析及改进措施")
    basis: Printed = Field(default=None, description="指标值确定依据")


class EvaluationTotal(Part):
    """总分 of a self-evaluation."""

    weight: Printed = Field(default=None, description="总分值")
    score: Printed = Field(default=None, description="总得分")


class SelfEvaluation(Base):
    """项目支出绩效自评表 · 部门整体支出绩效自评表; a department's has no `project_name`."""

    kind: Literal["self_evaluation"] = "self_evaluation"
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
    contact: Printed = Field(default=None, description="联系人")
    phone: Printed = Field(default=None, description="联系电话")
    funds: ExecutedFunds | None = Field(default=None, description="资金")
    goal_expected: Printed = Field(default=None, description="预期目标")
    goal_actual: Printed = Field(default=None, description="实际完成情况")
    indicators: list[EvaluatedIndicator] = Field(default_factory=list, description="绩效指标")
    total: EvaluationTotal | None = Field(default=None, description="总分")
    grade: Printed = Field(default=None, description="自评等级")
