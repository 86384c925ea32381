"""What was said of values beside what is right: the curves of the report, and the training of the model."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from eval.runs.certainty import drawn, told
from eval.scoring.certainty import certainties
from eval.scoring.facts import Fact
from eval.training.certainty_fit import curve_of, fit_all, limits_of

from jixiao.fields.certainty.model import model_of


def fact(confidence: float | None, right: bool, level: str = "office", *flags: str) -> Fact:
    faults = [] if right else ["text-differs"]
    return Fact(f"a.scan-{level}.pdf", "f", "value", "x", "x", faults, flags=list(flags), confidence=confidence)


def test_curves_count_what_is_let_through() -> None:
    facts = [fact(0.99, True) for _ in range(8)] + [fact(0.9, False, "office", "low-score"), fact(None, False)]
    facts.append(fact(0.6, True, "office", "incomplete", "worn"))
    (found,) = certainties(facts)
    assert (found.values, found.wrong) == (10, 1)
    assert (found.accepted.part, found.accepted.whole, found.shown.part, found.shown.whole) == (0, 8, 1, 2)
    assert [(least, c.part, r.part) for least, c, r in found.risks] == [(0.99, 8, 0), (0.9, 9, 1), (0.6, 10, 1)]
    assert found.accepted.interval[1] == pytest.approx(0.369, abs=0.001), "eight right ones prove little"
    assert "1/2=50.00%" in next(iter(told(facts))) and drawn(facts)[0].risks.count(",") == 4


def test_levels_are_told_apart_and_together() -> None:
    facts = [fact(0.9, True), fact(0.9, False, "poor")]
    assert [each.level for each in certainties(facts)] == ["office", "poor", "all"]


def test_the_model_learns_what_speaks_against_a_value_and_knows_how_sure_it_is() -> None:
    random = Random(1)
    rows = []
    for i in range(4000):
        weak = random.random() < 0.1
        known = {"bias": 1.0, "kind text": 1.0, "code worn": float(weak), "listed": float(random.random() < 0.5)}
        right = random.random() > (0.3 if weak else 0.002)
        rows.append({"document": f"d{i % 40}", "level": "office", "kind": "text", "right": right, "facts": known})
    data, (held, _) = fit_all(rows, 1)
    model = model_of(data)
    assert model.weights["code worn"] < -1 and model.weights["listed"] >= 0
    for weak, share in ((0.0, 0.998), (1.0, 0.7)):
        said = model.probability({"bias": 1.0, "kind text": 1.0, "code worn": weak})
        assert said == pytest.approx(share, abs=0.05 if weak else 0.01)
    assert held.chances.mean() == pytest.approx(np.mean([row["right"] for row in rows]), abs=0.01)


def test_a_curve_rises_and_is_never_quite_sure() -> None:
    sums = np.arange(600.0)
    curve = curve_of(sums, (sums > 100).astype(float))
    assert curve["shares"] == sorted(curve["shares"]) and curve["shares"][0] > 0 and curve["shares"][-1] < 1


def test_the_least_probability_lets_no_more_wrong_ones_through() -> None:
    chances = np.array([0.999] * 3000 + [0.99] * 1000)
    right = np.array([1.0] * 2998 + [0.0] * 2 + [1.0] * 980 + [0.0] * 20)
    limits = dict(limits_of(chances, right))
    assert (limits[0.001], limits[0.01], limits[0.0005]) == (0.999, 0.99, 1.0)
