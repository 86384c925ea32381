"""Which indicator a number of a goal is of, in other words than the indicator's."""

from __future__ import annotations

import pytest
from tests.checks.test_ordinary import form, told

_COUNT, _QUALITY = ("产出指标", "数量指标"), ("产出指标", "质量指标")
_SOCIAL, _PLEASED = ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标")
_PATH = (*_COUNT, "铺设步道长度", "≥4公里")


@pytest.mark.parametrize(
    ("goal", "row", "said"),
    [
        ("铺设步道4公里，方便沿湖6.8万人散步。", (*_SOCIAL, "受益群众人数", "≥8.6万人"), "6.8万人"),
        ("铺设步道4公里，招募护湖志愿者120名。", (*_COUNT, "志愿者招募人数", "≥160人"), "120名"),
        ("铺设步道4公里，安装休息座椅80公里。", (*_COUNT, "安装休息座椅", "80个"), "80公里"),
        ("铺设步道4公里，回访中表示满意的市民占93%。", (*_PLEASED, "游客满意度", "≥85%"), "93%"),
    ],
)
def test_the_same_thing_in_other_words_is_held_against_its_indicator(
    goal: str, row: tuple[str, str, str, str], said: str
) -> None:
    ((paths, message),) = told(form([_PATH, row], goal_annual=goal), "goal.value-unlike")
    assert paths[0] == "indicators[1].value" and said in message
    assert told(form([_PATH, row], goal_annual=goal), "goal.number-without-indicator") == []


@pytest.mark.parametrize(
    ("goal", "row"),
    [
        ("铺设步道4公里，市民知晓率达到90%。", (*_PLEASED, "游客满意度", "≥85%")),
        ("铺设步道4公里，栽植乔木300株。", (*_COUNT, "安装休息座椅", "80个")),
        ("铺设步道4公里，完好率由72%提高到95%。", (*_QUALITY, "步道完好率", "≥95%")),
    ],
)
def test_another_thing_in_the_same_unit_is_no_contradiction(goal: str, row: tuple[str, str, str, str]) -> None:
    assert told(form([_PATH, row], goal_annual=goal), "goal.value-unlike") == []


def test_a_number_that_an_indicator_has_under_another_name_lacks_none() -> None:
    row = (*_QUALITY, "管网漏失率", "≤9.5%")
    assert (
        told(form([_PATH, row], goal_annual="铺设步道4公里，水的漏损压到9.5%。"), "goal.number-without-indicator") == []
    )


def test_what_two_indicators_come_to_lacks_none() -> None:
    rows = [(*_COUNT, "培训农民人数", "1200人"), _PATH, (*_COUNT, "培训干部人数", "2000名")]
    check = "goal.number-without-indicator"
    assert told(form(rows, goal_annual="铺设步道4公里，吸引志愿者3200人参加。"), check) == []
    assert told(form(rows, goal_annual="铺设步道4公里，吸引志愿者3700人参加。"), check)


@pytest.mark.parametrize(
    ("name", "value", "fits"), [("购置植保无人机", "20架", True), ("购置植保无人机", "20吨", False)]
)
def test_a_thing_of_which_only_the_last_character_is_known_may_be_counted_in_any_word_for_things(
    name: str, value: str, fits: bool
) -> None:
    assert (told(form([_PATH, (*_COUNT, name, value)]), "indicator.noun-unit") == []) is fits
