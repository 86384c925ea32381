"""Which of the table's formats a file has: known by its content and not by its suffix."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from pathlib import Path

from jixiao.errors import DamagedSource, EncryptedSource, SourceError, UnsupportedFormat, reason_of
from jixiao.sources.compound import SIGNATURE, CompoundError, Stream, root_streams
from jixiao.sources.formats import (
    AS_EXCEL,
    AS_PDF,
    AS_WORD,
    ASIDE,
    BY_NAME,
    FORMATS,
    LABELS,
    READ,
    SUFFIXES,
    UNSUPPORTED,
    ZIP,
    InputFormat,
    Mark,
    path_suffix,
)
from jixiao.sources.zips import UNPACK_ERRORS, opened

_HEAD = 1024
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\f\r\x1a\x1b")
_BEFORE = b"\xef\xbb\xbf \t\r\n"  # what may stand before the first tag
# Folders of an Office, OpenDocument or OFD file: what holds one of them is no archive of documents.
_INSIDE = ("_rels/", "docProps/", "customXml/", "word/", "xl/", "META-INF/", "Thumbnails/", "Doc_")
_MANIFEST = 1 << 20  # bytes of a list of parts that are looked at
_ENCRYPTED_BIT = 0x0100


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


def mismatch(kind: str, name: str) -> str | None:
    """A sentence where the suffix promises another kind than the content has, None where they agree."""
    promised = SUFFIXES.get(path_suffix(name))
    if promised == kind:
        return None
    if promised is None:
        return f"后缀名不是常见的文档后缀，内容是{LABELS[kind]}，已按内容读取"
    return f"后缀名是{LABELS[promised]}的，内容其实是{LABELS[kind]}，已按内容读取；建议改正后缀名"


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


def _taken(found: InputFormat, name: str) -> str:
    """The format's name; UnsupportedFormat where it has no reader."""
    if not (found.reader or found.unpacker):
        raise UnsupportedFormat(name, found.refusal)
    return found.name


def _plain(head: bytes, name: str, suffix: str) -> str:
    """The kind by the first kilobyte, for everything that is neither OLE2 nor zip."""
    found = next((each for each in FORMATS if any(_marked(head, mark) for mark in each.marks)), None)
    if found is not None:
        return _taken(found, name)
    if _folded(head).startswith(b"<?xml"):
        advice = AS_EXCEL if suffix in (".xls", ".xlsx") else AS_WORD if suffix in (".doc", ".docx") else AS_PDF
        raise UnsupportedFormat(name, f"内容其实是 XML，不是 Office 文档，{advice}")
    if suffix in UNSUPPORTED:
        raise UnsupportedFormat(name, f"不支持 {suffix} 格式，{UNSUPPORTED[suffix]}")
    if suffix in ASIDE and _is_text(head):
        return SUFFIXES[suffix]
    if suffix in SUFFIXES:
        raise DamagedSource(
            name,
            f"按后缀名应是{LABELS[SUFFIXES[suffix]]}，内容却认不出来，可能已损坏或被改过后缀名，请重新获取原文件",
        )
    raise UnsupportedFormat(name, f"认不出这是什么文件；可以读 {READ}和装着它们的压缩包")


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
        raise DamagedSource(name, f"按后缀名应是{LABELS[promised]}，里面却没有正文，可能已损坏，请重新获取原文件")
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
