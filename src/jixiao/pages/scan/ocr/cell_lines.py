"""Lines of text in the plain cells of a table are cut out by the rows of their ink: no network has to find them.

A cell is plain if it lies between rules that the page network sees too, nothing of a stamp or a pen is in it, and its
ink parts into lines as high as one another. In all else the detector looks for text, on a picture without those cells.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Grey, Ruling
from jixiao.pages.scan.ocr import settings
from jixiao.pages.scan.ocr.engine import Reader, Spot
from jixiao.pages.scan.ocr.lines import Piece

Marks = NDArray[np.bool_]


def find_lines(clean: Grey, walls: Ruling, foreign: Grey, reader: Reader, scale: float) -> list[Spot]:
    """The boxes of text on a picture without rules that has `scale` pixels a point.

    `walls` are rules that are sure; `foreign` is over 0 where ink is none of print.
    """
    lines: list[Spot] = []
    plain: list[Piece] = []
    standing = 0
    for cell in _cells(walls, clean.shape, scale):
        part = slice(cell.y0, cell.y1), slice(cell.x0, cell.x1)
        if np.count_nonzero(foreign[part]) > settings.CELLS.foreign * scale * scale:
            continue
        found = _lines(clean[part] < 255 - settings.PIECES.faint, scale)
        if found is not None:
            plain.append(cell)
            standing += len(found) > 1 and all(x1 - x0 < settings.CELLS.wide * (y1 - y0) for x0, y0, x1, y1 in found)
            x, y = cell.x0, cell.y0
            lines += [Spot(x + x0, y + y0, x + x1, y + y1, 1.0, 1.0) for x0, y0, x1, y1 in found]
    if not plain or 2 * standing > len(plain):
        return reader.find(clean)  # the page may lie on its side
    return [*lines, *reader.find(_without(clean, plain, scale))]


def _cells(walls: Ruling, shape: tuple[int, ...], scale: float) -> list[Piece]:
    """The rectangular places between walls, in pixels."""
    step = settings.CELLS.fine / scale
    height, width = (int(n * step) + 1 for n in shape)
    free = np.ones((height, width), np.uint8)
    for runs, picture in ((walls.across, free), (walls.upright, free.T)):
        for run in runs:
            at, start, end = int(run.at * step), int((run.start - scale) * step), int((run.end + scale) * step)
            picture[max(0, at - 1) : at + 2, max(0, start) : end + 2] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=4)
    return [
        Piece(*(round(n / step) for n in (x, y, x + w, y + h)))
        for x, y, w, h, area in stats[1:].tolist()
        if min(x, y) > 0 and x + w < width and y + h < height and area >= settings.CELLS.filled * w * h
    ]


def _lines(ink: Marks, scale: float) -> list[Piece] | None:
    """The lines of a cell by its ink, None where they are not plain."""
    least = settings.PIECES.least * scale * scale
    rows = ink.sum(axis=1)
    bands = [(a, b) for a, b in _stretches(rows > settings.CELLS.dust * scale) if rows[a:b].sum() >= least]
    if not bands:
        return []
    high = max(b - a for a, b in bands)
    lines: list[tuple[int, int]] = []
    for a, b in bands:
        if lines and b - lines[-1][0] <= settings.CELLS.one * high:
            lines[-1] = lines[-1][0], b  # strokes over each other, as of a two
        else:
            lines.append((a, b))
    between = [b[0] - a[1] for a, b in pairwise(lines)]
    if (
        not settings.CELLS.low * scale <= high <= settings.CELLS.high * scale
        or min(b - a for a, b in lines) < settings.CELLS.alike * high
        or min(between, default=ink.shape[0]) < settings.CELLS.between * scale
    ):
        return None
    if between and any(_beside(ink[a:b]) > min(between) for a, b in lines):
        return None
    return [Piece(x0, a, x1, b) for a, b in lines for x0, x1 in _parts(ink[a:b], least)]


def _beside(ink: Marks) -> float:
    """How far the strokes of a line are apart mostly: lines that lie on their side seem to be far apart."""
    strokes = _stretches(np.asarray(ink.any(axis=0)))
    return median([b[0] - a[1] for a, b in pairwise(strokes)] or [0])


def _parts(ink: Marks, least: float) -> list[tuple[int, int]]:
    """What of a line is written together, from left to right; what is too small for a digit is left out."""
    height = ink.shape[0]
    out: list[tuple[int, int]] = []
    for a, b in _stretches(np.asarray(ink.any(axis=0))):
        if out and a - out[-1][1] <= settings.CELLS.apart * height:
            out[-1] = out[-1][0], b
        else:
            out.append((a, b))
    tall = settings.CELLS.digit * height
    return [(a, b) for a, b in out if ink[:, a:b].sum() >= least and ink[:, a:b].any(axis=1).sum() >= tall]


def _without(clean: Grey, plain: list[Piece], scale: float) -> Grey:
    """The picture without those cells, and without rows that have nothing as large as a character."""
    rest = clean.copy()
    step, rim = max(1, round(scale)), settings.CELLS.rim * scale
    small = cv2.resize(clean, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    left = (small < 255 - settings.CELLS.pale).astype(np.uint8)
    for cell in plain:
        rest[cell.y0 : cell.y1, cell.x0 : cell.x1] = 255
        y0, x0, y1, x1 = (max(0, round(n / step)) for n in (cell.y0 - rim, cell.x0 - rim, cell.y1 + rim, cell.x1 + rim))
        left[y0:y1, x0:x1] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(left, connectivity=8)
    dark = np.unique(labels[(small < 255 - settings.CELLS.dark) & (left > 0)])
    kept = np.zeros(clean.shape[0], bool)
    around = settings.CELLS.around * scale
    high, least = settings.CELLS.least * scale / step, settings.CELLS.character * (scale / step) ** 2
    for _, y, _, h, area in stats[dark].tolist():
        if h >= high and area >= least:
            kept[max(0, round(y * step - around)) : round((y + h) * step + around)] = True
    rest[~kept] = 255
    return rest


def _stretches(marks: Marks) -> list[tuple[int, int]]:
    """Where marks begin and end."""
    steps: Any = np.diff(np.concatenate([[False], marks, [False]]).astype(np.int8))
    return list(zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True))
