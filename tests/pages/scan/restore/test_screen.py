"""Dots that stand for greys are smoothed over, as far as the page's paper asks; smooth paper is left as it is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.pages.scan.drawn import grey, picture, table_page

from jixiao.pages.scan.restore.screen import without_screen

DPI = 300
SCALE = DPI / 72


def ordered(image: np.ndarray) -> np.ndarray:
    """The picture in black and white, its greys as dots in a fixed order."""
    order = np.zeros((1, 1), int)
    for _ in range(3):
        order = np.block([[4 * order, 4 * order + 2], [4 * order + 3, 4 * order + 1]])
    high, wide = image.shape
    level = (np.tile(order, (high // 8 + 1, wide // 8 + 1))[:high, :wide] + 0.5) * 4
    return np.where(image > level, 255, 0).astype(np.uint8)


@pytest.mark.parametrize("paper", [0.75, 0.9])
def test_dithered_paper_becomes_grey_and_print_stays_dark(paper: float) -> None:
    page = grey(table_page(), DPI)
    out, coarse = without_screen(ordered((page * paper).astype(np.uint8)), SCALE)
    assert coarse
    bare = cv2.erode((page > 250).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    core = cv2.dilate(page, np.ones((3, 3), np.uint8)) < 60
    assert out[bare].mean() == pytest.approx(255 * paper, abs=6)
    assert out[bare].std() < 8
    assert core.any() and out[core].mean() < 90


def test_smooth_paper_is_left_as_it_is() -> None:
    page = picture(table_page())
    assert without_screen(page, 200 / 72).picture is page
    grain = np.random.default_rng(3).normal(0, 3, page.shape[:2])[..., None]
    rough = np.clip(page * 0.95 + grain, 0, 255).astype(np.uint8)
    assert without_screen(rough, 200 / 72).picture is rough


def test_the_pixels_of_a_screen_go() -> None:
    page = picture(table_page(), DPI).astype(np.float32) * 0.9
    for channel in range(3):
        page[:, channel::3, channel] *= 0.8
    shown = page.astype(np.uint8)
    out, coarse = without_screen(shown, SCALE)
    assert not coarse
    assert out.shape == shown.shape
    before, after = (cv2.cvtColor(each, cv2.COLOR_RGB2GRAY)[20:60, 20:200].std() for each in (shown, out))
    assert after < before / 1.5
