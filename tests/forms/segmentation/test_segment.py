"""Blocks into forms: headings found, tables of one form gathered, forms of one table told apart."""

from __future__ import annotations

from pathlib import Path

from tests.fields.drawn_forms import HEAD, drawn, project, records, wide
from tests.pdf_builder import Paper, Rows, examined

from jixiao.forms.model import Form

FORM = project(["实施单位", "沙洲县图书馆"])
WIDTHS = [110.0] * 4
ROW = ["产出指标", "数量指标", "修缮层数", "≥2层"]


def forms(paper: Paper, tmp_path: Path) -> list[Form]:
    return examined(paper.save(tmp_path / "forms.pdf")).forms


def test_a_title_over_two_lines_is_one(tmp_path: Path) -> None:
    upper, lower = "沙洲县文化旅游局及所属沙洲县图书馆二〇二四年度", "项目支出绩效目标表"
    paper = Paper().centred(60, upper, 14).centred(80, lower, 14)
    paper.table(FORM, WIDTHS, 100)
    (form,) = forms(paper, tmp_path)
    assert form.title.text == upper + lower


def test_a_year_under_a_title_is_not_of_it(tmp_path: Path) -> None:
    title = "沙洲县文化旅游局及所属沙洲县图书馆项目支出绩效目标表"
    paper = Paper().centred(60, title, 14).centred(80, "（2024年度）", 14)
    paper.table(FORM, WIDTHS, 100)
    (form,) = forms(paper, tmp_path)
    assert form.title.text == title


def test_a_list_number_before_the_year_is_not_of_the_title(tmp_path: Path) -> None:
    paper = Paper().centred(60, "1.2024年馆舍修缮绩效目标表", 14)
    paper.table(FORM, WIDTHS, 100)
    (form,) = forms(paper, tmp_path)
    assert form.title.text == "2024年馆舍修缮绩效目标表"


def test_lines_between_title_and_table_belong_to_the_form(tmp_path: Path) -> None:
    paper = Paper().centred(60, "2024年项目支出绩效目标表").text(60, 90, "单位：万元")
    paper.table(FORM, WIDTHS, 100)
    (form,) = forms(paper, tmp_path)
    assert [p.text for p in form.lead] == ["单位：万元"]


def test_prose_before_a_title_is_not_the_form_s(tmp_path: Path) -> None:
    paper = Paper().text(60, 60, "现将绩效目标公开如下。", 12).centred(90, "2024年项目支出绩效目标表")
    paper.table(FORM, WIDTHS, 110)
    (form,) = forms(paper, tmp_path)
    assert [p.text for p in form.heading] == ["2024年项目支出绩效目标表"]
    assert form.lead == []


def test_a_sentence_that_speaks_of_goals_is_no_title(tmp_path: Path) -> None:
    paper = Paper().text(60, 60, "以下为项目支出绩效目标表。", 12)
    paper.table(FORM, WIDTHS, 90)
    (form,) = forms(paper, tmp_path)
    assert form.title.text == ""


def test_a_list_in_a_table_of_its_own_goes_with_its_form(tmp_path: Path) -> None:
    paper = Paper().centred(60, "2024年项目支出绩效目标表")
    top: Rows = wide(["项目名称", "书库修缮"], ["年度目标", "修缮书库两层。"])
    bottom = paper.table(top, WIDTHS, 90)
    paper.table([HEAD, ROW], WIDTHS, bottom + 30)
    (form,) = forms(paper, tmp_path)
    assert len(form.tables) == 2
    (record,) = records(tmp_path / "forms.pdf")
    assert [i.level3 for i in record.indicators] == ["修缮层数"]


def test_a_table_of_unknown_labels_right_under_a_form_goes_with_it(tmp_path: Path) -> None:
    paper = Paper().centred(60, "2024年项目支出绩效目标表")
    bottom = paper.table(FORM, WIDTHS, 90)
    paper.table(wide(["经费管控办法", "专账核算，专款专用。"]), WIDTHS, bottom + 5)
    (form,) = forms(paper, tmp_path)
    assert len(form.tables) == 2


def test_each_row_of_a_list_with_a_project_column_goes_to_its_project(tmp_path: Path) -> None:
    rows = [
        ["项目名称", *HEAD],
        ["书库修缮", *ROW],
        ["^", "效益指标", "社会效益指标", "读者满意度", "≥95%"],
        ["流动书车", "产出指标", "数量指标", "购置书车", "1辆"],
    ]
    found = records(drawn(tmp_path / "list.pdf", rows))
    assert [r.project_name for r in found] == ["书库修缮", "流动书车"]
    assert [[i.level3 for i in r.indicators] for r in found] == [["修缮层数", "读者满意度"], ["购置书车"]]
    assert {r.title for r in found} == {"2024年项目支出绩效目标表"}


def test_goals_in_a_column_of_such_a_list_are_read(tmp_path: Path) -> None:
    rows = [
        ["项目名称", "年度目标", *HEAD],
        ["书库修缮", "修缮书库两层。", *ROW],
        ["流动书车", "购置书车一辆。", "产出指标", "数量指标", "购置书车", "1辆"],
    ]
    found = records(drawn(tmp_path / "list.pdf", rows))
    assert [(r.project_name, r.goal_annual) for r in found] == [
        ("书库修缮", "修缮书库两层。"),
        ("流动书车", "购置书车一辆。"),
    ]


def test_a_budget_table_and_a_goal_form_are_two_records(tmp_path: Path) -> None:
    paper = Paper().centred(60, "2024年部门支出总表")
    bottom = paper.table([["科目名称", "合计"], ["文化和旅游", "35.20"]], [220, 220], 90)
    paper.centred(bottom + 40, "2024年项目支出绩效目标表")
    paper.table(FORM, WIDTHS, bottom + 60)
    assert [f.kind for f in forms(paper, tmp_path)] == ["budget_table", "project_goal"]


def test_a_department_s_form_and_its_projects_are_told_apart(tmp_path: Path) -> None:
    head = [HEAD[0], HEAD[1], HEAD[2], "目标值"]
    whole = wide(["部门名称", "沙洲县图书馆"], ["部门职能", "保存文献。"], ["年度绩效目标", "延长开放。"], head, ROW)
    paper = Paper().centred(60, "2024年部门整体支出绩效目标表")
    bottom = paper.table(whole, WIDTHS, 90)
    paper.centred(bottom + 40, "2024年项目支出绩效目标表")
    paper.table(FORM, WIDTHS, bottom + 60)
    assert [f.kind for f in forms(paper, tmp_path)] == ["department_goal", "project_goal"]


SECTIONS = (
    ("一、项目基本信息", [["项目全称", "书库修缮"], ["资金使用单位", "沙洲县图书馆"]]),
    ("二、预算明细", [["支出内容", "金额"], ["委托业务费", "35.20"]]),
    ("三、绩效目标", [["年度目标", "修缮书库两层。"]]),
    ("四、绩效指标", [HEAD, ROW]),
)


def sectioned(title: str, *sections: tuple[str, Rows]) -> Paper:
    """Tables under numbered headings, a title over them."""
    paper, y = Paper().centred(60, title, 14), 90
    for heading, rows in sections:
        paper.text(60, y, heading).table(rows, [440.0 / len(rows[0])] * len(rows[0]), y + 10)
        y += 120
    return paper


def test_tables_under_numbered_sections_are_one_form_whatever_it_is_called(tmp_path: Path) -> None:
    (form,) = forms(sectioned("学校专项资金项目绩效任务书", *SECTIONS), tmp_path)
    assert (form.kind, form.title.text, len(form.tables)) == ("project_goal", "学校专项资金项目绩效任务书", 4)
    without = forms(sectioned("学校专项资金项目绩效任务书", *SECTIONS[:2]), tmp_path)
    assert without == [], "no indicators follow: it is no goal form"


def test_a_title_in_the_first_row_of_its_table(tmp_path: Path) -> None:
    paper = Paper()
    paper.table([["项目绩效信息卡", "<", "<", "<"], *FORM], WIDTHS, 60)
    (form,) = forms(paper, tmp_path)
    assert (form.kind, form.title.text) == ("project_goal", "项目绩效信息卡")


def test_a_section_of_prose_over_a_goal_form_is_no_title(tmp_path: Path) -> None:
    paper = Paper().text(60, 60, "（三）项目绩效目标设置情况")
    paper.table(FORM, WIDTHS, 90)
    (form,) = forms(paper, tmp_path)
    assert form.title.text == ""


def test_a_title_over_the_first_of_its_sections_need_not_speak_of_goals(tmp_path: Path) -> None:
    named = ("一、基本信息", [["项目名称", "书库修缮"], ["资金使用单位", "沙洲县图书馆"]])
    paper = sectioned("沙洲县专项资金项目文本", named, *SECTIONS[1:])
    (form,) = forms(paper, tmp_path)
    assert (form.kind, form.title.text) == ("project_goal", "沙洲县专项资金项目文本")
    assert forms(sectioned("沙洲县专项资金项目文本", named, SECTIONS[1]), tmp_path) == [], "no indicators follow"
    assert forms(sectioned("沙洲县专项资金项目文本", *SECTIONS[1:]), tmp_path) == [], "no project is named"
