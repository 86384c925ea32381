"""Signs of comparison by themselves, lines that are set tightly, and what was read twice."""

from __future__ import annotations

import cv2
import numpy as np
from tests.pages.scan.drawn import SCALE, grey
from tests.pdf_builder import Paper

from jixiao.pages.scan.ocr.engine import Reading
from jixiao.pages.scan.ocr.lines import Read, read_pieces
from jixiao.pages.scan.ocr.lone_signs import with_signs
from jixiao.pages.scan.ocr.piece import Piece
from jixiao.pages.scan.ocr.tight_lines import alone, parted
from jixiao.pages.scan.ocr.twice import without_repeats
from jixiao.pages.scan.pictures import reader


def test_a_sign_alone_is_read_as_before_a_number() -> None:
    paper = Paper()
    rows = [("≥", "382"), ("≤", "35.5"), ("=", "117"), ("≥", "94.7")]
    for n, (sign, number) in enumerate(rows):
        paper.text(100, 100 + 30 * n, sign, 10.5)
        paper.text(200, 100 + 30 * n, number, 10.5)
    image = np.where(cv2.GaussianBlur(grey(paper), (0, 0), 0.7) < 150, 0, 255).astype(np.uint8)
    ink = cv2.dilate((image < 128).astype(np.uint8), np.ones((9, 15), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    pieces = sorted(Piece(x + 7, y + 4, x + w - 7, y + h - 4) for x, y, w, h, _ in stats[1:].tolist())
    read = with_signs(read_pieces(pieces, image, reader(1), SCALE), [], image, reader(1))
    signs = sorted((e for e in read if e.piece.x0 < 150 * SCALE), key=lambda e: e.piece.y0)
    assert [e.reading.text for e in signs] == [sign for sign, _ in rows]
    assert min(e.reading.score for e in signs) > 0.9


def test_without_a_number_nothing_changes() -> None:
    read = [Read(Piece(0, 0, 20, 20), Reading("N", 0.5, (0.5,), (10.0,), ("≥",)), False)]
    assert with_signs(read, [], np.full((40, 40), 255, np.uint8), reader(1)) == read


def test_lines_whose_boxes_overlap_are_cut_where_no_ink_is() -> None:
    page = np.full((120, 400), 255, np.uint8)
    page[20:48, 30:370] = 0
    page[52:80, 30:370] = 0
    above, below = Piece(30, 20, 370, 58), Piece(30, 44, 370, 80)
    first, second = parted([above, below], page)
    assert 48 <= first.y1 == second.y0 <= 52
    beside = Piece(380, 44, 390, 80)
    assert parted([above, beside], page) == [above, beside]


def test_the_strokes_of_another_line_are_not_read_with_one() -> None:
    page = np.full((120, 400), 255, np.uint8)
    page[52:80, 30:370] = 0
    one, other = Piece(30, 20, 370, 50), Piece(30, 50, 370, 80)
    crop = alone(page[16:56, 26:374], (26, 16), one, [one, other])
    assert crop.min() == 255
    assert alone(page[16:56, 26:374], (26, 16), one, [one]).min() == 0


def test_what_was_read_twice_is_kept_once() -> None:
    def said(text: str, box: tuple[int, int, int, int]) -> Read:
        n = len(text)
        return Read(Piece(*box), Reading(text, 0.9, (0.9,) * n, tuple(map(float, range(n))), ("",) * n), False)

    whole, part = said("路灯亮灯率", (0, 0, 100, 20)), said("亮灯率", (40, 2, 100, 22))
    apart, unlike = said("亮灯率", (0, 60, 60, 80)), said("及时率", (40, 2, 100, 22))
    assert without_repeats([part, whole, apart]) == [whole, apart]
    assert without_repeats([whole, unlike]) == [whole, unlike]
