"""How far what a form says agrees with a type of project or a field of work, beside all others.

A name tells a type by one word (运维, 食品安全) that others share; the whole of name, goal and indicators, weighed by
how few types have a pair of characters, tells whether it is meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from math import log, sqrt

from jixiao.library.names import bare, bigrams
from jixiao.library.profile import Card
from jixiao.library.vocabulary import ProjectType, vocabulary
from jixiao.library.works import Work, works

# What stands in the name tells so many times as much.
_NAMED = 1.5
_SLOT = "{}"
Pairs = Mapping[str, frozenset[str]]


def agreement(card: Card, kind: ProjectType | Work) -> tuple[float, int]:
    """How much the form has of what the type speaks of, as a share (0..1) of what it has of the type it agrees with
    most; and how many types agree more."""
    shares = _shares(card, isinstance(kind, Work))
    mine, most = shares[kind.name], max(shares.values())
    return (mine / most if most else 0.0), sum(share > mine for share in shares.values())


@lru_cache(maxsize=256)
def _shares(card: Card, of_works: bool) -> Mapping[str, float]:
    """Cosine of the form with each type, or each field of work, up to a factor of the form's own."""
    rare, name = _rare(), frozenset(bigrams(bare(card.name)))
    body = Counter(bigrams("。".join((card.purpose, *(entry.name for entry in card.entries)))))
    said = {
        pair: rare[pair] * (1 + log(1 + body[pair])) * (_NAMED if pair in name else 1.0)
        for pair in name | body.keys()
        if pair in rare
    }
    return {
        kind: sum(said[pair] * rare[pair] for pair in pairs if pair in said) / sqrt(sum(rare[p] ** 2 for p in pairs))
        for kind, pairs in _spoken(of_works).items()
    }


@cache
def _spoken(of_works: bool) -> Pairs:
    """The pairs of characters of each field of work, or of each type's words and of the indicators of its own."""
    if of_works:
        said = {
            work.name: [*work.words, *work.weak]
            + [text for ask in work.asks for text in (ask.name, *ask.needs, *ask.aspect.words)]
            for work in works()
        }
    else:
        said = {
            kind.name: [*kind.words, kind.thing]
            + [t for usual in kind.indicators if usual.own for t in (usual.name.replace(_SLOT, ""), *usual.needs)]
            for kind in vocabulary().frame.types
        }
    return {name: frozenset(pair for text in texts for pair in bigrams(text)) for name, texts in said.items()}


@cache
def _rare() -> Mapping[str, float]:
    """How much a pair of characters tells: the fewer types and fields have it, the more."""
    every = [*_spoken(True).values(), *_spoken(False).values()]
    held = Counter(pair for pairs in every for pair in pairs)
    return {pair: log((1 + len(every)) / count) for pair, count in held.items()}
