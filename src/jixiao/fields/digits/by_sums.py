"""Worn digits that may be either of two, settled by the sum that closes with one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from jixiao.evidence import Doubt, DoubtCode, Passage, Word
from jixiao.fields.digits.sums import balance_of
from jixiao.records.paths import FieldPath
from jixiao.votes import Voter

_WEIGHT = re.compile(r"indicators\[\d+\]\.weight")
# What takes part in sums.
_SUMMED = ("indicators", "funds", "budget", "tasks", "tasks_total", "rows")


def settle(kind: str, plain: dict[str, Any], read: dict[str, Passage]) -> bool:
    """Give numbers whose sum does not close the digit with which it does; whether any has changed.

    `plain` is the record as plain values, `read` its values read by OCR by field path; these change, and what they
    were stays on their words as a doubt. A single number changes, or all weights of a list that may be `4` for `1`.
    """
    if not read:
        return False
    open_ = balance_of(kind, plain).open
    others = {p: text for p in sorted(open_ & read.keys()) if (text := _other(read[p])) != read[p].text}
    stems = {p: "4" for p, text in others.items() if _WEIGHT.fullmatch(p) and (read[p].text, text) == ("1", "4")}
    ways = {tuple(way): way for way in (stems, *({p: text} for p, text in others.items())) if way}
    closed = {paths: _closed(kind, plain, way, open_) for paths, way in ways.items()}
    # where two ways close a sum, it does not tell which of them is right
    told = [p for p, gain in closed.items() if gain and not any(gain & g for q, g in closed.items() if q != p)]
    for paths in told:
        for path in paths:
            _take(read[path])
    return bool(told)


def _closed(kind: str, plain: dict[str, Any], way: dict[str, str], open_: set[str]) -> set[str]:
    """The paths whose sums close with these texts; none where one of the texts is in no sum that closes."""
    tried = {name: deepcopy(plain[name]) for name in _SUMMED if name in plain}
    for path, text in way.items():
        FieldPath(path).put(tried, text)
    balance = balance_of(kind, tried)
    met = balance.open < open_ and way.keys() <= balance.closed - balance.open
    return open_ - balance.open if met else set()


def _worn(passage: Passage) -> Iterator[tuple[Word, Doubt, int]]:
    """The worn digits of the passage: their word, the doubt, and their place in the passage's text."""
    for (word, start, end), at in zip(passage.pieces, passage.spans, strict=True):
        for doubt in word.doubts:
            if doubt.code == DoubtCode.WORN and start <= doubt.start < doubt.end <= end and doubt.other:
                yield word, doubt, at + doubt.start - start


def _other(passage: Passage) -> str:
    """The text with what its worn digits may be else."""
    text = passage.text
    for _, doubt, at in _worn(passage):
        text = text[:at] + (doubt.other or "") + text[at + 1 :]
    return text


def _take(passage: Passage) -> None:
    passage.text = _other(passage)
    for word, doubt, _ in list(_worn(passage)):
        word.mend(doubt.start, doubt.end, doubt.other or "", Voter.SUMS, DoubtCode.WORN)
