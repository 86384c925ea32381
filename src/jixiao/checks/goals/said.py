"""The numbers of a goal that say one thing each, with the words that tell of what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.grounding.prose.mentions import Mention
from jixiao.grounding.prose.quantities import Quantity
from jixiao.text import key

NEARLY = re.compile(
    "(?:不少于|不低于|不超过|不高于|不多于|至少|达到?|超过?|共计?|约|近|各|为|了|到|至|在|以[上下内]|左右|突破)+$"
)
"""What stands between what is counted and its number."""
# Behind a number these begin the next thing said.
_GOES_ON = tuple("、和及与")
_MARKS = "，,。；;：:\n"
_CHANGED = re.compile("提高|提升|增加|上升|扩大|缩短|降低|下降|减少|[升降增减、和及]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a goal and the words before and behind it, since the mark or number before, to those after it."""

    mention: Mention
    before: str
    behind: str
    clause: str

    @property
    def quantity(self) -> Quantity:
        """What it says."""
        assert self.mention.quantity is not None
        return self.mention.quantity


def figures_of(text: str, mentions: Sequence[Mention]) -> list[Figure]:
    """The numbers of a text that say one thing each, in order."""
    out = []
    for i, one in enumerate(mentions):
        if one.quantity is None or len(one.quantity.values) != 1 or one.date is not None:
            continue
        begin = max((text.rfind(mark, 0, one.start) for mark in _MARKS), default=-1) + 1
        end = min((at for mark in _MARKS if (at := text.find(mark, one.end)) >= 0), default=len(text))
        first = max(begin, mentions[i - 1].end if i else 0)
        if len(_CHANGED.sub("", NEARLY.sub("", key(text[first : one.start])))) <= 1:
            first = begin  # 由72%提高到80%, 2期180人次
        last = min(end, mentions[i + 1].start if i + 1 < len(mentions) else len(text))
        behind = key(text[one.end : last])
        behind = "" if behind[:1] in _GOES_ON else behind.partition("、")[0]
        out.append(Figure(one, key(text[first : one.start]), behind, key(text[begin:end])))
    return out
