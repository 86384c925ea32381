"""What is known of a value that OCR read, and what it comes to."""

from __future__ import annotations

import pytest

from jixiao.evidence import Doubt, DoubtCode, Passage, Word
from jixiao.fields.certainty.facts import FormSays, facts_of
from jixiao.fields.certainty.model import Curve, Model, model
from jixiao.fields.certainty.words import fact_words
from jixiao.geometry import Box
from jixiao.votes import Seen, Voter


def read(text: str, *scores: float, others: tuple[str, ...] = ()) -> Passage:
    """A value as OCR read it."""
    word = Word(text, 1, Box(0, 0, 90, 12), tuple(float(i) for i in range(len(text) + 1)), 10)
    word.how = "ocr"
    word.seen = Seen(text, scores or (0.999,) * len(text), others or ("",) * len(text))
    return Passage.of(word)


def facts(passage: Passage, path: str = "indicators[0].value", **says: object) -> dict[str, float]:
    return facts_of({path: passage}, FormSays(**({"codes": {}} | says)))[path]  # type: ignore[arg-type]


def test_weak_characters_speak_against_the_value() -> None:
    sure, weak = facts(read("≥95%")), facts(read("≥95%", 0.99, 0.5, 0.99, 0.99, others=("", "3", "", "")))
    assert weak["misread"] > sure["misread"] and weak.get("weakest", 0.0) < sure["weakest"] and weak["contested"] > 0
    total = model().total
    assert total(weak) < total(sure)


def test_a_change_and_what_agrees_are_told_by_their_voter() -> None:
    passage = read("1%")
    word = passage.pieces[0].word
    word.mend(0, 1, "4", Voter.DIGITS, DoubtCode.WORN, 5.0)
    known = facts(Passage.of(word))
    assert known["digit-network changed"] > 0 and known["digit-network odds changed"] == 0.5
    assert word.seen == Seen("1%", (0.999, 0.999), ("", ""))


def test_text_that_stands_again_speaks_for_itself_and_a_rival_against() -> None:
    texts = ("受益群众满意度", "受益群众满意度", "受益群众满总度")
    values = {f"indicators[{i}].level3": read(text) for i, text in enumerate(texts)}
    found = facts_of(values, FormSays({}))
    assert found["indicators[0].level3"]["again"] > 0 and "again" not in found["indicators[2].level3"]
    assert found["indicators[2].level3"]["one off"] > found["indicators[0].level3"]["one off"]


def test_digital_values_have_no_facts() -> None:
    word = Word("≥95%", 1, Box(0, 0, 90, 12), (), 10)
    word.doubts = (Doubt(0, 1, DoubtCode.COVERING),)
    assert facts_of({"indicators[0].value": Passage.of(word)}, FormSays({})) == {}


def test_each_weight_is_of_a_fact_that_has_words_and_speaks_its_way() -> None:
    weights = model().weights
    assert all(fact_words(name) for name in weights)
    assert all(weight <= 0 for name, weight in weights.items() if name.startswith(("code ", "table ", "misread")))
    assert all(weight >= 0 for name, weight in weights.items() if name.endswith(" agrees"))


@pytest.mark.parametrize(("total", "share"), [(-9.0, 0.5), (0.0, 0.5), (1.0, 0.7), (2.0, 0.9), (9.0, 0.9)])
def test_a_curve_lies_between_its_points(total: float, share: float) -> None:
    assert Curve((0.0, 2.0), (0.5, 0.9)).at(total) == pytest.approx(share)


def test_a_stricter_error_asks_for_more_certainty() -> None:
    given = Model({}, {}, ((0.0005, 0.999), (0.001, 0.998), (0.01, 0.9)))
    assert [given.least(error) for error in (0.0001, 0.0005, 0.0009, 0.001, 0.5)] == [0.999, 0.999, 0.999, 0.998, 0.9]
    least = [model().least(error) for error in (0.0002, 0.001, 0.01)]
    assert least == sorted(least, reverse=True)
