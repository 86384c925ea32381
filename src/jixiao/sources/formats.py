"""The table of input formats. Which of them a file has is told by its content (`sources.detection`).

A format that is read is a row with a reader and a module that holds it; one that is not has a row with what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class Mark(NamedTuple):
    """Bytes that tell a format: so many bytes from the beginning, or anywhere in the first kilobyte (None).

    `folded` ones are looked for in the text there: in lower case, without a byte order mark and blanks before it.
    """

    text: bytes
    at: int | None = 0
    folded: bool = False


@dataclass(frozen=True, slots=True)
class InputFormat:
    """One input format.

    `name` is what sources carry as their kind; `label` names it in messages. Its content is told by one of `marks`;
    or, in a zip, by all of `members` (a name ending in "/" is a folder) and the beginning of `mimetype`; or, in an OLE2
    file, by one of `streams`.
    `reader` is the function that makes a `Layout` of a `Source`, as `module:function`, `unpacker` the one that unpacks
    an archive; without either the file is refused, with `what` it is and the `advice` what to do. `pages` opens its
    pages, where it has any that can be drawn. Where `by_suffix` is set, the content is text of any kind and the suffix
    tells; such files are read where they are named themselves, and passed by in folders and archives, where they mostly
    are something else.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    marks: tuple[Mark, ...] = ()
    members: tuple[str, ...] = ()
    mimetype: str = ""
    streams: tuple[str, ...] = ()
    reader: str = ""
    unpacker: str = ""
    pages: str = ""
    what: str = ""
    advice: str = ""
    by_suffix: bool = False

    @property
    def refusal(self) -> str:
        """What is said of a file of this format, told by its content."""
        return f"{self.what or f'不支持 {self.suffixes[0]} 格式'}，{self.advice}"


AS_WORD = "请用 WPS 或 Word 打开后另存为 .docx 再试"
AS_EXCEL = "请用 WPS 或 Excel 打开后另存为 .xlsx 再试"
AS_PDF = "请用阅读器打开后打印或导出为 PDF 再试"
_AS_OFFICE = "请另存为 .docx 或 .xlsx 再试"
_PARTS = "[Content_Types].xml"

ZIP = "zip"

# How pages begin that lost their head, or never had one, as systems write them under the name of a workbook.
_TAGS = (b"<!doctype html", b"<head", b"<meta", b"<title", b"<style", b"<body", b"<table", b"<div", b"<center", b"<p>")

# A file has the first format that fits its content: one inside another's container stands before it.
FORMATS = (
    InputFormat("archive", "压缩包（.rar、.7z、.tar.gz）", (".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"),
           (Mark(b"Rar!\x1a\x07"), Mark(b"7z\xbc\xaf\x27\x1c"), Mark(b"\x1f\x8b\x08"), Mark(b"ustar", 257),
            Mark(b"BZh"), Mark(b"\xfd7zXZ\x00")),
           unpacker="jixiao.sources.other_archives:unpacked"),
    InputFormat("pdf", "PDF", (".pdf",), (Mark(b"%PDF-", None),),
           reader="jixiao.tables.pdf:from_pdf", pages="jixiao.pages.pdf:Pdf"),
    InputFormat("ofd", "OFD 文档（.ofd）", (".ofd",), members=("OFD.xml",),
           reader="jixiao.tables.pdf:from_ofd", pages="jixiao.pages.pdf:Ofd"),
    InputFormat("xlsb", "二进制工作簿（.xlsb）", (".xlsb",), members=("xl/workbook.bin",),
           what="不支持 .xlsb（二进制工作簿）", advice=AS_EXCEL),
    InputFormat("docx", "Word 文档（.docx）", (".docx", ".docm", ".dotx"), members=(_PARTS, "word/"),
           reader="jixiao.office.word.document:from_docx"),
    InputFormat("xlsx", "Excel 工作簿（.xlsx）", (".xlsx", ".xlsm", ".xltx"), members=(_PARTS, "xl/"),
           reader="jixiao.office.excel.workbook:from_workbook"),
    # many a .doc is RTF inside, and the converter reads both; WPS writes the content of the old Office formats
    InputFormat("doc", "旧版 Word 文档（.doc、.rtf、.wps）", (".doc", ".dot", ".rtf", ".wps", ".wpt"),
           (Mark(b"{\\rtf"),), streams=("WordDocument",), reader="jixiao.office.word.document:from_converted"),
    InputFormat("xls", "旧版 Excel 工作簿（.xls、.et）", (".xls", ".xlt", ".et", ".ett"), streams=("Workbook", "Book"),
           reader="jixiao.office.excel.workbook:from_workbook"),
    InputFormat("odt", "OpenDocument 文字（.odt）", (".odt", ".ott"), members=("mimetype", "content.xml"),
           mimetype="application/vnd.oasis.opendocument.text", reader="jixiao.office.word.document:from_converted"),
    InputFormat("ods", "OpenDocument 表格（.ods）", (".ods", ".ots"), members=("mimetype", "content.xml"),
           mimetype="application/vnd.oasis.opendocument.spreadsheet",
           reader="jixiao.office.excel.workbook:from_converted"),
    InputFormat("picture", "图片", (".png", ".jpg", ".jpeg", ".tif", ".tiff"),
           (Mark(b"\x89PNG\r\n\x1a\n"), Mark(b"\xff\xd8\xff"), Mark(b"II*\x00"), Mark(b"MM\x00*")),
           reader="jixiao.tables.pdf:from_pictures", pages="jixiao.pages.scan.pictures:Pictures"),
    InputFormat("mht", "网页归档（.mht）", (".mht", ".mhtml"), (Mark(b"multipart/related", None, True),),
           reader="jixiao.office.html.page:from_mht"),
    InputFormat("html", "网页", (".html", ".htm", ".xhtml"),
           (Mark(b"<html", None, True), *(Mark(tag, 0, True) for tag in _TAGS)),
           reader="jixiao.office.html.page:from_html"),
    InputFormat("wordml", "Word 2003 XML", (), (Mark(b"office/word/2003/wordml", None, True),),
           reader="jixiao.office.word.document:from_converted"),
    InputFormat("sheetml", "Excel 2003 XML", (), (Mark(b"urn:schemas-microsoft-com:office:spreadsheet", None, True),),
           reader="jixiao.office.excel.workbook:from_converted"),
    InputFormat("text", "文字表格（.csv、.txt）", (".csv", ".tsv", ".txt"), by_suffix=True,
           reader="jixiao.office.delimited:from_text"),
    InputFormat("ppt", "演示文稿", (".ppt", ".pptx", ".dps"), members=(_PARTS, "ppt/"),
           streams=("PowerPoint Document",), what="这是演示文稿", advice=AS_PDF),
    InputFormat("odf", "OpenDocument", (), members=("mimetype", "content.xml"),
           what="不支持 OpenDocument 格式", advice=_AS_OFFICE),
    InputFormat("other", "其他文字文档", (".uof",), advice=AS_WORD),
    InputFormat("paged", "其他版式文档", (".ceb", ".caj"), advice=AS_PDF),
    InputFormat("zip", "压缩包（.zip）", (".zip",), unpacker="jixiao.sources.archives:unpacked"),
    InputFormat("image", "图片（.gif、.webp、.bmp、.heic）", (".bmp", ".gif", ".webp", ".heic", ".heif"),
           (Mark(b"BM"), Mark(b"GIF8"), Mark(b"WEBP", 8), Mark(b"ftypheic", 4), Mark(b"ftypheix", 4),
            Mark(b"ftypmif1", 4)),
           reader="jixiao.tables.pdf:from_other_pictures", pages="jixiao.pages.files.pictures:OtherPictures"),
)  # fmt: skip

READ = "PDF、Word、Excel、OFD、网页、图片"  # what can be read, in a few words
BY_NAME = {each.name: each for each in FORMATS}
# Suffix -> the kind its content should have.
ASIDE = frozenset(s for each in FORMATS if each.by_suffix for s in each.suffixes)
"""Suffixes of what is read only where it is named itself."""
SUFFIXES: dict[str, str] = {s: each.name for each in FORMATS if each.reader or each.unpacker for s in each.suffixes}
# Suffixes of documents that people do send but that have no reader, with what to do.
UNSUPPORTED: dict[str, str] = {s: each.advice for each in FORMATS for s in each.suffixes if s not in SUFFIXES}
LABELS = {each.name: each.label for each in FORMATS}


def path_suffix(name: str) -> str:
    """The suffix in lower case, blanks around it taken off."""
    return Path(name.strip()).suffix.strip().lower()
