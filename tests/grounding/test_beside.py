"""The words beside the numbers of an office's own goal."""

from __future__ import annotations

import pytest
from tests.grounding.made import project

from jixiao.grounding import beside, compare_goals, facts_of

ROWS = (("培训教师人数", "≥200人"), ("教师教学能力", "有所提高"), ("设备完好率", "≥95%"))


def told(goal: str) -> list[str]:
    given = project(*ROWS, goal=goal)
    (comparison,) = compare_goals(given)
    return [each.message for each in beside(comparison, facts_of(given))]


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("2025年已完成培训教师200人。", "已经做到"),
        ("2025年培训教师同比达到200人以上。", "和往年比"),
        ("2025年培训学生200人以上。", "学生的数"),
        ("2025年教师教学能力显著提高。", "程度不一致"),
    ],
)
def test_words_that_the_indicators_do_not_bear_out_are_told(goal: str, said: str) -> None:
    (message,) = told(goal)
    assert said in message


def test_what_the_indicators_say_is_let_be() -> None:
    assert not told("2025年培训教师200人以上，设备完好率不低于95%，教师教学能力有所提高。")
