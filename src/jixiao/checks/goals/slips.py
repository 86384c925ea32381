"""Slips of the pen: a character written twice, left out, or taken for one that sounds or looks like it.

What people write is known from counts (`schemas/language`). A place is looked at where two characters stand together
that do not otherwise, and told where one slip explains it by something that is often written.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from jixiao.resources import folder
from jixiao.text import printed

_HAN = re.compile("[\u4e00-\u9fff]{2,}")
# Behind a digit the first character counts (1860组正常运行) and belongs to no word.
_RUN = re.compile("((?:(?<=\\d)[\u4e00-\u9fff])?)[\u4e00-\u9fff]{2,}")
# What is often written is known in pieces of so many characters.
_LONG = (5, 4, 3)
# Single characters that stand before anything.
_JOINS = frozenset("的为对和与及并在将等各每本该以了是有由到从向不无使让给个")
# A piece of three characters explains a slip only where it ends as a measure does: shorter names are often cut (科创).
_MEASURES = frozenset("度率数性量额")


class Slip(NamedTuple):
    """What is written and what was meant."""

    written: str
    meant: str


@dataclass(frozen=True, slots=True)
class _Language:
    """`words` and `seen` are pairs of characters, `bound` those that have one character before them nearly always,
    `often` what is often written, `alike` the characters that one is taken
    for, `within` what stands between two."""

    words: frozenset[str]
    seen: frozenset[str]
    chars: frozenset[str]
    bound: Mapping[str, str]
    often: frozenset[str]
    alike: Mapping[str, frozenset[str]]
    within: Mapping[str, str]

    def is_odd(self, pair: str) -> bool:
        """Whether two common characters do not otherwise stand together."""
        return pair not in self.words and pair not in self.seen and self.chars.issuperset(pair)


def slips_in(text: str, beside: frozenset[str] = frozenset()) -> list[Slip]:
    """The slips of a text, in order, each once; `beside` is what else is written on the form (`pieces`)."""
    runs = (match[0].removeprefix(match[1]) for match in _RUN.finditer(printed(text)))
    found = [slip for run in runs for slip in _in_run(run, beside)]
    return list(dict.fromkeys(found))


def pieces(text: str) -> frozenset[str]:
    """What is written in a text, in pieces by which a slip elsewhere is explained."""
    runs = _HAN.findall(printed(text))
    return frozenset(run[i : i + n] for run in runs for n in _LONG for i in range(len(run) - n + 1))


def _in_run(run: str, beside: frozenset[str]) -> tuple[Slip, ...]:
    out: list[Slip] = []
    last = -1
    for i in range(len(run) - 1):
        slip = _at(run, i, beside) if i > last else None
        if slip is not None:
            out.append(slip)
            last = i + 2  # the next pair is odd for the same reason
    return tuple(out)


def _at(run: str, i: int, beside: frozenset[str]) -> Slip | None:
    if not _language().is_odd(run[i : i + 2]):
        return _beheaded(run, i)
    return _doubled(run, i) or _beheaded(run, i + 1) or _taken(run, i, beside) or _left_out(run, i, beside)


def _doubled(run: str, i: int) -> Slip | None:
    """合格格率: a character twice that ends one word and begins no other."""
    char, words = run[i], _language().words
    if run[i + 1] != char or not i:
        return None
    before, after = run[i - 1 : i + 1], run[i + 1 : i + 3]
    ends = before in words or run[max(0, i - 2) : i + 1] in _language().often
    if not ends or (len(after) > 1 and (after in words or before + after[1:] not in _language().often)):
        return None
    return Slip(before + run[i + 1 : i + 3], before + after[1:])


def _taken(run: str, i: int, beside: frozenset[str]) -> Slip | None:
    """满议度: one of the two is taken for another, and forms no word with its other neighbour."""
    language = _language()
    for at, other in ((i, run[i - 1 : i + 1] if i else ""), (i + 1, run[i + 1 : i + 3])):
        if other in language.words or run[at] in _JOINS:
            continue
        for char in sorted(language.alike.get(run[at], ())):
            meant = run[:at] + char + run[at + 1 :]
            for start, end in _windows(max(0, at - 1), min(at + 2, len(run)), len(run)):
                if _explains(meant[start:end], beside):
                    return Slip(run[start:end], meant[start:end])
    return None


def _left_out(run: str, i: int, beside: frozenset[str]) -> Slip | None:
    """验合格: a character between the two, of which the first ends no word."""
    language = _language()
    if run[i] in _JOINS or run[i - 1 : i + 1 if i else 0] in language.words:
        return None
    if i and run[max(0, i - 2) : i] not in language.words:
        return None  # the character before stands alone too: the two may be a word (初验|通过)
    for char in language.within.get(run[i : i + 2], ""):
        if run[i + 1 : i + 3] in language.words and run[i] + char not in language.words:
            continue  # the word that is there would be cut in two: 抢通|时间
        meant = run[: i + 1] + char + run[i + 1 :]
        for start, end in _windows(i, i + 3, len(meant)):
            piece = meant[start:end]  # of four characters many are short for something else (奖补标准)
            if piece in beside or (len(piece) == _LONG[0] and _explains(piece, beside)):
                return Slip(run[start : end - 1], piece)
    return None


def _beheaded(run: str, i: int) -> Slip | None:
    """人员意度: a pair that has nearly always the same character before it has another one, that makes no word."""
    language, pair = _language(), run[i : i + 2]
    due = language.bound.get(pair)
    if due is None or not i or run[i - 1] == due or run[i - 1] in _JOINS:
        return None
    if (
        run[i - 1 : i + 1] in language.words
        or pair[1:] + run[i + 2 : i + 3] in language.words
        or due + pair not in language.often
        or due + pair[0] not in language.words  # one word cut, and no two that stand together (铺设|雨污)
    ):
        return None
    return Slip(run[i - 1 : i + 2], run[i - 1] + due + pair)


def _windows(start: int, end: int, length: int) -> Iterator[tuple[int, int]]:
    """The pieces of a run that hold all from start to end, the longest first."""
    for size in _LONG:
        for begin in range(max(0, end - size), min(start, length - size) + 1):
            yield begin, begin + size


def _explains(meant: str, beside: frozenset[str]) -> bool:
    """Whether a piece is written often enough, or elsewhere on the form."""
    known = meant in _language().often or meant in beside
    return known and (len(meant) > _LONG[-1] or meant[-1] in _MEASURES)


@cache
def _language() -> _Language:
    data = json.loads((folder("schemas/language") / "slips.json").read_text(encoding="utf-8"))
    words, seen = (frozenset(a + b for a, others in data[name].items() for b in others) for name in ("words", "seen"))
    alike: dict[str, set[str]] = defaultdict(set)
    for group in (*data["sounds"], *data["shapes"]):
        for char in group:
            alike[char].update(group.replace(char, ""))
    within: dict[str, str] = defaultdict(str)
    for text in data["often"]:
        for a, char, b in zip(text, text[1:], text[2:], strict=False):
            if char not in within[a + b]:
                within[a + b] += char
    return _Language(
        words,
        seen,
        frozenset("".join(seen | words)),
        data["bound"],
        frozenset(data["often"]),
        {char: frozenset(others) for char, others in alike.items()},
        within,
    )
