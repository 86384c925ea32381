"""Rules seen on pictures: whole, dashed, broken and faint ones are, strokes of characters are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.pages.scan.drawn import SCALE, dusty, grey, table_page
from tests.pdf_builder import Paper

from jixiao.pages.scan.model import Ruling
from jixiao.pages.scan.ocr.lines import without_rules
from jixiao.pages.scan.rules.line_detection import ruling_of


def counted(image: np.ndarray) -> tuple[int, int]:
    found = ruling_of(image, SCALE, 2.0)
    return len(found.across), len(found.upright)


def grid(**how: object) -> np.ndarray:
    """Three rows and three columns, drawn as told."""
    paper = Paper()
    for y in (100, 130, 160, 190):
        paper.line(80, y, 380, y, **how)
    for x in (80, 180, 280, 380):
        paper.line(x, 100, x, 190, **how)
    return grey(paper)


def test_each_rule_is_found_once_where_it_lies() -> None:
    found = ruling_of(grid(), SCALE, 2.0)
    assert [round(r.at / SCALE) for r in found.across] == [100, 130, 160, 190]
    assert [round(r.at / SCALE) for r in found.upright] == [80, 180, 280, 380]
    assert all(abs(r.start / SCALE - 80) < 2 and abs(r.end / SCALE - 380) < 2 for r in found.across)


@pytest.mark.parametrize("how", [{"dashes": "[3 3]"}, {"dashes": "[1.5 1.5]"}, {"color": (0.72,) * 3}, {"width": 0.35}])
def test_dashed_faint_and_thin_rules_count(how: dict[str, object]) -> None:
    assert counted(grid(**how)) == (4, 4)


def test_broken_rules_count() -> None:
    image = grid()
    for x, y in ((300, 361), (520, 444), (700, 444), (900, 527)):
        image[y - 6 : y + 7, x : x + 14] = 255
    image[400:408, 490:510] = 255
    assert counted(image) == (4, 4)


def test_strokes_that_touch_a_rule_are_no_small_cell() -> None:
    image = grid()
    for x in (200, 208):
        image[round(130 * SCALE) : round(141 * SCALE), round(x * SCALE) : round(x * SCALE) + 2] = 0
    image[round(136 * SCALE) : round(136 * SCALE) + 2, round(190 * SCALE) : round(230 * SCALE)] = 0
    assert counted(image) == (4, 4)


@pytest.mark.parametrize("gap", [2.0, 3.0, 4.0])
def test_two_rules_side_by_side_are_both_found(gap: float) -> None:
    paper = Paper()
    for y in (100, 130, 130 + gap, 160):
        paper.line(80, y, 380, y)
    for x in (80, 380):
        paper.line(x, 100, x, 160)
    found = ruling_of(grey(paper), SCALE, 2.0)
    assert [round(r.at / SCALE) for r in found.across] in ([100, 130, 130 + gap, 160], [100, 131, 160])
    assert all(r.end - r.start > 295 * SCALE for r in found.across)


def test_an_outer_wall_whose_first_rule_stops_short_reaches_its_end() -> None:
    paper = Paper()
    paper.line(80, 60, 380, 60)  # under the page's head
    paper.line(120, 100, 380, 100)  # a cell that goes on from the page before has no rule above it
    for y in (200, 240):
        paper.line(80, y, 380, y)
    for x in (80, 120, 380):
        paper.line(x, 100, x, 240)
    outer = ruling_of(grey(paper), SCALE, 2.0).upright[0]
    assert abs(outer.at / SCALE - 80) < 2
    assert abs(outer.start / SCALE - 100) < 4


def test_lines_of_text_under_each_other_are_no_wall() -> None:
    paper = Paper()
    for y in (100, 132, 164):
        paper.line(80, y, 380, y)
    for x in (80, 380):
        paper.line(x, 100, x, 164)
    for y in (112, 126, 144, 158):
        paper.text(84, y, "青年人才生活补助资金发放标准科目日常田国", 12)
    found = ruling_of(grey(paper), SCALE, 2.0)
    assert [round(r.at / SCALE) for r in found.upright] == [80, 380]


def test_strokes_of_characters_are_no_rules() -> None:
    paper = Paper()
    for i in range(12):
        paper.text(80, 100 + 13 * i, "目标出口工业王田由中国日月日目标", 11)
    paper.text(80, 400, "目标二三王", 30)
    assert counted(grey(paper)) == (0, 0)


def test_a_merged_cell_has_no_wall() -> None:
    found = ruling_of(dusty(grey(table_page())), SCALE, 2.0)
    inner = [r for r in found.upright if 200 < r.at / SCALE < 450]
    assert min(r.start for r in inner) / SCALE > 130  # the first row is merged over two columns
    beside = [r for r in found.across if r.start / SCALE > 100]
    assert len(beside) == 1  # 二级指标 is merged over two rows


def test_rules_are_painted_out_and_strokes_across_them_kept() -> None:
    image = grid()
    cv2.line(image, (400, 330), (400, 390), 0, 4)  # a stroke through the first level rule
    clean = without_rules(image, ruling_of(image, SCALE, 2.0), SCALE)
    assert clean[361, 400] < 100
    clean[:, 395:406] = 255
    assert np.count_nonzero(clean < 128) == 0


def test_an_empty_page_has_no_rules() -> None:
    assert ruling_of(np.full((800, 600), 255, np.uint8), SCALE, 0.0) == Ruling([], [])


def test_a_rule_that_the_side_of_a_stamp_runs_into_is_found() -> None:
    image = grid()
    plain = counted(image)
    y = round(100 * SCALE)
    x = round(80 * SCALE)
    cv2.line(image, (x - 100, y - 8), (x + 150, y + 5), 60, 5)
    found = ruling_of(image, SCALE, 2.0)
    assert any(abs(run.at - y) < SCALE and run.end - run.start > 290 * SCALE for run in found.across)
    assert len(found.upright) >= plain[1]


def test_a_rule_beside_a_long_row_of_strokes_is_found() -> None:
    paper = Paper()
    for y in (100, 160):
        paper.line(80, y, 380, y)
    paper.line(196, 130, 380, 130)
    for x in (80, 200, 380):
        paper.line(x, 100, x, 160)
    image, row = grey(paper), round(131.2 * SCALE)
    for x in range(84, 186, 6):  # characters with strokes nearly on one line with the rule
        left, right = round(x * SCALE), round((x + 4.4) * SCALE)
        for y in (row - 6, row - 5, row, row + 5, row + 6):
            image[y : y + 2, left:right] = 0
        image[row - 14 : row + 15, left + 4 : left + 6] = 0
    found = ruling_of(image, SCALE, 2.0)
    assert any(abs(r.at / SCALE - 130) < 1 and abs(r.start / SCALE - 200) < 4 for r in found.across)
