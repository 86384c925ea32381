"""What a reviewer would say of an indicator by its level, name, target and project, as learned from labelled lines.

The weights (`schemas/kinds/judged.json`) tell seven faults from what is fine. They never speak alone where rules have a
word of their own: each check that asks here adds what holds of the form besides.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from jixiao.checks.indicators.kinds import unit_of
from jixiao.checks.judgement import pairs
from jixiao.checks.rows import EFFECTS, Row
from jixiao.checks.words import bare
from jixiao.quantity import Target, parse_target
from jixiao.resources import folder
from jixiao.text import key

FINE = "fine"
KINDS = (FINE, "far", "late", "perverse", "deed", "means", "vague", "who", "joint")
"""What a line may be: fine; an effect too large for the project; seen years later; paid for what should not grow; an
output told as an effect; a step; no yardstick; asked of those who do the work; several things in one."""
SURE = {"far": 0.6, "late": 0.6, "perverse": 0.8, "deed": 0.8, "who": 0.8}
"""From which chance on a fault is told; the others are left to the rules."""
_PLEASED = re.compile("满意(度|率|程度)?(指标)?$")
_REMARK = re.compile(r"\(.*?\)|\d+")
_JOINED = re.compile("[、和及]")
_SUFFIXES = (1, 2, 3, 4)
_SOME, _MUCH = 1 / 3, 2 / 3
# The last word of whom one asks, where it does not say who they are.
_ANYBODY = re.compile("(?:工作人员|负责人|从业者|人员|职工|员工|干部|人|员|者|方|们)+$")


def says(row: Row, kind: str, project: str) -> bool:
    """Whether a row of a project of that name is so for sure."""
    return chance(row, kind, project) >= SURE[kind]


def chance(row: Row, kind: str, project: str) -> float:
    """How likely a row of a project of that name is so, 0..1."""
    level = row.family.level2
    return chances_of(level, row.name, row.value, project)[kind] if row.name and level else 0.0


def is_told_of(row: Row, text: str) -> bool:
    """Whether a text speaks of the people whose satisfaction a row asks, by the word that says who they are."""
    who = _ANYBODY.sub("", _PLEASED.sub("", bare(row.indicator.level3)))
    return who[-2:] in key(text) if len(who) > 1 else False


@lru_cache(maxsize=8192)
def chances_of(level: str, name: str, value: str, project: str) -> Mapping[str, float]:
    """How likely an indicator is of each kind."""
    known = weights()
    sums = dict.fromkeys(KINDS, 0.0)
    for feature in features(level, name, value, project):
        for kind, weight in zip(KINDS, known.get(feature, ()), strict=False):
            sums[kind] += weight
    most = max(sums.values())
    odds = {kind: math.exp(each - most) for kind, each in sums.items()}
    return {kind: each / sum(odds.values()) for kind, each in odds.items()}


def features(level: str, name: str, value: str, project: str) -> list[str]:
    """What is seen: runs of characters of the name by themselves, with the kind of level and with the sign, the unit,
    the words of a target without a number, and how much of the name stands in the project's."""
    group = "E" if level in EFFECTS else "S" if level == "satisfaction" else "O"
    plain, target = _REMARK.sub("", bare(name)), parse_target(value.strip())
    plain = _PLEASED.sub("", plain) if group == "S" else plain
    runs = [f"^{plain[:2]}", *(f"${plain[-n:]}" for n in _SUFFIXES if len(plain) >= n)]
    runs += [plain[i : i + n] for n in (2, 3) for i in range(len(plain) - n + 1)]
    runs = list(dict.fromkeys(runs))
    sign, unit = _sign(target), unit_of(target)
    out = [*runs, *(f"{group}:{run}" for run in runs), f"{group}:", f"{level}:", f"{group}u:{unit}"]
    out += [f"{group}u:{unit}{sign}", f"{group}u:{unit}{plain[-1:]}", f"{group}{sign}${plain[-3:]}"]
    out += [f"{group}{sign}{plain[i : i + 2]}" for i in range(len(plain) - 1)]
    if target.kind == "qualitative":
        said = key(value)
        out += [f"v:{said[i : i + 2]}" for i in range(len(said) - 1)]
    out.append(f"{group}o:{_shared(plain, project)}")
    if _JOINED.search(plain):
        out.append("joined")
    return list(dict.fromkeys(out))


@cache
def weights() -> Mapping[str, tuple[float, ...]]:
    """By feature the weight of each kind."""
    data = json.loads((folder("schemas/kinds") / "judged.json").read_text(encoding="utf-8"))
    return {name: tuple(row) for name, row in data.items()}


def _sign(target: Target) -> str:
    if target.operator in ("≥", ">"):
        return "+"
    return "-" if target.operator in ("≤", "<") else "0" if target.scaled == 0 else "="


def _shared(name: str, project: str) -> int:
    """How much of what is particular of a name stands in the project's, in steps from 0 to 3."""
    own = pairs(name)
    share = len(own & pairs(project)) / len(own) if own else 0.0
    return 0 if not share else 1 + (share >= _SOME) + (share >= _MUCH)
