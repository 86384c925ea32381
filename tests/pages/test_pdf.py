"""PDF pages as words and rules: characters with their places, what counts as a rule, and pages that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from tests.pdf_builder import FONT, Paper, reading

from jixiao.errors import DamagedSource, EncryptedSource
from jixiao.pages import Page
from jixiao.pages.pdf import Pdf
from jixiao.text import printed

GRID = [["项目名称", "沙洲图书馆修缮"], ["实施单位", "沙洲县图书馆"]]


def pages(paper: Paper, tmp_path: Path) -> list[Page]:
    with Pdf(paper.save(tmp_path / "drawn.pdf"), "drawn.pdf") as pdf:
        return list(pdf.pages())


def stored_as(paper: Paper, codes: dict[str, str]) -> Paper:
    """The page with other characters stored behind its glyphs: what a reader sees stays the same."""
    lines = [f"<{FONT.has_glyph(ord(shown)):04x}> <{ord(stored):04x}>" for shown, stored in codes.items()]
    section = "\n".join([f"{len(lines)} beginbfchar", *lines, "endbfchar", "endcmap"]).encode("ascii")
    for xref in range(1, paper.doc.xref_length()):
        if paper.doc.xref_is_stream(xref) and b"beginbf" in (stream := paper.doc.xref_stream(xref)):
            paper.doc.update_stream(xref, stream.replace(b"endcmap", section))
    return paper


def texts(paper: Paper, tmp_path: Path) -> list[str]:
    return [w.text for w in pages(paper, tmp_path)[0].words]


def test_each_character_has_its_borders(tmp_path: Path) -> None:
    (word,) = pages(Paper().text(100, 200, "改造3处", 10), tmp_path)[0].words
    ends = [100 + FONT.text_length("改造3处"[:i], 10) for i in range(5)]
    assert word.edges == pytest.approx(ends, abs=0.1)
    assert word.part(2, 3).width == pytest.approx(FONT.text_length("3", 10), abs=0.1)
    assert word.box.y0 < 200 < word.box.y1


def test_thin_blanks_between_han_and_latin_are_dropped(tmp_path: Path) -> None:
    assert texts(Paper().text(100, 200, "共 35 处"), tmp_path) == ["共35处"]


def test_visible_blanks_are_kept(tmp_path: Path) -> None:
    assert texts(Paper().text(100, 200, "open data"), tmp_path) == ["open data"]


def test_wide_gaps_part_words(tmp_path: Path) -> None:
    assert texts(Paper().text(100, 200, "附件　　一览"), tmp_path) == ["附件", "一览"]


def test_bold_made_by_printing_twice_is_read_once(tmp_path: Path) -> None:
    assert texts(Paper().text(100, 200, "绩效目标").text(100.3, 200, "绩效目标"), tmp_path) == ["绩效目标"]


def test_the_same_text_elsewhere_is_another_word(tmp_path: Path) -> None:
    assert texts(Paper().text(100, 200, "绩效目标").text(100, 220, "绩效目标"), tmp_path) == ["绩效目标"] * 2


def test_radicals_become_the_characters_they_look_like(tmp_path: Path) -> None:
    paper = stored_as(Paper().text(100, 200, "金额一览"), {"金": "⾦", "一": "⼀"})
    assert "⾦额⼀览" in paper.sheet.get_text()
    assert texts(paper, tmp_path) == ["金额一览"]


def test_compatibility_ideographs_become_the_characters_they_stand_for() -> None:
    assert printed("\uf90a額\uf97e") == "金額量"


def test_a_change_of_font_size_within_a_word_does_not_part_it(tmp_path: Path) -> None:
    width = FONT.text_length("满意度", 10)
    assert texts(Paper().text(100, 200, "满意度", 10).text(100 + width, 200, "≥95%", 9), tmp_path) == ["满意度≥95%"]


def upright(tmp_path: Path) -> Page:
    paper = Paper()
    paper.table(GRID, [100, 200], 100)
    return pages(paper, tmp_path)[0]


def turned_page(tmp_path: Path, rotation: int) -> tuple[Page, pymupdf.Page]:
    """The same page, its content drawn sideways and the page turned by `rotation`."""
    plain = Paper()
    plain.table(GRID, [100, 200], 100)
    out = pymupdf.open()
    sheet = out.new_page(width=842, height=595)
    sheet.show_pdf_page(sheet.rect, plain.doc, 0, rotate=90)
    sheet.set_rotation(rotation)
    path = tmp_path / f"turned{rotation}.pdf"
    out.save(path)
    with Pdf(path, path.name) as pdf:
        return next(pdf.pages()), pymupdf.open(path)[0]


def test_a_page_displayed_turned_is_read_upright(tmp_path: Path) -> None:
    paper = Paper()
    paper.table(GRID, [100, 200], 100)
    paper.sheet.set_rotation(90)
    page, plain = pages(paper, tmp_path)[0], upright(tmp_path)
    assert [w.text for w in page.words] == [w.text for w in plain.words]
    assert len(page.horizontal) == len(plain.horizontal)
    assert (page.width, page.height) == (595, 842)
    assert page.quarters == 1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_text_drawn_upwards_is_read_upright(tmp_path: Path, rotation: int) -> None:
    page, _ = turned_page(tmp_path, rotation)
    plain = upright(tmp_path)
    assert [w.text for w in page.words] == [w.text for w in plain.words]
    assert len(page.horizontal) == len(plain.horizontal)
    assert len(page.vertical) == len(plain.vertical)
    assert page.width < page.height
    assert [w.box.y0 < v.box.y0 for w, v in zip(page.words, page.words[2:], strict=False)] == [True, True]


def test_strokes_are_rules(tmp_path: Path) -> None:
    page = pages(Paper().line(100, 100, 300, 100).line(100, 100, 100, 180).line(100, 100, 300, 180), tmp_path)[0]
    assert [tuple(r) for r in page.horizontal] == [pytest.approx((100, 100, 300))]
    assert [tuple(r) for r in page.vertical] == [pytest.approx((100, 100, 180))]


def filled(x0: float, y0: float, x1: float, y1: float, shade: float = 0) -> Paper:
    paper = Paper()
    paper.sheet.draw_rect((x0, y0, x1, y1), color=None, fill=(shade, shade, shade), width=0)
    return paper


def test_filled_hairlines_are_rules(tmp_path: Path) -> None:
    page = pages(filled(100, 100, 300, 100.6), tmp_path)[0]
    assert [tuple(r) for r in page.horizontal] == [pytest.approx((100.3, 100, 300))]


@pytest.mark.parametrize(
    "paper",
    [
        pytest.param(lambda: filled(100, 100, 300, 130, 0.8), id="shading"),
        pytest.param(lambda: filled(100, 100, 300, 100.6, 1), id="white hairline"),
        pytest.param(lambda: Paper().line(100, 100, 300, 100, color=(1, 1, 1)), id="white stroke"),
        pytest.param(lambda: Paper().line(100, 100, 300, 160), id="slanting stroke"),
    ],
)
def test_what_is_no_rule(tmp_path: Path, paper: Callable[[], Paper]) -> None:
    page = pages(paper(), tmp_path)[0]
    assert page.horizontal == page.vertical == []


def picture(paper: Paper) -> Paper:
    """A page that is nothing but a picture."""
    image = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 60, 80))
    image.clear_with(200)
    paper.sheet.insert_image(paper.sheet.rect, pixmap=image)
    return paper


def test_a_scanned_page_says_so(tmp_path: Path) -> None:
    page = pages(picture(Paper()), tmp_path)[0]
    assert page.problem is None and page.way == "scanned"
    assert page.why and page.words == []


def test_a_page_with_a_picture_and_text_is_no_scan(tmp_path: Path) -> None:
    assert pages(picture(Paper()).text(100, 200, "绩效目标"), tmp_path)[0].problem is None


def test_an_empty_page_is_no_scan(tmp_path: Path) -> None:
    assert pages(Paper(), tmp_path)[0].problem is None


def test_a_garbled_page_is_read_from_its_picture(tmp_path: Path) -> None:
    text = "沙洲县图书馆修缮工程本年度内全部完工并且通过验收"
    paper = stored_as(Paper().text(100, 200, text), {c: chr(0xE000 + i) for i, c in enumerate(dict.fromkeys(text))})
    page = pages(paper, tmp_path)[0]
    assert page.problem is None and page.way == "garbled"
    assert "".join(w.text for w in page.words) == text


def test_too_many_strokes_stop_one_page_only(tmp_path: Path) -> None:
    paper = Paper().text(100, 50, "地形图")
    shape = b" ".join(b"%d %d m %d %d l S" % (i % 500, i // 500, i % 500 + 3, i // 500) for i in range(100_000))
    paper.doc.update_stream(paper.sheet.get_contents()[0], paper.sheet.read_contents() + b"\n" + shape)
    paper.page()
    paper.centred(80, "2024年项目支出绩效目标表")
    paper.table(GRID, [100, 200], 100)
    found = reading(paper.save(tmp_path / "strokes.pdf"))
    assert [(p.code, p.page) for p in found.problems] == [("page.limit", 1)]
    assert [r.project_name for r in found.records] == ["沙洲图书馆修缮"]


def test_a_scanned_page_is_followed_by_the_others(tmp_path: Path) -> None:
    paper = picture(Paper())
    paper.page()
    paper.text(100, 100, "第二页的正文")
    first, second = pages(paper, tmp_path)
    assert (first.way, second.way) == ("scanned", "text")
    assert [w.text for w in second.words] == ["第二页的正文"]


def encrypted(path: Path) -> None:
    Paper().text(100, 100, "正文").doc.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="1", owner_pw="2")


def truncated(path: Path) -> None:
    content = Paper().text(100, 100, "正文").doc.tobytes()
    path.write_bytes(content[:200])


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (encrypted, EncryptedSource),
        (truncated, DamagedSource),
        (lambda p: p.write_bytes(b""), DamagedSource),
        (lambda p: p.write_text("这是一个文本文件\n" * 40, encoding="utf-8"), DamagedSource),
    ],
    ids=["encrypted", "truncated", "zero bytes", "no PDF"],
)
def test_files_that_cannot_be_opened_are_named(
    tmp_path: Path, make: Callable[[Path], object], error: type[Exception]
) -> None:
    path = tmp_path / "沙洲县.pdf"
    make(path)
    with pytest.raises(error, match=r"^沙洲县\.pdf："):
        Pdf(path, "沙洲县.pdf")
