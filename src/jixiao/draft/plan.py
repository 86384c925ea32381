"""The plan of a goal: what is said, grouped, ordered and merged as people merge, and what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.draft.clauses import bond
from jixiao.draft.points import Point, points
from jixiao.draft.qualitative import quality
from jixiao.records.drafts import LeftOut, Part, Plan, PlanGroup, PlanItem, Project

PARTS: tuple[Part, ...] = ("basis", "output", "cost", "effect", "satisfaction")
_WITHIN = ("quantity", "other", "quality", "time", "cost", "effect", "satisfaction")
_UNFILLED = "指标值没有填写"
_REPEATS = "定性指标，指标值“{value}”只是重复指标名或没有说明程度，写进文字读不出新内容"


def plan(project: Project) -> Plan:
    """The plan of the project's goal; every indicator of the year is either in a group or left out with a reason."""
    said: list[Point] = []
    left: list[LeftOut] = []
    for point in points(project):
        reason = _unsaid(point)
        if reason:
            left.append(LeftOut(path=point.path, reason=reason))
        else:
            said.append(point)
    groups = [PlanGroup(part="basis", items=_background(project))]
    for part in PARTS[1:]:
        own = sorted((p for p in said if p.part == part), key=lambda p: _WITHIN.index(p.kind))
        groups.append(PlanGroup(part=part, items=[PlanItem(paths=paths) for paths in _merged(own)]))
    return Plan(groups=[group for group in groups if group.items], left_out=left)


def _background(project: Project) -> list[PlanItem]:
    """What the goal rests on beyond its indicators: documents, purpose, tasks, beneficiaries, money."""
    paths = [f"basis[{n}]" for n in range(len(project.basis))]
    if project.purpose:
        paths.append("purpose")
    paths += [f"tasks[{n}]" for n in range(len(project.tasks))]
    if project.beneficiaries:
        paths.append("beneficiaries")
    return [PlanItem(paths=[path]) for path in paths]


def _unsaid(point: Point) -> str:
    """Why the point is left out, "" where it is said."""
    if point.target.kind == "blank":
        return _UNFILLED
    if point.misfit:
        return point.misfit
    if not point.quantified and quality(point) is None:
        return _REPEATS.format(value=point.value)
    return ""


def _merged(found: list[Point]) -> Iterable[list[str]]:
    """The paths of what is said in one breath: rates with the same target, satisfaction with the same target."""
    out: dict[tuple[str, ...], list[str]] = {}
    for n, point in enumerate(found):
        out.setdefault(bond(point) or (str(n),), []).append(point.path)
    return out.values()
