"""Ticks and scribbles of a pen are no text; digits and words in a table stay whatever their ink is."""

from __future__ import annotations

import numpy as np
import pytest

from jixiao.pages.scan.ocr.engine import Reading
from jixiao.pages.scan.ocr.lines import Read
from jixiao.pages.scan.ocr.piece import Piece
from jixiao.pages.scan.restore.pen import without_pen
from jixiao.pages.scan.rules.masks import Masks


@pytest.mark.parametrize(
    ("text", "score", "other", "table", "stays"),
    [
        ("√", 0.95, 160, 250, False),
        ("√", 0.95, 10, 250, True),
        ("515", 0.5, 160, 5, False),
        ("515", 0.5, 160, 250, True),
        ("6", 0.97, 240, 5, True),
        ("资金", 0.99, 160, 250, True),
    ],
)
def test_what_the_network_takes_for_other_ink(text: str, score: float, other: int, table: int, stays: bool) -> None:
    clean = np.full((200, 200), 255, np.uint8)
    clean[60:90, 60:90] = 0
    blank = np.zeros((100, 100), np.uint8)
    masks = Masks(blank, blank, blank, np.full_like(blank, table), np.full_like(blank, other), 1.0)
    read = Read(Piece(55, 55, 95, 95), Reading(text, score), False)
    assert without_pen([read], clean, masks, None) == ([read] if stays else [])
