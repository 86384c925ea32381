"""A page picture put level: a page on a desk cut out, perspective and skew taken back, by the rules and lines on it."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Grey
from jixiao.pages.scan.restore import settings

Matrix = NDArray[Any]
Segments = NDArray[Any]  # rows of x0, y0, x1, y1


class Levelled(NamedTuple):
    """The transform from a picture's pixels to those of the level page, the size of that page, and what was found.

    `scale` is how many of its pixels are a point.
    """

    matrix: Matrix
    width: int
    height: int
    degrees: float
    scale: float


def levelled(grey: Grey, scale: float) -> Levelled:
    """How to put the page of a grey picture level that has `scale` pixels a point, at a resolution that can be read."""
    height, width = grey.shape
    quad = page_corners(grey)
    if quad is None:
        matrix, size = np.eye(3), (width, height)
    else:
        matrix, size, scale = _frontal(quad, scale)
        grey = cv2.warpPerspective(grey, matrix, size, flags=cv2.INTER_LINEAR, borderValue=255)
    fitted = _fit(grey)
    ratio = settings.DESKEW.working / (72 * scale) if 72 * scale < settings.DESKEW.coarse else 1.0
    matrix = np.diag([ratio, ratio, 1.0]) @ fitted @ matrix
    width, height = (round(n * ratio) for n in size)
    return Levelled(matrix, width, height, math.degrees(math.atan(fitted[1, 0])), scale * ratio)


def warped(picture: Grey, level: Levelled) -> Grey:
    """The picture after the transform; what lies outside of it becomes white."""
    size = (level.width, level.height)
    if np.allclose(level.matrix, np.eye(3), atol=1e-9) and picture.shape[1::-1] == size:
        return picture
    white = (255,) * (picture.shape[2] if picture.ndim == 3 else 1)
    return cv2.warpPerspective(picture, level.matrix, size, flags=cv2.INTER_CUBIC, borderValue=white)


def page_corners(grey: Grey) -> NDArray[Any] | None:
    """The corners (top left, top right, bottom right, bottom left) of a page on a darker ground, None without one."""
    height, width = grey.shape
    step = max(1, max(height, width) // 320)
    small = cv2.resize(grey, (width // step, height // step), interpolation=cv2.INTER_AREA)
    small = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8))
    found = [quad for limit in range(40, 236, 8) if (quad := _bright_quad(small, limit)) is not None]
    return max(found, key=lambda quad: quad[0])[1] * step + (step - 1) / 2 if found else None


def _bright_quad(small: Grey, limit: int) -> tuple[float, NDArray[Any]] | None:
    """How much darker it is all around the bright thing of a small picture, and its corners; None if not four-sided."""
    bright = (small > limit).astype(np.uint8)
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    page = max(contours, key=cv2.contourArea)
    area = cv2.contourArea(page)
    if not settings.DESKEW.least <= area / small.size <= settings.DESKEW.most:
        return None
    corners = cv2.approxPolyDP(page, 0.03 * cv2.arcLength(page, True), True)[:, 0].astype(np.float32)
    off = abs(1 - area / max(1.0, cv2.contourArea(corners)))
    if len(corners) != 4 or off > settings.DESKEW.bent:
        return None
    corners = _ordered(corners)
    darker = _darker_around(small, corners)
    return (darker, corners) if darker >= settings.DESKEW.darker else None


def _darker_around(small: Grey, corners: NDArray[Any]) -> float:
    """By how much it is darker just outside than just inside of the side where that is least."""
    height, width = small.shape
    steps = []
    for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = (b - a) / max(1.0, float(np.linalg.norm(b - a)))
        inward = np.array([-along[1], along[0]])
        points = a + (b - a) * np.linspace(0.05, 0.95, 30)[:, None]
        seen = []
        for away in (settings.DESKEW.beside, -settings.DESKEW.beside):
            x, y = np.rint(points + away * inward).astype(int).T
            seen.append(small[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)].astype(float))
        steps.append(float(np.median(seen[0] - seen[1])))
    return min(steps)


def _ordered(corners: NDArray[Any]) -> NDArray[Any]:
    total, difference = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    picked = [total.argmin(), difference.argmax(), total.argmax(), difference.argmin()]
    return corners[picked]


def _frontal(quad: NDArray[Any], scale: float) -> tuple[Matrix, tuple[int, int], float]:
    """The transform that makes the quadrangle a rectangle as large as its sides, that size, and its pixels a point.

    What is nearly of A4's proportions is A4: pages taken from different distances come out alike.
    """
    a, b, c, d = quad
    width = float(max(np.linalg.norm(b - a), np.linalg.norm(c - d)))
    height = float(max(np.linalg.norm(d - a), np.linalg.norm(c - b)))
    for across, down in ((settings.DESKEW.short, settings.DESKEW.long), (settings.DESKEW.long, settings.DESKEW.short)):
        if abs(height / width * across / down - 1) <= settings.DESKEW.askew:
            scale = max(width / across, height / down)
            width, height = scale * across, scale * down
    size = round(width), round(height)
    to = np.array([[0, 0], [size[0], 0], size, [0, size[1]]], np.float32)
    return cv2.getPerspectiveTransform(quad, to).astype(np.float64), size, scale


def _fit(grey: Grey) -> Matrix:
    """The transform that makes the rules of the picture level and upright; without rules its text lines.

    Few rules may be the frames of stamps: they count only as far as the text agrees.
    """
    height, width = grey.shape
    across, upright = _families(_segments(grey))
    total, centre = _total(across) / width, _centre(width, height)
    if total >= settings.DESKEW.enough:
        both = _total(upright) >= settings.DESKEW.enough * width / 2
        ruled = _about_middle(_bundle(across - centre, (upright if both else upright[:0]) - centre), width, height)
        if total >= settings.DESKEW.few:
            return ruled
    turn = math.tan(math.radians(text_skew(grey)))
    turned = _about_middle(np.array([[1, turn, 0], [-turn, 1, 0], [0, 0, 1]]), width, height)
    if total < settings.DESKEW.enough:
        return turned
    ink, scale = _small_ink(grey)
    small = np.diag([scale, scale, 1.0])
    sharp, sharp_turned = (_sharpness(ink, small @ m @ np.linalg.inv(small)) for m in (ruled, turned))
    return turned if sharp_turned > settings.DESKEW.sharper * sharp else ruled


def _about_middle(fitted: Matrix, width: int, height: int) -> Matrix:
    """The transform of coordinates from the middle as one of those from the corner."""
    middle = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]], np.float64)
    matrix: Matrix = np.linalg.inv(middle) @ fitted @ middle
    return matrix


def _centre(width: int, height: int) -> NDArray[Any]:
    return np.array([width / 2, height / 2, width / 2, height / 2])


def _total(segments: Segments) -> float:
    return float(np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1]).sum())


def _segments(grey: Grey) -> Segments:
    """Straight edges of the picture, found at half its size; the steps of a slanted line of one bit are smoothed."""
    height, width = grey.shape
    smooth = cv2.GaussianBlur(grey, (0, 0), max(1.0, settings.DESKEW.smooth * width))
    half = cv2.resize(smooth, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(half)[0]
    if found is None:
        return np.zeros((0, 4))
    segments = found.reshape(-1, 4).astype(np.float64) * 2 + 0.5
    length = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    long: Segments = segments[length >= settings.DESKEW.segment * width]
    return long


def _families(segments: Segments) -> tuple[Segments, Segments]:
    """The nearly level ones and the nearly upright ones; which of the two lean together decides about the rest."""
    dx, dy = segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1]
    slope = math.tan(math.radians(settings.DESKEW.lean))
    return segments[np.abs(dy) <= slope * np.abs(dx)], segments[np.abs(dx) <= slope * np.abs(dy)]


def _bundle(across: Segments, upright: Segments) -> Matrix:
    """The projective transform near identity under which the first are level and the second upright.

    Of x' = (x + a y) / w and y' = (b x + y) / w with w = 1 + g x + h y, the four numbers are fitted to the segments
    by least squares, those that agree with no others counting less and less; coordinates are from the middle.
    """
    size = float(max(1.0, np.abs(np.vstack([across, upright])).max()))
    matrix = np.eye(3)
    for step in range(settings.DESKEW.rounds):
        rows, goals, lengths = _equations(_moved(across, matrix) / size, _moved(upright, matrix) / size)
        off = np.abs(goals) / lengths
        width = (
            max(0.0015, 3 * _weighted_median(off, lengths)) if step else max(0.01, 4 * _weighted_median(off, lengths))
        )
        weight = np.sqrt(lengths) / lengths / (1 + (off / width) ** 2)
        keep = np.array([[1e-3, 0, 0, 0], [0, 1e-3, 0, 0], [0, 0, 0.05, 0], [0, 0, 0, 0.05]])
        a, b, g, h = np.linalg.lstsq(
            np.vstack([rows * weight[:, None], keep]), np.append(goals * weight, np.zeros(4)), rcond=None
        )[0]
        matrix = np.array([[1, a, 0], [b, 1, 0], [g / size, h / size, 1]]) @ matrix
        if max(abs(a), abs(b), abs(g), abs(h)) < 1e-5:
            break
    unit: Matrix = matrix / matrix[2, 2]
    return unit


def _moved(segments: Segments, matrix: Matrix) -> Segments:
    if not len(segments):
        return segments
    points = segments.reshape(-1, 1, 2)
    return cv2.perspectiveTransform(points, matrix).reshape(-1, 4)


def _equations(across: Segments, upright: Segments) -> tuple[Matrix, NDArray[Any], NDArray[Any]]:
    """Rows over (a, b, g, h) that say how far each segment is from level or upright, and their lengths."""
    rows, goals, lengths = [], [], []
    for family, level in ((across, True), (upright, False)):
        x0, y0, x1, y1 = family.T
        zero = np.zeros(len(family))
        mixed = x1 * y1 - x0 * y0
        if level:
            rows.append(np.column_stack([zero, x1 - x0, -mixed, y0 * y0 - y1 * y1]))
            goals.append(y0 - y1)
        else:
            rows.append(np.column_stack([y1 - y0, zero, x0 * x0 - x1 * x1, -mixed]))
            goals.append(x0 - x1)
        lengths.append(np.hypot(x1 - x0, y1 - y0))
    return np.vstack(rows), np.concatenate(goals), np.concatenate(lengths)


def _weighted_median(values: NDArray[Any], weights: NDArray[Any]) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def text_skew(grey: Grey) -> float:
    """Degrees by which the lines of text lean: the turn under which rows of ink and rows of paper differ most."""
    ink, _ = _small_ink(grey)
    height, width = ink.shape
    best = 0.0
    for reach, fine in ((6.0, 0.5), (0.5, 0.1)):
        tries = np.arange(best - reach, best + reach + fine / 2, fine)
        turns = {float(t): cv2.getRotationMatrix2D((width / 2, height / 2), float(t), 1) for t in tries}
        best = max(turns, key=lambda angle: _sharpness(ink, np.vstack([turns[angle], [0, 0, 1]])))
    return best


def _small_ink(grey: Grey) -> tuple[Grey, float]:
    """Darkness on a small picture, and its size as a share of the whole."""
    height, width = grey.shape
    step = max(1, width // 600)
    return cv2.resize(255 - grey, (width // step, height // step), interpolation=cv2.INTER_AREA), 1 / step


def _sharpness(ink: Grey, matrix: Matrix) -> float:
    """How much rows of ink and rows of paper differ under the transform."""
    height, width = ink.shape
    rows = cv2.warpPerspective(ink, matrix, (width, height)).mean(axis=1)
    return float(np.square(np.diff(rows)).sum())
