"""What many names begin with is said once: 失地农民养老保险参保人数…，补贴应发尽发率…，补贴月均成本…"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from jixiao.draft.background import project_text
from jixiao.draft.clauses import clause, lead_of
from jixiao.draft.points import Point
from jixiao.draft.words import ending, words
from jixiao.records.drafts import Plan, Project

# A topic is so many characters that begin the names of so many indicators; what is left of a name stands alone.
_LEAST_TOPIC, _LEAST_SHARED, _LEAST_REST = 4, 3, 4
_MOST = 0.5
_LISTED = ("act", "item")
_JOINTS = "的、和及与，"
_ORDER = ("quantity", "other", "quality", "time", "cost", "effect", "satisfaction")


def shortened(said: list[Point], project: Project, plan: Plan) -> list[Point]:
    """The points, their common beginning said once: by the project's name, or by the first point that has it."""
    topic = _topic([point.name for point in said if point.quantified])
    if not topic:
        return said
    mixed = _mixed(said, plan, topic)
    told = topic in project_text(project) and not any(clause([p], 0).form in _LISTED for p in said if _counted(p))
    out: list[Point] = []
    for point in sorted(said, key=lambda p: _ORDER.index(p.kind)):
        rest = point.name.removeprefix(topic)
        stem = rest.removesuffix(ending(rest, words().shared)) if point.kind == "satisfaction" else rest
        short = told and point.quantified and rest != point.name and len(stem) >= _LEAST_REST and rest[0] not in _JOINTS
        told = told or point.name.startswith(topic)
        out.append(replace(point, name=rest) if short and point.path not in mixed else point)
    return out


def _counted(point: Point) -> bool:
    return point.kind in ("quantity", "other")


def _mixed(said: list[Point], plan: Plan, topic: str) -> set[str]:
    """The paths of what is said in one breath with something of another topic."""
    names = {point.path: point.name for point in said}
    out: set[str] = set()
    for group in plan.groups:
        for item in group.items:
            if not all(names.get(path, topic).startswith(topic) for path in item.paths):
                out |= set(item.paths)
    return out


def _topic(names: list[str]) -> str:
    """The beginning that most names share, the longest of those; "" where too few share one."""
    leads = {lead_of([a, b]) for a, b in combinations(names, 2)}
    counted = [(sum(n.startswith(lead) for n in names), len(lead), lead) for lead in leads if len(lead) >= _LEAST_TOPIC]
    shared, _, lead = max(counted, default=(0, 0, ""))
    return lead if shared >= max(_LEAST_SHARED, len(names) * _MOST) else ""
