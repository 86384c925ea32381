"""What would be told twice, or is no task: the same thing by another name, the same payment by another manner, and a
limit on people beside what is done for others.

>>> def show(*said):
...     found = [Point(f"indicators[{n}]", *one) for n, one in enumerate(said)]
...     print([found[int(path[11:-1])].name for path in again(found, 2025)])
>>> show(("quality", "设备验收合格率", "100%"), ("quality", "设备验收通过率", "100%"))
['设备验收通过率']
>>> show(("quality", "村干部报酬足额发放率", "100%"), ("time", "村干部报酬发放", "按月发放"))
['村干部报酬足额发放率']
>>> show(("quantity", "管护林地面积", "300亩"), ("quantity", "物业人员数量", "≤46人"))
['物业人员数量']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from jixiao.checks import same_chance
from jixiao.drafts.clauses.rates import full
from jixiao.drafts.clauses.spoken import spoken
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import lead_of, words
from jixiao.text import has_digit

_SAME = 0.92
"""From which chance on two names are told as one thing."""
_LEAST_LEAD = 3
_OFTEN = re.compile("按[年季月周]|每")
_TWICE = "与“{name}”说的是一件事，只写一次；见绩效指标表"
_LIMIT = "写的是最多多少，不是要完成的任务，没有写入；见绩效指标表"


def again(said: Sequence[Point], year: int | None) -> dict[str, str]:
    """The points that are left to the table, by their path, with the reason."""
    out = dict(_limits(said))
    for one, other in combinations([point for point in said if point.path not in out], 2):
        if one.path in out or other.path in out or {"cost", "satisfaction"} & {one.kind, other.kind}:
            continue
        if _are_one(one, other) or _are_manners(one, other, year):
            less, more = sorted((other, one), key=lambda point: _tells(point, year))
            out[less.path] = _TWICE.format(name=more.name)
    return out


def _limits(said: Sequence[Point]) -> Iterator[tuple[str, str]]:
    """People of whom there are to be no more than so many, where something else is counted."""
    counted = [point for point in said if point.kind in ("quantity", "other") and point.target.base_unit != "%"]
    limits = [point for point in counted if point.target.operator in ("≤", "<") and _is_of_people(point)]
    return ((point.path, _LIMIT) for point in limits if len(limits) < len(counted))


def _is_of_people(point: Point) -> bool:
    return point.target.base_unit[-1:] in lexicon().persons


def _are_one(one: Point, other: Point) -> bool:
    """Whether two names with their values are of one thing, as learned."""
    alike = one.target.base_unit == other.target.base_unit and one.target.scaled == other.target.scaled
    merged = full(one) is not None and full(other) is not None  # 应发尽发、发放及时
    return (
        alike and one.quantified and not merged and same_chance(one.name, other.name, (one.value, other.value)) >= _SAME
    )


def _are_manners(one: Point, other: Point, year: int | None) -> bool:
    """Whether two clauses without a figure tell how one thing is done: 报酬按月发放, 报酬足额发放."""
    if one.kind == other.kind or not {one.kind, other.kind} <= {"quality", "time", "quantity"}:
        return False
    texts = [spoken(point, year).clause.text for point in (one, other)]
    lead = lead_of(texts)
    deeds = {_manner().sub("", text[len(lead) :]) for text in texts}
    return len(lead) >= _LEAST_LEAD and len(deeds) == 1 and not any(has_digit(text) for text in texts)


@cache
def _manner() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words().manner, key=len, reverse=True)))


def _tells(point: Point, year: int | None) -> tuple[bool, bool, int]:
    """How much a point tells beside another of the same: what is counted or how often first, then the longer clause."""
    text = spoken(point, year).clause.text
    return point.kind == "quantity", _OFTEN.search(text) is not None, len(text)
