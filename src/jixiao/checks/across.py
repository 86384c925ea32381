"""Checks across the forms of one file: the same goal, the same effects, other prices for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from jixiao.checks.money.unit_prices import prices
from jixiao.checks.rows import EFFECTS, Row, named
from jixiao.checks.violation import Ground, Hit, asks
from jixiao.checks.words import POINT
from jixiao.records import ProjectGoal, Reading
from jixiao.text import key

Numbered = tuple[int, Hit]
_LONG = 20
# A goal is another's where so much of it is the same: half in whole sentences as long, more in clauses.
_HALF, _MOSTLY, _TELLING = 0.5, 0.75, 8
_SENTENCES = re.compile("[。；;\n]|(?=目标\\d+[:：])")
_CLAUSES = re.compile("[，,。；;、\n]|(?=目标\\d+[:：])")
# So many effects of a form must be another's,
_MANY = 2
# and so large a part of its effects.
_PART = 0.75
_DEARER = 2
_SHOWN = 4


@asks("goal.same-as-other", "effect.same-as-other", "price.differs-from-other")
def check_across(reading: Reading, ground: Ground) -> Iterator[Numbered]:
    """Each project of the file against those before it, but for prints of the same project."""
    forms = [(n, r) for n, r in enumerate(reading.records, 1) if isinstance(r, ProjectGoal) and r.project_name]
    if len(forms) < _MANY:
        return
    ground.look("goal.same-as-other", "effect.same-as-other", "price.differs-from-other")
    rows = {n: list(ground.rows(record)) for n, record in forms}
    costs = {n: dict(prices(record, ground)) for n, record in forms}
    told: set[tuple[str, int]] = set()
    for (a, one), (b, other) in combinations(forms, 2):
        if key(one.project_name or "") == key(other.project_name or ""):
            continue
        for hit in (_goal(a, one, other), _effects(a, rows[a], rows[b], one), _price(a, costs[a], costs[b], one)):
            if hit is not None and (hit.check, b) not in told:
                told.add((hit.check, b))
                yield b, hit


def _goal(number: int, before: ProjectGoal, now: ProjectGoal) -> Hit | None:
    goal, other = key(now.goal_annual or ""), key(before.goal_annual or "")
    mostly = _shares(now, before, _SENTENCES, _HALF) or _shares(now, before, _CLAUSES, _MOSTLY)
    if not mostly and (goal != other or len(goal) < _LONG):
        return None
    values = {"other": before.project_name, "how": "一字不差" if goal == other else "大半相同"}
    return Hit("goal.same-as-other", ("goal_annual",), values, ((number, "goal_annual"),))


def _shares(now: ProjectGoal, before: ProjectGoal, ends: re.Pattern[str], least: float) -> bool:
    """Whether so large a part of a goal, cut at these marks and without numbers of items, stands in the other."""
    mine, its = (
        {part for cut in ends.split(form.goal_annual or "") if len(part := POINT.sub("", key(cut))) >= _TELLING}
        for form in (now, before)
    )
    return sum(map(len, mine & its)) >= max(_LONG, least * sum(map(len, mine)))


def _effects(number: int, before: list[Row], now: list[Row], form: ProjectGoal) -> Hit | None:
    """The effects that the two share by name and value."""
    old = {(named(row), key(row.value)): row for row in before if row.family.level2 in EFFECTS and row.name}
    mine = [row for row in now if row.family.level2 in EFFECTS and row.name]
    same = [row for row in mine if (named(row), key(row.value)) in old]
    if len(same) < _MANY or len(same) < _PART * len(mine):
        return None
    values = {"other": form.project_name, "count": len(same), "names": "、".join(row.name for row in same[:_SHOWN])}
    related = tuple((number, f"{old[named(row), key(row.value)].path}.level3") for row in same)
    return Hit("effect.same-as-other", tuple(f"{row.path}.level3" for row in same), values, related)


def _price(number: int, before: dict[str, Row], now: dict[str, Row], form: ProjectGoal) -> Hit | None:
    """A price of the same name and unit that is more than twice the other's."""
    for name, row in now.items():
        other = before.get(name)
        a, b = row.target.scaled, other.target.scaled if other else None
        if other is not None and a and b and (a > b * _DEARER or b > a * _DEARER):
            values = {"name": row.name, "value": row.value, "other": form.project_name, "there": other.value}
            return Hit("price.differs-from-other", (f"{row.path}.value",), values, ((number, f"{other.path}.value"),))
    return None
