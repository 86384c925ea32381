"""White print on dark fields: made dark on white; dark print on tints, seals and dense characters stay as they are."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from tests.pages.scan.drawn import SCALE, grey, table_page
from tests.pdf_builder import Paper

from jixiao.pages.scan.restore.white_print import without_fields

TOP, LEFT, HIGH, WIDE = 300, 200, 90, 900  # pixels: a head on a page of white paper


def head(fill: tuple[int, int, int], ink: tuple[int, int, int], high: int = HIGH, wide: int = WIDE) -> np.ndarray:
    """A page in colour with one field and a line of signs in it."""
    page = np.full((1400, 1400, 3), 255, np.uint8)
    page[TOP : TOP + high, LEFT : LEFT + wide] = fill
    cv2.putText(page, "ABC 345 DEF", (LEFT + 40, TOP + high * 2 // 3), cv2.FONT_HERSHEY_SIMPLEX, 1.0, ink, 3)
    return page


@pytest.mark.parametrize("fill", [(192, 0, 0), (237, 125, 49), (68, 114, 196), (31, 56, 100), (40, 40, 40)])
def test_white_print_becomes_dark_print_on_white(fill: tuple[int, int, int]) -> None:
    page = head(fill, (255, 255, 255))
    inner = (slice(TOP + 12, TOP + HIGH - 12), slice(LEFT + 12, LEFT + WIDE - 12))
    signs = (page[inner] == 255).all(axis=2)
    out = without_fields(page, SCALE)[inner].min(axis=2)
    assert out[signs].max() < 40
    assert np.percentile(out[~signs], 5) > 230


def test_the_sides_of_a_field_become_rules_and_nothing_else_changes() -> None:
    page = head((192, 0, 0), (255, 255, 255))
    out = without_fields(page, SCALE)
    assert (out[TOP + HIGH // 2, LEFT - 3 : LEFT + 5].min(axis=1) < 40).any()
    assert (out[TOP - 3 : TOP + 5, LEFT + WIDE // 2].min(axis=1) < 40).any()
    outside = np.ones(page.shape[:2], bool)
    outside[TOP - 6 : TOP + HIGH + 6, LEFT - 6 : LEFT + WIDE + 6] = False
    assert np.array_equal(out[outside], page[outside])


@pytest.mark.parametrize("fill", [(255, 240, 60), (150, 255, 120), (252, 228, 214), (150, 150, 150)])
def test_dark_print_on_a_tint_stays(fill: tuple[int, int, int]) -> None:
    page = head(fill, (20, 20, 20))
    assert without_fields(page, SCALE) is page


def test_a_dark_field_beside_tinted_cells_is_found() -> None:
    page = head((31, 56, 100), (255, 255, 255))
    page[TOP + HIGH : TOP + 3 * HIGH, LEFT : LEFT + WIDE // 2] = (180, 198, 231)
    out = without_fields(page, SCALE)
    assert np.median(out[TOP + 12 : TOP + HIGH - 12, LEFT + 12 : LEFT + WIDE - 12]) > 230
    tint = (slice(TOP + HIGH + 12, TOP + 3 * HIGH - 12), slice(LEFT + 12, LEFT + WIDE // 2 - 12))
    assert np.array_equal(out[tint], page[tint])


def test_a_seal_with_white_characters_stays() -> None:
    side = round(45 * SCALE)
    page = head((200, 30, 30), (255, 255, 255), side, side)
    assert without_fields(page, SCALE) is page


def test_a_field_that_reaches_the_side_of_the_picture_is_none() -> None:
    page = head((60, 60, 60), (255, 255, 255))[:, LEFT:]
    assert without_fields(page, SCALE) is page


def test_a_page_of_dense_characters_stays() -> None:
    paper = Paper()
    paper.centred(90, "预算绩效管理整体监督情况", 22)
    for y in range(120, 400, 14):
        paper.text(80, y, "健康量意填覆盖管理覆盖预算编制绩效量覆盖", 10.5)
    for page in (grey(paper), grey(table_page())):
        assert without_fields(page, SCALE) is page


def pie(page: np.ndarray) -> None:
    """A disc in sectors of several colours with slanted white lines between them."""
    for i, fill in enumerate([(68, 114, 196), (237, 125, 49), (165, 165, 165), (38, 68, 120)]):
        cv2.ellipse(page, (500, 500), (260, 260), 20, 90 * i, 90 * i + 90, fill, -1, cv2.LINE_AA)
    for turn in np.radians(20 + 90 * np.arange(4)):
        cv2.line(page, (500, 500), (int(500 + 262 * np.cos(turn)), int(500 + 262 * np.sin(turn))), (255,) * 3, 4)


def bars(page: np.ndarray) -> None:
    """Bars of several colours side by side, numbers above them."""
    for i, fill in enumerate([(68, 114, 196), (237, 125, 49), (165, 165, 165), (38, 68, 120), (158, 72, 14)]):
        high, x = 100 + 70 * (i * 2 % 5), 300 + 64 * i
        page[700 - high : 700, x : x + 64] = fill
        cv2.putText(page, "50", (x + 12, 694 - high), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0, 0, 0), 2)


def photograph(page: np.ndarray) -> None:
    """Uneven darkness with short light strokes and small lights."""
    rng = np.random.default_rng(3)
    small = rng.random((10, 13, 3)).astype(np.float32) * 140
    photo = cv2.resize(small, (620, 460), interpolation=cv2.INTER_CUBIC)
    for x, y in rng.integers(20, 440, (30, 2)).tolist():
        cv2.line(photo, (x, y), (x + 9, y + 14), (230, 230, 230), 3)
    page[300:760, 300:920] = np.clip(photo + rng.normal(0, 5, photo.shape), 0, 255)


def emblem(page: np.ndarray) -> None:
    """A white disc, and a field with nothing at all beside it."""
    page[300:520, 300:520] = (192, 0, 0)
    cv2.circle(page, (410, 410), 70, (255, 255, 255), -1)
    page[300:380, 600:1100] = (31, 56, 100)


@pytest.mark.parametrize("draw", [pie, bars, photograph, emblem])
def test_dark_parts_of_pictures_stay(draw: Callable[[np.ndarray], None]) -> None:
    page = np.full((1400, 1400, 3), 255, np.uint8)
    draw(page)
    assert without_fields(page, SCALE) is page


def test_each_of_two_fields_that_touch_is_turned_round_by_its_own_fill() -> None:
    page = head((31, 56, 100), (255, 255, 255))
    page[TOP + HIGH : TOP + 2 * HIGH, LEFT : LEFT + WIDE] = (237, 125, 49)
    cv2.putText(page, "678 GHK", (LEFT + 40, TOP + HIGH * 5 // 3), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (255,) * 3, 3)
    out = without_fields(page, SCALE)
    for top in (TOP, TOP + HIGH):
        inner = (slice(top + 12, top + HIGH - 12), slice(LEFT + 12, LEFT + WIDE - 12))
        signs = (page[inner] == 255).all(axis=2)
        assert out[inner][signs].max() < 40
        assert np.percentile(out[inner][~signs].min(axis=1), 5) > 230
