"""Projects' goal forms written out in lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.pdf_builder import Paper, reading

HEAD = ["一、基本情况", "（一）项目名称：古籍数字化", "（二）主管部门：沙洲县文化局", "（三）实施单位：沙洲县图书馆"]
FUNDS = ["二、资金安排", "年度资金总额：35.20万元", "其中：财政拨款：30.00万元", "其他资金：5.20万元"]
GOAL = ["三、年度绩效目标", "完成馆藏古籍扫描两千册，建成检索平台。"]
INDICATORS = [
    "四、绩效指标",
    "（一）产出指标",
    "1.数量指标：扫描古籍数量≥2000册；建成检索平台=1个。",
    "2.时效指标：平台上线时间：11月底前。",
    "（二）满意度指标",
    "1.服务对象满意度指标：读者满意度≥90%。",
]
END = ["五、保障措施", "由沙洲县图书馆按月调度进度。"]


def read(tmp_path: Path, *lines: str) -> list[Any]:
    paper = Paper().centred(60, "项目绩效目标申报书")
    for i, line in enumerate(lines):
        paper.text(60, 100 + 22 * i, line)
    return reading(paper.save(tmp_path / "form.pdf")).records


def test_labels_and_indicators_in_lines_are_a_form(tmp_path: Path) -> None:
    (record,) = read(tmp_path, *HEAD, *FUNDS, *GOAL, *INDICATORS, *END)
    assert (record.title, record.project_name, record.status) == ("项目绩效目标申报书", "古籍数字化", "complete")
    assert (record.department, record.implementer) == ("沙洲县文化局", "沙洲县图书馆")
    assert (record.funds.annual.total, record.funds.annual.fiscal, record.funds.annual.other) == (
        "35.20",
        "30.00",
        "5.20",
    )
    assert record.goal_annual == "完成馆藏古籍扫描两千册，建成检索平台。"
    assert [(i.level1, i.level2, i.level3, i.value) for i in record.indicators] == [
        ("产出指标", "数量指标", "扫描古籍数量", "≥2000册"),
        ("产出指标", "数量指标", "建成检索平台", "=1个"),
        ("产出指标", "时效指标", "平台上线时间", "11月底前"),
        ("满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"),
    ]


def test_what_is_no_indicator_with_its_target_is_said(tmp_path: Path) -> None:
    lines = [*INDICATORS[:3], "另行组织专家论证。", *INDICATORS[3:]]
    (record,) = read(tmp_path, *HEAD, *FUNDS, *GOAL, *lines)
    assert record.status == "incomplete"
    assert "indicator.unread" in {reason.code for reason in record.reasons}
    assert any("专家论证" in extra.value for extra in record.extra)


@pytest.mark.parametrize("marks", ["①②①①", ["1）", "2）", "1）", "1）"], "····", ["a.", "b.", "a.", "a."]])
def test_what_counts_an_indicator_is_no_part_of_its_name(tmp_path: Path, marks: Sequence[str]) -> None:
    names = ["扫描古籍数量：≥2000册；", "建成检索平台：=1个；", "古籍利用水平：不断提高；", "读者满意度：≥90%；"]
    said = [mark + name for mark, name in zip(marks, names, strict=True)]
    under = ["1.产出指标", "（1）数量指标", *said[:2], "2.效益指标", "（1）可持续影响指标", said[2]]
    last = ["3.满意度指标", "（1）服务对象满意度指标", said[3]]
    (record,) = read(tmp_path, *HEAD, *FUNDS, *GOAL, "四、绩效指标", *under, *last, *END)
    assert [(i.level2, i.level3, i.value) for i in record.indicators] == [
        ("数量指标", "扫描古籍数量", "≥2000册"),
        ("数量指标", "建成检索平台", "=1个"),
        ("可持续影响指标", "古籍利用水平", "不断提高"),
        ("服务对象满意度指标", "读者满意度", "≥90%"),
    ]
    assert record.status == "complete"


def test_lines_without_levels_or_without_a_project_are_prose(tmp_path: Path) -> None:
    assert read(tmp_path, *HEAD, *FUNDS, *GOAL, *END) == []
    assert read(tmp_path, *GOAL, *INDICATORS, *END) == []


def test_lines_behind_the_indicators_and_labels_among_them_are_none(tmp_path: Path) -> None:
    lines = [*INDICATORS[:3], "数据来源：馆藏登记系统。", *INDICATORS[3:], "备注：以上均为年度指标。"]
    (record,) = read(tmp_path, *HEAD, *FUNDS, *GOAL, *lines, "填报人：张三", "联系电话：0512-1234567")
    assert [i.level3 for i in record.indicators] == ["扫描古籍数量", "建成检索平台", "平台上线时间", "读者满意度"]
    assert {"馆藏登记系统", "张三", "0512-1234567"} <= {extra.value for extra in record.extra}


def test_another_project_in_the_lines_is_another_form(tmp_path: Path) -> None:
    second = ["项目名称：戏台更新", "实施单位：沙洲县文化馆", "年度资金总额：17.60万元", "年度绩效目标：更新戏台四座。"]
    more = [
        "（一）产出指标",
        "1.数量指标：更新戏台≥4座。",
        "（二）满意度指标",
        "1.服务对象满意度指标：观众满意度≥95%。",
    ]
    records = read(tmp_path, *HEAD, *FUNDS, *GOAL, *INDICATORS, *second, *more)
    assert [(r.project_name, len(r.indicators)) for r in records] == [("古籍数字化", 4), ("戏台更新", 2)]


def test_two_periods_in_lines(tmp_path: Path) -> None:
    whole = ["（一）实施期绩效指标", "产出指标", "1.数量指标：扫描古籍数量≥9000册。"]
    year = ["（二）年度绩效指标", "产出指标", "1.数量指标：扫描古籍数量≥2000册。", "2.质量指标：合格率≥98%。"]
    (record,) = read(tmp_path, *HEAD, *FUNDS, *GOAL, "四、绩效指标", *whole, *year)
    assert [(i.scope, i.value) for i in record.indicators] == [
        ("lifetime", "≥9000册"), ("annual", "≥2000册"), ("annual", "≥98%"),
    ]  # fmt: skip


def test_second_levels_alone_have_no_first(tmp_path: Path) -> None:
    lines = ["1.数量指标：扫描古籍数量≥2000册。", "2.成本指标：扫描成本≤30万元。", "3.满意度指标：读者满意度≥90%。"]
    (record,) = read(tmp_path, *HEAD, *FUNDS, *GOAL, "四、绩效指标", *lines)
    assert [(i.level1, i.level2) for i in record.indicators] == [
        (None, "数量指标"), (None, "成本指标"), (None, "满意度指标"),
    ]  # fmt: skip


LIST = [
    ["序号", "分值", "指标值", "三级指标", "二级指标", "一级指标"],
    ["1", "20", "≥2000册", "扫描古籍数量", "数量指标", "产出"],
    ["2", "20", "11月底前", "平台上线时间", "时效指标", "产出"],
    ["3", "20", "逐步提升", "古籍利用水平", "社会效益指标", "效益"],
    ["4", "10", "≥90%", "读者满意度", "服务对象满意度指标", "满意度"],
]


def stated(paper: Paper, top: float, name: str, funds: str = "2.年度资金总额（万元）：35.20") -> float:
    """A statement in numbered lines over a list of indicators; where it ends."""
    paper.centred(top, "财政资金绩效说明书")
    lines = [HEAD[0], f"1.项目名称：{name}", *HEAD[2:], funds, *GOAL, INDICATORS[0]]
    for i, line in enumerate(lines):
        paper.text(60, top + 30 + 18 * i, line)
    return paper.table(LIST, [30, 40, 80, 140, 110, 60], top + 36 + 18 * len(lines))


def test_a_statement_in_lines_over_a_list_of_indicators_is_a_form(tmp_path: Path) -> None:
    paper = Paper(height=1200)
    bottom = stated(paper, 60, "古籍数字化")
    paper.text(60, bottom + 20, END[0]).text(60, bottom + 40, END[1])
    stated(
        paper, bottom + 80, "古籍修复", "2.资金安排：年度资金总额20.50万元，其中财政拨款20.00万元、其他资金0.50万元。"
    )
    records = reading(paper.save(tmp_path / "form.pdf")).records
    assert [(r.project_name, r.title, r.status) for r in records] == [
        ("古籍数字化", "财政资金绩效说明书", "complete"),
        ("古籍修复", "财政资金绩效说明书", "complete"),
    ]
    record, other = records
    assert (other.funds.unit, other.funds.annual.total, other.funds.annual.other) == ("万元", "20.50", "0.50")
    assert (record.funds.unit, record.funds.annual.total) == ("万元", "35.20")
    assert record.goal_annual == "完成馆藏古籍扫描两千册，建成检索平台。"
    assert next((i.level1, i.level2, i.level3, i.value, i.weight) for i in record.indicators) == (
        "产出", "数量指标", "扫描古籍数量", "≥2000册", "20",
    )  # fmt: skip


def test_a_department_in_sections_with_tables_by_turns_is_one_form(tmp_path: Path) -> None:
    paper = Paper(height=1200).centred(50, "部门整体支出绩效目标申报表")
    lines = [
        "部门名称：沙洲县文化局",
        "一、部门概况",
        "（一）部门职能",
        "1.管理公共文化服务。",
        "（二）机构设置",
        "内设机构3个。",
    ]
    for i, line in enumerate([*lines, "（三）人员情况"]):
        paper.text(60, 90 + 18 * i, line)
    years = [["人员情况（人）", "上年（2025年）", "本年（2026年）"], ["行政编制", "12", "11"], ["事业编制", "30", "31"]]
    bottom = paper.table(years, [150, 120, 120], 230)
    paper.text(60, bottom + 20, "二、部门预算")
    money = [["支出（万元）", "金额"], ["基本支出", "60.20"], ["项目支出", "40.00"]]
    bottom = paper.table(money, [150, 120], bottom + 34)
    paper.text(60, bottom + 20, "三、年度绩效目标").text(
        60, bottom + 38, "免费开放三百天，接待读者两万人次以上。"
    ).text(60, bottom + 56, "四、绩效指标")
    rows = [["一级指标", "二级指标", "三级指标", "目标值"], ["产出指标", "数量指标", "开放天数", "≥300天"]]
    paper.table([*rows, ["效益指标", "社会效益指标", "接待读者", "≥2万人次"]], [90, 110, 150, 90], bottom + 70)
    (record,) = reading(paper.save(tmp_path / "form.pdf")).records
    got: Any = record
    assert [r.message for r in got.reasons] == []
    assert (got.kind, got.department, got.status) == ("department_goal", "沙洲县文化局", "complete")
    assert (got.duties, got.goal_annual) == ("1.管理公共文化服务。", "免费开放三百天，接待读者两万人次以上。")
    assert [(s.item, s.last_year, s.this_year) for s in got.staff] == [
        ("行政编制", "12", "11"),
        ("事业编制", "30", "31"),
    ]
    assert (got.budget.unit, got.budget.basic, got.budget.project) == ("万元", "60.20", "40.00")
    assert [i.level3 for i in got.indicators] == ["开放天数", "接待读者"]


def test_a_form_right_behind_one_in_sections_is_a_form_of_its_own(tmp_path: Path) -> None:
    paper = Paper(height=1200)
    bottom = stated(paper, 60, "古籍数字化")
    own = [["项目名称", "古籍修复", "<", "<"], ["年度目标", "修复古籍三百册。", "<", "<"]]
    own += [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "修复册数", "≥300册"]]
    paper.table(own, [90, 110, 150, 90], bottom + 14)
    records: list[Any] = reading(paper.save(tmp_path / "form.pdf")).records
    assert [(r.project_name, len(r.indicators)) for r in records] == [("古籍数字化", 4), ("古籍修复", 1)]
