"""Pieces of lines: grown by ink the detector left out, not over walls or other pieces."""

from __future__ import annotations

import numpy as np

from jixiao.pages.scan.model import Ruling, Run
from jixiao.pages.scan.ocr.lines import grown
from jixiao.pages.scan.ocr.piece import Piece


def drawn(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    page = np.full((100, 400), 255, np.uint8)
    for x0, y0, x1, y1 in boxes:
        page[y0:y1, x0:x1] = 0
    return page


NUMBER, DIGIT, POINT = Piece(200, 40, 240, 60), (172, 40, 184, 60), (190, 55, 194, 60)


def test_a_digit_and_a_point_beside_a_number_are_its_own() -> None:
    page = drawn(NUMBER, DIGIT, POINT)
    assert grown(NUMBER, [NUMBER], Ruling([], []), page) == Piece(172, 40, 240, 60)


def test_specks_walls_and_other_pieces_end_it() -> None:
    assert grown(NUMBER, [NUMBER], Ruling([], []), drawn(NUMBER, (190, 50, 192, 52))) == NUMBER
    page = drawn(NUMBER, DIGIT)
    assert grown(NUMBER, [NUMBER], Ruling([], [Run(192.0, 0.0, 100.0, 2.0)]), page) == NUMBER
    assert grown(NUMBER, [NUMBER, Piece(*DIGIT)], Ruling([], []), page) == NUMBER


def test_a_tall_piece_is_left_alone() -> None:
    tall = Piece(200, 10, 215, 90)
    assert grown(tall, [tall], Ruling([], []), drawn(tall, (190, 10, 198, 90))) == tall
