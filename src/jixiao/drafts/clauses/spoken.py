"""The wording of an indicator that an official would most likely write, and how likely that is.

>>> from jixiao.drafts.language.points import Point
>>> made = spoken(Point("indicators[0]", "quantity", "安全巡检次数", "≥48次"), 2025)
>>> made.clause.text
'完成安全巡检48次以上'
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from jixiao.drafts.clauses.clause import Clause, clause
from jixiao.drafts.clauses.judge import chance
from jixiao.drafts.clauses.offers import offers
from jixiao.drafts.language.points import Point

FIT = 0.55
"""From which chance on a clause may stand in a goal that is final."""
_GOOD = 0.85  # What the rules say is kept from here on.
_BETTER = 0.08  # Below it another wording must be so much likelier,
_SURELY = 0.3  # and so much where the rules found its verb, or where nothing is counted,
_TIMELY = 0.27  # and so much of a time, which is likely as good with its full name.
_DULL = 0.25  # a row of the table with 达到 is taken where it is so much likelier.
_ROW = re.compile("(?:数|数量|面积|长度|里程|人次|户次|总量)达到")


class Spoken(NamedTuple):
    """A clause, and how likely an official would write it, 0..1."""

    clause: Clause
    chance: float

    @property
    def worth(self) -> float:
        """What it is chosen by: how likely it is, less where it only reads the table out."""
        return self.chance - (_DULL if _ROW.search(self.clause.text) else 0)


@lru_cache(maxsize=8192)
def spoken(point: Point, year: int | None) -> Spoken:
    """The likeliest wording of the point: that of the rules, unless another is clearly likelier."""
    first = clause([point], year)
    ruled = Spoken(first, chance(first.text, point, ruled=True))
    if ruled.worth >= _GOOD:
        return ruled
    others = [Spoken(one, chance(one.text, point)) for one in offers(point, year) if one.text != first.text]
    best = max(others, key=lambda one: one.worth, default=ruled)
    least = _TIMELY if point.kind == "time" else _SURELY if first.verb or point.kind != "quantity" else _BETTER
    best = best if best.worth >= ruled.worth + least else ruled
    fit = max([ruled, *others], key=lambda one: one.chance)
    return fit if best.chance < FIT <= fit.chance else best
