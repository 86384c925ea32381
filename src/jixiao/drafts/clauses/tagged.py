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
from typing import Any, NamedTuple

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
_NEVER, _TINY = -90.0, 1e-40
_STRANGE = 0.3  # what was never dropped is hardly to be dropped


# By whether a word begins and by label: those that may stand before it, with their weight and its exponential.
Ways = Sequence[Sequence[Sequence[tuple[int, float, float]]]]


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
    ways: Ways
    leads: Sequence[str]
    led: Mapping[str, Sequence[float]]
    joins: Sequence[tuple[str, str]]
    joined: Mapping[str, Sequence[float]]
    drops: Sequence[str]


def seen(kind: str, name: str, unit: str) -> list[tuple[list[str], list[list[str]]]]:
    """Of each word what the tagger sees of it, and besides of each of its characters."""
    parts = cut(name)
    said = ["", "", *name, "", ""]
    tags = [_sort(part) for part in parts]
    out: list[tuple[list[str], list[list[str]]]] = []
    at, last = 0, len(parts) - 1
    ends, ending, before_end = parts[last], tags[last], parts[last - 1] if last else ""
    for n, part in enumerate(parts):
        before, after = (parts[n - 1], tags[n - 1]) if n else _NONE, (parts[n + 1], tags[n + 1]) if n < last else _NONE
        place, back, tag = min(n, _NEAR), min(last - n, _NEAR), tags[n]
        shared = [
            kind, f"w{part}", f"t{tag}", f"p{place}{tag}", f"b{back}{tag}", f"pb{place}{back}",
            f"a{after[0]}", f"at{tag},{after[1]}", f"z{before[0]}", f"zt{before[1]},{tag}", f"b{back}{part}",
            f"p{place}{part}", f"bu{back}{unit}", f"e{part[-1]}", f"zat{before[1]},{tag},{after[1]}",
            f"{kind}t{tag}{back}", f"l{ends},{back}", f"lt{ending},{back}{tag}", f"l2{before_end},{back}",
            f"f{tags[0]},{tag}", f"f{tags[0]},{back}", f"f{tags[0]}p{place}",
        ]  # fmt: skip
        chars = []
        for i in range(len(part)):
            here, left = at + i + 2, len(name) - at - i
            inner, char = "b" if not i else "e" if i == len(part) - 1 else "m", said[here]
            chars.append([
                f"c{char}", f"c-{said[here - 1]}", f"c+{said[here + 1]}", f"c2{said[here - 1]}{char}",
                f"c3{char}{said[here + 1]}", f"c4{said[here + 1]}{said[here + 2]}", f"i{inner}{char}",
                f"r{min(left, _TAIL)}{char}", f"u{unit},{char}" if left < _TAIL else "u", f"i{inner}{tag}",
            ])  # fmt: skip
        out.append((shared, chars))
        at += len(part)
    return out


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
    known = (
        "V" if word in words.known_turned else "v" if word in words.known_verbs else "h" if word in words.heads else ""
    )
    return "+".join(sorted(sorts(word))) + known if word else ""


@lru_cache(maxsize=4096)
def taken_apart(kind: str, name: str, unit: str) -> Taken:
    """The best reading of the name of something counted in that unit, or of a time."""
    return best(known(), kind, name, unit)


def best(learned: Weights, kind: str, name: str, unit: str) -> Taken:
    """The best reading by these weights, and its chance."""
    scores, begins = [], []
    for shared, chars in seen(kind, name, unit):
        word = _sum(learned.of, shared, [0.0] * len(LABELS))
        scores += [_sum(learned.of, own, word) for own in chars]
        begins += [True, *[False] * (len(chars) - 1)]
    labels, chance = path(scores, begins, learned.ways)
    piece = pieces(name, labels)
    if piece["D"] not in (*learned.drops, unit, f"{unit}数"):
        chance *= _STRANGE
    whole = seen_whole(kind, unit, piece["F"] + piece["G"], piece["K"] + piece["A"], name)
    lead, sure = _most(_sum(learned.led, whole, [0.0] * len(learned.leads)))
    join, certain = _most(_sum(learned.joined, whole, [0.0] * len(learned.joins)))
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


def path(scores: Sequence[Sequence[float]], begins: Sequence[bool], ways_to: Ways) -> tuple[str, float]:
    """The labels that go best together, and their share of all."""
    every = range(len(LABELS))
    top, total = list(scores[0]), list(scores[0])
    ways: list[list[int]] = []
    for own, begin in zip(scores[1:], begins[1:], strict=True):
        most = max(total)
        odds = [math.exp(one - most) for one in total]
        way, best_of, sums = [], [], []
        for b, before in enumerate(ways_to[begin]):
            if not before:
                way.append(0)
                best_of.append(_NEVER)
                sums.append(_NEVER)
                continue
            first = max(before, key=lambda one: top[one[0]] + one[1])
            way.append(first[0])
            best_of.append(top[first[0]] + first[1] + own[b])
            sums.append(most + math.log(sum(odds[a] * factor for a, _, factor in before) or _TINY) + own[b])
        top, total = best_of, sums
        ways.append(way)
    most = max(total)
    at = max(every, key=top.__getitem__)
    chance = math.exp(top[at] - most) / sum(math.exp(one - most) for one in total)
    labels = [at]
    for way in reversed(ways):
        labels.append(way[labels[-1]])
    return "".join(LABELS[one] for one in reversed(labels)), chance


def _sum(weights: Mapping[str, Sequence[float]], features: Sequence[str], start: list[float]) -> list[float]:
    rows = [row for feature in features if (row := weights.get(feature)) is not None]
    return [sum(column) for column in zip(start, *rows, strict=True)]


def _most(scores: Sequence[float]) -> tuple[int, float]:
    """The place of the largest, and its share."""
    at = max(range(len(scores)), key=scores.__getitem__)
    return at, 1 / sum(math.exp(one - scores[at]) for one in scores)


def ways_of(steps: Sequence[Sequence[Sequence[float]]]) -> Ways:
    """The labels that may follow each other, by the weights of all that might; what was never seen never follows."""
    size = range(len(LABELS))
    return [
        [[(a, table[a][b], math.exp(table[a][b])) for a in size if table[a][b] > _NEVER] for b in size]
        for table in steps
    ]


def weights_of(data: Mapping[str, Any]) -> Weights:
    """The weights as they are kept in the file, ready to be used."""
    rest = {name: value for name, value in data.items() if name not in ("steps", "joins")}
    return Weights(ways=ways_of(data["steps"]), joins=[tuple(join) for join in data["joins"]], **rest)


@cache
def known() -> Weights:
    """What was learned, read once."""
    return weights_of(json.loads((folder("schemas/names") / "names.json").read_text(encoding="utf-8")))
