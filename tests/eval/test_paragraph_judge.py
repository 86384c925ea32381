"""Ranked arrangements are learned, and those of projects left out are told."""

from __future__ import annotations

import json

from eval.training.paragraph_judge import PLACE, learn, ranked, told


def test_what_is_shipped_was_learned_from_the_rankings() -> None:
    shipped = json.loads(PLACE.read_text(encoding="utf-8"))
    learned = learn(list(ranked()))
    assert shipped.keys() == learned.keys()
    assert all(abs(shipped[name] - learned[name]) < 0.01 for name in shipped)


def test_projects_that_never_trained_are_ranked_rather_as_the_reader_did() -> None:
    every = list(ranked())
    left = [one for one in every if one.fold < 3]
    right, pairs, best = told(learn([one for one in every if one.fold >= 3]), left)
    assert len(every) > 100 and right / pairs > 0.65 and best / len(left) > 0.4
