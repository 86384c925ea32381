"""Counted things as they are said: 路灯维护数量 / ≥11926基 -> 维护路灯11926基以上; None where no reading is sure.

How a name is taken apart is learned (`clauses/tagged.py`); what is not sure is said with its full name, which is never
wrong.

>>> from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import ending
from jixiao.segmentation import cut
>>> def show(name, value, kind="quantity"):
...     found = count(Point("indicators[0]", kind, name, value))
...     print(found.text if found else None)
>>> show("更换节能路灯数量", "≥420盏"), show("路灯维护数量", "≥11926基"), show("高龄津贴发放人数", "1.86万人")
更换节能路灯420盏以上
维护路灯11926基以上
为1.86万人发放高龄津贴
(None, None, None)
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from jixiao.drafts.clauses.tagged import Taken, taken_apart
from jixiao.drafts.language.figures import counted, figure, level
from jixiao.drafts.language.lexicon import Lexicon, lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import ending
from jixiao.segmentation import cut

SURE = 0.6
"""How likely a reading is to be right that is told; other names stay whole."""
OCCASIONS = ("次", "场", "场次", "期")
PEOPLE = ("人", "名", "位", "户", "人次")
# Money is paid to those who get it and does not take them: no 发放津贴|老人.
PAYS = ("兑现", "兑付", "发放", "支付", "拨付", "代缴", "缴纳")
RATED = ("%", "百分点", "分", "级", "", "‰")
"""Units of what is high or low and not counted."""
_BRACKET = re.compile("（[^（）]*）$")
# What says of a number that it is all: 演出总|场次.
_ALL = re.compile("(?<=[一-龥]{2})(?:总|总计|合计)$")
# Where something is done, of which there are so many: 开展健康教育学校数.
_WHERE = re.compile(
    "(?P<done>(?:开展|实施|推广)[一-龥]{2,10}?)(?:的)?(?P<where>学校|幼儿园|社区|村|企业|医院|乡镇|街道|中学|小学)(?:数量|个数|数|所数|家数)"
)
_LEAST, _PERSONS = 2, ("人", "名", "位", "人次")
_TIMES = ("年", "月", "周", "日", "天", "季度", "季", "学期", "学年")


class Count(NamedTuple):
    """What is counted, with its number; `verb` is its first word where that is a verb, `thing` what is counted."""

    text: str
    verb: str
    thing: str = ""


def count(point: Point) -> Count | None:
    """The point as it is said, None where that is not sure."""
    target = point.target
    if target.number is None and target.operator != "range":
        return None
    if periodic(target.unit, lexicon()):
        return _each(point, lexicon())
    if target.words or target.change or target.base_unit in RATED:
        return None
    name, bracket = bracketed(point.name)
    made, number = taken(point, name), number_of(point)
    if match := _WHERE.fullmatch(name):
        return Count(f"在{number}{match['where']}{match['done']}", "")
    if made is None or (made.link and made.thing.endswith("数")):
        return _as_it_stands(name, bracket, number, point)
    if made.verb in PAYS and target.base_unit in PEOPLE and made.thing:
        return Count(f"为{number}{made.verb}{made.thing}{bracket}", "", made.thing)
    number = f"{level(target, 0) if made.link else number}{made.between}{made.done}{made.after}"
    return Count(f"{made.led}{made.verb}{made.thing}{bracket}{number}", made.led or made.verb, made.thing)


def _as_it_stands(name: str, bracket: str, number: str, point: Point) -> Count | None:
    """The name as it stands and its number, without the word for what it counts that the unit says again; None where
    there is no such word, and the name does not begin with what is done."""
    known, unit = lexicon(), point.target.base_unit
    if point.kind != "quantity" or not unit:
        return None
    head = re.search(f"{re.escape(unit)}数$", name) or known.head.search(name)
    fit = head and head.start() > 1 and (not known.heads.get(head[0]) or unit in known.heads[head[0]])
    bare = name[: head.start()] if fit and head else name.removesuffix(unit) if len(unit) > 1 else name
    if bare == name and not ending("。" + name, known.whole_words):
        bare = name.removesuffix("数")
    if len(bare) < _LEAST:
        return None
    first = cut(bare)[0]
    begun = first if first in {*known.verbs, *known.turned} - set(known.nouny) and first != bare else ""
    if bare[-1] in "、和与及" or (bare == name and not begun):
        return None
    return Count(f"{_ALL.sub('', bare)}{bracket}{number}", begun)


def taken(point: Point, name: str) -> Taken | None:
    """The name of the point taken apart, None where that is not sure."""
    made = taken_apart("effect" if point.kind == "effect" else "quantity", name, point.target.base_unit)
    made = made._replace(thing=_ALL.sub("", made.thing))
    if made.verb and made.thing and not name.startswith(made.verb) and cut(made.thing)[-1] in lexicon().plain_verbs:
        return None  # 处置|餐厨垃圾收运
    moved = made.verb and made.verb not in PAYS and not name.startswith(made.verb)
    if moved and (
        made.thing[:1] == "每" or (point.target.base_unit in _PERSONS and made.thing[-1:] not in lexicon().persons)
    ):
        return None  # 矫治|心理 so many people
    return made if made.chance >= SURE and made.verb + made.thing else None


def bare(point: Point) -> str:
    """The name without the word for what it counts, where the unit says it and that is sure: 有责投诉 of 有责投诉件数."""
    made = taken(point, point.name)
    plain = made is not None and not made.led and point.name.startswith(made.verb + made.thing)
    return made.verb + made.thing if made and plain else point.name


def bracketed(name: str) -> tuple[str, str]:
    """The name and what stands in brackets at its end: 检测样品份数, （含碳十四）."""
    found = _BRACKET.search(name)
    return (name[: found.start()], found[0]) if found and found.start() > 1 else (name, "")


def _each(point: Point, known: Lexicon) -> Count | None:
    """What is done so and so often in a time: 每年开展应急演练2次以上."""
    unit, *each = re.split("[/·]", point.target.unit)
    made = count(replace(point, value=point.value.replace(point.target.unit, unit)))
    told = "".join(known.per.get(one, f"每{one}") for one in sorted(each, key=lambda one: one in _TIMES))
    return Count(told + made.text, "") if made and made.verb and unit[-1:] in "次场期" else None


def periodic(unit: str, known: Lexicon) -> bool:
    """Whether the unit counts by time: 次/年."""
    each = re.split("[/·]", unit)[1:]
    return each != [] and any(one in known.per for one in each)


def number_of(point: Point) -> str:
    """The number with its limit; people that are served have no upper one."""
    target = point.target
    if target.operator in ("≤", "<") and point.kind == "quantity" and target.base_unit in PEOPLE:
        return figure(target)
    return counted(target, 0).removeprefix("为")
