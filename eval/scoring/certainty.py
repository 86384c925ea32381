"""How far a reading knows what it does not know: said against right (reliability), let through against wrong (risk and
coverage), doubts shown against really wrong. Of values with a probability, which those of scans have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scipy.stats import binomtest

from eval.scoring.facts import Fact

_LEVEL = re.compile(r"\.scan-([a-z0-9]+)")
# Bounds of what was said, between which values are put together.
_BOUNDS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 1.0)
# Doubts about a value by itself, not about its record.
_OF_RECORD = {"incomplete", "finding"}


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the exact 95 % interval of the share."""

    part: int
    whole: int

    @property
    def share(self) -> float:
        """The share, 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Clopper and Pearson's; all of 0..1 where there is nothing."""
        if not self.whole:
            return 0.0, 1.0
        found = binomtest(self.part, self.whole).proportion_ci(method="exact")
        return float(found.low), float(found.high)


@dataclass(frozen=True, slots=True)
class Certainty:
    """The values of one level of scans.

    `bins` are (what was said on average, how many of them were right); `risks` are (least probability, let through of
    all, wrong of those let through), surest first; `accepted` are those without a doubt, wrong of them; `shown` those
    in doubt, wrong of them; `said` is the wrong share that was said of all.
    """

    level: str
    values: int
    wrong: int
    said: float
    bins: tuple[tuple[float, Share], ...]
    risks: tuple[tuple[float, Share, Share], ...]
    accepted: Share
    shown: Share


def certainties(facts: Iterable[Fact]) -> list[Certainty]:
    """By level of scan, and of all where there are several."""
    by_level: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.confidence is not None and fact.level in ("value", "cell"):
            found = _LEVEL.search(fact.document)
            by_level.setdefault(found[1] if found else "", []).append(fact)
    out = [_certainty(level, found) for level, found in sorted(by_level.items())]
    every = [fact for found in by_level.values() for fact in found]
    return [*out, _certainty("all", every)] if len(out) > 1 else out


def _certainty(level: str, facts: list[Fact]) -> Certainty:
    doubted = [fact for fact in facts if not _OF_RECORD.issuperset(fact.flags)]
    sure = [fact for fact in facts if _OF_RECORD.issuperset(fact.flags)]
    said = [fact.confidence or 0.0 for fact in facts]
    return Certainty(
        level,
        len(facts),
        _wrong(facts).part,
        1 - sum(said) / len(said),
        tuple(_bins(facts)),
        tuple(_risks(facts)),
        _wrong(sure),
        _wrong(doubted),
    )


def _wrong(facts: Sequence[Fact]) -> Share:
    return Share(sum(not fact.right for fact in facts), len(facts))


def _bins(facts: list[Fact]) -> Iterable[tuple[float, Share]]:
    for low, high in pairwise(_BOUNDS):
        inside = [f for f in facts if low <= (f.confidence or 0) < high or high == f.confidence == 1.0]
        if inside:
            said = sum(f.confidence or 0 for f in inside) / len(inside)
            yield said, Share(sum(f.right for f in inside), len(inside))


def _risks(facts: list[Fact]) -> Iterable[tuple[float, Share, Share]]:
    """At every probability that was said, what comes of letting through all that are no less sure."""
    ordered = sorted(facts, key=lambda fact: -(fact.confidence or 0.0))
    wrong = 0
    for i, fact in enumerate(ordered, 1):
        wrong += not fact.right
        if i == len(ordered) or ordered[i].confidence != fact.confidence:
            yield fact.confidence or 0.0, Share(i, len(facts)), Share(wrong, i)
