"""What suggestions are measured on: what is hidden is gone, the library does not know it, answers are recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from eval.suggestions import hidden
from eval.suggestions.recovery import ASKED, RECORDINGS, Hit, hits, ours, popular, recall, with_model
from eval.suggestions.worth import judged, learn
from tests.desk import desk
from tests.library.shelved import SUBSIDY, opened, project, reading, subsidies

from jixiao.config import ModelSettings
from jixiao.library import card_of
from jixiao.llm import Model
from jixiao.suggestions.worth import LEAST, SILLY, USEFUL, weights, worth


def test_hidden_indicators_are_gone_with_all_their_rows() -> None:
    card = card_of(project("高龄老人生活", *SUBSIDY, "时效 护理补贴发放及时率 =100%"))
    for draw in range(20):
        case = hidden.hide(card, "a", draw)
        assert 1 <= len(case.hidden) <= hidden.MOST_HIDDEN
        assert case.card.groups == card.groups - case.hidden
        assert case == hidden.hide(card, "a", draw)
    assert len({hidden.hide(card, "a", draw).hidden for draw in range(20)}) > 3


def test_ranks_are_those_of_the_method(tmp_path: Path) -> None:
    library = opened(tmp_path / "k.db", subsidies(), reading("b.pdf", project("水井检修", "质量 水井完好率 ≥98%")))
    card = card_of(project("低保家庭生活", *SUBSIDY))
    case = next(c for c in (hidden.hide(card, "a", n) for n in range(50)) if c.hidden == {"发放及时率"})
    for method, last in ((ours, 2), (popular, 0)):  # what is asked of the field of work goes before
        (hit,) = hits(method, [case], {"a": library})
        assert hit.reachable and hit.rank is not None and hit.rank <= last
    (lost,) = hits(lambda case, library: ["机制健全性"], [case], {"a": library})
    assert recall([lost, Hit("a", "a", "x", 4, True, True)], 5) == 0.5


def test_a_library_is_made_without_the_document(tmp_path: Path) -> None:
    readings = {name: reading(name, project(f"{name}生活", *SUBSIDY)) for name in ("甲", "乙", "丙")}
    library = hidden.library_without(readings, {"乙"}, tmp_path)
    assert [card.name for card in library.cards()] == ["甲生活", "丙生活"]


@pytest.mark.corpus
def test_a_question_without_a_recorded_answer_counts_as_without_a_model(corpus: Path, tmp_path: Path) -> None:
    readings = hidden.labelled((hidden.FOLDERS[0], corpus))
    document = "weihai-2023-a"
    library = hidden.library_without(readings, {document}, tmp_path)
    mine = [case for case in hidden.asked(readings, ASKED) if case.document == document]
    settings = {"name": "desk", "mode": "json_schema"}
    with desk(RECORDINGS) as recorded, Model.open(ModelSettings(base_url=recorded.base_url, **settings)) as model:
        asked = hits(with_model(model), mine, {document: library})
    assert mine and (recorded.unknown or asked) and len(asked) == len(hits(ours, mine, {document: library}))
    if recorded.unknown:
        assert asked == hits(ours, mine, {document: library})


def test_what_is_suggested_was_judged_useful_and_seldom_silly() -> None:
    """By the weights as shipped, which are those that these judgements give."""
    some = judged()
    kept = [each for each in some if worth(each.seen) >= LEAST]
    assert len(some) > 500 and len(kept) > 50
    assert sum(each.share(USEFUL) for each in kept) / len(kept) > 0.7
    assert sum(each.share(SILLY) for each in kept) / len(kept) < 0.08
    assert sum(each.share(SILLY) for each in some) / len(some) > 0.5
    again = learn(some)
    assert all(again[mark] == pytest.approx(weights()[mark], abs=0.01) for mark in (USEFUL, SILLY))
