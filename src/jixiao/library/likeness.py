"""How like two projects are: by their names, types, fields of work, purposes and indicators."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from jixiao.library.names import bare, bigrams
from jixiao.library.profile import Card
from jixiao.text import key

# Words that many projects' names share and that say nothing of what a project is about.
_GENERAL = re.compile(r"专项资金|专项|项目|经费|资金|财政|补助|补贴|工作|业务费|费用|下达|政策|\d+|-")
_WEIGHTS = {"name": 0.30, "purpose": 0.10, "types": 0.15, "domain": 0.10, "indicators": 0.35}


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` 0..1, and what it rests on."""

    score: float
    name: float
    purpose: float
    types: float
    domain: float
    indicators: float

    @property
    def grounds(self) -> list[str]:
        """What the two have in common, in Chinese, the weightiest first."""
        said = {
            "名称相近": self.name * _WEIGHTS["name"] if self.name >= 0.3 else 0.0,
            "指标相近": self.indicators * _WEIGHTS["indicators"] if self.indicators >= 0.4 else 0.0,
            "类型相同": self.types * _WEIGHTS["types"],
            "领域相同": self.domain * _WEIGHTS["domain"],
            "用途相近": self.purpose * _WEIGHTS["purpose"] if self.purpose >= 0.2 else 0.0,
        }
        return [word for word, weight in sorted(said.items(), key=lambda item: -item[1]) if weight > 0]


def likeness(asked: Card, other: Card, groups: Set[str]) -> Likeness:
    """How like `other` is to the project asked about, whose canonical indicators are `groups`.

    What is not known of the project asked about does not count against anybody.
    """
    parts: dict[str, float | None] = {
        "name": _shared(_subject(asked.name), _subject(other.name)),
        "purpose": _shared(asked.purpose, other.purpose) if asked.purpose and other.purpose else None,
        "types": _overlap(set(asked.types), set(other.types)) if asked.types else None,
        "domain": float(asked.domain == other.domain) if asked.domain else None,
        "indicators": _covered(groups, other.groups) if groups else None,
    }
    known = {name: value for name, value in parts.items() if value is not None}
    score = sum(_WEIGHTS[n] * v for n, v in known.items()) / sum(_WEIGHTS[n] for n in known)
    if asked.kind != other.kind:
        score *= 0.3
    return Likeness(score, **{name: value or 0.0 for name, value in parts.items()})


def _subject(name: str) -> str:
    left = _GENERAL.sub("", bare(name))
    return left if len(left) >= 2 else key(name)


def _shared(left: str, right: str) -> float:
    """Pairs of characters that both have, of those that either has twice over."""
    a, b = set(bigrams(left)), set(bigrams(right))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _overlap(left: set[str], right: set[str]) -> float:
    return len(left & right) / len(left | right) if left and right else 0.0


def _covered(asked: Set[str], other: Set[str]) -> float:
    """How much of the indicators asked about the other has, and the other way round (cosine)."""
    return len(asked & other) / (len(asked) * len(other)) ** 0.5 if asked and other else 0.0
