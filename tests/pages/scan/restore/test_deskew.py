"""Pages put level: skew and perspective by the rules, skew by the text where there are none, pages on a desk."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.pages.scan.drawn import SCALE, grey, leaning, table_page
from tests.pdf_builder import Paper

from jixiao.pages.scan.restore.deskew import Levelled, levelled, page_corners, text_skew, warped


def lean(level: Levelled, at: np.ndarray) -> float:
    """How far (pixels over the page's width) a line through two given points is from level after the transform."""
    (_, y0), (_, y1) = cv2.perspectiveTransform(at.reshape(-1, 1, 2).astype(np.float64), level.matrix).reshape(-1, 2)
    return abs(float(y1 - y0))


@pytest.mark.parametrize("degrees", [-2.5, -0.7, 0.4, 3.0])
def test_rules_become_level(degrees: float) -> None:
    page = grey(table_page())
    level = levelled(leaning(page, degrees), SCALE)
    assert level.degrees == pytest.approx(degrees, abs=0.05)


def test_perspective_is_taken_back() -> None:
    page = grey(table_page())
    height, width = page.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = np.array([[18, 9], [width - 4, -12], [width + 14, height + 8], [-9, height - 16]], np.float32)
    bent = cv2.getPerspectiveTransform(corners, moved)
    level = levelled(cv2.warpPerspective(page, bent, (width, height), borderValue=255), SCALE)
    for y in (350.0, 500.0):
        line = cv2.perspectiveTransform(np.array([[[170.0, y]], [[1350.0, y]]]), bent).reshape(-1, 2)
        assert abs(line[0][1] - line[1][1]) > 8
        assert lean(level, line) < 1.5


def test_lines_of_text_tell_the_skew_where_no_rules_do() -> None:
    paper = Paper()
    for i in range(20):
        paper.text(80, 100 + 24 * i, "一般公共预算财政拨款支出按照功能分类科目编制", 12)
    assert text_skew(leaning(grey(paper), 1.4)) == pytest.approx(-1.4, abs=0.15)


def test_frames_of_stamps_do_not_turn_a_page_of_prose() -> None:
    paper = Paper()
    for i in range(20):
        paper.text(80, 100 + 24 * i, "一般公共预算财政拨款支出按照功能分类科目编制", 12)
    page = grey(paper)
    for x, y, turn in ((400, 500, -6), (900, 900, -5), (500, 1400, -7)):
        corners = cv2.boxPoints(((x, y), (420, 130), turn)).astype(np.int32)
        cv2.polylines(page, [corners], True, 60, 5)
    level = levelled(leaning(page, 0.6), SCALE)
    assert level.degrees == pytest.approx(0.6, abs=0.15)
    assert np.allclose(level.matrix[2] / level.matrix[2, 2], [0, 0, 1], atol=1e-6)


def test_a_page_on_a_desk_is_cut_out() -> None:
    page = grey(table_page())
    height, width = page.shape
    desk = np.full((height + 400, width + 400), 90, np.uint8)
    desk[200 : 200 + height, 150 : 150 + width] = page
    desk[:, : desk.shape[1] // 3] = (desk[:, : desk.shape[1] // 3] * 0.75).astype(np.uint8)  # a shadow
    corners = page_corners(desk)
    assert corners is not None
    want = [[150, 200], [150 + width, 200], [150 + width, 200 + height], [150, 200 + height]]
    assert np.abs(corners - np.array(want)).max() < 25


def test_a_page_that_fills_the_picture_has_no_desk() -> None:
    assert page_corners(grey(table_page())) is None


def test_a_level_picture_is_left_alone() -> None:
    page = grey(table_page())
    level = Levelled(np.eye(3), page.shape[1], page.shape[0], 0.0, SCALE)
    assert warped(page, level) is page


@pytest.mark.parametrize("degrees", [-0.9, 0.46, 1.05])
def test_upright_rules_of_a_fax_become_upright(degrees: float) -> None:
    paper = Paper()
    for y in range(100, 740, 24):
        paper.line(80, y, 520, y)
    for x in (80, 120, 200, 330, 450, 520):
        paper.line(x, 100, x, 724)
    rng = np.random.default_rng(3)
    page = leaning(grey(paper), degrees).astype(float)
    page += rng.normal(0, 12, page.shape)
    level = levelled(np.where(page < 150, 0, 255).astype(np.uint8), SCALE)
    turn = cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), degrees, 1)
    for x in (80, 330, 520):
        ends = np.array([[x, 100, 1], [x, 724, 1]]) * [SCALE, SCALE, 1] @ turn.T
        (x0, _), (x1, _) = cv2.perspectiveTransform(ends.reshape(-1, 1, 2), level.matrix).reshape(-1, 2)
        assert abs(x1 - x0) < 2
