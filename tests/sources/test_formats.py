"""Files are known by their content; what cannot be read is named, with what to do."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from tests.sources.compound_files import compound

from jixiao.errors import DamagedSource, EncryptedSource, SourceError, UnsupportedFormat
from jixiao.resources import named
from jixiao.sources.detection import kind_of, mismatch
from jixiao.sources.formats import FORMATS


def docx_bytes() -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("项目支出绩效目标表")
    document.save(out)
    return out.getvalue()


def xlsx_bytes() -> bytes:
    out = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "项目名称"
    book.save(out)
    return out.getvalue()


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def odf(kind: str, manifest: bytes = b"") -> bytes:
    """An OpenDocument file of that kind."""
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zip_of(**{"mimetype": mimetype, "content.xml": b"", "META-INF/manifest.xml": manifest})


def write(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


WORD_STREAM = struct.pack("<6H", 0xA5EC, 0xC1, 0, 0, 0, 0x0000)
LOCKED_WORD_STREAM = struct.pack("<6H", 0xA5EC, 0xC1, 0, 0, 0, 0x0100)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("预算.pdf", b"%PDF-1.7\n...", "pdf"),
        ("有杂质.pdf", b"\xef\xbb\xbf\r\n" + b" " * 300 + b"%PDF-1.4\n", "pdf"),
        ("表.docx", docx_bytes(), "docx"),
        ("表.xlsx", xlsx_bytes(), "xlsx"),
        ("其实是Word.pdf", docx_bytes(), "docx"),
        ("其实是Excel.doc", xlsx_bytes(), "xlsx"),
        ("没有后缀", docx_bytes(), "docx"),
        ("旧.doc", compound({"WordDocument": WORD_STREAM, "1Table": b"x"}), "doc"),
        ("旧.xls", compound({"\x05SummaryInformation": b"x", "Workbook": b"\x09\x08"}), "xls"),
        ("更旧.xls", compound({"Book": b"\x09\x08"}), "xls"),
        ("富文本.doc", b"{\\rtf1\\ansi ...}", "doc"),
        ("照片.png", b"\x89PNG\r\n\x1a\n....", "picture"),
        ("照片.jpg", b"\xff\xd8\xff\xe0....", "picture"),
        ("扫描.tif", b"II*\x00....", "picture"),
        ("材料.zip", zip_of(**{"甲.pdf": b"%PDF-1.4"}), "zip"),
        ("包.rar", b"Rar!\x1a\x07\x01\x00", "archive"),
        ("包.7z", b"7z\xbc\xaf\x27\x1c", "archive"),
        ("图.bmp", b"BM....", "image"),
        ("图.heic", b"\x00\x00\x00\x18ftypheic", "image"),
        ("文字.wps", compound({"WordDocument": WORD_STREAM}), "doc"),
        ("表格.et", compound({"Workbook": b"\x09\x08"}), "xls"),
        ("新的.et", xlsx_bytes(), "xlsx"),
        ("富.rtf", b"{\\rtf1\\ansi ...}", "doc"),
        ("开放.odt", odf("text"), "odt"),
        ("开放.ods", odf("spreadsheet"), "ods"),
        (
            "二〇〇三.doc",
            b'<?xml version="1.0"?><w:w xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
            "wordml",
        ),
        (
            "二〇〇三.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "sheetml",
        ),
        ("表.csv", "名称,金额\n".encode("gbk"), "text"),
        ("表.txt", "名称\t金额\n".encode("utf-16"), "text"),
        ("公文.ofd", zip_of(**{"OFD.xml": b"<ofd/>"}), "ofd"),
        ("网页.html", b"<!DOCTYPE html><html></html>", "html"),
        ("其实是网页.xls", "<html><table><tr><td>表</td></tr></table></html>".encode(), "html"),
        ("没有头.xls", "\ufeff\n<TABLE><tr><td>表</td></tr></TABLE>".encode(), "html"),
        ("两字节.xls", "\ufeff<html xmlns:x='urn'>".encode("utf-16"), "html"),
        ("归档.mht", b"From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html>", "mht"),
    ],
)
def test_kind_comes_from_content(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    assert kind_of(write(tmp_path, name, data), name) == kind


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("空.pdf", b"", DamagedSource, "0 字节"),
        ("截断.docx", docx_bytes()[:-200], DamagedSource, "重新获取"),
        ("截断.zip", zip_of(**{"甲.pdf": b"%PDF-1.4" * 99})[:-40], DamagedSource, "重新获取"),
        ("截断.doc", compound({"WordDocument": WORD_STREAM})[:2600], DamagedSource, "重新获取"),
        ("半个头.doc", compound({"WordDocument": WORD_STREAM})[:300], DamagedSource, "重新获取"),
        ("乱码.pdf", b"\x01\x02\x03not a document" * 20, DamagedSource, "PDF"),
        ("文本.xlsx", "只是文字".encode(), DamagedSource, "Excel"),
        ("没有正文.docx", zip_of(**{"readme.txt": b"x"}), DamagedSource, "没有正文"),
        (
            "没有正文.odt",
            zip_of(**{"META-INF/a.xml": b"", "Thumbnails/甲.png": b"x"}),
            DamagedSource,
            "没有正文",
        ),
        ("没有正文.ofd", zip_of(**{"Doc_0/Pages/Page_0/Res/甲.png": b"x"}), DamagedSource, "没有正文"),
        ("加密.docx", compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), EncryptedSource, "密码"),
        ("加密.doc", compound({"WordDocument": LOCKED_WORD_STREAM}), EncryptedSource, "密码"),
        ("工作.wps", compound({"MatOST": b"x"}), UnsupportedFormat, "另存为"),
        ("演示.pptx", zip_of(**{"[Content_Types].xml": b"", "ppt/a.xml": b""}), UnsupportedFormat, "演示文稿"),
        ("二进制.xlsb", zip_of(**{"[Content_Types].xml": b"", "xl/workbook.bin": b""}), UnsupportedFormat, ".xlsx"),
        ("开放.odg", zip_of(**{"mimetype": b"x", "content.xml": b""}), UnsupportedFormat, "另存为"),
        ("加密.odt", odf("text", b"<manifest:encryption-data/>"), EncryptedSource, "密码"),
        ("旧式.doc", b'<?xml version="1.0"?><w:other/>', UnsupportedFormat, "另存为 .docx"),
        ("二进制.csv", b"a,b\x00\x01\n", DamagedSource, "重新获取"),
        ("幻灯.dps", compound({"PowerPoint Document": b"x"}), UnsupportedFormat, "PDF"),
        ("别的.doc", compound({"Contents": b"x"}), UnsupportedFormat, "另存为"),
        ("说明.xyz", b"hello", UnsupportedFormat, "PDF、Word、Excel"),
    ],
)
def test_what_cannot_be_read_is_named_with_advice(
    tmp_path: Path, name: str, data: bytes, error: type[SourceError], says: str
) -> None:
    with pytest.raises(SourceError) as caught:
        kind_of(write(tmp_path, name, data), name)
    assert type(caught.value) is error
    assert str(caught.value).startswith(f"{name}：")
    assert says in str(caught.value)
    assert "请" in str(caught.value) or "可以读" in str(caught.value)


def test_an_embedded_workbook_does_not_make_a_word_document_a_workbook(tmp_path: Path) -> None:
    data = compound({"WordDocument": WORD_STREAM, "ObjectPool": b"", "Workbook": b"\x09\x08"})
    assert kind_of(write(tmp_path, "报告.doc", data), "报告.doc") == "doc"


def test_a_directory_that_runs_in_a_circle_is_damaged(tmp_path: Path) -> None:
    data = bytearray(compound({"WordDocument": WORD_STREAM}))
    struct.pack_into("<I", data, 512 + 4, 1)  # the directory's sector follows itself
    with pytest.raises(DamagedSource):
        kind_of(write(tmp_path, "环.doc", bytes(data)), "环.doc")


def test_mismatch_speaks_only_where_suffix_and_content_differ() -> None:
    assert mismatch("docx", "表.docx") is None
    assert mismatch("picture", "图.jpeg") is None
    said = mismatch("docx", "表.pdf")
    assert said is not None and "PDF" in said and "Word" in said


def test_the_table_names_readers_that_are_there_and_leaves_nothing_without_advice() -> None:
    for each in FORMATS:
        if each.reader or each.unpacker:
            assert callable(named(each.reader or each.unpacker)), each.name
        else:
            assert each.advice and "请" in each.refusal, each.name
        assert not each.pages or callable(named(each.pages))
    suffixes = [suffix for each in FORMATS for suffix in each.suffixes]
    assert len(suffixes) == len(set(suffixes))
