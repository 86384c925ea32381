"""The nouns of drafting: the project with what helps beyond its form, the plan, and the draft with its trace.

A cite is a field path of the project: "indicators[3]", "funds.annual.total", "basis[0]", "project_name", "year".
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field

from jixiao.records.goals import ProjectGoal
from jixiao.records.model import Model, Printed

By = Literal["model", "composed", "office"]
Part = Literal["basis", "output", "cost", "effect", "satisfaction"]


class Project(ProjectGoal):
    """项目支出绩效目标表 and what an office knows beyond it; every field may be cited."""

    basis: list[str] = Field(default_factory=list, description="政策依据")
    tasks: list[str] = Field(default_factory=list, description="主要工作任务")
    beneficiaries: Printed = Field(default=None, description="受益对象")

    @classmethod
    def of(cls, record: ProjectGoal) -> Self:
        """The record with nothing beyond its form."""
        return cls.model_construct(**dict(record))


class Derived(Model):
    """A number of a sentence that code computed: as it is written there, and from which cites."""

    text: str = Field(description="文中写法")
    operation: Literal["sum", "difference"] = Field(description="算法")
    of: list[str] = Field(description="取自")


class Sentence(Model):
    """One sentence of a goal, with the paths of all that it rests on."""

    text: str = Field(description="句子")
    cites: list[str] = Field(default_factory=list, description="依据")
    derived: list[Derived] = Field(default_factory=list, description="算出的数")
    by: By = Field(default="composed", description="写法")
    borne: list[str] = Field(default_factory=list, description="大模型认为有依据的词")


class LeftOut(Model):
    """An indicator that the goal does not name, and why."""

    path: str = Field(description="指标")
    reason: str = Field(description="原因")


class PlanItem(Model):
    """What is said in one breath: one indicator, or several that share a value."""

    paths: list[str] = Field(description="指标")


class PlanGroup(Model):
    """A part of the goal and what it says, in order."""

    part: Part = Field(description="部分")
    items: list[PlanItem] = Field(default_factory=list, description="内容")


class Plan(Model):
    """What the goal says, grouped and ordered, and what it leaves out."""

    groups: list[PlanGroup] = Field(default_factory=list, description="各部分")
    left_out: list[LeftOut] = Field(default_factory=list, description="不写的指标")


class Fault(Model):
    """What is wrong with a sentence or a draft: `message` says what to change, `excerpt` is the place in the text.

    `sentence` counts from 0, None where no sentence is at fault; `paths` are the fields it is about.
    """

    code: str = Field(description="编号")
    message: str = Field(description="说明")
    excerpt: str = Field(default="", description="原文")
    start: int = Field(default=0, description="起")
    end: int = Field(default=0, description="止")
    sentence: int | None = Field(default=None, description="句")
    paths: list[str] = Field(default_factory=list, description="涉及")


class Draft(Model):
    """A goal that was written from a plan: its sentences with their trace, and what the guard says of them."""

    project_name: Printed = Field(default=None, description="项目名称")
    department: Printed = Field(default=None, description="主管部门")
    year: int | None = Field(default=None, description="年度")
    version: int = Field(default=1, description="稿次")
    plan: Plan = Field(description="提纲")
    sentences: list[Sentence] = Field(default_factory=list, description="句子")
    replaced: list[int] = Field(default_factory=list, description="改用模板的句子")
    faults: list[Fault] = Field(default_factory=list, description="未改正的问题")

    @property
    def text(self) -> str:
        """The goal as one paragraph."""
        return "".join(sentence.text for sentence in self.sentences)

    @property
    def final(self) -> bool:
        """Whether the guard has nothing against it."""
        return not self.faults
