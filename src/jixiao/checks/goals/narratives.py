"""Checks of a department's goals in prose: indicators and standards for every goal."""

from __future__ import annotations

import re

from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.records import DepartmentNarrative
from jixiao.text import key

_APART = re.compile("[,;。、\n]+")
_NUMBER = re.compile(r"^[(]?[\d一二三四五六七八九十]{1,2}[.、)]")
# Standards that speak of all indicators without their names: 两项指标均在95%以上.
_TOGETHER = re.compile("(各|两|三|四|五|[0-9]|以上|上述|所有|全部)项?(绩效)?指标|均")
# What may end a name in one place and not in the other.
_END = re.compile("(率|度|情况|程度|数量|数)$")


@asks(
    "narrative.goal-without-indicator", "narrative.indicator-without-standard",
    "narrative.indicator-not-in-standard",
)  # fmt: skip
def check_narrative(record: DepartmentNarrative, ground: Ground) -> Hits:
    """Goals without indicators, indicators without standards, indicators that the standards forget."""
    judged = any(goal.standards for goal in record.sub_goals)
    measured = any(goal.indicators for goal in record.sub_goals)
    for i, goal in enumerate(record.sub_goals):
        name = goal.activity or goal.area or ""
        path = f"sub_goals[{i}]"
        if not (goal.indicators or "").strip():
            if measured and (goal.goal or "").strip():
                yield Hit("narrative.goal-without-indicator", (f"{path}.indicators", f"{path}.goal"), {"name": name})
        elif not (goal.standards or "").strip():
            yield Hit(
                "narrative.indicator-without-standard", (f"{path}.standards", f"{path}.indicators"), {"name": name}
            )
        elif judged and _TOGETHER.search(key(goal.standards or "")) is None:
            yield from _forgotten(goal.indicators or "", key(goal.standards or ""), path)


def _forgotten(indicators: str, standards: str, path: str) -> Hits:
    for printed in _APART.split(key(indicators)):
        name = _NUMBER.sub("", printed)
        stem = _END.sub("", name)
        if len(stem) >= 3 and stem not in standards:
            yield Hit(
                "narrative.indicator-not-in-standard", (f"{path}.indicators", f"{path}.standards"), {"name": name}
            )
