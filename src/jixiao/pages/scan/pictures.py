"""Pages that are pictures, opened at their own resolution: those of a PDF, and picture files of one or many pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from threadpoolctl import threadpool_limits

from jixiao.errors import DamagedPage, DamagedSource, PageError
from jixiao.geometry import Box
from jixiao.pages.messages import heard
from jixiao.pages.mupdf import BROKEN, open_file, pymupdf
from jixiao.pages.page import Page, Way
from jixiao.pages.scan import settings
from jixiao.pages.scan.correct.doubt import weigh
from jixiao.pages.scan.model import Grey
from jixiao.pages.scan.ocr.engine import Reader, give_back_memory, keep_memory
from jixiao.pages.scan.page import read_page
from jixiao.pages.scan.restore.illumination import noise_of
from jixiao.pages.scan.rules.line_detection import ruling_of


@cache
def reader(threads: int) -> Reader:
    """The reader of this process; its models are loaded once."""
    cv2.setNumThreads(threads)
    keep_memory()
    threadpool_limits(1, "blas")  # numpy's threads wait for each other longer than they count
    return Reader(threads)


def scanned_page(sheet: Any, number: int, threads: int, why: tuple[Way, str]) -> Page:
    """A page of a PDF (pymupdf's) by OCR; ValueError where its picture cannot be worked on."""
    dpi = _resolution(sheet)
    width, height = sheet.rect.width, sheet.rect.height
    dpi = min(dpi, 72 * (settings.PICTURES.pixels / max(1.0, width * height)) ** 0.5)
    colours = pymupdf.csGRAY if _is_grey(sheet) else pymupdf.csRGB
    pixmap = sheet.get_pixmap(matrix=pymupdf.Matrix(dpi / 72, dpi / 72), colorspace=colours, alpha=False)
    scale = _scale(pixmap.width, pixmap.height, dpi)
    try:
        page = read_page(_grey_if_grey(_array(pixmap)), scale, number, reader(threads), why)
        weigh(page, reader(threads).read)
    except cv2.error as e:
        raise ValueError(f"page {number}: {e.err}") from e
    pymupdf.TOOLS.store_shrink(100)  # MuPDF keeps the picture
    give_back_memory()
    points = scale * 72 / dpi  # of the file's own page to one of ours
    page.back = (*(n * points for n in page.back[:6]), *page.back[6:])
    return page


def shows_table(sheet: Any, box: Box) -> bool:
    """Whether there is a ruled table on that part (points) of a page of a PDF."""
    scale = settings.PICTURES.glance / 72
    pixmap = sheet.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, clip=tuple(box))
    picture = _array(pixmap)[..., 0]
    found = ruling_of(np.ascontiguousarray(picture), scale, noise_of(picture))
    return min(len(found.across), len(found.upright)) >= settings.PICTURES.rules


def _resolution(sheet: Any) -> float:
    """Dots an inch of the largest picture on the page."""
    best, dots = 0.0, settings.PICTURES.drawn
    for info in sheet.get_image_info():
        x0, y0, x1, y1 = info["bbox"]
        area = (x1 - x0) * (y1 - y0)
        if area > best and x1 - x0 > 1 and y1 - y0 > 1:
            best = area
            across = max(info["width"], info["height"]) / max(x1 - x0, y1 - y0)
            dots = min(max(72 * across, settings.PICTURES.least), settings.PICTURES.most)
    return dots if best > 0.3 * sheet.rect.width * sheet.rect.height else settings.PICTURES.drawn


def _is_grey(sheet: Any) -> bool:
    """Whether nothing but grey images is on the page, so that it need not be drawn in colour."""
    return all(info["colorspace"] == 1 for info in sheet.get_image_info()) and all(
        kind in ("fill-image", "ignore-text") for kind, _ in sheet.get_bboxlog()
    )


def _scale(width: int, height: int, dpi: float) -> float:
    """Pixels a point; a page of a size that no paper has is taken for A4."""
    longest = max(width, height) / dpi * 72
    return (
        dpi / 72
        if settings.PICTURES.small <= longest <= settings.PICTURES.large
        else max(width, height) / settings.PICTURES.a4
    )


def _array(pixmap: Any) -> Grey:
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, pixmap.n)


def _grey_if_grey(picture: Grey) -> Grey:
    """One channel where the picture has no colour."""
    if picture.shape[2] == 1:
        return np.ascontiguousarray(picture[..., 0])
    few = cv2.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    spread = few.max(axis=2).astype(np.int16) - few.min(axis=2)
    if float(np.percentile(spread, 99.9)) < settings.PICTURES.grey:
        return np.ascontiguousarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))
    return picture


class Pictures:
    """An open picture file; a context manager that yields its pages."""

    def __init__(self, path: Path, name: str) -> None:
        """DamagedSource where it is no readable picture."""
        try:
            self._doc = open_file(path, _format(path))
            self.count = self._doc.page_count
            if self.count:
                self._doc.load_page(0)
        except (*BROKEN, pymupdf.FileDataError, pymupdf.EmptyFileError) as e:
            raise DamagedSource(name, "图片不完整，无法打开；请重新获取或另存为 .png、.jpg 后再试") from e
        if self.count == 0:
            raise DamagedSource(name, "图片中没有可读的页；请重新获取或另存为 .png、.jpg 后再试")

    def __enter__(self) -> Pictures:
        return self

    def __exit__(self, *_: object) -> None:
        self._doc.close()

    def pages(self, threads: int = 1) -> Iterator[Page]:
        """Each page in order by OCR; what could not be read is a page with a `problem`."""
        for index in range(self.count):
            try:
                yield self.page(index, threads)
            except BROKEN as e:
                page = Page(index + 1, 0, 0)
                page.problem = PageError(index + 1, "这一页的图像已损坏，无法读取；请核对原文件")
                page.problem.__cause__ = e
                yield page

    def page(self, index: int, threads: int = 1) -> Page:
        """One page (0-based)."""
        heard()
        page = scanned_page(self._doc.load_page(index), index + 1, threads, ("scanned", "图片，按图像识别"))
        if heard() and page.problem is None:
            page.problem = DamagedPage(index + 1, "图片不完整（可能没有传完），缺的部分没有读到；请重新获取图片再试")
        return page


def _format(path: Path) -> str:
    """The kind of picture by its first bytes."""
    with path.open("rb") as file:
        head = file.read(4)
    return "png" if head.startswith(b"\x89PNG") else "jpeg" if head.startswith(b"\xff\xd8") else "tiff"
