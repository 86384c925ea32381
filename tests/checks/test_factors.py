"""What prices come to with all they are multiplied by, against too little money."""

from __future__ import annotations

import pytest
from tests.checks.test_ordinary import form, told

from jixiao.records import Funds, FundsSide

_COUNT, _COST, _SOCIAL = ("产出指标", "数量指标"), ("成本指标", "经济成本指标"), ("效益指标", "社会效益指标")
_CAMP = [(*_COUNT, "夏令营参营人数", "200人"), (*_COUNT, "夏令营天数", "7天")]
_COURSE = [
    (*_COUNT, "培训期数", "6期"),
    (*_COUNT, "每期培训人数", "100人"),
    (*_COUNT, "每期培训天数", "5天"),
    (*_COST, "培训综合定额", "≤400元/人·天"),
]


@pytest.mark.parametrize(
    ("rows", "goal", "comes_to"),
    [
        ([*_CAMP, (*_COST, "夏令营人均日费用", "≤300元/人·天")], "", "42"),
        (_COURSE, "", "120"),
        ([(*_SOCIAL, "受助残疾人数", "≥300人"), (*_COST, "辅具适配补贴", "≤3000元/人")], "", "90"),
        ([(*_COUNT, "演出场次", "100场"), (*_COST, "每场演出补助", "1.2万元")], "", "120"),
        ([(*_COUNT, "编制村庄规划数量", "16个"), (*_COST, "村庄规划编制费", "≤10万元/村")], "", "160"),
        ([(*_SOCIAL, "参加夏令营青少年人数", "≥400人"), (*_COST, "人均成本", "≤1500元")], "", "60"),
        (
            [
                (*_COUNT, "新建充电桩数量", "200个"),
                (*_COUNT, "改造变压器数量", "4台"),
                (*_COST, "充电桩单桩成本", "≤4万元"),
                (*_COST, "变压器单台成本", "≤15万元"),
            ],
            "",
            "860",
        ),
    ],
)
def test_prices_with_all_they_are_multiplied_by_are_held_against_too_little_money(
    rows: list[tuple[str, str, str, str]], goal: str, comes_to: str
) -> None:
    for share, asked in (("0.6", True), ("1", False)):
        amount = f"{float(comes_to) * float(share):.2f}"
        funds = Funds(unit="万元", annual=FundsSide(total=amount, fiscal=amount))
        found = told(form(rows, funds=funds, goal_annual=goal or "完成年度任务。"), "money.does-not-fit")
        assert bool(found) is asked, (share, found)
        assert not found or (f"= {comes_to}" in found[0][1] and "不够" in found[0][1])


@pytest.mark.parametrize(
    "rows",
    [
        # Who is only reached is paid nothing, and a limit is no price of each.
        [(*_SOCIAL, "辐射带动农户人数", "≥9000人"), (*_COST, "人均补助标准", "≤3000元")],
        [(*_COUNT, "培训人数", "800人"), (*_COST, "最高补助标准", "≤1万元/人")],
        # Which of two quantities a price is per is not for us to guess.
        [(*_COUNT, "慰问老人数量", "800人"), (*_COUNT, "慰问儿童数量", "300人"), (*_COST, "人均标准", "≤3000元")],
        # How many days it goes on is not told.
        [(*_COUNT, "评审专家人数", "30人"), (*_COST, "专家评审费标准", "≤1000元/人·天")],
    ],
)
def test_what_is_not_clear_is_not_multiplied(rows: list[tuple[str, str, str, str]]) -> None:
    funds = Funds(unit="万元", annual=FundsSide(total="2.00", fiscal="2.00"))
    assert told(form(rows, funds=funds, goal_annual="完成年度任务。"), "money.does-not-fit") == []
