"""Tables over page ends: what is joined, what is healed, what is dropped, and what stays apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pdf_builder import Paper, Rows
from tests.tables.drawn import rows, table, tables

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
WIDTHS = [70.0, 80.0, 200.0, 100.0]


def over_pages(first: Rows, second: Rows, widths: list[float] = WIDTHS) -> Paper:
    """One table at the foot of a page, the other at the head of the next, nothing between."""
    paper = Paper()
    paper.table(first, widths, 600)
    paper.page()
    paper.table(second, widths, 70)
    return paper


def test_rows_go_on(tmp_path: Path) -> None:
    paper = over_pages([["一月", "3"], ["二月", "4"]], [["三月", "5"]], [100, 200])
    found = table(paper, tmp_path)
    assert rows(found) == [["一月", "3"], ["二月", "4"], ["三月", "5"]]
    assert found.row_pages == [1, 1, 2]


def test_a_cut_row_is_one_value_with_both_places(tmp_path: Path) -> None:
    start, rest = "完成书库两层地面与照明的修缮并", "且在年底之前向全体读者开放。"
    paper = over_pages([["项目名称", "书库修缮"], ["年度目标", start]], [["", rest], ["备注", "无"]], [70, 145])
    found = table(paper, tmp_path)
    assert rows(found) == [["项目名称", "书库修缮"], ["年度目标", start + rest], ["备注", "无"]]
    goal = next(c for c in found.cells if c.text.startswith("完成"))
    assert [page for page, _ in goal.more] == [2]


def test_a_label_printed_again_beside_the_rest_stands_once(tmp_path: Path) -> None:
    start, rest = "完成书库两层地面与照明的修缮并", "且在年底之前向全体读者开放。"
    paper = over_pages([["项目名称", "书库修缮"], ["年度目标", start]], [["年度目标", rest], ["备注", "无"]], [70, 145])
    assert rows(table(paper, tmp_path)) == [["项目名称", "书库修缮"], ["年度目标", start + rest], ["备注", "无"]]


def test_a_whole_row_is_not_joined_to_the_one_before(tmp_path: Path) -> None:
    paper = over_pages([["项目名称", "书库修缮"], ["年度目标", "修缮两层。"]], [["资金用途", "修缮"]], [70, 200])
    assert rows(table(paper, tmp_path))[-2:] == [["年度目标", "修缮两层。"], ["资金用途", "修缮"]]


def indicators(tmp_path: Path, first: Rows, second: Rows) -> Rows:
    return rows(table(over_pages([HEAD, *first], second), tmp_path))


def test_a_repeated_header_is_dropped(tmp_path: Path) -> None:
    first, second = ["产出指标", "数量指标", "修缮层数", "2层"], ["效益指标", "社会效益指标", "读者增加", "明显"]
    assert indicators(tmp_path, [first], [HEAD, second]) == [HEAD, first, second]


def test_a_blank_level_after_the_break_goes_on(tmp_path: Path) -> None:
    found = indicators(
        tmp_path,
        [["产出指标", "数量指标", "修缮层数", "2层"], ["^", "^", "更换灯具", "60盏"]],
        [["", "", "添置书架", "20组"], ["^", "质量指标", "验收合格率", "100%"]],
    )
    assert found[-2:] == [["产出指标", "数量指标", "添置书架", "20组"], ["产出指标", "质量指标", "验收合格率", "100%"]]


def test_a_level_repeated_after_the_break_stands_in_both_rows(tmp_path: Path) -> None:
    found = indicators(
        tmp_path,
        [["产出指标", "数量指标", "修缮层数", "2层"], ["^", "^", "更换灯具", "60盏"]],
        [["产出指标", "数量指标", "添置书架", "20组"], ["^", "质量指标", "验收合格率", "100%"]],
    )
    assert found[-2:] == [["产出指标", "数量指标", "添置书架", "20组"], ["产出指标", "质量指标", "验收合格率", "100%"]]


def test_a_level_cut_in_two_is_healed(tmp_path: Path) -> None:
    found = indicators(
        tmp_path,
        [["效益指标", "社会效", "读者增加", "2000人"], ["^", "^", "知晓率", "≥95%"]],
        [["", "益指标", "新增社区书屋", "3处"], ["^", "^", "志愿者", "20人"]],
    )
    assert [row[:2] for row in found[1:]] == [["效益指标", "社会效益指标"]] * 4


def test_an_indicator_cut_by_the_page_is_one(tmp_path: Path) -> None:
    paper = over_pages(
        [["产出指标", "数量指标", "修缮层数", "2层"], ["效益指标", "社会效益指标", "沙洲县城东城西两个片区居", "≥95%"]],
        [["", "", "民对修缮后书库的知晓率", ""], ["满意度指标", "服务对象满意度", "读者满意度", "≥90%"]],
        [80, 90, 118, 100],
    )
    assert rows(table(paper, tmp_path))[1:] == [
        ["效益指标", "社会效益指标", "沙洲县城东城西两个片区居民对修缮后书库的知晓率", "≥95%"],
        ["满意度指标", "服务对象满意度", "读者满意度", "≥90%"],
    ]


PLAN = ["资金支出计划", "3月底", "6月底"]


def test_a_short_rest_is_joined_to_what_others_of_its_column_say(tmp_path: Path) -> None:
    first = [["修缮层数", "2层", "年度工作计划"], ["更换灯具", "60盏", "年度工作计"]]
    found = rows(table(over_pages(first, [["", "", "划"], ["添置书架", "20组", "书架册"]], [100, 100, 54]), tmp_path))
    assert found == [first[0], ["更换灯具", "60盏", "年度工作计划"], ["添置书架", "20组", "书架册"]]


def test_a_label_and_its_unit_cut_in_two_stand_over_both_rows(tmp_path: Path) -> None:
    found = table(
        over_pages([["项目名称", "书库修缮", "<"], PLAN], [["（%）", "25.00%", "50.00%"]], [80, 90, 90]), tmp_path
    )
    assert rows(found)[1:] == [["资金支出计划（%）", *PLAN[1:]], ["资金支出计划（%）", "25.00%", "50.00%"]]


def test_a_label_stands_over_the_row_of_another_kind_after_the_break(tmp_path: Path) -> None:
    first = [["项目名称", "书库修缮", "<"], ["预算规模及资金用途", "预算数", "20.00"]]
    found = table(over_pages(first, [["", "修缮两层书库", "<"], ["绩效目标", "开放", "<"]], [100, 90, 90]), tmp_path)
    assert [row[0] for row in rows(found)] == ["项目名称", "预算规模及资金用途", "预算规模及资金用途", "绩效目标"]


def test_a_blank_first_cell_under_a_header_does_not_join_it(tmp_path: Path) -> None:
    found = rows(table(over_pages([HEAD], [["", "", "添置书架", "20组"], ["效益指标", "", "知晓率", "90%"]]), tmp_path))
    assert found == [HEAD, ["", "", "添置书架", "20组"], ["效益指标", "", "知晓率", "90%"]]


def test_a_text_that_breaks_off_goes_on_beside_a_label_over_more_rows(tmp_path: Path) -> None:
    start, rest = "内设办公室、书库修缮科（挂典藏管理科", "牌子）、读者服务科。"
    paper = over_pages([["部门基本信息", "一馆两库"], ["^", start]], [["", rest], ["备注", "无"]], [80, 9 * 18 + 8])
    assert rows(table(paper, tmp_path))[1:] == [["部门基本信息", start + rest], ["备注", "无"]]


def test_a_sentence_that_has_ended_keeps_the_next_row_apart(tmp_path: Path) -> None:
    start, rest = "内设办公室、书库修缮科及典藏管理科。", "直属单位二家。"
    paper = over_pages([["部门基本信息", "一馆两库"], ["^", start]], [["", rest], ["备注", "无"]], [80, 9 * 18 + 8])
    assert rows(table(paper, tmp_path))[1:] == [["部门基本信息", start], ["部门基本信息", rest], ["备注", "无"]]


def test_a_paragraph_after_a_short_line_goes_on(tmp_path: Path) -> None:
    start, rest = "一、完成书库两层地面与照明的修缮，在年底前开放。\n二、典藏：", "1.整理旧籍。"
    paper = over_pages([["项目名称", "书库修缮"], ["年度目标", start]], [["", rest], ["备注", "无"]], [70, 145])
    assert [row[0] for row in rows(table(paper, tmp_path))] == ["项目名称", "年度目标", "备注"]


def test_the_header_of_a_second_list_after_its_heading_stays(tmp_path: Path) -> None:
    first, second = ["产出指标", "数量指标", "修缮层数", "2层"], ["产出指标", "数量指标", "更换灯具", "60盏"]
    form = [
        ["项目名称", "书库修缮", "<", "<"],
        ["总体绩效指标", "<", "<", "<"],
        HEAD,
        first,
        ["年度绩效指标", "<", "<", "<"],
    ]
    found = rows(table(over_pages(form, [HEAD, second]), tmp_path))
    assert found[-4:] == [first, ["年度绩效指标"], HEAD, second]


def test_two_long_names_one_after_the_other_stay_two(tmp_path: Path) -> None:
    names = "享受城乡公益岗位扩容提质补贴的人数", "公益岗位扩容提质补贴对象的符合率"
    first = [["产出指标", "数量指标", "修缮层数", "2层"], ["^", "^", names[0], "1693人"]]
    paper = over_pages(
        first, [["", "质量指标", names[1], "=100%"], ["^", "^", "合格率", "100%"]], [70, 80, 9 * 9 + 8, 80]
    )
    assert [row[2] for row in rows(table(paper, tmp_path))] == ["修缮层数", *names, "合格率"]


def test_a_cut_row_beside_a_label_that_is_cut_too_is_one(tmp_path: Path) -> None:
    first = [["项目名称", "书库修缮", "<"], ["绩效", "贷款风险补偿和贴息总成", "600万元"]]
    paper = over_pages(first, [["指标", "本", ""], ["^", "修缮层数", "2层"]], [60, 11 * 9 + 8, 80])
    assert rows(table(paper, tmp_path))[1:] == [
        ["绩效指标", "贷款风险补偿和贴息总成本", "600万元"],
        ["绩效指标", "修缮层数", "2层"],
    ]


def test_an_indented_name_that_fills_its_cell_goes_on(tmp_path: Path) -> None:
    first = [["208", "05", "社会保障支出", "600.00"], ["^", "06", "　　机关单位职业年金", "500.00"]]
    paper = over_pages(first, [["", "", "缴费支出", ""], ["209", "01", "其他支出", "1.00"]], [40, 40, 10 * 9 + 10, 80])
    assert rows(table(paper, tmp_path))[1] == ["208", "06", "机关单位职业年金缴费支出", "500.00"]


def test_two_goals_side_by_side_go_on_where_one_breaks_off(tmp_path: Path) -> None:
    lifetime, annual = "一、修缮书库两层地面与照明并开放。", "一、修缮书库一层地面；二、整理旧籍"
    first = [["绩效目标", "总体目标", "年度目标"], ["^", lifetime, annual]]
    paper = over_pages(
        first, [["", "二、整理全馆旧籍。", "三千册。"], ["备注", "无", "无"]], [60, 9 * 17 + 8, 9 * 17 + 8]
    )
    assert rows(table(paper, tmp_path))[1] == ["绩效目标", lifetime + "二、整理全馆旧籍。", annual + "三千册。"]


def test_another_label_begins_another_row(tmp_path: Path) -> None:
    paper = over_pages(
        [["年度目标", "完成书库两层地面与照明的修缮并"]], [["资金用途", "修缮两层地面与照明。"]], [44, 145]
    )
    assert [row[0] for row in rows(table(paper, tmp_path))] == ["年度目标", "资金用途"]


def test_a_header_printed_again_with_one_text_cut_short_is_dropped(tmp_path: Path) -> None:
    head = ["科目编码", "科目名称", "合计", "基本支出", "事业收入（不含教育收费）"]
    first, second = ["20701", "文化和旅游", "35.20", "20.10", ""], ["20702", "文物", "11.00", "9.00", ""]
    paper = over_pages([head, first], [[*head[:-1], "事业收入（不含"], second], [80, 100, 80, 80, 130])
    assert rows(table(paper, tmp_path)) == [head, first, second]


def test_a_new_form_on_the_next_page_is_not_joined(tmp_path: Path) -> None:
    form = [["项目名称", "书库修缮"], ["实施单位", "沙洲县图书馆"]]
    other = [["项目名称", "流动书车"], ["实施单位", "沙洲县图书馆"]]
    assert [rows(t)[0] for t in tables(over_pages(form, other, [70, 200]), tmp_path)] == [form[0], other[0]]


BUDGET = ["科目编码", "科目名称", "合计", "基本支出"]


def titled(second_title: str, tmp_path: Path) -> list[Rows]:
    paper = Paper()
    paper.centred(90, "2024年部门支出总表")
    paper.table([BUDGET, ["20701", "文化和旅游", "35.20", "20.10"]], WIDTHS, 110)
    paper.page()
    paper.centred(90, second_title)
    paper.table([BUDGET, ["20702", "文物", "11.00", "9.00"]], WIDTHS, 110)
    return [rows(t) for t in tables(paper, tmp_path)]


@pytest.mark.parametrize("title", ["2024年部门支出总表", "2024年部门支出总表（续）", "2024年部门支出总表续表"])
def test_a_table_continued_under_its_repeated_title_is_one(tmp_path: Path, title: str) -> None:
    assert titled(title, tmp_path) == [
        [BUDGET, ["20701", "文化和旅游", "35.20", "20.10"], ["20702", "文物", "11.00", "9.00"]]
    ]


def test_a_table_under_another_title_is_another(tmp_path: Path) -> None:
    assert len(titled("2024年财政拨款支出表", tmp_path)) == 2


def test_text_between_keeps_tables_apart(tmp_path: Path) -> None:
    paper = Paper()
    paper.table([["一月", "3"], ["二月", "4"]], [100, 200], 600)
    paper.page()
    paper.text(60, 60, "以下为各分馆的数字。")
    paper.table([["东馆", "5"]], [100, 200], 90)
    assert [rows(t) for t in tables(paper, tmp_path)] == [[["一月", "3"], ["二月", "4"]], [["东馆", "5"]]]


def test_tables_of_other_width_stay_apart(tmp_path: Path) -> None:
    paper = Paper()
    paper.table([["一月", "3"]], [100, 200], 600)
    paper.page()
    paper.table([["东馆", "5"]], [100, 300], 70)
    assert len(tables(paper, tmp_path)) == 2


def test_page_numbers_between_do_not_part_a_table(tmp_path: Path) -> None:
    paper = Paper()
    paper.table([["一月", "3"], ["二月", "4"]], [100, 200], 600)
    paper.centred(820, "- 1 -", 9)
    paper.page()
    paper.table([["三月", "5"]], [100, 200], 70)
    paper.centred(820, "- 2 -", 9)
    assert rows(table(paper, tmp_path)) == [["一月", "3"], ["二月", "4"], ["三月", "5"]]


def test_a_cell_over_three_pages_is_one_value(tmp_path: Path) -> None:
    parts = ["一二三四五六七八九十一二三四五", "上下左右前后上下左右前后上下左", "甲乙丙丁。"]
    paper = Paper()
    paper.table([["项目名称", "书库修缮"], ["年度目标", parts[0]]], [70, 145], 600)
    for part in parts[1:]:
        paper.page()
        paper.table([["", part]], [70, 145], 70)
    assert rows(table(paper, tmp_path))[-1] == ["年度目标", "".join(parts)]


def test_two_whole_numbers_are_two_rows_though_their_names_fill_the_cell(tmp_path: Path) -> None:
    first = [["208", "05", "05", "机关事业单位基本养老保险缴费支出", "1,410,886.00"]]
    second = [["208", "05", "06", "机关事业单位职业年金缴费支出", "705,443.00"]]
    paper = over_pages([["类", "款", "项", "科目", "合计"], *first], second, [26.0, 22.0, 22.0, 168.0, 66.0])
    assert rows(table(paper, tmp_path))[1:] == [*first, *second]
