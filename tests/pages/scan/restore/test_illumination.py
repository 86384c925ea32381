"""The light of pictures: shadows evened out, stamps of any colour taken off the print under them, dust."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.pages.scan.drawn import SCALE, dusty, grey, picture, stamped, table_page
from tests.pdf_builder import Paper

from jixiao.pages.scan.restore.illumination import evened, without_holes, without_specks, without_stamps

RED, BLUE, PURPLE, GREEN = (206, 32, 40), (40, 60, 200), (140, 40, 150), (20, 130, 60)
AT = (700, 470)


def grey_of(image: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)


def around(image: np.ndarray, reach: int = 130) -> np.ndarray:
    return image[AT[1] - reach : AT[1] + reach, AT[0] - reach : AT[0] + reach]


@pytest.mark.parametrize("ink", [RED, BLUE, PURPLE, GREEN])
def test_print_under_a_stamp_stays_and_the_stamp_goes(ink: tuple[int, int, int]) -> None:
    page = picture(table_page())
    bare = around(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)).astype(int)
    before = around(cv2.cvtColor(stamped(page, AT, ink), cv2.COLOR_RGB2GRAY)).astype(int)
    stamps = without_stamps(stamped(page, AT, ink), SCALE)
    after = around(stamps.print).astype(int)
    strokes, paper = bare < 60, bare > 250
    assert stamps.mask is not None and stamps.mask[AT[1], AT[0]] == 255
    assert np.percentile(after[strokes], 90) < 110
    assert after[paper].mean() > 246 > before[paper].mean() + 5
    assert np.percentile(after[paper], 3) > 175


def test_two_inks_that_overlap_are_told_apart() -> None:
    page = stamped(stamped(picture(table_page()), AT, RED), (AT[0] + 190, AT[1] + 20), BLUE)
    after = without_stamps(page, SCALE).print
    bare = grey(table_page())
    inked = grey_of(page)[bare > 250] < 200
    left = after[bare > 250] < 135
    assert np.count_nonzero(left) < 0.05 * np.count_nonzero(inked)  # where the rings cross, both inks are dark


def test_coloured_lines_of_text_are_print() -> None:
    page = picture(Paper())
    cv2.putText(page, "2024 BUDGET REPORT", (300, 400), cv2.FONT_HERSHEY_SIMPLEX, 2.0, RED, 6, cv2.LINE_AA)
    stamps = without_stamps(page, SCALE)
    assert stamps.mask is None
    assert stamps.print.min() < 130


def test_a_page_printed_in_colour_is_print() -> None:
    violet = np.array([90, 70, 150])
    page = picture(table_page())
    page = (255 - (255 - page.astype(int)) * (255 - violet) // 255).astype(np.uint8)
    stamps = without_stamps(page, SCALE)
    assert stamps.mask is None
    assert np.count_nonzero(stamps.print < 130) > 0.8 * np.count_nonzero(grey(table_page()) < 130)


def test_shadows_are_evened_out() -> None:
    page = grey(table_page()).astype(np.float32)
    dim = (page * np.linspace(0.55, 1.0, page.shape[1], dtype=np.float32)[None]).astype(np.uint8)
    after = evened(dim, SCALE)
    assert np.median(after[:, :200]) > 248
    assert abs(float(np.median(after[:, :200])) - float(np.median(after[:, -200:]))) < 4


def test_dust_goes_and_decimal_points_stay() -> None:
    page = grey(Paper().text(100, 200, "1,318.00", 10.5))
    clean = without_specks(dusty(page), SCALE)
    ink = np.count_nonzero(page < 128)
    assert np.count_nonzero(clean < 128) == pytest.approx(ink, rel=0.03)


def test_a_faint_stroke_is_no_dust_but_for_under_a_stamp() -> None:
    page = np.full((400, 400), 255, np.uint8)
    page[200:203, 100:130] = 215
    page[201, 105:107] = page[201, 118:120] = 150  # what is left of a worn stroke
    assert np.array_equal(without_specks(page, SCALE), page)
    stamp = np.full(page.shape, 255, np.uint8)
    assert without_specks(page, SCALE, stamp).min() > 200


def test_punched_holes_go_and_characters_of_their_size_stay() -> None:
    page = grey(Paper().text(30, 400, "目标", 20))
    bare = page.copy()
    for y in (600, 1500):
        cv2.circle(page, (90, y), 24, 60, -1)
        cv2.circle(page, (1200, y), 24, 60, 3)  # a circle amid the text
    found = without_holes(page, SCALE)
    assert np.array_equal(found[:, :800], bare[:, :800])
    assert np.array_equal(found[:, 800:], page[:, 800:])
    assert without_holes(bare, SCALE) is bare


@pytest.mark.parametrize("paper", [(246, 238, 193), (247, 215, 220), (211, 227, 243)])
def test_black_print_on_coloured_paper_has_no_colour(paper: tuple[int, int, int]) -> None:
    page = cv2.GaussianBlur(picture(table_page()), (0, 0), 0.8).astype(np.float32)
    tinted = np.clip(page - (255 - np.array(paper, np.float32)), 0, 255).astype(np.uint8)
    out = evened(tinted, SCALE)
    rims = (out.min(axis=2) > 60) & (out.min(axis=2) < 180)
    spread = out[rims].max(axis=1).astype(int) - out[rims].min(axis=1)
    assert np.percentile(spread, 90) < 12
    blue = stamped(tinted, AT, BLUE)
    stamps = without_stamps(evened(blue, SCALE), SCALE)
    assert stamps.mask is not None and stamps.mask[AT[1], AT[0]] == 255


def test_bands_of_light_narrower_than_ink_may_be_are_evened_out() -> None:
    page = grey(table_page()).astype(np.float32)
    across = np.arange(page.shape[1], dtype=np.float32)
    banded = page * (0.92 - 0.08 * np.cos(across / (14 * SCALE) * 2 * np.pi))
    out = evened(banded.astype(np.uint8), SCALE)
    assert out[page > 250].mean() > 248
    assert out[page < 60].max() < 120
