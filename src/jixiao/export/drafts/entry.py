"""A draft beside its project, and what every output says of it."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.drafts.language.points import Point, points
from jixiao.records.drafts import Draft, Project
from jixiao.records.headings import field_heading
from jixiao.records.paths import FieldPath

BY = {
    "model": "由大模型起草，数字、日期和名称已逐一核对",
    "composed": "由模板写成",
    "mixed": "由大模型起草，其中有由模板改写的句子",
}
_UNFINISHED = "初稿：核对发现 {count} 处问题，改正前不能使用（{first}）"


def _unfinished(draft: Draft) -> str:
    return _UNFINISHED.format(count=len(draft.faults), first=draft.faults[0].message)


@dataclass(frozen=True, slots=True)
class Entry:
    """One draft and the project it is for; `trouble` says why a model gave none."""

    project: Project
    draft: Draft
    trouble: str = ""

    @property
    def by(self) -> str:
        """How the draft came about: model, composed or mixed."""
        ways = {sentence.by for sentence in self.draft.sentences}
        return "composed" if ways <= {"composed"} else "model" if ways == {"model"} else "mixed"

    @property
    def remark(self) -> str:
        """How it was written and whether it may be used, for people."""
        said = BY[self.by]
        if self.trouble:
            said += f"（大模型没有写成：{self.trouble}）"
        return said if self.draft.final else f"{_unfinished(self.draft)}；{said}"

    @property
    def name(self) -> str:
        """The project's name, with the number of the version where there are others."""
        name = self.project.project_name or "（未写项目名称）"
        return name if self.draft.version == 1 else f"{name}（第{self.draft.version}稿）"

    def rows(self) -> list[tuple[Point, list[int], str]]:
        """Each indicator, the sentences it is mentioned in (from 1), and why it is left out."""
        reasons = {one.path: one.reason for one in self.draft.plan.left_out}
        return [(point, self.sentences(point.path), reasons.get(point.path, "")) for point in points(self.project)]

    def left_out(self) -> list[str]:
        """What the goal does not tell, a line for each reason: 硬化道路（待定）、受益户数：指标值没有填写."""
        told: dict[str, list[str]] = {}
        for point, _, reason in self.rows():
            if reason:
                told.setdefault(reason, []).append(f"{point.name}（{point.value}）" if point.value else point.name)
        return [f"{'、'.join(names)}：{reason}" for reason, names in told.items()]

    def sentences(self, path: str) -> list[int]:
        """The numbers of the sentences that rest on the path, from 1."""
        return [n for n, sentence in enumerate(self.draft.sentences, 1) if path in sentence.cites]

    def source(self, path: str) -> str:
        """What a cite is, in words: 项目名称：滨河步道照明更新."""
        point = next((point for point in points(self.project) if point.path == path), None)
        if point is not None:
            return f"{point.name}　{point.value}"
        where = FieldPath(path)
        named = where.parent if where.endswith("]") else where
        return f"{field_heading(Project, named)}：{where.get(self.project)}"
