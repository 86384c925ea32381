"""Labelled clauses are learned, and those of a file left out are told from each other."""

from __future__ import annotations

import numpy as np
from eval.training.clause_judge import NEVER, chances, learn, lines, seen


def test_clauses_of_a_hand_that_never_trains_are_told_from_each_other() -> None:
    told = [line for line in lines() if line.file != "documents"]
    assert len(told) > 1500 and {line.label for line in told} == set("可动表断偏改")
    weights = learn([(seen(line), line.good) for line in told if line.file not in NEVER])
    held = [line for line in told if line.file in NEVER]
    found = chances(weights, [seen(line) for line in held])
    assert ((found >= 0.5) == np.array([line.good for line in held])).mean() > 0.75
