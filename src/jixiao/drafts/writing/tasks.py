"""What is counted, in a row: what is done in the order of the form, neighbours that share a verb behind one verb.

>>> def show(*said):
...     clauses = [Clause(text, form, (text,), verb) for text, form, verb in said]
...     print("，".join(piece.text for piece in tasks(clauses)))
>>> show(("改造小区12个", "act", "改造"), ("加装电梯16部", "act", "加装"), ("改造建筑面积24万平方米", "state", ""))
改造小区12个、建筑面积24万平方米，加装电梯16部
>>> show(("完成民兵训练3批次", "act", "完成"), ("完成民兵训练240人", "act", "完成"))
完成民兵训练3批次、240人
>>> show(("在岗志愿者180人", "state", ""), ("组织集中培训1期", "act", "组织"))
组织集中培训1期，在岗志愿者180人
>>> show(("购置摄像机6台、每台不超过14万元", "act", "购置"), ("购置工作站4套", "act", "购置"))
购置摄像机6台、每台不超过14万元，购置工作站4套
>>> show(("购置摄像机6台（每台不超过14万元）", "act", "购置"), ("购置工作站4套", "act", "购置"))
购置摄像机6台（每台不超过14万元）、工作站4套
"""

from __future__ import annotations

import re
from collections.abc import Collection

from jixiao.drafts.clauses.clause import Clause, Piece
from jixiao.drafts.clauses.joined import MARKS
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.writing.beside import COUNTED, MEASURED, THING, each, measures

_VERB = 2
# A price or a part behind what it is of.
_BESIDE = re.compile("（(?:每|[一-龥]均|其中)[^（）]*）")


def tasks(said: list[Clause], main: str = "", late: Collection[str] = ()) -> list[Piece]:
    """The clauses of what is counted, one verb for those that share it; what is only stated does not stand first.

    `main` is the path of what the project is called by, which goes before all; `late` are those of what the form prints
    among the effects, which goes last.
    """
    verbs = {one.verb for one in said if one.form == "act" and len(one.verb) >= _VERB}
    said = [one if one.verb else _acted(one, verbs) for one in said]
    late = {one.text for one in said if one.cites[0] in late or _meets(one)}
    acts = [one for one in said if one.form == "act"]
    first = [one for one in said if one.cites[0] == main] or [one for one in acts if one.text not in late][:1]
    order = list(dict.fromkeys(one.verb or one.text for one in [*first, *said]))
    pieces: list[Piece] = []
    verb, plain = "", False
    place = {one: order.index(one.verb or one.text) for one in said}
    said.sort(key=lambda one: (one.text in late, place[one], any(measures(one, act) for act in acts)))
    for one in said:
        rest = one.text.removeprefix(one.verb)
        if pieces and (thing := THING.search(pieces[-1].text)) and rest.startswith(thing[1]):
            rest = rest.removeprefix(thing[1]) if rest[len(thing[1]) :].startswith(MEASURED) else rest
        if pieces and one.verb and one.verb == verb and (thing := THING.search(pieces[-1].text)):
            rest = _again(rest, thing[1].removeprefix(verb))
        shared = one.verb or (pieces and re.search("各|均达到", each(pieces[-1], Piece(rest, one.cites), "").text))
        if pieces and shared and one.verb == verb and plain and not MARKS.search(rest):
            pieces[-1] = each(pieces[-1], Piece(rest, one.cites), verb)
        else:
            pieces.append(Piece(one.text, one.cites))
        bare = _BESIDE.sub("", one.text)
        row = "每" not in bare and all(COUNTED.search(part) for part in bare.split("、"))  # no price in between
        verb, plain = one.verb, row or not MARKS.search(one.text)
    return pieces


def _again(rest: str, thing: str) -> str:
    """A thing and its number without the thing where it was just counted otherwise: 民兵训练3批次、240人."""
    after = rest.removeprefix(thing)
    return after if after != rest and after[:1].isdigit() else rest


def _meets(one: Clause) -> bool:
    """Whether it is a meeting about the work, which does not stand before it."""
    return one.text.startswith("召开")


def _acted(one: Clause, verbs: set[str]) -> Clause:
    """What begins with the verb of what is done is done too, and stands behind that verb."""
    verb = next((verb for verb in verbs if one.text.startswith(verb) and verb not in lexicon().modifying), "")
    return one._replace(form="act", verb=verb) if verb and one.text[len(verb) : len(verb) + 1] > "一" else one
