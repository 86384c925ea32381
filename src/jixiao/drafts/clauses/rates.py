"""Rates of 100% as what is so then: 补贴应发尽发率 / 100% -> 补贴应发尽发.

>>> from jixiao.drafts.language.points import Point
>>> def show(*names):
...     print(told_full([Point(f"indicators[{n}]", "quality", name, "=100%") for n, name in enumerate(names)]))
>>> show("补贴应发尽发率"), show("养护工作完成及时率"), show("改造工程开工率")
补贴应发尽发
养护工作及时完成
改造工程全部开工
(None, None, None)
>>> show("补贴应发尽发率", "补贴发放及时率"), show("资金支出合规率", "资金支出及时率")
补贴应发尽发、发放及时
资金支出合规、及时
(None, None)
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import lead_of

_LEAST = 2
_LEAST_LEAD = 4
_MOST_THINGS = 32
_MARKED = re.compile("[、，与和及]")

# What is done with money, and nothing where a name says no more.
_PAYING = ("", "支出", "使用", "发放", "拨付", "支付", "兑付")
# A rate of nothing in particular, and a verb before what a rate is of.
_BARE = re.compile("(?:按期|按时|及时)?(?:完成|完工|执行|验收合格|验收通过)率")
_HELD = re.compile("^(?:举办|开展|组织|召开)(?=[一-龥]{2,}(?:达标|合格|完成|及时|覆盖)率$)")


class Full(NamedTuple):
    """What is wholly so, and the words for it."""

    of: str
    so: str


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(one.name), one.say) for one in lexicon().full_rates]


def full(point: Point) -> Full | None:
    """The rate as what is so where it is 100%; None for another value, and where no wording is known."""
    target = point.target
    if target.base_unit != "%" or target.scaled != 100 or target.words or target.operator not in ("≥", "=", None):
        return None
    for pattern, say in _patterns():
        if match := pattern.fullmatch(point.name):
            groups = match.groupdict()
            of = groups["o"]
            paid = of in _PAYING[1:] or (not of and groups["p"] in _PAYING)
            return Full(f"资金{of}" if paid else of, say.format(p=groups.get("p", "")))
    return None


def alike(points: list[Point]) -> bool:
    """Whether all are rates of 100% of one thing, so that it is named once."""
    found = [one for point in points if (one := full(point))]
    stems = [one.of for one in found]
    if len(found) == len(points) and _same_so(found):
        return True
    if len(found) < len(points) or not (any(stems) and _shared(stems)):
        return len(found) == len(points) and not any(stems)
    rests = [len(stem) - len(_shared(stems)) for stem in stems]
    return all(rest == 0 or rest >= _LEAST for rest in rests)


def _same_so(found: list[Full]) -> bool:
    """Whether the same is so of several things with short names: 养护工作、生活垃圾处置及时完成."""
    plain = all(one.of and not _MARKED.search(one.of) for one in found)
    return plain and len({one.so for one in found}) == 1 and sum(len(one.of) for one in found) <= _MOST_THINGS


def _shared(stems: list[str]) -> str:
    """What the things are named by together: the shortest of them, or four characters and more; else ""."""
    lead = lead_of(stems)
    return lead if len(lead) >= _LEAST_LEAD or (lead in stems and len(lead) >= _LEAST) else ""


def told_full(points: list[Point]) -> str:
    """What is so of one thing, which is named once."""
    found = sorted(
        (one for point in points if (one := full(point))), key=lambda one: (one.of.endswith("对象"), len(one.of))
    )
    lead = _shared([one.of for one in found])
    if len(found) > 1 and _same_so(found):
        return "、".join(one.of for one in found) + found[0].so
    said, last = found[0].of + found[0].so, found[0].of
    for one in found[1:]:
        said += "、" + ("" if one.of == last else one.of.removeprefix(lead)) + one.so
        last = one.of
    return said


def whole_rate(name: str) -> str:
    """The rate with what it is of, and without a verb before that: 项目按期完成率, 招才引智活动达标率."""
    return _HELD.sub("", f"项目{name}" if _BARE.fullmatch(name) else name)
