"""Which way pages are read: a good text layer is kept, none or one that cannot be believed is read by OCR."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from tests.pages.scan.drawn import picture, table_page
from tests.pdf_builder import Paper

from jixiao.pages.page import Page, Way
from jixiao.pages.pdf import Pdf
from jixiao.pages.text_layer.belief import way_of
from jixiao.pages.text_layer.digits import Digits, _Drawn, characters_of, pattern

LONG = "沙洲县图书馆二〇二四年度阅览设备更新项目绩效目标表由县文化和旅游局填报，请按要求公开。"


def ways(paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The way of each page; nothing is read by OCR."""

    def unread(sheet: object, number: int, threads: int, why: tuple[Way, str]) -> Page:
        return Page(number, 1, 1, way=why[0], why=why[1])

    monkeypatch.setattr("jixiao.pages.scan.pictures.scanned_page", unread)
    with Pdf(paper.save(tmp_path / "drawn.pdf"), "drawn.pdf") as pdf:
        return [page.way for page in pdf.pages()]


def shown(text: str) -> tuple[str, str]:
    """The way of a page with these words."""
    from jixiao.evidence import Word
    from jixiao.geometry import Box

    page = Page(1, 595, 842, words=[Word(text, 1, Box(0, 0, 100, 10))])
    return way_of(page, Paper().sheet, [])


def scan(paper: Paper) -> Paper:
    """The page as a picture on a page of its own."""
    image = picture(paper, 100)
    out = Paper()
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, image.shape[1], image.shape[0], image.tobytes(), False)
    out.sheet.insert_image(out.sheet.rect, pixmap=pixmap)
    return out


def test_a_good_text_layer_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ways(table_page(), tmp_path, monkeypatch) == ["text"]


def test_a_blank_page_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ways(Paper(), tmp_path, monkeypatch) == [""]


def test_only_the_pictures_of_a_mixed_file_are_read_by_ocr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = scan(table_page())
    paper.page()
    paper.text(80, 100, LONG)
    assert ways(paper, tmp_path, monkeypatch) == ["scanned", "text"]


def test_hidden_text_over_a_picture_is_not_taken_for_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = scan(table_page())
    paper.text(80, 100, LONG, render_mode=3)
    assert ways(paper, tmp_path, monkeypatch) == ["scanned"]


def test_text_on_a_picture_that_is_its_ground_is_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = scan(Paper())
    paper.text(80, 100, LONG)
    assert ways(paper, tmp_path, monkeypatch) == ["text"]


def pasted(paper: Paper) -> Paper:
    """The page as a picture under typed text."""
    image = picture(paper, 100)
    out = Paper()
    out.text(80, 100, LONG)
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, image.shape[1], image.shape[0], image.tobytes(), False)
    out.sheet.insert_image(pymupdf.Rect(60, 140, 540, 820), pixmap=pixmap)
    return out


def test_a_picture_of_a_table_under_typed_text_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ways(pasted(table_page()), tmp_path, monkeypatch) == ["scanned"]


def test_a_picture_without_a_table_under_typed_text_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Paper()
    plain.text(80, 300, LONG)
    assert ways(pasted(plain), tmp_path, monkeypatch) == ["text"]


@pytest.mark.parametrize(
    "text",
    [
        "".join(chr(0xE100 + i) for i in range(30)),
        "".join(chr(ord(c) + 3111) if "\u4e00" <= c <= "\u8000" else c for c in LONG),
        LONG.replace("，", "").replace("。", "").encode("gbk").decode("latin-1"),
    ],
)
def test_broken_maps_of_glyphs_are_garbled(text: str) -> None:
    way, why = shown(text)
    assert way == "garbled" and "改按图像识别" in why


@pytest.mark.parametrize(
    "text", [LONG, "Annual Performance Report of the County Library 2024", "1,318.00 2,200.50 95.00%"]
)
def test_chinese_english_and_numbers_are_believed(text: str) -> None:
    assert shown(text)[0] == "text"


def test_glyphs_that_reach_beyond_the_page_have_rows_of_one_length() -> None:
    paper = Paper()
    paper.sheet.insert_text((560, 700), "88", fontname="helv", fontsize=40)
    drawn = _Drawn(paper.sheet, paper.sheet.get_displaylist())
    (span,) = paper.sheet.get_text("rawdict")["blocks"][0]["lines"][0]["spans"]
    glyphs = drawn.glyphs(span, span["chars"], 0)
    assert glyphs
    for _, rows in glyphs:
        assert len({len(row) for row in rows}) <= 1


def test_what_shows_of_a_neighbour_below_a_digit_does_not_make_its_font_suspect() -> None:
    paper = Paper()
    paper.sheet.insert_text((100, 100), "2025", fontname="helv", fontsize=22)
    lines = paper.sheet.get_text("rawdict")["blocks"][0]["lines"]
    for char in lines[0]["spans"][0]["chars"]:  # a mark at the foot of the place of each digit, apart from it
        x0, _, _, y1 = char["bbox"]
        paper.sheet.draw_rect((x0 + 2, y1 - 1, x0 + 4, y1), color=0, fill=0)
    digits = Digits()
    digits.look(paper.sheet, paper.sheet.get_displaylist(), lines, characters_of(lines))
    assert not digits.suspect


def test_a_glyph_is_its_longest_run_of_rows_with_ink() -> None:
    glyph = [bytes([0, 1, 1, 1, 0])] + [bytes([0, 1, 0, 1, 0])] * 8 + [bytes([0, 1, 1, 1, 0])]
    blank, speck = bytes(5), bytes([0, 0, 1, 0, 0])
    alone = pattern(glyph)
    assert alone is not None
    assert pattern([speck, blank, *glyph, blank, blank, speck]) == alone
