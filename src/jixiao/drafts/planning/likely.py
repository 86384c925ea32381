"""What of a plan an official would hardly write: it stays in the table, or the draft is no final one.

>>> from jixiao.drafts.language.points import Point
>>> rows = [Point("indicators[0]", "quantity", "公厕维护完成率完成情况", "≥62座")]
>>> rows += [Point("indicators[1]", "quantity", "清运垃圾数量", "≥900吨")]
>>> unlike("垃圾清运", rows, 2025)
{'indicators[0]': '写成“公厕维护完成率62座以上”不像机关的写法，没有写入；请改写指标名称，或自行补写一句'}
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.drafts.clauses.clause import Clause
from jixiao.drafts.clauses.prices import forward
from jixiao.drafts.clauses.spoken import FIT, spoken
from jixiao.drafts.language.points import Point, points
from jixiao.drafts.planning.ranking import main_of
from jixiao.records.drafts import Fault, Plan, Project

_NUMBER = re.compile(r"\d[^\d]*$")  # the last number, with its unit
_UNLIKE = "写成“{text}”不像机关的写法，没有写入；请改写指标名称，或自行补写一句"
_DOUBTED = "“{text}”不像机关的写法；请改写指标名称“{name}”（写清做什么、多少），或直接改这一句"


def unlike(called: str, said: Sequence[Point], year: int | None) -> dict[str, str]:
    """By path, why points stay in the table; never the main task of a project called so, nor all that is counted."""
    counted = [point for point in said if point.kind in ("quantity", "other")]
    best = max(counted, key=lambda point: spoken(point, year).chance, default=None)
    kept = {main_of(called, counted), best.path if best else ""}
    made = {point.path: spoken(point, year) for point in said if point.path not in kept}
    return {path: _UNLIKE.format(text=one.clause.text) for path, one in made.items() if one.chance < FIT}


def doubted(project: Project, plan: Plan, text: str) -> list[Fault]:
    """What to look at where a clause of the composed text is one that an official would hardly write."""
    alone = {item.paths[0] for group in plan.groups for item in group.items if len(item.paths) == 1}
    out = []
    for point in points(project):
        if point.path in alone and (made := spoken(point, project.year)).chance < FIT and _is_in(text, made.clause):
            message = _DOUBTED.format(text=made.clause.text, name=point.name)
            out.append(Fault(code="clause.unlike", message=message, paths=[point.path]))
    return out


def _is_in(text: str, said: Clause) -> bool:
    """Whether a goal has the clause: as it is, its thing called as the project calls it (运维|小流域|监测站8座), its
    price turned round, or its thing named before."""
    number = _NUMBER.search(said.text)
    forms = [said.text, said.text.removeprefix(said.verb), forward(said.text)]
    return any(form in text for form in forms) or (number is not None and f"、{number[0]}" in text)
