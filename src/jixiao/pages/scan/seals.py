"""Stamps of the colour of print, as all are on a grey picture: known by a frame that is thicker than strokes."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.light import Stamps
from jixiao.pages.scan.lines import Piece, Read
from jixiao.pages.scan.model import Grey

# Pixels a point of the small picture on which frames are looked for. Darkness (of 255) of ink.
_SMALL, _INK = 1.4, 60
# Points: a frame is at least so thick, its pieces are no farther apart, its sides are that long, and not much unlike.
_THICK, _APART, _LEAST, _MOST, _LONGEST = 2.1, 5.0, 34.0, 220.0, 4.0
# A piece of a frame is at least so long and, where it does not bend, no thicker; how far its corners may be apart.
_SIDE, _THIN, _CORNER = 20.0, 4.0, 4.0
# The share of its box that a frame fills at most, and of its outline that it covers at least.
_HOLLOW, _COVERED = 0.35, 0.6
# The share of a frame's pixels that are no darker than what is taken off everything under the stamp; the share of the
# darkness of print from which nothing can be taken off; how dark print is, as a share of its pixels.
_TAKEN, _DARKEST, _PRINT = 65, 0.92, 90
# The share of a piece that a stamp covers; the share of the darkness of print below which it is the stamp's own: print
# under a stamp is rather darker. A piece of so few characters may be any of the stamp's.
_UNDER, _PALER, _PALER_ALONE, _ALONE = 0.05, 0.88, 0.935, 2
# The share of the darkness of print below which nothing under a stamp is looked at.
_BARED = 0.7
# Points around a stamp; the sides of what is solid inside, and the share of its box that it fills.
_AROUND, _SOLID, _FULL = 2.0, 12.0, 0.4


def without_seals(grey: Grey, scale: float) -> Stamps:
    """The grey picture with such stamps paler or gone, and where they lie; print under them stays.

    One as dark as print, as on a picture of one bit, is only marked.
    """
    seals = _frames(grey, scale)
    if not seals:
        return Stamps(grey, None)
    dark = 255 - grey.astype(np.float32)
    mask = np.zeros(grey.shape, np.uint8)
    for outline, _ in seals:
        cv2.fillConvexPoly(mask, outline, 255)
    free = dark[(mask == 0) & (dark > _INK)]
    ink = float(np.percentile(free, _PRINT)) if free.size else 255.0
    out = dark.copy()
    for _, solid in seals:
        pale = float(np.percentile(dark[solid & (dark > _INK)], _TAKEN))
        if pale < _DARKEST * ink:
            out[solid] = np.clip((dark[solid] - pale) * ink / (ink - pale), 0, 255)
    return Stamps((255 - out).astype(np.uint8), mask)


def _frames(grey: Grey, scale: float) -> list[tuple[NDArray[np.int32], NDArray[np.bool_]]]:
    """The outline of each stamp, a little around it, and the pixels of its frame and of what is solid inside."""
    step = _SMALL / scale
    small = cv2.resize(grey, None, fx=step, fy=step, interpolation=cv2.INTER_AREA)
    ink = (small < 255 - _INK).astype(np.uint8)
    thick = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _disc(_THICK))
    joined = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, _disc(_APART))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    lines = _lines(stats)[labels].astype(np.uint8)
    groups, parts, sides, _ = cv2.connectedComponentsWithStats(cv2.dilate(lines, _disc(2 * _CORNER)), connectivity=8)
    out = []
    for i in range(1, groups):
        part = lines * (parts == i)
        w, h = (sides[i, 2:4] / _SMALL - 2 * _CORNER).tolist()
        if min(w, h) < _LEAST or max(w, h) > min(_MOST, _LONGEST * min(w, h)):
            continue
        hull = cv2.convexHull(cv2.findNonZero(part))
        if np.count_nonzero(part) > _HOLLOW * w * h * _SMALL**2 or _covered(hull, part) < _COVERED:
            continue
        inside = cv2.dilate(cv2.fillConvexPoly(np.zeros_like(part), hull, 1), _disc(2 * _AROUND))
        outline = np.asarray(cv2.convexHull(cv2.findNonZero(inside)) / step, np.int32)
        solid = cv2.dilate((part | _solids(labels, stats, inside)) & joined, _disc(_AROUND))
        out.append((outline, cv2.resize(solid, grey.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0))
    return out


def _lines(stats: NDArray[Any]) -> NDArray[np.bool_]:
    """Which patches are long and hollow or thin: a frame, or a side of one."""
    w, h, area = (stats[:, i] for i in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    long = np.maximum(w, h) >= _SIDE * _SMALL
    out: NDArray[np.bool_] = long & ((area <= _HOLLOW * w * h) | (np.minimum(w, h) <= _THIN * _SMALL))
    out[0] = False
    return out


def _solids(labels: NDArray[Any], stats: NDArray[Any], inside: Grey) -> Grey:
    """What is large and full inside a frame, as a star is."""
    box, area = stats[:, :4], stats[:, cv2.CC_STAT_AREA]
    full = (box[:, 2:].min(axis=1) > _SOLID * _SMALL) & (area > _FULL * box[:, 2] * box[:, 3])
    full[0] = False
    return np.asarray(full[labels] & (inside > 0), np.uint8)


def without_paler(read: list[Read], clean: Grey, stamp: Grey | None) -> list[Read]:
    """What was read, without pieces under a stamp that are paler than print elsewhere: they are the stamp's words."""
    if stamp is None:
        return read
    dark = [_darkness(each.piece, clean) for each in read]
    under = [float((stamp[p.y0 : p.y1, p.x0 : p.x1] > 0).mean()) > _UNDER for p, *_ in read]
    print_ = [d for d, stamped in zip(dark, under, strict=True) if not stamped]
    usual = float(np.median(print_)) if print_ else 0.0
    least = [_PALER_ALONE if len(e.reading.text.strip()) <= _ALONE else _PALER for e in read]
    each = zip(read, dark, under, least, strict=True)
    return [e for e, d, stamped, share in each if not stamped or d >= share * usual]


def bared(read: list[Read], clean: Grey, stamp: Grey, scale: float) -> list[tuple[int, int, Grey]]:
    """The parts of the page around its stamps with what was not read and is as dark as print, each with its corner."""
    usual = [_darkness(each.piece, clean) for each in read if not stamp[_middle(each.piece)]]
    if not usual:
        return []
    bare = clean.copy()
    bare[(stamp > 0) & (255 - clean < _BARED * float(np.median(usual)))] = 255
    for x0, y0, x1, y1 in (each.piece for each in read):
        bare[y0:y1, x0:x1] = 255
    reach = round(_LEAST * scale)
    joined = cv2.dilate(stamp, np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats((joined > 0).astype(np.uint8))
    return [(int(x), int(y), np.ascontiguousarray(bare[y : y + h, x : x + w])) for x, y, w, h, _ in stats[1:count]]


def _middle(piece: Piece) -> tuple[int, int]:
    return (piece.y0 + piece.y1) // 2, (piece.x0 + piece.x1) // 2


def _darkness(piece: Piece, clean: Grey) -> float:
    """How dark the strokes of a piece are at their middles."""
    dark = 255 - clean[piece.y0 : piece.y1, piece.x0 : piece.x1]
    ink = dark[dark > _INK]
    return float(np.percentile(ink, _PRINT)) if ink.size else 0.0


def _disc(points: float) -> NDArray[np.uint8]:
    size = max(2, round(points * _SMALL))
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), np.uint8)


def _covered(hull: NDArray[np.int32], part: Grey) -> float:
    """The share of the outline that has ink on it or beside it."""
    part = cv2.dilate(part, _disc(_APART))
    line = cv2.polylines(np.zeros_like(part), [hull], isClosed=True, color=1, thickness=1)
    return float(part[line > 0].mean())
