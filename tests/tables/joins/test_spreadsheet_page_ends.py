"""What a spreadsheet prints where a page end cuts merged cells: their text on one of the pages, or on both."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pdf_builder import Paper, Rows
from tests.tables.drawn import cells, layout, table

from jixiao.tables.table import Paragraph

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
WIDTHS = [70.0, 80.0, 200.0, 100.0]


def over_pages(first: Rows, second: Rows, widths: list[float] = WIDTHS) -> Paper:
    paper = Paper()
    paper.table(first, widths, 600)
    paper.page()
    paper.table(second, widths, 70)
    return paper


FIRST = [HEAD, ["产出指标", "数量指标", "修缮层数", "2层"], ["", "社会效益指标", "读者增加", "明显"]]


def test_a_level_printed_after_the_page_end_begins_above_it(tmp_path: Path) -> None:
    second = [["效益指标", "生态效益指标", "节能", "有效"], ["^", "可持续影响指标", "开放年限", "≥5年"]]
    found = cells(table(over_pages(FIRST, second), tmp_path))
    assert (2, 0, 3, 1, "效益指标") in found


@pytest.mark.parametrize("drawn", [False, True])
def test_a_level_that_no_rule_ends_at_the_page_end_goes_on_over_it(tmp_path: Path, drawn: bool) -> None:
    first = [HEAD, ["产出指标", "数量指标", "修缮层数", "2层"], ["", "", "学生满意度", "≥90%"]]
    paper = Paper()
    paper.table(first, WIDTHS, 600, unended=() if drawn else [(3, 0), (3, 1)])
    paper.page()
    paper.table([["满意度指标", "", "家长满意度", "≥95%"]], WIDTHS, 70, unended=() if drawn else [(0, 0), (0, 1)])
    found = cells(table(paper, tmp_path))
    assert ((2, 0, 2, 1, "满意度指标") in found) == (not drawn)
    assert ((2, 1, 2, 1, "") in found) == (not drawn)


def test_text_that_reaches_over_the_upper_edge_of_a_cell_is_of_that_cell(tmp_path: Path) -> None:
    first = [["", *HEAD[1:]], ["绩效", "数量指标", "修缮层数", "2层"]]
    second = [["指标", "质量指标", "合格率", "100%"], ["^", "时效指标", "及时率", "≥90%"]]
    paper = over_pages(first, second, [16.0, *WIDTHS[1:]])
    paper.text(63, 72, "效", 9)
    assert (1, 0, 3, 1, "绩效指标") in cells(table(paper, tmp_path))


def test_a_blank_cell_beside_a_label_that_begins_is_of_that_label(tmp_path: Path) -> None:
    first = [HEAD, ["产出指标", "数量指标", "修缮层数", "2层"]]
    second = [["效益指标", "", "读者增加", "明显"], ["满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"]]
    found = cells(table(over_pages(first, second), tmp_path))
    assert (1, 1, 1, 1, "数量指标") in found and (2, 1, 1, 1, "") in found


def test_beside_row_numbers_that_count_on_a_level_printed_later_begins_above_too(tmp_path: Path) -> None:
    first = [
        ["序号", *HEAD],
        ["1", "产出指标", "数量指标", "修缮层数", "2层"],
        ["2", "", "社会效益指标", "读者增加", "明显"],
    ]
    second = [["3", "效益指标", "生态效益指标", "节能", "有效"], ["4", "^", "可持续影响指标", "开放年限", "≥5年"]]
    found = cells(table(over_pages(first, second, [30.0, *WIDTHS]), tmp_path))
    assert (2, 1, 3, 1, "效益指标") in found


def test_a_department_alone_in_its_row_does_not_go_on_in_the_project_below(tmp_path: Path) -> None:
    head = ["序号", "项目名称", "预算数", *HEAD]
    first = [head, ["", "临江市水利局", "", "", "", "", ""]]
    second = [
        ["1", "供水工程", "20.00", "产出指标", "数量指标", "新建水厂", "1座"],
        ["^", "^", "^", "效益指标", "社会效益指标", "受益", "明显"],
    ]
    widths = [30.0, 80.0, 50.0, 60.0, 80.0, 80.0, 60.0]
    found = cells(table(over_pages(first, second, widths), tmp_path))
    assert (1, 0, 1, 1, "") in found and (2, 0, 2, 1, "1") in found


def test_text_of_a_cut_cell_printed_under_the_table_goes_back_to_its_cell(tmp_path: Path) -> None:
    paper = Paper()
    bottom = paper.table(FIRST, WIDTHS, 600)
    paper.text(64, bottom + 10, "效益指标", 9)
    assert "效益指标" in {text for *_, text in cells(table(paper, tmp_path))}


def test_a_row_of_texts_printed_again_on_the_next_page_is_no_paragraph(tmp_path: Path) -> None:
    head = ["序号", "项目名称", "预算数", *HEAD]
    first = [head, ["", "", "", "产出指标", "数量指标", "新建水厂", "1座"]]
    second = [
        head,
        ["2", "供水工程", "3105.80", "效益指标", "社会效益指标", "受益", "明显"],
        ["^", "^", "^", "^", "^", "投诉", "0次"],
    ]
    widths = [30.0, 80.0, 60.0, 60.0, 80.0, 80.0, 60.0]
    paper = Paper()
    bottom = paper.table(first, widths, 700)
    for x, text in ((70, "2"), (94, "供水工程"), (174, "310580")):
        paper.text(x, bottom + 12, text, 9)
    paper.page()
    paper.table(second, widths, 70)
    blocks = layout(paper, tmp_path).blocks
    assert not [b.text for b in blocks if isinstance(b, Paragraph) and not b.margin]


def test_a_name_printed_on_both_pages_is_one_name(tmp_path: Path) -> None:
    head = ["项目单位", "项目名称", "预算数", *HEAD]
    rows = [
        ["青石县群众文化与书库管理服务中心", "书库修缮", "20.00", *FIRST[1]],
        ["^", "^", "^", "效益指标", "社会效益指标", "读者增加", "明显"],
    ]
    more = [
        ["青石县群众文化与书库管理服务中心", "藏书更新", "30.00", *FIRST[1]],
        ["^", "^", "^", "效益指标", "社会效益指标", "受益", "明显"],
    ]
    found = cells(table(over_pages([head, *rows], more, [80.0, 70.0, 50.0, 60.0, 80.0, 80.0, 60.0]), tmp_path))
    assert not [text for *_, text in found if text.count("青石县群众文化与书库管理服务中心") > 1]
