"""Checks whether targets can be measured: no yardstick, the name repeated, two things in one, floors too low."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.checks.judgement import judgement
from jixiao.checks.rows import EFFECTS, Goal, Row, named
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.text import key

NONE = ("无", "不适用", "不涉及", "暂无")
_OUTPUTS = ("quantity", "quality", "timeliness")
_HAN = re.compile("[\u4e00-\u9fff]")
_PART = re.compile("[、，,；;和及与]")
_NUMBER = re.compile(r"[≥≤><=]*\d[\d,.]*[万亿]?(?P<unit>[^\d\s、，,；;和及与()%≥≤]{1,4}|%)")
# What these names measure is due in numbers or dates, and is told as that.
_MEASURED = ("rate", "people", "area", "length", "weight", "money", "count", "time", "satisfaction")
# Three things or more, and one share of them.
_LISTED = re.compile("^(?:[^、()]{2,8}、)+[^、()]{2,8}(?:、|和|及|与|以及)[^、和及与()]{2,8}率$")
_CLOSED = 2
_NAMED = 6
_COVERED = 0.8


@asks("indicator.vague", "effect.all-vague", "effect.vague", "indicator.value-extends-name", "indicator.value-none")
def check_degrees(record: Goal, ground: Ground) -> Hits:
    """Targets in words: without a yardstick, the name over again, all effects of that sort; 无 as a target."""
    rows = [row for row in ground.rows(record) if row.name]
    vague: list[Row] = []
    drifting: list[Row] = []
    effects = _effects([row for row in rows if row.family.level2 in EFFECTS], ground)
    for row in rows:
        ground.look("indicator.vague", "effect.vague", "indicator.value-extends-name", at=row.path)
        if _is_told(row, ground):
            continue
        if key(row.value) in NONE:
            ground.look("indicator.value-none", at=row.path)
            if key(row.name) not in NONE and not (key(row.value) == "无" and judgement().has("none_is_due", row.name)):
                yield Hit("indicator.value-none", row.paths("value"), {"name": row.name, "value": row.value})
        elif row.target.kind != "qualitative":
            continue
        elif _extends(row):
            yield Hit("indicator.value-extends-name", row.paths("value"), {"name": row.name, "value": row.value})
        elif _is_vague(row) and row not in effects:
            vague.append(row)
        elif (
            (row.family.level2 in EFFECTS or _other_cost(row))
            and row not in effects
            and (judgement().has("vague.drift", row.value) or judgement().has("vague.state", row.value))
        ):
            drifting.append(row)
    if drifting:
        paths = tuple(path for row in drifting for path in row.paths("value"))
        yield Hit("effect.vague", paths, {"names": _told(drifting)})
    if vague:
        paths = tuple(path for row in vague for path in row.paths("value"))
        yield Hit("indicator.vague", paths, {"names": _told(vague)})
    if effects:
        paths = tuple(path for row in effects for path in row.paths("value"))
        yield Hit("effect.all-vague", paths, {"names": "、".join(row.name for row in effects[:_NAMED])})


@asks("cost.no-amount")
def check_cost_words(record: Goal, ground: Ground) -> Hits:
    """Cost indicators without an amount."""
    for row in ground.rows(record):
        if row.family.level2 != "cost" or not row.name or row.target.kind == "blank" or _other_cost(row):
            continue
        if key(row.value) == named(row) or ground.words.has("placeholder.value", row.value):
            continue
        ground.look("cost.no-amount", at=row.path)
        if row.target.kind == "qualitative":
            yield Hit("cost.no-amount", row.paths("value"), {"name": row.name, "value": row.value})


@asks("indicator.two-in-one")
def check_joined(record: Goal, ground: Ground) -> Hits:
    """Two things measured by one indicator."""
    words = judgement().patterns
    ends, joint = words["measured_end"].pattern, words["joint"].pattern
    both = re.compile(f"({ends})({joint})[^和及、/]*({ends})$")
    for row in ground.rows(record):
        if not row.name or row.target.kind == "blank":
            continue
        ground.look("indicator.two-in-one", at=row.path)
        numbers = _NUMBER.findall(key(row.value))
        counted = len(_PART.split(key(row.value))) > 1 and len(numbers) >= _CLOSED and words["joint"].search(named(row))
        if both.search(named(row)) or counted or _LISTED.search(named(row)):
            yield Hit("indicator.two-in-one", row.paths("level3"), {"name": row.name, "value": row.value})


@asks("indicator.floor-low")
def check_floors(record: Goal, ground: Ground) -> Hits:
    """Floors of what should nearly always be so, and growth of nought or more, but for what should not grow."""
    words = judgement()
    for row in ground.rows(record):
        target, grows = row.target, words.has("growth", named(row)) and _is_to_grow(row, ground)
        low = target.low if target.low is not None else target.number
        if target.base_unit != "%" or low is None or target.operator in ("≤", "<"):
            continue
        usual = words.has("floor_named", row.name) and not target.change
        other = ground.words.has("share", named(row)) and not words.has("floor_any_except", row.name)
        named_so = usual or (other and not target.change)
        if not grows and (
            not named_so or words.has("floor_except", row.name) or ground.words.has("fewer.named", row.name)
        ):
            continue
        ground.look("indicator.floor-low", at=row.path)
        least = _least(record, row, low) or (words.floor if usual else words.floor_any)
        if low == 0 if grows else Decimal(0) < low * target.factor < least:
            yield Hit("indicator.floor-low", row.paths("value"), {"name": row.name, "value": row.value})


def _least(record: Goal, row: Row, low: Decimal) -> int:
    """The share that hardly any of its name stands below, 0 where none is known; of effects only satisfaction."""
    if row.family.level2 in EFFECTS:
        return 0
    name = named(row)
    found = (each for each in judgement().floors if each.named.search(name) or each.named.search(key(row.name)))
    floor = next(found, None)
    return floor.least if floor is not None and (floor.said or not _is_said(record, low)) else 0


def _is_said(record: Goal, low: Decimal) -> bool:
    """Whether the goal itself gives the share: as the standard that the form is held to."""
    return f"{low.normalize():f}%" in key(record.goal_annual or "")


def _is_to_grow(row: Row, ground: Ground) -> bool:
    """Whether at least so much growth is asked for, of what is no cost and nothing that should be less."""
    grown = judgement().patterns["growth"].sub("", named(row))
    fewer = ground.words.has("fewer.named", grown) or judgement().has("spent", grown)
    return row.target.operator in ("≥", ">") and row.family.level2 != "cost" and not fewer


def _effects(rows: list[Row], ground: Ground) -> list[Row]:
    """The effects, where none of them can be measured; they are told once, together."""
    rows = [row for row in rows if row.target.kind != "blank"]
    if not rows:
        return []
    ground.look("effect.all-vague")
    words = judgement()
    vague = all(row.target.kind == "qualitative" and not words.has("vague.yardstick", row.value) for row in rows)
    return rows if vague else []


def _is_told(row: Row, ground: Ground) -> bool:
    """Whether another check speaks of a value in words here already: one remark a cause."""
    return (
        row.family.level2 == "cost"
        or row.measure in _MEASURED
        or key(row.value) == named(row)
        or ground.words.has("placeholder.value", row.value)
    )


def _is_vague(row: Row) -> bool:
    """Whether the value is a degree without a yardstick; of an effect a direction is enough here."""
    words = judgement()
    if words.has("vague.yardstick", row.value) or words.has("vague.decided", row.name):
        return False
    if row.family.level2 in _OUTPUTS:
        return True
    return row.family.level2 in (*EFFECTS, "satisfaction") and words.has("vague.bare", row.value)


def _extends(row: Row) -> bool:
    """Whether the value says nothing that the name does not say: a part of it, or the same in another order."""
    words, value, name = judgement(), key(row.value), named(row)
    if words.has("degree_adverb", value) or words.has("vague.yardstick", value) or value == name:
        return False
    core = "".join(_HAN.findall(words.patterns["filler"].sub("", value)))
    if not core or (len(core) < _CLOSED and core not in name):
        return False
    if core in name:
        return name.startswith(core) or len(core) * 2 >= len(name)
    return len(core) > _CLOSED and sum(char in name for char in core) >= _COVERED * len(core)


def _other_cost(row: Row) -> bool:
    """Whether the cost is one to society or nature, which is not told in money."""
    return any(word in (row.indicator.level2 or "") for word in ("社会", "生态", "环境"))


def _told(rows: list[Row]) -> str:
    said = "、".join(f"“{row.name}”（{row.value}）" for row in rows[:_NAMED])
    return f"{said}等 {len(rows)} 条" if len(rows) > _NAMED else said
