"""Projects with a row each, whose indicators stand under the names of their levels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.fields.drawn_forms import drawn
from tests.pdf_builder import Paper, Rows, examined, reading

ROWS: Rows = [
    ["项目名称", "实施单位", "预算数（万元）", "产出指标", "<", "效益指标"],
    ["^", "^", "^", "数量指标", "质量指标", "社会效益指标"],
    ["书库修缮", "青禾县图书馆", "35.20", "修缮面积：≥320平方米", "验收合格率：100%", "年接待读者：≥5万人次"],
    ["戏台更新", "青禾县文化馆", "17.60", "更新戏台：≥4座", "验收合格率：≥98%", "观众人次：≥2万人次"],
]


def test_each_row_is_a_project_and_each_cell_an_indicator_under_its_levels(tmp_path: Path) -> None:
    one, two = examined(drawn(tmp_path / "list.pdf", ROWS, title="2024年项目支出绩效目标汇总表")).reading.records
    assert (one.project_name, two.project_name) == ("书库修缮", "戏台更新")
    assert (one.funds.annual.total, two.funds.annual.total) == ("35.20", "17.60")
    said = [(i.level1, i.level2, i.level3, i.value) for i in two.indicators]
    assert said == [
        ("产出指标", "数量指标", "更新戏台", "≥4座"),
        ("产出指标", "质量指标", "验收合格率", "≥98%"),
        ("效益指标", "社会效益指标", "观众人次", "≥2万人次"),
    ]


def test_a_list_whose_levels_are_all_told_says_nothing_of_columns(tmp_path: Path) -> None:
    for record in examined(drawn(tmp_path / "list.pdf", ROWS, title="2024年项目支出绩效目标汇总表")).reading.records:
        assert not record.reasons, "nor of a goal, which no column asks for"


def test_no_row_of_the_list_is_dropped_in_silence(tmp_path: Path) -> None:
    loose = ["读书节", "青禾县图书馆", "8.00", "举办活动12场", "活动合格率高", "接待读者多"]
    rows = [*ROWS, loose, ["合计", "", "70.80", "", "", ""], ["以下项目另行公开", "", "", "", "", ""]]
    found = examined(drawn(tmp_path / "list.pdf", rows, title="2024年项目支出绩效目标汇总表")).reading.records
    assert [record.project_name for record in found] == ["书库修缮", "戏台更新", "读书节"]
    codes = [{reason.code for reason in record.reasons} for record in found]
    assert {"indicator.no-value", "list.unread-row"} <= codes[2]
    assert all("list.total" in each for each in codes)  # the projects make 60.80


def test_a_row_across_the_list_begins_each_project(tmp_path: Path) -> None:
    def band(text: str) -> list[str]:
        return [text, "<", "<", "<", "<"]

    rows = [
        ["序号", "一级指标", "二级指标", "三级指标", "目标值"],
        band("1.项目名称：古籍修复  主管部门：沙洲县文化局  实施单位：沙洲县图书馆  资金总额：35.20万元"),
        band("年度目标：修复古籍两千册。"),
        ["1", "产出指标", "数量指标", "修复古籍", "≥2000册"],
        ["2", "效益指标", "社会效益指标", "古籍利用", "逐步提升"],
        band("2.项目名称：馆舍维修  主管部门：沙洲县文化局  实施单位：沙洲县文化馆  资金总额：12.00万元"),
        band("年度目标：维修馆舍三间。"),
        ["1", "产出指标", "数量指标", "维修馆舍", "=3间"],
    ]
    paper = Paper(width=700).centred(60, "沙洲县2026年项目绩效目标表")
    paper.table(rows, [40, 100, 120, 200, 100], 90)
    records: list[Any] = list(reading(paper.save(tmp_path / "list.pdf")).records)
    assert [(r.project_name, r.implementer, r.funds.annual.total, r.goal_annual, r.status) for r in records] == [
        ("古籍修复", "沙洲县图书馆", "35.20", "修复古籍两千册。", "complete"),
        ("馆舍维修", "沙洲县文化馆", "12.00", "维修馆舍三间。", "complete"),
    ]
    assert [[i.value for i in r.indicators] for r in records] == [["≥2000册", "逐步提升"], ["=3间"]]
