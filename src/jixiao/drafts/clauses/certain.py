"""Whether words can be taken apart and put together again: what is not certain is said with its full name.

>>> ends_as_thing("路灯"), ends_as_thing("防火隔离带开设"), ends_as_thing("信息公开")
(True, False, False)
>>> counted_in("防火隔离带", "公里"), counted_in("护林员", "万亩"), counted_in("企业", "米")
(True, False, False)
>>> told("家庭文明建设水平", "稳步提升"), told("烈士精神传承", "长期发挥作用"), told("节水节电情况", "同比下降")
(True, False, False)
"""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.drafts.language.figures import figure
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import ending, words
from jixiao.segmentation import cut, sorts

MEASURES = re.compile("米|亩|公里|海里|公顷|千瓦|吨|公斤|元")
# Tags of words that end no thing: verbs, adverbs, adjectives, parts of words.
_NO_THING = {"v", "vd", "vi", "vq", "ad", "d", "a", "zg", "p", "c", "u"}
# So many characters at the end of a name are not said again by its value.
_END = 4
# A name and its value joined by 为, and a time that is only named.
_BESIDE = re.compile(r"[一-龥]为(?=[\d每前])|(?:时间|时限|期限)为|(?:不超过|为)[^，]*[前底末]$")
# What is not wished for.
HARM = re.compile("投诉|疫情|信访|上访|访人|事故|死亡|伤亡|违规|违法|案件发生|火灾|火情|中毒|差错")
# Set phrases, which may be deeds: 以旧换新.
_PHRASES = {"l", "i"}
_LINKED = "(?P<linked>达到|不少于|不低于|不超过|控制在|为)?约?"
_WORK = {"v", "vn", "vd"}
# Tags of times and sides.
_WHERE = {"t", "f"}
_PERIOD = re.compile(r"[\d一二三四](?:年|月|日|季度)$")
_SHORTEST_WORK = 4
# What is more, or better than others.
_MORE = re.compile("(?:提升|提高|增强|优化|扩大|增加|加强|较高|良好|较好)$")
# What is high or low, and has no effect itself.
LEVEL = re.compile("(?:水平|能力|素养|素质|品质|效率|效能|质量|度|力|感)$")
# A change told as done, or how high something is.
_DONE_SO = re.compile("得到[一-龥]{2,4}$|(?:较?高|较?好|良好|优良|一般)$")
# Tags of characters that name something.
_NAMED = {"n", "nr", "ng", "nz", "zg", "j", "m", "k", "q", "b"}


@lru_cache(maxsize=4096)
def ends_as_thing(text: str) -> bool:
    """Whether the last word of a text is a noun, work that is named like one, or the end of a longer word (…站)."""
    last = cut(text)[-1]
    return last.endswith(tuple(lexicon().thing_ends)) or bool(sorts(last) - _NO_THING)


@lru_cache(maxsize=4096)
def ends_as_work(text: str) -> bool:
    """Whether the last word of a text is what is done, so that a number may stand behind it: 以旧换新核销|27490单."""
    last = cut(text)[-1]
    return len(text) >= _SHORTEST_WORK and bool(sorts(last) & _WORK or last in lexicon().plain_verbs)


@lru_cache(maxsize=4096)
def tells_work(text: str) -> bool:
    """Whether any word of a text is what is done: 汇交观测数据集; not 儿童之家."""
    verbs = {*lexicon().plain_verbs, *lexicon().intransitive}
    return any(sorts(word) & _WORK or word in verbs for word in cut(text))


@lru_cache(maxsize=4096)
def takes_thing(word: str) -> bool:
    """Whether a thing may stand behind a verb: 接入 and 更换, not 付息, which has its thing already.

    >>> takes_thing("接入"), takes_thing("更换"), takes_thing("付息"), takes_thing("采血")
    (True, True, False, False)
    """
    return word in lexicon().known_verbs or not sorts(word[-1]) & _NAMED


@lru_cache(maxsize=4096)
def ends_as_noun(text: str) -> bool:
    """Whether the last word of a text is a thing and no work: 食品 and not 食品监督."""
    last = cut(text)[-1]
    named = last.endswith(tuple(lexicon().thing_ends)) or bool(sorts(last) - _NO_THING - _WORK)
    return named and not locates(text)


@lru_cache(maxsize=4096)
def ends_as_manner(text: str) -> bool:
    """Whether the last word of a text tells how something is, or who, so that no share can be of it: 效果|好.

    >>> ends_as_manner("培训效果好"), ends_as_manner("宣传成效显著"), ends_as_manner("路面完好率")
    (True, True, False)
    """
    if ending(text, words().rates):
        return False
    if text[-1:] in lexicon().persons:
        return True
    return sorts(cut(text)[-1]) <= {"a", "ad", "z"} or ending(text, words().degrees) != ""


@lru_cache(maxsize=4096)
def locates(text: str) -> bool:
    """Whether the last word of a text is a time or a side, which is no thing: 汛前, 节后, 线上."""
    last = cut(text)[-1]
    return (
        last[-1] in "前后"
        or _PERIOD.search(text) is not None
        or (sorts(last) <= _WHERE and not last.endswith(tuple(lexicon().thing_ends)))
    )


@lru_cache(maxsize=4096)
def is_thing(text: str) -> bool:
    """Whether a text is a thing that does nothing itself: 积案, 救灾帐篷; not 企业, 以旧换新."""
    doer = text[-1] in lexicon().persons or text.endswith(tuple(lexicon().doers))
    return not doer and ends_as_noun(text) and bool(sorts(text) - _NO_THING - _PHRASES)


def counted_in(thing: str, unit: str) -> bool:
    """Whether so much can be of the thing: no people in kilometres."""
    if few := lexicon().unit_things.get(unit):
        return thing[-1] in few
    if not MEASURES.search(unit) or thing == "人工":
        return True
    return thing[-1] not in lexicon().persons and not ending("。" + thing, lexicon().doers)


def number_in(text: str, point: Point) -> re.Match[str] | None:
    """The number of the value in its clause: the last that reads so, as a name may have numbers of its own."""
    digits = re.escape(_digits(point)) or r"\d[\d.]*"
    return next(reversed([*re.finditer(rf"{_LINKED}(?<![\d.]){digits}(?![\d.])", text)]), None)


def merged(text: str, point: Point) -> bool:
    """Whether the number of the value runs into one of the name: PM2.5|37座."""
    digits = _digits(point)
    runs = [run for run in re.findall(r"\d[\d.]*", text) if run not in point.name and run != digits]
    return bool(digits) and any(run.endswith(digits) for run in runs)


def glued(text: str, point: Point) -> bool:
    """Whether the number of the value stands right behind a Latin letter, as if it were a part of it: vCPU|4200核."""
    digits = _digits(point)
    at = text.rfind(digits) if digits else -1
    return at > 0 and text[at - 1].isascii() and text[at - 1].isalpha()


def _digits(point: Point) -> str:
    said = re.match(r"-?[\d.]+", figure(point.target)) if point.target.number is not None else None
    return said[0] if said else ""


def harms(point: Point) -> bool:
    """Whether so many of what is not wished for are counted: 投诉不超过3件, 死亡1人."""
    target = point.target
    counted = target.base_unit not in ("", "%", "‰", "百分点", "分") and "元" not in target.unit
    return counted and not target.change and HARM.search(point.name) is not None


def certain(point: Point, text: str) -> bool:
    """Whether a clause reads like prose: no span, no value that only stands beside its name."""
    return point.target.operator not in ("range", "±", ">", "<") and _BESIDE.search(text) is None


@lru_cache(maxsize=4096)
def goes_with(name: str, value: str, verb: str = "", change: bool = False) -> bool | None:
    """Whether the name alone says it (True), or no value like this is said of such things (False); None to go on.

    No 能力 is 健全, and more of a burden is no goal. `verb` begins the name, `change` is whether it tells a change.

    >>> goes_with("管护机制", "逐步健全"), goes_with("应急能力", "健全"), goes_with("群众看病负担", "有所提高")
    (None, False, False)
    >>> goes_with("提升应急能力", "得到提升", "提升", True), goes_with("提升应急能力", "较高", "提升", True)
    (True, False)
    """
    known = lexicon()
    if verb:
        done = _DONE_SO.match(value) if change else None
        return None if done is None else value.startswith("得到")
    word, few = next(((word, of) for word, of in known.said_of.items() if value.endswith(word)), ("", ""))
    if few and word not in name and not re.search(f"(?:{few})(?:性|程度|情况)?$", name):
        return False
    more = re.search(known.burdens, name) and _MORE.search(value)
    effect = LEVEL.search(name) and re.search("^(?:效果|成效|作用)|实现$", value)
    return False if more or effect else None


@lru_cache(maxsize=4096)
def told(name: str, value: str) -> bool:
    """Whether a name and a value in words make a clause: a thing, and how it is or changes."""
    if ending("。" + name, lexicon().no_subject) or not ends_as_thing(name):
        return False
    if value.startswith("按") and ending(name, lexicon().whole_words):
        return False
    again = any(name[at : at + 2] in value for at in range(max(len(name) - _END, 0), len(name) - 1))
    return not again and not re.search("同比|较上年|环比", value)
