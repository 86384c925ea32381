"""What a model is asked for a goal: the project's material with ids, the plan, the manner, examples of style."""

from __future__ import annotations

from random import Random
from typing import Any

from pydantic import Field

from jixiao.draft.compose import is_long, seed
from jixiao.draft.points import Point, points
from jixiao.draft.sentence_templates import Manner, frames
from jixiao.records.columns import follow
from jixiao.records.drafts import Plan, Project
from jixiao.records.headings import field_heading
from jixiao.records.model import Model

PROMPT = "draft/goal"
_FIELDS = ("project_name", "year", "department", "implementer", "purpose", "beneficiaries", "funds.annual.total")
_ALWAYS = {"project_name", "year", "department", "implementer", "funds.annual.total"}
_TITLES = {
    "output": "做什么、做多少、做到什么程度、何时完成",
    "cost": "花多少",
    "effect": "带来什么",
    "satisfaction": "谁满意",
}
# Characters that a goal has for each item of its plan, by length: the least and the most.
_ROOM = {"short": (14, 22), "normal": (20, 32), "long": (26, 42)}
_LEAST = 60


class WrittenSentence(Model):
    """One sentence as the model wrote it."""

    text: str = Field(description="句子")
    ids: list[str] = Field(description="依据的材料的编号")


class Written(Model):
    """A goal as the model wrote it."""

    sentences: list[WrittenSentence] = Field(description="按次序的各句")


def ids_of(project: Project) -> dict[str, str]:
    """The id under which a model is shown a field, and the field's path: i3 is indicators[2], t1 is tasks[0]."""
    out = {f"i{_number(point)}": point.path for point in points(project)}
    for letter, field in (("b", "basis"), ("t", "tasks")):
        out |= {f"{letter}{n + 1}": f"{field}[{n}]" for n in range(len(getattr(project, field)))}
    out |= {f"f{n}": path for n, path in enumerate(_FIELDS, 1) if follow(project, path) not in (None, "")}
    return out


def variables(project: Project, plan: Plan, manner: Manner, examples: list[str]) -> dict[str, Any]:
    """What the prompt is filled with."""
    by_path = {point.path: point for point in points(project)}
    chance = Random(seed(project, manner.version))
    notes = frames().notes
    region = frames().region(manner.region)
    told = {path for group in plan.groups if group.part == "basis" for item in group.items for path in item.paths}
    return {
        "fields": _fields(project, told),
        "groups": [
            {
                "title": _TITLES[group.part],
                "items": [[_shown(by_path[path], project) for path in item.paths] for item in group.items],
            }
            for group in plan.groups
            if group.part in _TITLES
        ],
        "left_out": [_shown(by_path[one.path], project) for one in plan.left_out if one.path in by_path],
        "notes": [chance.choice(listed) for listed in (notes.begin, notes.middle, notes.end)],
        "length": _length(plan, manner),
        "tone": notes.tone.get(manner.tone, ""),
        "region": notes.many if is_long(plan) and not region.numbered else region.about,
        "examples": examples,
    }


def _fields(project: Project, told: set[str]) -> list[dict[str, str]]:
    """The fields that are what they are, and of the others those that the plan names."""
    out = []
    for key, path in ids_of(project).items():
        if path.startswith("indicators") or (path not in _ALWAYS and path not in told):
            continue
        name, _, index = path.partition("[")
        value = getattr(project, name)[int(index[:-1])] if index else str(follow(project, path))
        if path == "funds.annual.total" and project.funds and project.funds.unit:
            value += project.funds.unit
        out.append({"id": key, "label": field_heading(Project, name if index else path), "text": value})
    return out


def _shown(point: Point, project: Project) -> dict[str, str]:
    indicator = project.indicators[_number(point) - 1]
    kind = (indicator.level2 or indicator.level1 or "").removesuffix("指标")
    return {"id": f"i{_number(point)}", "kind": kind, "name": point.name, "value": point.value}


def _number(point: Point) -> int:
    return int(point.path[len("indicators[") : -1]) + 1


def _length(plan: Plan, manner: Manner) -> str:
    """The room for the plan in characters, in tens."""
    items = sum(len(group.items) for group in plan.groups)
    low, high = (max(_LEAST, items * each // 10 * 10) for each in _ROOM[manner.length])
    numbered = is_long(plan) or frames().region(manner.region).numbered
    return frames().notes.length["many" if numbered else manner.length].format(low=low, high=max(high, low + 40))
