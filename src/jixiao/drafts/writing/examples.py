"""Examples of style: goals of comparable projects, with their numbers masked.

Comparable by topic (characters that names and indicators share), by department, and by size. Of the examples only the
manner is wanted: digits are masked, and texts that say little or nearly the same as one taken already are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jixiao.quantity import parse_amount
from jixiao.records import ProjectGoal
from jixiao.records.drafts import Project
from jixiao.records.paths import FieldPath
from jixiao.text import key

COUNT = 3
_DIGITS = re.compile(r"\d[\d,，.．]*(?<=\d)|[〇一二三四五六七八九十百千万亿]{2,}(?=[个人名次家项件套台座间万亿元%])")
_LISTED = re.compile(
    r"(?:目标|(?<![\d.]))\d{1,2}[.．、：](?=\D)|（[一二三四五六七八九十]{1,2}）|^[一二三四五六七八九十]、", re.MULTILINE
)
_MASK = "××"
_LONGEST = 360
_SHORTEST = 40
_ALIKE = 0.6
# What it adds to the likeness of two projects that they are of one department,
_DEPARTMENT = 0.3
# and that their amounts are alike.
_SIZE = 0.2
_NEAR = Decimal(3)


def examples(project: Project, pool: Iterable[ProjectGoal], count: int = COUNT) -> list[str]:
    """The masked goals of the most comparable projects of the pool, the nearest first; never the project's own."""
    own = _grams(_told(project))
    ranked: list[tuple[float, str]] = []
    for other in pool:
        goal = (other.goal_annual or "").strip()
        if len(goal) < _SHORTEST or _same(project, other):
            continue
        near = _share(own, _grams(_told(other)))
        near += _DEPARTMENT * (bool(project.department) and project.department == other.department)
        near += _SIZE * _like_size(project, other)
        ranked.append((near, goal))
    taken: list[str] = []
    for _, goal in sorted(ranked, key=lambda one: (-one[0], one[1])):
        if all(_share(_grams(goal), _grams(before)) < _ALIKE for before in taken):
            taken.append(goal)
        if len(taken) == count:
            break
    return [masked(goal) for goal in taken]


def masked(goal: str) -> str:
    """The goal on one line without its numbers, cut at a sentence where it is long."""
    text = _DIGITS.sub(_MASK, _LISTED.sub("", goal).replace("\n", ""))
    if len(text) <= _LONGEST:
        return text
    cut = text.rfind("。", 0, _LONGEST)
    return text[: cut + 1] if cut > _SHORTEST else text[:_LONGEST] + "……"


def _told(project: ProjectGoal) -> str:
    names = "".join(i.level3 or "" for i in project.indicators)
    return key((project.project_name or "") * 3 + names)


def _same(project: ProjectGoal, other: ProjectGoal) -> bool:
    """Whether both are the same project, in whatever year: its goal would be copied, not followed."""
    return key(project.project_name or "") == key(other.project_name or "") or (
        bool(project.goal_annual) and key(project.goal_annual or "") == key(other.goal_annual or "")
    )


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))


def _share(own: frozenset[str], other: frozenset[str]) -> float:
    return len(own & other) / min(len(own), len(other)) if own and other else 0.0


def _like_size(project: ProjectGoal, other: ProjectGoal) -> bool:
    """Whether the money is of the same order."""
    one, two = _yuan(project), _yuan(other)
    return bool(one and two) and max(one, two) <= _NEAR * min(one, two)


def _yuan(project: ProjectGoal) -> Decimal:
    amount = parse_amount(
        FieldPath("funds.annual.total").get(project) or "", project.funds.unit if project.funds else None
    )
    return amount.yuan if amount is not None and amount.yuan is not None else Decimal(0)
