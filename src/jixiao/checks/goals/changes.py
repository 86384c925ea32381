"""Changes by a share that a goal promises against a year before (疫情发生面积较上年下降10%), and no indicator has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.checks.judgement import pairs
from jixiao.text import key

_CHANGE = re.compile(
    "(?P<thing>[\u4e00-\u9fff]{3,14}?)(?:同?比|较|与)(?:20\\d\\d年度?|上一?年度?|去年|同期|往年)?(?:同期|相比)?(?:再|均)?"
    "(?P<way>下降|降低|减少|压减|增长|提高|增加|上升|提升)(?:率|幅度?)?(?:不低于|不少于|达到?|至少)?"
    "(?P<share>\\d[\\d.]*)%(?P<behind>以[上内下])?"
)
_LEAD = re.compile("^(?:使|将|力争|确保|实现|推动|促进|全[市县区省年]|本?年度?|其中)+")
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """What is to change, how, by what share, and the words that say it."""

    thing: str
    way: str
    share: str
    said: str


def changes_without(text: str, rows: Sequence[tuple[str, str]]) -> Iterator[Change]:
    """The changes of a goal that no row (name and target) has: neither its share nor half of what changes."""
    for match in _CHANGE.finditer(key(text)):
        thing = _LEAD.sub("", match["thing"])
        own = pairs(thing)
        if not own or any(
            f"{match['share']}%" in key(value) or len(own & pairs(name)) > _HALF * len(own) for name, value in rows
        ):
            continue
        yield Change(thing, match["way"], match["share"], _LEAD.sub("", match[0]))
