"""The table of input formats, and which of them a file has: known by its content and not by its suffix.

A format that is read is a row with a reader and a module that holds it; one that is not has a row with what to do.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from jixiao.errors import DamagedSource, EncryptedSource, SourceError, UnsupportedFormat, reason_of
from jixiao.sources.compound import SIGNATURE, CompoundError, Stream, root_streams
from jixiao.sources.zips import UNPACK_ERRORS, opened


class Mark(NamedTuple):
    """Bytes that tell a format: so many bytes from the beginning, or anywhere in the first kilobyte (None).

    `folded` ones are looked for in the text there: in lower case, without a byte order mark and blanks before it.
    """

    text: bytes
    at: int | None = 0
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """One input format.

    `name` is what sources carry as their kind; `label` names it in messages. Its content is told by one of `marks`;
    or, in a zip, by all of `members` (a name ending in "/" is a folder) and the beginning of `mimetype`; or, in an OLE2
    file, by one of `streams`.
    `reader` is the function that makes a `Layout` of a `Source`, as `module:function`; without one the file is refused,
    with `what` it is and the `advice` what to do. `pages` opens its pages, where it has any that can be drawn. Where
    `by_suffix` is set, the content is text of any kind and the suffix tells; such files are read where they are named
    themselves, and passed by in folders and archives, where they mostly are something else.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    marks: tuple[Mark, ...] = ()
    members: tuple[str, ...] = ()
    mimetype: str = ""
    streams: tuple[str, ...] = ()
    reader: str = ""
    pages: str = ""
    what: str = ""
    advice: str = ""
    by_suffix: bool = False

    @property
    def refusal(self) -> str:
        """What is said of a file of this format, told by its content."""
        return f"{self.what or f'不支持 {self.suffixes[0]} 格式'}，{self.advice}"


_AS_WORD = "请用 WPS 或 Word 打开后另存为 .docx 再试"
_AS_EXCEL = "请用 WPS 或 Excel 打开后另存为 .xlsx 再试"
_AS_PDF = "请用阅读器打开后打印或导出为 PDF 再试"
_AS_OFFICE = "请另存为 .docx 或 .xlsx 再试"
_UNPACK = "请先解压，再把里面的文件交给本程序（.zip 可以直接读）"
_AS_PNG = "请另存为 .png 或 .jpg 再试"
_PARTS = "[Content_Types].xml"

ZIP = "zip"

# How pages begin that lost their head, or never had one, as systems write them under the name of a workbook.
_TAGS = (b"<!doctype html", b"<head", b"<meta", b"<title", b"<style", b"<body", b"<table", b"<div", b"<center", b"<p>")

# A file has the first format that fits its content: one inside another's container stands before it.
FORMATS = (
    Format("pdf", "PDF", (".pdf",), (Mark(b"%PDF-", None),),
           reader="jixiao.tables.pdf:from_pdf", pages="jixiao.pages.pdf:Pdf"),
    Format("ofd", "OFD 文档（.ofd）", (".ofd",), members=("OFD.xml",),
           reader="jixiao.tables.pdf:from_ofd", pages="jixiao.pages.ofd.reader:Ofd"),
    Format("xlsb", "二进制工作簿（.xlsb）", (".xlsb",), members=("xl/workbook.bin",),
           what="不支持 .xlsb（二进制工作簿）", advice=_AS_EXCEL),
    Format("docx", "Word 文档（.docx）", (".docx", ".docm", ".dotx"), members=(_PARTS, "word/"),
           reader="jixiao.office.word.document:from_docx"),
    Format("xlsx", "Excel 工作簿（.xlsx）", (".xlsx", ".xlsm", ".xltx"), members=(_PARTS, "xl/"),
           reader="jixiao.office.excel.workbook:from_workbook"),
    # many a .doc is RTF inside, and the converter reads both; WPS writes the content of the old Office formats
    Format("doc", "旧版 Word 文档（.doc、.rtf、.wps）", (".doc", ".dot", ".rtf", ".wps", ".wpt"), (Mark(b"{\\rtf"),),
           streams=("WordDocument",), reader="jixiao.office.word.document:from_converted"),
    Format("xls", "旧版 Excel 工作簿（.xls、.et）", (".xls", ".xlt", ".et", ".ett"), streams=("Workbook", "Book"),
           reader="jixiao.office.excel.workbook:from_workbook"),
    Format("odt", "OpenDocument 文字（.odt）", (".odt", ".ott"), members=("mimetype", "content.xml"),
           mimetype="application/vnd.oasis.opendocument.text", reader="jixiao.office.word.document:from_converted"),
    Format("ods", "OpenDocument 表格（.ods）", (".ods", ".ots"), members=("mimetype", "content.xml"),
           mimetype="application/vnd.oasis.opendocument.spreadsheet",
           reader="jixiao.office.excel.workbook:from_converted"),
    Format("picture", "图片", (".png", ".jpg", ".jpeg", ".tif", ".tiff"),
           (Mark(b"\x89PNG\r\n\x1a\n"), Mark(b"\xff\xd8\xff"), Mark(b"II*\x00"), Mark(b"MM\x00*")),
           reader="jixiao.tables.pdf:from_pictures", pages="jixiao.pages.scan.pictures:Pictures"),
    Format("mht", "网页归档（.mht）", (".mht", ".mhtml"), (Mark(b"multipart/related", None, True),),
           reader="jixiao.office.html.page:from_mht"),
    Format("html", "网页", (".html", ".htm", ".xhtml"),
           (Mark(b"<html", None, True), *(Mark(tag, 0, True) for tag in _TAGS)),
           reader="jixiao.office.html.page:from_html"),
    Format("wordml", "Word 2003 XML", (), (Mark(b"office/word/2003/wordml", None, True),),
           reader="jixiao.office.word.document:from_converted"),
    Format("sheetml", "Excel 2003 XML", (), (Mark(b"urn:schemas-microsoft-com:office:spreadsheet", None, True),),
           reader="jixiao.office.excel.workbook:from_converted"),
    Format("text", "文字表格（.csv、.txt）", (".csv", ".tsv", ".txt"), by_suffix=True,
           reader="jixiao.office.delimited:from_text"),
    Format("ppt", "演示文稿", (".ppt", ".pptx", ".dps"), members=(_PARTS, "ppt/"), streams=("PowerPoint Document",),
           what="这是演示文稿", advice=_AS_PDF),
    Format("odf", "OpenDocument", (), members=("mimetype", "content.xml"),
           what="不支持 OpenDocument 格式", advice=_AS_OFFICE),
    Format("other", "其他文字文档", (".uof",), advice=_AS_WORD),
    Format("paged", "其他版式文档", (".ceb", ".caj"), advice=_AS_PDF),
    Format("archive", "压缩包", (".rar", ".7z", ".gz", ".tar", ".tgz"),
           (Mark(b"Rar!\x1a\x07"), Mark(b"7z\xbc\xaf\x27\x1c"), Mark(b"\x1f\x8b\x08")),
           what="这是压缩包，但不是 .zip", advice=_UNPACK),
    Format("image", "其他图片", (".bmp", ".gif", ".webp", ".heic"),
           (Mark(b"BM"), Mark(b"GIF8"), Mark(b"WEBP", 8), Mark(b"heic", 8)),
           what="不支持这种图片格式", advice=_AS_PNG),
)  # fmt: skip

READ = "PDF、Word、Excel、OFD、网页、图片"  # what can be read, in a few words
BY_NAME = {each.name: each for each in FORMATS}
# Suffix -> the kind its content should have.
ASIDE = frozenset(s for each in FORMATS if each.by_suffix for s in each.suffixes)
"""Suffixes of what is read only where it is named itself."""
SUFFIXES: dict[str, str] = {s: each.name for each in FORMATS if each.reader for s in each.suffixes} | {".zip": ZIP}
# Suffixes of documents that people do send but that have no reader, with what to do.
UNSUPPORTED: dict[str, str] = {s: each.advice for each in FORMATS if not each.reader for s in each.suffixes}

_HEAD = 1024
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\f\r\x1a\x1b")
_BEFORE = b"\xef\xbb\xbf \t\r\n"  # what may stand before the first tag
# Folders of an Office file: what holds one of them is no archive of documents.
_INSIDE = ("_rels/", "docProps/", "customXml/", "word/", "xl/")
_MANIFEST = 1 << 20  # bytes of a list of parts that are looked at
_ENCRYPTED_BIT = 0x0100
_LABELS = {each.name: each.label for each in FORMATS} | {ZIP: "压缩包（.zip）"}


def kind_of(path: Path, name: str) -> str:
    """The kind of a file by its content; a SourceError with advice where nothing here can read it."""
    head = _head(path, name)
    if not head:
        raise DamagedSource(name, "文件是空的（0 字节），可能没有下载或复制完整，请重新获取后再试")
    suffix = path_suffix(name)
    if head.startswith(SIGNATURE):
        return _compound(path, name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(path, name)
    return _plain(head, name, suffix)


def looks_readable(path: Path) -> bool:
    """Whether a file without a telling suffix begins like a document that can be read."""
    try:
        head = _head(path, path.name)
    except SourceError:
        return False
    whole = (mark for each in FORMATS if each.reader for mark in each.marks if mark.at is None)
    return any(_marked(head, mark) for mark in whole) or head.startswith(SIGNATURE) or _is_office(path, head)


def path_suffix(name: str) -> str:
    """The suffix in lower case, blanks around it taken off."""
    return Path(name.strip()).suffix.strip().lower()


def mismatch(kind: str, name: str) -> str | None:
    """A sentence where the suffix promises another kind than the content has, None where they agree."""
    promised = SUFFIXES.get(path_suffix(name))
    if promised == kind:
        return None
    if promised is None:
        return f"后缀名不是常见的文档后缀，内容是{_LABELS[kind]}，已按内容读取"
    return f"后缀名是{_LABELS[promised]}的，内容其实是{_LABELS[kind]}，已按内容读取；建议改正后缀名"


def _head(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except PermissionError as exc:
        raise SourceError(name, "没有读取权限，请检查文件权限后再试") from exc
    except OSError as exc:
        raise SourceError(name, f"文件打不开（{reason_of(exc)}），请检查磁盘或网络位置后再试") from exc


def _is_office(path: Path, head: bytes) -> bool:
    if not head.startswith(b"PK\x03\x04"):
        return False
    try:
        return _packed(path, path.name) != ZIP
    except SourceError:
        return False


def _marked(head: bytes, mark: Mark) -> bool:
    if mark.folded:
        head = _folded(head)
    if mark.at is None:
        return mark.text in head
    return head.startswith(mark.text, mark.at)


def _is_text(head: bytes) -> bool:
    """Whether there is nothing but text, in one or in two bytes a character."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or not _CONTROLS.intersection(head)


def _folded(head: bytes) -> bytes:
    """The head as text of a markup; that of two bytes a character without its zeros."""
    return head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"").lstrip(_BEFORE).lower()


def _taken(found: Format, name: str) -> str:
    """The format's name; UnsupportedFormat where it has no reader."""
    if not found.reader:
        raise UnsupportedFormat(name, found.refusal)
    return found.name


def _plain(head: bytes, name: str, suffix: str) -> str:
    """The kind by the first kilobyte, for everything that is neither OLE2 nor zip."""
    found = next((each for each in FORMATS if any(_marked(head, mark) for mark in each.marks)), None)
    if found is not None:
        return _taken(found, name)
    if _folded(head).startswith(b"<?xml"):
        advice = _AS_EXCEL if suffix in (".xls", ".xlsx") else _AS_WORD if suffix in (".doc", ".docx") else _AS_PDF
        raise UnsupportedFormat(name, f"内容其实是 XML，不是 Office 文档，{advice}")
    if suffix in UNSUPPORTED:
        raise UnsupportedFormat(name, f"不支持 {suffix} 格式，{UNSUPPORTED[suffix]}")
    if suffix in ASIDE and _is_text(head):
        return SUFFIXES[suffix]
    if suffix in SUFFIXES:
        raise DamagedSource(
            name,
            f"按后缀名应是{_LABELS[SUFFIXES[suffix]]}，内容却认不出来，可能已损坏或被改过后缀名，请重新获取原文件",
        )
    raise UnsupportedFormat(name, f"认不出这是什么文件；可以读 {READ}和装着它们的 .zip")


def _packed(path: Path, name: str) -> str:
    """A format that is a zip inside, or "zip", by the names inside."""
    with opened(path, name) as archive:
        names = archive.namelist()
        mimetype, manifest = (_beginning(archive, member) for member in ("mimetype", "META-INF/manifest.xml"))
    inside = {*names, *(f"{n.partition('/')[0]}/" for n in names)}
    fitting = (each for each in FORMATS if each.members and _holds(inside, each.members))
    found = next((each for each in fitting if mimetype.startswith(each.mimetype.encode())), None)
    if found is not None and found.mimetype and b"encryption-data" in manifest:
        raise EncryptedSource(name, "文件加了打开密码，请用 LibreOffice 或 WPS 打开，去掉密码后另存再试")
    if found is not None:
        return _taken(found, name)
    promised = SUFFIXES.get(path_suffix(name))
    broken = any(n.startswith(_INSIDE) for n in names) or not any(
        n.endswith(tuple(SUFFIXES.keys() - ASIDE)) for n in names
    )
    if promised in BY_NAME and BY_NAME[promised].members and broken:
        raise DamagedSource(name, f"按后缀名应是{_LABELS[promised]}，里面却没有正文，可能已损坏，请重新获取原文件")
    return ZIP


def _beginning(archive: zipfile.ZipFile, member: str) -> bytes:
    """The first part of a member, nothing where it is not there or cannot be unpacked."""
    try:
        with archive.open(member) as file:
            return file.read(_MANIFEST)
    except (KeyError, *UNPACK_ERRORS):
        return b""


def _holds(inside: Collection[str], members: tuple[str, ...]) -> bool:
    return all(member in inside for member in members)


def _compound(path: Path, name: str) -> str:
    """doc or xls, by the streams at the root; EncryptedSource where a password is needed."""
    try:
        streams = root_streams(path)
    except CompoundError as exc:
        raise DamagedSource(name, "文件不完整或内部结构损坏，请重新获取，或用 WPS、Office 修复后另存") from exc
    if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
        raise EncryptedSource(name, "文件加了打开密码，请用 WPS 或 Office 打开，去掉密码后另存再试")
    if "WordDocument" in streams and _word_password(streams["WordDocument"]):
        raise EncryptedSource(name, "文件加了打开密码，请用 WPS 或 Word 打开，去掉密码后另存再试")
    found = next((each for each in FORMATS if any(stream in streams for stream in each.streams)), None)
    if found is not None:
        return _taken(found, name)
    raise UnsupportedFormat(name, "认不出这是什么文档（不是 Word，也不是 Excel），请另存为 .docx、.xlsx 或 PDF 再试")


def _word_password(stream: Stream) -> bool:
    """Whether the file information block says the text is encrypted."""
    return len(stream.head) >= 12 and bool(int.from_bytes(stream.head[10:12], "little") & _ENCRYPTED_BIT)
