"""Office files with a broken inside, and pictures that are cut: what is not there is said, never taken for blank."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
import xlsxwriter

from jixiao.office.excel.workbook import read_excel
from jixiao.office.word.document import read_word
from jixiao.pages.scan.pictures import Pictures
from jixiao.sources import gather

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
Change = Callable[[str, bytes], bytes | None]


def changed(source: Path, into: Path, change: Change) -> Path:
    """The package with each part as `change` (name, content) gives it back; one it gives None for is left out."""
    out = into / source.name
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = change(name, old.read(name))
            if body is not None:
                new.writestr(name, body)
    return out


def without(part: str) -> Change:
    """Leave a part out."""
    return lambda name, body: None if re.search(part, name) else body


def unrelated(part: str) -> Change:
    """Take a relation out of the list of relations."""
    relation = re.compile(rb"<Relationship [^>]*%s[^>]*/>" % part.encode())
    return lambda name, body: relation.sub(b"", body) if name.endswith(".rels") else body


@pytest.mark.parametrize(
    "change", [without(r"worksheets/sheet1\.xml$"), unrelated("sheet1.xml"), without(r"xl/styles")]
)
def test_a_sheet_or_formats_that_are_not_in_their_workbook_are_said(tmp_path: Path, change: Change) -> None:
    path = changed(SAMPLES / "haitun-department.xlsx", tmp_path, change)
    assert "excel.lost" in {code for _, code, _ in read_excel(path, path.name).problems}


@pytest.mark.parametrize("cells", [b"", rb"\1\1"])
def test_a_row_that_lost_a_cell_or_has_it_twice_is_said(tmp_path: Path, cells: bytes) -> None:
    cell = re.compile(rb"(<w:tc>(?:(?!<w:tc>).)*</w:tc>)(?=</w:tr>)", re.S)
    broken = changed(SAMPLES / "xingan-projects.docx", tmp_path, lambda name, body: cell.sub(cells, body, count=1))
    assert "word.damaged" in {code for _, code, _ in read_word(broken, broken.name).problems}
    whole = SAMPLES / "xingan-projects.docx"
    assert "word.damaged" not in {code for _, code, _ in read_word(whole, whole.name).problems}


def test_texts_that_are_not_in_their_workbook_are_said(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "whole.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["项目名称", "书库修缮"])
    (tmp_path / "broken").mkdir()
    path = changed(tmp_path / "whole.xlsx", tmp_path / "broken", without(r"sharedStrings"))
    assert "excel.lost" in {code for _, code, _ in read_excel(path, path.name).problems}


def test_texts_that_are_more_than_the_workbook_counts_are_said(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "whole.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["项目名称", "书库修缮"])
    (tmp_path / "broken").mkdir()
    again = lambda name, body: body.replace(b"<si>", b"<si><t>x</t></si><si>", 1)  # noqa: E731
    path = changed(tmp_path / "whole.xlsx", tmp_path / "broken", again)
    assert "excel.damaged" in {code for _, code, _ in read_excel(path, path.name).problems}


@pytest.mark.parametrize("change", [without(r"word/styles\.xml$"), unrelated("styles.xml")])
def test_a_part_of_a_document_that_is_not_there_is_said(tmp_path: Path, change: Change) -> None:
    path = changed(SAMPLES / "xingan-projects.docx", tmp_path, change)
    assert "word.lost" in {code for _, code, _ in read_word(path, path.name).problems}


def test_an_office_file_without_its_list_of_parts_is_damaged_and_no_archive(tmp_path: Path) -> None:
    path = changed(SAMPLES / "xingan-projects.docx", tmp_path, without(r"Content_Types"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("docProps/thumbnail.jpeg", b"\xff\xd8\xff")
    found = gather([path], tmp_path / "unpacked")
    assert [problem.code for problem in found.problems] == ["source.damaged"]
    assert not found.sources


def test_whole_files_have_nothing_to_say() -> None:
    for name in ("xingan-projects.docx", "linhe-departments.docx", "baiyan-narrative.docx", "qingshi-budget.docx"):
        assert read_word(SAMPLES / name, name).problems == []
    assert read_excel(SAMPLES / "haitun-department.xlsx", "haitun-department.xlsx").problems == []


def test_a_picture_that_is_cut_is_said_to_be(tmp_path: Path) -> None:
    with pymupdf.open(SAMPLES / "xingan-projects.pdf") as document:
        body = document[0].get_pixmap(dpi=60, clip=(0, 0, 300, 200)).tobytes("jpeg")
    path = tmp_path / "cut.jpg"
    path.write_bytes(body[: len(body) * 2 // 3])
    with Pictures(path, path.name) as pictures:
        (page,) = pictures.pages()
    assert page.problem is not None and page.problem.code == "page.damaged"
    path.write_bytes(io.BytesIO(body).getvalue())
    with Pictures(path, path.name) as pictures:
        (page,) = pictures.pages()
    assert page.problem is None
