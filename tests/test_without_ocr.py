"""Without what reads pictures everything else is read, and what is not is said."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from jixiao.errors import MissingTool
from jixiao.evidence import DoubtCode, Word
from jixiao.geometry import Box
from jixiao.pages import ocr_installed
from jixiao.pages.page import Page
from jixiao.pages.pdf import Pdf
from jixiao.pages.text_layer.reread import agrees, reread
from jixiao.tables import pdf as tables_pdf
from jixiao.tables.reader import Limits

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


@pytest.fixture(autouse=True)
def _without(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("pdf", "text_layer.belief", "text_layer.reread"):
        monkeypatch.setattr(f"jixiao.pages.{place}.ocr_installed", lambda: False)
    monkeypatch.setattr(tables_pdf, "ocr_installed", lambda: False)


def test_a_scanned_page_says_what_to_install_and_the_others_are_read(tmp_path: Path) -> None:
    with pymupdf.open(SAMPLES / "xingan-projects.pdf") as document:
        picture = document[0].get_pixmap(dpi=60)
        document.new_page().insert_image((0, 0, 595, 842), pixmap=picture)
        document.save(tmp_path / "x.pdf")
    with Pdf(tmp_path / "x.pdf", "x.pdf") as pages:
        *read, last = pages.pages()
    assert all(page.words and page.problem is None for page in read)
    assert not last.words and last.problem is not None
    assert last.problem.code == "page.scanned" and ocr_installed.HOW in str(last.problem)


def test_words_that_would_be_read_again_are_in_doubt() -> None:
    word = Word("金额\ue0012", 1, Box(0, 0, 40, 10))
    page = Page(1, 595, 842, words=[word])
    reread(page, None, [word], 1)
    assert [doubt.code for doubt in word.doubts] == [DoubtCode.UNREADABLE]
    assert not agrees(page, None, [word], 1)  # a font that may lie is not believed where nobody can look


def test_a_picture_says_what_to_install(tmp_path: Path) -> None:
    pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 90, 90)).save(tmp_path / "图.png")
    with pytest.raises(MissingTool, match="scans"):
        tables_pdf.read_pictures(tmp_path / "图.png", "图.png", None, Limits())  # type: ignore[arg-type]
