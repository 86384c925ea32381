"""Whose goals a list, or a stack of forms in one table, states: projects' or departments'."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.pdf_builder import Paper, Rows, reading

from jixiao.forms.vocabulary.installed import vocabulary

BODIES = ["临江市水利局", "临江市档案馆"]
GOALS = ["保障农村饮水安全，全年供水不停；完成水库除险加固，防汛不出险情。",
         "做好档案收集整理，馆藏档案数字化全部完成；对外提供查档。"]  # fmt: skip
MONEY = ["部门预算（万元）", "基本支出", "项目支出", "财政拨款"]
AMOUNTS = [["558.50", "208.50", "350.00", "558.50"], ["88.00", "60.00", "28.00", "88.00"]]
INDICATORS = [["产出指标", "数量指标", "清淤长度", "≥90公里"], ["效益指标", "社会效益指标", "受益人数", "≥200人"]]
STACKED = ["城区排水管网清淤", "法律援助服务"]


def listed(tmp_path: Path, title: str, money: list[str]) -> list[Any]:
    """The records of a list of bodies, whose indicators stand in groups side by side."""
    rows: Rows = [
        ["单位名称", *money, "绩效目标", "产出指标", "效益指标"],
        *([BODIES[i], *AMOUNTS[i], GOALS[i], f"供水工程：≥{i + 3}处", f"受益人数：≥{i + 2}00人"] for i in range(2)),
    ]
    paper = Paper(width=842).centred(50, title)
    paper.table(rows, [100.0, 70.0, 60.0, 60.0, 60.0, 180.0, 110.0, 110.0], 90, left=40)
    return reading(paper.save(tmp_path / "list.pdf")).records


def test_a_list_of_bodies_with_a_whole_department_s_money_is_of_departments(tmp_path: Path) -> None:
    records = listed(tmp_path, "2025年绩效目标汇总表", MONEY)
    assert [(r.kind, r.department, r.goal_annual) for r in records] == [
        ("department_goal", body, goal) for body, goal in zip(BODIES, GOALS, strict=True)
    ]
    assert [[r.budget.basic, r.budget.project, r.budget.fiscal] for r in records] == [a[1:] for a in AMOUNTS]
    assert [len(r.indicators) for r in records] == [2, 2]


def test_a_list_of_bodies_that_nothing_proves_to_be_of_departments_says_so(tmp_path: Path) -> None:
    records = listed(tmp_path, "2025年绩效目标汇总表", ["预算（万元）", "人员", "公用", "财政拨款"])
    assert records and all(r.status == "incomplete" for r in records)
    assert all("list.bodies" in {reason.code for reason in r.reasons} for r in records)


def test_a_counted_project_over_each_form_of_a_stack_names_it(tmp_path: Path) -> None:
    rows: Rows = []
    for i, name in enumerate(STACKED):
        rows += [[f"项目{'一二'[i]}：{name}", "<", "<", "<"]]
        rows += [["单位名称", BODIES[i], "预算金额（万元）", AMOUNTS[i][0]]]
        rows += [["年度目标", GOALS[i], "<", "<"], ["一级指标", "二级指标", "指标名称", "指标值"]]
        rows += [["产出指标", "数量指标", "清淤长度", "≥90公里"], ["效益指标", "社会效益指标", "受益人数", "≥200人"]]
    paper = Paper().centred(50, "2025年重点项目绩效目标公开表")
    paper.table(rows, [90.0, 180.0, 110.0, 90.0], 90)
    records = reading(paper.save(tmp_path / "stack.pdf")).records
    assert [(r.kind, r.project_name, r.implementer) for r in records] == [
        ("project_goal", name, body) for name, body in zip(STACKED, BODIES, strict=True)
    ]
    assert [r.goal_annual for r in records] == GOALS
    assert [r.funds.annual.total for r in records] == [a[0] for a in AMOUNTS]


def test_a_counted_noun_labels_a_name_only_where_its_name_is_a_label() -> None:
    words = vocabulary()
    assert words.opens("project_goal", "项目二", [])
    assert words.opens("project_goal", "项目3", [])
    assert not words.opens("project_goal", "目标一", [])


def test_a_body_over_the_projects_of_a_list_is_their_unit_in_doubt(tmp_path: Path) -> None:
    rows: Rows = [["单位名称、项目名称", "项目年度绩效目标", "一级指标", "二级指标", "三级指标", "指标值"]]
    for body, name, goal in zip(BODIES, STACKED, GOALS, strict=True):
        rows += [[body, "", "", "", "", ""], [name, goal, "产出指标", "数量指标", "清淤长度", "≥90公里"]]
        rows += [["^", "^", "效益指标", "社会效益指标", "受益人数", "≥200人"]]
    paper = Paper(width=842).centred(50, "项目支出绩效目标表")
    paper.table(rows, [150.0, 200.0, 90.0, 90.0, 120.0, 100.0], 90, left=40)
    records = reading(paper.save(tmp_path / "bands.pdf")).records
    assert [(r.project_name, r.implementer) for r in records] == list(zip(STACKED, BODIES, strict=True))
    assert all("implementer" in r.doubts for r in records)


def test_a_labelled_body_over_projects_is_what_its_label_says(tmp_path: Path) -> None:
    rows: Rows = [["项目名称", "实施单位", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值"]]
    for body, name, goal in zip(BODIES, STACKED, GOALS, strict=True):
        rows += [[f"主管部门：{body}", *["<"] * 6], [name, "沙洲县图书馆", goal, *INDICATORS[0]]]
        rows += [["^", "^", "^", *INDICATORS[1]]]
    paper = Paper(width=842).centred(50, "项目支出绩效目标表")
    paper.table(rows, [110.0, 110.0, 180.0, 80.0, 90.0, 100.0, 90.0], 90, left=40)
    records = reading(paper.save(tmp_path / "labelled.pdf")).records
    assert [(r.project_name, r.department) for r in records] == list(zip(STACKED, BODIES, strict=True))


def form(i: int) -> Rows:
    """A form whose first label asks for a name and for a body."""
    return [
        ["政策（项目）名称及申报单位", STACKED[i], BODIES[i]],
        ["本年度预算总额", AMOUNTS[i][0], ""],
        ["绩效目标", GOALS[i], "<"],
        ["二级指标", "指标名称", "目标值"],
        ["数量指标", "清淤长度", "≥90公里"],
        ["社会效益指标", "受益人数", "≥200人"],
    ]


def test_one_label_of_a_name_and_a_body_has_a_value_of_each(tmp_path: Path) -> None:
    paper = Paper().centred(50, "项目支出绩效目标表")
    paper.table(form(0), [150.0, 180.0, 140.0], 90)
    (record,) = reading(paper.save(tmp_path / "two.pdf")).records
    assert (record.project_name, record.implementer) == (STACKED[0], BODIES[0])


def test_a_title_that_nobody_knows_begins_a_form_with_its_own_unit(tmp_path: Path) -> None:
    paper = Paper()
    for i, (title, unit) in enumerate([("绩效目标任务书", "万元"), ("项目绩效计划表", "元")]):
        rows = [["支出事项", STACKED[i], "<"], *form(i)[1:]]
        if i:
            paper.page()
        paper.centred(50, title).text(400, 75, f"金额单位：{unit}")
        paper.table(rows, [150.0, 180.0, 140.0], 90)
    records = reading(paper.save(tmp_path / "titles.pdf")).records
    assert [(r.title, r.funds.unit) for r in records] == [("绩效目标任务书", "万元"), ("项目绩效计划表", "元")]
