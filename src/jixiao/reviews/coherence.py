"""How much the goal and the indicators of a form are about the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao.grounding import compare_goals, facts_of
from jixiao.library.names import bare, bigrams
from jixiao.records import ProjectGoal

_CLAUSES = re.compile(r"[，,。；;\n]")
# A clause speaks of the indicators if so much of it stands in their names.
_SPEAKS = 0.25
# A goal that speaks of them in so many characters is spelt out.
_SPELT_OUT = 120
_NAMED = 3
# Of so many indicators with a number or a date it is told which share the goal tells.
_COUNTED = 3
# A goal that tells all figures is spelt out to so much at least; it counts by the share told, less where that is not
# most.
_FIGURES, _FEW, _MOST = 0.75, 0.5, 0.5
# What is spent stands in the table, and in no goal.
_COST = "成本"


@dataclass(frozen=True, slots=True)
class Coherence:
    """`indicators`: the mean share (0..1) of an indicator's name that stands in the project's name, purpose and goal,
    by pairs of characters; `goal`: how far (0..1) the goal is spelt out, in clauses that speak of the indicators or
    by the share of their figures that it tells; `unspoken`: a few indicators that name, purpose and goal say hardly
    anything of; `told`: the share (0..1) of the figures that it tells; `untold`: a few that it does not. Neither names
    a cost."""

    indicators: float
    goal: float
    unspoken: tuple[str, ...] = ()
    told: float = 0.0
    untold: tuple[str, ...] = ()


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
    due = {bare(one.level3 or "") for one in record.indicators if _COST not in f"{one.level1 or ''}{one.level2 or ''}"}
    silent = [name for name in called if name in due and _share(called[name], said) < _SPEAKS]
    unspoken = sorted(silent, key=lambda name: _share(called[name], said))
    together = sum(_share(name, said) for name in names) / len(names)
    told, untold = _told(record)
    spelt_out = min(1.0, max(spoken / _SPELT_OUT, told * (_FIGURES if told > _MOST else _FEW)))
    return Coherence(together, spelt_out, tuple(unspoken[:_NAMED]), told, tuple(untold[:_NAMED]))


def _told(record: ProjectGoal) -> tuple[float, list[str]]:
    """The share of the indicators' figures that a goal tells, and the names of the others; (0, []) of hardly any."""
    best: tuple[float, list[str]] = (0.0, [])
    for one in compare_goals(record):
        facts = {fact.path: fact for fact in facts_of(record) if fact.counts}
        gone = {path for each in one.discrepancies if each.severity == "unmentioned" for path in each.paths}
        said, unsaid = len(one.mentioned & facts.keys()), [facts[path] for path in facts if path in gone]
        if said + len(unsaid) >= _COUNTED:
            names = [fact.name for fact in unsaid if _COST not in fact.level2]
            best = max(best, (said / (said + len(unsaid)), names), key=lambda told: told[0])
    return best


def _share(some: set[str], of: set[str]) -> float:
    return len(some & of) / len(some) if some else 0.0
