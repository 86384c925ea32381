"""Words of a page whose text layer cannot be believed, read by OCR of what the page shows there."""

from __future__ import annotations

from typing import Any

from jixiao.errors import ResourceError
from jixiao.evidence import Doubt, DoubtCode, Word
from jixiao.geometry import Box, displayed
from jixiao.pages import settings
from jixiao.pages.mupdf import BROKEN, pymupdf
from jixiao.pages.ocr_installed import ocr_installed
from jixiao.pages.page import Page
from jixiao.text import NO_CHARACTER

# Pixels a point: OCR reads best what is drawn at 300 dots an inch.
_SCALE = 300 / 72
# Ink is darker than this (of 255).
_INK = 128
# Marks that stand beside Han characters in full width.
_FULL = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；"}


def reread(page: Page, sheet: Any, words: list[Word], threads: int) -> None:
    """Give the words what the page shows in their places, in doubt; `sheet` is pymupdf's page.

    Where nothing can be read there, or OCR is not installed, the text layer's characters stay, in doubt.
    """
    if not words:
        return
    if not ocr_installed():
        for word in words:
            word.doubts = (Doubt(0, len(word.text), DoubtCode.UNREADABLE),)
        return
    try:
        from jixiao.pages.scan.pictures import reader

        drawn = sheet.get_displaylist()
        found = reader(threads).read([picture_of(page, drawn, word) for word in words])
    except (*BROKEN, ResourceError):
        for word in words:
            word.doubts = (Doubt(0, len(word.text), DoubtCode.UNREADABLE),)
        return
    for word, reading in zip(words, found, strict=True):
        text = _like(word.text, reading.text.strip())
        if not text:
            word.doubts = (Doubt(0, len(word.text), DoubtCode.UNREADABLE),)
            continue
        old = word.text
        if text != old:
            word.retell(text)
        word.how, word.confidence = "ocr", round(reading.score, 3)
        word.doubts = (
            Doubt(0, len(text), DoubtCode.RENDERED, None if text == old or NO_CHARACTER.search(old) else old),
        )


def agrees(page: Page, sheet: Any, words: list[Word], threads: int) -> bool:
    """Whether most of the words show the digits that the text layer says; where nobody can look, they do not."""
    if not ocr_installed():
        return False
    try:
        from jixiao.pages.scan.pictures import reader

        drawn = sheet.get_displaylist()
        found = reader(threads).read([picture_of(page, drawn, word) for word in words])
    except (*BROKEN, ResourceError):
        return True
    same = sum(_digits(w.text) == _digits(r.text) for w, r in zip(words, found, strict=True))
    return 2 * same > len(words)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def picture_of(page: Page, drawn: Any, word: Word) -> Any:
    """The picture of the word, upright, grey, without the rules around it."""
    import numpy as np  # what is read by its text layer does without

    x0, y0, x1, y1 = word.box
    figures = settings.REREAD
    above, beside = figures.above * (y1 - y0), figures.beside * (y1 - y0)
    box = displayed(Box(x0 - beside, y0 - above, x1 + beside, y1 + above), (page.quarters, page.width, page.height))
    matrix = pymupdf.Matrix(_SCALE, _SCALE)
    pixmap = drawn.get_pixmap(matrix=matrix, clip=pymupdf.Rect(*box), colorspace=pymupdf.csGRAY, alpha=False)
    if not pixmap.width or not pixmap.height:
        return np.full((8, 8), 255, np.uint8)
    picture = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width)
    picture = np.rot90(picture, page.quarters).copy()
    if picture.mean() < _INK:
        picture = 255 - picture
    ink = picture < _INK
    picture[ink.mean(axis=1) > figures.rule] = 255
    picture[:, ink.mean(axis=0) > figures.rule] = 255
    return np.ascontiguousarray(picture)


def _like(old: str, new: str) -> str:
    """What was read, with the readable characters that were no digits as they were where the two go side by side."""
    if len(old) == len(new):
        return "".join(
            n if NO_CHARACTER.match(o) or n.isdigit() or o.isdigit() else o for o, n in zip(old, new, strict=True)
        )
    if any("\u4e00" <= c <= "\u9fff" for c in new):
        return "".join(_FULL.get(c, c) for c in new)
    return new
