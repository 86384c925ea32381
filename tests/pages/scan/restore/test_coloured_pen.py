"""Strokes of a coloured pen over print are taken off, coloured text and black print stay."""

from __future__ import annotations

import cv2
import numpy as np
from tests.pages.scan.drawn import SCALE, picture, table_page

from jixiao.pages.scan.pictures import reader
from jixiao.pages.scan.restore.coloured_pen import without_strokes

BLUE, RED = (40, 50, 160), (200, 30, 40)


def page() -> np.ndarray:
    return picture(table_page())


def grey_of(image: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)


def test_a_tick_is_taken_off_and_print_under_it_stays() -> None:
    plain = page()
    marked = plain.copy()
    tick = np.int32([[700, 440], [715, 470], [760, 400]])
    cv2.polylines(marked, [tick], False, BLUE, 5, cv2.LINE_AA)
    found = without_strokes(marked, grey_of(marked), None, SCALE, reader(1))
    assert found.mask is not None
    blank = grey_of(plain) > 250
    assert np.count_nonzero((found.print < 165) & blank) < 30
    dark = grey_of(plain) < 60
    assert np.count_nonzero((found.print > 165) & dark) < 0.01 * np.count_nonzero(dark)


def test_black_pages_and_coloured_text_are_let_be() -> None:
    plain = page()
    assert without_strokes(plain, grey_of(plain), None, SCALE, reader(1)).mask is None
    red = plain.copy()
    title = slice(round(70 * SCALE), round(100 * SCALE))
    red[title] = np.where(plain[title] < 128, np.uint8(RED), plain[title])
    assert without_strokes(red, grey_of(red), None, SCALE, reader(1)).mask is None
