"""An opinion as a Word file, from a template that an office can edit in Word (see schemas/review/README.md)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

from jixiao.atomic import whole
from jixiao.export.word_template import WordTemplate
from jixiao.records.kinds import KINDS, LABELS
from jixiao.review import FINDINGS, SUGGESTIONS, WEIGHTS, Graded, Opinion, Remark, Row
from jixiao.review.criteria import FOLDER
from jixiao.review.model import Weight

TEMPLATE = WordTemplate(FOLDER, "opinion.docx", "--template", "jixiao review --own-template")
own_template = TEMPLATE.copy
_NAME = 40
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
        remarks=remarks,
    )  # fmt: skip
    TEMPLATE.check(template, word_values(sample))


def word_values(opinion: Opinion) -> dict[str, Any]:
    """What a template may use, by name."""
    pages = f"第 {opinion.pages[0]}—{opinion.pages[1]} 页" if opinion.pages else ""
    if opinion.pages and opinion.pages[0] == opinion.pages[1]:
        pages = f"第 {opinion.pages[0]} 页"
    asked = {r.number: r.asked for r in opinion.standing}
    return {
        "heading": "绩效目标审核意见",
        "subject_label": KINDS[opinion.kind].subject if opinion.kind in KINDS else "部门（单位）",
        "subject": opinion.subject,
        "year": str(opinion.year or ""),
        "department": opinion.department,
        "amount": opinion.amount,
        "form": opinion.title or LABELS.get(opinion.kind, ""),
        "source": " ".join(part for part in (opinion.source, pages) if part),
        "grade": opinion.grade,
        "points": f"{opinion.proposed:g}",
        "after": opinion.after,
        "says": opinion.says,
        "summary": summary(opinion),
        "criteria": [c.model_dump() | {"grounds": _grounds(opinion, c)} for c in opinion.criteria],
        "problems": [_remark(r) for r in opinion.of(*FINDINGS)],
        "suggestions": [_remark(r) for r in opinion.of(*SUGGESTIONS)],
        "rows": [
            row.model_dump() | {"remarks": _lines(f"（{n}）{asked[n]}" for n in row.remarks) or _looked(row)}
            for row in opinion.rows
        ],
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
    """What the opinion rests on, and what it does not."""
    out = [f"{opinion.basis}。"] if opinion.basis else []
    if opinion.incomplete:
        out.append(f"这张表没有完整识读（{'；'.join(opinion.incomplete)}），意见可能不全，请对照原文。")
    if any(r.doubted for r in opinion.standing):
        out.append("个别意见所依据的文字识读存疑，请先对照原文核实。")
    out += [f"{note.rstrip('。')}。" for note in (*(each.said for each in opinion.also), *opinion.notes)]
    if any(r.rule for r in opinion.standing):
        rules = dict.fromkeys(r.rule for r in opinion.standing if r.rule)
        out.append(f"问题的依据：{'；'.join(rules)}。")
    return [f"{n}. {text}" for n, text in enumerate(out, 1)]


def _grounds(opinion: Opinion, graded: Graded) -> str:
    """What the grade of a criterion rests on: its items, one after the other."""
    return "；".join(
        f"{item.name} {item.said}/{item.points}（{item.grounds}）"
        for item in opinion.items
        if item.criterion == graded.name
    )


def _looked(row: Row) -> str:
    """What is said of an indicator without a remark: what was looked at, never more."""
    return f"看了{'、'.join(row.looked)}，没有意见" if row.looked else "没有看"


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
