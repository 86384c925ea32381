"""The lines that the judgement of indicators goes by: read whole, by hand, what belongs elsewhere left aside."""

from __future__ import annotations

from collections import Counter

from eval.checks.judged import LINES, labelled

from jixiao.checks.indicators.learned import KINDS


def test_lines_of_each_hand_are_read_and_all_kinds_are_known() -> None:
    told = list(labelled())
    assert {line.kind for line in told} <= set(KINDS)
    assert Counter(line.hand for line in told).keys() == {"first", "second", "third"}


def test_what_belongs_to_another_project_is_not_learned_from() -> None:
    text = (LINES / "second.txt").read_text(encoding="utf-8")
    off = next(line for line in text.splitlines() if line.startswith("off: "))
    name = off.split("; ")[0].split(" ")[2]
    project = text[: text.index(off)].rpartition("# ")[2].splitlines()[0].partition(" | ")[2]
    assert not any((line.name, line.project) == (name, project) for line in labelled())
