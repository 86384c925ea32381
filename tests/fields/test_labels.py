"""Labels that nobody knows: told by their words and their values together, or left aside without a false alarm."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fields.drawn_forms import HEAD, TITLE, drawn, form, project, records, wide
from tests.pdf_builder import Paper

from jixiao.fields.labels.model import held, is_label, senses, value_kind


@pytest.mark.parametrize(
    ("label", "value", "told"),
    [
        ("项目执行起讫期限", "2024年1月至2024年12月", "period"),
        ("具体落实单位全称", "青禾县水利站", "implementer"),
        ("归口主管单位（科室）", "青禾县水利局", "department"),
        ("预算项目唯一代码", "33010025Y000001", "project_code"),
        ("2024年度绩效总体目标", "修缮书库两层；购置书架二十组；全年开放三百天。", "goal_annual"),
        ("项目牵头负责人", "周志明", "-person"),
        ("主管部门审核结论", "同意申报。（盖章）2024年3月1日", "-opinion"),
        ("设立该项目的政策依据", "《公共文化服务保障法》及省市文件要求。", "-basis"),
        ("申报部门", "青禾县水利局", "department"),
        ("承办医院（单位）", "青禾县中医院", "implementer"),
        ("工程监理单位", "青禾县建设监理有限公司", "-body"),
    ],
)
def test_a_label_is_told_by_its_parts_and_its_value(label: str, value: str, told: str) -> None:
    assert held(label, value)[0].name == told


@pytest.mark.parametrize(
    "text",
    ["书库修缮", "≥95%", "2024年1月1日", "青禾县水利局", "国家市场监督管理总局", "明显改善", "3,058.10", "周志明"],
)
def test_a_value_is_no_label(text: str) -> None:
    assert not is_label(text)


def test_likelihoods_are_of_all_classes_together() -> None:
    assert abs(sum(2.718281828459045**s.likely for s in senses("项目名称")) - 1) < 1e-6


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3,058.10", "amount"), ("25%", "percent"), ("629321", "digits"), ("33010025Y000001", "code"),
        ("0800-1234567", "phone"), ("2024年6月30日", "date"), ("2024.1--2024.12", "period"), ("2024年度", "year"),
        ("人民币万元", "unit"), ("青禾县水利局", "org"), ("青禾县第一中学", "org"),
        ("民政部", "org"), ("周志明", "person"), ("", "blank"),
        ("符合申报要求。（盖章）", "opinion"), ("一、修缮书库；\n二、购置书架。", "text"), ("新增", "state"),
        ("其他运转类", "sort"),
    ],
)  # fmt: skip
def test_kinds_of_values(text: str, kind: str) -> None:
    assert value_kind(text) == kind


@pytest.mark.parametrize(
    ("label", "value"), [("上年执行率", "96.77%"), ("上年度绩效目标", "去年已修缮书库一层，购置书架五组，开放三百天。")]
)
def test_what_a_year_before_reached_is_none_of_this_years(tmp_path: Path, label: str, value: str) -> None:
    rows = wide(["项目名称", "书库修缮"], [label, value], HEAD, ["产出指标", "数量指标", "层数", "≥2层"])
    record = form(tmp_path, rows)
    assert (record.execution_weight, record.goal_annual) == (None, None)
    assert [(each.label, each.value) for each in record.extra] == [(label, value)]


def test_unknown_labels_of_a_form_are_bound_each_once_with_a_doubt(tmp_path: Path) -> None:
    record = form(
        tmp_path,
        project(
            ["项目执行起讫期限", "2024年1月至2024年12月"],
            ["具体落实单位全称", "青禾县水利站"],
            ["归口主管单位", "青禾县水利局"],
        ),
    )
    assert (record.period_start, record.period_end) == ("2024年1月", "2024年12月")
    assert (record.implementer, record.department) == ("青禾县水利站", "青禾县水利局")
    assert record.doubts["implementer"] == record.doubts["department"] == ["label-inferred"]
    assert (record.status, record.extra) == ("complete", [])


def test_two_bodies_under_labels_nobody_knows_are_told_from_each_other(tmp_path: Path) -> None:
    """Of two labels alike the one that is likelier the department's is; a known label leaves the other field."""
    two = form(tmp_path, project(["牵头负责处室（单位）", "青禾县图书馆"], ["行业归口部门", "青禾县文化局"]))
    assert (two.department, two.implementer) == ("青禾县文化局", "青禾县图书馆")
    one = form(tmp_path, project(["实施单位", "青禾县图书馆"], ["项目申请机关", "青禾县文化局"]))
    assert (one.department, one.implementer) == ("青禾县文化局", "青禾县图书馆")
    assert "department" in one.doubts and one.status == "complete"


def test_a_body_alone_that_may_be_either_leaves_both_in_doubt(tmp_path: Path) -> None:
    record = form(tmp_path, project(["管护单位", "青禾县图书馆"]))
    assert [record.department, record.implementer].count("青禾县图书馆") == 1
    assert record.doubts["implementer"] == record.doubts["department"] == ["label-inferred"]


def test_a_body_that_supervises_is_of_no_field(tmp_path: Path) -> None:
    record = form(tmp_path, project(["主管部门", "青禾县文化局"], ["工程监理单位", "青禾县建设监理有限公司"]))
    assert (record.department, record.implementer, record.status) == ("青禾县文化局", None, "complete")


def test_where_money_comes_from_is_no_sort_of_project(tmp_path: Path) -> None:
    record = form(tmp_path, project(["资金性质", "一般公共预算"], ["经费性质", "财政补助"]))
    assert (record.attribute, record.category, record.status) == (None, None, "complete")
    assert {e.value for e in record.extra} == {"一般公共预算", "财政补助"}


def test_a_further_department_is_not_asked_for_where_the_label_says_that_it_is_one(tmp_path: Path) -> None:
    record = form(tmp_path, project(["主管部门", "青禾省水利厅"], ["市县主管部门", "青禾县水利局"]))
    assert (record.department, record.implementer, record.status) == ("青禾省水利厅", None, "complete")


def test_labels_that_nobody_filled_in_leave_the_form_complete(tmp_path: Path) -> None:
    record = form(tmp_path, [*project(), ["申请单位（盖章）：　　　经办人：简玉梅", "<", "<", "<"]])
    assert (record.status, record.reasons) == ("complete", [])


def test_what_no_field_asks_for_leaves_the_form_complete(tmp_path: Path) -> None:
    rows = project(
        ["项目牵头负责人", "周志明"], ["设立该项目的政策依据", "《公共文化服务保障法》及省市文件要求，经专家论证可行。"]
    )
    record = form(tmp_path, rows)
    assert {e.label for e in record.extra} == {"项目牵头负责人", "设立该项目的政策依据"}
    assert (record.status, record.reasons) == ("complete", [])


def test_a_label_that_may_be_of_a_blank_field_makes_the_form_incomplete(tmp_path: Path) -> None:
    record = form(tmp_path, project(["谁干的", "县图书馆"]))
    assert [r.code for r in record.reasons] == ["label.unbound"]
    assert [(e.label, e.value) for e in record.extra] == [("谁干的", "县图书馆")]


def test_an_opinion_beside_a_known_label_is_no_value_of_it(tmp_path: Path) -> None:
    record = form(tmp_path, wide(*project(), ["主管部门", "同意申报。（盖章）2024年3月1日"]))
    assert record.department is None
    assert [(e.label, e.value) for e in record.extra] == [("主管部门", "同意申报。（盖章）2024年3月1日")]


def test_labels_over_their_values(tmp_path: Path) -> None:
    rows = wide(
        ["项目全名称", "具体落实单位", "归口主管单位", "项目唯一代码"],
        ["书库修缮", "青禾县水利站", "青禾县水利局", "33010025Y000001"],
        ["年度目标", "修缮书库两层。"], HEAD, ["产出指标", "数量指标", "修缮层数", "≥2层"],
    )  # fmt: skip
    record = form(tmp_path, rows)
    assert (record.project_name, record.implementer, record.department, record.project_code) == (
        "书库修缮",
        "青禾县水利站",
        "青禾县水利局",
        "33010025Y000001",
    )


def test_labels_in_a_row_that_nobody_knows_are_no_values_of_each_other(tmp_path: Path) -> None:
    rows = wide(
        ["预算项目", "用款单位", "起止年限", "主管预算部门", "项目等级"],
        ["书库修缮", "青禾县水利站", "2024年3月至2024年11月", "青禾县水利局", "重点"],
        ["年度目标", "修缮书库两层。"], HEAD, ["产出指标", "数量指标", "修缮层数", "≥2层"], columns=5,
    )  # fmt: skip
    record = form(tmp_path, rows)
    assert (record.project_name, record.implementer, record.department) == ("书库修缮", "青禾县水利站", "青禾县水利局")
    assert (record.period_start, record.period_end) == ("2024年3月", "2024年11月")


def test_what_was_ticked_is_a_value(tmp_path: Path) -> None:
    record = form(tmp_path, project(["新增或延续", "☑新增□延续"]))
    assert record.attribute == "☑新增□延续"


def test_labels_side_by_side_over_a_table_are_told_apart(tmp_path: Path) -> None:
    paper = Paper(842, 595)
    paper.centred(60, TITLE)
    paper.text(60, 80, "公开单位：青禾县水利局")
    paper.text(300, 80, "项目等级：重点")
    paper.table(project(), [175] * 4, 90)
    (record,) = records(paper.save(tmp_path / "form.pdf"))
    assert {(e.label, e.value) for e in record.extra} >= {("项目等级", "重点")}


def test_a_code_before_the_name_of_the_department(tmp_path: Path) -> None:
    rows = project(["主管部门（代码及名称）", "629321", "青禾县水利局"])
    record = form(tmp_path, rows)
    assert (record.department, record.department_code) == ("青禾县水利局", "629321")


def test_a_list_is_found_by_the_levels_in_its_rows(tmp_path: Path) -> None:
    heads = ["甲", "乙", "丙", "丁"]
    body = [
        ["产出指标（50分）", "数量指标", "修缮层数", "≥2层"],
        ["效益指标（40分）", "社会效益指标", "到馆人次", "≥3万人次"],
    ]
    (record,) = records(
        drawn(tmp_path / "f.pdf", wide(["项目名称", "书库修缮"], ["年度目标", "修缮书库两层。"], heads, *body))
    )
    assert [(i.level1, i.level3, i.value) for i in record.indicators] == [
        ("产出指标（50分）", "修缮层数", "≥2层"),
        ("效益指标（40分）", "到馆人次", "≥3万人次"),
    ]


def test_a_period_is_told_by_its_ends_without_the_words_around_them(tmp_path: Path) -> None:
    record = form(tmp_path, project(["实施期限", "自2024年1月起至2026年12月止"]))
    assert (record.period_start, record.period_end) == ("2024年1月", "2026年12月")
    assert record.status == "complete"


def test_what_a_form_prints_of_itself_leaves_it_complete(tmp_path: Path) -> None:
    rows = wide(*project(), ["（续上表）"], ["填表说明：1.本表一式三份。"], ["2.金额保留两位小数。"], ["年　月　日"])
    record = form(tmp_path, rows)
    assert (record.status, record.reasons) == ("complete", [])
    assert "".join(f"{e.label}{e.value}" for e in record.extra) == "填表说明：1.本表一式三份。2.金额保留两位小数。"


def test_cells_may_hold_a_label_with_its_value_each(tmp_path: Path) -> None:
    rows = wide(
        ["一、项目概况"],
        ["项目全称：书库修缮", "归口管理部门：青禾县水利局"],
        ["用款单位：青禾县水利站", "项目唯一代码：33010025Y000001"],
        ["二、目标情况"],
        ["年度目标", "总体要求：修缮书库两层，改善阅览条件。"],
        HEAD, ["产出指标", "数量指标", "修缮层数", "≥2层"],
    )  # fmt: skip
    record = form(tmp_path, rows, title="项目支出绩效目标表（二〇二六年度）")
    assert (record.project_name, record.department, record.implementer, record.project_code) == (
        "书库修缮",
        "青禾县水利局",
        "青禾县水利站",
        "33010025Y000001",
    )
    assert (record.goal_annual, record.year) == ("总体要求：修缮书库两层，改善阅览条件。", 2026)
    assert (record.status, record.reasons) == ("complete", [])


def test_dates_over_shares_are_a_plan_of_spending_whatever_it_is_called(tmp_path: Path) -> None:
    rows = wide(
        ["项目名称", "书库修缮"], ["用款安排", "3月底", "6月底", "12月底"], ["^", "20%", "60%", "100%"],
        ["年度目标", "修缮书库两层。"], HEAD, ["产出指标", "数量指标", "修缮层数", "≥2层"],
    )  # fmt: skip
    record = form(tmp_path, rows)
    assert [(s.due, s.share) for s in record.spending_plan] == [("3月底", "20%"), ("6月底", "60%"), ("12月底", "100%")]
