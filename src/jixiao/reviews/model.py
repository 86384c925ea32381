"""An opinion on a form: what was found, what is suggested, what the reviewer decided, and which grade is proposed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from jixiao.records import Ledger, Reason
from jixiao.records.annotations.decisions import VERDICTS, Decision
from jixiao.records.model import Model
from jixiao.reviews.coherence import Coherence

Weight = Literal["error", "warning", "advice", "missing", "sharpen"]
WEIGHTS: dict[str, str] = {
    "error": "错误", "warning": "警告", "advice": "建议", "missing": "建议补充", "sharpen": "建议细化",
}  # fmt: skip


FINDINGS: tuple[Weight, ...] = ("error", "warning", "advice")
SUGGESTIONS: tuple[Weight, ...] = ("missing", "sharpen")
_TOLD = 3


class Remark(Model):
    """A finding or a suggestion as it goes out; `matter` names it for good, `id` in short, for people.

    `sources` are where a suggestion comes from, `rule` what a finding rests on. A suggestion has `heading` (the kind of
    indicator), `proposed` (its name), `value` and `reason` beside its message.
    """

    number: int = Field(default=0, description="序号")
    id: str = Field(default="", description="意见编号")
    matter: str
    weight: Weight = Field(description="程度")
    criterion: str = Field(description="审核方面")
    place: str = Field(default="", description="位置")
    path: str = ""
    paths: list[str] = Field(default_factory=list)
    check: str = Field(default="", description="检查项")
    page: int | None = Field(default=None, description="页")
    message: str = Field(description="问题或建议")
    advice: str = Field(default="", description="怎么改")
    rule: str = Field(default="", description="依据")
    sources: list[str] = Field(default_factory=list, description="来源")
    heading: str = Field(default="", description="指标类别")
    proposed: str = Field(default="", description="建议的指标")
    value: str = Field(default="", description="建议的指标值")
    reason: str = Field(default="", description="理由")
    doubted: bool = Field(default=False, description="原文识读存疑")
    decision: Decision | None = Field(default=None, description="处理")

    @property
    def word(self) -> str:
        """How weighty it is, in Chinese."""
        return WEIGHTS[self.weight]

    @property
    def decided(self) -> str:
        """What the reviewer decided, in Chinese; "" where nothing is."""
        if self.decision is None:
            return ""
        said = VERDICTS[self.decision.verdict]
        return f"{said}：{self.decision.text}" if self.decision.text else said

    @property
    def stands(self) -> bool:
        """Whether it goes out: what the reviewer rejected does not."""
        return self.decision is None or self.decision.verdict != "rejected"

    @property
    def asked(self) -> str:
        """What is asked of the office: the reviewer's words where he changed ours."""
        if self.decision is not None and self.decision.verdict == "changed" and self.decision.text:
            return self.decision.text
        return self.advice or self.message


class Scored(Model):
    """One of the eight scored items: points proposed (None: nothing looked), and what they rest on.

    `looked` and `blind` count the checks that looked and that could not, `why` says why not; `found` are the numbers of
    remarks. `apart` says how goal and indicators do not go together where that takes points.
    """

    criterion: str = Field(description="审核方面")
    name: str = Field(description="审核内容")
    points: int = Field(description="分值")
    asks: str = Field(default="", description="审核要点")
    score: float | None = Field(default=None, description="建议得分")
    looked: int = Field(default=0, description="看了几项")
    blind: int = Field(default=0, description="没有看几项")
    found: list[int] = Field(default_factory=list, description="意见")
    why: list[str] = Field(default_factory=list, description="没有看的原因")
    apart: str = Field(default="", description="目标与指标不相合之处")
    unseen: str = Field(default="", description="须审核人判断")

    @property
    def said(self) -> str:
        """The points as they are printed, 未评 where nothing looked."""
        return "未评" if self.score is None else f"{self.score:g}"

    @property
    def grounds(self) -> str:
        """What the points rest on, in a sentence; no problem is claimed but of what was looked at."""
        if not self.looked and not self.blind:
            return "程序没有看"
        said = f"程序看了 {self.looked} 项"
        clear = self.looked and not self.apart
        said += f"，见意见 {'、'.join(map(str, self.found))}" if self.found else "，没有查出问题" if clear else ""
        said += f"；{self.apart}" if self.apart else ""
        return f"{said}；{'，'.join(self.why)}，没有看" if self.why else said


class Graded(Model):
    """A criterion with the grade proposed over its judged items, and what the reviewer must judge himself."""

    name: str = Field(description="审核方面")
    points: int = Field(description="分值")
    grade: str = Field(description="建议等级")
    proposed: float = Field(description="推算得分")
    judged: int = Field(default=0, description="已评分值")
    unseen: str = Field(description="须审核人判断")


class Row(Model):
    """An indicator of the form and the remarks on it, by their numbers."""

    number: int
    scope: str = ""
    level1: str = ""
    level2: str = ""
    level3: str = ""
    value: str = ""
    weight: str = ""
    page: int | None = None
    remarks: list[int] = Field(default_factory=list)
    looked: list[str] = Field(default_factory=list, description="看过的方面")
    blind: str = Field(default="", description="没有看的原因")

    @property
    def seen(self) -> str:
        """What is said of an indicator without a remark: what was looked at, never more, or why nothing was."""
        return f"看了{'、'.join(self.looked)}" if self.looked else f"{self.blind or '没有用得上的检查'}，没有看"


class Also(Model):
    """The same form in another file; `differs` tells each field that says something else there."""

    source: str = Field(description="来源文件")
    page: int | None = Field(default=None, description="页")
    differs: list[str] = Field(default_factory=list, description="不同之处")

    @property
    def said(self) -> str:
        """Where it is and whether it says the same, in a sentence."""
        place = f"{self.source} 第 {self.page} 页" if self.page else self.source
        if not self.differs:
            return f"同一张表也在 {place}，内容相同"
        more = f" 等 {len(self.differs)} 处" if len(self.differs) > _TOLD else ""
        return f"同一张表也在 {place}，内容不同：{'；'.join(self.differs[:_TOLD])}{more}；请核对以哪份为准"


class Opinion(Model):
    """The opinion on one form of one source; `also` are the other files that have the form."""

    subject: str = Field(description="项目（部门）")
    kind: str
    title: str = Field(default="", description="表名")
    department: str = Field(default="", description="主管部门")
    year: int | None = Field(default=None, description="年度")
    amount: str = Field(default="", description="年度资金")
    implementer: str = Field(default="", description="实施单位")
    period: str = Field(default="", description="项目期")
    sources: str = Field(default="", description="资金来源")
    goal: str = Field(default="", description="年度绩效目标")
    coherence: Coherence | None = Field(default=None, description="目标与指标相合的程度")
    source: str = Field(description="来源文件")
    sha256: str
    record: int
    pages: tuple[int, int] | None = Field(default=None, description="页码")
    incomplete: list[str] = Field(default_factory=list, description="识读不完整的原因")
    ledger: Ledger | None = Field(default=None, description="检查台账")
    items: list[Scored] = Field(default_factory=list)
    criteria: list[Graded] = Field(default_factory=list)
    grade: str = Field(default="", description="建议等级")
    proposed: float = Field(default=0.0, description="推算得分")
    judged: int = Field(default=0, description="已评分值")
    after: str = Field(default="", description="建议意见")
    says: str = ""
    basis: str = ""
    rows: list[Row] = Field(default_factory=list)
    remarks: list[Remark] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)
    also: list[Also] = Field(default_factory=list, description="另见")

    @property
    def standing(self) -> list[Remark]:
        """The remarks that go out."""
        return [r for r in self.remarks if r.stands]

    @property
    def scored(self) -> str:
        """The points and the grade as they are printed; of a form without a grade no points are."""
        if not self.judged:
            return "未评"
        return f"{self.judged} 分中建议得 {self.proposed:g} 分，建议等级：{self.grade}"

    @property
    def looked(self) -> str:
        """What was looked at, in a sentence part."""
        if self.ledger is None:
            return "没有检查台账，不能说看过什么"
        blind = f"，{self.ledger.blind} 项没有看" if self.ledger.blind else ""
        return f"程序看了 {self.ledger.looked} 项{blind}"

    def of(self, *weights: str) -> list[Remark]:
        """The remarks of these weights that go out."""
        return [r for r in self.standing if r.weight in weights]


class DisclosureLine(Model):
    """A line of the disclosure list: what is asked, 是, 否 or 未查, why, and the pages."""

    number: int = Field(description="序号")
    part: str = Field(description="类别")
    asks: str = Field(description="检查内容")
    verdict: Literal["是", "否", "未查"] = Field(description="结果")
    note: str = Field(default="", description="说明")
    pages: list[int] = Field(default_factory=list, description="页")


class Disclosure(Model):
    """The official list of a budget disclosure, filled in for one file."""

    source: str = Field(description="来源文件")
    year: int | None = Field(default=None, description="年度")
    lines: list[DisclosureLine] = Field(default_factory=list)

    def counted(self, verdict: str) -> int:
        """How many lines have that verdict."""
        return sum(line.verdict == verdict for line in self.lines)


class Review(Model):
    """The opinions on many forms, what was found about files as a whole, and the lists of budget disclosures.

    An empty list of opinions is no all clear: `problems` are what could not be read, each with the name of its file,
    and `left_out` counts the records of kinds that have no opinion.
    """

    opinions: list[Opinion] = Field(default_factory=list)
    general: list[Opinion] = Field(default_factory=list, description="文件层面的意见")
    disclosures: list[Disclosure] = Field(default_factory=list, description="预算公开检查表")
    problems: list[Reason] = Field(default_factory=list, description="没有读出来的文件和页，以及原因")
    left_out: dict[str, int] = Field(default_factory=dict, description="不出意见的表，按种类计数")
