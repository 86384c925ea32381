"""The streams at the root of an OLE2 compound file (.doc, .xls, encrypted .docx): enough to tell what it is."""

from __future__ import annotations

import struct
from array import array
from pathlib import Path
from typing import BinaryIO, NamedTuple

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_REGULAR = 0xFFFFFFF9
_FREE = 0xFFFFFFFF
_ENTRY = 128
_MAX_ENTRIES = 100_000


class CompoundError(ValueError):
    """The file says it is a compound file, but its tables lead nowhere: truncated or damaged."""


class Stream(NamedTuple):
    """A stream's first bytes (at most 512) and its size in bytes."""

    head: bytes
    size: int


def root_streams(path: Path) -> dict[str, Stream]:
    """Names of the streams and storages directly under the root, with their first bytes; CompoundError if damaged."""
    with path.open("rb") as file:
        try:
            return _Reader(file, path.stat().st_size).root()
        except (struct.error, IndexError, UnicodeDecodeError) as exc:
            raise CompoundError(str(exc)) from exc


class _Reader:
    """Sectors of one compound file, found through its allocation table."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self.file = file
        self.size = size
        header = file.read(512)
        if len(header) < 512 or not header.startswith(SIGNATURE):
            raise CompoundError("header")
        shift = struct.unpack_from("<H", header, 0x1E)[0]
        if shift not in (9, 12):
            raise CompoundError("sector size")
        self.sector = 1 << shift
        self.start = struct.unpack_from("<I", header, 0x30)[0]
        self.small = struct.unpack_from("<I", header, 0x38)[0]
        self.table = self._allocation(header)
        self._whole()

    def _at(self, sector: int) -> bytes:
        """The bytes of a sector; CompoundError beyond the end of the file."""
        offset = (sector + 1) * self.sector
        if offset >= self.size:
            raise CompoundError("sector beyond the end")
        self.file.seek(offset)
        return self.file.read(self.sector)

    def _allocation(self, header: bytes) -> array[int]:
        """For each sector the next one of its chain."""
        places = [s for s in struct.unpack_from("<109I", header, 0x4C) if s < _LAST_REGULAR]
        following, count = struct.unpack_from("<II", header, 0x44)
        per = self.sector // 4
        for _ in range(min(count, self.size // self.sector)):
            if following >= _LAST_REGULAR:
                break
            block = struct.unpack(f"<{per}I", self._at(following))
            places += [s for s in block[:-1] if s < _LAST_REGULAR]
            following = block[-1]
        table = array("I")
        for place in places:
            table.extend(struct.unpack(f"<{per}I", self._at(place)))
        return table

    def _whole(self) -> None:
        """Refuse a file that ends before its last used sector (one sector of slack: some writers do not pad)."""
        last = len(self.table) - 1
        while last >= 0 and self.table[last] == _FREE:
            last -= 1
        if (last + 1) * self.sector > self.size:
            raise CompoundError("truncated")

    def root(self) -> dict[str, Stream]:
        """The entries that hang on the root entry; those of embedded objects hang deeper and are not meant."""
        entries = self._directory()
        (child,) = struct.unpack_from("<I", entries[0], 76)
        found: dict[str, Stream] = {}
        stack, seen = [child], set[int]()
        while stack:
            at = stack.pop()
            if at >= _LAST_REGULAR or at in seen:
                continue
            seen.add(at)
            entry = entries[at]
            length = struct.unpack_from("<H", entry, 64)[0]
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le")
            left, right = struct.unpack_from("<II", entry, 68)
            first, size = struct.unpack_from("<II", entry, 116)
            stack += [left, right]
            head = self._at(first)[:512] if size >= self.small and first < _LAST_REGULAR else b""
            found[name] = Stream(head, size)
        return found

    def _directory(self) -> list[bytes]:
        entries: list[bytes] = []
        at, seen = self.start, set[int]()
        while at < _LAST_REGULAR:
            if at in seen or len(entries) > _MAX_ENTRIES:
                raise CompoundError("directory runs in a circle")
            seen.add(at)
            block = self._at(at)
            entries += [block[i : i + _ENTRY] for i in range(0, len(block), _ENTRY)]
            at = self.table[at]
        return entries
