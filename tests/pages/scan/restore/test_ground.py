"""Ground that is darker than paper, and stains: made white, with print on them as dark as elsewhere."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.pages.scan.drawn import SCALE, grey, table_page
from tests.pdf_builder import Paper

from jixiao.pages.scan.restore.ground import without_ground
from jixiao.pages.scan.restore.pale_layer import Print, has_stains

USUAL = Print(dark=230, high=30)


def stroke(image: np.ndarray, share: float, x: tuple[int, int] = (300, 900), y: int = 400) -> np.ndarray:
    """The picture with a stroke of a highlighter that leaves so much of the light."""
    cover = np.zeros(image.shape, np.float32)
    cv2.line(cover, (x[0], y), (x[1], y), 1, 30)
    return (image * (1 - cv2.GaussianBlur(cover, (0, 0), 1.5) * (1 - share))).astype(np.uint8)


@pytest.mark.parametrize("share", [0.6, 0.75, 0.9])
def test_print_under_a_highlighter_stays_and_its_stroke_goes(share: float) -> None:
    page = grey(table_page())
    out = without_ground(stroke(page, share), SCALE)
    assert np.percentile(out[page > 250], 0.1) > 225
    assert out[page < 60].max() < 120


def test_a_page_of_dense_characters_and_thick_rules_is_left_as_it_is() -> None:
    paper = Paper()
    paper.centred(90, "预算绩效管理整体监督情况", 22)
    for y in range(120, 400, 14):
        paper.text(80, y, "健康量意填覆盖管理覆盖预算编制绩效量覆盖", 10.5)
    page = grey(paper)
    page[1200:1206, 200:900] = 0
    assert without_ground(page, SCALE) is page


def test_a_field_of_ink_with_white_words_stays() -> None:
    page = 255 - grey(table_page())
    field = np.full_like(page, 255)
    field[300:420, 300:900] = page[300:420, 300:900]
    assert without_ground(field, SCALE) is field


def test_the_rim_of_a_stain_is_told_from_print() -> None:
    page = grey(table_page())
    rim = np.full_like(page, 255)
    cv2.ellipse(rim, (700, 1400), (300, 200), 0, 0, 360, 190, 8)
    assert has_stains(np.minimum(page, rim), USUAL, SCALE)
    assert not has_stains(page, USUAL, SCALE)
