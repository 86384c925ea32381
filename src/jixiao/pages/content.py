"""Whether what a page is drawn with is there to its end; MuPDF draws what there is, and says nothing of most cuts."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from jixiao.pages.mupdf import BROKEN

# Operators that save and restore the state, and that begin and end a text: sound pages have as many of each.
_STATES = re.compile(rb"(?<![^\s\]>)])[qQ](?=\s|$)")
_TEXTS = re.compile(rb"(?<![^\s\]>)])(?:BT|ET)(?=[\s(<\[/]|$)")
_SHOWS = re.compile(rb"[>)\]]\s*T[jJ]\b")
_BLANKS = bytes.maketrans(b"\t\n\v\f\r", b"     ")
_AROUND = 4  # so many pages before and behind are compared
_FEW = 10  # blank pages hold a blank or two
# A block of a disk that was never written; in text of two bytes a character zeros stand one by one.
_NOTHING = bytes(64)


def is_whole(sheet: Any, blank: bool) -> bool:
    """Whether the content of pymupdf's page has no hole, and ends where its texts and states are ended.

    From a `blank` page nothing could be read: it must not write, as one does that draws all of it out of sight, nor
    name a content that is not there.
    """
    try:
        content: bytes = sheet.read_contents()
    except BROKEN:
        return False
    if blank and not content.strip() and _is_lost(sheet):
        return False
    if _NOTHING in content or (blank and len(_SHOWS.findall(content)) > _FEW):
        return False
    apart = b" %b " % content.translate(_BLANKS).replace(b" ", b"  ")  # each word between blanks of its own
    if apart.count(b" q ") <= apart.count(b" Q ") and content.rfind(b"BT") <= content.rfind(b"ET"):
        return True  # nearly always, and soon told; what is written without blanks is looked at closely
    texts = _TEXTS.findall(content)
    left = _left_open(content)
    return texts.count(b"BT") <= texts.count(b"ET") and (left <= 0 or left == _left_elsewhere(sheet))


def _left_open(content: bytes) -> int:
    """How many states are saved and never restored."""
    states = _STATES.findall(content)
    return states.count(b"q") - states.count(b"Q")


def _left_elsewhere(sheet: Any) -> int:
    """How many states most of the pages around it leave open: some programs never restore the first one. 0 where there
    are too few, or most differ."""
    document = sheet.parent
    around = range(max(0, sheet.number - _AROUND), min(len(document), sheet.number + _AROUND + 1))
    try:
        left = Counter(_left_open(document[n].read_contents()) for n in around if n != sheet.number)
    except BROKEN:
        return 0
    (most, count), *_ = left.most_common(1) or [(0, 0)]
    return most if count > 1 and count * 2 > left.total() else 0


def _is_lost(sheet: Any) -> bool:
    """Whether the page names a content that is not there."""
    document = sheet.parent
    named = "Contents" in document.xref_get_keys(sheet.xref)
    return named and not any(document.xref_is_stream(xref) for xref in sheet.get_contents())
