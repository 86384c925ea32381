"""The digits of worn numbers are looked at once more by what is left of them and where it stands."""

from __future__ import annotations

import cv2
import numpy as np
import pymupdf
import pytest

from jixiao.evidence import WORN, Word
from jixiao.geometry import Box
from jixiao.pages.scan.digits import look_again
from jixiao.pages.scan.model import Scan, TextLine

SCALE = 200 / 72


def printed(text: str, read: str, wear: float = 0.0) -> tuple[Word, TextLine, Scan]:
    """A line in Times that says `text`, its thin strokes gone as far as `wear` says, and was read as `read`."""
    document = pymupdf.open()
    page = document.new_page(width=160, height=60)
    font = pymupdf.Font("tiro")
    page.insert_text((20, 40), text, fontname="tiro", fontsize=12)
    pixels = page.get_pixmap(matrix=pymupdf.Matrix(SCALE, SCALE), colorspace=pymupdf.csGRAY)
    grey = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width).astype(np.float32)
    if wear:
        grey = 255 / (1 + np.exp(-(cv2.GaussianBlur(grey, (0, 0), 0.9) - 160 + wear) / 18))
    clean = np.clip(grey, 0, 255).astype(np.uint8)
    edges = [20.0]
    for char in text:
        edges.append(edges[-1] + font.text_length(char, 12))
    box = Box(20, 40 - 8.2, edges[-1], 40.2)
    word = Word(read, 1, box, tuple(edges))
    line = TextLine(read, 0.99, (0.99,) * len(read), tuple(edges), box)
    return word, line, Scan(1, SCALE, clean, clean, clean, None, (line,), (), 0.0, "scanned", "")


@pytest.mark.parametrize("text", ["2050204", "4755.66", "9,860.64", "361,207.85", "14", "4", "1", "7", "2023"])
def test_what_is_read_right_is_left_alone(text: str) -> None:
    word, line, scan = printed(text, text)
    look_again([(word, line)], scan)
    assert word.text == text
    assert not word.doubts


@pytest.mark.parametrize(("text", "read"), [("2050204", "2050201"), ("570.14", "570.11"), ("4755.66", "1755.66")])
def test_a_worn_four_is_no_one(text: str, read: str) -> None:
    word, line, scan = printed(text, read, wear=70)
    look_again([(word, line)], scan)
    (doubt,) = word.doubts
    assert doubt.code == WORN
    assert {word.text[doubt.start : doubt.end], doubt.other} == {"4", "1"}


@pytest.mark.parametrize("text", ["2050201", "570.11", "1755.66"])
def test_a_worn_one_is_one(text: str) -> None:
    word, line, scan = printed(text, text, wear=70)
    look_again([(word, line)], scan)
    assert word.text == text
    assert not word.doubts


def test_blank_paper_says_nothing() -> None:
    word, line, scan = printed(" ", "7")
    look_again([(word, line)], scan)
    assert word.text == "7"
