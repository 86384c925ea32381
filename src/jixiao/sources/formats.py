"""What a file is, known by its content and not by its suffix; what cannot be read is told apart with advice."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from jixiao.errors import DamagedSource, EncryptedSource, SourceError, UnsupportedFormat, reason_of
from jixiao.sources.compound import SIGNATURE, CompoundError, Stream, root_streams
from jixiao.sources.model import Kind
from jixiao.sources.zips import opened

Found = Kind | Literal["zip"]

# Suffix -> the kind its content should have.
SUFFIXES: dict[str, Found] = {
    ".pdf": "pdf", ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".doc": "doc", ".dot": "doc",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xltx": "xlsx", ".xls": "xls", ".xlt": "xls",
    ".png": "picture", ".jpg": "picture", ".jpeg": "picture", ".tif": "picture", ".tiff": "picture", ".zip": "zip",
}  # fmt: skip

_AS_WORD = "请用 WPS 或 Word 打开后另存为 .docx 再试"
_AS_EXCEL = "请用 WPS 或 Excel 打开后另存为 .xlsx 再试"
_AS_PDF = "请用阅读器打开后打印或导出为 PDF 再试"
_UNPACK = "请先解压，再把里面的文件交给本程序（.zip 可以直接读）"
_AS_PNG = "请另存为 .png 或 .jpg 再试"

# Suffixes of documents that people do send but that have no reader, with what to do.
UNSUPPORTED: dict[str, str] = {
    ".wps": _AS_WORD, ".wpt": _AS_WORD, ".rtf": _AS_WORD, ".odt": _AS_WORD, ".uof": _AS_WORD, ".mht": _AS_WORD,
    ".et": _AS_EXCEL, ".ett": _AS_EXCEL, ".ods": _AS_EXCEL, ".xlsb": _AS_EXCEL,
    ".ofd": _AS_PDF, ".ceb": _AS_PDF, ".caj": _AS_PDF, ".html": _AS_PDF, ".htm": _AS_PDF,
    ".ppt": _AS_PDF, ".pptx": _AS_PDF, ".dps": _AS_PDF,
    ".rar": _UNPACK, ".7z": _UNPACK, ".gz": _UNPACK, ".tar": _UNPACK, ".tgz": _UNPACK,
    ".bmp": _AS_PNG, ".gif": _AS_PNG, ".webp": _AS_PNG, ".heic": _AS_PNG,
}  # fmt: skip

_HEAD = 1024
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
_ENCRYPTED_BIT = 0x0100
_KIND_NAMES: dict[Found, str] = {
    "pdf": "PDF", "docx": "Word 文档（.docx）", "doc": "旧版 Word 文档（.doc）", "xlsx": "Excel 工作簿（.xlsx）",
    "xls": "旧版 Excel 工作簿（.xls）", "picture": "图片", "zip": "压缩包（.zip）",
}  # fmt: skip


def kind_of(path: Path, name: str) -> Found:
    """The kind of a file by its content; a SourceError with advice where nothing here can read it."""
    head = _head(path, name)
    if not head:
        raise DamagedSource(name, "文件是空的（0 字节），可能没有下载或复制完整，请重新获取后再试")
    suffix = path_suffix(name)
    if suffix in (".wps", ".et") and head.startswith(SIGNATURE):
        raise UnsupportedFormat(name, f"不支持 {suffix} 格式，{UNSUPPORTED[suffix]}")
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
    return b"%PDF-" in head or head.startswith(SIGNATURE) or _is_office(path, head)


def path_suffix(name: str) -> str:
    """The suffix in lower case, blanks around it taken off."""
    return Path(name.strip()).suffix.strip().lower()


def mismatch(kind: Found, name: str) -> str | None:
    """A sentence where the suffix promises another kind than the content has, None where they agree."""
    promised = SUFFIXES.get(path_suffix(name))
    if promised == kind:
        return None
    if promised is None:
        return f"后缀名不是常见的文档后缀，内容是{_KIND_NAMES[kind]}，已按内容读取"
    return f"后缀名是{_KIND_NAMES[promised]}的，内容其实是{_KIND_NAMES[kind]}，已按内容读取；建议改正后缀名"


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
        return _packed(path, path.name) in ("docx", "xlsx")
    except SourceError:
        return False


def _plain(head: bytes, name: str, suffix: str) -> Found:
    """The kind by the first kilobyte, for everything that is neither OLE2 nor zip."""
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")):
        return "picture"
    if head.startswith(b"{\\rtf"):
        return "doc"  # many a .doc is RTF inside, and the converter reads both
    if head.startswith(_ARCHIVES):
        raise UnsupportedFormat(name, f"这是压缩包，但不是 .zip，{_UNPACK}")
    if head.startswith((b"BM", b"GIF8")) or head[8:12] in (b"WEBP", b"heic"):
        raise UnsupportedFormat(name, f"不支持这种图片格式，{_AS_PNG}")
    lowered = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    advice = _AS_EXCEL if suffix in (".xls", ".xlsx") else _AS_WORD if suffix in (".doc", ".docx") else _AS_PDF
    if b"<html" in lowered or lowered.startswith((b"<!doctype html", b"mime-version:")):
        raise UnsupportedFormat(name, f"内容其实是网页（HTML），{advice}")
    if lowered.startswith(b"<?xml"):
        raise UnsupportedFormat(name, f"内容其实是 XML，不是 Office 文档，{advice}")
    if suffix in UNSUPPORTED:
        raise UnsupportedFormat(name, f"不支持 {suffix} 格式，{UNSUPPORTED[suffix]}")
    if suffix in SUFFIXES:
        raise DamagedSource(
            name,
            f"按后缀名应是{_KIND_NAMES[SUFFIXES[suffix]]}，内容却认不出来，可能已损坏或被改过后缀名，请重新获取原文件",
        )
    raise UnsupportedFormat(name, "认不出这是什么文件；可以读 PDF、Word、Excel、图片和装着它们的 .zip")


def _packed(path: Path, name: str) -> Found:
    """docx, xlsx or zip, by the names inside."""
    with opened(path, name) as archive:
        names = archive.namelist()
    if "xl/workbook.bin" in names:
        raise UnsupportedFormat(name, f"不支持 .xlsb（二进制工作簿），{_AS_EXCEL}")
    if "[Content_Types].xml" in names:
        folders = {n.partition("/")[0] for n in names}
        if "word" in folders:
            return "docx"
        if "xl" in folders:
            return "xlsx"
        if "ppt" in folders:
            raise UnsupportedFormat(name, f"这是演示文稿，{_AS_PDF}")
    if "OFD.xml" in names:
        raise UnsupportedFormat(name, f"不支持 .ofd 格式，{_AS_PDF}")
    if names and names[0] == "mimetype" and "content.xml" in names:
        raise UnsupportedFormat(name, "不支持 OpenDocument 格式，请另存为 .docx 或 .xlsx 再试")
    promised = SUFFIXES.get(path_suffix(name))
    if promised in ("docx", "xlsx") and not any(n.endswith(tuple(SUFFIXES)) for n in names):
        raise DamagedSource(name, f"按后缀名应是{_KIND_NAMES[promised]}，里面却没有正文，可能已损坏，请重新获取原文件")
    return "zip"


def _compound(path: Path, name: str) -> Found:
    """doc or xls, by the streams at the root; EncryptedSource where a password is needed."""
    try:
        streams = root_streams(path)
    except CompoundError as exc:
        raise DamagedSource(name, "文件不完整或内部结构损坏，请重新获取，或用 WPS、Office 修复后另存") from exc
    if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
        raise EncryptedSource(name, "文件加了打开密码，请用 WPS 或 Office 打开，去掉密码后另存再试")
    if "WordDocument" in streams:
        if _word_password(streams["WordDocument"]):
            raise EncryptedSource(name, "文件加了打开密码，请用 WPS 或 Word 打开，去掉密码后另存再试")
        return "doc"
    if "Workbook" in streams or "Book" in streams:
        return "xls"
    if "PowerPoint Document" in streams:
        raise UnsupportedFormat(name, f"这是演示文稿，{_AS_PDF}")
    raise UnsupportedFormat(name, "认不出这是什么文档（不是 Word，也不是 Excel），请另存为 .docx、.xlsx 或 PDF 再试")


def _word_password(stream: Stream) -> bool:
    """Whether the file information block says the text is encrypted."""
    return len(stream.head) >= 12 and bool(int.from_bytes(stream.head[10:12], "little") & _ENCRYPTED_BIT)
