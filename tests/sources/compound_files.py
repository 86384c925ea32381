"""Builds small OLE2 compound files, to test what recognises them."""

from __future__ import annotations

import struct

SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with the streams under its root; each is padded so that it lies in sectors of its own."""
    padded = {name: data.ljust(max(4096, -(-len(data) // SECTOR) * SECTOR), b"\0") for name, data in streams.items()}
    directory_sectors = -(-(len(padded) + 1) // 4)
    table = [_FAT, *range(2, directory_sectors + 1), _END]
    body = b""
    starts = []
    for data in padded.values():
        first = len(table)
        count = len(data) // SECTOR
        starts.append(first)
        table += [*range(first + 1, first + count), _END]
        body += data
    table += [_FREE] * (128 - len(table))
    entries = [_entry("Root Entry", 5, child=1 if padded else _FREE, start=_END, size=0)]
    for i, ((name, data), start) in enumerate(zip(padded.items(), starts, strict=True), 1):
        entries.append(_entry(name, 2, right=i + 1 if i < len(padded) else _FREE, start=start, size=len(data)))
    directory = b"".join(entries).ljust(directory_sectors * SECTOR, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0)
    header = header.ljust(SECTOR, b"\xff")
    return header + struct.pack("<128I", *table) + directory + body


def _entry(name: str, kind: int, *, child: int = _FREE, right: int = _FREE, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(encoded), kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
