"""Forms as systems export them and templates print them: labels in lines, guides under heads, projects in bands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.fields.test_unseen_layouts import LEVELS, projects, read
from tests.pdf_builder import Paper, reading

TITLE = "2026年项目支出绩效目标表"
HEADS = ["一级指标", "二级指标", "三级指标", "指标值"]
GOAL = ["年度目标", "维护点位，保障群众安全。", "", ""]
EXPORT = ["序号", "指标名称", "计算符号", "指标值", "计量单位", "一级指标", "二级指标", "分值"]
EXPORTED = [
    ["1", "改造管网长度", "≥", "15.4", "公里", "产出指标", "数量指标", "10"],
    ["2", "清疏检查井", "≥", "4700", "座", "产出指标", "数量指标", "10"],
    ["3", "井盖完好率", "≥", "99", "%", "产出指标", "质量指标", "10"],
    ["4", "居民满意度", "≥", "94", "%", "满意度指标", "服务对象满意度指标", "10"],
]


def exported(paper: Paper, name: str, goal: list[str]) -> None:
    """A page of a system's export: labels in lines over the list, the goal's label in the middle beside its lines."""
    paper.centred(60, "项目支出绩效目标表")
    lines = [("预算年度：", "2025", "单位：元", ""), ("项目名称：", name, "项目代码：", "53595925784T934877")]
    lines += [("年度预算数：", "1,991,400.00", "其中：财政拨款：1,991,400.00", "")]
    for n, line in enumerate(lines):
        for text, x in zip(line, (43, 117, 424, 498), strict=True):
            if text:
                paper.text(x, 90 + 18 * n, text)
    middle = 158.0
    paper.text(43, middle, "绩效目标：")
    for n, text in enumerate(goal):
        paper.text(117, middle + 16 * (n - (len(goal) - 1) / 2), text)
    paper.table([EXPORT, *EXPORTED], [95.0] * 8, 190)


@pytest.mark.parametrize(
    "goal",
    [
        ["完成老城片区雨污混接点的整治，疏通主次干道雨水管线，汛前完成泵站机组检修，保障城区安全度汛。"],
        ["完成老城片区雨污混接点的整治，疏通主次干道雨水管线，汛前完成泵站机组检修，", "保障城区安全度汛。"],
    ],
)
def test_exports_are_forms_of_their_own_whatever_stands_before_the_levels(tmp_path: Path, goal: list[str]) -> None:
    paper = Paper(842, 595)
    names = ["城区易涝点整治", "公厕管养服务"]
    for n, name in enumerate(names):
        if n:
            paper.page()
        exported(paper, name, goal)
    found: list[Any] = list(reading(paper.save(tmp_path / "export.pdf")).records)
    assert [one.project_name for one in found] == names
    for one in found:
        assert (one.project_code, one.goal_annual) == ("53595925784T934877", "".join(goal))
        assert (one.funds.unit, one.funds.annual.total, one.funds.annual.fiscal) == ("元", *["1,991,400.00"] * 2)
        assert [(i.level1, i.level3, i.value) for i in one.indicators] == [
            (row[5], row[1], f"{row[2]}{row[3]}{row[4]}") for row in EXPORTED
        ]


def test_what_explains_the_columns_is_no_indicator(tmp_path: Path) -> None:
    guides = ["（固定，不得修改）", "（固定，不得修改）", "（一行填一个指标）", "（符号+数值+单位）"]
    rows = [["项目名称", "点位维护", "", ""], GOAL, HEADS, guides, *LEVELS]
    (found,) = projects(read(tmp_path, TITLE, rows, ((0, 1, 0, 3), (1, 1, 1, 3))))
    assert [i.level3 for i in found.indicators] == [row[2] for row in LEVELS]


def test_money_under_the_list_is_none_of_its_rows(tmp_path: Path) -> None:
    money = ["资金总额（万元）", "2943.51", "其中：本年度资金（万元）", "981.17"]
    rows = [["项目名称", "点位维护", "", ""], GOAL, HEADS, *LEVELS, money]
    (found,) = projects(read(tmp_path, TITLE, rows, ((0, 1, 0, 3), (1, 1, 1, 3))))
    assert len(found.indicators) == len(LEVELS)
    assert (found.funds.annual.total, found.funds.annual.fiscal) == ("981.17", None)
    assert found.funds.lifetime.total == "2943.51"


def test_a_band_may_name_a_project_beside_its_money(tmp_path: Path) -> None:
    names = ["点位维护", "装备购置"]
    rows, merged = [HEADS], []
    for name in names:
        at = len(rows)
        rows += [[f"项目名称：{name}", "", "预算金额：188.00", ""], ["绩效目标：保障群众安全。", "", "", ""], *LEVELS]
        merged += [(at, 0, at, 1), (at, 2, at, 3), (at + 1, 0, at + 1, 3)]
    found = projects(read(tmp_path, "2026年部门预算项目绩效目标汇总表", rows, tuple(merged)))
    assert [(one.project_name, one.funds.annual.total, len(one.indicators)) for one in found] == [
        (name, "188.00", len(LEVELS)) for name in names
    ]


@pytest.mark.parametrize("said", ["3年", "三年期", "12个月"])
def test_how_long_a_project_takes_is_no_day_on_which_it_begins(tmp_path: Path, said: str) -> None:
    rows = [["项目名称", "点位维护", "项目期", said], GOAL, HEADS, *LEVELS]
    (found,) = projects(read(tmp_path, TITLE, rows, ((1, 1, 1, 3),)))
    assert found.period_start is None
    assert [pair.value for pair in found.extra] == [said]


@pytest.mark.parametrize("label", ["项目资金（万元）", "本年度项目经费（单位：万元）"])
def test_the_only_amount_of_a_form_is_its_money_in_doubt(tmp_path: Path, label: str) -> None:
    rows = [["项目名称", "点位维护", label, "501.78"], GOAL, HEADS, *LEVELS]
    (found,) = projects(read(tmp_path, TITLE, rows, ((1, 1, 1, 3),)))
    assert (found.funds.unit, found.funds.annual.total) == ("万元", "501.78")
    assert "funds.annual.total" in found.doubts
