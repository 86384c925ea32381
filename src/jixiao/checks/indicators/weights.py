"""Checks of the points of indicators: their total, blank ones, and how they are spread over the levels 1."""

from __future__ import annotations

from decimal import Decimal

from jixiao.checks.figures import figure, shown
from jixiao.checks.rows import Goal, Row
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.config import CheckSettings, Weights
from jixiao.records import ProjectGoal
from jixiao.text import key

_WHOLE = Decimal(100)
# Of more indicators than that none gets half of all points.
_SEVERAL = 5
# Where the office has not set its own points, so far from the usual ones is within its own choice.
_CHOICE = 10
_NONE = "无"


@asks("weight.total", "weight.missing", "weight.by-level1", "weight.uneven")
def check_weights(record: Goal, ground: Ground) -> Hits:
    """The points of every list that has any."""
    rows = ground.rows(record)
    for scope in ("annual", "lifetime"):
        listed = [row for row in rows if row.indicator.scope == scope]
        weighed = [(row, found.value) for row in listed if (found := figure(row.indicator.weight)) is not None]
        if len(weighed) < 2 or len(weighed) * 2 < len(listed):
            continue
        for row in listed:
            ground.look("weight.missing", at=row.path)
        missing = [row for row in listed if figure(row.indicator.weight) is None and not _is_none(row)]
        for row in missing:
            yield Hit("weight.missing", row.paths("weight"), {"name": row.name})
        if missing:
            continue
        yield from _total(record, weighed, ground)
        yield from _uneven(weighed, ground)
        yield from _levels(weighed, ground)


def _is_none(row: Row) -> bool:
    """Whether a row has no name, or says that the form has no such indicator."""
    return not row.name or key(row.name) == _NONE


def _uneven(weighed: list[tuple[Row, Decimal]], ground: Ground) -> Hits:
    """Indicators that get no points, and one that gets most of them though there are several."""
    whole = sum((points for _, points in weighed), Decimal(0))
    for row, points in weighed:
        ground.look("weight.uneven", at=row.path)
        most = len(weighed) > _SEVERAL and points * 2 > whole
        if row.name and (not points or most):
            why = "占了一大半" if most else "列了不计分"
            values = {"name": row.name, "points": shown(points, None), "why": why}
            yield Hit("weight.uneven", row.paths("weight"), values)


def _total(record: Goal, weighed: list[tuple[Row, Decimal]], ground: Ground) -> Hits:
    ground.look("weight.total")
    total = sum((points for _, points in weighed), Decimal(0))
    printed = figure(record.execution_weight) if isinstance(record, ProjectGoal) else None
    usual = ground.settings.execution_weight
    allowed = {_WHOLE - printed.value} if printed else {_WHOLE, _WHOLE - usual}
    if total not in allowed:
        due = " 或 ".join(shown(points, None) for points in sorted(allowed))
        paths = tuple(path for row, _ in weighed for path in row.paths("weight"))
        yield Hit("weight.total", paths, {"sum": shown(total, None), "due": due})


def _levels(weighed: list[tuple[Row, Decimal]], ground: Ground) -> Hits:
    """Each level 1 against what the region gives it; lists with a level that nobody knows are left alone."""
    sums: dict[str, Decimal] = {}
    for row, points in weighed:
        sums[row.family.level1] = sums.get(row.family.level1, Decimal(0)) + points
    known = {"cost", "output", "benefit", "satisfaction"}
    if not {"output", "benefit"} <= set(sums) <= known or _inside_output(weighed):
        return
    due = _due(sums, ground)
    if sum(sums.values()) != sum(due.values()):
        return
    ground.look("weight.by-level1")
    usual = CheckSettings()
    own = (ground.settings.weights, ground.settings.weights_without_cost) != (usual.weights, usual.weights_without_cost)
    other = [name for name, points in sums.items() if abs(points - due[name]) > (0 if own else _CHOICE)]
    if other:
        paths = tuple(p for row, _ in weighed if row.family.level1 in other for p in row.paths("weight"))
        names = ground.words.level_names
        said = [f"{names[name]}分值合计 {shown(sums[name], None)}，通常为 {shown(due[name], None)}" for name in other]
        yield Hit("weight.by-level1", paths, {"said": "；".join(said)})


def _due(sums: dict[str, Decimal], ground: Ground) -> dict[str, Decimal]:
    chosen: Weights = ground.settings.weights if "cost" in sums else ground.settings.weights_without_cost
    due = {name: getattr(chosen, name) for name in ("cost", "output", "benefit", "satisfaction")}
    if "satisfaction" not in sums:
        due["benefit"] += due["satisfaction"]
        due["satisfaction"] = Decimal(0)
    return due


def _inside_output(weighed: list[tuple[Row, Decimal]]) -> bool:
    """Whether cost stands under output, as in older forms; its points are then the output's."""
    return any(row.family.level2 == "cost" and "成本" not in (row.indicator.level1 or "") for row, _ in weighed)
