"""Long names of indicators, without what is said already."""

from __future__ import annotations

import re
from itertools import accumulate, combinations

from jixiao.drafts.clauses.certain import is_thing, tells_work
from jixiao.drafts.clauses.counts import count
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import lead_of, words
from jixiao.segmentation import cut

# A topic has at least so many characters,
_LEAST_TOPIC = 4
# with which the names of at least so many indicators begin;
_LEAST_SHARED = 3
# which are this part of all;
_SHARED = 0.4
# what is left of each name has at least so many.
_LEAST_REST = 4
# A place before the project's name, which has at least so many characters.
_PLACE = re.compile("^(享受|领取|获得)?[一-龥]{2,}(?:开发区|[省市县区镇乡])$")
_LEAST_CALLED = 6
_LONGEST_THING = 20
_MORE_THINGS = re.compile(r"[、和及与等\d（）“”的]")
# Those who are paid, of whom only what they are paid would be left: 养老金财政补贴参保人数.
_PAID = re.compile("[一-龥]+(?:补贴|补助|费)参保人数")
_JOINTS = "的、和及与，数用"
# What is left of a name where the topic had the thing: 改造完工及时率.
_BARE_WORK = re.compile(
    "(?:[人月年户生亩]均|平均|单位).{0,4}(?:成本|标准|费用)$"
    "|(?:改造|建设|修缮|维修|整治|治理|采购|购置)(?:完工|完成|及时|按期|项目)"
)
# Whose satisfaction, which is nobody's without the topic.
_WHOSE = ("人员满意", "对象满意", "单位满意")


def fuller(text: str, verb: str, called: str) -> str:
    """What is bought or mended with the name that the project has for it, where its own says less: 购置设备156台.

    >>> fuller("购置设备156台", "购置", "化学教学实验室设备购置"), fuller("购置设备6台", "购置", "设备购置")
    ('购置化学教学实验室设备156台', '购置设备6台')
    >>> fuller("运维监测站8座", "运维", "小流域水质自动监测站运维"), fuller("新购图书8册", "新购", "公共图书馆开放")
    ('运维小流域水质自动监测站8座', '新购图书8册')
    >>> fuller("清扫保洁188万平方米", "清扫", "城区环卫保洁一体化服务")
    '清扫保洁188万平方米'
    """
    thing = re.match(r"[一-龥]{2,8}(?=\d)", text.removeprefix(verb))
    end = called.find(thing[0]) if thing else -1
    whole = called[: end + len(thing[0])] if thing and end >= _LEAST_REST // 2 else ""
    fit = (
        thing is not None
        and len(whole) in accumulate(map(len, cut(called)))
        and lexicon().verb.fullmatch(verb + thing[0]) is None  # 清扫保洁 is one deed
        and len(whole) <= _LONGEST_THING
        and not _MORE_THINGS.search(whole)
        and not lexicon().verb.match(whole)
        and verb not in whole  # 调解|人民调解案件
    )
    return text.replace(thing[0], whole, 1) if thing and fit and words().begin.match(whole) is None else text


def ended(text: str, called: str) -> str:
    """What is counted with the whole name of the project that ends so: 夜间开放280天 of 公共图书馆夜间开放.

    >>> ended("夜间开放280天以上", "公共图书馆夜间开放"), ended("读者6万人", "图书馆夜间开放")
    ('公共图书馆夜间开放280天以上', '读者6万人')
    """
    thing = re.match(r"[一-龥]{2,8}(?=\d)", text)
    whole = thing is not None and called.endswith(thing[0]) and len(called) <= _LONGEST_THING
    return called + text[thing.end() :] if thing and whole else text


def topic(names: list[str]) -> str:
    """The beginning that most of the names share, the longest of those; "" where too few share one.

    >>> topic(["失地农民参保人数", "失地农民补贴合规率", "失地农民满意度"])
    '失地农民'
    """
    leads = {lead_of([a, b]) for a, b in combinations(names, 2)}
    counted = [(sum(n.startswith(lead) for n in names), len(lead), lead) for lead in leads if len(lead) >= _LEAST_TOPIC]
    shared, _, lead = max(counted, default=(0, 0, ""))
    return lead if shared >= max(_LEAST_SHARED, len(names) * _SHARED) else ""


def without(lead: str, names: list[str]) -> list[str]:
    """The names without the beginning that was said; as they are where the rest would not stand alone.

    >>> without("失地农民养老保险", ["失地农民养老保险补贴月均成本"])
    ['补贴月均成本']
    >>> without("企业退休职工", ["企业退休职工养老金财政补贴参保人数"])
    ['企业退休职工养老金财政补贴参保人数']
    """
    rests = [name.removeprefix(lead) for name in names]
    if any(rest.startswith(_WHOSE) or _PAID.match(rest) or _BARE_WORK.match(rest) for rest in rests):
        return names
    fit = all(len(rest) >= _LEAST_REST and rest[0] not in _JOINTS for rest in rests)
    return rests if fit else names


def placeless(name: str, called: str) -> str:
    """The name without the place before what the project is called by.

    >>> placeless("享受云岭经济开发区公益性岗位扩容补贴人数", "公益性岗位扩容")
    '享受公益性岗位扩容补贴人数'
    """
    at = name.find(called) if len(called) >= _LEAST_CALLED else -1
    return _PLACE.sub(r"\1", name[:at]) + name[at:] if at > 0 else name


def ends_of(said: str) -> list[str]:
    """The words at the end of it that are long enough for a name, from the longest."""
    if re.search(r"\d[^，]*$", said[-_LEAST_CALLED:]):
        return []
    return [said[n:] for n in range(len(said) - _LEAST_CALLED + 1)]


def begins_done(name: str) -> bool:
    """Whether a name begins with what is done: 保障消防员, and not 监测设备."""
    known = lexicon()
    verb = known.verb.match(name)
    return verb is not None and (verb[0] not in known.nouny or known.noun.match(name, verb.end()) is None)


def counted_thing(point: Point, text: str) -> str:
    """A thing and its number, for a verb that the project tells: LED宣传屏5个; "" for anything else."""
    made = count(point)
    plain = made is not None and not made.verb and made.text == text and text.startswith(made.thing)
    bare = (
        made is not None
        and text[len(made.thing) :][:1].isdigit()
        and made.thing != ""
        and is_thing(made.thing)
        and not tells_work(made.thing)
    )
    return text if plain and bare and not begins_done(text) else ""
