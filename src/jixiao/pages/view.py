"""Pages as pictures to look at: as they are displayed, without marks, so that evidence lies over them."""

from __future__ import annotations

from pathlib import Path

from jixiao.errors import PageError
from jixiao.pages.cutout import ONE_AT_A_TIME
from jixiao.pages.files.opening import opened
from jixiao.pages.mupdf import pymupdf

_MAX_PIXELS = 40_000_000
_QUALITY = 88


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of every page of a PDF or picture file, in points as displayed."""
    with ONE_AT_A_TIME, opened(path) as document:
        rects = [document.load_page(number).rect for number in range(document.page_count)]
        return [(rect.width, rect.height) for rect in rects]


def page_view(path: Path, page: int, zoom: float) -> bytes:
    """The page (1-based) of a PDF or picture file as JPEG, `zoom` pixels a point, fewer where it would be too large.

    PageError where there is no such page.
    """
    with ONE_AT_A_TIME, opened(path) as document:
        if not 1 <= page <= document.page_count:
            raise PageError(page, f"没有这一页，文件共 {document.page_count} 页；请换一个页码")
        sheet = document.load_page(page - 1)
        pixels = sheet.rect.width * sheet.rect.height * zoom * zoom
        zoom *= min(1.0, (_MAX_PIXELS / pixels) ** 0.5)
        picture = sheet.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
        return bytes(picture.tobytes("jpeg", jpg_quality=_QUALITY))
