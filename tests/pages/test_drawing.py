"""Pages as pictures: marks stand where they should, turned pages and missing pages included."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from jixiao.errors import PageError
from jixiao.geometry import Box
from jixiao.pages.drawing import Mark, draw

BAND = 18  # points above the page


def colour(png: bytes, x: float, y: float, zoom: float = 2.0) -> tuple[int, ...]:
    """The colour at a point of the page."""
    picture = pymupdf.Pixmap(png)
    return tuple(picture.pixel(round(x * zoom), round((y + BAND) * zoom)))


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A white page, and one that is shown turned."""
    path = tmp_path / "blank.pdf"
    with pymupdf.open() as document:
        document.new_page(width=200, height=300)
        document.new_page(width=200, height=300).set_rotation(90)
        document.save(path)
    return path


def test_a_field_is_green_an_unexplained_word_is_red(blank: Path) -> None:
    marks = [Mark(Box(10, 10, 60, 30), "field", "项目名称"), Mark(Box(10, 50, 60, 70), "unexplained")]
    png = draw(blank, 1, marks, 2.0, [("field", "读到的值")])
    red, green, blue = colour(png, 35, 20)
    assert green > red and green > blue
    red, green, blue = colour(png, 35, 60)
    assert red > green and red > blue
    assert colour(png, 150, 250) == (255, 255, 255)
    picture = pymupdf.Pixmap(png)
    assert (picture.width, picture.height) == (400, 636)


def test_a_turned_page_is_drawn_as_it_is_shown(blank: Path) -> None:
    png = draw(blank, 2, [Mark(Box(250, 10, 290, 30), "field")], 2.0)
    picture = pymupdf.Pixmap(png)
    assert (picture.width, picture.height) == (600, 436)
    red, green, _ = colour(png, 270, 20)
    assert green > red


def test_a_page_that_is_not_there_and_one_too_large(blank: Path) -> None:
    with pytest.raises(PageError, match="共 2 页"):
        draw(blank, 3, [], 2.0)
    with pytest.raises(PageError, match="--zoom"):
        draw(blank, 1, [], 100.0)
