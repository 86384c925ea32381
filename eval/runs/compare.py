"""Two runs side by side: what got better, what got worse, row by row, and whether it is more than noise."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from eval.scoring import bootstrap
from eval.scoring.counts import HEADLINES, by_form, figures
from eval.scoring.facts import Fact

Way = Literal["better", "worse", "other"]
LEVELS = ("document", "record", "row", "value", "cell", "column", "schema")


@dataclass(frozen=True, slots=True)
class Step:
    """One fact that is not the same in the two runs. None where a run has no such fact (an extra that is gone)."""

    way: Way
    before: Fact | None
    after: Fact | None

    @property
    def fact(self) -> Fact:
        """Either side, to name the place by."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(slots=True)
class Comparison:
    """The steps between two runs and the figures of both over the documents they share."""

    steps: list[Step] = field(default_factory=list)
    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows_better: int = 0
    rows_worse: int = 0
    chance: float = 1.0
    only_before: list[str] = field(default_factory=list)
    only_after: list[str] = field(default_factory=list)

    @property
    def sure(self) -> bool:
        """Whether rows getting better or worse as unevenly as this is unlikely to be chance."""
        return self.chance < 0.05


def compare(before: list[Fact], after: list[Fact], clusters: dict[str, str]) -> Comparison:
    """The comparison of two runs over the documents that both scored."""
    names = ({f.document for f in before}, {f.document for f in after})
    shared = names[0] & names[1]
    out = Comparison(only_before=sorted(names[0] - shared), only_after=sorted(names[1] - shared))
    before = [f for f in before if f.document in shared]
    after = [f for f in after if f.document in shared]
    out.steps = _steps(before, after)
    rows = Counter(s.way for s in out.steps if s.fact.level == "row")
    out.rows_better, out.rows_worse = rows["better"], rows["worse"]
    out.chance = bootstrap.sign_test(out.rows_better, out.rows_worse)
    out.figures = _figures(before, after, clusters)
    return out


def _steps(before: list[Fact], after: list[Fact]) -> list[Step]:
    old, new = _by_key(before), _by_key(after)
    steps = []
    for key in dict.fromkeys((*old, *new)):
        a, b = old.get(key), new.get(key)
        way = _way(a, b)
        if way:
            steps.append(Step(way, a, b))
    return steps


def _by_key(facts: list[Fact]) -> dict[tuple[str, ...], Fact]:
    """Facts by what they are about; the same extra text read twice is told apart by its number."""
    out: dict[tuple[str, ...], Fact] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for fact in facts:
        if fact.level in LEVELS:
            seen[fact.key] += 1
            out[(*fact.key, str(seen[fact.key]))] = fact
    return out


def _way(a: Fact | None, b: Fact | None) -> Way | None:
    was, now = a is None or not a.faults, b is None or not b.faults
    if was != now:
        return "better" if now else "worse"
    if a is None or b is None or was:
        return None
    if set(a.faults) == set(b.faults) and a.read == b.read and bool(a.flags) == bool(b.flags):
        return None
    if bool(a.flags) != bool(b.flags):
        return "better" if b.flags else "worse"
    return "other"


def _figures(before: list[Fact], after: list[Fact], clusters: dict[str, str]) -> dict[str, dict[str, Any]]:
    old, new = by_form(before), by_form(after)
    a, b = figures(sum(old.values(), Counter())), figures(sum(new.values(), Counter()))
    steps = bootstrap.differences(old, new, clusters, HEADLINES)
    return {
        name: {"before": a[name], "after": b[name], "interval": steps[name], "beyond_noise": _beyond(steps[name])}
        for name in HEADLINES
        if a[name] is not None or b[name] is not None
    }


def _beyond(interval: tuple[float, float] | None) -> bool:
    return interval is not None and (interval[0] > 0 or interval[1] < 0)
