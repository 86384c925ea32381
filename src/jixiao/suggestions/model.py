"""What is suggested to a reviewer, always with where it comes from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from jixiao.records.model import Model

Kind = Literal["missing", "sharpen"]
KINDS: dict[str, str] = {"missing": "建议补充", "sharpen": "建议细化"}


class Cited(Model):
    """An indicator of another project, or of the frame (`document` names it, `frame` is true)."""

    id: str = Field(description="编号")
    document: str = Field(description="来源文件")
    page: int | None = Field(default=None, description="页")
    project: str = Field(default="", description="项目")
    department: str = Field(default="", description="部门")
    year: int | None = Field(default=None, description="年度")
    name: str = Field(description="三级指标")
    value: str = Field(default="", description="指标值")
    frame: bool = Field(default=False, description="出自常用指标框架")


class Usual(Model):
    """How others set the value: of `counted` values so many are numbers; operator and unit are the usual ones.

    `median`, `low` and `high` (quartiles) are in `unit`; `scaled_low` and `scaled_high` what the same amount of money
    per unit would come to for this project, None where that says nothing.
    """

    counted: int = 0
    numeric: int = 0
    operator: str = ""
    unit: str = ""
    median: float | None = None
    low: float | None = None
    high: float | None = None
    scaled_low: float | None = None
    scaled_high: float | None = None
    examples: list[str] = Field(default_factory=list)


class Suggestion(Model):
    """One suggestion; `holders` of `peers` like projects have the indicator.

    `name` is what is proposed; where a model fitted it to the project `adapted` is true and `original` the name of
    the library it was made from. `path` is the indicator that a sharpening is about.
    """

    key: str = Field(description="编号")
    kind: Kind = Field(description="类别")
    family: str = Field(description="指标类别")
    level1: str = Field(description="一级指标")
    level2: str = Field(description="二级指标")
    name: str = Field(description="建议的三级指标")
    original: str = Field(description="库中名称")
    adapted: bool = Field(default=False, description="经改写")
    value: str = Field(default="", description="建议的指标值")
    reason: str = Field(description="理由")
    holders: int = Field(default=0, description="有此指标的相近项目")
    peers: int = Field(default=0, description="相近项目")
    usual: Usual = Field(default_factory=Usual)
    sources: list[Cited] = Field(min_length=1, description="依据")
    path: str = ""
    score: float = 0.0


class PeerProject(Model):
    """A like project, and what it has in common with the one asked about."""

    name: str = Field(description="项目")
    department: str = Field(default="", description="部门")
    document: str = Field(default="", description="来源文件")
    page: int | None = Field(default=None, description="页")
    likeness: float = Field(description="相近程度")
    grounds: list[str] = Field(default_factory=list, description="相近之处")


class Suggestions(Model):
    """Everything suggested for one project. `notes` say what the suggestions rest on and what they do not."""

    project: str = Field(description="项目")
    items: list[Suggestion] = Field(default_factory=list)
    peers: list[PeerProject] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)
    model: str = Field(default="", description="所用模型")
