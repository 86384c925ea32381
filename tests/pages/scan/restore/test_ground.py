"""Ground that is darker than paper, and stains: made white, with print on them as dark as elsewhere."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.pages.scan.drawn import SCALE, grey, table_page
from tests.pdf_builder import Paper

from jixiao.pages.scan.ocr.engine import Reading
from jixiao.pages.scan.ocr.lines import Read
from jixiao.pages.scan.ocr.piece import Piece
from jixiao.pages.scan.restore.ground import without_ground
from jixiao.pages.scan.restore.pale_layer import Print, has_stains, print_of, sorted_by_ink, without_layer

USUAL = Print(dark=230, high=30, pale=104)


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


def said(score: float, at: tuple[int, int, int, int], text: str = "预算绩效") -> Read:
    return Read(Piece(*at), Reading(text, score), stands=False)


def test_print_is_known_by_what_reads_well_and_a_layer_lies_below_it() -> None:
    page = np.full((1000, 600), 255, np.uint8)
    page[20:220:40, 20:300] = 20
    page[420:980:40, 20:300] = 150
    front = [said(0.98, (10, y - 10, 310, y + 12)) for y in range(20, 220, 40)]
    back = [said(0.4, (10, y - 10, 310, y + 12)) for y in range(420, 980, 40)]
    usual = print_of([*front, *back], page)
    assert usual.dark == pytest.approx(235)
    assert 105 < usual.pale < 235
    found = sorted_by_ink([*front, *back], page, usual)
    assert found == (front, back)
    out = without_layer(page, usual, found.print, SCALE)
    assert (out[:400] == page[:400]).all() and (out[400:] == 255).all()


def test_thin_strokes_of_what_reads_well_stay() -> None:
    page = np.full((200, 600), 255, np.uint8)
    page[40:44, 20:200] = 20
    page[60:61, 20:200] = 180
    whole = said(0.95, (10, 30, 210, 70))
    usual = Print(dark=235, high=30, pale=106)
    assert (without_layer(page, usual, [whole], SCALE) == page).all()
    assert without_layer(page, usual, [], SCALE)[60].min() == 255
