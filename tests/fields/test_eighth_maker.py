"""What forms of other hands print in their own way: years of dates, totals, captions of levels, one heading for all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.pdf_builder import Paper, Rows, reading

LABELS: Rows = [
    ["项目名称", "古籍修复", "实施单位", "沙洲县图书馆"],
    ["起始日期", "2026-01-01", "终止日期", "2026-12-31"],
    ["年度资金总额（万元）", "35.20", "其中：财政拨款", "35.20"],
    ["年度绩效目标", "修复古籍三百册，读者满意。", "<", "<"],
]
LIST: Rows = [
    ["产出指标", "数量指标", "修复册数", "≥300册", "60"],
    ["满意度指标", "服务对象满意度指标", "读者满意度", "≥90%", "40"],
]
LEVELS = ["一级指标", "二级指标", "三级指标", "指标值"]
WIDTHS = [90.0, 110.0, 110.0, 130.0]


def record(paper: Paper, tmp_path: Path) -> Any:
    (found,) = reading(paper.save(tmp_path / "form.pdf")).records
    return found


def printed(title: str, tmp_path: Path) -> Any:
    """A form of a system that says when it was printed."""
    paper = Paper().centred(50, title).text(60, 80, "导出时间：2025-11-20")
    bottom = paper.table(LABELS, WIDTHS, 90)
    listed = [["序号", *LEVELS, "权重"]] + [[str(i + 1), *row] for i, row in enumerate(LIST)]
    paper.table([*listed, ["合计", "<", "<", "<", "<", "100"]], [30, 70, 110, 110, 70, 50], bottom)
    return record(paper, tmp_path)


def test_when_a_form_was_printed_is_not_its_year(tmp_path: Path) -> None:
    assert printed("2026年度项目绩效目标表", tmp_path).year == 2026
    unsaid = printed("项目绩效目标表", tmp_path)
    assert (unsaid.year, unsaid.doubts["year"]) == (2026, ["uncertain"]), "its own dates name it"


def test_the_total_of_the_weights_is_no_indicator(tmp_path: Path) -> None:
    found = printed("2026年度项目绩效目标表", tmp_path)
    assert [(i.level3, i.weight) for i in found.indicators] == [("修复册数", "60"), ("读者满意度", "40")]
    assert found.status == "complete"


def test_captions_over_lists_name_their_level(tmp_path: Path) -> None:
    paper = Paper().centred(50, "2026年度项目绩效目标表").text(60, 80, "一、基本信息")
    bottom = paper.table(LABELS, WIDTHS, 90)
    paper.text(60, bottom + 20, "二、绩效指标")
    for number, row in zip("一二", LIST, strict=True):
        paper.text(60, bottom + 40, f"（{number}）{row[0]}")
        bottom = paper.table([[*LEVELS[1:], "数据来源"], [*row[1:4], "问卷"]], WIDTHS, bottom + 46)
    found = record(paper, tmp_path)
    assert [(i.level1, i.level2, i.basis) for i in found.indicators] == [(row[0], row[1], None) for row in LIST]


def test_a_code_of_the_unit_is_not_the_department_s(tmp_path: Path) -> None:
    paper = Paper().centred(50, "2026年度项目绩效目标表")
    paper.table(
        [["单位编码", "105168", "主管部门", "沙洲县文化局"], *LABELS, LEVELS, *(r[:4] for r in LIST)], WIDTHS, 80
    )
    assert record(paper, tmp_path).department_code is None


def test_forms_under_one_heading_share_its_unit(tmp_path: Path) -> None:
    paper, bottom = Paper(height=1200).centred(50, "2026年乡镇项目绩效目标表").text(60, 80, "金额单位：万元"), 90.0
    for name, money in (("古籍修复", "35.20"), ("书库修缮", "12.00")):
        rows = [
            ["项目名称", name, "预算金额", money],
            ["绩效目标", "读者满意。", "<", "<"],
            LEVELS,
            *(r[:4] for r in LIST),
        ]
        bottom = paper.table(rows, WIDTHS, bottom) + 12
    found: list[Any] = reading(paper.save(tmp_path / "form.pdf")).records
    assert [(r.project_name, r.title, r.funds.unit, r.status) for r in found] == [
        ("古籍修复", "2026年乡镇项目绩效目标表", "万元", "complete"),
        ("书库修缮", "2026年乡镇项目绩效目标表", "万元", "complete"),
    ]
    assert found[1].doubts["title"] == ["uncertain"]


def test_people_of_two_years_under_any_words(tmp_path: Path) -> None:
    paper = Paper().centred(50, "2026年部门整体支出绩效目标申报表")
    rows = [["部门名称", "沙洲县文化局", "<", "<"], ["部门职能", "管理公共文化服务。", "<", "<"]]
    rows += [["人员情况", "项目", "2025年实有", "2026年预计"], ["^", "行政编制人数", "12", "11"]]
    rows += [["年度绩效目标", "免费开放三百天。", "<", "<"], LEVELS, *(r[:4] for r in LIST)]
    paper.table(rows, WIDTHS, 80)
    found = record(paper, tmp_path)
    assert [(s.item, s.last_year, s.this_year) for s in found.staff] == [("行政编制人数", "12", "11")]


def test_two_lists_side_by_side_are_of_the_periods_of_the_goals_over_them(tmp_path: Path) -> None:
    goals = [["年度目标", "中期目标"], ["修复古籍三百册。", "修复古籍一千册。"]]
    for flip in (False, True):
        left, right = (pair[::-1] if flip else pair for pair in goals)
        paper = Paper(842, 595).centred(50, "2026年度项目绩效目标表")
        rows: Rows = [["项目名称", "古籍修复", "<", "<", "<", "<"]]
        rows += [[left[0], "<", "<", left[1], "<", "<"], [right[0], "<", "<", right[1], "<", "<"]]
        rows += [
            ["二级指标", "三级指标", "指标值"] * 2,
            ["数量指标", "修复册数", "≥300册", "数量指标", "修复册数", "≥1000册"],
        ]
        rows += [["满意度指标", "读者满意度", "≥90%", "满意度指标", "读者满意度", "≥92%"]]
        paper.table(rows, [120.0] * 6, 80)
        found = record(paper, tmp_path)
        scopes = {i.value: i.scope for i in found.indicators}
        assert (scopes["≥300册"], scopes["≥1000册"]) == (("lifetime", "annual") if flip else ("annual", "lifetime"))
        assert "list.unsure-period" not in [reason.code for reason in found.reasons]


def test_the_total_of_a_department_s_budget_is_kept_with_its_label(tmp_path: Path) -> None:
    paper = Paper().centred(50, "2026年部门整体支出绩效目标申报表")
    rows = [["部门名称", "沙洲县文化局", "<", "<"], ["部门职能", "管理公共文化服务。", "<", "<"]]
    rows += [["部门预算（万元）", "合计", "基本支出", "项目支出"], ["^", "100.20", "60.20", "40.00"]]
    rows += [["年度绩效目标", "免费开放三百天。", "<", "<"], LEVELS, *(r[:4] for r in LIST)]
    paper.table(rows, WIDTHS, 80)
    found = record(paper, tmp_path)
    assert ("合计", "100.20") in [(extra.label, extra.value) for extra in found.extra]
    assert (found.budget.basic, found.budget.project, found.status) == ("60.20", "40.00", "complete")
