"""Cut-outs show the place that evidence names."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from jixiao.errors import PageError
from jixiao.pages.cutout import cutout


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A white page, shown turned, with a black square near its upper right corner as it is shown."""
    path = tmp_path / "page.pdf"
    with pymupdf.open() as document:
        sheet = document.new_page(width=200, height=300)
        sheet.draw_rect((10, 10, 30, 30), color=(0, 0, 0), fill=(0, 0, 0))
        sheet.set_rotation(90)
        document.save(path)
    return path


def dark(png: bytes) -> float:
    """The share of black."""
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.Pixmap(png))
    return sum(value < 100 for value in picture.samples) / len(picture.samples)


def test_the_place_is_on_the_page_as_it_is_shown(page: Path) -> None:
    assert dark(cutout(page, 1, (270, 10, 290, 30), around=0)) > 0.9
    assert dark(cutout(page, 1, (10, 10, 30, 30))) == 0


def test_some_of_the_page_around_is_shown(page: Path) -> None:
    assert 0.2 < dark(cutout(page, 1, (270, 10, 290, 30), around=10)) < 0.5


def test_pictures_have_places_too(page: Path, tmp_path: Path) -> None:
    with pymupdf.open(page) as document:
        document[0].get_pixmap(dpi=72).save(tmp_path / "page.png")
    assert dark(cutout(tmp_path / "page.png", 1, (272, 12, 288, 28), around=0)) > 0.9


def test_a_page_or_a_place_that_is_not_there(page: Path) -> None:
    with pytest.raises(PageError, match="共 1 页"):
        cutout(page, 2, (0, 0, 10, 10))
    with pytest.raises(PageError, match="之外"):
        cutout(page, 1, (900, 900, 950, 950))
