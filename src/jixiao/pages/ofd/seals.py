"""The picture of a stamp, out of the signature that it belongs to. Whether the signature holds is not looked at."""

from __future__ import annotations

_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")


def picture_in(value: bytes) -> bytes:
    """The picture inside the bytes of a signed value, from its first byte on; b"" where there is none."""
    found = [at for mark in _BEGINNINGS if (at := value.find(mark)) >= 0]
    return value[min(found) :] if found else b""
