"""Counted things as what is done: 路灯维护数量 / ≥11926基 -> 维护路灯11926基以上.

>>> from jixiao.drafts.language.points import Point
>>> def show(name, value, kind="quantity"):
...     found = count(Point("indicators[0]", kind, name, value))
...     print(found.text if found else None)
>>> show("更换节能路灯数量", "≥420盏"), show("路灯维护数量", "≥11926基"), show("食品抽检批次", "≥300批次")
更换节能路灯420盏以上
维护路灯11926基以上
抽检食品300批次以上
(None, None, None)
>>> show("高层次人才健康查体人数", "≥20人"), show("惠民演出场次", "≥30场"), show("培训人数", "≥92000人次")
组织高层次人才健康查体20人以上
举办惠民演出30场以上
培训9.2万人次以上
(None, None, None)
>>> show("电气线路改造户数", "≥310户"), show("监测站数量", "≥4个"), show("活动场次", "300场")
完成电气线路改造310户以上
None
举办活动300场
(None, None, None)
"""

from __future__ import annotations

import re
from dataclasses import replace

from jixiao.drafts.clauses.certain import counted_in, ends_as_noun, ends_as_thing, is_thing, takes_thing, tells_work
from jixiao.drafts.clauses.heads import without_head
from jixiao.drafts.clauses.lights import JOINTS, OCCASIONS, PAYS, PEOPLE, SELF, Count, lit, worked
from jixiao.drafts.language.figures import counted, figure
from jixiao.drafts.language.lexicon import Lexicon, Pattern, lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import ending
from jixiao.segmentation import cut, sorts

# Verbs that are done so and so often: 举办赛事10次.
# What is counted in these is held: 开幕式1场.
_SHOWS, _LEAST_SHOW = ("场", "场次"), 3
_INTO = re.compile("[一-龥]进[一-龥]")  # 戏曲进校园
_EVENTS = ("举办", "召开", "承办")
# What is held so and so often, whatever its name begins with: 开展申报项目辅导3次.
_HELD = ("开展", "举办", "召开")
_HOSTS = ("承接", "承办", "主办", "协办", "保障")
_HOLDS = (*_HELD, *_HOSTS, "开办", "开设", "组织", "组织开展", "参加", "参与", "完成", "实施")
# Verbs of what stands already or is had new: 建设 behind the thing is not said with them.
_BUILT = ("维护", "新增")
# Work on what is measured, which goes first: 种植面积|核实.
_MEASURED = re.compile("(?P<what>[一-龥]{2,}(?:面积|长度|里程|户数|人数))(?P<verb>[一-龥]{2})")
# Units in which an amount is told, so that 量 is not said again: 收运处理生活垃圾|量.
_WEIGHED = ("吨", "公斤", "立方米", "千克")
_VERB = 2
_FOR = re.compile("为[一-龥]{2}")
# Two deeds done to one thing: 平台建设与优化. The number goes before the thing.
_TWO_DEEDS = re.compile("[一-龥]{2}([一-龥]{2})[与和及][一-龥]{2,4}$")
_LONGEST_THING = 12
# What stands and is counted in 个: 项 of it are the projects that build it.
_PLACE = re.compile("(?:中心|基地|平台|[站馆室库园楼])$")
# A thing with what it does before it: 促成技术交易的|机构.
_DOES = re.compile("[一-龥]{4,}的[一-龥]*(?:机构|企业|单位|人员)$")
_TIMES = ("年", "月", "周", "日", "天", "季度", "季", "学期", "学年")


def count(point: Point) -> Count | None:
    """The point as something done, None where its name does not say what that is."""
    known, target = lexicon(), point.target
    if target.number is None and target.operator != "range":
        return None
    if periodic(target.unit, known):
        return _each(point, known)
    if target.words or target.change or target.base_unit in ("%", "百分点", "分", "级", "", "‰"):
        return None
    number = number_of(point)
    for pattern, said in known.matched:
        match = pattern.fullmatch(point.name) if not said.units or target.base_unit in said.units else None
        if match is None or any(map(known.head.fullmatch, filter(None, match.groups()))):
            continue
        thing = match.groupdict().get("o") or "。"
        done = known.verb.match(thing)
        if done and done[0] not in known.nouny and said.say[:_VERB] in known.verbs:
            continue  # 配备|发放补贴网格员
        paid = match.groupdict().get("p") in PAYS and _someone(thing, known)
        if not paid and not (said.say.startswith("{p}{o}") and ending("。" + thing, known.unturned)):
            return _patterned(match, said, number)
    bare = without_head(point.name, target.base_unit, known)
    before = known.adverb.match(bare)
    if before and not known.verb.match(bare) and not known.turn.search(bare):
        after = _done(bare[before.end() :], True, number, known, target.base_unit)
        kept = after is not None and after.text.startswith(bare[before.end() :][:2])
        return Count(before[0] + after.text, "") if after and kept else None
    if any(bare.startswith(word) or bare.endswith(word) for word in known.said_whole if len(word) >= _VERB):
        return None
    if bare[0] in known.said_whole:
        return None
    return _done(bare, bare != point.name or point.kind == "quantity", number, known, target.base_unit)


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


def _patterned(match: re.Match[str], said: Pattern, number: str) -> Count:
    found = re.search(said.v, match[0]) if said.v else None
    groups = {name: text or "" for name, text in match.groupdict().items()}
    people = number.replace("人", "名", 1) if groups.get("w") and number.count("人") == 1 else number
    text = said.say.format(n=number, v=found[0] if found else "", people=people, **groups)
    first = groups.get("p", "") if said.say.startswith("{p}") else said.say[:2]
    return Count(text, first if first in lexicon().verbs else "")


def number_of(point: Point) -> str:
    """The number with its limit; people that are served have no upper one."""
    target = point.target
    if target.operator in ("≤", "<") and point.kind == "quantity" and target.base_unit in PEOPLE:
        return figure(target)
    return counted(target, 0).removeprefix("为")


def _done(bare: str, headed: bool, number: str, known: Lexicon, unit: str) -> Count | None:
    """The thing as done: its verb first, turned before it, or a light verb for the work it names."""
    if (work := _MEASURED.fullmatch(bare)) and work["verb"] in known.verbs:
        return Count(work["verb"] + work["what"] + number, work["verb"])
    verb = known.verb.match(bare)
    if verb and verb.end() == len(bare):
        return _alone(bare, headed, number, known)
    if (verb is None or verb[0] in known.nouny) and (turned := _turned(bare, number, known, unit)) is not None:
        return turned
    light = lit(bare, headed, number, known, unit)
    event = unit in OCCASIONS and light is not None and light.verb in _HELD and verb and verb[0] not in _HOLDS
    if verb and light is not None and (event or (verb[0] in known.nouny and light.verb != "实施")):
        return light
    if verb and _takes(verb[0], bare[verb.end() :], known):
        return _acted(verb[0], bare[verb.end() :], number, known, unit)
    if light is not None:
        return light
    turn = known.turn_things.search(bare)
    if (
        verb is None
        and turn
        and is_thing(thing := bare[: turn.start()])
        and _plain(thing, known)
        and _counts(thing, unit, known)
        and counted_in(thing, unit)
    ):
        return Count(turn[0] + thing + number, turn[0])
    if verb is None and (plain := _plain_verb(bare)) is not None:
        return _acted(plain[0], bare[plain.end() :], number, known, unit)
    if headed and (named := worked(bare, number, known, unit)) is not None:
        return named
    show = unit in _SHOWS and len(bare) >= _LEAST_SHOW and not _INTO.search(bare)
    if show and not tells_work(bare) and ends_as_noun(bare):
        return Count("举办" + bare + number, "举办")
    if _FOR.match(bare) and any(known.verb.match(bare, at) for at in range(2, len(bare) - 2)):
        return Count(bare + number, "")
    return None


def _plain_verb(bare: str) -> re.Match[str] | None:
    """A first word that is a verb and no noun, with a thing behind it: 接入停车场, 招收培养青年学员."""
    first, *rest = cut(bare)
    known = lexicon()
    if (
        re.search("[的、“]", bare)
        or len(first) < _VERB
        or first in (*known.attributive, *known.intransitive, *known.modifying)
        or not rest
        or first[0] in SELF
        or known.noun.match(rest[0])
        or rest[0] in known.nouny
        or sorts(first) != {"v"}
    ):
        return None
    if not takes_thing(first):
        return None
    twice = rest[0] in known.plain_verbs and len(rest) > 1
    thing = len(rest[0]) > 1 and is_thing(bare[len(first) :])
    if first[-1] in "到至给" or (not twice and _someone(bare, known)):
        return None
    if not twice and not thing and not any(tag.startswith("n") for tag in sorts(rest[0])):
        return None
    return re.match(re.escape(first), bare)


def _turned(bare: str, number: str, known: Lexicon, unit: str) -> Count | None:
    """The verb at the end put first: 路灯维护 is 维护路灯."""
    turn = known.turn.search(bare)
    thing = bare[: turn.start()] if turn else ""
    if turn is None or not thing or not (ends_as_noun(thing) and counted_in(thing, unit)):
        return None
    if unit == "项" and _PLACE.search(thing):
        return Count(f"实施{bare}项目{number}", "实施")
    if not _plain(thing, known) or not (turn[0] in _EVENTS or _counts(thing, unit, known)):
        return None
    if turn[0] in PAYS and _someone(thing, known):
        return None
    return Count(turn[0] + thing + number, turn[0])


def _alone(bare: str, headed: bool, number: str, known: Lexicon) -> Count | None:
    """A verb and no thing: 培训300人, 开展检查12次."""
    if number[-3:-2] in ("次", "场") or number[-1:] in ("次", "场"):
        light = next((light for end, light in known.lights if bare.endswith(end)), "")
        if light and "人次" not in number:
            return Count(light + bare + number, light)
    return Count(bare + number, bare) if headed else None


def _acted(verb: str, rest: str, number: str, known: Lexicon, unit: str) -> Count | None:
    """A verb and its thing; 完成 and 实现 give way to a verb behind them."""
    inner = known.verb.match(rest)
    if (
        verb in ("完成", "实现", "开展", "实施")
        and inner
        and inner.end() < len(rest)
        and _takes(inner[0], rest[inner.end() :], known)
    ):
        return Count(rest + number, inner[0])
    if verb in _BUILT and rest.endswith("建设") and len(rest) > 4:
        rest = rest.removesuffix("建设")
    if verb == "促成" and _DOES.match(rest):
        return None
    of, mark, _ = rest.partition("的")
    if mark and (rest.endswith(("建筑", "占地", "用地", "总")) or verb in PAYS or ends_as_noun(of)):
        return None
    if verb in ("完成", "开展", "实施", "实现") and not any(rest.endswith(end) for end, _ in known.lights):
        return None
    if verb in PAYS and (rest[-1] in known.persons or rest.endswith(tuple(known.doers))):
        return None
    if unit in _WEIGHED and cut(rest)[-1] == "量" and ends_as_noun(rest[:-1]):
        rest = rest[:-1]
    if verb not in _HOLDS and not (ends_as_thing(rest) and counted_in(rest, unit)):
        return None
    if verb not in _HOLDS and unit in PEOPLE and not _someone(rest, known):  # 解决饮水安全问题|人数
        return None
    if verb in ("推进", "完成", "实施") and (joined := _TWO_DEEDS.search(rest)) and known.verb.fullmatch(joined[1]):
        return Count(verb + number + rest, verb)
    return Count(verb + rest + number, verb)


def _takes(verb: str, rest: str, known: Lexicon) -> bool:
    """Whether the word is a verb with the rest as its object, and not the first part of a noun."""
    if rest[0] in "的率和与及、，性":
        return False
    if verb in known.modifying:
        return _someone(rest, known)
    return verb not in known.nouny or known.noun.match(rest) is None


def _counts(thing: str, unit: str, known: Lexicon) -> bool:
    """Whether the unit counts the thing itself: 改造电气线路 is not counted in 户, 救助困难群众 is in 人."""
    if unit in PEOPLE:
        return thing[-1] in known.persons
    return unit in ("批次", "亩次") or not unit.endswith(("次", "场"))


def _someone(text: str, known: Lexicon) -> bool:
    """Whether the text ends with those who do something."""
    return text[-1] in known.persons or text.endswith(tuple(known.doers))


def _plain(thing: str, known: Lexicon) -> bool:
    """Whether the text is a thing that can follow a verb."""
    if not 2 <= len(thing) <= _LONGEST_THING or JOINTS.search(thing):
        return False
    if ending("。" + thing, known.unturned) or thing.endswith("化") or ending("。" + thing, known.verbs):
        return False
    verb = known.verb.match(thing)
    if verb is None or verb[0] not in known.nouny or verb[0] in _BUILT:
        return verb is None
    return known.noun.match(thing, verb.end()) is not None
