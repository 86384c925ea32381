"""Project forms into fields: funds, period, spending plan, labels beside, above or inside their values."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from tests.fields.drawn_forms import HEAD, drawn, form, project, records, wide, written
from tests.pdf_builder import Rows

from jixiao.evidence import Passage, Word
from jixiao.fields.kinds.project import put
from jixiao.fields.labels.labelled import Labelled
from jixiao.fields.tree import Draft
from jixiao.geometry import Box
from jixiao.tables.table import Cell, Line

ITEMS = [("委托业务费", "20.20"), ("专用材料费", "10.00"), ("劳务费", "5.00")]


def test_the_body_in_a_cell_of_the_form_is_no_other_one_named_over_it(tmp_path: Path) -> None:
    rows = project(["填报单位：沙洲县文化旅游局", "<", "主管部门：沙洲县文化旅游局"], ["项目实施单位", "沙洲县图书馆"])
    record = form(tmp_path, rows)
    assert (record.department, record.implementer) == ("沙洲县文化旅游局", "沙洲县图书馆")
    assert "implementer" not in record.doubts


def test_two_labels_of_one_field_with_two_values_leave_it_in_doubt(tmp_path: Path) -> None:
    said = ["主管部门", "沙洲县文化旅游局", "预算主管部门", "沙洲县财政局"]
    record = form(tmp_path, project(said))
    assert record.department == "沙洲县文化旅游局"
    assert ("预算主管部门", "沙洲县财政局") in [(e.label, e.value) for e in record.extra]
    assert record.doubts["department"] == ["uncertain"]


def test_what_is_set_after_a_change_is_the_value_and_what_was_before_is_kept(tmp_path: Path) -> None:
    money = ["资金（万元）", "年初预算数", "66.20", "调整后预算数", "53.20"]
    head = ["一级指标", "二级指标", "三级指标", "年初指标值", "调整后指标值"]
    rows = [["产出指标", "数量指标", "修缮层数", "≥3层", "≥2层"], ["^", "质量指标", "验收合格率", "≥98%", "≥98%"]]
    top = (["项目名称", "书库修缮"], money, ["年度绩效目标（调整后）", "修缮书库两层。"])
    record = form(tmp_path, wide(*top, head, *rows, columns=5))
    assert (record.funds.annual.total, record.funds.lifetime) == ("53.20", None)
    assert [(i.value, [(e.label, e.value) for e in i.extra]) for i in record.indicators] == [
        ("≥2层", [("年初指标值", "≥3层")]),
        ("≥98%", [("年初指标值", "≥98%")]),
    ]
    assert ("年初预算数", "66.20") in [(e.label, e.value) for e in record.extra]
    assert not {reason.code for reason in record.reasons} & {"funds.open", "list.second-value"}


def test_a_label_that_holds_a_year_is_no_part_of_the_body_before_it(tmp_path: Path) -> None:
    record = form(tmp_path, project(["主管部门", "沙洲县文化旅游局", "2026年预算安排（万元）", "368.67"]))
    assert record.department == "沙洲县文化旅游局"
    assert (record.funds.unit, record.funds.annual.total) == ("万元", "368.67")


def test_a_blank_strip_beside_a_label_of_an_amount_is_not_its_value(tmp_path: Path) -> None:
    labels, amounts = ["申请总额", "财政拨款", "其他资金", ""], ["147.45", "147.45", "0.00", "^"]
    rows = [["经费预算（万元）", *labels], ["^", *amounts]]
    top = wide(["项目名称", "书库修缮"], columns=5)
    goal = wide(
        ["年度目标", "修缮书库两层。"], [*HEAD, ""], ["产出指标", "数量指标", "修缮层数", "≥2层", "^"], columns=5
    )
    record = form(tmp_path, [*top, *rows, *goal])
    side = record.funds.annual
    assert (side.total, side.fiscal, side.other) == ("147.45", "147.45", "0.00")


@pytest.mark.parametrize("make", [drawn, written], ids=["pdf", "word"])
def test_a_whole_form(tmp_path: Path, make: Callable[..., Path]) -> None:
    rows = project(
        ["项目编码", "370901T0001", "项目类别", "特定目标类"],
        ["主管部门", "沙洲县文化旅游局", "实施单位", "沙洲县图书馆"],
    )
    (record,) = records(make(tmp_path / f"form.{'pdf' if make is drawn else 'docx'}", rows))
    assert record.kind == "project_goal"
    assert (record.title, record.year) == ("2024年项目支出绩效目标表", 2024)
    assert (record.project_name, record.project_code, record.category) == ("书库修缮", "370901T0001", "特定目标类")
    assert (record.department, record.implementer) == ("沙洲县文化旅游局", "沙洲县图书馆")
    assert record.goal_annual == "修缮书库两层。"
    assert [i.level3 for i in record.indicators] == ["修缮层数"]
    assert (record.status, record.extra) == ("complete", [])


def side(record: Any, scope: str = "annual") -> tuple[str | None, ...]:
    found = getattr(record.funds, scope)
    return (found.total, found.fiscal, found.other, found.carryover)


def test_funds_in_one_column(tmp_path: Path) -> None:
    record = form(
        tmp_path,
        project(
            ["项目资金（万元）", "年度资金总额", "35.20"],
            ["^", "其中：财政拨款", "30.20"],
            ["^", "上年结转", "0"],
            ["^", "其他资金", "5.00"],
        ),
    )
    assert record.funds.unit == "万元"
    assert side(record) == ("35.20", "30.20", "5.00", "0")
    assert record.funds.lifetime is None
    assert record.parsed["funds.annual.total"] == {"yuan": "352000", "unit": "万元"}


def test_funds_in_two_columns(tmp_path: Path) -> None:
    record = form(
        tmp_path,
        wide(
            ["项目名称", "书库修缮"],
            ["项目资金（万元）", "项目资金总额", "90.00", "年度资金总额", "35.20"],
            ["^", "其中：财政拨款", "80.00", "其中：财政拨款", "30.20"],
            ["^", "其他资金", "10.00", "其他资金", "5.00"],
            ["年度目标", "修缮书库两层。"],
            columns=5,
        ),
    )
    assert side(record) == ("35.20", "30.20", "5.00", None)
    assert side(record, "lifetime") == ("90.00", "80.00", "10.00", None)


def test_funds_in_a_row(tmp_path: Path) -> None:
    record = form(
        tmp_path,
        wide(
            ["项目名称", "书库修缮"],
            ["预算规模", "预算数", "35.20", "其中：财政资金", "30.20", "其他资金", "5.00"],
            ["绩效目标", "修缮书库两层。"],
            columns=7,
        ),
    )
    assert side(record) == ("35.20", "30.20", "5.00", None)


def test_the_head_of_a_row_of_funds_is_no_total_of_another_period(tmp_path: Path) -> None:
    rows = [["年度资金（万元）", "总额", "35.20", "财政拨款", "30.20", "其他资金", "5.00"]]
    record = form(tmp_path, wide(["项目名称", "书库修缮"], *rows, ["绩效目标", "修缮书库两层。"], columns=7))
    assert side(record) == ("35.20", "30.20", "5.00", None)
    assert record.funds is not None and record.funds.lifetime is None


def test_funds_with_labels_above_the_amounts(tmp_path: Path) -> None:
    rows = wide(
        ["项目名称", "书库修缮"],
        ["项目资金（万元）", "年度资金总额", "财政拨款", "其他资金"],
        ["^", "35.20", "30.20", "5.00"],
        ["年度目标", "修缮书库两层。"],
    )
    assert side(form(tmp_path, rows)) == ("35.20", "30.20", "5.00", None)


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(["项目期限", "2024年1月", "至", "2026年12月"], id="cells with a joint"),
        pytest.param(["项目期限", "2024年1月至2026年12月"], id="one cell"),
        pytest.param(["项目期限", "2024年1月 至", "2026年12月"], id="a joint in the first cell"),
        pytest.param(["项目期限", "2024年1月", "至2026年12月"], id="a joint in the last cell"),
        pytest.param(["项目期限", "2024年1月-2026年12月"], id="a dash"),
        pytest.param(["计划开始日期", "2024年1月", "计划完成日期", "2026年12月"], id="two labels"),
        pytest.param(["起止时间", "2024年1月", "2026年12月", "<"], id="two cells"),
    ],
)
def test_the_period(tmp_path: Path, cells: list[str]) -> None:
    record = form(tmp_path, project(cells))
    assert (record.period_start, record.period_end) == ("2024年1月", "2026年12月")
    assert record.status == "complete"


def test_spending_plan_with_dates_over_shares(tmp_path: Path) -> None:
    rows = wide(
        ["项目名称", "书库修缮"],
        ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"],
        ["^", "25.00%", "50.00%", "75.00%", "100.00%"],
        ["绩效目标", "修缮书库两层。"],
        columns=5,
    )
    plan = form(tmp_path, rows).spending_plan
    assert [(s.due, s.share) for s in plan] == [
        ("3月底", "25.00%"), ("6月底", "50.00%"), ("10月底", "75.00%"), ("12月底", "100.00%"),
    ]  # fmt: skip


def test_spending_plan_without_percent_signs(tmp_path: Path) -> None:
    rows = wide(
        ["项目名称", "书库修缮"],
        ["资金支出计划（%）", "3月底", "6月底"],
        ["^", "25", "100"],
        ["绩效目标", "修缮书库两层。"],
        columns=3,
    )
    assert [(s.due, s.share) for s in form(tmp_path, rows).spending_plan] == [("3月底", "25"), ("6月底", "100")]


@pytest.mark.parametrize(
    "cells",
    [["执行率分值（10）", ""], ["执行率分值", "10"], ["执行率分值（10分）", ""]],
    ids=["inside", "beside", "points"],
)
def test_execution_weight(tmp_path: Path, cells: list[str]) -> None:
    assert form(tmp_path, project(cells)).execution_weight == "10"


def test_labels_inside_their_cells(tmp_path: Path) -> None:
    record = form(tmp_path, project(["主管部门：沙洲县文化旅游局", "<", "实施单位：沙洲县图书馆", "<"]))
    assert (record.department, record.implementer) == ("沙洲县文化旅游局", "沙洲县图书馆")
    assert record.status == "complete"


def test_a_department_with_its_code_in_a_cell_of_its_own(tmp_path: Path) -> None:
    record = form(tmp_path, project(["主管部门编码", "216", "主管部门", "沙洲县文化旅游局"]))
    assert (record.department, record.department_code) == ("沙洲县文化旅游局", "216")


def test_a_code_that_shares_the_cell_stays_with_the_name(tmp_path: Path) -> None:
    record = form(tmp_path, project(["主管部门及代码", "[216]沙洲县文化旅游局", "实施单位", "沙洲县图书馆"]))
    assert (record.department, record.department_code) == ("[216]沙洲县文化旅游局", None)


def test_unknown_labels_are_kept_with_their_values(tmp_path: Path) -> None:
    record = form(tmp_path, project(["立项依据", "县政府会议纪要"], ["责任领导", "周某某", "实施单位", "沙洲县图书馆"]))
    assert {e.label: e.value for e in record.extra} == {"立项依据": "县政府会议纪要", "责任领导": "周某某"}
    assert record.implementer == "沙洲县图书馆"
    assert record.status == "complete"


def test_blank_is_empty_and_absent_is_none(tmp_path: Path) -> None:
    record = form(tmp_path, project(["主管部门", "", "实施单位", "沙洲县图书馆"]))
    assert (record.department, record.implementer, record.category) == ("", "沙洲县图书馆", None)


GOALS = ("三年内修缮全部书库并实现恒温恒湿管理。", "本年修缮书库两层并添置书架二十组。")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [["总体绩效目标", GOALS[0], "年度绩效目标", GOALS[1]]],
            id="labels beside",
        ),
        pytest.param(
            [["总体目标", "实施期目标", "<", "年度目标"], ["^", GOALS[0], "<", GOALS[1]]],
            id="labels above",
        ),
        pytest.param([["总体目标", GOALS[0]], ["年度目标", GOALS[1]]], id="under one another"),
    ],
)
def test_goals_of_both_periods(tmp_path: Path, rows: Rows) -> None:
    record = form(tmp_path, wide(["项目名称", "书库修缮"], *rows, HEAD, ["产出指标", "数量指标", "修缮层数", "2层"]))
    assert (record.goal_lifetime, record.goal_annual) == GOALS


def test_a_single_goal_is_the_annual_one(tmp_path: Path) -> None:
    record = form(tmp_path, wide(["项目名称", "书库修缮"], ["总体目标", GOALS[0]], columns=2))
    assert (record.goal_lifetime, record.goal_annual) == (None, GOALS[0])


def test_a_second_goal_is_kept_aside(tmp_path: Path) -> None:
    record = form(tmp_path, project(["年度目标", "购置书车一辆。"]))
    assert record.goal_annual == "购置书车一辆。"
    assert [(extra.label, extra.value) for extra in record.extra] == [("年度目标", "修缮书库两层。")]


def test_paragraphs_of_a_goal_keep_their_breaks(tmp_path: Path) -> None:
    goal = "1.修缮书库两层；\n2.添置书架二十组。"
    assert form(tmp_path, wide(["项目名称", "书库修缮"], ["年度目标", goal], columns=2)).goal_annual == goal


def test_several_forms_in_one_table_are_several(tmp_path: Path) -> None:
    first = project(["实施单位", "沙洲县图书馆"])
    second = wide(
        ["项目名称", "流动书车"], ["年度目标", "购置书车一辆。"], HEAD, ["产出指标", "数量指标", "购置", "1辆"]
    )
    found = records(drawn(tmp_path / "two.pdf", [*first, *second]))
    assert [r.project_name for r in found] == ["书库修缮", "流动书车"]
    assert [r.goal_annual for r in found] == ["修缮书库两层。", "购置书车一辆。"]
    assert [[i.value for i in r.indicators] for r in found] == [["≥2层"], ["1辆"]]


def test_a_title_row_inside_the_table_is_the_title(tmp_path: Path) -> None:
    rows = wide(["2025年度项目支出绩效目标表"], ["项目名称", "书库修缮"], ["年度目标", "修缮书库两层。"], columns=2)
    record = form(tmp_path, rows, title="")
    assert (record.title, record.year, record.project_name) == ("2025年度项目支出绩效目标表", 2025, "书库修缮")


@pytest.mark.parametrize("label", ["其中：本级财政安排", "一般公共预算资金", "其中：省级补助"])
def test_the_only_money_of_a_government_is_all_that_the_state_gives(tmp_path: Path, label: str) -> None:
    record = form(
        tmp_path,
        project(
            ["项目资金（万元）", "年度资金总额", "35.20"],
            ["^", label, "30.20"],
            ["^", "其他资金", "5.00"],
        ),
    )
    assert side(record) == ("35.20", "30.20", "5.00", None)
    assert "funds.annual.fiscal" in record.doubts


@pytest.mark.parametrize("given", ["30.20", "30.21"])
def test_the_money_of_the_own_government_is_the_state_s_where_it_makes_the_total(tmp_path: Path, given: str) -> None:
    rows = (["预算规模（万元）", "35.20"], ["其中", "本级资金", given], ["^", "其他资金", "5.00"])
    record = form(tmp_path, project(*rows))
    assert side(record) == ("35.20", given, "5.00", None)
    assert "funds.annual.fiscal" in record.doubts


def test_a_paragraph_under_the_heading_of_a_block_makes_the_form_incomplete(tmp_path: Path) -> None:
    text = "资金用于全域旅游宣传推广中举办大型节庆活动等方面的支出。"
    rows = (["预算安排及用途", "预算数（万元）", "330.00"], ["^", text, "<"])
    record = form(tmp_path, project(*rows))
    assert text in {e.value for e in record.extra}
    assert "label.unbound" in [reason.code for reason in record.reasons]


def test_money_of_two_governments_stays_what_it_is(tmp_path: Path) -> None:
    record = form(
        tmp_path,
        project(
            ["项目资金（万元）", "年度资金总额", "35.20"],
            ["^", "其中：省级财政安排", "30.20"],
            ["^", "县级财政安排", "5.00"],
        ),
    )
    assert side(record) == ("35.20", None, None, None)
    assert "funds.open" in [reason.code for reason in record.reasons]


def test_nil_under_a_label_of_money_is_an_amount(tmp_path: Path) -> None:
    record = form(
        tmp_path,
        project(
            ["项目资金（万元）", "年度资金总额", "35.20"],
            ["^", "其中：财政拨款", "35.20"],
            ["^", "单位自有资金", "-"],
            ["其他需要说明的问题", "无", "<"],
        ),
    )
    assert side(record) == ("35.20", "35.20", "-", None)


def test_years_over_amounts_say_what_is_done_with_the_money(tmp_path: Path) -> None:
    record = form(
        tmp_path,
        wide(
            ["项目名称", "书库修缮"],
            ["预算资金（万元）", "资金来源", "2024年安排", "项目总投资"],
            ["^", "资金总额", "35.20", "90.00"],
            ["^", "财政资金", "30.20", "80.00"],
            ["^", "自筹资金", "5.00", "10.00"],
            ["年度目标", "修缮书库两层。"],
            columns=4,
        ),
    )
    assert side(record) == ("35.20", "30.20", "5.00", None)
    assert side(record, "lifetime") == ("90.00", "80.00", "10.00", None)


@pytest.mark.parametrize(("title", "annual"), [("2025年项目支出绩效目标表", "35.20"), ("项目支出绩效目标表", None)])
def test_what_years_add_up_to_is_of_the_whole_term(tmp_path: Path, title: str, annual: str | None) -> None:
    rows = wide(
        ["项目名称", "书库修缮"],
        ["资金计划（万元）", "来源", "合计", "2025年", "2026年"],
        ["^", "财政资金", "90.20", "35.20", "55.00"],
        ["^", "总额", "90.20", "35.20", "55.00"],
        ["年度目标", "修缮书库两层。"],
        HEAD,
        ["产出指标", "数量指标", "修缮层数", "2层"],
        columns=5,
    )
    record = form(tmp_path, rows, title=title)
    assert record.funds.lifetime.total == "90.20"
    assert record.funds.annual.total == annual
    assert annual is not None or record.status == "incomplete", "no year is named: none of them is this year's"


def cell(row: int, text: str) -> Cell:
    return Cell(row, 0, 1, 1, [Line([Word(text, 1, Box(0, 20 * row, 60, 20 * row + 12))])], 1)


@pytest.mark.parametrize(("rows", "codes"), [((1, 4), ["list.names"]), ((1, 1), [])])
def test_several_names_under_one_label_are_not_one_project(rows: tuple[int, int], codes: list[str]) -> None:
    names, draft = [cell(row, name) for row, name in zip(rows, ("书库修缮", "阅读推广"), strict=True)], Draft({})
    tree: dict[str, Any] = {"project_name": None}
    value = Passage.join(each.flat for each in names)
    put(tree, "project_name", Labelled("project_name", cell(0, "项目名称"), value, names), draft)
    assert [reason.code for reason in draft.reasons] == codes


def test_a_table_of_what_money_goes_to_is_no_list_of_indicators_where_one_has_heads(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("2024年项目支出绩效目标表")
    for rows in (
        [["项目名称", "书库修缮"], ["年度资金总额（万元）", "35.20"], ["年度目标", "修缮书库两层，保障读者借阅安全。"]],
        [["支出内容", "测算标准及依据", "数量", "金额"], *([what, "参照市场询价结果", "1", m] for what, m in ITEMS)],
        [HEAD, ["产出指标", "数量指标", "修缮层数", "≥2层"], ["产出指标", "质量指标", "验收合格率", "100%"]],
    ):
        table = document.add_table(len(rows), len(rows[0]))
        for (r, row), c in product(enumerate(rows), range(len(rows[0]))):
            table.cell(r, c).text = row[c]
    document.save(str(tmp_path / "form.docx"))
    (record,) = records(tmp_path / "form.docx")
    assert [i.level3 for i in record.indicators] == ["修缮层数", "验收合格率"]
    assert side(record)[0] == "35.20" and record.funds.lifetime is None
    assert record.status == "incomplete" and "20.20 10.00 5.00" in {e.value for e in record.extra}
