"""Which way a page of a PDF is read: by its text layer, or by OCR because there is none or none to be believed."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from jixiao.geometry import Box
from jixiao.pages import settings
from jixiao.pages.ocr_installed import ocr_installed
from jixiao.pages.page import Page, Way
from jixiao.text import is_cjk

_SORTS = ("odd", "daily", "rare", "letter", "foreign letter", "foreign", "")
_INVISIBLE = 3  # the text rendering mode


def way_of(page: Page, sheet: Any, images: list[dict[str, Any]]) -> tuple[Way, str]:
    """The way of a page whose words and rules are known, and the reason in Chinese.

    `sheet` is pymupdf's page, `images` what it knows of the pictures on it (`get_image_info`).
    """
    if not page.words:
        if sheet.get_images() or len(page.horizontal) + len(page.vertical) > settings.BELIEF.strokes:
            return "scanned", "没有文字层，按图像识别"
        return "", "空白页"
    text = "".join(w.text for w in page.words)
    if (why := _garbled(text)) is not None:
        return "garbled", f"文字层{why}，改按图像识别"
    if _covered(sheet, images) and _invisible(sheet):
        return "scanned", "文字层是别的程序识别后隐藏在图像下的，改按图像识别"
    if _pasted_table(page, sheet, images):
        return "scanned", "页上有表格的图像，其中没有文字层，整页按图像识别"
    return "text", "有文字层"


def _garbled(text: str) -> str | None:
    """Why the text cannot be what the page shows, None where it can."""
    figures = settings.BELIEF
    if len(text) < figures.telling:
        return None
    sorts = dict.fromkeys(_SORTS, 0)
    for char, count in Counter(text).items():
        sorts[_sort_of(char)] += count
    if sorts["odd"] > figures.odd * len(text):
        return f"有 {sorts['odd']}/{len(text)} 个字符无法辨认（字体缺少编码）"
    rare, han = sorts["rare"], sorts["rare"] + sorts["daily"]
    if han >= figures.telling and rare > figures.rare * han:
        return f"有 {rare}/{han} 个汉字是生僻字（字体编码不对）"
    foreign, letters = sorts["foreign"] + sorts["foreign letter"], sorts["letter"] + sorts["foreign letter"]
    if foreign > figures.foreign * (han + letters):
        return f"有 {foreign}/{len(text)} 个字符不是中文（字体编码不对）"
    return None


@lru_cache(maxsize=32768)
def _sort_of(char: str) -> str:
    """What the character is: odd, of no script; Han, one of every day (of the first level of GB 2312) or rare; foreign,
    a letter or not; another letter or full-width mark; "" for digits, signs and blanks."""
    if "\ue000" <= char <= "\uf8ff" or char == "\ufffd" or char < " ":
        return "odd"
    if "\u4e00" <= char <= "\u9fff":
        code = char.encode("gb2312", errors="ignore")
        return "daily" if len(code) == 2 and 0xB0 <= code[0] <= 0xD7 else "rare"
    letter = char.isalpha() or is_cjk(char)
    if "\u00a1" <= char <= "\u052f" and char not in "·×÷°±§":
        return "foreign letter" if letter else "foreign"
    return "letter" if letter else ""


def _covered(sheet: Any, images: list[dict[str, Any]]) -> bool:
    """Whether one picture covers most of the page."""
    if not images:
        return False
    whole = abs(sheet.rect.width * sheet.rect.height)
    boxes = (info["bbox"] for info in images)
    return any((x1 - x0) * (y1 - y0) > settings.BELIEF.covered * whole for x0, y0, x1, y1 in boxes)


def _pasted_table(page: Page, sheet: Any, images: list[dict[str, Any]]) -> bool:
    """Whether a large picture that no word of the text layer lies on shows a ruled table."""
    if not images:
        return False
    large = settings.BELIEF.large * abs(sheet.rect.width * sheet.rect.height)
    for info in images:
        box = Box(*info["bbox"])
        if not large < box.width * box.height or any(box.holds(*w.box.middle) for w in page.words):
            continue
        if not ocr_installed():
            return True  # what cannot be looked at is not taken for a photograph
        from jixiao.pages.scan.pictures import shows_table

        if shows_table(sheet, box):
            return True
    return False


def _invisible(sheet: Any) -> bool:
    """Whether most of the text is not painted."""
    spans = [(len(span["chars"]), span["type"] == _INVISIBLE) for span in sheet.get_texttrace()]
    return sum(n for n, hidden in spans if hidden) > settings.BELIEF.hidden * sum(n for n, _ in spans)
