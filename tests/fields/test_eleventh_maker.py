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


def test_weights_of_levels_are_none_of_an_indicator_s(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目名称", "<", "书库修缮", "<", "<", "<", "<"],
        ["年度目标", "<", GOAL, "<", "<", "<", "<"],
        ["一级指标", "权重", "二级指标", "权重", "三级指标", "权重", "指标值"],
        ["产出指标", "60", "数量指标", "40", "修缮书库面积", "22", "≥320平方米"],
        ["^", "^", "^", "^", "更新书架数量", "18", "≥46组"],
        ["^", "^", "质量指标", "20", "工程验收合格率", "20", "100%"],
        ["效益指标", "30", "社会效益指标", "30", "年接待读者人次", "30", "≥5.2万人次"],
        ["满意度指标", "10", "服务对象满意度指标", "10", "读者满意度", "10", "≥92%"],
    ]
    assert [i.weight for i in form(tmp_path, rows).indicators] == ["22", "18", "20", "30", "10"]


def test_targets_of_other_years_stand_aside(tmp_path: Path) -> None:
    def row(*levels: str, of: list[str]) -> list[str]:
        return [*levels, *of]

    rows: Rows = [
        ["项目名称", "书库修缮", "<", "主管部门", "沙洲县文化局", "<", "<"],
        ["项目资金（万元）", "资金来源", "<", "项目总预算", "2027年", "2028年", "2029年"],
        ["^", "财政拨款", "<", "90.00", "30.00", "40.00", "20.00"],
        ["总体目标", "到2029年底，修缮书库六层，更新阅览设备，向社会开放全部馆藏。", "<", "<", "<", "<", "<"],
        ["2027年度目标", GOAL, "<", "<", "<", "<", "<"],
        ["一级指标", "二级指标", "三级指标", "总目标值", "2027年目标值", "2028年目标值", "2029年目标值"],
        row("产出指标", "数量指标", "修缮书库面积", of=["≥900平方米", "≥320平方米", "≥300平方米", "≥280平方米"]),
        row("^", "质量指标", "工程验收合格率", of=["100%"] * 4),
        row("效益指标", "社会效益指标", "年接待读者人次", of=["≥6万人次", "≥5.2万人次", "≥5.6万人次", "≥6万人次"]),
        row("满意度指标", "服务对象满意度指标", "读者满意度", of=["≥92%", "≥90%", "≥91%", "≥92%"]),
    ]
    found = form(tmp_path, rows, title="2027年项目绩效目标申报表")
    by_scope = {scope: [i.value for i in found.indicators if i.scope == scope] for scope in ("annual", "lifetime")}
    assert by_scope["annual"] == ["≥320平方米", "100%", "≥5.2万人次", "≥90%"]
    assert by_scope["lifetime"] == ["≥900平方米", "100%", "≥6万人次", "≥92%"]
    assert [each.value for each in found.indicators[0].extra] == ["≥300平方米", "≥280平方米"]
    assert (found.funds.annual.fiscal, found.funds.lifetime.fiscal) == ("30.00", "90.00")
    assert all(reason.code != "missing.total" for reason in found.reasons)


def test_the_only_amount_under_a_label_of_all_the_money_is_the_total_of_the_parts(tmp_path: Path) -> None:
    def rows(total: str) -> Rows:
        money = [
            ["主管部门", "沙洲县文化局", "项目资金（万元）", total],
            ["实施单位", "沙洲县图书馆", "财政拨款", "27.10"],
        ]
        return [["项目名称", "书库修缮", "<", "<"], ["年度目标", GOAL, "<", "<"], *money, HEADS, *LEVELS]

    found = form(tmp_path, rows("38.50"))
    assert (found.status, found.funds.annual.total, found.funds.annual.fiscal) == ("complete", "38.50", "27.10")
    assert found.doubts["funds.annual.total"] == ["label-inferred"]
    less = form(tmp_path, rows("18.50"))
    assert (less.status, less.funds.annual.total) == ("incomplete", None)


def test_heads_of_several_rows_end_over_their_amounts(tmp_path: Path) -> None:
    """当年金额 and 占比 stand beside 近两年收支金额, which is divided by year below."""
    rows: Rows = [
        ["部门名称", "沙洲县文化局", "<", "<", "<", "<", "<"],
        ["总体资金情况（万元）", "收支", "<", "当年金额", "占比", "近两年收支金额", "<"],
        ["^", "^", "<", "^", "^", "2023年", "2024年"],
        ["^", "收入构成", "财政拨款", "320.75", "98.46%", "298.14", "311.49"],
        ["^", "^", "其他资金", "5.00", "1.54%", "3.25", "4.25"],
        ["^", "支出构成", "基本支出", "110.50", "33.92%", "102.33", "106.42"],
        ["^", "^", "项目支出", "215.25", "66.08%", "199.06", "209.32"],
        ["年度目标", GOAL, "<", "<", "<", "<", "<"],
        ["年度绩效指标", "一级指标", "二级指标", "三级指标", "<", "指标值", "<"],
        *[["^", row[0], row[1], row[2], "<", row[3], "<"] for row in LEVELS],
    ]
    found = form(tmp_path, rows, title="2025年部门整体支出绩效目标申报表")
    budget = found.budget
    assert (budget.fiscal, budget.other, budget.basic, budget.project) == ("320.75", "5.00", "110.50", "215.25")
    assert found.status == "complete"
    assert ("财政拨款·2024年", "311.49") in [(each.label, each.value) for each in found.extra]


def test_a_list_of_no_field_beside_its_label_stands_aside(tmp_path: Path) -> None:
    head = [["项目名称", "书库修缮", "<", "<"], ["主管部门", "沙洲县文化局", "年度资金总额（万元）", "30.00"]]
    towns = [["资金分配", "乡镇", "补助金额", "任务数"], ["^", "石桥镇", "18.00", "11"], ["^", "柳湾镇", "12.00", "7"]]
    goods = [["购置明细", "序号", "设备名称", "数量"], ["^", "1", "档案扫描仪", "2台"], ["^", "2", "除湿机", "6台"]]
    rows: Rows = [*head, *towns, *goods, ["年度目标", GOAL, "<", "<"], HEADS, *LEVELS]
    found = form(tmp_path, rows)
    aside = [(each.label, each.value) for each in found.extra]
    assert found.status == "complete"
    assert ("任务数", "7") in aside and ("设备名称", "除湿机") in aside
    rows[4] = ["^", "财政拨款", "12.00", "7"]  # a source of money: perhaps the form's own
    assert form(tmp_path, rows).status == "incomplete"


def test_a_list_without_levels_is_told_by_its_other_heads(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目名称", "书库修缮", "<", "<", "<"],
        ["年度目标", GOAL, "<", "<", "<"],
        ["指标", "指标权重", "计量单位", "指标性质", "指标值"],
        ["修缮书库面积", "30", "平方米", "≥", "320"],
        ["工程验收合格率", "20", "%", "≥", "98"],
        ["年接待读者人次", "30", "万人次", "≥", "5.2"],
        ["读者满意度", "20", "%", "≥", "92"],
    ]
    found = form(tmp_path, rows)
    assert found.status == "complete"
    assert [(i.level3, i.value, i.weight) for i in found.indicators][:2] == [
        ("修缮书库面积", "≥320平方米", "30"),
        ("工程验收合格率", "≥98%", "20"),
    ]


def test_a_column_of_ticks_says_nothing_and_a_blank_head_stands_under_its_own(tmp_path: Path) -> None:
    rows: Rows = [["", "项目名称", "书库修缮", "<", "<"], ["", "年度目标", GOAL, "<", "<"], ["", *HEADS]]
    rows += [["√", *row] for row in LEVELS]
    assert form(tmp_path, rows).status == "complete"
    rows = [["项目名称", "书库修缮", "<", "<", "<", "<"], ["年度目标", GOAL, "<", "<", "<", "<"]]
    rows += [["绩效指标", "<", "<", "指标值", "<", "权重"], [*HEADS[:3], "符号", "数值", ""]]
    rows += [
        ["产出指标", "数量指标", "修缮书库层数", "≥", "2", "60"],
        ["满意度指标", "服务对象满意度指标", "读者满意度", "≥", "92", "40"],
    ]
    found = form(tmp_path, rows)
    assert (found.status, [i.weight for i in found.indicators]) == ("complete", ["60", "40"])


def test_a_period_in_three_cells_is_read_under_a_label_nobody_knows(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目名称", "书库修缮", "<", "<"],
        ["项目周期安排", "2026.01", "至", "2026.12"],
        ["年度目标", GOAL, "<", "<"],
        HEADS,
        *LEVELS,
    ]
    found = form(tmp_path, rows)
    assert (found.period_start, found.period_end) == ("2026.01", "2026.12")


def test_what_stands_over_an_amount_is_no_label_of_it_where_it_names_a_body(tmp_path: Path) -> None:
    """A label of a body nobody knows stands right over an amount of the same width: its value is beside it."""
    rows: Rows = [
        ["项目名称", "书库修缮", "<", "归口主管单位", "沙洲县文化局", "<"],
        ["实施单位", "沙洲县图书馆", "年度资金总额（万元）", "38.50", "其中：财政拨款", "38.50"],
        ["年度目标", GOAL, "<", "<", "<", "<"],
        ["一级指标", "<", "二级指标", "<", "三级指标", "指标值"],
        *[[row[0], "^" if row[0] == "^" else "<", row[1], "<", *row[2:]] for row in LEVELS],
    ]
    found = form(tmp_path, rows)
    assert (found.department, found.funds.annual.total, found.implementer) == ("沙洲县文化局", "38.50", "沙洲县图书馆")


def test_the_money_of_the_year_stands_beside_that_of_the_project(tmp_path: Path) -> None:
    money = [["项目总金额（万元）", "1818.00", "年度金额（万元）", "606.00"]]
    rows: Rows = [
        ["项目名称", "书库修缮", "主管部门", "沙洲县文化局"],
        *money,
        ["年度目标", GOAL, "<", "<"],
        HEADS,
        *LEVELS,
    ]
    funds = form(tmp_path, rows).funds
    assert (funds.annual.total, funds.annual.fiscal, funds.lifetime.total) == ("606.00", None, "1818.00")


def test_a_table_under_the_title_that_goes_on_goes_on_with_the_one_before(tmp_path: Path) -> None:
    """续表 is printed over it; none of its heads is a word of the list's heads before."""
    paper = Paper(842, 595).centred(60, "2025年项目支出绩效目标表")
    widths = [110.0, 150.0, 150.0, 150.0]
    paper.table([["项目名称", "书库修缮", "<", "<"], ["年度目标", GOAL, "<", "<"], HEADS, *LEVELS[:2]], widths, 90)
    paper.page()
    paper.centred(60, "2025年项目支出绩效目标表（续表）")
    paper.table(LEVELS[2:], widths, 90)
    found = reading(paper.save(tmp_path / "form.pdf")).records
    assert [[i.level3 for i in one.indicators] for one in found] == [[row[2] for row in LEVELS]]


def test_a_body_beside_another_under_a_label_that_does_not_say_which_it_is_is_told(tmp_path: Path) -> None:
    money = ["年度资金总额（万元）", "30.00"]
    rows: Rows = [
        ["项目名称", "书库修缮", "申报部门", "沙洲县文化局"],
        ["实施单位", "沙洲县图书馆", *money],
        ["年度目标", GOAL, "<", "<"],
        HEADS,
        *LEVELS,
    ]
    found = form(tmp_path, rows)
    assert (found.department, found.implementer) in ((None, "沙洲县图书馆"), ("沙洲县文化局", "沙洲县图书馆"))
    assert found.department or found.status == "incomplete"


def test_a_list_of_projects_with_a_goal_of_no_period_is_a_record_each(tmp_path: Path) -> None:
    """Indicators in words stand under the last head: they are told where they are not read."""
    paper = Paper(842, 595).centred(50, "沙洲县2026年项目绩效目标公开表")
    said = "【产出指标】数量指标：修缮书库面积，≥320平方米；质量指标：验收合格率，100%；"
    names = ["书库修缮", "古籍数字化", "流动图书车购置"]
    rows = [[str(n), name, f"{n}0.00", GOAL, said] for n, name in enumerate(names, 1)]
    paper.table(
        [["序号", "项目名称", "预算（万元）", "绩效总目标", "绩效指标"], *rows], [40.0, 110.0, 70.0, 200.0, 300.0], 80
    )
    found = reading(paper.save(tmp_path / "list.pdf")).records
    assert [(one.project_name, one.goal_annual, one.funds.annual.total) for one in found] == [
        (name, GOAL, f"{n}0.00") for n, name in enumerate(names, 1)
    ]
    assert all(one.indicators or one.status == "incomplete" for one in found)
