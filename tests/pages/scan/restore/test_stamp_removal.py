"""Stamps of the colour of print: found by their frame, taken off where they are paler than print."""

from __future__ import annotations

import cv2
import numpy as np
from tests.pages.scan.drawn import SCALE, grey, picture, stamped, table_page

from jixiao.pages.scan.ocr.engine import Reader, Reading
from jixiao.pages.scan.ocr.lines import Read
from jixiao.pages.scan.ocr.piece import Piece
from jixiao.pages.scan.restore.illumination import without_stamps
from jixiao.pages.scan.restore.stamp_removal import without_paler, without_seals
from jixiao.pages.scan.rules.line_detection import ruling_of


def sealed(level: int) -> np.ndarray:
    """A page with a ring and a star of that grey over its table."""
    page = np.repeat(grey(table_page())[..., None], 3, axis=2)
    return cv2.cvtColor(stamped(page, (700, 420), (level,) * 3), cv2.COLOR_RGB2GRAY)


def test_a_page_without_a_stamp_is_left_alone() -> None:
    page = grey(table_page())
    found = without_seals(page, page, SCALE, 2.0, Reader(1))
    assert found.mask is None
    assert found.print is page


def test_a_grey_stamp_goes_and_print_under_it_stays() -> None:
    page, bare = sealed(110), grey(table_page())
    found = without_seals(page, page, SCALE, 2.0, Reader(1))
    assert found.mask is not None and found.mask[420, 700] == 255 and found.mask[1200, 700] == 0
    ring = np.zeros(page.shape, np.uint8)
    cv2.circle(ring, (700, 420), 110, 255, 10)
    blank = (ring > 0) & (bare > 250)
    assert np.median(page[blank]) < 190
    assert np.median(found.print[blank]) > 245
    strokes = (bare < 60) & (found.mask > 0)
    assert np.mean(found.print[strokes] < 128) > 0.85
    assert [len(runs) for runs in ruling_of(found.print, SCALE, 2.0)] == [
        len(runs) for runs in ruling_of(bare, SCALE, 2.0)
    ]


def test_a_stamp_as_dark_as_print_goes_too() -> None:
    page, bare = np.where(sealed(0) < 128, 0, 255).astype(np.uint8), grey(table_page())
    found = without_seals(page, page, SCALE, 2.0, Reader(1))
    assert found.mask is not None
    assert np.mean(found.print[(bare > 250) & (page == 0)] > 128) > 0.6
    assert np.mean(found.print[(bare < 60) & (found.mask > 0)] < 128) > 0.85
    outside = found.mask == 0
    assert np.array_equal(found.print[outside], page[outside])


def test_a_black_stamp_over_a_red_one_is_found() -> None:
    page = stamped(stamped(picture(table_page()), (700, 420), (220, 30, 40)), (760, 470), (40, 40, 40))
    coloured = without_stamps(page, SCALE).print
    found = without_seals(coloured, cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), SCALE, 2.0, Reader(1))
    assert found.mask is not None and found.mask[470, 760] == 255


def test_a_red_stamp_alone_is_left_to_its_colour() -> None:
    page = stamped(picture(table_page()), (700, 420), (220, 30, 40))
    coloured = without_stamps(page, SCALE).print
    assert without_seals(coloured, cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), SCALE, 2.0, Reader(1)).mask is None


def test_words_of_the_stamp_are_told_by_their_paleness() -> None:
    clean, stamp = np.full((200, 400), 255, np.uint8), np.zeros((200, 400), np.uint8)
    stamp[:, 200:] = 255
    pieces = [Piece(20, 20, 60, 40), Piece(220, 20, 260, 40), Piece(220, 80, 260, 100)]
    for piece, level in zip(pieces, (20, 150, 60), strict=True):
        clean[piece.y0 : piece.y1, piece.x0 : piece.x1] = level
    read = [Read(piece, Reading("专", 0.9), False) for piece in pieces]
    assert without_paler(read, clean, stamp) == [read[0], read[2]]
    assert without_paler(read, clean, None) == read
