"""Counted things as they are said: 路灯维护数量 / ≥11926基 -> 维护路灯11926基以上; None where no reading is sure.

How a name is taken apart is learned (`clauses/tagged.py`); what is not sure is said with its full name, which is never
wrong.

>>> from jixiao.drafts.language.points import Point
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
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from jixiao.drafts.clauses.certain import counted_in, ends_as_noun, takes_thing
from jixiao.drafts.clauses.tagged import Taken, taken_apart
from jixiao.drafts.clauses.torn import torn
from jixiao.drafts.language.figures import counted, figure, level
from jixiao.drafts.language.lexicon import Lexicon, lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import ending
from jixiao.segmentation import cut, listed, sorts

SERVED = re.compile("保障|救助|补贴|补助|供养|低保|资助|享受|慰问|津贴|受益|惠及|培训|参训|服务")
"""Those who are served, of whom there may be more: 孤儿基本生活保障人数."""
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
# What people do or get themselves, which nobody does to them: 志愿者|参与.
_SELF = "参受在获享"
# Those for whom something is paid.
_WHOM = ("群体", "对象")
# How long something goes on, of which nothing is done: 系统连续无故障运行|时间.
_LASTING = ("小时", "分钟", "天", "年")
# A meeting or a course that is held, and not completed: 完成|培训班.
_DONE = re.compile("完成([一-龥“”]{2,}?)(?=约?\\d)")
_HELD = ("举办", "召开", "放映")
# Measures that are words of their own, and units that tell an amount.
_COMPOUND = re.compile("(?:建筑|占地|用地|使用|换算|总)面积$")
_WEIGHED = ("吨", "公斤", "立方米", "千克")
_WHO = re.compile("(?:老年|残疾|成年|盲|聋|病|传承|带头|经纪|代理)人数$|[入到进][户村校企园]数$")
_LEAST, _PERSONS = 2, ("人", "名", "位", "人次")
_TIMES = ("年", "月", "周", "日", "天", "季度", "季", "学期", "学年")


class Count(NamedTuple):
    """What is counted, with its number; `verb` is its first word where that is a verb, `thing` what is counted."""

    text: str
    verb: str
    thing: str = ""


@lru_cache(maxsize=4096)
def count(point: Point) -> Count | None:
    """The point as it is said, None where that is not sure."""
    made = _count(point)
    done = _DONE.match(made.text) if made else None
    if made is None or done is None:
        return made
    held = next((verb for end, verb in lexicon().lights if done[1].endswith(end) and verb in _HELD), "")
    return made._replace(text=held + made.text.removeprefix("完成"), verb=held) if held else made


def _count(point: Point) -> Count | None:
    """The point by a pattern, as it stands, or taken apart."""
    target = point.target
    if target.number is None and target.operator != "range":
        return None
    if target.operator in ("≤", "<") and target.base_unit in PEOPLE and not SERVED.search(point.name):
        return None  # staff have a limit that is said
    if periodic(target.unit, lexicon()):
        return _each(point, lexicon())
    if target.words or target.change or target.base_unit in RATED:
        return None
    number = number_of(point)
    if (inside := _inside(point, number)) is not None:
        return inside
    name, bracket = bracketed(point.name)
    plain = _as_it_stands(name, bracket, number, point)
    if plain is not None and plain.verb and not torn(plain.text, name):
        return plain  # what begins with its verb stays in its order
    made = taken(point, name)
    if made is None or (made.link and plain is not None) or torn(made.led + made.verb + made.thing, name):
        return plain
    if plain is not None and made.verb + made.thing + "数" == name:
        return plain  # 路口|处数
    number = f"{level(target, 0) if made.link else number}{made.between}{made.done}{made.after}"
    verb = made.led or made.verb
    if made.verb in PAYS and target.base_unit in PEOPLE and made.thing and not made.thing.endswith(_WHOM):
        return Count(f"为{number}{made.verb}{made.thing}{bracket}", "", made.thing)
    return Count(f"{made.led}{made.verb}{made.thing}{bracket}{number}", verb, made.thing)


def _inside(point: Point, number: str) -> Count | None:
    """Names whose number stands among their words: 为15500名老人发放高龄津贴, 在260所学校开展健康教育."""
    unit = point.target.base_unit
    for pattern, said in lexicon().matched:
        match = pattern.fullmatch(point.name) if not said.units or unit in said.units else None
        if match is None or any(map(lexicon().head.fullmatch, filter(None, match.groups()))):
            continue
        groups = {name: text or "" for name, text in match.groupdict().items()}
        people = number.replace("人", "名", 1) if groups.get("w") and number.count("人") == 1 else number
        found = re.search(said.v, match[0]) if said.v else None
        verb = said.say[:_LEAST] if said.say[:_LEAST] in lexicon().verbs and said.say[_LEAST:].startswith("{o}") else ""
        return Count(said.say.format(n=number, v=found[0] if found else "", people=people, **groups), verb)
    return None


def _as_it_stands(name: str, bracket: str, number: str, point: Point) -> Count | None:
    """The name as it stands and its number, without the word for what it counts that the unit says again; None where
    there is no such word, and the name does not begin with what is done."""
    known, unit = lexicon(), point.target.base_unit
    if point.kind not in ("quantity", "effect") or not unit:
        return None
    head = known.head.search(name)
    said = f"{unit}数" if name.endswith(f"{unit}数") else f"{unit}次" if name.endswith(f"{unit}次") else ""
    if not said and head is not None and (not known.heads[head[0]] or unit in known.heads[head[0]]):
        said = head[0]
    if not said and name.endswith("次数") and unit.endswith("次") and unit != "人次":
        said = "次数"  # 检查|次数 in 站次
    said = said if len(name) > len(said) + 1 else ""
    said = "" if _COMPOUND.search(name) else said
    bare = name.removesuffix(said or (unit if len(unit) > 1 else ""))
    if (name.endswith("案件数") and len(cut(name[:-1])[-2:][0]) > 1) or _WHO.search(name):  # 民事|案件|数
        bare = name[:-1]
    elif (bare == name or torn(bare, name)) and not ending("。" + name, known.whole_words):
        bare = name.removesuffix("数")  # 楼栋|数
    if len(bare) < _LEAST:
        return None
    if bare.startswith("完成") and known.verb.match(bare, len("完成")):
        bare = bare.removeprefix("完成")  # 完成|埋设蓄水罐
    begun = _begun(bare)
    if begun and unit in _WEIGHED and bare.endswith("量"):
        bare = bare[:-1]  # 收运处理生活垃圾|量
    if bare[-1] in "、和与及" or (not begun and bare == name):
        return None
    if point.kind == "effect" and not begun:
        return Count(f"{bare}{bracket}{level(point.target, 0)}", "")
    return Count(f"{_ALL.sub('', bare)}{bracket}{number}", begun)


def taken(point: Point, name: str) -> Taken | None:
    """The name of the point taken apart, None where that is not sure."""
    made = taken_apart("effect" if point.kind == "effect" else "quantity", name, point.target.base_unit)
    if made.chance < SURE or not made.verb + made.thing or made.thing.endswith((*"、和与及的", "以上")):
        return None
    dropped = len(name) - len(made.verb + made.thing)
    if dropped > 1 and not made.led and len(name) - dropped not in accumulate(map(len, cut(name))):
        return None  # 放流|量
    if name.endswith("案件数") and made.thing.endswith("案"):
        return None  # 参审案|件数
    if name.endswith(made.thing + "数") and made.thing and ending("。" + name, lexicon().whole_words):
        return None  # 改造户|数
    made = _mended(made, name, point.target.base_unit)
    stays = not made.verb or name.startswith((made.verb, "完成", "实现"))
    inner = made.verb + made.thing not in name and made.thing + made.verb not in name  # 特殊|检测|桥梁
    return made if stays or (not inner and _moves(made, point.target.base_unit)) else None


def _mended(made: Taken, name: str, unit: str) -> Taken:
    """The reading with the words whole that end where it cuts: 制修订|标准, 高龄津贴老人|数, 指导入户|数."""
    known, thing, verb = lexicon(), _ALL.sub("", made.thing), made.verb
    cut_off = name[len(made.verb + made.thing) :] if name.startswith(thing) and not verb else ""
    if thing and cut_off[:1] in ("人", "户") and (thing[-1] in "入进到" or len(cut(thing)[-1]) == 1):
        thing += cut_off[0]
    longer = known.turn.search(name[: name.find(verb) + len(verb)]) if verb and not name.startswith(verb) else None
    if longer and len(longer[0]) > len(verb) and thing.endswith(longer[0].removesuffix(verb)):
        thing, verb = thing.removesuffix(longer[0].removesuffix(verb)), longer[0]
    inner = known.verb.match(thing) if verb in ("完成", "实现") else None
    if inner and inner.end() < len(thing) and inner[0] not in known.nouny:
        thing, verb = thing[inner.end() :], inner[0]  # 完成|埋设蓄水罐
    if not verb and (begun := _begun(thing)):
        thing, verb = thing.removeprefix(begun), begun
    if len(unit) == 1 and name.endswith(f"{thing}数") and thing.endswith(unit) and not listed(cut(thing)[-1]):
        thing = thing.removesuffix(unit)  # 路口|处数
    if verb and len(thing) > _LEAST and thing.endswith("量"):
        thing = thing[:-1]
    return made._replace(thing=thing, verb=verb)


def _begun(text: str) -> str:
    """The verb that a text begins with and that has a thing behind it, "" where it begins otherwise."""
    known = lexicon()
    verb = known.verb.match(text) or known.turned_first.match(text)
    if verb is None or verb.end() == len(text):
        return ""
    plain = verb[0] not in known.nouny or (known.noun.match(text, verb.end()) is None and ends_as_noun(text))
    return verb[0] if plain else ""


def _moves(made: Taken, unit: str) -> bool:
    """Whether the verb may go before the thing: one that takes things, and a thing that it can be done to."""
    known, thing, last = lexicon(), made.thing, cut(made.thing)[-1] if made.thing else ""
    if unit in _LASTING or (thing and sorts(last) and sorts(last) <= {"v", "vd", "vi"}):
        return False
    if (
        not thing
        or len(made.verb) < _LEAST
        or thing[0] == "每"
        or thing[-1] in "、和与及的入进到"
        or last in known.plain_verbs
    ):
        return False
    if ending("。" + thing, known.unturned) or thing.endswith("化") or not takes_thing(made.verb):
        return False
    who = thing[-1] in known.persons
    if (made.verb in PAYS or made.verb[0] in _SELF) and who:
        return False
    return counted_in(thing, unit) and (made.verb in PAYS or who or unit not in _PERSONS)


def bare(point: Point) -> str:
    """The name without the word for what it counts, where that is sure: 有责投诉 of 有责投诉件数."""
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
    return Count(told + made.text, "") if made and unit[-1:] in "次场期" else None


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
