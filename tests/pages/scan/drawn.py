"""Pages as a scanner gives them: drawn as a PDF, made a picture, and then turned, lit, stamped and dirtied."""

from __future__ import annotations

import cv2
import numpy as np
import pymupdf
from tests.pdf_builder import Paper

SCALE = 200 / 72
GRID = [
    ["项目名称", "沙洲县图书馆阅览设备更新", "<"],
    ["二级指标", "三级指标", "指标值"],
    ["数量指标", "更新阅览桌椅数量", "≥120套"],
    ["^", "新增自助借还设备", ""],
    ["时效指标", "设备安装完成及时率", "=100%"],
]
WIDTHS = [90.0, 220.0, 120.0]


def table_page(top: float = 120) -> Paper:
    """A page with a heading and a ruled table with a merged cell and a blank one."""
    paper = Paper()
    paper.centred(90, "项目支出绩效目标表")
    paper.table(GRID, WIDTHS, top, size=10.5)
    return paper


def picture(paper: Paper, dpi: int = 200) -> np.ndarray:
    """The last page of the paper in colour."""
    pixmap = paper.sheet.get_pixmap(dpi=dpi, colorspace=pymupdf.csRGB)
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3).copy()


def grey(paper: Paper, dpi: int = 200) -> np.ndarray:
    """The last page of the paper in grey."""
    return cv2.cvtColor(picture(paper, dpi), cv2.COLOR_RGB2GRAY)


def leaning(image: np.ndarray, degrees: float) -> np.ndarray:
    """The picture turned a little, white at its corners."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    white = (255,) * (image.shape[2] if image.ndim == 3 else 1)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=white)


def stamped(image: np.ndarray, at: tuple[int, int], colour: tuple[int, int, int], radius: int = 110) -> np.ndarray:
    """The picture with a ring and a star of ink that lets what lies under it shine through."""
    cover = np.zeros(image.shape[:2], np.float32)
    cv2.circle(cover, at, radius, 0.8, 10, cv2.LINE_AA)
    cv2.circle(cover, at, radius // 3, 0.7, -1, cv2.LINE_AA)
    ink = np.array(colour, np.float32) / 255
    return (image * (1 - cover[..., None] * (1 - ink))).astype(np.uint8)


def dusty(image: np.ndarray, grains: int = 400) -> np.ndarray:
    """The picture with grains of dust, always the same."""
    rng = np.random.default_rng(7)
    out = image.copy()
    for y, x in zip(rng.integers(0, image.shape[0], grains), rng.integers(0, image.shape[1], grains), strict=True):
        out[y, x] = 90
    return out
