"""What the goal puts a number on and no indicator has: named in the goal's own words, with its own value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.checks.goals.changes import changes_without
from jixiao.checks.goals.numbers import is_target
from jixiao.checks.judgement import judgement, pairs
from jixiao.grounding import compare_goals, mentions_in
from jixiao.library import Card
from jixiao.library.names import family_of, named
from jixiao.library.profile import form_of
from jixiao.quantity import parse_target
from jixiao.quantity.units import counted_as
from jixiao.records import ProjectGoal
from jixiao.text import key

_MARKS = re.compile("[,，。；;：:、！？!?\n]")
_LEAD = re.compile(
    r"^(?:[\d一二三四五六七八九十①-⑳]+[.、)）是]?|[(（][\d一二三四五六七八九十]+[)）]|20\d\d年度?|(?:本|全|当)年度?(?!均)|"
    r"年度?(?!均)|(?:主要)?用于|预计|计划|拟|力争|确保|保证|实现|完成|同时|其中|并|共|以及|及|和|将|使|对)*"
)
# Words that only say that something is done: 组织|惠民演出.
_LIGHT = re.compile("^(?:组织|开展|实施|举办|提供|进行|落实)(?=[一-鿿]{4})")
_COMPARED = re.compile(
    "(?:不低于|不少于|不小于|大于等于|大于|超过|达到|至少|提高到|提升至|保持在|达|不超过|不高于|不大于|小于等于|小于|低于|"
    "控制在|保持|维持|约|为|全年|[≥≤=＝><])+$"
)
_AT_MOST = re.compile("不超过|不高于|不大于|(?<!不)(?:小于|低于)|控制在|≤|<|以内|以下")
_BEHIND = re.compile("^(?:及?以[上内下]|左右|余|多)*$")
# What has these units before its noun is of that size (12平方米|棉帐篷).
_SIZES = ("平方米", "米", "公里", "千米", "厘米", "吨", "公斤", "千克", "升", "亩", "公顷")
_DONE_TO = re.compile("(?:开展|进行|实施|实行|提供)")
_NAME = re.compile("(?!.*等)[\u4e00-\u9fffA-Za-z（）()]{4,18}")
# A name of something done begins with a verb so long; what stands before a number is then no more than that verb.
_VERB = 4
_OWN, _NEAR = 0.5, 2
# Units of many things; two counts of a rarer one are of the same.
_COMMON = frozenset("人户家个项次场处台套件份期天座条米亩吨元") | {"人次", "场次", "公里", "平方米", "公顷", "批次"}
_SHARE, _ALL = "%", 100
_MEASURES = {
    "人": "人数", "名": "人数", "位": "人数", "户": "户数", "人次": "人次", "场": "场次", "场次": "场次", "次": "次数",
    "期": "期数", "天": "天数", "家": "家数", "公里": "长度", "千米": "长度", "米": "长度",
    "亩": "面积", "平方米": "面积", "公顷": "面积",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number of the goal without an indicator: the name and the value it makes, and the words that say it."""

    name: str
    family: str
    value: str
    text: str


def spoken(card: Card) -> Iterator[Spoken]:
    """Every number of the goal that makes an indicator of which the form has nothing, in the goal's order.

    A count is taken where no indicator bears the number out; a share names itself, whatever else is 100 %.
    """
    form = form_of(card)
    for compared in compare_goals(form) if card.entries else ():
        unsupported = [each for each in compared.discrepancies if each.kind == "unsupported"]
        without = {(each.start, each.end) for each in unsupported if is_target(form, compared, each)}
        no_target = {(each.start, each.end) for each in unsupported} - without
        for mention in mentions_in(compared.text).mentions:
            at = (mention.start, mention.end)
            found = None if at in no_target else _made(compared.text, *at)
            if found is None or not (at in without or found.value.endswith(_SHARE)):
                continue
            if _is_borne(found, compared.said.get(at, ()), form):
                continue
            if not _told(found, card) and (found.family == "satisfaction" or _is_its_own(found.name, card)):
                yield found
        rows = [(row.level3 or "", row.value or "") for row in form.indicators]
        for change in changes_without(compared.text, rows):
            family = family_of(f"{change.thing}{change.way}率", None, "rate")
            found = Spoken(f"{change.thing}{change.way}率", family, f"≥{change.share}%", change.said)
            if _NAME.fullmatch(found.name) and _is_its_own(found.name, card):
                yield found


def _is_borne(found: Spoken, paths: Sequence[str], form: ProjectGoal) -> bool:
    """Whether an indicator that has the number is of the same thing by a word."""
    rows = [form.indicators[int(path[11:-1])] for path in paths if path.startswith("indicators[")]
    return any(pairs(found.name) & pairs(row.level3 or "") for row in rows)


def _told(found: Spoken, card: Card) -> bool:
    """Whether an indicator is the same by its canonical name or has half of what is particular of the name; for a
    share particular is what is not the project's own name, for a count some of it is enough in the same unit."""
    what, unit = named(found.name, card.name), counted_as(parse_target(found.value).unit)
    share = unit == _SHARE
    own = pairs(found.name) - (pairs(card.name) if share else frozenset())
    for entry in card.entries:
        both = len(own & pairs(f"{entry.name}{entry.value}"))
        if (
            entry.group == what.group
            or (own and both >= _OWN * len(own))
            or (not share and unit == counted_as(entry.written) and (both or unit not in _COMMON))
        ):
            return True
    return not own and found.family != "satisfaction"


def _is_its_own(name: str, card: Card) -> bool:
    """Whether the name has a word of the project's, or more of one of its indicators, and is no input: another
    project's deed is another fault."""
    own = pairs(name)
    near = bool(own & pairs(card.name)) or any(len(own & pairs(entry.name)) >= _NEAR for entry in card.entries)
    return near and not judgement().has("process", name)


def _made(text: str, start: int, end: int) -> Spoken | None:
    """The indicator of the number at that place, None where its clause does not say what is counted."""
    begin = max((m.end() for m in _MARKS.finditer(text, 0, start)), default=0)
    close = m.start() if (m := _MARKS.search(text, end)) else len(text)
    head, tail, printed = (key(text[a:b]).replace('"', "") for a, b in ((begin, start), (end, close), (start, end)))
    head = _LEAD.sub("", head)
    compared = _COMPARED.search(head)
    head = head[: compared.start()] if compared else head
    most = bool(_AT_MOST.search(f"{compared[0] if compared else ''}{printed}{tail}"))
    target = parse_target(printed)
    if target.kind != "quantitative" or target.number is None:
        return None
    name = _named(head, "" if _BEHIND.match(tail) else tail, target.base_unit)
    if not _NAME.fullmatch(name) or judgement().has("slogan", name) or _count(name, "(（") != _count(name, ")）"):
        return None
    nature = named(name).nature
    if nature == "money" and target.base_unit != "元":
        return None
    family = family_of(name, None, nature if nature not in ("", "state") else "count")
    operator = "≤" if most else "=" if target.unit == _SHARE and target.number == _ALL else "≥"
    return Spoken(name, family, f"{operator}{_digits(printed)}", text[begin:close].strip())


def _count(text: str, marks: str) -> int:
    return sum(text.count(mark) for mark in marks)


def _digits(printed: str) -> str:
    return re.sub(r"^[^\d]+|(?<=[\u4e00-\u9fff%])(?:及?以[上内下]|左右)$", "", printed)


def _named(head: str, tail: str, unit: str) -> str:
    """The name that the words before and behind the number make: 改造小区|3个, 建成|95间|教室, |20处|隐患点开展治理."""
    if tail and len(head) > _VERB:
        return ""
    if tail:
        if unit in _SIZES:
            return ""
        done = _DONE_TO.split(tail)
        thing = f"{done[1]}{done[0]}" if len(done) > 1 and not head else f"{head}{tail}"
    else:
        thing = head
    thing = _LIGHT.sub("", thing).replace("的", "")
    if named(thing).measure:
        return thing
    measure = _MEASURES.get(unit, "数量")
    return f"{thing.removesuffix(measure[0])}{measure}" if unit not in ("", _SHARE, "元") else ""
