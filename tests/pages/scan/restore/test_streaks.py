"""Pale streaks down a page are made white; the rules and the print beside and under them stay as dark as they are."""

from __future__ import annotations

import numpy as np
from tests.pages.scan.drawn import grey, table_page

from jixiao.pages.scan.restore.streaks import without_streaks

DPI = 200
SCALE = DPI / 72


def streaked(page: np.ndarray, light: float) -> np.ndarray:
    """The page with four streaks of 4 points from its top to its bottom."""
    out = page.astype(np.float32)
    for at in np.linspace(0.2, 0.8, 4) * page.shape[1]:
        out[:, int(at) : int(at + 4 * SCALE)] *= light
    return out.astype(np.uint8)


def test_streaks_go_and_print_stays() -> None:
    page = grey(table_page(), DPI)
    before = streaked(page, 0.85)
    out = without_streaks(before, SCALE)
    was, now = before[page > 250], out[page > 250]
    assert np.count_nonzero(was < 230) > 0.01 * was.size
    assert np.count_nonzero(now < 230) < 0.1 * np.count_nonzero(was < 230)
    assert out[page < 60].mean() < page[page < 60].mean() + 15


def test_a_page_of_three_channels_is_treated_alike() -> None:
    page = streaked(grey(table_page(), DPI), 0.85)
    out = without_streaks(np.dstack([page] * 3), SCALE)
    assert np.array_equal(out[..., 1], without_streaks(page, SCALE))


def test_a_page_without_streaks_is_left_as_it_is() -> None:
    page = grey(table_page(), DPI)
    assert without_streaks(page, SCALE) is page


def test_what_is_as_dark_as_a_rule_is_no_streak() -> None:
    page = streaked(grey(table_page(), DPI), 0.5)
    assert without_streaks(page, SCALE) is page
