"""Notes on the pages of a PDF: boxes as comments, words in a margin, pages without notes as they were."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from jixiao.geometry import Box
from jixiao.pages.annotations import Note, annotated


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Three pages with a word each; the last is shown turned."""
    path = tmp_path / "paper.pdf"
    with pymupdf.open() as document:
        for word in ("one", "two", "three"):
            document.new_page(width=200, height=300).insert_text((50, 100), word)
        document[2].set_rotation(90)
        document.save(path)
    return path


def opened(content: bytes) -> pymupdf.Document:
    return pymupdf.open(stream=content, filetype="pdf")


def test_a_note_stands_beside_its_page_and_its_box_is_a_comment(paper: Path) -> None:
    note = Note(2, (Box(40, 80, 90, 110), Box(40, 150, 90, 170)), "error", 7, "7 错误\n合计不对。改正合计。")
    with opened(annotated(paper, [note])) as made:
        assert made.page_count == 3
        assert [page.rect.width for page in made][::2] == [200, 300], "the others are as they were"
        page = made[1]
        assert page.rect.width > 300 and "two" in page.get_text()
        words = page.get_text(clip=pymupdf.Rect(200, 0, 500, 300))
        assert "合计不对" in words.replace("\n", "")
        boxes = list(page.annots())
        assert [box.info["content"] for box in boxes] == [note.text] * 2
        assert boxes[0].rect.intersects(pymupdf.Rect(40, 80, 90, 110))
        picture = page.get_pixmap()
        assert any(red > green + 60 for red, green, _ in (picture.pixel(x, 95) for x in range(36, 43)))


def test_on_a_turned_page_boxes_are_where_they_are_seen(paper: Path) -> None:
    with opened(annotated(paper, [Note(3, (Box(180, 40, 220, 80),), "warning", 1, "1 警告\n看这里")])) as made:
        page = made[2]
        assert page.rotation == 0 and page.rect.height == 200
        (word,) = [w for w in page.get_text("words") if w[4] == "three"]
        assert pymupdf.Rect(word[:4]).intersects(pymupdf.Rect(180, 40, 220, 80))


def test_more_notes_than_a_margin_holds_go_on_to_a_further_page(paper: Path) -> None:
    notes = [Note(1, (), "advice", n, f"{n} 建议\n{'写明数量和期限。' * 12}") for n in range(1, 13)]
    with opened(annotated(paper, notes)) as made:
        assert made.page_count > 3
        told = "".join(page.get_text() for page in made).replace("\n", "")
        assert all(f"{n} 建议" in told for n in range(1, 13))


def test_a_note_on_a_page_that_is_not_there_is_left_out(paper: Path) -> None:
    with opened(annotated(paper, [Note(9, (), "error", 1, "1 错误")])) as made:
        assert made.page_count == 3
