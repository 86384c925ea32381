"""Whether a clause of something counted is sure to be good Chinese: its name was taken apart for sure.

>>> from jixiao.drafts.language.points import Point
>>> def show(name, value):
...     print(sure(Point("indicators[0]", "quantity", name, value), 2025))
>>> show("更换节能路灯数量", "≥420盏"), show("购置疫苗种类及批次", "≥25批")
True
False
(None, None)
"""

from __future__ import annotations

from functools import lru_cache

from jixiao.drafts.clauses.certain import certain, number_in
from jixiao.drafts.clauses.clause import clause
from jixiao.drafts.clauses.counts import count
from jixiao.drafts.language.points import Point


@lru_cache(maxsize=4096)
def sure(point: Point, year: int | None) -> bool:
    """Whether what is said reads like prose whatever its words mean; what is not counted, where no value is loose."""
    made = clause([point], year)
    if not certain(point, made.text):
        return False
    if point.kind != "quantity" or number_in(made.text, point) is None:
        return True
    told = count(point)
    return bool(point.target.unit) and told is not None and told.text == made.text
