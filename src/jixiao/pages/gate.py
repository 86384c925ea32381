"""Which way a page of a PDF is read: by its text layer, or by OCR because there is none or none to be believed."""

from __future__ import annotations

from typing import Any, Literal

from jixiao.pages.model import Page

Way = Literal["text", "scanned", "garbled", ""]

# Strokes from which a page without words shows something: text drawn as outlines.
_STROKES = 20
# Characters that say something about a text layer; the share of them that no font can mean.
_TELLING, _ODD = 20, 0.2


def way_of(page: Page, sheet: Any) -> tuple[Way, str]:
    """The way of a page whose words and rules are known, and the reason in Chinese; `sheet` is pymupdf's page."""
    if not page.words:
        if sheet.get_images() or len(page.horizontal) + len(page.vertical) > _STROKES:
            return "scanned", "没有文字层，按图像识别"
        return "", "空白页"
    text = "".join(w.text for w in page.words)
    odd = sum(1 for c in text if "\ue000" <= c <= "\uf8ff" or c == "\ufffd" or c < " ")
    if len(text) >= _TELLING and odd > _ODD * len(text):
        return "garbled", f"文字层有 {odd}/{len(text)} 个字符无法辨认（字体缺少编码），改按图像识别"
    return "text", "有文字层"
