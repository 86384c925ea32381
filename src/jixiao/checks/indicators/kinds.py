"""Which kind an indicator is by its name and the unit of its target, and whether that is the level it stands under.

The weights were learned from counts (`schemas/kinds`); a level is only doubted where nearly every indicator that is
worded so stands elsewhere.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import cache

from jixiao.checks.rows import EFFECTS, Goal, Row, named
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.checks.words import words
from jixiao.quantity import Target
from jixiao.resources import folder

KINDS = ("quantity", "quality", "timeliness", "cost", "effect")
_GROUPS = ("people", "time", "area", "length", "weight")
_REMARK = re.compile(r"\(.*?\)|\d+")
# Costs to nature or society are of any kind.
_OTHER_COST = re.compile("社会|生态|环境")
_SUFFIXES = (1, 2, 3, 4)
_SURE, _NEVER = 0.9, 0.04
# Names do not tell these apart: what one project makes is what another brings about.
_ARGUABLE = frozenset(
    [
        ("effect", "quantity"),
        ("effect", "quality"),
        ("quality", "quantity"),
        ("quantity", "effect"),
        ("quality", "effect"),
    ]
)


@asks("indicator.kind-unlike")
def check_kinds(record: Goal, ground: Ground) -> Hits:
    """Indicators under a level where nearly none that is worded so stands."""
    for row in ground.rows(record):
        level = kind_of_level(row.family.level2)
        if not row.name or not level or row.target.kind not in ("quantitative", "date"):
            continue
        if other_cost(row):
            continue
        if level == "quality" and ground.words.has("on_time", row.name):
            ground.look("indicator.kind-unlike", at=row.path)
            yield _unlike(row, "timeliness", ground)
            continue
        ground.look("indicator.kind-unlike", at=row.path)
        chances = chances_of(named(row), row.target)
        likely = max(chances, key=chances.__getitem__)
        if likely == "timeliness" and row.target.base_unit in words().units["time"]:
            continue  # how long something lasts, or one waits for it, is of any kind
        if chances[likely] < _SURE or chances[level] > _NEVER or (level, likely) in _ARGUABLE or _is_told(row, ground):
            continue
        yield _unlike(row, likely, ground)


def _unlike(row: Row, likely: str, ground: Ground) -> Hit:
    due = ground.words.level_names["benefit" if likely == "effect" else likely]
    values = {"name": row.name, "level": row.indicator.level2 or row.indicator.level1, "due": due}
    return Hit("indicator.kind-unlike", row.paths("level2"), values)


def other_cost(row: Row) -> bool:
    """Whether a row stands under costs to society or nature, which are of any kind."""
    return row.family.level2 == "cost" and _OTHER_COST.search(row.indicator.level2 or "") is not None


def kind_of_level(level2: str) -> str:
    """The kind that a standard level 2 stands for, "" for satisfaction and levels nobody knows."""
    return "effect" if level2 in EFFECTS else level2 if level2 in KINDS else ""


def chances_of(name: str, target: Target) -> dict[str, float]:
    """How likely an indicator of that name and target is of each kind."""
    known = weights()
    sums = dict.fromkeys(KINDS, 0.0)
    for feature in features(name, unit_of(target)):
        for kind, weight in zip(KINDS, known.get(feature, ()), strict=False):
            sums[kind] += weight
    most = max(sums.values())
    odds = {kind: math.exp(value - most) for kind, value in sums.items()}
    return {kind: value / sum(odds.values()) for kind, value in odds.items()}


def features(name: str, unit: str) -> list[str]:
    """What is seen of an indicator: how its name begins and ends, its pairs of characters, the kind of its unit."""
    plain = _REMARK.sub("", name)
    out = [f"^{plain[:2]}", *(f"${plain[-n:]}" for n in _SUFFIXES if len(plain) >= n)]
    out += [plain[i : i + 2] for i in range(len(plain) - 1)]
    return list(dict.fromkeys((*out, f"u:{unit}", f"u:{unit}{plain[-1:]}")))


def unit_of(target: Target) -> str:
    """The kind of a target's unit: date, %, 元, 元/, people, …; how it is told where it has none."""
    unit = target.base_unit
    if target.kind != "quantitative":
        return target.kind
    if unit.startswith("元"):
        return "元/" if "/" in unit else "元"
    if "/" in unit:
        return "per"
    group = next((name for name in _GROUPS if unit in words().units[name]), "unit" if unit else "none")
    return "%" if unit == "%" else group


@cache
def weights() -> Mapping[str, tuple[float, ...]]:
    """By feature the weight of each kind."""
    data = json.loads((folder("schemas/kinds") / "weights.json").read_text(encoding="utf-8"))
    return {name: tuple(row) for name, row in data.items()}


def _is_told(row: Row, ground: Ground) -> bool:
    """Whether the name alone tells that the row stands in the wrong place, which is told as that."""
    return any(
        row.family.level2 in rule.under
        and rule.named.search(named(row)) is not None
        and (not rule.units or unit_of(row.target) in rule.units)
        for rule in ground.words.misfiled
    )
