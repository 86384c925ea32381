"""The figures of drafting, composed and from recorded answers of a model, hold over the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from eval.drafts import quality
from eval.drafts.goals import goals

from jixiao.drafts.language.lint import blemishes


@pytest.mark.corpus
def test_composed_goals_cover_everything_and_say_nothing_without_a_source(corpus: Path) -> None:
    told = quality.summary(quality.composed(goals(corpus)))
    assert told.drafts > 60 and told.final >= told.drafts * 0.75
    assert told.covered == told.quantified > 500
    assert not [b for row in quality.composed(goals(corpus)) for s in row.draft.sentences for b in blemishes(s.text)]
    assert (told.unsupported, told.turned) == (0, 0)
    faults = {fault.code for row in quality.composed(goals(corpus)) for fault in row.draft.faults}
    assert faults <= {"clause.unlike", "draft.unready"}


@pytest.mark.corpus
def test_recorded_answers_of_a_model_make_goals_that_hold(corpus: Path) -> None:
    """A changed prompt, plan or example finds no recording: then the goal is composed, and is not counted here."""
    rows = [row for row in quality.with_model(goals(corpus)) if not row.trouble]
    assert len(rows) >= 10
    told = quality.summary(rows)
    assert told.final == told.drafts and told.by_model == told.sentences
    assert told.covered == told.quantified
    assert (told.unsupported, told.turned, told.guard_faults) == (0, 0, 0)
    assert told.alike <= 1 / 3, told.alike_pair
