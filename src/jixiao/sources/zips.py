"""A zip's directory, opened only when its size is within reason."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from pathlib import Path

from jixiao.errors import DamagedSource, UnsafeArchive

# What unpacking a damaged member may end in; ValueError covers names that do not decode.
UNPACK_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    OSError,
    ValueError,
)
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_TAIL = 65_536 + 22
_DIRECTORY_BYTES = 64 * 1024 * 1024


def opened(path: Path, name: str) -> zipfile.ZipFile:
    """The open archive; DamagedSource where it is cut off, UnsafeArchive where its directory alone is huge."""
    if _directory_bytes(path) > _DIRECTORY_BYTES:
        raise UnsafeArchive(name, "压缩包的目录大得不合情理，为安全起见没有打开；请确认来源后重新打包再试")
    try:
        return zipfile.ZipFile(path)
    except UNPACK_ERRORS as exc:
        raise DamagedSource(name, "文件不完整（缺少压缩目录），可能没有下载完或被截断，请重新获取后再试") from exc


def _directory_bytes(path: Path) -> int:
    """The size of the central directory as the archive's last record states it, 0 where there is none."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    at64 = tail.rfind(_END64)
    if at64 >= 0:
        return int.from_bytes(tail[at64 + 40 : at64 + 48], "little")
    at = tail.rfind(_END)
    return int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
