"""The figures of drafting, composed and from recorded answers of a model, hold over the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from eval.drafts import quality
from eval.drafts.goals import goals


@pytest.mark.corpus
def test_composed_goals_cover_everything_and_say_nothing_without_a_source(corpus: Path) -> None:
    told = quality.summary(quality.composed(goals(corpus)))
    assert told.drafts > 60 and told.final == told.drafts
    assert told.covered == told.quantified > 500
    assert (told.unsupported, told.turned, told.guard_faults) == (0, 0, 0)


@pytest.mark.corpus
def test_recorded_answers_of_a_model_make_goals_that_hold(corpus: Path) -> None:
    """A changed prompt, plan or example finds no recording: then the goals are composed, and this fails."""
    rows = quality.with_model(goals(corpus))
    told = quality.summary(rows)
    assert told.drafts >= 30 and told.final == told.drafts
    assert told.by_model > 0.95 * told.sentences, [row.trouble for row in rows if row.trouble]
    assert told.covered == told.quantified
    assert (told.unsupported, told.turned, told.guard_faults) == (0, 0, 0)
    assert told.alike <= 1 / 3, told.alike_pair
