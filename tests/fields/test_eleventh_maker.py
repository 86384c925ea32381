"""Forms whose heads are groups of columns, whose goal has a label nobody knows, whose pages bear a watermark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pytest
from docx import Document
from tests.fields.drawn_forms import form
from tests.pdf_builder import Paper, Rows, reading

HEADS = ["一级指标", "二级指标", "三级指标", "指标值"]
LEVELS = [
    ["产出指标", "数量指标", "修缮书库面积", "≥320平方米"],
    ["^", "质量指标", "工程验收合格率", "100%"],
    ["效益指标", "社会效益指标", "年接待读者人次", "≥5.2万人次"],
    ["满意度指标", "服务对象满意度指标", "读者满意度", "≥92%"],
]
GOAL = "修缮书库两层，改善藏书条件；更新阅览设备，方便读者借阅；清理旧藏，编制目录，向社会开放。"


def test_a_head_beside_a_group_of_columns_has_its_value_below(tmp_path: Path) -> None:
    """部门名称 stands over the department, though 年度预算申请 stands beside it; so does the goal's head."""
    money = ["2042.37", "975.87", "1066.50"]
    first = ["沙洲县文化局", *money, GOAL, *LEVELS[0]]
    rows: Rows = [
        ["部门名称", "年度预算申请（万元）", "<", "<", "整体绩效目标", "部门整体支出绩效指标", "<", "<", "<"],
        ["^", "资金总额", "基本支出", "项目支出", "^", *HEADS],
        first,
        *[["^"] * 5 + row for row in LEVELS[1:]],
    ]
    widths = [80.0, 60.0, 60.0, 60.0, 120.0, 70.0, 80.0, 80.0, 70.0]
    found = form(tmp_path, rows, title="2026年部门整体支出绩效目标表", widths=widths)
    assert (found.kind, found.department, found.goal_annual) == ("department_goal", "沙洲县文化局", GOAL)
    assert (found.budget.basic, found.budget.project) == ("975.87", "1066.50")
    assert [i.level3 for i in found.indicators] == [row[2] for row in LEVELS]


def marked(paper: Paper, text: str) -> None:
    """Print pale words from the foot of the page to its top, over what is there."""
    middle = pymupdf.Point(300, 250)
    turn = (middle, pymupdf.Matrix(38))
    paper.sheet.insert_text((120, 250), text, fontname="china-s", fontsize=34, color=(0.8, 0.8, 0.85), morph=turn)


def test_a_watermark_is_of_no_cell(tmp_path: Path) -> None:
    paper = Paper(842, 595).centred(60, "2024年项目支出绩效目标表")
    rows = [["项目名称", "书库修缮", "主管部门", "沙洲县文化局"], ["年度目标", GOAL, "<", "<"], HEADS, *LEVELS]
    paper.table(rows, [110.0, 150.0, 150.0, 150.0], 90)
    marked(paper, "沙洲县财政局预算公开")
    read = reading(paper.save(tmp_path / "form.pdf"))
    (found,) = read.records
    assert (found.status, found.doubts, found.project_name) == ("complete", {}, "书库修缮")
    assert [[i.level1, i.level2, i.level3, i.value] for i in found.indicators] == [
        [LEVELS[0][0], *LEVELS[1][1:]] if row[0] == "^" else row for row in LEVELS
    ]
    assert [page.margin for page in read.coverage] == [len("沙洲县财政局预算公开")]


def test_a_text_under_a_label_that_leans_to_a_goal_is_the_goal_that_is_missing(tmp_path: Path) -> None:
    rows: Rows = [
        ["基本信息", "项目名称", "书库修缮", "主管部门", "沙洲县文化局"],
        ["目标信息", GOAL, "<", "<", "<"],
        ["指标信息", *HEADS],
        *[["^", *row] for row in LEVELS],
    ]
    found = form(tmp_path, rows)
    assert (found.goal_annual, found.doubts["goal_annual"]) == (GOAL, ["label-inferred"])
    rows.insert(
        1, ["目标说明", "本表由单位填写；各项目标按年度分解，填写时逐条列明；填写后报送主管部门审核。", "<", "<", "<"]
    )
    found = form(tmp_path, rows)
    assert found.goal_annual in (None, GOAL)  # never the one that explains


def test_a_text_under_a_heading_that_asks_for_a_goal_is_the_goal(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("2024年项目支出绩效目标申报书")

    def table(*rows: list[str]) -> None:
        grid = document.add_table(len(rows), len(rows[0]))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                grid.cell(r, c).text = text

    document.add_paragraph("一、基本情况")
    table(["项目名称", "书库修缮", "主管部门", "沙洲县文化局"])
    document.add_paragraph("二、年度绩效目标")
    table([GOAL])
    document.add_paragraph("三、绩效指标")
    table(HEADS, LEVELS[0], ["产出指标", *LEVELS[1][1:]], *LEVELS[2:])
    document.save(str(tmp_path / "form.docx"))
    (found,) = reading(tmp_path / "form.docx").records
    assert (found.status, found.goal_annual) == ("complete", GOAL)
    assert found.doubts["goal_annual"] == ["label-inferred"]


def funded(tmp_path: Path, this_year: str) -> Any:
    rows = [
        ["项目名称", "书库修缮", "主管部门", "沙洲县文化局"],
        ["项目总投资（万元）", "96.00", this_year, "48.00"],
        ["年度目标", GOAL, "<", "<"],
        HEADS,
        *LEVELS,
    ]
    return form(tmp_path, rows, title="2026年项目支出绩效目标表", widths=[120.0, 150.0, 150.0, 150.0])


@pytest.mark.parametrize("label", ["本年度投资（万元）", "当年用款需求（万元）"])
def test_this_years_money_under_any_noun_is_no_part_of_the_whole_projects(tmp_path: Path, label: str) -> None:
    funds = funded(tmp_path, label).funds
    assert (funds.annual.total, funds.lifetime.total) == ("48.00", "96.00")


def test_another_amount_of_this_year_beside_the_one_that_was_read_is_told(tmp_path: Path) -> None:
    found = funded(tmp_path, "当年可支付经费")
    held = (found.funds.annual.total, found.funds.lifetime and found.funds.lifetime.total)
    assert held == ("48.00", "96.00") or found.status == "incomplete"
