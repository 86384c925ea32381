"""Ink without a reading: a dash in a cell of its own is read, a stroke beside others is not taken for one."""

from __future__ import annotations

from tests.pages.scan.drawn import SCALE, dusty, grey
from tests.pdf_builder import Paper

from jixiao.pages.scan.lines import without_rules
from jixiao.pages.scan.page import read_page
from jixiao.pages.scan.reading import Reader
from jixiao.pages.scan.ruling import ruling_of
from jixiao.pages.scan.unread import unread_pieces


def amounts() -> Paper:
    paper = Paper()
    paper.table([["合计", "1,925.00", "-"], ["其他", "-", "38.20"]], [90.0, 90.0, 90.0], 120)
    return paper


def test_a_dash_alone_is_left_to_be_read() -> None:
    image = dusty(grey(amounts()))
    clean = without_rules(image, ruling_of(image, SCALE, 2.0), SCALE)
    found = unread_pieces([], (image, clean), None, SCALE)
    assert sum(1 for p in found if p.x1 - p.x0 < 5 * SCALE and p.y1 - p.y0 > 9 * SCALE) == 2


def test_dashes_are_words_of_the_page() -> None:
    page = read_page(dusty(grey(amounts())), SCALE, 1, Reader(1), ("scanned", ""))
    assert sorted(w.text for w in page.words) == ["-", "-", "1,925.00", "38.20", "其他", "合计"]
