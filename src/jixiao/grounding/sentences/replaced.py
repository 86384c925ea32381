"""Words that stand in a sentence where the indicator has others: 晚稻 for 早稻, 教师 for 学生, 新建 for 接入."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.grounding.facts import Fact, grams
from jixiao.grounding.prose.words import LESS_IS_BETTER
from jixiao.grounding.wording import Wording, common
from jixiao.segmentation import cut
from jixiao.text import key

_PLEASED = re.compile("(?P<who>[\u4e00-\u9fff、]{2,30}?)(?:对[\u4e00-\u9fff]{2,14}?的?)?(?:总体|综合)?满意[度率]")
_PARTS = re.compile("[、和及与]|以及")
# Of these nobody is told from anybody.
_ANYBODY = re.compile("服务|对象|人员|单位|项目|受益|相关|有关|有效|使其|使|让|达|各|的|和|及|与")
_ALL = re.compile(r"(?:全部|所有|全体)(?:[\d-]+岁)?(?=([\u4e00-\u9fff]{2,6}))")
_THING = 2
# Everybody, who may be spoken of anywhere but in a satisfaction.
_PUBLIC = "群众"
# A purpose that is to make something worse.
_WORSE = re.compile("(?:^|，|、)为了?(?P<aim>(?:恶化|下降|降低|下滑|削弱)(?P<what>[^，。；]{2,24}))，")
_SIDE = re.compile("(?P<what>[\u4e00-\u9fff]{2})(?:之|以)?(?P<side>[前后])(?![期端续台])")
_OTHER = {"前": "后", "后": "前"}
_HAN = re.compile("[\u4e00-\u9fff]+")
# So many characters of a name beside the word tell that the name is meant.
_MOST_OF_NAME = 5


def contrasted(near: str, fact: Fact) -> tuple[str, str] | None:
    """A word of the sentence near a number and the word of its indicator that it excludes."""
    meant = fact.name + fact.value
    for pattern in common().contrasted_by_number:
        said, due = set(pattern.findall(near)), set(pattern.findall(meant))
        if said and due and not said & due and not any(word in meant for word in said):
            return min(said), min(due)
    return None


def other_deed(near: str, fact: Fact) -> tuple[str, str] | None:
    """A verb before the thing of an indicator, and the verb that the indicator has there."""
    known = common()
    own = known.done.search(fact.name)
    if own is None:
        return None
    thing = fact.name[own.end() : own.end() + _THING]
    if len(thing) < _THING:
        return None
    for verb in known.done.finditer(near):
        if near[verb.end() :].startswith(thing) and known.line_of[verb[0]] != known.line_of[own[0]]:
            return verb[0], own[0]
    return None


def strangers(text: str, everything: str) -> Iterator[Wording]:
    """People of whom the material (in the form for comparing) says nothing, and no word that may stand for them."""
    known = common()
    for match in known.who.finditer(text):
        if match[0] == _PUBLIC:
            continue
        others = known.likened.get(match[0], set()) | {match[0]}
        if not any(key(other) in everything for other in others):
            message = f"“{match[0]}”在材料里没有（待核）；不是这个项目的对象请改正，是的请补进材料"
            yield Wording("word.unsupported", message, match.start(), match.end())


def excluded(text: str, everything: str) -> Iterator[Wording]:
    """Words of which the material (in the form for comparing) has only another of their line: 晚稻 for 早稻."""
    for pattern in common().contrasted:
        due = set(pattern.findall(everything))
        for match in pattern.finditer(text):
            if due and match[0] not in due and not due & set(pattern.findall(text)):
                message = f"写了“{match[0]}”，材料里是“{min(due)}”；请照材料改正"
                yield Wording("indicator.swapped", message, match.start(), match.end())


def pleased(text: str, facts: Sequence[Fact]) -> Iterator[Wording]:
    """Whose satisfaction it is: each that is named shares a character with an indicator of satisfaction."""
    names = [fact.name for fact in facts if "满意" in fact.name]
    if not names:
        return
    known = common()
    for match in _PLEASED.finditer(text):
        for part in _PARTS.split(match["who"]):
            bare = _ANYBODY.sub("", part)
            likened = {other for word in known.who.findall(part) for other in known.likened.get(word, ())}
            if bare and not any(bare[-1] in name or any(o in name for o in likened) for name in names):
                message = f"“{part}满意度”在所引的指标里没有（指标是“{names[0]}”）；请照指标写"
                yield Wording("indicator.swapped", message, match.start(), match.end())


def is_full(fact: Fact) -> bool:
    """Whether the fact is a rate of 100%."""
    one = fact.quantities[0] if fact.quantities else None
    return one is not None and one.unit == "%" and set(one.values) == {100}


def turned_round(text: str, source: str) -> Iterator[Wording]:
    """主汛期后 for 主汛期前: the other side of what the cited material (in the form for comparing) has; and a purpose
    that is to make something worse: 为恶化水环境质量."""
    for match in _WORSE.finditer(text):
        if not LESS_IS_BETTER.search(match["what"]) and key(match["aim"]) not in source:
            message = f"“{match['aim']}”把目的说反了；请照材料改正"
            yield Wording("direction", message, match.start("aim"), match.end("aim"))
    for match in _SIDE.finditer(text):
        other = _OTHER[match["side"]]
        if key(match["what"] + other) in source and key(match["what"] + match["side"]) not in source:
            message = f"写了“{match[0]}”，所引的材料是“{match['what']}{other}”；请照材料改正"
            yield Wording("direction", message, match.start(), match.end())


def other_names(name: str) -> list[tuple[str, str, str]]:
    """A project's name in three for each of its words: what stands before it, the word, what stands behind it."""
    words = cut(name)
    found = []
    for n, word in enumerate(words[1:], 1):
        before, after = "".join(words[:n]), "".join(words[n + 1 :])
        if len(before) + len(after) >= _MOST_OF_NAME and len(after) >= _THING and _HAN.fullmatch(word):
            found.append((before, word, after))
    return found


def renamed(text: str, name: str, parted: Sequence[tuple[str, str, str]]) -> Iterator[Wording]:
    """The project's name with another word in it: 全国人口普查 for 全国经济普查."""
    for before, word, after in parted if name not in text else ():
        at = text.find(before)
        while at >= 0:
            start, end = at + len(before), at + len(before) + len(word)
            other = text[start:end]
            told = other != word and text.startswith(after, end) and _HAN.fullmatch(other)
            if told and other not in common().words:
                said = text[at : end + len(after)]
                message = f"“{said}”与项目名称“{name}”不同；请照项目名称写"
                yield Wording("name", message, at, at + len(said))
                return
            at = text.find(before, at + 1)


def wholly(text: str, facts: Sequence[Fact], material: str) -> Iterator[Wording]:
    """全部 before what the material counts, where no full rate is of it."""
    for match in _ALL.finditer(text):
        told = grams(match[1])
        counted = [fact for fact in facts if fact.quantities and told & grams(fact.name)]
        if counted and not any(is_full(fact) for fact in counted) and key(match[0]) not in material:
            message = f"“{match[0]}{match[1]}”说得比材料满（“{counted[0].said}”）；请写数"
            yield Wording("claim.raised", message, match.start(), match.end())
