"""The measurement of the guard: planted faults are faults, and the figures of the samples hold."""

from __future__ import annotations

import random

import pytest
from eval.drafts.faults import BREAKERS, broken
from eval.drafts.goals import goals
from eval.drafts.guard import measured

from jixiao.records.drafts import Sentence

TEXT = (
    "依据《星安市助餐办法》（星政发〔2021〕50号），2025年新建助餐点不少于15个，改造老旧厨房24个，"
    "助餐人均成本控制在40元以内，老人满意度提升至95%以上。"
)


@pytest.mark.parametrize("how", BREAKERS)
def test_each_breaker_changes_the_text_and_nothing_else(how: str) -> None:
    sentence = Sentence(text=TEXT, cites=["indicators[0]"])
    for seed in range(20):
        wrong = broken(how, sentence, random.Random(seed))
        assert wrong is not None and wrong.text != TEXT
        assert wrong.cites == sentence.cites
        assert broken(how, sentence, random.Random(seed)) == wrong


def test_nothing_to_break_is_said() -> None:
    plain = Sentence(text="具体目标如下：")
    assert {how for how in BREAKERS if broken(how, plain, random.Random(0))} == {"added"}


def test_planted_faults_in_drafts_of_the_samples_are_caught() -> None:
    samples = [goal for goal in goals() if goal.document.startswith("xingan")]
    found = measured(samples, 3, 180, seed=5)
    assert len(found.plants) >= 160
    assert sum(plant.caught for plant in found.plants) >= 0.98 * len(found.plants)
    assert found.alarmed == 0
