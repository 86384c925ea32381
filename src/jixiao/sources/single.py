"""One file: may it be a document, can it be read, of which kind is it, and what is its content's hash."""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import replace
from pathlib import Path

from jixiao.errors import LeftOut, SourceError, UnsupportedFormat, reason_of
from jixiao.sources.detection import kind_of, looks_readable
from jixiao.sources.formats import ASIDE, BY_NAME, SUFFIXES, UNSUPPORTED, ZIP, path_suffix
from jixiao.sources.model import MIB, Source, SourceLimits
from jixiao.sources.zips import UNPACK_ERRORS, opened

# Workbooks and documents this program wrote carry this creator, and a folder's intake passes them by.
OUTPUT_CREATOR = "jixiao"
OURS = re.compile(rf"<dc:creator[^>]*>{OUTPUT_CREATOR}</dc:creator>".encode())
INPUT_TITLE = "绩效目标起草输入模板"
"""The title of the workbook in which projects are given for drafting; who fills it in keeps it."""
INPUT = re.compile(rf"<dc:title[^>]*>{INPUT_TITLE}</dc:title>".encode())
# What lies in folders and is no document: named when a run begins, or not even that.
PASSED = {".json", ".jsonl", ".parquet", ".md", *ASIDE}
_QUIET = {".part", ".crdownload", ".download", ".tmp", *PASSED}


def take_one(source: Source, limits: SourceLimits) -> Source:
    """The source with hash and kind of the file at its path; SourceError where it cannot be read, LeftOut where it is
    no document."""
    shown, suffix = source.name, path_suffix(source.name)
    if not looks_like_one(source.path, suffix):
        raise LeftOut(shown, "不是要读的文件，没有读")
    check_file(source.path, shown, limits)
    if says(source.path, suffix, OURS):
        raise LeftOut(shown, "是本程序写出的文件，没有读")
    if says(source.path, suffix, INPUT):
        raise LeftOut(shown, "是给 jixiao draft 填的输入工作簿，没有读")
    kind = kind_of(source.path, shown)
    if kind == ZIP:
        raise UnsupportedFormat(shown, "是压缩包，名称却不以 .zip 结尾，没有读；请改名为 .zip 再试")
    if BY_NAME[kind].unpacker:
        raise UnsupportedFormat(shown, "这里只解 .zip；请先解压，或改打成 .zip 再试")
    return replace(source, sha256=digest_of(source.path, shown), kind=kind)


def may_be_one(suffix: str) -> bool | None:
    """Whether a file of that suffix is a document, None where only its content tells."""
    if suffix in _QUIET:
        return False
    return True if suffix in SUFFIXES or suffix in UNSUPPORTED else None


def looks_like_one(path: Path, suffix: str) -> bool:
    """Whether the file is taken for a document; a pipe or a device is never opened."""
    known = may_be_one(suffix)
    return known if known is not None else path.is_file() and looks_readable(path)


def check_file(path: Path, shown: str, limits: SourceLimits) -> int:
    """The bytes of the file; SourceError for what is no regular file, is gone, or is larger than a file may be."""
    try:
        info = path.stat()
    except PermissionError as exc:
        raise SourceError(shown, "没有读取权限，请检查文件权限后再试") from exc
    except OSError as exc:
        raise SourceError(shown, "链接指向的文件不存在，或者绕回了自己，请检查原文件") from exc
    if not path.is_file():
        raise SourceError(shown, "不是普通文件（可能是管道或设备），没有读取；请给出文件的路径")
    check_size(info.st_size, shown, limits)
    return info.st_size


def check_size(size: int, shown: str, limits: SourceLimits) -> None:
    """A SourceError for so many bytes, where a file may not be that large."""
    if size > limits.file_bytes:
        said, most = size / MIB, limits.file_bytes / MIB
        raise SourceError(shown, f"文件有 {said:,.0f} MB，超过上限 {most:,.0f} MB，没有读取；请拆分后再试")


def digest_of(path: Path, shown: str) -> str:
    """The SHA-256 of the content; SourceError where it cannot be read to its end."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise broken_off(shown, exc) from exc


def broken_off(shown: str, exc: OSError) -> SourceError:
    """A file that could not be read to its end."""
    return SourceError(shown, f"读取中断（{reason_of(exc)}），请检查磁盘或网络位置后再试")


def says(path: Path, suffix: str, what: re.Pattern[bytes]) -> bool:
    """Whether the properties of a workbook or document say that: who made it, or what its title is."""
    if suffix not in (".xlsx", ".docx") or not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as archive, archive.open("docProps/core.xml") as core:
            return what.search(core.read(4096)) is not None
    except (*UNPACK_ERRORS, KeyError):
        return False


def is_signed(path: Path, shown: str) -> bool:
    """Whether an OFD holds signatures."""
    with opened(path, shown) as archive:
        return any(name.lower().endswith("/signatures.xml") for name in archive.namelist())
