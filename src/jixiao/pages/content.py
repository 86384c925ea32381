"""Whether what a page is drawn with is there to its end; MuPDF draws what there is, and says nothing of most cuts."""

from __future__ import annotations

import re
from typing import Any

from jixiao.pages.mupdf import BROKEN

# Operators that save and restore the state, and that begin and end a text: sound pages have as many of each.
_STATES = re.compile(rb"(?<![^\s\]>)])[qQ](?=\s|$)")
_TEXTS = re.compile(rb"(?<![^\s\]>)])(?:BT|ET)(?=[\s(<\[/]|$)")
_SHOWS = re.compile(rb"[>)\]]\s*T[jJ]\b")
_BLANKS = bytes.maketrans(b"\t\n\v\f\r", b"     ")
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
    states, texts = _STATES.findall(content), _TEXTS.findall(content)
    return states.count(b"q") <= states.count(b"Q") and texts.count(b"BT") <= texts.count(b"ET")


def _is_lost(sheet: Any) -> bool:
    """Whether the page names a content that is not there."""
    document = sheet.parent
    named = "Contents" in document.xref_get_keys(sheet.xref)
    return named and not any(document.xref_is_stream(xref) for xref in sheet.get_contents())
