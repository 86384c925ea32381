"""The lines that the judgement of indicators goes by: read whole, by hand, what belongs elsewhere left aside."""

from __future__ import annotations

import re
from collections import Counter

from eval.checks.judged import LINES, labelled, later

from jixiao.checks.indicators.learned import KINDS, SURE
from jixiao.resources import folder


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


def test_the_card_says_what_the_weights_say_of_hands_that_they_were_not_learned_from() -> None:
    card = (folder("schemas/kinds") / "README.md").read_text(encoding="utf-8")
    said = {line.split("：")[0]: re.findall(r"\d+", line) for line in list(later())[: len(SURE)]}
    sight = card[card.index("At first sight on two other hands") :]
    for kind, (told, right, all_of) in said.items():
        assert re.search(rf"{kind} {told}(?: told)?, {right}(?: rightly,)? of {all_of}", sight), kind
