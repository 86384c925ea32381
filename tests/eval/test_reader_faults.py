"""Faults as a reviewer writes them down: most are named, and clean forms are left in peace."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from eval.checks.reader_faults import (
    ASKED,
    FOLDER,
    HELD,
    ORDINARY,
    THIRD,
    WIDE,
    clean_forms,
    findings_in,
    plant,
    recorded,
)

NAMED = {"built": 0.95, "kept": 0.9, "fresh": 0.85}
LEFT_TO_A_MODEL = {"unrelated"}
REMARKS = 0.5  # on a clean form
ARGUED = 0.6  # on an ordinary one


def test_most_faults_are_named_and_no_kind_is_lost() -> None:
    outcomes = list(plant())
    kinds = Counter(one.kind for one in outcomes)
    assert len(kinds) == 24 and min(kinds.values()) >= 5
    for part, least in NAMED.items():
        own = [one for one in outcomes if one.part == part]
        assert sum(one.found for one in own) >= least * len(own), part
    found = Counter(one.kind for one in outcomes if one.found)
    assert min(found[kind] for kind in kinds if kind not in LEFT_TO_A_MODEL) >= 3


@pytest.mark.parametrize(("folder", "least"), [(HELD, 0.9), (WIDE, 0.95), (THIRD, 0.9)], ids=("held", "wide", "third"))
def test_faults_of_other_kinds_are_named(folder: Path, least: float) -> None:
    outcomes = list(plant(folder))
    assert sum(one.found for one in outcomes) >= least * len(outcomes)


@pytest.mark.parametrize("folder", [FOLDER, HELD, WIDE, THIRD], ids=("reader", "held", "wide", "third"))
def test_clean_forms_are_left_in_peace(folder: Path) -> None:
    forms = clean_forms(folder)
    said = [finding.message for form in forms.values() for finding in findings_in(form)]
    assert len(said) <= REMARKS * len(forms), said
    assert not any(f.severity != "advice" for form in forms.values() for f in findings_in(form))


def test_ordinary_forms_are_told_little_and_nothing_as_an_error_or_a_warning() -> None:
    told = [f for form in clean_forms(ORDINARY).values() for f in findings_in(form)]
    assert [f.message for f in told if f.severity != "advice"] == []
    assert len(told) <= ARGUED * len(clean_forms(ORDINARY)), [f.message for f in told]


def test_a_models_recorded_answers_name_what_the_rules_do_not_and_leave_clean_forms_in_peace() -> None:
    by_rules = [one.found for one in plant(ASKED)]
    outcomes, clean = recorded()
    assert len(outcomes) == 12 and sum(by_rules) <= 6
    assert sum(one.found for one in outcomes) >= 10
    assert any("asked." in check for one in outcomes for check in one.said)
    assert len(clean) == 12 and not any(clean.values())


def test_a_place_is_told_once_by_rules_and_the_models_questions() -> None:
    outcomes, _ = recorded()
    told = next(one.said for one in outcomes if one.kind == "follows")
    same = ("asked.unrelated", "asked.effect-follows")
    assert sum(check in same for check in told) == 1
