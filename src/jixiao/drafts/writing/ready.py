"""What a reader would likely change in a composed draft: what is better left to the table, and what makes it a first
draft."""

from __future__ import annotations

from jixiao.drafts.language.points import points
from jixiao.drafts.planning.background import bare_name
from jixiao.drafts.planning.ranking import main_of
from jixiao.drafts.writing.usable import plain, reader
from jixiao.records.drafts import Fault, LeftOut, Plan, PlanGroup, Project

READY = 0.7
"""From which chance on, that a reader would hand it in as it stands, a draft may be final."""
_DOUBTED = 0.2  # from which chance of a change on a clause is left to the table
_FEWEST, _FEWEST_TASKS = 4, 2  # so much is told anyhow
_LEFT = "写成“{text}”读的人多半会改，没有写入；见绩效指标表，或自行补写一句"
_LOOK = "整篇不改就能用的把握不大，最可能要改的是“{text}”；请对照指标表改好这一句再用"


def lighter(project: Project, plan: Plan, text: str) -> Plan:
    """The plan without what a reader would likely change in its text, as far as enough is told without it."""
    found, looking = points(project), reader(project)
    alone = {item.paths[0]: group.part for group in plan.groups for item in group.items if len(item.paths) == 1}
    tasks = {point.path for point in found if point.kind in ("quantity", "other")}
    main = main_of(bare_name(project), [point for point in found if point.path in alone])
    told = {path for path in alone if path.startswith("indicators")}
    gone: dict[str, str] = {}
    for said, changed in sorted(looking.doubts(text), key=lambda one: -one[1]):
        point = next(iter(looking.told_by(plain(said))), None)
        if changed < _DOUBTED or point is None or point.path not in told - set(gone) or point.path == main:
            continue
        left = told - set(gone)
        few = point.path in tasks and len(left & tasks) <= _FEWEST_TASKS
        if len(left) > _FEWEST and not few and point.kind != "satisfaction":
            gone[point.path] = _LEFT.format(text=plain(said))
    return _without(plan, gone) if gone else plan


def _without(plan: Plan, gone: dict[str, str]) -> Plan:
    groups = [
        PlanGroup(part=group.part, items=[item for item in group.items if item.paths[0] not in gone])
        for group in plan.groups
    ]
    left = [*plan.left_out, *(LeftOut(path=path, reason=reason) for path, reason in gone.items())]
    left.sort(key=lambda one: int(one.path.partition("[")[2].rstrip("]")))
    return Plan(groups=[PlanGroup(part=g.part, items=g.items) for g in groups if g.items], left_out=left)


def unready(project: Project, text: str) -> list[Fault]:
    """What to look at first where a reader would likely change the draft; [] where it can likely be handed in."""
    looking = reader(project)
    if looking.chance(text) >= READY:
        return []
    said = max(looking.doubts(text), key=lambda one: one[1])[0]
    point = next(iter(looking.told_by(plain(said))), None)
    return [Fault(code="draft.unready", message=_LOOK.format(text=said), paths=[point.path] if point else [])]
