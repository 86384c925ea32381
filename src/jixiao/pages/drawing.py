"""A page as a picture with marks on it: what was taken for a cell, a field, a label, and what nobody explained."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.errors import PageError
from jixiao.evidence import Word
from jixiao.geometry import Box
from jixiao.pages.files.opening import opened
from jixiao.pages.mupdf import pymupdf
from jixiao.pages.page import Page

# Stroke and fill of each role, None where there is none.
_Colour = tuple[float, float, float]
_COLOURS: dict[str, tuple[_Colour | None, _Colour | None]] = {
    "cell": ((0.45, 0.55, 0.75), None),
    "field": (None, (0.20, 0.70, 0.30)),
    "label": (None, (0.25, 0.50, 0.95)),
    "heading": (None, (0.60, 0.30, 0.80)),
    "prose": (None, (0.75, 0.70, 0.35)),
    "margin": (None, (0.60, 0.60, 0.60)),
    "unexplained": ((0.90, 0.10, 0.10), (1.00, 0.25, 0.20)),
    "doubted": ((0.95, 0.45, 0.00), (1.00, 0.65, 0.10)),
    "joined": ((0.05, 0.55, 0.20), (0.30, 0.85, 0.45)),
    "apart": ((0.80, 0.10, 0.30), (0.95, 0.40, 0.50)),
}
ROLES = tuple(_COLOURS)

_FILL = 0.28
_FONT = "china-s"
_RED, _BLACK = (0.85, 0.10, 0.10), (0.10, 0.10, 0.10)
_BAND = 18.0  # points above the page for the legend
_MAX_PIXELS = 40_000_000


class Mark(NamedTuple):
    """A box on the page as displayed (points, top-left origin); one of `ROLES`, "" where only words stand over it."""

    box: Box
    role: str
    label: str = ""


def page_count(path: Path) -> int:
    """The number of pages of a PDF."""
    with opened(path, kind="pdf") as document:
        return int(document.page_count)


def draw(path: Path, page: int, marks: Sequence[Mark], zoom: float, legend: Sequence[tuple[str, str]] = ()) -> bytes:
    """The page (1-based) of a PDF as PNG with the marks on it, `zoom` pixels a point.

    `legend` is (role, words) for the line above the page. PageError where the page is not there or is so large
    that its picture would not be one.
    """
    with opened(path, kind="pdf") as document:
        if not 1 <= page <= document.page_count:
            raise PageError(page, f"没有这一页，文件共 {document.page_count} 页；请换一个页码")
        sheet = document.load_page(page - 1)
        width, height = sheet.rect.width, sheet.rect.height
        if width * height * zoom * zoom > _MAX_PIXELS:
            raise PageError(page, f"页面有 {width:.0f}×{height:.0f} 点，放大 {zoom:g} 倍画不下；请调小 --zoom")
        picture = sheet.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
    with pymupdf.open() as canvas:
        drawn = canvas.new_page(width=width, height=height + _BAND)
        drawn.insert_image(pymupdf.Rect(0, _BAND, width, height + _BAND), pixmap=picture)
        return _finished(drawn, marks, zoom, legend)


def draw_scanned(page: Page, marks: Sequence[Mark], zoom: float, legend: Sequence[tuple[str, str]] = ()) -> bytes:
    """A page read by OCR as PNG: its level picture with the marks on it, and beside it what was read, in its place.

    Doubted words are red, with what else they may say over them.
    """
    from jixiao.pages.scan.png import png

    if page.scan is None:
        raise PageError(page.number, "这一页不是按图像识别的，没有摆正的图；请换一个页码")
    with pymupdf.open() as canvas:
        drawn = canvas.new_page(width=2 * page.width, height=page.height + _BAND)
        drawn.insert_image(pymupdf.Rect(0, _BAND, page.width, page.height + _BAND), stream=png(page.scan.shown))
        beside = [m._replace(box=_beside(m.box, page.width), label="") for m in marks if m.role in ("cell", "doubted")]
        for word in page.words:
            _write(drawn, word, page.width)
        return _finished(drawn, [*marks, *beside], zoom, legend)


def _finished(drawn: Any, marks: Sequence[Mark], zoom: float, legend: Sequence[tuple[str, str]]) -> bytes:
    """The page with its marks and the line above it, as PNG."""
    for role in ROLES:
        _draw_marks(drawn, [m for m in marks if m.role == role], role)
    _draw_labels(drawn, [m for m in marks if m.label])
    _draw_legend(drawn, legend)
    return bytes(drawn.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False).tobytes("png"))


def _beside(box: Box, width: float) -> Box:
    return Box(box.x0 + width, box.y0, box.x1 + width, box.y1)


def _write(page: Any, word: Word, width: float) -> None:
    """The word's text over the full width of its place, in the right half."""
    box = _shifted(_beside(word.box, width))
    wide = pymupdf.get_text_length(word.text, fontname=_FONT, fontsize=1)
    size = min(0.9 * box.height, max(0.6 * box.height, box.width / max(wide, 0.1)))
    colour = _RED if word.doubts else _BLACK
    page.insert_text((box.x0, box.y1 - 0.15 * box.height), word.text, fontname=_FONT, fontsize=size, color=colour)
    others = [d.other for d in word.doubts if d.other]
    if others:
        page.insert_text((box.x0, box.y0 + 1), "?" + " ".join(others), fontname=_FONT, fontsize=5, color=_RED)


def _draw_marks(page: Any, marks: Sequence[Mark], role: str) -> None:
    if not marks:
        return
    stroke, fill = _COLOURS[role]
    shape = page.new_shape()
    for mark in marks:
        shape.draw_rect(_shifted(mark.box))
    shape.finish(color=stroke, fill=fill, width=0.7 if stroke else 0, fill_opacity=_FILL if fill else 1)
    shape.commit()


def _draw_labels(page: Any, marks: Sequence[Mark]) -> None:
    """Small words over the upper right of each box, on a ground of their own."""
    size = 4.5
    for mark in marks:
        width = pymupdf.get_text_length(mark.label, fontname=_FONT, fontsize=size)
        box = _shifted(mark.box)
        x, y = max(0.0, box.x1 - width), box.y0 - 0.5
        ground = pymupdf.Rect(x - 1, y - size, x + width + 1, y + 1)
        page.draw_rect(ground, color=None, fill=(1, 1, 1), fill_opacity=0.7)
        page.insert_text((x, y), mark.label, fontname=_FONT, fontsize=size, color=(0.05, 0.40, 0.12))


def _draw_legend(page: Any, legend: Sequence[tuple[str, str]]) -> None:
    x, size = 8.0, 8.0
    for role, words in legend:
        stroke, fill = _COLOURS[role]
        page.draw_rect(pymupdf.Rect(x, 5, x + 12, 13), color=stroke, fill=fill, width=0.7, fill_opacity=_FILL)
        page.insert_text((x + 15, 12), words, fontname=_FONT, fontsize=size)
        x += 24 + pymupdf.get_text_length(words, fontname=_FONT, fontsize=size)


def _shifted(box: Box) -> Any:
    """The box where it stands on the canvas, below the legend."""
    return pymupdf.Rect(box.x0, box.y0 + _BAND, box.x1, box.y1 + _BAND)
