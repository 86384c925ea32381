"""Strokes into cells: spans, edges that were not drawn, rules that stop short, dashes, double rules, nested frames."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.pdf_builder import Paper
from tests.tables.drawn import cells, rows, table, tables

from jixiao.tables.cells import _cells


def grid(xs: list[float], ys: list[float], **how: object) -> Paper:
    """All rules of a regular grid, each in one stroke."""
    paper = Paper()
    for x in xs:
        paper.line(x, ys[0], x, ys[-1], **how)
    for y in ys:
        paper.line(xs[0], y, xs[-1], y, **how)
    return paper


def test_spans_over_rows_and_columns(tmp_path: Path) -> None:
    paper = Paper()
    paper.table(
        [["项目资金", "年度资金总额", "35.20"], ["^", "财政拨款", "35.20"], ["年度目标", "修缮书库两层。", "<"]],
        [90, 120, 120],
        100,
    )
    assert cells(table(paper, tmp_path)) == [
        (0, 0, 2, 1, "项目资金"),
        (0, 1, 1, 1, "年度资金总额"),
        (0, 2, 1, 1, "35.20"),
        (1, 1, 1, 1, "财政拨款"),
        (1, 2, 1, 1, "35.20"),
        (2, 0, 1, 1, "年度目标"),
        (2, 1, 1, 2, "修缮书库两层。"),
    ]


def test_borders_of_head_and_rows_that_were_meant_to_be_one_are_one(tmp_path: Path) -> None:
    paper = Paper()
    for y in (100, 130, 160):
        paper.line(100, y, 400, y)
    for x in (100, 400):
        paper.line(x, 100, x, 160)
    paper.line(250, 100, 250, 130)
    paper.line(240, 130, 240, 160)
    for x, y, text in ((120, 120, "三级指标"), (300, 120, "指标值"), (120, 150, "项目成本"), (245, 150, "≤138万元")):
        paper.text(x, y, text)
    assert rows(table(paper, tmp_path)) == [["三级指标", "指标值"], ["项目成本", "≤138万元"]]


def test_blank_cells_are_cells(tmp_path: Path) -> None:
    paper = Paper()
    paper.table([["其他资金", ""], ["上年结转", "0"]], [90, 120], 100)
    assert rows(table(paper, tmp_path)) == [["其他资金", ""], ["上年结转", "0"]]


def test_side_edges_that_were_not_drawn_are_closed(tmp_path: Path) -> None:
    paper = Paper()
    paper.table([["项目名称", "书库修缮"], ["实施单位", "沙洲县图书馆"]], [90, 200], 100, open_sides=True)
    assert rows(table(paper, tmp_path)) == [["项目名称", "书库修缮"], ["实施单位", "沙洲县图书馆"]]


def test_top_and_bottom_edges_that_were_not_drawn_are_closed(tmp_path: Path) -> None:
    paper = Paper().line(60, 120, 350, 120).line(60, 140, 350, 140)
    for x in (60, 150, 350):
        paper.line(x, 100, x, 160)
    for y, texts in ((114, "上左"), (134, "中左"), (154, "下左")):
        paper.text(70, y, texts).text(160, y, texts[0] + "右")
    assert rows(table(paper, tmp_path)) == [["上左", "上右"], ["中左", "中右"], ["下左", "下右"]]


def test_a_rule_that_stops_short_of_its_edge_still_parts_cells(tmp_path: Path) -> None:
    paper = grid([60, 150, 350], [100, 140])
    paper.line(60, 120, 345, 120)
    paper.text(70, 114, "左上").text(160, 114, "右上").text(70, 134, "左下").text(160, 134, "右下")
    assert rows(table(paper, tmp_path)) == [["左上", "右上"], ["左下", "右下"]]


def test_a_rule_that_ends_inside_parts_what_it_reaches(tmp_path: Path) -> None:
    paper = grid([60, 350], [100, 160]).line(60, 130, 150, 130).line(150, 130, 150, 160)
    paper.text(70, 115, "甲").text(70, 145, "乙").text(160, 145, "丙")
    found = table(paper, tmp_path)
    assert sorted(c.text for c in found.cells if c.text) == sorted("甲乙丙")
    slots = [
        (r, c) for cell in found.cells for r in range(cell.row, cell.end_row) for c in range(cell.col, cell.end_col)
    ]
    assert sorted(slots) == [(r, c) for r in range(found.n_rows) for c in range(found.n_cols)]


def test_dashed_rules_are_rules(tmp_path: Path) -> None:
    paper = grid([60, 150, 350], [100, 120, 140], dashes="[3 2] 0")
    paper.text(70, 114, "左上").text(160, 114, "右上").text(70, 134, "左下").text(160, 134, "右下")
    assert rows(table(paper, tmp_path)) == [["左上", "右上"], ["左下", "右下"]]


def test_dashes_drawn_one_by_one_are_a_rule(tmp_path: Path) -> None:
    paper = grid([60, 350], [100, 140])
    for x in range(60, 350, 5):
        paper.line(x, 120, x + 3, 120)
    paper.text(70, 114, "上").text(70, 134, "下")
    assert rows(table(paper, tmp_path)) == [["上"], ["下"]]


def test_a_rule_in_two_pieces_is_one(tmp_path: Path) -> None:
    paper = grid([60, 350], [100, 140]).line(60, 120, 200, 120).line(202.5, 120, 350, 120)
    paper.text(190, 114, "上").text(190, 134, "下")
    assert rows(table(paper, tmp_path)) == [["上"], ["下"]]


def test_double_rules_are_one_border(tmp_path: Path) -> None:
    paper = Paper()
    for d in (0, 1.8):
        for x in (60, 150, 350):
            paper.line(x + d, 100, x + d, 142)
        for y in (100, 120, 140):
            paper.line(60, y + d, 352, y + d)
    paper.text(70, 115, "左上").text(160, 115, "右上").text(70, 135, "左下").text(160, 135, "右下")
    assert rows(table(paper, tmp_path)) == [["左上", "右上"], ["左下", "右下"]]


def test_a_frame_inside_a_cell_is_a_table_of_its_own(tmp_path: Path) -> None:
    paper = Paper()
    paper.table([["项目名称", "书库修缮"], ["附表", "\n\n\n\n\n\n"]], [90, 260], 100)
    paper.table([["一季度", "25%"], ["二季度", "75%"]], [80, 80], 150, left=170)
    found = {t.cells[0].text: t for t in tables(paper, tmp_path)}
    assert rows(found["一季度"]) == [["一季度", "25%"], ["二季度", "75%"]]
    assert rows(found["项目名称"]) == [["项目名称", "书库修缮"], ["附表", ""]]


def test_two_tables_side_by_side_are_two(tmp_path: Path) -> None:
    paper = Paper()
    paper.table([["甲", "1"]], [80, 80], 100)
    paper.table([["乙", "2"]], [80, 80], 100, left=300)
    assert [rows(t) for t in tables(paper, tmp_path)] == [[["甲", "1"]], [["乙", "2"]]]


def test_a_label_set_one_character_a_line_is_one_word(tmp_path: Path) -> None:
    paper = Paper()
    paper.table([["绩\n效\n指\n标", "数量指标"], ["^", "质量指标"]], [24, 120], 100)
    assert table(paper, tmp_path).cells[0].text == "绩效指标"


def test_wrapped_text_is_one_line_and_a_paragraph_keeps_its_break(tmp_path: Path) -> None:
    paper = Paper()
    goal = "目标1：完成两层书库的地面和照明修缮，年底前开放。\n目标2：读者满意度有所提高。"
    paper.table([["年度目标", goal]], [60, 130], 100)
    assert table(paper, tmp_path).cells[1].passage.text == goal


def test_words_that_touch_over_a_rule_belong_to_their_cells(tmp_path: Path) -> None:
    paper = grid([60, 110, 160], [100, 120]).text(60.5, 114, "数量指标≥", 10).text(110.6, 114, "30套", 10)
    assert rows(table(paper, tmp_path)) == [["数量指标≥", "30套"]]


def test_text_that_spills_over_a_rule_stays_whole(tmp_path: Path) -> None:
    paper = (
        grid([60, 120, 400], [100, 120])
        .text(122, 114, "沙洲县文化旅游局沙洲县图书馆")
        .text(61, 114, "一二三四五六七", 9)
    )
    assert rows(table(paper, tmp_path)) == [["一二三四五六七", "沙洲县文化旅游局沙洲县图书馆"]]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_landscape_page_gives_the_same_cells(tmp_path: Path, turn: int) -> None:
    paper = Paper(842, 595)
    paper.table([["项目名称", "书库修缮"], ["实施单位", "沙洲县图书馆"]], [90, 200], 100)
    paper.sheet.set_rotation(turn)
    assert rows(table(paper, tmp_path)) == [["项目名称", "书库修缮"], ["实施单位", "沙洲县图书馆"]]


@pytest.mark.parametrize("seed", range(40))
def test_each_slot_is_of_one_cell_and_of_the_same_as_its_neighbour_where_no_wall_is(seed: int) -> None:
    draw = random.Random(seed)
    n_rows, n_cols = draw.randint(1, 5), draw.randint(1, 5)
    above = [[r in (0, n_rows) or draw.random() < 0.9 for _ in range(n_cols)] for r in range(n_rows + 1)]
    left = [[c in (0, n_cols) or draw.random() < 0.9 for _ in range(n_rows)] for c in range(n_cols + 1)]
    found = _cells(above, left, n_rows, n_cols)
    covered = [(r, c) for cell in found for r in range(cell.row, cell.end_row) for c in range(cell.col, cell.end_col)]
    assert sorted(covered) == [(r, c) for r in range(n_rows) for c in range(n_cols)]
    single = {(cell.row, cell.col) for cell in found if cell.rows == cell.cols == 1}
    walled = {(r, c) for r, c in covered if above[r][c] and above[r + 1][c] and left[c][r] and left[c + 1][r]}
    assert walled <= single
