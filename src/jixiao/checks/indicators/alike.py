"""Whether two indicators say the same thing in other words, as learned from labelled pairs of names.

The weights (`schemas/kinds/alike.json`) see how much of the two names is common, how each begins and ends, which words
only one of them has, and whether the targets are the same. They never say it of names that differ in one word that
tells things apart (小学, 初中), as far as such words were seen.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from jixiao.checks.indicators.kinds import unit_of
from jixiao.checks.rows import Row, named
from jixiao.checks.words import bare
from jixiao.quantity import Target, parse_target
from jixiao.resources import folder
from jixiao.segmentation import cut

SURE = 0.8
"""From this chance on two indicators are told to be the same."""
_REMARK = re.compile(r"\(.*?\)|[^\u4e00-\u9fffA-Za-z]")
_ENDS = (2, 3)
_SHARES = (0.01, 0.2, 0.34, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99)
_MOST = 3
_NEAR = 6
# Fewer of two things are the same number by chance.
_FEWEST = 3


def are_one(one: Row, other: Row) -> bool:
    """Whether two rows with amounts that go together are of one thing for sure."""
    a, b = one.target, other.target
    beside = _beside(a, b)
    if named(one) == named(other) or a.change != b.change or "cost" in (one.family.level2, other.family.level2):
        return False
    alike = beside in ("same", "near") if a.base_unit == "%" else beside == "same" and (a.scaled or 0) >= _FEWEST
    return alike and chance(one.name, other.name, (one.value, other.value)) >= SURE


def chance(one: str, other: str, values: tuple[str, str]) -> float:
    """How likely two names with targets are of the same thing, 0..1; which is first does not matter. Where each has a
    word of its own that was never seen, another thing may stand in its place, and it is 0."""
    known = weights()
    if _are_strange(one, other) and _are_strange(other, one):
        return 0.0
    return 1 / (1 + math.exp(-sum(known.get(feature, 0.0) for feature in features(one, other, values))))


def features(one: str, other: str, values: tuple[str, str]) -> list[str]:
    """What is seen of two names and their targets."""
    a, b = (_REMARK.sub("", bare(name)) for name in (one, other))
    targets = [parse_target(value.strip()) for value in values]
    kind = unit_of(targets[0])
    out = ["", f"k:{kind}", f"v:{_beside(targets[0], targets[1])}"]
    words = [list(cut(name)) for name in (a, b)]
    mine, theirs = _only(words[0], b), _only(words[1], a)
    counts = sorted((min(_MOST, len(mine)), min(_MOST, len(theirs))))
    out += [f"n:{counts[0]}{counts[1]}", f"{kind}n:{counts[0]}{counts[1]}"]
    out += [f"c:{_step(_common(set(a), set(b)))}", f"m:{_step(_within(set(a), set(b)))}"]
    out += [f"g:{_step(_common(_grams(a), _grams(b)))}", f"h:{_step(_within(_grams(a), _grams(b)))}"]
    out += [f"^{a[:2] == b[:2]}{a[:2] in b}{b[:2] in a}" if a < b else f"^{a[:2] == b[:2]}{b[:2] in a}{a[:2] in b}"]
    for size in _ENDS:
        ends = sorted((a[-size:], b[-size:]))
        out += [f"${size}{ends[0] == ends[1]}", f"${ends[0]}|{ends[1]}"]
    # What stands before the measure: 合格 of 验收合格率.
    cores = [name[:-2] for name in (a, b)]
    out.append(f"b:{_step(_within(set(cores[0]), set(cores[1])))}")
    out += [f"o:{word}" for word in (*mine, *theirs)]
    out += [f"x:{'|'.join(sorted((x, y)))}" for x in mine for y in theirs]
    out += [f"s:{x[-1] == y[-1]}{bool(set(x) & set(y))}" for x in mine for y in theirs]
    return list(dict.fromkeys(out))


@cache
def weights() -> Mapping[str, float]:
    """By feature how much it speaks for one thing."""
    data: dict[str, float] = json.loads((folder("schemas/kinds") / "alike.json").read_text(encoding="utf-8"))
    return data


def _beside(one: Target, other: Target) -> str:
    """How two targets stand to each other."""
    if one.kind != other.kind:
        return "kind"
    if one.kind == "date":
        return "same" if one.due() == other.due() else "other"
    if one.scaled is None or other.scaled is None:
        return "none"
    if one.base_unit != other.base_unit:
        return "same-number" if one.scaled == other.scaled else "unit"
    near = one.base_unit == "%" and abs(one.scaled - other.scaled) <= _NEAR
    return "same" if one.scaled == other.scaled else "near" if near else "other"


def _are_strange(one: str, other: str) -> bool:
    """Whether a name has a word that the other has not and that the weights do not know."""
    a, b = (_REMARK.sub("", bare(name)) for name in (one, other))
    return any(f"o:{word}" not in weights() for word in _only(cut(a), b) if len(word) > 1)


def _only(words: Sequence[str], name: str) -> list[str]:
    """The words that another name does not have."""
    return [word for word in words if word not in name]


def _common(one: frozenset[str] | set[str], other: frozenset[str] | set[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _within(one: frozenset[str] | set[str], other: frozenset[str] | set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _step(share: float) -> int:
    return sum(share >= step for step in _SHARES)


@lru_cache(maxsize=8192)
def _grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))
