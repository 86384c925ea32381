"""Ink without a reading: a dash in a cell of its own is read, a stroke beside others is not taken for one."""

from __future__ import annotations

from tests.pages.scan.drawn import SCALE, dusty, grey
from tests.pdf_builder import Paper

from jixiao.evidence import DoubtCode
from jixiao.pages.scan.correct.doubt import weigh
from jixiao.pages.scan.model import Grey
from jixiao.pages.scan.ocr.engine import Reader, Spot
from jixiao.pages.scan.ocr.lines import without_rules
from jixiao.pages.scan.ocr.missed_ink import unread_pieces
from jixiao.pages.scan.page import read_page
from jixiao.pages.scan.rules.line_detection import ruling_of


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


class Blind(Reader):
    """Finds no text on the right."""

    def find(self, picture: Grey) -> list[Spot]:
        return [spot for spot in super().find(picture) if spot.x1 < 240 * SCALE]


def test_pale_broken_strokes_are_read_and_stay_in_doubt() -> None:
    image = dusty(grey(amounts()))
    part = image[round(144 * SCALE) : round(155 * SCALE), round(242 * SCALE) : round(268 * SCALE)]
    part[:] = 255 - (255 - part.astype(int)) // 3
    part[::5] = 255
    page = read_page(image, SCALE, 1, Blind(1), ("scanned", ""))
    word, line = next(pair for pair in zip(page.words, page.scan.lines, strict=True) if pair[0].text == "38.20")
    weigh(page, Reader(1).read)
    assert max(line.scores) <= 0.5 and DoubtCode.LOW_SCORE in {doubt.code for doubt in word.doubts}
