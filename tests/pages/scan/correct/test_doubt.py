"""What is marked on a scanned page: weak characters, readings that differ, stamps, ink beside a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pymupdf
import pytest
from tests.pdf_builder import FONT

from jixiao.evidence import DoubtCode, Word
from jixiao.geometry import Box
from jixiao.pages.page import Page
from jixiao.pages.scan.correct.doubt import AGREED, DOUBTED, UNOPPOSED, differences, weigh
from jixiao.pages.scan.model import Grey, Scan, TextLine
from jixiao.pages.scan.ocr.engine import Reader, Reading
from jixiao.votes import Vote, Voter

SCALE = 2.0


def page(*texts: str, scores: dict[str, float] | None = None, **more: object) -> Page:
    """A page with a word on each line; `scores` are those of single characters, all others are sure."""
    words, lines = [], []
    for i, text in enumerate(texts):
        box = Box(10, 10 + 20 * i, 10 + 8 * len(text), 22 + 20 * i)
        edges = tuple(10.0 + 8 * k for k in range(len(text) + 1))
        word = Word(text, 1, box, edges, 10)
        word.how = "ocr"
        words.append(word)
        lines.append(TextLine(text, 0.99, tuple((scores or {}).get(c, 0.99) for c in text), edges, box))
    white: Grey = np.full((200, 400), 255, np.uint8)
    given = {"stamp": None, "unread": (), **more}
    scan = Scan(1, SCALE, white, white, white, lines=tuple(lines), noise=0.0, **given)  # type: ignore[arg-type]
    out = Page(1, 200, 100, words=words)
    out.scan = scan
    return out


def saying(*texts: str):  # type: ignore[no-untyped-def]
    """A reader that says these texts, one cut-out after the other."""
    left = list(texts)

    def read(crops: Sequence[Grey]) -> list[Reading]:
        return [Reading(left.pop(0), 0.99) for _ in crops]

    return read


def marks(word: Word) -> list[tuple[str, str, str | None]]:
    return [(word.text[d.start : d.end], d.code, d.other) for d in word.doubts]


def test_a_number_that_reads_alike_twice_is_sure() -> None:
    seen = page("≥95%")
    weigh(seen, saying("≥95%"))
    assert marks(seen.words[0]) == []
    assert seen.words[0].confidence == AGREED


def test_a_number_that_ocr_and_the_digit_network_see_alike_is_read_no_third_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def look_again(pairs: list[tuple[Word, TextLine]], scan: Scan) -> None:
        for word, _ in pairs:
            word.votes += (Vote(0, len(word.text), Voter.DIGITS, word.text, word.text),)

    monkeypatch.setattr("jixiao.pages.scan.correct.doubt.look_again", look_again)
    seen = page("12", "34", scores={"3": 0.97})
    weigh(seen, saying("84"))  # one cut-out alone: that of the number with a weak digit
    assert marks(seen.words[0]) == [] and seen.words[0].confidence == AGREED
    assert [other for *_, other in marks(seen.words[1])] == ["8"]


def test_another_reading_is_kept_with_its_place() -> None:
    seen = page("295%")
    weigh(seen, saying("≥95%", "295%"))
    (mark,) = [m for m in marks(seen.words[0]) if m[1] == "readings-differ"]
    assert "≥" in (mark[0], mark[2])
    assert seen.words[0].confidence == DOUBTED


def test_of_two_readings_the_one_that_is_written_as_numbers_are_stands() -> None:
    seen = page("≥.4个")
    weigh(seen, saying("≥4个"))
    assert seen.words[0].text == "≥4个"
    assert marks(seen.words[0]) == [("", "readings-differ", ".")]
    assert len(seen.words[0].edges) == 4


def test_a_reading_as_it_should_be_is_not_given_up_for_an_odd_one() -> None:
    seen = page("≥4个")
    weigh(seen, saying("≥.4个"))
    assert seen.words[0].text == "≥4个"
    assert [m[1] for m in marks(seen.words[0])] == ["readings-differ"]


def test_weak_digits_are_marked_and_weak_words_are_not() -> None:
    seen = page("3次", "推动工作落实", scores={"3": 0.85, "推": 0.6})
    weigh(seen, saying("3次"))
    assert marks(seen.words[0]) == [("3", "low-score", None)]
    assert marks(seen.words[1]) == []
    assert seen.words[1].confidence == UNOPPOSED


@pytest.mark.parametrize(("end", "at"), [(0, 0), (-1, 7)])
def test_ink_of_a_line_beyond_its_last_character_is_said(end: int, at: int) -> None:
    seen = page("不低于5740", "不低于5740")
    assert seen.scan is not None
    line = seen.scan.lines[0]
    edges = [*line.edges]
    edges[end] += -14 if end == 0 else 14
    lines = (replace(line, edges=tuple(edges)), seen.scan.lines[1])
    seen.scan = replace(seen.scan, lines=lines)
    weigh(seen, saying("不低于5740", "不低于5740"))
    assert [(d.start, d.end, d.code) for d in seen.words[0].doubts] == [(at, at, DoubtCode.UNREAD_INK)]
    assert marks(seen.words[1]) == []


def test_words_are_not_read_twice() -> None:
    seen = page("推动工作落实")
    weigh(seen, saying())
    assert marks(seen.words[0]) == []


def test_a_stamp_on_a_number_is_said_even_where_the_readings_agree() -> None:
    stamp = np.zeros((200, 400), np.uint8)
    stamp[20:44, 20:40] = 255
    seen = page("600", "保障运转", stamp=stamp)
    weigh(seen, saying("600"))
    assert marks(seen.words[0]) == [("600", "stamp", None)]
    assert marks(seen.words[1]) == []


def test_words_under_a_stamp_are_read_twice() -> None:
    stamp = np.zeros((200, 400), np.uint8)
    stamp[20:44, 20:60] = 255
    seen = page("保障升", stamp=stamp)
    weigh(seen, saying("保障提升"))
    assert marks(seen.words[0]) == [("", "readings-differ", "提")]


def test_of_a_long_text_only_the_part_under_a_stamp_is_read_again() -> None:
    text = "扶持项目数量与市民满意程度"
    stamp: Grey = np.zeros((200, 400), np.uint8)
    stamp[20:44, 90:110] = 255  # over the fifth and sixth character
    seen, widths = page(text, stamp=stamp), []

    def read(crops: Sequence[Grey]) -> list[Reading]:
        widths.extend(crop.shape[1] for crop in crops)
        return [Reading("项目数里与市", 0.99) for _ in crops]

    weigh(seen, read)
    assert widths and max(widths) < 0.6 * SCALE * seen.words[0].box.width
    assert marks(seen.words[0]) == [("量", "readings-differ", "里")]


def test_ink_beside_a_number_that_nobody_read_is_said() -> None:
    seen = page("95%", "600", unread=(Box(2, 12, 8, 21),))
    weigh(seen, saying("95%", "600"))
    assert marks(seen.words[0]) == [("", "unread-ink", None)]
    assert marks(seen.words[1]) == []


def test_a_digital_page_is_left_alone() -> None:
    seen = page("1.:5")
    seen.scan = None
    weigh(seen, saying())
    assert seen.words[0].confidence is None


def test_punctuation_tells_in_numbers_only() -> None:
    assert differences("完善制度，规范管理流程，提高效率", "完善制度、规范管理流程。提高效率") == ()
    assert [d.other for d in differences("3,00", "3.00")] == ["."]
    assert differences("(90)", "（90）") == ()


def test_signs_of_comparison_are_told_from_digits(tmp_path: Path) -> None:
    """The trap of fax and copies: `≥` that is read as `2`. One real reading of drawn signs, rough as a fax."""
    texts = ["≥95%", "≤3人", "=100%", "295%", "≥2.5万元"]
    with pymupdf.open() as document:
        sheet = document.new_page(width=120, height=30 * len(texts))
        writer = pymupdf.TextWriter(sheet.rect)
        for i, text in enumerate(texts):
            writer.append((12, 20 + 30 * i), text, font=FONT, fontsize=10)
        writer.write_text(sheet)
        pixels = sheet.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
    picture = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.w)
    step = pixels.h / len(texts)
    rough = np.where(picture < 150, 0, 255).astype(np.uint8)
    crops = [rough[round(i * step) + 14 : round((i + 1) * step) - 14] for i in range(len(texts))]
    assert [reading.text for reading in Reader(1).read(crops)] == texts


def test_a_sign_too_faint_to_be_ink_is_read_darkened() -> None:
    for faint, texts in ((235, ("=29m", "29m")), (255, ("29m",))):
        seen = page("29m")
        assert seen.scan is not None
        box, clean = seen.words[0].box, seen.scan.clean
        x, y = round(box.x0 * SCALE), round(box.y0 * SCALE)
        cv2.putText(clean, "29m", (x, y + 22), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2)
        clean[y + 8 : y + 10, x - 16 : x - 4] = clean[y + 14 : y + 16, x - 16 : x - 4] = faint
        weigh(seen, saying(*texts))
        assert seen.words[0].text == texts[0]
        assert marks(seen.words[0]) == (
            [] if faint == 255 else [("=", "readings-differ", ""), ("=", "readings-differ", "")]
        )


def test_a_lone_character_gets_the_pale_one_beside_it() -> None:
    for ink, texts in ((90, ("完善",)), (255, ())):
        seen = page("善")
        assert seen.scan is not None
        x, y = round(seen.words[0].box.x0 * SCALE), round(seen.words[0].box.y0 * SCALE)
        seen.scan.clean[y + 4 : y + 20, x - 18 : x - 6] = ink
        weigh(seen, saying(*texts))
        assert seen.words[0].text == (texts[0] if texts else "善")
        assert marks(seen.words[0]) == ([("完", "readings-differ", "")] if texts else [])
