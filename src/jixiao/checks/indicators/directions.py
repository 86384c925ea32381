"""Whether the sign of a share goes with its name and size, as learned from counts (`schemas/kinds/directions.json`).

≤90% for what nearly always is to be reached, ≥2% for what is to be kept down: the rules know names of either sort, this
knows how such names and sizes are mostly signed. Only shares are looked at, and only far from the middle is anything
said.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import cache

from jixiao.checks.indicators import kinds
from jixiao.checks.indicators.values import directed
from jixiao.checks.rows import Goal, Row, named
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.quantity import Target
from jixiao.resources import folder

LESS = ("≤", "<")
MORE = ("≥", ">")
_BOUNDS = (10, 30, 60, 85)
_SURE_MORE, _SURE_LESS = 0.93, 0.04
_WHOLE = 100
# A budget is kept by a share of it, and what falls is to fall by so much or by no more: either sign is right.
_EITHER = re.compile("控制|预算|概算|资金|成本|[经收]?费|负债|价|税|结余|波动|[降减增涨缩]|占比|比例|比重|自付")


@asks("indicator.sign-unlike")
def check_signs(record: Goal, ground: Ground) -> Hits:
    """Shares whose sign is not that of nearly every share that is called so and is of that size."""
    for row in ground.rows(record):
        target, name = row.target, named(row)
        if not is_share(target) or not name or row.family.level2 == "cost" or _EITHER.search(name):
            continue
        ground.look("indicator.sign-unlike", at=row.path)
        if any(directed(row, ground)):
            continue
        chance = chance_of_more(name, size_of(target))
        if target.operator in LESS and chance >= _SURE_MORE and (target.scaled or 0) < _WHOLE:
            yield _unlike(row, "越多越好的", "≥")
        elif target.operator in MORE and target.scaled and chance <= _SURE_LESS:
            yield _unlike(row, "越少越好的", "≤")


def is_share(target: Target) -> bool:
    """Whether a target is one share, and no change."""
    return target.base_unit == "%" and target.scaled is not None and not target.change


def size_of(target: Target) -> str:
    """How large a share is, by steps."""
    return str(sum((target.scaled or 0) >= bound for bound in _BOUNDS))


def chance_of_more(name: str, size: str) -> float:
    """How likely more of a share of that name and size is better."""
    known = weights()
    return 1 / (1 + math.exp(-sum(known.get(feature, 0.0) for feature in features(name, size))))


def features(name: str, size: str) -> list[str]:
    """What is seen of a share: what is seen of any indicator's name, and its size."""
    return [*kinds.features(name, "%"), f"v:{size}"]


@cache
def weights() -> Mapping[str, float]:
    """By feature how much it speaks for more."""
    known: dict[str, float] = json.loads((folder("schemas/kinds") / "directions.json").read_text(encoding="utf-8"))
    return known


def _unlike(row: Row, kind: str, due: str) -> Hit:
    values = {"name": row.name, "value": row.value, "kind": kind, "due": due}
    return Hit("indicator.sign-unlike", row.paths("value"), values)
