"""A scanned page put level for whoever looks at it: what leads there, its picture, the picture of one place."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from jixiao.errors import PageError
from jixiao.geometry import Box, upright
from jixiao.pages.cutout import ONE_AT_A_TIME
from jixiao.pages.files.opening import opened
from jixiao.pages.mupdf import pymupdf
from jixiao.pages.ocr_installed import ocr_installed

_GLANCE = 1.5  # pixels a point in which the lean is found
_ASKEW = 1.0  # points by which a corner may be off on a page that is left as it is
_QUALITY = 88


class Level(NamedTuple):
    """Size of the level page in points, and the projective transform there from the page as given, row by row."""

    width: float
    height: float
    matrix: tuple[float, ...]


def page_level(path: Path, page: int) -> Level | None:
    """What puts the page (1-based) of a PDF or picture file level; None where it lies level, or OCR is not installed.

    PageError where there is no such page.
    """
    if not ocr_installed():
        return None
    import numpy as np

    from jixiao.pages.scan.restore.deskew import levelled

    grey, box = _drawn(path, page, _GLANCE, None, pymupdf.csGRAY)
    found = levelled(grey[:, :, 0], _GLANCE)
    matrix = np.diag([1 / found.scale] * 2 + [1.0]) @ found.matrix @ np.diag([_GLANCE] * 2 + [1.0])
    corners = np.array([[x, y, 1.0] for x in (0.0, box.x1) for y in (0.0, box.y1)])
    seen = corners @ matrix.T
    if np.abs(seen[:, :2] / seen[:, 2:] - corners[:, :2]).max() <= _ASKEW:
        return None
    size = found.width / found.scale, found.height / found.scale
    return Level(*size, tuple(float(n) for n in (matrix / matrix[2, 2]).ravel()))


def level_view(path: Path, page: int, level: Level, zoom: float) -> bytes:
    """The level page as JPEG, `zoom` pixels a point."""
    return _warped(path, page, level, Box(0, 0, level.width, level.height), zoom, ".jpg")


def level_cutout(path: Path, page: int, level: Level, box: Box, zoom: float) -> bytes:
    """The place (points) of the level page as PNG, `zoom` pixels a point."""
    return _warped(path, page, level, box, zoom, ".png")


def _warped(path: Path, page: int, level: Level, box: Box, zoom: float, suffix: str) -> bytes:
    import cv2
    import numpy as np

    there = np.array(level.matrix).reshape(3, 3)
    x0, y0, x1, y1 = upright(box, level.matrix)
    picture, clip = _drawn(path, page, zoom, Box(x0 - 2, y0 - 2, x1 + 2, y1 + 2), pymupdf.csRGB)
    given = np.array([[1 / zoom, 0, clip.x0], [0, 1 / zoom, clip.y0], [0, 0, 1]])
    shown = np.array([[zoom, 0, -zoom * box.x0], [0, zoom, -zoom * box.y0], [0, 0, 1]])
    size = max(1, round(zoom * (box.x1 - box.x0))), max(1, round(zoom * (box.y1 - box.y0)))
    level_picture = cv2.warpPerspective(
        picture, shown @ there @ given, size, flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255)
    )
    how = [cv2.IMWRITE_JPEG_QUALITY, _QUALITY] if suffix == ".jpg" else []
    _, content = cv2.imencode(suffix, level_picture[:, :, ::-1], how)
    return content.tobytes()


def _drawn(path: Path, page: int, zoom: float, clip: Box | None, colours: Any) -> tuple[Any, Box]:
    """The part of the page as an array of rows of pixels of colours, and which part (points) it is."""
    import numpy as np

    with ONE_AT_A_TIME, opened(path) as document:
        if not 1 <= page <= document.page_count:
            raise PageError(page, f"没有这一页，文件共 {document.page_count} 页；请换一个页码")
        sheet = document.load_page(page - 1)
        part = sheet.rect if clip is None else pymupdf.Rect(*clip) & sheet.rect
        if part.is_empty:
            raise PageError(page, "位置在页面之外，截不出图；请核对 box")
        drawn = sheet.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), clip=part, colorspace=colours, alpha=False)
        rows = np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.stride)
        pixels = rows[:, : drawn.width * drawn.n].reshape(drawn.height, drawn.width, drawn.n)
        at = Box(drawn.x / zoom, drawn.y / zoom, (drawn.x + drawn.width) / zoom, (drawn.y + drawn.height) / zoom)
        return pixels, at
