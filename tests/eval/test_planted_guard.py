"""Faults planted by hand in natural drafts are caught, and the drafts as they are pass."""

from __future__ import annotations

import pytest
from eval.drafts.planted_guard import measured


@pytest.mark.parametrize("name", ["tuned", "held"])
def test_planted_faults_are_caught(name: str) -> None:
    found = measured(name)
    caught = sum(plant.caught for plant in found.planted)
    assert len(found.planted) > 40 and caught >= 0.93 * len(found.planted)
    assert found.alarmed <= 1


def test_natural_drafts_pass() -> None:
    found = measured("natural")
    assert found.sentences >= 15 and not found.alarms
