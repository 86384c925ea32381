"""Many opinions in figures: where the problems are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from jixiao.checks import entries
from jixiao.reviews.criteria import criteria
from jixiao.reviews.model import FINDINGS, Opinion, Review


@dataclass(slots=True)
class TallyLine:
    """A name with counts by weight."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All findings under the name."""
        return sum(self.counts[w] for w in FINDINGS)

    @property
    def heft(self) -> float:
        """How much they weigh together."""
        weights = criteria().weights
        return sum(weights[w] * self.counts[w] for w in FINDINGS)


@dataclass(slots=True)
class Tally:
    """Grades proposed, findings by criterion, by check and by department (heaviest first), decisions made.

    `clean` counts forms that were judged and in which nothing was found.
    """

    forms: int
    grades: dict[str, int]
    weights: Counter[str]
    criteria: list[TallyLine]
    checks: list[TallyLine]
    departments: list[TallyLine]
    decided: Counter[str]
    clean: int


def tally(review: Review) -> Tally:
    """The figures of a review."""
    words = criteria()
    everything = [*review.opinions, *review.general]
    by_criterion = {c.name: TallyLine(c.name) for c in words.criteria}
    by_check: dict[str, TallyLine] = {}
    by_department: dict[str, TallyLine] = {}
    weights: Counter[str] = Counter()
    decided: Counter[str] = Counter()
    said = {id: check.asserts for id, check in entries().items()}
    for opinion in everything:
        home = opinion.department or opinion.source
        line = by_department.setdefault(home, TallyLine(home))
        for remark in opinion.remarks:
            if remark.decision is not None:
                decided[remark.decision.verdict] += 1
            if not remark.stands:
                continue
            weights[remark.weight] += 1
            if remark.weight in FINDINGS:
                check = remark.check
                by_check.setdefault(check, TallyLine(said.get(check, check))).counts[remark.weight] += 1
                by_criterion[remark.criterion].counts[remark.weight] += 1
                line.counts[remark.weight] += 1
    return Tally(
        forms=len(review.opinions),
        grades={
            name: sum(o.grade == name for o in review.opinions)
            for name in (*(name for name, _ in words.overall), words.unjudged)
        },
        weights=weights,
        criteria=list(by_criterion.values()),
        checks=_heaviest(list(by_check.values())),
        departments=_heaviest([line for line in by_department.values() if line.total]),
        decided=decided,
        clean=sum(not o.of(*FINDINGS) and o.grade != words.unjudged for o in review.opinions),
    )


def heaviest_first(opinions: Sequence[Opinion]) -> list[Opinion]:
    """The opinions with the heaviest problems first."""
    weights = criteria().weights
    return sorted(opinions, key=lambda o: -sum(weights[r.weight] for r in o.of(*FINDINGS)))


def _heaviest(lines: list[TallyLine]) -> list[TallyLine]:
    return sorted(lines, key=lambda line: (-line.heft, line.name))
