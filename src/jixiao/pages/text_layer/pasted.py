"""Text of a page that is a small picture in a cell: an amount that was pasted in, read by OCR and in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jixiao.errors import DamagedPage, ResourceError
from jixiao.evidence import Doubt, DoubtCode, Word
from jixiao.geometry import Box
from jixiao.pages import settings
from jixiao.pages.mupdf import BROKEN
from jixiao.pages.ocr_installed import HOW, ocr_installed
from jixiao.pages.page import Page
from jixiao.pages.text_layer.reread import picture_of
from jixiao.text import has_digit, is_cjk


def add_pasted(page: Page, sheet: Any, pictures: Sequence[Box], threads: int) -> None:
    """Add what the small pictures among the rules of the page show where no word stands, in doubt.

    `sheet` is pymupdf's page, `pictures` the boxes of its pictures, upright.
    """
    places = [Word("", page.number, box, (box.x0, box.x1), box.height) for box in pictures if _is_text_size(box, page)]
    if not places:
        return
    if not ocr_installed():
        said = f"这一页的表格里有小图片，可能是文字，没有识别；请先安装：{HOW}"
        page.problem = page.problem or DamagedPage(page.number, said)
        return
    from jixiao.pages.scan.pictures import reader

    try:
        drawn = sheet.get_displaylist()
        found = reader(threads).read([picture_of(page, drawn, place) for place in places])
    except (*BROKEN, ResourceError):
        said = "这一页的表格里有小图片，可能是文字，没有读成；请对照原文核对"
        page.problem = page.problem or DamagedPage(page.number, said)
        return
    for word, reading in zip(places, found, strict=True):
        text = reading.text.strip()
        if reading.score >= settings.PASTED.surely and (has_digit(text) or sum(map(is_cjk, text)) > 1):
            word.retell(text)
            word.how, word.confidence = "ocr", round(reading.score, 3)
            word.doubts = (Doubt(0, len(text), DoubtCode.RENDERED),)
            page.words.append(word)


def _is_text_size(box: Box, page: Page) -> bool:
    """Whether the picture is as low as a line of text, among the page's rules, and no word stands on it."""
    figures = settings.PASTED
    if not figures.low <= box.height <= figures.tall or box.width < figures.low:
        return False
    x, y = box.middle
    across = any(rule.start <= x <= rule.end and rule.at < y for rule in page.horizontal)
    across = across and any(rule.start <= x <= rule.end and rule.at > y for rule in page.horizontal)
    return across and not any(box.holds(*word.box.middle) for word in page.words)
