"""Clauses that stand beside each other: what does not happen told in one, what measures a thing after it."""

from __future__ import annotations

import re

from jixiao.drafts.clauses.clause import Clause, Piece
from jixiao.drafts.clauses.joined import MARKS
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.words import lead_of

# A verb, a thing and its number: 修缮房屋4栋; and what else of the thing is counted.
THING = re.compile(r"([一-龥]{2,8})\d[^，、]*$")
MEASURED = ("建筑面积", "占地面积", "面积", "长度", "里程")
# A number and its unit at the end.
COUNTED = re.compile(r"\d[\d.]*万?[^，、\d]{0,6}$")
_LEAST_LEAD = 4
# What is done by when, its verb before its thing.
_DAY = re.compile(
    r"(?P<lead>\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|末)?[前内]?(?P<verb>[一-龥]{2}))(?P<what>[一-龥（）]{2,})"
)
_TIME = re.compile("[一-龥]{0,6}(?:期间|期内|当年|年内)")
_NEVER, _REACHED = "不发生", "达到"


def never(said: list[Piece]) -> list[Piece]:
    """The clauses, what does not happen in one: 不发生安全事故和环境事件."""
    out: list[Piece] = []
    for one in said:
        if out and all(piece.text.startswith(_NEVER) and not MARKS.search(piece.text) for piece in (out[-1], one)):
            out[-1] = Piece.of([out[-1], Piece(one.text.removeprefix(_NEVER), one.cites)], "和")
        else:
            out.append(one)
    return out


def same_day(said: list[Piece]) -> list[Piece]:
    """The clauses, what is done by one day by one verb in one: 6月底前发放助学金、6月底前发放生活补助.

    >>> [one.text for one in same_day([Piece("6月底前发放助学金", ()), Piece("6月底前发放生活补助", ())])]
    ['6月底前发放助学金、生活补助']
    >>> [one.text for one in same_day([Piece("6月底前发放助学金", ()), Piece("9月底前发放生活补助", ())])]
    ['6月底前发放助学金', '9月底前发放生活补助']
    """
    out: list[Piece] = []
    for one in said:
        last, this = (_DAY.match(out[-1].text) if out else None), _DAY.match(one.text)
        verb = this and last and this["verb"] in lexicon().known_verbs | {"完成"}
        if this and last and verb and last["lead"] == this["lead"] and not MARKS.search(this["what"]):
            out[-1] = Piece.of([out[-1], Piece(this["what"], one.cites)], "、")
        else:
            out.append(one)
    return out


def sure(said: list[Piece]) -> list[Piece]:
    """The clauses of a sentence of effects, begun with 确保 where the first tells what does not happen."""
    if not said or not said[0].text.startswith(_NEVER):
        return said
    return [Piece("确保" + said[0].text, said[0].cites), *said[1:]]


def each(said: Piece, more: Piece, verb: str) -> Piece:
    """Two things in a row behind one verb; what is of both is said once: 开展宫颈癌检查、乳腺癌检查各1.1万人以上.

    >>> each(Piece("改造小区12个", ()), Piece("楼栋86栋", ()), "改造").text
    '改造小区12个、楼栋86栋'
    >>> each(Piece("开展适龄妇女宫颈癌检查900人", ()), Piece("适龄妇女乳腺癌检查900人", ()), "开展").text
    '开展适龄妇女宫颈癌检查、乳腺癌检查各900人'
    >>> each(Piece("适龄妇女宫颈癌检查人数达到900人", ()), Piece("适龄妇女乳腺癌检查人数达到900人", ()), "").text
    '适龄妇女宫颈癌检查人数、乳腺癌检查人数均达到900人'
    """
    first, second = COUNTED.search(said.text), COUNTED.search(more.text)
    lead = lead_of([said.text.removeprefix(verb), more.text])
    if first is None or second is None or first[0] != second[0] or len(lead) < _LEAST_LEAD:
        return Piece.of([said, more], "、")
    rest, cites = more.text[len(lead) : second.start()], (*said.cites, *more.cites)
    before = said.text[: first.start()].removesuffix("各")
    if rest.endswith(_REACHED):  # 检查人数达到1.1万人
        return Piece(f"{before.removesuffix(_REACHED)}、{rest.removesuffix(_REACHED)}均{_REACHED}{second[0]}", cites)
    return Piece(f"{before}、{rest}各{second[0]}", cites)


def unrepeated(said: list[Piece]) -> list[Piece]:
    """The clauses, a time that two of them begin with said once: 活动期间旅游收入…，接待游客….

    >>> [one.text for one in unrepeated([Piece("活动期间收入300万元", ()), Piece("活动期间接待游客6万人次", ())])]
    ['活动期间收入300万元', '接待游客6万人次']
    """
    out: list[Piece] = []
    lead = ""
    for one in said:
        found = _TIME.match(one.text)
        again = found is not None and found[0] == lead
        out.append(Piece(one.text.removeprefix(lead), one.cites) if again else one)
        lead = found[0] if found else ""
    return out


def measures(act: Clause, other: Clause) -> bool:
    """Whether an act counts the area or length of what another counts: 修缮房屋建筑面积… beside 修缮房屋4栋."""
    thing = THING.search(other.text)
    return thing is not None and act is not other and act.text.startswith(tuple(thing[1] + word for word in MEASURED))


def alike(deed: str, purpose: str) -> bool:
    """Whether a purpose says what the project is about."""
    own = set(deed[2:])
    return bool(own) and len(own & set(purpose)) >= len(own) * 0.7
