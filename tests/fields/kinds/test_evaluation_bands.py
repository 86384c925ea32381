"""Lists of self-evaluations that say of a project in no column what it is, and forms that are several."""

from __future__ import annotations

from pathlib import Path

from tests.fields.kinds.test_evaluation_lists import LEVELS, Row, records_of
from tests.pdf_builder import Paper, reading

from jixiao.config import Settings
from jixiao.pipeline import read
from jixiao.records import SelfEvaluation
from jixiao.sources import gather

HEAD: Row = ["序号", "指标类别", "指标名称", "年初目标", "实际完成", "分值", "得分", "说明"]
KINDS = [
    ("数量指标", "清淤河道长度", "≥6公里", "7公里", "20"),
    ("质量指标", "验收合格率", "100%", "100%", "30"),
    ("服务对象满意度指标", "群众满意度", "≥90%", "88%", "39"),
]


def indicators() -> list[Row]:
    return [[str(i), *row, row[-1], "雨季停工" if i == 3 else ""] for i, row in enumerate(KINDS, 1)]


def banded(names: list[list[str | tuple[int, int, str]]]) -> list[Row]:
    """A list with a row over each project's indicators and their total under them."""
    rows: list[Row] = [HEAD]
    for name in names:
        rows += [name, *indicators(), [(1, 5, "小计"), "89", "89", ""]]
    return rows


def test_a_counted_row_across_names_a_project_with_its_money_and_grade(tmp_path: Path) -> None:
    names: list[Row] = [
        [(1, 4, f"（{i}）{name}"), (1, 2, "预算1,200.50万元，支出1,100.00万元"), (1, 2, "等级：优")]
        for i, name in enumerate(("河道清淤", "村医培训"), 1)
    ]
    first, second = records_of("项目支出绩效自评表（汇总）", banded(names), tmp_path)
    assert [r.project_name for r in (first, second)] == ["河道清淤", "村医培训"]
    assert [len(r.indicators) for r in (first, second)] == [3, 3]
    assert second.total is not None
    assert (second.total.score, second.grade, second.status) == ("89", "优", "complete")
    assert first.funds is not None
    assert (first.funds.unit, first.funds.rows[0].executed) == ("万元", "1,100.00")
    assert first.indicators[2].reason == "雨季停工"  # behind the points 说明 says how they came


def test_a_row_across_without_a_number_names_a_project_where_each_has_a_total(tmp_path: Path) -> None:
    found = records_of("项目支出绩效自评表", banded([[(1, 8, "河道清淤")], [(1, 8, "村医培训")]]), tmp_path)
    assert [r.project_name for r in found] == ["河道清淤", "村医培训"]


def test_rows_across_with_neither_name_projects_where_the_indicators_begin_alike(tmp_path: Path) -> None:
    rows: list[Row] = [HEAD, [(1, 8, "河道清淤")], *indicators(), [(1, 8, "村医培训")], *indicators()]
    found = records_of("项目支出绩效自评表", rows, tmp_path)
    assert [(r.project_name, len(r.indicators)) for r in found] == [("河道清淤", 3), ("村医培训", 3)]


def test_rows_across_that_name_levels_are_no_projects(tmp_path: Path) -> None:
    found = records_of("项目支出绩效自评表", banded([[(1, 8, "（一）产出指标")], [(1, 8, "（二）效益指标")]]), tmp_path)
    assert [len(r.indicators) for r in found] == [6]
    assert "list.several" not in {reason.code for r in found for reason in r.reasons}


def test_what_is_printed_once_a_project_tells_that_a_form_is_several(tmp_path: Path) -> None:
    rows = [row for i, row in enumerate(banded([["", (1, 7, "")], ["", (1, 7, "")]])) if i not in (1, 6)]
    path = tmp_path / "several.html"
    body = "".join(
        "<tr>" + "".join(f"<td>{c}</td>" if isinstance(c, str) else f'<td colspan="{c[1]}">{c[2]}</td>' for c in row)
        for row in rows
    )
    path.write_text(f'<meta charset="utf-8"><p>项目支出绩效自评表</p><table>{body}</table>', encoding="utf-8")
    reading = read(gather([path], tmp_path / "unpacked").sources[0], Settings())
    (record,) = reading.records
    assert isinstance(record, SelfEvaluation)
    assert record.status == "incomplete"
    (reason,) = [reason for reason in record.reasons if reason.code == "list.several"]
    assert "从1起的序号2处" in reason.message
    assert "小计2处" in reason.message
    assert "list.several" in {problem.code for problem in reading.problems}


def test_a_cell_of_labels_beside_the_indicators_tells_the_project(tmp_path: Path) -> None:
    rows: list[Row] = [["项目基本情况", *LEVELS]]
    for name, score in (("河道清淤", "94"), ("村医培训", "91")):
        said = f"项目名称：{name}<br>主管部门：平川县水务局<br>全年预算数：20万元<br>全年执行数：18万元<br>执行率：90%"
        rows += [
            [(3, 1, said), (2, 1, "产出指标"), "数量指标", "清淤河道长度", "≥6公里", "7公里", "50", "50"],
            ["质量指标", "验收合格率", "100%", "100%", "40", "40"],
            [(1, 5, "自评总分（含执行率10分）"), "100", score],
        ]
    first, second = records_of("2024年度项目绩效自评表", rows, tmp_path)
    assert [(r.project_name, r.department) for r in (first, second)] == [
        ("河道清淤", "平川县水务局"),
        ("村医培训", "平川县水务局"),
    ]
    assert second.funds is not None
    (money,) = second.funds.rows
    assert (second.funds.unit, money.budget, money.executed, money.rate) == ("万元", "20", "18", "90%")
    assert second.total is not None
    assert (second.total.score, second.status) == ("91", "complete")


def test_points_in_pairs_and_a_row_of_points_under_each_project(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["项目名称", "资金（万元）", "指标类别", "指标名称", "目标值", "完成值", "得分/分值", "偏差分析"]
    ]
    for name, score in (("河道清淤", "97"), ("村医培训", "97"), ("桥梁加固", "97")):
        rows += [
            [
                (2, 1, name),
                (2, 1, "预算：20<br>支出：18"),
                *("数量", "清淤河道长度", "≥6公里", "7公里", "48/50", ""),
            ],
            ["质量", "验收合格率", "100%", "100%", "40/40", ""],
            [(1, 8, f"自评得分：{score}　　自评等级：优")],
        ]
    found = records_of("2024年度项目绩效自评分析表", rows, tmp_path)
    assert [(r.project_name, r.total.score if r.total else "", r.grade) for r in found] == [
        ("河道清淤", "97", "优"),
        ("村医培训", "97", "优"),
        ("桥梁加固", "97", "优"),
    ]
    assert [(i.weight, i.score) for i in found[0].indicators] == [("50", "48"), ("40", "40")]
    assert {r.status for r in found} == {"complete"}


def test_a_list_of_bodies_is_told_by_their_names(tmp_path: Path) -> None:
    rows: list[Row] = [["部门（单位）", "年度主要任务", "任务完成情况", "预算数", "支出数", "得分", "等级"]]
    for body in ("平川县水务局", "平川县审计局", "平川县民政局"):
        goal, done = f"围绕全县中心工作，做好{body[3:5]}各项任务。", f"全年{body[3:5]}任务完成，群众反映良好。"
        rows.append([body, goal, done, "100.00", "95.00", "96", "优"])
    found = records_of("平川县2024年部门整体绩效自评结果", rows, tmp_path)
    assert [(r.department, r.project_name) for r in found][:1] == [("平川县水务局", None)]
    assert found[0].goal_expected == "围绕全县中心工作，做好水务各项任务。"
    assert found[0].doubts["goal_expected"] == ["label-inferred"]
    assert len(found) == 3


def test_a_blank_grade_is_not_that_of_the_project_above(tmp_path: Path) -> None:
    rows: list[Row] = [["序号", "项目名称", "预算数", "执行数", "自评得分", "自评等级"], [(1, 6, "一、部门预算项目")]]
    rows += [[str(i), f"{name}工程", "9.50", "9.00", score, grade] for i, (name, score, grade) in enumerate(
        (("清淤", "95", "优"), ("加固", "", ""), ("绿化", "88", "良")), 1
    )]  # fmt: skip
    found = records_of("2024年度项目支出绩效自评结果汇总表", rows, tmp_path)
    assert [r.grade for r in found] == ["优", None, "良"]
    assert [r.status for r in found] == ["complete"] * 3  # the heading of a section is none of their text


def test_bodies_with_their_indicators_are_departments(tmp_path: Path) -> None:
    rows: list[Row] = [
        [(1, 5, "部门：平川县财政局"), (1, 4, "单位：元")],
        ["部门名称", "预算数", "执行数", *LEVELS[1:], "总分"],
    ]
    for body in ("平川县水务局", "平川县审计局"):
        own: Row = [(2, 1, body), (2, 1, "100.00"), (2, 1, "90.00")]
        rows += [
            [*own, "数量指标", "办结事项", "≥6项", "7项", "50", "50", (2, 1, "99")],
            ["质量指标", "验收合格率", "100%", "100%", "40", "40"],
        ]
    found = records_of("2024年度部门整体支出绩效自评表", rows, tmp_path)
    assert [(r.department, r.project_name) for r in found] == [("平川县水务局", None), ("平川县审计局", None)]
    assert [(r.funds.unit, r.total.score) for r in found if r.funds and r.total] == [("元", "99")] * 2
    assert {r.status for r in found} == {"complete"}


def test_a_line_of_labels_set_with_the_title_is_no_part_of_it(tmp_path: Path) -> None:
    paper = Paper().text(60, 60, "2024年度项目支出绩效自评表", size=11).text(60, 75, "单位：万元", size=11)
    rows = [
        ["序号", "项目名称", "预算数", "执行数", "自评得分", "自评等级"],
        *([str(i), name, "20.00", "18.00", "95", "优"] for i, name in enumerate(("河道清淤", "村医培训"), 1)),
    ]
    paper.table(rows, [40, 120, 80, 80, 80, 80], 90)
    for record in reading(paper.save(tmp_path / "list.pdf")).records:
        assert isinstance(record, SelfEvaluation)
        assert record.funds is not None
        assert (record.title, record.funds.unit) == ("2024年度项目支出绩效自评表", "万元")
