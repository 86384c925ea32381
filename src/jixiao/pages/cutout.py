"""Cut-outs of a page: the picture of one place, for a person or a model to look at."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from jixiao.errors import PageError
from jixiao.geometry import Box
from jixiao.pages.files.opening import opened
from jixiao.pages.mupdf import pymupdf

# Points of the page around the place that are shown with it, and dots an inch.
_AROUND = 6.0
_DPI = 200
# pymupdf serves one thread at a time.
ONE_AT_A_TIME = Lock()


def cutout(path: Path, page: int, box: tuple[float, float, float, float], around: float = _AROUND) -> bytes:
    """The place (points of page `page`, 1-based, as evidence tells them) of a PDF or picture file as PNG.

    PageError where there is no such page or the box lies outside of it.
    """
    with ONE_AT_A_TIME, opened(path) as document:
        if not 1 <= page <= document.page_count:
            raise PageError(page, f"没有这一页，文件共 {document.page_count} 页；请换一个页码")
        sheet = document.load_page(page - 1)
        x0, y0, x1, y1 = Box(*box)
        clip = pymupdf.Rect(x0 - around, y0 - around, x1 + around, y1 + around) & sheet.rect
        if clip.is_empty:
            raise PageError(page, "位置在页面之外，截不出图；请核对 evidence 里的 box")
        return bytes(sheet.get_pixmap(dpi=_DPI, clip=clip, alpha=False).tobytes("png"))
