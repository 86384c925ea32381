"""A run killed at ten random moments ends as one that nobody disturbed.

A hundred: `python -m eval.robustness.kills`.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from eval.robustness.kills import Pile, chain


@pytest.mark.skipif(os.name != "posix", reason="killed by a signal")
def test_a_run_killed_ten_times_ends_as_ever_and_reads_nothing_twice(tmp_path: Path) -> None:
    pile = Pile(tmp_path)
    assert any(name.startswith("picture") for name in pile.whole)
    rng = random.Random(18)
    moments = [rng.uniform(0.05, 0.6 * pile.seconds) for _ in range(10)]
    assert chain(pile, moments, [rng.random() < 0.5 for _ in moments]) == []
