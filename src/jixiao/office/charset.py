"""Bytes of a text file as text: by its byte order mark, by what they can be, by what the file says of itself."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from jixiao.text import NO_CHARACTER

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD = 4096
# One name for each family: GB 18030 holds GBK and GB 2312, and pages that say the small one use the large one.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "hz", "big5": "big5hkscs", "iso8859-1": "cp1252"}


class Decoded(NamedTuple):
    """The text, the encoding it was read in, and how many of its characters are none."""

    text: str
    encoding: str
    lost: int


def decoded(data: bytes, said: str = "") -> Decoded:
    """The bytes as text; `said` is an encoding named outside of them (by a mail part), which counts as declared.

    A byte order mark decides. What is valid UTF-8 and not plain ASCII is UTF-8, whatever is declared; else the
    declared encoding, then GB 18030, the first in which every byte has a meaning. Where none fits, the declared one
    (or GB 18030) with U+FFFD for what has no meaning, which `lost` counts.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _given(data[len(mark) :], encoding)
    if wide := _two_bytes(data):
        return _given(data, wide)
    found = _DECLARED.search(data[:_HEAD])
    declared = _known(said) or (_known(found[1].decode("ascii")) if found else "")
    for encoding in dict.fromkeys(filter(None, ("utf-8", declared, "gb18030"))):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Decoded(text, encoding, len(NO_CHARACTER.findall(text)))
    return _given(data, declared or "gb18030")


def _given(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, len(NO_CHARACTER.findall(text)))


def _known(name: str) -> str:
    """The encoding as Python knows it, "" where it does not."""
    try:
        known = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    return _WIDER.get(known, known)


def _two_bytes(data: bytes) -> str:
    """UTF-16 without a mark: in its markup every other byte is zero."""
    head = data[:200]
    if len(head) < 8 or head.count(0) < len(head) // 4:
        return ""
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
