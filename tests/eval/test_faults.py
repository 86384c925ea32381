"""Planted faults: every one is classified as what it is, and nothing else is found."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from eval.scoring.facts import Fact
from eval.scoring.score import Gold, Reading, score_document
from eval.scoring.selftest.breaks import ROW_FAULTS, SCALAR_FAULTS, TABLE_FAULTS
from eval.scoring.selftest.faults import Planted, disagreements, plant

Golds = dict[str, list[dict[str, Any]]]


def load(folder: Path) -> Golds:
    return {p.stem: json.loads(p.read_text(encoding="utf-8"))["records"] for p in sorted(folder.glob("*.json"))}


def planted_and_scored(golds: Golds, count: int, seed: int) -> tuple[list[Planted], list[Fact]]:
    readings, planted = plant(golds, count, seed)
    return planted, [f for d in golds for f in score_document(d, Gold(golds[d]), Reading(readings[d]))]


@pytest.mark.parametrize("seed", range(6))
def test_in_the_samples(samples: Path, seed: int) -> None:
    planted, facts = planted_and_scored(load(samples / "gold"), 200, seed)
    assert len(planted) >= 40
    assert disagreements(planted, facts) == []


@pytest.mark.corpus
@pytest.mark.parametrize("seed", range(4))
def test_two_hundred_in_the_corpus(corpus: Path, seed: int) -> None:
    planted, facts = planted_and_scored(load(corpus / "gold"), 200, seed)
    assert len(planted) >= 200
    assert disagreements(planted, facts) == []
    hows = Counter(p.how for p in planted)
    assert {*ROW_FAULTS, *TABLE_FAULTS, *SCALAR_FAULTS} <= set(hows)
    assert {"form dropped", "form cut in two", "other kind", "forms run together", "form invented"} <= set(hows)


def test_the_same_seed_breaks_the_same_things(samples: Path) -> None:
    golds = load(samples / "gold")
    before = json.dumps(golds)
    assert plant(golds, 60, 5) == plant(golds, 60, 5)
    assert plant(golds, 60, 5) != plant(golds, 60, 6)
    assert json.dumps(golds) == before  # the gold itself stays whole


def test_a_disagreement_is_seen(samples: Path) -> None:
    """The check itself can fail: a fact renamed, and a fault that nobody planted."""
    planted, facts = planted_and_scored(load(samples / "gold"), 60, 1)
    hit = next(p for p in planted if p.level == "row" and not p.extra)
    for fact in facts:
        if (fact.document, fact.form, fact.level, fact.path) == (hit.document, hit.form, "row", hit.path):
            fact.faults = ["wrong-kind"]
    right = next(f for f in facts if f.level == "row" and not f.faults)
    right.faults = ["missing"]
    assert len(disagreements(planted, facts)) == 2
