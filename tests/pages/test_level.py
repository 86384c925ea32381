"""A page that was scanned askew is seen level, and so is a place of it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pymupdf
import pytest

from jixiao.errors import PageError
from jixiao.geometry import Box
from jixiao.pages.level import Level, level_cutout, level_view, page_level

WIDTH, HEIGHT = 595, 842
MARK = Box(300, 400, 340, 412)  # a black bar on the page before it was scanned


def scanned(path: Path, degrees: float) -> Path:
    """A page of rules with a black bar, as a picture that leans."""
    with pymupdf.open() as document:
        sheet = document.new_page(width=WIDTH, height=HEIGHT)
        for y in range(100, 760, 40):
            sheet.draw_line((60, y), (535, y), width=1)
        for x in (60, 220, 380, 535):
            sheet.draw_line((x, 100), (x, 740), width=1)
        sheet.draw_rect(MARK, color=(0, 0, 0), fill=(0, 0, 0))
        pixmap = sheet.get_pixmap(dpi=150, alpha=False)
    picture = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    turn = cv2.getRotationMatrix2D((pixmap.width / 2, pixmap.height / 2), degrees, 1)
    leaning = cv2.warpAffine(picture, turn, (pixmap.width, pixmap.height), borderValue=(255, 255, 255))
    with pymupdf.open() as document:
        sheet = document.new_page(width=WIDTH, height=HEIGHT)
        sheet.insert_image(sheet.rect, stream=cv2.imencode(".png", leaning)[1].tobytes())
        document.save(path)
    return path


def grey(content: bytes) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)


@pytest.mark.parametrize("degrees", [-4.0, 1.5])
def test_a_leaning_page_is_put_level(tmp_path: Path, degrees: float) -> None:
    path = scanned(tmp_path / "page.pdf", degrees)
    level = page_level(path, 1)
    assert level is not None
    picture = grey(level_view(path, 1, level, 2))
    assert picture.shape == (round(2 * level.height), round(2 * level.width))
    across = (picture < 128).mean(axis=1)
    assert (across > 0.7).sum() >= 17, "each rule lies within a row of pixels or two"


def test_a_place_is_cut_out_of_the_level_page(tmp_path: Path) -> None:
    path = scanned(tmp_path / "page.pdf", 3.0)
    level = page_level(path, 1)
    assert level is not None
    picture = grey(level_view(path, 1, level, 2)) < 128
    solid = cv2.morphologyEx(picture.astype(np.uint8), cv2.MORPH_OPEN, np.ones((12, 12), np.uint8))
    x, y, width, height = cv2.boundingRect(solid)
    assert (width / 2, height / 2) == pytest.approx((MARK.width, MARK.height), abs=1.5)
    there = Box(x / 2, y / 2, (x + width) / 2, (y + height) / 2)
    assert (grey(level_cutout(path, 1, level, there, 2)) < 128).mean() > 0.9
    assert (grey(level_cutout(path, 1, level, Box(*(n + 14 for n in there)), 2)) < 128).mean() < 0.2


def test_a_page_that_lies_level_is_left_as_it_is(tmp_path: Path) -> None:
    assert page_level(scanned(tmp_path / "page.pdf", 0.0), 1) is None


def test_a_page_or_a_place_that_is_not_there(tmp_path: Path) -> None:
    path = scanned(tmp_path / "page.pdf", 0.0)
    with pytest.raises(PageError, match="共 1 页"):
        page_level(path, 2)
    with pytest.raises(PageError, match="之外"):
        level_cutout(path, 1, Level(WIDTH, HEIGHT, (1, 0, 0, 0, 1, 0, 0, 0, 1)), Box(900, 900, 950, 950), 2)
