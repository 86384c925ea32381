"""How much the goal and the indicators of a form are about the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao.library.names import bare, bigrams
from jixiao.records import ProjectGoal

_CLAUSES = re.compile(r"[，,。；;\n]")
# A clause speaks of the indicators if so much of it stands in their names.
_SPEAKS = 0.25
# A goal that speaks of them in so many characters is spelt out.
_SPELT_OUT = 120
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Coherence:
    """`indicators`: the mean share (0..1) of an indicator's name that stands in the project's name, purpose and goal,
    by pairs of characters; `goal`: how far (0..1) the goal is spelt out in clauses that speak of the indicators;
    `unspoken`: a few indicators that name, purpose and goal say hardly anything of."""

    indicators: float
    goal: float
    unspoken: tuple[str, ...] = ()


def coherence(record: ProjectGoal) -> Coherence:
    """The coherence of a form; one without indicators has none."""
    goal = " ".join(dict.fromkeys(text for text in (record.purpose, record.goal_annual, record.goal_lifetime) if text))
    called = {
        bare(one.level3): pairs for one in record.indicators if one.level3 and (pairs := set(bigrams(bare(one.level3))))
    }
    names = [called[bare(one.level3)] for one in record.indicators if one.level3 and bare(one.level3) in called]
    if not names:
        return Coherence(0.0, 0.0)
    said, named = set(bigrams(f"{record.project_name or ''} {goal}")), set[str]().union(*names)
    clauses = [clause.strip() for clause in _CLAUSES.split(goal)]
    spoken = sum(len(clause) for clause in clauses if _share(set(bigrams(clause)), named) >= _SPEAKS)
    unspoken = sorted(
        (name for name in called if _share(called[name], said) < _SPEAKS), key=lambda n: _share(called[n], said)
    )
    together = sum(_share(name, said) for name in names) / len(names)
    return Coherence(together, min(1.0, spoken / _SPELT_OUT), tuple(unspoken[:_NAMED]))


def _share(some: set[str], of: set[str]) -> float:
    return len(some & of) / len(some) if some else 0.0
