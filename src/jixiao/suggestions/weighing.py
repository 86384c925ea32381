"""How likely a project has an indicator, by what a library shows: a few features and their learned weights.

The weights stand in `schemas/library/ranking.json`; `eval/training/suggestion_ranking.py` learns them.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log

from jixiao import resources
from jixiao.errors import ResourceError
from jixiao.library import Card, Library, Peer, vocabulary
from jixiao.library.names import bigrams

FEATURES = ("alike", "common", "wanting", "full", "mentioned", "framed")
_FILE = "ranking.json"
_FULL = 4
_FREQUENT = 500
# So that what nobody has is not minus infinity.
_LIKE_FLOOR, _COUNT_FLOOR = 0.01, 0.2


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned weights: of features less their mean in units of their spread."""

    base: float
    weights: Mapping[str, float]
    mean: Mapping[str, float]
    spread: Mapping[str, float]

    def likelihood(self, features: Mapping[str, float]) -> float:
        """How likely (0..1) a project with these features has the indicator."""
        total = sum(self.weights[n] * (features[n] - self.mean[n]) / self.spread[n] for n in FEATURES)
        return 1 / (1 + exp(-self.base - total))


@cache
def weights() -> Weights:
    """The weights of this installation; ResourceError where the file is missing or wrong."""
    path = resources.folder("schemas/library") / _FILE
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Weights(said["base"], *({n: float(said[p][n]) for n in FEATURES} for p in ("weights", "mean", "spread")))
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ResourceError(f"建议排序的权重 {path} 的写法不对（{type(exc).__name__}：{exc}）；请重新安装") from exc


class Scales:
    """What a library shows of the indicators of projects like the one asked about."""

    def __init__(self, card: Card, library: Library, peers: Sequence[Peer]) -> None:
        self._text = set(bigrams(f"{card.name} {card.purpose}"))
        self._families = Counter(entry.family for entry in card.entries)
        self._wanting = wanting(card)
        self._counts = dict(library.frequent(_FREQUENT))
        self._total = library.counts()[0]
        self._like: defaultdict[str, float] = defaultdict(float)
        self._having: Counter[str] = Counter()
        whole = 0.0
        for peer in peers:
            near = peer.likeness.score**3  # the likest count for most
            whole += near
            for group in peer.card.groups:
                self._like[group] += near
                self._having[group] += 1
        self._whole = whole or 1.0

    def held(self, group: str) -> int:
        """How many projects of the library have the indicator."""
        return max(self._counts.get(group, 0), self._having[group])

    def features(self, group: str, family: str, framed: bool) -> dict[str, float]:
        """The features of an indicator for the project."""
        return {
            "alike": log(self._like[group] / self._whole + _LIKE_FLOOR),
            "common": log((self.held(group) + _COUNT_FLOOR) / (self._total + 1)),
            "wanting": float(family in self._wanting),
            "full": min(self._families[family], _FULL) / _FULL,
            "mentioned": mentioned(group, self._text),
            "framed": float(framed),
        }


def wanting(card: Card) -> frozenset[str]:
    """The kinds of indicators that every project has and this one lacks."""
    return frozenset(f.code for f in vocabulary().families.values() if f.usual and f.code not in card.families)


def mentioned(group: str, text: set[str]) -> float:
    """How much of a name (0..1) stands in a text of pairs of characters."""
    pairs = bigrams(group)
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
