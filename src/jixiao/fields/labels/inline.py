"""Labels with their values in one line."""

from __future__ import annotations

import re
from itertools import pairwise

from jixiao.evidence import Passage, Role

_OF_WHICH = re.compile(r"^\s*其中[:：]\s*(?=[^:：]{2,24}[:：])")
_SAID = re.compile(r"([^\s:：]{1,16})[:：]\s*")


def said_pairs(passage: Passage) -> list[tuple[Passage, Passage]]:
    """Labels with their values in one line, each before a colon; none where the line begins otherwise."""
    if of_which := _OF_WHICH.match(passage.text):
        passage.cut(0, of_which.end()).claim(Role.LABEL)
        passage = passage.cut(of_which.end())
    cuts = [0, *(m.start() for m in re.finditer(r"\s(?=[^\s:：]{1,12}[:：])", passage.text)), len(passage.text)]
    out = []
    for part in (passage.cut(a, b).strip() for a, b in pairwise(cuts)):
        match = _SAID.match(part.text)
        if match is None:
            return []
        if value := part.cut(match.end()).strip():
            out.append((part.cut(*match.span(1)), value))
    return out
