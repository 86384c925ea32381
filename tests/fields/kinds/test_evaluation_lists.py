"""Lists of self-evaluations: a record a project, and what no field holds is said."""

from __future__ import annotations

from pathlib import Path

from tests.pdf_builder import Paper, reading

from jixiao.config import Settings
from jixiao.pipeline import read
from jixiao.records import SelfEvaluation
from jixiao.sources import gather

Row = list[str | tuple[int, int, str]]
LEVELS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


def records_of(title: str, rows: list[Row], tmp_path: Path) -> list[SelfEvaluation]:
    """The records of a page with the title over a table; a cell is its text, or rows, columns and text."""
    cells = ([(1, 1, c) if isinstance(c, str) else c for c in row] for row in rows)
    body = "".join(
        "<tr>" + "".join(f'<td rowspan="{r}" colspan="{c}">{text}</td>' for r, c, text in row) + "</tr>"
        for row in cells
    )
    path = tmp_path / "list.html"
    page = f'<html><meta charset="utf-8"><p>{title}</p><p>单位：万元</p><table>{body}</table></html>'
    path.write_text(page, encoding="utf-8")
    (source,) = gather([path], tmp_path / "unpacked").sources
    found = read(source, Settings()).records
    assert all(isinstance(record, SelfEvaluation) for record in found)
    return [record for record in found if isinstance(record, SelfEvaluation)]


def project(number: int, name: str, spent: str, share: str) -> list[Row]:
    """Three rows of indicators with the project's own cells at their left."""
    own: Row = [(3, 1, text) for text in (str(number), name, "100.00", spent, share)]
    return [
        [*own, (2, 1, "产出指标"), "数量指标", "举办培训期数", "≥6期", "7期", "40", "40"],
        ["质量指标", "培训合格率", "≥95%", "96%", "30", "30"],
        ["满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "88%", "30", "29"],
    ]


def test_each_project_of_a_list_is_a_record(tmp_path: Path) -> None:
    head: Row = ["序号", "项目名称", "预算数", "执行数", "执行率", *LEVELS]
    rows: list[Row] = [head, *project(1, "河道清淤", "90.00", "90%"), *project(2, "村医培训", "80.50", "80.5%")]
    first, second = records_of("2024年度项目支出绩效自评情况表", rows, tmp_path)
    assert [r.project_name for r in (first, second)] == ["河道清淤", "村医培训"]
    assert first.status == second.status == "complete"
    assert second.funds is not None
    assert second.funds.unit == "万元"
    (money,) = second.funds.rows
    assert (money.budget, money.executed, money.rate) == ("100.00", "80.50", "80.5%")
    assert [(i.level1, i.level3, i.actual, i.score) for i in second.indicators] == [
        ("产出指标", "举办培训期数", "7期", "40"),
        ("产出指标", "培训合格率", "96%", "30"),
        ("满意度指标", "学员满意度", "88%", "29"),
    ]


def test_points_and_grade_behind_the_indicators_are_the_projects(tmp_path: Path) -> None:
    rows: list[Row] = [["项目名称", *LEVELS, "自评总分", "评价等次"]]
    for name, points in (("河道清淤", "97.5"), ("村医培训", "88")):
        top, *rest = ([*row[5:]] if len(row) > 7 else row for row in project(1, name, "", ""))
        rows += [[(3, 1, name), *top, (3, 1, points), (3, 1, "优")], *rest]
    found = records_of("绩效自评情况一览表", rows, tmp_path)
    assert [(r.project_name, r.total.score if r.total else None, r.grade) for r in found] == [
        ("河道清淤", "97.5", "优"),
        ("村医培训", "88", "优"),
    ]


def test_a_list_without_indicators_is_a_record_a_row(tmp_path: Path) -> None:
    rows: list[Row] = [
        [
            "序号",
            "项目名称",
            "主管部门",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "预算执行率",
            "自评得分",
            "自评等级",
            "备注",
        ],
        ["1", "河道清淤", "平川县水务局", "90.00", "100.00", "95.00", "95%", "96.2", "优", ""],
        ["2", "村医培训", "平川县卫生健康局", "50.00", "50.00", "40.00", "80%", "84", "良", ""],
        [(1, 3, "合计"), "140.00", "150.00", "135.00", "", "", "", ""],
    ]
    first, second = records_of("2024年度项目绩效自评结果汇总表", rows, tmp_path)
    assert first.status == second.status == "complete"
    assert first.department == "平川县水务局"
    assert second.total is not None
    assert (second.total.score, second.grade) == ("84", "良")
    assert second.funds is not None
    assert (second.funds.rows[0].initial, second.funds.rows[0].executed) == ("50.00", "40.00")


def test_amounts_that_do_not_make_the_printed_total_are_said(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["项目名称", "全年预算数", "全年执行数", "自评得分", "自评等级"],
        ["河道清淤", "100.00", "95.00", "96.2", "优"],
        ["村医培训", "50.00", "40.00", "84", "良"],
        ["合计", "190.00", "135.00", "", ""],
    ]
    for record in records_of("2024年度项目绩效自评结果汇总表", rows, tmp_path):
        assert "list.total" in {reason.code for reason in record.reasons}


def test_each_project_named_by_a_row_across_the_list_is_a_record(tmp_path: Path) -> None:
    rows: list[Row] = [[*LEVELS]]
    for name in ("河道清淤", "村医培训"):
        top, *rest = project(1, name, "", "")
        rows += [[(1, 7, f"项目名称：{name}")], top[5:], *rest]
    assert [r.project_name for r in records_of("项目支出绩效自评表", rows, tmp_path)] == ["河道清淤", "村医培训"]


def test_a_form_of_one_project_is_not_cut(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["项目名称", (1, 3, "河道清淤"), "自评等级", (1, 2, "优")],
        [*LEVELS],
        *([*row[5:]] if len(row) > 7 else row for row in project(1, "", "", "")),
    ]
    (record,) = records_of("项目支出绩效自评表", rows, tmp_path)
    assert (record.project_name, record.grade, len(record.indicators)) == ("河道清淤", "优", 3)


def test_an_amount_that_no_field_holds_is_a_reason(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["项目名称", (1, 2, "河道清淤"), "以前年度欠款", (1, 3, "12.50")],
        [*LEVELS],
        *([*row[5:]] if len(row) > 7 else row for row in project(1, "", "", "")),
    ]
    (record,) = records_of("项目支出绩效自评表", rows, tmp_path)
    assert record.status == "incomplete"
    assert "12.50" in {extra.value for extra in record.extra}


def test_the_money_of_one_source_beside_all_of_it(tmp_path: Path) -> None:
    rows: list[Row] = [
        [
            "项目单位",
            "自评项目名称",
            "预算金额",
            "其中：财政资金",
            "支出金额",
            "其中：财政资金",
            "预算执行率",
            "评价总分",
        ],
        ["平川县水务局", "河道清淤", "100.00", "80.00", "95.00", "76.00", "95%", "96.2"],
        ["平川县卫生健康局", "村医培训", "50.00", "50.00", "40.00", "40.00", "80%", "84"],
    ]
    first, second = records_of("2024年度部门项目支出绩效自评结果一览表", rows, tmp_path)
    assert first.status == second.status == "complete"
    assert (first.implementer, first.project_name) == ("平川县水务局", "河道清淤")
    assert first.funds is not None
    assert second.funds is not None
    assert [(r.item, r.budget, r.executed, r.rate) for r in first.funds.rows] == [
        (None, "100.00", "95.00", "95%"),
        ("其中：财政资金", "80.00", "76.00", None),
    ]
    assert second.funds.rows[1].executed == "40.00"


def test_a_self_evaluation_without_rules_is_one_and_incomplete(tmp_path: Path) -> None:
    paper = Paper().centred(60, "项目支出绩效自评表")
    lines = [
        ["项目名称", "河道清淤"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "清淤长度", "≥12公里", "12.6公里", "60", "60"],
        ["", "质量指标", "验收合格率", "≥95%", "96%", "20", "20"],
        ["满意度指标"],
        ["", "", "村民满意度", "≥90%", "88%", "20", "19"],
        ["总分", "", "", "", "", "100", "99"],
    ]
    for r, line in enumerate(lines):
        for c, text in enumerate(line):
            if text:
                paper.text(40 + 75 * c, 110 + 20 * r, text)
    (record,) = reading(paper.save(tmp_path / "form.pdf")).records
    assert isinstance(record, SelfEvaluation)
    assert "table.lines-only" in {reason.code for reason in record.reasons}
    assert [(i.level3, i.actual, i.score) for i in record.indicators] == [
        ("清淤长度", "12.6公里", "60"),
        ("验收合格率", "96%", "20"),
        ("村民满意度", "88%", "19"),
    ]
    assert record.total is not None
    assert record.total.score == "99"


def test_a_list_of_departments_is_a_record_each(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["序号", "部门名称", "全年预算", "全年支出", "执行率", "自评得分", "自评等级"],
        ["1", "平川县水务局", "100.00", "95.00", "95%", "96.2", "优"],
        ["2", "平川县卫生健康局", "50.00", "40.00", "80%", "84", "良"],
    ]
    found = records_of("2024年度部门整体支出绩效自评结果汇总表", rows, tmp_path)
    assert [(r.department, r.project_name, r.grade) for r in found] == [
        ("平川县水务局", None, "优"),
        ("平川县卫生健康局", None, "良"),
    ]
    assert {r.status for r in found} == {"complete"}


def test_what_was_spent_in_words_is_no_outcome_of_the_goal(tmp_path: Path) -> None:
    done = "全年清淤12.6公里，汛期前全部通水。"
    rows: list[Row] = [["项目名称", "预算执行情况", "总体目标完成情况", "自评得分", "自评等级"]]
    rows += [[name, "预算100万元，支出95万元", done, "96", "优"] for name in ("河道清淤", "村医培训")]
    for record in records_of("2024年度项目绩效自评结果汇总表", rows, tmp_path):
        assert record.goal_actual == done
        assert record.funds is not None
        assert [(row.budget, row.executed) for row in record.funds.rows] == [("100", "95")]
        assert (record.funds.unit, record.status) == ("万元", "complete")


def test_a_grade_under_another_word_and_reasons_among_remarks(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["项目名称", (1, 2, "河道清淤"), "结论", (1, 4, "优")],
        [*LEVELS, "备注（偏差原因）"],
        *([*(row[5:] if len(row) > 7 else row), "材料涨价"] for row in project(1, "", "", "")),
    ]
    (record,) = records_of("项目支出绩效自评表", rows, tmp_path)
    assert (record.grade, record.doubts.get("grade")) == ("优", ["label-inferred"])
    assert {row.reason for row in record.indicators} == {"材料涨价"}


def test_a_part_of_the_budget_is_none_of_what_was_spent(tmp_path: Path) -> None:
    rows: list[Row] = [
        [(2, 1, "项目名称"), (1, 3, "资金安排及执行"), (2, 1, "自评分数"), (2, 1, "自评等次")],
        ["预算", "其中：财政拨款", "支出"],
        ["河道清淤", "100.00", "80.00", "95.00", "96.2", "优"],
        ["村医培训", "50.00", "50.00", "40.00", "84", "良"],
    ]
    amounts = (("100.00", "80.00", "95.00"), ("50.00", "50.00", "40.00"))
    found = records_of("项目支出绩效自评情况汇总表", rows, tmp_path)
    for record, (all_of_it, part, spent) in zip(found, amounts, strict=True):
        assert record.funds
        assert [(row.initial, row.budget, row.executed) for row in record.funds.rows] == [
            (None, all_of_it, spent),
            (None, part, None),
        ]


def test_a_total_that_stands_under_its_words(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["项目名称", (1, 6, "河道清淤")],
        [*LEVELS],
        *([*row[5:]] if len(row) > 7 else row for row in project(1, "", "", "")),
        [(2, 2, "总分"), (1, 2, "总分值"), (1, 2, "总得分"), "自评等级"],
        [(1, 2, "100.00"), (1, 2, "95.50"), "优"],
    ]
    (record,) = records_of("项目支出绩效自评表", rows, tmp_path)
    assert record.total
    assert (record.total.weight, record.total.score, record.grade) == ("100.00", "95.50", "优")


def test_the_items_of_a_goal_in_a_list_are_no_labels(tmp_path: Path) -> None:
    goal = "目标1：举办培训6期<br>目标2：合格率达到95%"
    rows: list[Row] = [["项目名称", "年度总体目标", *LEVELS]]
    for name in ("河道清淤", "村医培训"):
        top, *rest = ([*row[5:]] if len(row) > 7 else row for row in project(1, name, "", ""))
        rows += [[(3, 1, name), (3, 1, goal), *top], *rest]
    found = records_of("绩效自评情况一览表", rows, tmp_path)
    assert [r.goal_expected for r in found] == ["目标1：举办培训6期\n目标2：合格率达到95%"] * 2
