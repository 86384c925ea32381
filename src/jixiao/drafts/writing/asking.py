"""What a model is asked for a goal: the project's material with ids, the plan, the manner, examples of style."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import Field

from jixiao.drafts.language.points import Point, points
from jixiao.drafts.language.sentence_templates import Manner, frames
from jixiao.drafts.writing.compose import is_long
from jixiao.records.drafts import Fault, Plan, Project, Sentence
from jixiao.records.headings import field_heading
from jixiao.records.model import Model
from jixiao.records.paths import FieldPath

PROMPT = "draft/goal"
AGAIN = "draft/sentence"
BORNE = "draft/borne"
_FIELDS = (
    "project_name", "year", "department", "implementer", "purpose", "beneficiaries", "funds.annual.total", "category",
    "schedule",
)  # fmt: skip
_ALWAYS = {"project_name", "year", "department", "implementer", "funds.annual.total", "category", "purpose", "schedule"}
_LISTS = (("b", "basis"), ("t", "tasks"), ("p", "policy_tasks"))
_TITLES = {
    "output": "做什么、做多少、做到什么程度、何时完成",
    "cost": "花多少",
    "effect": "带来什么",
    "satisfaction": "谁满意",
}


class WrittenSentence(Model):
    """One sentence as the model wrote it."""

    text: str = Field(description="句子")
    ids: list[str] = Field(description="依据的材料的编号")


class Borne(Model):
    """Which words of a draft may stay."""

    ids: list[str] = Field(description="可以保留的词的编号")


class Written(Model):
    """A goal as the model wrote it."""

    sentences: list[WrittenSentence] = Field(description="按次序的各句")


def ids_of(project: Project) -> dict[str, str]:
    """The id under which a model is shown a field, and the field's path: i3 is indicators[2], t1 is tasks[0]."""
    out = {f"i{_number(point)}": point.path for point in points(project)}
    for letter, field in _LISTS:
        out |= {f"{letter}{n + 1}": f"{field}[{n}]" for n in range(len(getattr(project, field) or []))}
    out |= {f"f{n}": path for n, path in enumerate(_FIELDS, 1) if FieldPath(path).get(project) not in (None, "")}
    return out


def variables(
    project: Project, plan: Plan, manner: Manner, examples: list[str], chosen: bool = False
) -> dict[str, Any]:
    """What the prompt is filled with; a plan that a person has `chosen` is kept to, else all indicators are shown."""
    by_path = {point.path: point for point in points(project)}
    notes = frames().notes
    region = frames().region(manner.region)
    told = {path for group in plan.groups if group.part == "basis" for item in group.items for path in item.paths}
    told |= {f"policy_tasks[{n}]" for n in range(len(project.policy_tasks or []))}
    told |= {f"tasks[{n}]" for n in range(len(project.tasks))} | {"beneficiaries"}
    left_out = [_shown(by_path[one.path], project) for one in plan.left_out if one.path in by_path]
    return {
        "fields": _fields(project, told),
        "groups": _groups(project, plan) if chosen else _all(project),
        "chosen": chosen,
        "left_out": left_out if chosen else [],
        "layout": notes.layout[(manner.version - 1) % len(notes.layout)],
        "length": _length(plan, manner),
        "tone": notes.tone.get(manner.tone, ""),
        "region": notes.many if is_long(plan) and not region.numbered else region.about,
        "examples": examples,
    }


def _groups(project: Project, plan: Plan) -> list[dict[str, Any]]:
    """The indicators of the plan, part by part, those that are said together in one item."""
    by_path = {point.path: point for point in points(project)}
    found = []
    for group in plan.groups:
        items = [[_shown(by_path[path], project) for path in item.paths if path in by_path] for item in group.items]
        if group.part in _TITLES:
            found.append({"title": _TITLES[group.part], "items": items})
    return found


def _all(project: Project) -> list[dict[str, Any]]:
    """All indicators that have a value, part by part, in the order of the form."""
    filled = [point for point in points(project) if point.target.kind != "blank"]
    return [
        {"title": title, "items": [[_shown(p, project)] for p in filled if p.part == part]}
        for part, title in _TITLES.items()
        if any(p.part == part for p in filled)
    ]


def doubted(project: Project, doubts: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What the question about words is filled with; a doubt is some words and their sentence."""
    known = ids_of(project)
    return {
        "material": [{"id": key, "text": _told(project, path)} for key, path in known.items()],
        "doubts": [{"id": f"w{n}", "words": words, "sentence": text} for n, (words, text) in enumerate(doubts, 1)],
    }


def again(project: Project, sentences: Sequence[Sentence], n: int, wrong: list[Fault]) -> dict[str, Any]:
    """What the prompt for one sentence is filled with: the goal around it, its material, what is wrong."""
    known = {path: key for key, path in ids_of(project).items()}
    cites = [path for path in [*sentences[n].cites, *(p for fault in wrong for p in fault.paths)] if path in known]
    return {
        "goal": "".join(sentence.text for sentence in sentences).replace("\n", ""),
        "sentence": sentences[n].text.strip(),
        "findings": [fault.message for fault in wrong],
        "material": [{"id": known[path], "text": _told(project, path)} for path in dict.fromkeys(cites)],
    }


def _told(project: Project, path: str) -> str:
    """A field as the model is shown it: its heading or name, and its text."""
    if path.startswith("indicators"):
        point = next(point for point in points(project) if point.path == path)
        return f"{point.name}：{point.value}"
    label, text = _field(project, path)
    return f"{label}：{text}"


def _fields(project: Project, told: set[str]) -> list[dict[str, str]]:
    """The fields that are what they are, and of the others those that the plan names."""
    out = []
    for key, path in ids_of(project).items():
        if path.startswith("indicators") or (path not in _ALWAYS and path not in told):
            continue
        label, text = _field(project, path)
        out.append({"id": key, "label": label, "text": text})
    return out


def _field(project: Project, path: str) -> tuple[str, str]:
    name, _, index = path.partition("[")
    value = getattr(project, name)[int(index[:-1])] if index else str(FieldPath(path).get(project))
    if path == "funds.annual.total" and project.funds and project.funds.unit:
        value += project.funds.unit
    return field_heading(Project, name if index else path), value


def _shown(point: Point, project: Project) -> dict[str, str]:
    indicator = project.indicators[_number(point) - 1]
    kind = (indicator.level2 or indicator.level1 or "").removesuffix("指标")
    return {"id": f"i{_number(point)}", "kind": kind, "name": point.name, "value": point.value}


def _number(point: Point) -> int:
    return int(point.path[len("indicators[") : -1]) + 1


def _length(plan: Plan, manner: Manner) -> str:
    """The most characters; what there is to say sets the least."""
    most = frames().notes.most[manner.length]
    numbered = is_long(plan) or frames().region(manner.region).numbered
    return frames().notes.length["many" if numbered else manner.length].format(high=most)
