"""Names of sources: readable, distinct among the sources of a run, and safe as a part of an output file's name."""

from __future__ import annotations

import os
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from pathlib import Path

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_NAME_BYTES = 200  # leaves room for ".json" and a temporary suffix within the 255 bytes of a file name
_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075


def readable(text: str) -> str:
    """The file name as one line of text; bytes that are not UTF-8 are read as GBK, as old systems wrote them."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = os.fsencode(text).decode("gb18030", errors="replace")
    return _CONTROL.sub("_", unicodedata.normalize("NFC", text))


def in_utf8(path: Path) -> bool:
    """Whether libraries that take names for UTF-8 find the file."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a zip member, with `/` between folders: UTF-8 if it says so or is so, else GBK."""
    extra = _unicode_path(info)
    name = info.orig_filename if extra is None else extra
    if extra is None and not info.flag_bits & _UTF8_FLAG:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding) or name
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _unicode_path(info: zipfile.ZipInfo) -> str | None:
    """The Unicode name that some archivers keep beside the one in the local code page, None without it."""
    extra, at = info.extra, 0
    while at + 4 <= len(extra):
        tag = int.from_bytes(extra[at : at + 2], "little")
        size = int.from_bytes(extra[at + 2 : at + 4], "little")
        field = extra[at + 4 : at + 4 + size]
        if tag == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            try:
                stored = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_FLAG else "cp437")
                if zlib.crc32(stored) == int.from_bytes(field[1:5], "little"):
                    return field[5:].decode("utf-8")
            except UnicodeError:
                return None
        at += 4 + size
    return None


def saved_pages(names: Iterable[str]) -> set[str]:
    """The names without suffix of the web pages among the files."""
    return {name[: -len(suffix)] for name in names for suffix in (".html", ".htm") if name.lower().endswith(suffix)}


def beside_a_page(folders: Sequence[str], pages: Container[str]) -> bool:
    """Whether one of the folders holds what a browser saved beside a page: its pictures, scripts and styles."""
    return any(f.endswith(end) and f.removesuffix(end) in pages for f in folders for end in ("_files", ".files"))


def safe(name: str, digest: str | Callable[[], str]) -> str:
    """The name without path separators and control characters; too long ones are cut and end in part of the hash."""
    clean = _UNSAFE.sub("_", name).strip()
    if clean and len(clean.encode("utf-8")) <= _NAME_BYTES:
        return clean
    digest = digest if isinstance(digest, str) else digest()
    if not clean:
        return digest[:8] or "_"
    suffix = Path(clean).suffix
    if len(suffix.encode("utf-8")) > 10:
        suffix = ""
    tail = f"~{digest[:8]}{suffix}"
    room = _NAME_BYTES - len(tail.encode("utf-8"))
    stem = clean.removesuffix(suffix) if suffix else clean
    return stem.encode("utf-8")[:room].decode("utf-8", errors="ignore") + tail


def distinct(places: Sequence[tuple[tuple[str, ...], Callable[[], str]]]) -> list[str]:
    """One name for each (path parts, what gives its hash): the last part, with as many folders in front as set it
    apart; only a name that is too long, or none, asks for the hash."""
    depth = [1] * len(places)

    def name(i: int) -> str:
        parts, digest = places[i]
        return safe("__".join(p for p in parts[-depth[i] :] if p.strip("/\\")), digest)

    names = [name(i) for i in range(len(places))]
    for _ in range(max((len(parts) for parts, _ in places), default=0)):
        twice = Counter(n.casefold() for n in names)
        again = [i for i, n in enumerate(names) if twice[n.casefold()] > 1 and depth[i] < len(places[i][0])]
        if not again:
            break
        for i in again:
            depth[i] += 1
            names[i] = name(i)
    return _numbered(names)


def _numbered(names: list[str]) -> list[str]:
    """The names, the second and later of equal ones with a number before the suffix."""
    taken: set[str] = set()
    out: list[str] = []
    for name in names:
        stem, suffix = os.path.splitext(name)  # noqa: PTH122 -- a name, not a path
        candidate, n = name, 1
        while candidate.casefold() in taken:
            n += 1
            candidate = f"{stem}({n}){suffix}"
        taken.add(candidate.casefold())
        out.append(candidate)
    return out
