"""Pages that are missing inside or after a form, told by the list alone; and the periods of lists under one another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.fields.pointing.answered import begun
from tests.pdf_builder import Paper, Rows, reading

WIDTHS = [90.0, 110.0, 150.0, 70.0, 50.0]
TOP = [
    ["项目名称", "<", "书库修缮", "<", "<"],
    ["年度绩效目标", "<", "完成书库两层地面与照明的修缮并向读者开放。", "<", "<"],
]
HEAD = [["一级指标", "二级指标", "三级指标", "指标值", "权重"]]
OUTPUT = [["产出指标", "数量指标", "修缮层数", "2层", "50"]]
EFFECT = [["效益指标", "社会效益指标", "读者增加", "明显", "40"]]
LAST = [["满意度指标", "服务对象满意度指标", "读者满意度", "≥90%", "10"]]


def record(tmp_path: Path, first: Rows, second: Rows = [], top: float = 100) -> Any:  # noqa: B006
    """The only record of a form on one page, or over two."""
    paper = Paper()
    paper.centred(60, "项目支出绩效目标表")
    bottom = paper.table(first, WIDTHS, top)
    assert bottom < 800
    if second:
        paper.page()
        paper.table(second, WIDTHS, 70)
    (only,) = reading(paper.save(tmp_path / "form.pdf")).records
    return only


def codes(record: Any) -> list[str]:
    return [reason.code for reason in record.reasons if reason.code.startswith("list.")]


def test_a_form_over_a_page_end_is_whole(tmp_path: Path) -> None:
    assert codes(record(tmp_path, [*TOP, *HEAD, *OUTPUT, *EFFECT], LAST, 560)) == []


def test_effects_that_come_again_after_satisfaction_are_another_forms(tmp_path: Path) -> None:
    found = record(tmp_path, [*TOP, *HEAD, *OUTPUT, *EFFECT, *LAST], [*EFFECT, *LAST], 560)
    assert "list.again" in codes(found) and found.status == "incomplete"


def test_weights_that_make_more_than_any_forms_are_told(tmp_path: Path) -> None:
    again = [["效益指标", "生态效益指标", "节能", "有效", "15"], *LAST]
    assert "list.weights" in codes(record(tmp_path, [*TOP, *HEAD, *OUTPUT, *EFFECT], again, 560))


def test_the_second_of_two_lists_that_stops_before_satisfaction_was_cut_short(tmp_path: Path) -> None:
    life, year = [["实施期绩效指标", *["<"] * 4]], [["年度绩效指标", *["<"] * 4]]
    lists = [*life, *HEAD, *OUTPUT, *EFFECT, *LAST, *year, *HEAD, *OUTPUT, *EFFECT]
    assert "list.cut-short" in codes(record(tmp_path, [*TOP, *lists]))
    assert codes(record(tmp_path, [*TOP, *lists, *LAST])) == []


def test_lists_under_one_another_are_of_the_periods_that_stand_over_them(tmp_path: Path) -> None:
    life, year = [["实施期绩效指标", *["<"] * 4]], [["年度绩效指标", *["<"] * 4]]
    lists = [*life, *HEAD, *OUTPUT, *EFFECT, *LAST, *year, *HEAD, *OUTPUT, *EFFECT, *LAST]
    found = record(tmp_path, [*TOP, *lists])
    assert [row.scope for row in found.indicators] == ["lifetime"] * 3 + ["annual"] * 3


def test_outputs_under_satisfaction_are_another_forms(tmp_path: Path) -> None:
    """The label of their own group stands on the page that is missing."""
    headless = [["^", "数量指标", "修缮门窗", "8扇", "5"]]
    assert "list.again" in codes(record(tmp_path, [*TOP, *HEAD, *OUTPUT, *EFFECT, *LAST, *headless]))


def test_a_level_that_comes_back_after_a_page_end_is_another_forms(tmp_path: Path) -> None:
    cost = [["成本指标", "经济成本指标", "每层造价", "≤9万元", "10"]]
    assert "list.again" in codes(record(tmp_path, [*TOP, *HEAD, *OUTPUT], [*cost, *OUTPUT, *EFFECT, *LAST], 560))
    assert codes(record(tmp_path, [*TOP, *HEAD, *cost, *OUTPUT], [*EFFECT, *LAST], 560)) == ["list.weights"]


def test_another_level_behind_satisfaction_on_the_next_page_is_another_forms(tmp_path: Path) -> None:
    cost = [["成本指标", "经济成本指标", "每层造价", "≤9万元", "0"]]
    assert "list.again" in codes(record(tmp_path, [*TOP, *HEAD, *OUTPUT, *EFFECT, *LAST], cost, 560))
    assert codes(record(tmp_path, [*TOP, *HEAD, *OUTPUT, *EFFECT, *LAST, *cost])) == []


def test_a_list_that_begins_again_with_its_first_level_is_two(tmp_path: Path) -> None:
    cost = [["成本指标", "经济成本指标", "每层造价", "≤9万元", "0"]]
    assert codes(record(tmp_path, [*TOP, *HEAD, *cost, *OUTPUT, *EFFECT, *LAST, *cost])) == ["list.again"]


def test_a_row_before_a_page_end_under_a_level_that_is_not_its_own_is_told(tmp_path: Path) -> None:
    """The label of effects stands on the page after the one that is missing."""
    count = [["效益指标", "数量指标", "修缮门窗", "8扇", "0"]]
    assert codes(record(tmp_path, [*TOP, *HEAD, *OUTPUT, *count], [*EFFECT, *LAST], 560)) == ["list.again"]


def test_effects_behind_satisfaction_are_another_forms_where_a_page_ended(tmp_path: Path) -> None:
    first, second = [*TOP, *HEAD, *OUTPUT, *EFFECT, *LAST], [*LAST, *EFFECT]
    assert "list.again" in codes(record(tmp_path, first, second, 560))
    assert codes(record(tmp_path, [*TOP, *HEAD, *OUTPUT, *EFFECT, *LAST, *EFFECT])) != ["list.again"]


def test_effects_under_satisfaction_on_the_next_page_are_another_forms(tmp_path: Path) -> None:
    """The label of their own group stands on the page that is missing."""
    last = [["满意度指标", "服务对象满意度指标", "读者满意度", "≥90%", "10"]]
    headless = [["^", "可持续影响指标", "开放年限", "10年", "0"]]
    whole = [*TOP, *HEAD, *OUTPUT, *EFFECT, *last]
    assert "list.again" in codes(record(tmp_path, whole, [["", *headless[0][1:]], *last], 560))


@pytest.mark.parametrize("levels", [("服务对象满意度指标", ""), ("", "服务对象满意度指标")])
def test_second_levels_that_come_or_go_with_the_page_are_another_forms(tmp_path: Path, levels: tuple[str, str]) -> None:
    above, below = (
        [["满意度指标", level, name, "≥90%", "5"]] for level, name in zip(levels, ("读者", "居民"), strict=True)
    )
    whole = [*TOP, *HEAD, *OUTPUT, *EFFECT]
    assert "list.again" in codes(record(tmp_path, [*whole, *above], below, 530))
    assert codes(record(tmp_path, [*whole, *above, *below])) == []


def test_a_level_of_which_the_other_forms_write_more_was_cut_by_the_page_end(tmp_path: Path) -> None:
    def codes_of(last: str) -> list[str]:
        rows = [*TOP, *HEAD, *OUTPUT, *EFFECT, ["满意度指标", last, "读者满意度", "≥90%", "10"]]
        paper = Paper()
        paper.centred(60, "项目支出绩效目标表")
        paper.table([*TOP, *HEAD, *OUTPUT, *EFFECT, *LAST], WIDTHS, 100)
        paper.page()
        paper.centred(60, "项目支出绩效目标表")
        paper.table(rows, WIDTHS, at_foot(rows, WIDTHS))
        return codes(reading(paper.save(tmp_path / "two.pdf")).records[1])

    assert codes_of("服务对象") == ["list.cut-short"]
    assert codes_of("服务对象满意度指标") == []


def test_a_level_that_does_not_end_as_all_others_do_was_cut_by_the_page_end(tmp_path: Path) -> None:
    rows = [*TOP, *HEAD, *OUTPUT, *EFFECT, ["满意度", "服务对象满", "读者满意度", "≥90%", "10"]]
    found = record(tmp_path, rows, top=at_foot(rows, WIDTHS))
    assert codes(found) == ["list.cut-short"]


def test_a_list_of_which_only_the_head_is_there_was_cut_short(tmp_path: Path) -> None:
    life, year = [["实施期绩效指标", *["<"] * 4]], [["年度绩效指标", *["<"] * 4]]
    whole = [*TOP, *life, *HEAD, *OUTPUT, *EFFECT, *LAST]
    for end in ([*year, *HEAD], year):
        assert "list.cut-short" in codes(record(tmp_path, [*whole, *end]))
    assert codes(record(tmp_path, whole)) == []


def at_foot(rows: Rows, widths: list[float]) -> float:
    """Where a table begins that ends at the foot of the page."""
    return 880 - Paper().table(rows, widths, 100)


LIST_WIDTHS = [40.0, 70.0, 90.0, 70.0, 80.0, 90.0, 70.0]
LIST_HEAD = [["序号", "项目单位", "项目名称", "一级指标", "二级指标", "三级指标", "指标值"]]


def project(number: str, body: str, name: str, whole: bool = True) -> Rows:
    """The rows of a project in a list of many."""
    rows = [
        [number, body, name, "产出指标", "数量指标", "修缮层数", "2层"],
        ["^", "^", "^", "效益指标", "社会效益指标", "群众满意率提升", "2个百分点"],
    ]
    return [*rows, ["^", "^", "^", "满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"]] if whole else rows


def listed(tmp_path: Path, first: Rows, second: Rows) -> list[Any]:
    """The records of a list of projects over two pages, the first one full."""
    return reading(paged(tmp_path, first, second)).records


def paged(tmp_path: Path, first: Rows, second: Rows) -> Path:
    """The list."""
    paper = Paper()
    paper.centred(60, "项目支出绩效目标表")
    paper.table([*LIST_HEAD, *first], LIST_WIDTHS, at_foot([*LIST_HEAD, *first], LIST_WIDTHS))
    paper.page()
    paper.table([*LIST_HEAD, *second], LIST_WIDTHS, 70)
    return paper.save(tmp_path / "list.pdf")


def test_a_project_of_a_list_that_stops_at_the_foot_of_a_page_was_cut_short(tmp_path: Path) -> None:
    """An indicator that speaks of satisfaction elsewhere than at its name's end is none of it."""
    whole, cut = project("1", "书库管理处", "书库修缮"), project("2", "馆藏处", "藏书更新", whole=False)
    first, second, third = listed(tmp_path, [*whole, *cut], project("3", "馆藏处", "藏书消毒"))
    assert (codes(first), codes(second), codes(third)) == ([], ["list.cut-short"], [])


def test_a_body_taken_from_before_the_gap_is_told(tmp_path: Path) -> None:
    whole, cut = project("1", "书库管理处", "书库修缮"), project("2", "馆藏处", "藏书更新", whole=False)
    *_, third = listed(tmp_path, [*whole, *cut], project("3", "", "藏书消毒"))
    assert third.implementer == "馆藏处" and codes(third) == ["list.cut-short"]


def test_what_the_whole_file_tells_of_a_list_is_asked_about_and_said_at_the_end(tmp_path: Path) -> None:
    whole, cut = project("1", "书库管理处", "书库修缮"), project("2", "馆藏处", "藏书更新", whole=False)
    river = begun(paged(tmp_path, [*whole, *cut], project("3", "馆藏处", "藏书消毒")))
    item = river.items[1]
    assert codes(item.record) == []
    assert "list.cut-short" in item.why
    assert codes(river.reading().records[1]) == ["list.cut-short"]


def test_a_last_row_without_its_label_goes_on_elsewhere(tmp_path: Path) -> None:
    rows = [[level, "数量指标", f"修缮{n}", "2层", "18"] for n, level in enumerate(["产出指标"] * 3 + ["效益指标"])]
    rows.append(["满意度指标", "满意度指标", "读者满意度", "≥90%", "18"])
    headless = [["", "", "邻居满意度", "≥90%", "10"]]
    for end, said in (([], []), (headless, ["list.cut-short"])):
        form = [*TOP, *HEAD, *rows, *end]
        assert codes(record(tmp_path, form, [], at_foot(form, WIDTHS))) == said


def test_a_row_before_a_page_end_that_begins_blank_is_of_the_level_behind_it(tmp_path: Path) -> None:
    rows = [["产出指标", "数量指标", f"修缮{n}", "2层", "18"] for n in range(3)]
    rows.append(["效益指标", "社会效益指标", "读者增加", "明显", "18"])
    rest, blank = ["邻居满意度", "≥90%", "18"], [["", "", "读者满意度", "≥90%", "10"]]
    for first, said in (([*rows, *blank], ["list.again"]), (rows, [])):
        below = [["满意度指标", "满意度指标", *rest]]
        assert [c for c in codes(record(tmp_path, [*TOP, *HEAD, *first], below, 560)) if c == "list.again"] == said


def test_a_last_row_whose_texts_hang_at_its_top_was_cut(tmp_path: Path) -> None:
    rows = [["产出指标", "数量指标", f"修缮{n}", "2层", "22.5"] for n in range(4)]
    for last, said in ((LAST, []), ([[f"{text}\n" for text in LAST[0]]], ["list.cut-short"])):
        form = [*TOP, *HEAD, *rows, *last]
        assert codes(record(tmp_path, form, [], at_foot(form, WIDTHS))) == said


@pytest.mark.parametrize("drawn", [True, False])
def test_a_cell_that_no_rule_ends_at_the_foot_of_a_page_goes_on_elsewhere(tmp_path: Path, drawn: bool) -> None:
    rows = [*TOP, *HEAD, *OUTPUT, *EFFECT, *LAST]
    paper = Paper()
    paper.centred(60, "项目支出绩效目标表")
    paper.table(rows, WIDTHS, at_foot(rows, WIDTHS), unended=() if drawn else [(len(rows), 0)])
    (only,) = reading(paper.save(tmp_path / "form.pdf")).records
    assert codes(only) == ([] if drawn else ["list.cut-short"])


def test_a_second_level_that_comes_back_after_a_page_end_is_another_forms(tmp_path: Path) -> None:
    quality = [["产出指标", "质量指标", "验收合格率", "100%", "0"]]
    count = [["产出指标", "数量指标", "修缮门窗", "8扇", "0"]]
    for below, said in ((count, ["list.again"]), (quality, [])):
        found = record(tmp_path, [*TOP, *HEAD, *OUTPUT, *quality], [*below, *EFFECT, *LAST], 560)
        assert codes(found) == said


def test_a_list_of_the_project_alone_beside_a_goal_of_the_year_was_cut_short(tmp_path: Path) -> None:
    goals = [
        ["实施期目标", "<", "完成书库四层地面的修缮。", "<", "<"],
        ["年度绩效目标", "<", "完成书库两层地面的修缮。", "<", "<"],
    ]
    lists = [*HEAD, *OUTPUT, *EFFECT, *LAST]
    for head, said in (("实施期绩效指标", ["list.cut-short"]), ("年度绩效指标", [])):
        form = [*TOP[:1], *goals, [head, *["<"] * 4], *lists]
        assert codes(record(tmp_path, form, [], at_foot(form, WIDTHS))) == said


@pytest.mark.parametrize("hanging", [True, False])
def test_a_project_whose_own_texts_hang_over_their_middle_lacks_its_first_rows(tmp_path: Path, hanging: bool) -> None:
    gap = "\n" if hanging else ""
    first = [*project("1", "馆藏处", "书库修缮"), *project("2", "馆藏处", "报刊装订")]
    *_, third = listed(tmp_path, first, project(f"3{gap}", f"馆藏处{gap}", f"藏书更新{gap}"))
    assert codes(third) == (["list.cut-short"] if hanging else [])


def test_a_table_that_goes_on_although_there_was_room_on_its_page_is_made_of_two(tmp_path: Path) -> None:
    """What stands at the foot of another page tells how far down they reach."""
    paper = Paper()
    paper.text(60, 60, "说明")
    paper.text(60, 790, "以上数据均已核对")
    paper.page()
    paper.centred(60, "项目支出绩效目标表")
    paper.table([*TOP, *HEAD, *OUTPUT, *EFFECT], WIDTHS, 100)
    paper.page()
    paper.table(LAST, WIDTHS, 70)
    (only,) = reading(paper.save(tmp_path / "form.pdf")).records
    assert codes(only) == ["list.again"]


def test_a_table_without_a_title_behind_a_list_of_projects_puts_the_last_project_in_question(tmp_path: Path) -> None:
    whole = [*project("1", "馆藏处", "书库修缮"), *project("2", "馆藏处", "报刊装订")]
    alone = [*TOP, *HEAD, *OUTPUT, *EFFECT, *LAST]
    paper = Paper()
    paper.centred(60, "项目支出绩效目标表")
    paper.table([*LIST_HEAD, *whole], LIST_WIDTHS, 100)
    paper.page()
    paper.table(alone, WIDTHS, 70)
    first, second, third = reading(paper.save(tmp_path / "form.pdf")).records
    assert third.title is None
    assert (codes(first), codes(second)) == ([], ["list.cut-short"])


def test_a_blank_cell_that_no_rule_ends_far_over_the_foot_is_the_end_of_its_table(tmp_path: Path) -> None:
    rows = [*TOP, *HEAD, *OUTPUT, *EFFECT, *LAST, ["", "社会效益指标", "读者增加", "明显", "0"]]
    paper = Paper().centred(60, "项目支出绩效目标表")
    paper.table(rows, WIDTHS, 100, unended=[(len(rows), 0)])
    paper.text(60, 800, "由沙洲县图书馆按月调度进度。")
    found: Any = reading(paper.save(tmp_path / "form.pdf")).records
    assert not any("没有画线" in reason.message for reason in found[0].reasons)
