"""Checks of a form's indicators together: levels that are missing or wrong, doubles, too few, too many in words."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.checks.indicators.kinds import other_cost, unit_of
from jixiao.checks.judgement import judgement, pairs
from jixiao.checks.money.spent import spends_all
from jixiao.checks.rows import Goal, Row, named, names_of, paths_of
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.checks.words import Misfiled
from jixiao.grounding import mentions_in
from jixiao.records import ProjectGoal
from jixiao.text import key

_REQUIRED = ("output", "benefit", "satisfaction")
_OUTPUTS = ("quantity", "quality", "timeliness")
_LIST = ("indicators",)
_CLAUSES = re.compile("[，,。；;、\n]")


@asks(
    "level.missing", "level.cost-missing", "level.output-missing", "indicator.too-few", "indicator.all-qualitative",
    "indicator.mostly-qualitative",
)  # fmt: skip
def check_coverage(record: Goal, ground: Ground) -> Hits:
    """The levels that a form should have; of two lists the annual one counts."""
    rows = [row for row in _first_list(ground.rows(record)) if row.name or row.value]
    if not rows:
        return
    names = ground.words.level_names
    firsts = {row.family.level1 for row in rows}
    if any(row.measure == "satisfaction" for row in rows):
        firsts.add("satisfaction")
    seconds = {row.family.level2 for row in rows}
    if not any(row.indicator.level1 and not row.family.level1 for row in rows):  # else it may go by another name
        for level in _REQUIRED:
            if level not in firsts and not (level == "satisfaction" and _serves_none(record)):
                yield Hit("level.missing", _LIST, {"level": names[level]})
        if "cost" not in seconds and seconds & set(_OUTPUTS):
            yield Hit("level.cost-missing", _LIST)
    unnamed = any(row.family == ("output", "") and row.indicator.level2 for row in rows)
    if seconds & set(_OUTPUTS) and not unnamed:
        for level in _OUTPUTS:
            if level not in seconds:
                yield Hit("level.output-missing", _LIST, {"level": names[level]})
    count, words = len(rows), [row for row in rows if row.target.kind == "qualitative"]
    if count < ground.settings.min_indicators:
        yield Hit("indicator.too-few", _LIST, {"count": count})
    counted = [row for row in rows if row.target.kind in ("quantitative", "date")]
    if not counted:
        yield Hit("indicator.all-qualitative", _LIST, {"count": count})
    elif Decimal(len(words)) > ground.settings.max_qualitative * count:
        yield Hit("indicator.mostly-qualitative", _LIST, {"count": count, "words": len(words)})


def _serves_none(record: Goal) -> bool:
    """Whether a project is for nobody who could be asked: interest on bonds, what is owed."""
    return isinstance(record, ProjectGoal) and judgement().has("serves_none", record.project_name or "")


@asks("indicator.level-blank", "indicator.wrong-level", "indicator.input-as-output")
def check_levels(record: Goal, ground: Ground) -> Hits:
    """Levels that are blank, indicators under a wrong level, inputs taken for outputs."""
    rows = ground.rows(record)
    wrong: dict[tuple[str, str], list[Row]] = {}
    levelled = {field for row in rows for field in ("level1", "level2") if getattr(row.indicator, field)}
    for row in rows:
        if not row.name:
            continue
        ground.look("indicator.level-blank", "indicator.wrong-level", at=row.path)
        wanted = levelled - {"level2"} if row.family.level1 == "satisfaction" else levelled  # that has one level 2 only
        blank = [field for field in sorted(wanted) if not getattr(row.indicator, field)]
        if blank:
            yield Hit("indicator.level-blank", row.paths(blank[0]), {"name": row.name})
            continue
        rule = misfiled(row, record, ground)
        if rule is not None:
            level = row.indicator.level2 or row.indicator.level1 or ""
            wrong.setdefault((level, ground.words.level_names[rule.right]), []).append(row)
        delivers = row.family.level1 == "output" and row.family.level2 != "timeliness"  # when money is paid is a result
        if delivers:
            ground.look("indicator.input-as-output", at=row.path)
        if delivers and (
            ground.words.patterns["input.named"].search(named(row))
            or judgement().has("input_more", named(row))
            or spends_all(record, row)
        ):
            yield Hit("indicator.input-as-output", row.paths("level3"), {"name": row.name})
    for (level, due), some in wrong.items():
        values = {"names": names_of(some), "level": level, "due": due}
        yield Hit("indicator.wrong-level", paths_of(some, "level2"), values)


@asks("indicator.duplicate", "indicator.same-name-differs")
def check_doubles(record: Goal, ground: Ground) -> Hits:
    """Indicators that stand twice in one list, with the same target or with another."""
    seen: dict[tuple[str, str, str], Row] = {}
    for row in ground.rows(record):
        name = named(row)
        if not name or row.target.kind == "blank":
            continue
        ground.look("indicator.duplicate", "indicator.same-name-differs", at=row.path)
        # the same name under another level 1 may be another thing
        at = (row.indicator.scope, row.family.level1 or row.indicator.level1 or "", name)
        before = seen.setdefault(at, row)
        if before is row:
            continue
        if key(before.value) == key(row.value):
            values = {"name": row.name, "row": before.index + 1}
            yield Hit("indicator.duplicate", (*row.paths("level3"), f"{before.path}.level3"), values)
        elif before.indicator.level2 == row.indicator.level2 and _both_numbers(before, row):
            values = {"name": row.name, "first": before.value, "value": row.value}
            yield Hit("indicator.same-name-differs", (*row.paths("value"), f"{before.path}.value"), values)


def misfiled(row: Row, record: Goal, ground: Ground) -> Misfiled | None:
    """The rule by which a row does not belong under its level, None where there is none."""
    return next((rule for rule in ground.words.misfiled if _is_misfiled(row, rule, record)), None)


def _both_numbers(one: Row, other: Row) -> bool:
    described = key(one.indicator.description or "") == key(other.indicator.description or "")
    return one.target.kind == other.target.kind == "quantitative" and described


def _first_list(rows: list[Row]) -> list[Row]:
    annual = [row for row in rows if row.indicator.scope == "annual"]
    return annual or rows


def _is_misfiled(row: Row, rule: Misfiled, record: Goal) -> bool:
    name = named(row)
    if row.family.level2 not in rule.under or rule.named.search(name) is None:
        return False
    if rule.but is not None and rule.but.search(name) is not None:
        return False
    if rule.units and (unit_of(row.target) not in rule.units or other_cost(row)):
        return False
    return not rule.done or _is_done(row, record.goal_annual or "")


def _is_done(row: Row, goal: str) -> bool:
    """Whether an indicator counts at least so much of what will be done: its name begins with the deed, or the goal
    has the number in a clause of the deed."""
    words, name, target = judgement(), named(row), row.target
    if (
        target.operator in ("≤", "<", "range")
        or not target.scaled
        or "/" in target.unit
        or words.has("deed_except", name)
    ):
        return False
    if words.has("deed_named", name):
        return True
    for one in mentions_in(goal).mentions:
        said = one.quantity
        if said is not None and said.values == (target.scaled,) and said.unit == target.base_unit:
            before = _CLAUSES.split(goal[: one.start])[-1]
            if pairs(before) & pairs(name):
                return True
    return False
