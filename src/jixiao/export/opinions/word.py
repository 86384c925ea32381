"""An opinion as a Word file, from a template that an office can edit in Word (see schemas/review/README.md)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

from jixiao.atomic import whole
from jixiao.export.word_template import WordTemplate
from jixiao.records.kinds import KINDS
from jixiao.reviews import (
    FINDINGS,
    SUGGESTIONS,
    WEIGHTS,
    Graded,
    Opinion,
    Remark,
    Row,
    Scored,
    conclusion,
    looked_at,
    overview,
    treated,
)
from jixiao.reviews.criteria import FOLDER
from jixiao.reviews.model import Weight

TEMPLATE = WordTemplate(FOLDER, "opinion.docx", "--template", "jixiao review --new-template 意见书.docx")
own_template = TEMPLATE.copy
_NAME = 40
_SOURCES = 2
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


def word_name(opinion: Opinion, number: int) -> str:
    """The file name of the opinion, in the order of the review."""
    return f"{number:03}-{_NOT_IN_NAMES.sub('_', opinion.subject)[:_NAME]}.docx"


def word_opinion(opinion: Opinion, path: Path, template: Path | None = None) -> Path:
    """The opinion filled into the template; SourceError where that cannot be filled."""
    document = TEMPLATE.filled(word_values(opinion), template)
    with whole(path) as part:
        document.save(str(part))
    return path


def check_template(template: Path) -> None:
    """SourceError where the template could not be filled; asked before the forms are reviewed."""
    remarks = [Remark(matter="", weight=weight, criterion="", message="") for weight in get_args(Weight)]
    graded = Graded(name="", points=0, grade="", proposed=0, unseen="")
    sample = Opinion(
        subject="", kind="", source="", sha256="", record=1, basis="依据", criteria=[graded], rows=[Row(number=1)],
        items=[Scored(criterion="", name="", points=0)],
        remarks=remarks,
    )  # fmt: skip
    TEMPLATE.check(template, word_values(sample))


def word_values(opinion: Opinion) -> dict[str, Any]:
    """What a template may use, by name."""
    pages = f"第 {opinion.pages[0]}—{opinion.pages[1]} 页" if opinion.pages else ""
    if opinion.pages and opinion.pages[0] == opinion.pages[1]:
        pages = f"第 {opinion.pages[0]} 页"
    project = opinion.kind == "project_goal"
    return {
        "heading": "项目支出绩效目标评审意见" if project else "部门整体支出绩效目标评审意见",
        "subject_label": "项目名称" if project else "部门（单位）",
        "subject": opinion.subject,
        "year": str(opinion.year or ""),
        "department": opinion.department,
        "implementer": opinion.implementer,
        "amount": opinion.amount,
        "form": opinion.title or KINDS.get(opinion.kind, ""),
        "source": " ".join(part for part in (opinion.source, pages) if part),
        "grade": opinion.grade,
        "points": f"{opinion.proposed:g}" if opinion.judged else opinion.grade,
        "scored": opinion.scored,
        "judged": str(opinion.judged),
        "after": opinion.after,
        "says": opinion.says,
        "overview": overview(opinion),
        "conclusion": conclusion(opinion),
        "summary": summary(opinion),
        "items": [item.model_dump() | {"said": item.said, "grounds": item.grounds} for item in opinion.items],
        "criteria": [c.model_dump() | {"grounds": _grounds(opinion, c)} for c in opinion.criteria],
        "problems": [_remark(r) for r in opinion.of(*FINDINGS)],
        "suggestions": [_remark(r) for r in opinion.of(*SUGGESTIONS)],
        "rows": list(treated(opinion)),
        "notes": notes(opinion),
    }


def summary(opinion: Opinion) -> str:
    """How much was found, and how much of it the reviewer has decided, in a sentence."""
    counts = [f"{WEIGHTS[w]} {n} 处" for w in FINDINGS if (n := len(opinion.of(w)))]
    said = f"查出{'、'.join(counts)}" if counts else "看过的各项没有查出问题"
    said = f"{opinion.looked}，{said}"
    if more := len(opinion.of(*SUGGESTIONS)):
        said += f"；建议补充、细化指标 {more} 条"
    if left_out := len(opinion.remarks) - len(opinion.standing):
        said += f"；另有 {left_out} 处审核人不采纳，未列"
    return said + "。"


def notes(opinion: Opinion) -> list[str]:
    """What the opinion rests on, and what it does not: the annex."""
    out = [f"{opinion.says}。", f"{opinion.basis}。"] if opinion.basis else []
    out.append(summary(opinion))
    if seen := looked_at(opinion):
        out.append(seen)
    if opinion.incomplete:
        out.append(f"这张表没有完整识读（{'；'.join(opinion.incomplete)}），意见可能不全，请对照原文。")
    if any(r.doubted for r in opinion.standing):
        out.append("个别意见所依据的文字识读存疑，请先对照原文核实。")
    out += [f"{note.rstrip('。')}。" for note in (*(each.said for each in opinion.also), *opinion.notes)]
    rules: dict[str, list[str]] = {}
    for remark in opinion.standing:
        if remark.rule:
            rules.setdefault(remark.rule, []).append(str(remark.number))
    if rules:
        told = "；".join(f"{rule}（意见{'、'.join(numbers)}）" for rule, numbers in rules.items())
        out.append(f"问题的依据：{told}。")
    sources = [f"{r.proposed}：{'；'.join(r.sources[:_SOURCES])}" for r in opinion.of(*SUGGESTIONS) if r.sources]
    if sources:
        out.append(f"建议指标的出处：{'。'.join(sources)}。")
    return [f"{n}. {text}" for n, text in enumerate(out, 1)]


def _grounds(opinion: Opinion, graded: Graded) -> str:
    """What the grade of a criterion rests on: its items, one after the other."""
    return "；".join(
        f"{item.name} {item.said}/{item.points}（{item.grounds}）"
        for item in opinion.items
        if item.criterion == graded.name
    )


def _remark(remark: Remark) -> dict[str, Any]:
    place = f"{remark.place}（第{remark.page}页）" if remark.page else remark.place
    return remark.model_dump() | {
        "word": remark.word,
        "place": place,
        "asked": remark.asked,
        "decided": remark.decided,
        "sources": _lines(remark.sources[:3]),
    }


def _lines(texts: Any) -> Any:
    """Several lines of one cell."""
    from docxtpl import Listing

    text = "\n".join(texts)
    return Listing(text) if text else ""
