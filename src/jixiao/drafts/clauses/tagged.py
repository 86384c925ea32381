"""Names taken apart by a learned tagger: of each character what becomes of it, and with which words it is said.

A clause is mostly the pieces of the name in another order and the value: of 候车亭维修数 / ≥85座 it is 维修候车亭85座
以上. The weights (`schemas/names/names.json`) were learned from such lines; `chance` is how likely a reading is.

>>> taken_apart("quantity", "公交候车亭维修数", "座")[:4]
('', '维修', '公交候车亭', '')
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from jixiao.drafts.language.lexicon import lexicon
from jixiao.resources import folder
from jixiao.segmentation import cut, sorts

LABELS = "KFkDAGa"
"""Of a character: it stays before the number (K, behind the verb k), it is the verb that goes first, it is dropped, it
stands behind the number (A, behind the verb there a), it is the verb there."""
THINGS = {"k": "K", "a": "A"}
"""The same piece, wherever the verb stands."""
_NONE = ("", "")
_NEAR, _TAIL = 2, 4
_STRANGE = 0.3  # what was never dropped is hardly to be dropped


class Taken(NamedTuple):
    """A name taken apart: what is put before it, its verb, its thing, what joins thing and number, and what follows."""

    led: str
    verb: str
    thing: str
    link: str
    between: str
    done: str
    after: str
    chance: float


class Weights(NamedTuple):
    """What was learned: of each feature the weight of each label; of labels that follow each other, within words and
    between them; of each feature the weight of each word that is put before a name, and behind it; what was dropped."""

    of: Mapping[str, Sequence[float]]
    steps: Sequence[Sequence[Sequence[float]]]
    leads: Sequence[str]
    led: Mapping[str, Sequence[float]]
    joins: Sequence[tuple[str, str]]
    joined: Mapping[str, Sequence[float]]
    drops: Sequence[str]


def seen(kind: str, name: str, unit: str) -> tuple[list[list[str]], list[bool]]:
    """Of each character what the tagger sees, and whether a word begins with it."""
    parts = cut(name)
    said = ["", "", *name, "", ""]
    tags = [_sort(part) for part in parts]
    out: list[list[str]] = []
    begins: list[bool] = []
    at, last = 0, len(parts) - 1
    for n, part in enumerate(parts):
        before, after = (parts[n - 1], tags[n - 1]) if n else _NONE, (parts[n + 1], tags[n + 1]) if n < last else _NONE
        place, back = min(n, _NEAR), min(last - n, _NEAR)
        shared = [
            f"{kind}", f"w{part}", f"t{tags[n]}", f"p{place}{tags[n]}", f"b{back}{tags[n]}", f"pb{place}{back}",
            f"a{after[0]}", f"at{tags[n]},{after[1]}", f"z{before[0]}", f"zt{before[1]},{tags[n]}", f"b{back}{part}",
            f"p{place}{part}", f"bu{back}{unit}", f"e{part[-1]}", f"zat{before[1]},{tags[n]},{after[1]}",
            f"{kind}t{tags[n]}{back}",
            f"l{parts[last]},{back}", f"lt{tags[last]},{back}{tags[n]}", f"l2{parts[last - 1] if last else ''},{back}",
            f"f{tags[0]},{tags[n]}", f"f{tags[0]},{back}", f"f{tags[0]}p{place}",
        ]  # fmt: skip
        for i in range(len(part)):
            here = at + i + 2
            inner = "b" if not i else "e" if i == len(part) - 1 else "m"
            own = [
                f"c{said[here]}", f"c-{said[here - 1]}", f"c+{said[here + 1]}", f"c2{said[here - 1]}{said[here]}",
                f"c3{said[here]}{said[here + 1]}", f"c4{said[here + 1]}{said[here + 2]}", f"i{inner}{said[here]}",
                f"r{min(len(name) - at - i, _TAIL)}{said[here]}",
                f"u{unit},{said[here]}" if len(name) - at - i < _TAIL else "u",
                f"i{inner}{tags[n]}",
            ]  # fmt: skip
            out.append(shared + own)
            begins.append(i == 0)
        at += len(part)
    return out, begins


def seen_whole(kind: str, unit: str, verb: str, thing: str, name: str) -> list[str]:
    """What is seen where a word before the name, or one that joins it to its number, is chosen."""
    parts = cut(thing) if thing else ("",)
    tags = [_sort(part) for part in parts]
    some = [
        f"v{bool(verb)}",
        f"u{unit}",
        f"l{parts[-1]}",
        f"f{parts[0]}",
        f"e{thing[-1:]}",
        f"e2{thing[-2:]}",
        f"n{name[-1]}",
    ]
    some += [f"n2{name[-2:]}", f"lt{tags[-1]}", f"ft{tags[0]}", f"fl{tags[0]},{tags[-1]}", f"lu{parts[-1]},{unit}"]
    some += [f"w{part}" for part in parts] + [f"l2{''.join(parts[-2:])}", f"lut{tags[-1]},{unit}", f"b2{thing[:2]}"]
    return [kind, *(f"{kind}{bool(verb)}{one}" for one in some)]


@lru_cache(maxsize=8192)
def _sort(word: str) -> str:
    """What kind of word it is, and whether it is known to be a verb or to count."""
    words = lexicon()
    known = "V" if word in words.turned else "v" if word in words.verbs else "h" if word in words.heads else ""
    return "+".join(sorted(sorts(word))) + known if word else ""


@lru_cache(maxsize=4096)
def taken_apart(kind: str, name: str, unit: str) -> Taken:
    """The best reading of the name of something counted in that unit, or of a time."""
    return best(known(), kind, name, unit)


def best(learned: Weights, kind: str, name: str, unit: str) -> Taken:
    """The best reading by these weights, and its chance."""
    features, begins = seen(kind, name, unit)
    scores = [_sum(learned.of, some, len(LABELS)) for some in features]
    labels, chance = path(scores, begins, learned.steps)
    piece = pieces(name, labels)
    if piece["D"] not in (*learned.drops, unit, f"{unit}数"):
        chance *= _STRANGE
    whole = seen_whole(kind, unit, piece["F"] + piece["G"], piece["K"] + piece["A"], name)
    lead, sure = _most(_sum(learned.led, whole, len(learned.leads)))
    join, certain = _most(_sum(learned.joined, whole, len(learned.joins)))
    link, between = learned.joins[join]
    return Taken(
        learned.leads[lead], piece["F"], piece["K"], link, between, piece["G"], piece["A"], chance * sure * certain
    )


def pieces(name: str, labels: str) -> dict[str, str]:
    """The characters of each label, those of one piece together."""
    out = dict.fromkeys(LABELS, "")
    for char, label in zip(name, labels, strict=True):
        out[THINGS.get(label, label)] += char
    return out


def path(
    scores: Sequence[Sequence[float]], begins: Sequence[bool], steps: Sequence[Sequence[Sequence[float]]]
) -> tuple[str, float]:
    """The labels that go best together, and their share of all."""
    every = range(len(LABELS))
    top, total = list(scores[0]), list(scores[0])
    ways: list[list[int]] = []
    for own, begin in zip(scores[1:], begins[1:], strict=True):
        step = steps[begin]
        most = max(total)
        odds = [math.exp(one - most) for one in total]
        way = [max(every, key=lambda a, b=b: top[a] + step[a][b]) for b in every]  # type: ignore[misc]
        top = [top[way[b]] + step[way[b]][b] + own[b] for b in every]
        total = [most + math.log(sum(odds[a] * math.exp(step[a][b]) for a in every)) + own[b] for b in every]
        ways.append(way)
    most = max(total)
    at = max(every, key=lambda a: top[a])
    chance = math.exp(top[at] - most) / sum(math.exp(one - most) for one in total)
    labels = [at]
    for way in reversed(ways):
        labels.append(way[labels[-1]])
    return "".join(LABELS[one] for one in reversed(labels)), chance


def _sum(weights: Mapping[str, Sequence[float]], features: Sequence[str], size: int) -> list[float]:
    sums = [0.0] * size
    for feature in features:
        if (row := weights.get(feature)) is not None:
            sums = [a + b for a, b in zip(sums, row, strict=True)]
    return sums


def _most(scores: Sequence[float]) -> tuple[int, float]:
    """The place of the largest, and its share."""
    at = max(range(len(scores)), key=scores.__getitem__)
    return at, 1 / sum(math.exp(one - scores[at]) for one in scores)


@cache
def known() -> Weights:
    """What was learned, read once."""
    data = json.loads((folder("schemas/names") / "names.json").read_text(encoding="utf-8"))
    data["joins"] = [tuple(join) for join in data["joins"]]
    return Weights(**data)
