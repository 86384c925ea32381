"""Dates in the order in which work goes, and work that cannot be done in the days it has."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import combinations

from jixiao.checks.judgement import pairs
from jixiao.checks.periods import day_of
from jixiao.checks.quantities import sense
from jixiao.checks.rows import Goal
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.records import ProjectGoal

_TWO = 2


@dataclass(frozen=True, slots=True)
class _Dated:
    """What is to be done by a day: what it is called, the words as printed, the list it is in, where it is written."""

    name: str
    value: str
    due: datetime.date
    scope: str
    paths: tuple[str, ...]


@asks("date.order", "date.too-soon")
def check_order(record: Goal, ground: Ground) -> Hits:
    """What comes first is done before what comes after it, and building takes more than a few days."""
    dated = list(_dated(record, ground))
    if dated:
        yield from _too_soon(record, dated, ground)
    staged = [(at, one) for one in dated if (at := _stage(one.name)) is not None]
    if len(staged) < _TWO:
        return
    ground.look("date.order")
    told: set[str] = set()
    for (a, one), (b, other) in combinations(staged, 2):
        if a[0] != b[0] or a[1] == b[1] or one.scope != other.scope:
            continue
        first, then = (one, other) if a[1] < b[1] else (other, one)
        near = len(staged) == _TWO or pairs(first.name) & pairs(then.name)
        if first.due > then.due and near and first.name not in told:
            told.add(first.name)
            values = {"name": first.name, "value": first.value, "other": then.name, "there": then.value}
            yield Hit("date.order", (*first.paths, then.paths[0]), values)


def _dated(record: Goal, ground: Ground) -> list[_Dated]:
    """The dates of the indicators."""
    out = []
    for row in ground.rows(record):
        due = row.target.due(record.year) if row.target.date else None
        if due is not None:
            out.append(_Dated(row.name, row.value, due, row.indicator.scope, row.paths("value")))
    return out


def _too_soon(record: Goal, dated: list[_Dated], ground: Ground) -> Hits:
    if not isinstance(record, ProjectGoal) or (start := day_of(record.period_start, first=True)) is None:
        return
    least = sense().numbers["building_days"]
    for one in dated:
        if not sense().has("building", one.name):
            continue
        ground.look("date.too-soon", at=one.paths[0].partition(".")[0])
        days = (one.due - start).days + 1
        if 0 < days < least:
            values = {"name": one.name, "value": one.value, "start": record.period_start, "days": days}
            yield Hit("date.too-soon", (*one.paths, "period_start"), values)


def _stage(name: str) -> tuple[int, int] | None:
    """The chain and the place in it of the last word of a name that says where the work stands."""
    found = [
        (match.end(), chain, place)
        for chain, stages in enumerate(sense().orders)
        for place, words in enumerate(stages)
        for match in words.finditer(name)
    ]
    return max(found)[1:] if found else None
