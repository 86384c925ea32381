"""Whole page pictures into words and rules by OCR: leaning, turned, stamped, dusty, with blank cells."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from tests.pages.scan.drawn import GRID, SCALE, dusty, grey, leaning, picture, stamped, table_page

from jixiao.errors import DamagedSource
from jixiao.geometry import Box
from jixiao.pages import Page
from jixiao.pages.scan.page import read_page
from jixiao.pages.scan.pictures import Pictures, reader
from jixiao.tables.page import blocks_of
from jixiao.tables.table import Table

CELLS = [text for row in GRID for text in row if text not in ("<", "^")]


def page_of(image: np.ndarray) -> Page:
    return read_page(image, SCALE, 1, reader(2), ("scanned", ""))


def cells(page: Page) -> list[str]:
    """The texts of the page's only table, in their order."""
    (table,) = (b for b in blocks_of(page, lambda texts: False) if isinstance(b, Table))
    return [cell.text for cell in table.cells]


def test_a_leaning_stamped_dusty_page_gives_its_cells(tmp_path: Path) -> None:
    image = dusty(leaning(stamped(picture(table_page()), (760, 470), (206, 32, 40)), 1.1))
    page = page_of(image)
    assert cells(page) == CELLS
    assert all(word.how == "ocr" and len(word.edges) == len(word.text) + 1 for word in page.words)
    assert page.scan is not None and page.scan.stamp is not None and page.scan.unread == ()
    assert [line.text for line in page.scan.lines] == [word.text for word in page.words]


def test_words_of_a_watermark_are_no_print() -> None:
    image = grey(table_page())
    words = np.zeros_like(image)
    for y in range(0, 1400, 150):
        cv2.putText(words, "DRAFT  SPECIMEN  DRAFT", (40, y), cv2.FONT_HERSHEY_DUPLEX, 2.2, 255, 7, cv2.LINE_AA)
    cover = 1 - leaning(255 - words, 24).astype(np.float32) / 255
    assert cells(page_of((image * (1 - 0.3 * cover)).astype(np.uint8))) == CELLS


@pytest.mark.parametrize("quarters", [1, 2])
def test_a_turned_page_is_read_upright(quarters: int) -> None:
    page = page_of(np.ascontiguousarray(np.rot90(grey(table_page()), quarters)))
    assert cells(page) == CELLS
    word = next(w for w in page.words if w.text == "二级指标")
    back = np.array(page.back).reshape(3, 3)
    x, y, w = back @ [*word.box.middle, 1.0]
    size = (842.0, 595.0) if quarters == 1 else (595.0, 842.0)
    x, y = x / w, y / w
    upright = (size[1] - y, x) if quarters == 1 else (size[0] - x, size[1] - y)
    assert Box(60, 130, 150, 180).holds(*upright)


def test_pictures_with_many_pages_are_read(tmp_path: Path) -> None:
    path = tmp_path / "页.tif"
    assert cv2.imwritemulti(str(path), [grey(table_page(), 150), np.full((1754, 1240), 255, np.uint8)])
    with Pictures(path, "页.tif") as pictures:
        pages = list(pictures.pages(2))
    assert cells(pages[0]) == CELLS
    assert pages[1].words == [] and pages[1].problem is None


def test_a_damaged_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "坏.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    with pytest.raises(DamagedSource, match="坏"), Pictures(path, "坏.png") as pictures:
        list(pictures.pages())


def test_marks_of_a_pen_that_are_no_text_are_unread_ink(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = page_of(picture(table_page()))
    monkeypatch.setattr("jixiao.pages.scan.page.without_pen", lambda read, clean, masks, taken: read[1:])
    page = page_of(picture(table_page()))
    assert whole.scan is not None and page.scan is not None
    assert (len(page.words), len(page.scan.unread)) == (len(whole.words) - 1, len(whole.scan.unread) + 1)
