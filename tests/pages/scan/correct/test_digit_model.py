"""Worn numbers are read once more by what is left of them and where it stands."""

from __future__ import annotations

import cv2
import numpy as np
import pymupdf
import pytest

from jixiao.evidence import DoubtCode, Word
from jixiao.geometry import Box
from jixiao.pages.scan.correct.digit_model import chances_of, known, likelihood, look_again, told, window_of
from jixiao.pages.scan.model import Scan, TextLine

SCALE = 200 / 72


def printed(text: str, read: str, wear: float = 0.0, score: float = 0.99) -> tuple[Word, TextLine, Scan]:
    """A line in Times that says `text`, its thin strokes gone as far as `wear` says, and was read as `read`."""
    document = pymupdf.open()
    page = document.new_page(width=160, height=60)
    writer, song, times = pymupdf.TextWriter(page.rect), pymupdf.Font("china-s"), pymupdf.Font("tiro")
    edges = [20.0]
    for char in text:
        font = times if char.isascii() else song
        writer.append((edges[-1], 40), char, font=font, fontsize=12)
        edges.append(edges[-1] + font.text_length(char, 12))
    writer.write_text(page)
    pixels = page.get_pixmap(matrix=pymupdf.Matrix(SCALE, SCALE), colorspace=pymupdf.csGRAY)
    grey = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width).astype(np.float32)
    if wear:
        grey = 255 / (1 + np.exp(-(cv2.GaussianBlur(grey, (0, 0), 0.9) - 160 + wear) / 18))
    clean = np.clip(grey, 0, 255).astype(np.uint8)
    box = Box(20, 40 - 8.2, edges[-1], 40.2)
    edges = list(np.linspace(edges[0], edges[-1], len(read) + 1))
    word = Word(read, 1, box, tuple(edges))
    line = TextLine(read, score, (score,) * len(read), tuple(edges), box)
    return word, line, Scan(1, SCALE, clean, clean, clean, None, (line,), (), 0.0)


@pytest.mark.parametrize(
    "text",
    ["2050204", "4755.66", "9,860.64", "361,207.85", "14", "4", "1", "7", "2023", "≥95%", "=100%", "≤3人", "100%"],
)
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
    assert doubt.code == DoubtCode.WORN
    assert {word.text[doubt.start : doubt.end], doubt.other} == {"4", "1"}


@pytest.mark.parametrize("text", ["2050201", "570.11", "1755.66"])
def test_a_worn_one_is_one(text: str) -> None:
    word, line, scan = printed(text, text, wear=70)
    look_again([(word, line)], scan)
    assert word.text == text
    assert not word.doubts


@pytest.mark.parametrize(
    ("text", "read"),
    [("≥95%", "295%"), ("=100%", "100%"), ("=100%", "-100%"), ("≤9%", "≤900"), ("100%", "1000 0"), ("≥90%", "≥90°o")],
)
def test_signs_and_shares_are_put_right_and_stay_in_doubt(text: str, read: str) -> None:
    word, line, scan = printed(text, read, wear=40)
    look_again([(word, line)], scan)
    assert word.text == text
    assert {doubt.code for doubt in word.doubts} == {DoubtCode.WORN}


def test_a_unit_is_not_told_and_stays() -> None:
    word, line, scan = printed("=29人", "29人", wear=40)
    look_again([(word, line)], scan)
    assert word.text == "=29人"


def test_how_likely_a_text_is() -> None:
    _, line, scan = printed("1294.88", "1294.88")
    window = window_of(line, scan)
    assert window is not None
    chances = chances_of(window)
    assert told(chances) == "1294.88"
    assert likelihood(chances, "1294.88") > -0.5
    assert likelihood(chances, "1291.88") < likelihood(chances, "1294.88") - 3
    assert likelihood(chances, "") < -20


def test_characters_that_are_not_known_are_no_number() -> None:
    assert known("≥95％") == "≥95%"
    assert known("3人（次）") == "3口(口)"
    assert known("48m²") is None


def test_blank_paper_says_nothing() -> None:
    word, line, scan = printed(" ", "7")
    look_again([(word, line)], scan)
    assert word.text == "7"
