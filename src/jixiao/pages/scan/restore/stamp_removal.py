"""Stamps of the colour of print, as all are on a grey picture.

They are found by a frame that is thicker than strokes. What of the darkness there is print tells a small network
(`stamp_removal.onnx`), which has seen many made-up stamps over made-up print;
`python -m eval.training.stamp_removal` made it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Floats, Grey
from jixiao.pages.scan.ocr.engine import Reader
from jixiao.pages.scan.ocr.lines import Piece, Read
from jixiao.pages.scan.restore.illumination import Stamps
from jixiao.pages.scan.rules.line_detection import Ruling, ruling_of

# Pixels a point of the small picture on which frames are looked for. Darkness (of 255) of ink.
_SMALL, _INK = 1.4, 60
# Points: a frame is at least so thick, its pieces are no farther apart, its sides are that long, and not much unlike.
_THICK, _APART, _LEAST, _MOST, _LONGEST = 2.1, 5.0, 34.0, 220.0, 4.0
# A piece of a frame is at least so long and, where it does not bend, no thicker; how far its corners may be apart.
_SIDE, _THIN, _CORNER = 20.0, 4.0, 4.0
# The share of its box that a frame fills at most, and of its outline that it covers at least.
_HOLLOW, _COVERED = 0.35, 0.35
# Dots an inch of what the network sees, and points around a stamp that it sees too.
_SEEN, _CONTEXT = 200, 40.0
# Of a stamp's own ink so little is print; its parts are no farther apart (points).
_OWN, _NEAR = 0.5, 4.0
# How dark print is, as a share of its pixels.
_PRINT = 90
# The share of a piece that a stamp covers; the share of the darkness of print below which it is the stamp's own.
_UNDER, _PALER = 0.05, 0.6
# Points around a stamp, and that a rule reaches beyond it.
_AROUND, _BEYOND = 2.0, 6.0


def without_seals(grey: Grey, whole: Grey, scale: float, noise: float, reader: Reader) -> Stamps:
    """The grey picture without such stamps, and where they lie; print under them stays, and so do rules.

    `whole` is the same with stamps of other colours still there, which hide parts of a frame.
    """
    own = _lines(grey, scale)
    outlines = _frames(own, own, scale)
    if whole is not grey:
        outlines += _frames(_lines(whole, scale), own, scale)
    if not outlines:
        return Stamps(grey, None)
    mask, out = np.zeros(grey.shape, np.uint8), grey.copy()
    around = round(_CONTEXT * scale)
    for outline in outlines:
        x, y, w, h = cv2.boundingRect(outline)
        part = slice(max(0, y - around), y + h + around), slice(max(0, x - around), x + w + around)
        frame = np.asarray(cv2.fillConvexPoly(np.zeros_like(grey), outline, 1)[part], np.uint8)
        share = _print_share(out[part], scale, reader)
        inside = _reaching((share < _OWN) & (out[part] < 255 - _INK), frame, scale)
        out[part] = np.where(inside, 255 - (255 - out[part]) * share, out[part]).astype(np.uint8)
        mask[part][inside] = 255
    rules = _rules_beyond(ruling_of(grey, scale, noise), mask, scale)
    out[rules] = grey[rules]
    return Stamps(out, mask)


def _reaching(own: NDArray[np.bool_], frame: Grey, scale: float) -> NDArray[np.bool_]:
    """Where a stamp lies: inside its frame (1), and where ink of its own goes on from there."""
    near = round(_NEAR * scale)
    ink = np.asarray(own | (frame > 0), np.uint8)
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((near, near), np.uint8))
    _, labels = cv2.connectedComponents(whole, connectivity=8)
    touched = np.unique(labels[frame > 0])
    return np.asarray(np.isin(labels, touched[touched > 0]), bool)


def _rules_beyond(ruling: Ruling, mask: Grey, scale: float) -> NDArray[np.bool_]:
    """The pixels of the rules that go on beyond stamps; one that does not may be the side of a frame."""
    across = [((r.start, r.at), (r.end, r.at), r.thick) for r in ruling.across]
    upright = [((r.at, r.start), (r.at, r.end), r.thick) for r in ruling.upright]
    out = np.zeros(mask.shape, np.uint8)
    for start, end, thick in across + upright:
        (x0, y0), (x1, y1) = ((int(x), int(y)) for x, y in (start, end))
        if np.count_nonzero(mask[y0 : y1 + 1, x0 : x1 + 1] == 0) > _BEYOND * scale:
            cv2.line(out, (x0, y0), (x1, y1), 255, max(1, round(thick)))
    return out > 0


def _print_share(part: Grey, scale: float, reader: Reader) -> Floats:
    """Of each pixel's darkness the share that is print."""
    step = _SEEN / (scale * 72)
    seen = cv2.resize(part, None, fx=step, fy=step, interpolation=cv2.INTER_AREA if step < 1 else cv2.INTER_CUBIC)
    return cv2.resize(reader.print_under(seen), part.shape[::-1], interpolation=cv2.INTER_LINEAR)


def _frames(lines: Grey, own: Grey, scale: float) -> list[NDArray[np.int32]]:
    """The outline, a little around it, of each stamp that the lines frame, as far as it has lines of its own colour."""
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
        left = own * _filled(hull, part)
        if max(cv2.boundingRect(left)[2:]) < _LEAST * _SMALL:
            continue
        around = _filled(np.asarray(cv2.convexHull(cv2.findNonZero(left)), np.int32), part)
        out.append(np.asarray(cv2.convexHull(cv2.findNonZero(around)) * scale / _SMALL, np.int32))
    return out


def _filled(hull: NDArray[np.int32], like: Grey) -> Grey:
    """1 inside the hull and a little around it."""
    return cv2.dilate(cv2.fillConvexPoly(np.zeros_like(like), hull, 1), _disc(2 * _AROUND))


def _lines(grey: Grey, scale: float) -> Grey:
    """1 where on a small picture a thick patch is long and hollow or thin: a frame, or a side of one."""
    step = _SMALL / scale
    small = cv2.resize(grey, None, fx=step, fy=step, interpolation=cv2.INTER_AREA)
    thick = cv2.morphologyEx((small < 255 - _INK).astype(np.uint8), cv2.MORPH_OPEN, _disc(_THICK))
    joined = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, _disc(_APART))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    w, h, area = (stats[:, i] for i in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    long = np.maximum(w, h) >= _SIDE * _SMALL
    line = long & ((area <= _HOLLOW * w * h) | (np.minimum(w, h) <= _THIN * _SMALL))
    line[0] = False
    return np.asarray(line[labels], np.uint8)


def without_paler(read: list[Read], clean: Grey, stamp: Grey | None) -> list[Read]:
    """What was read, without pieces under a stamp that are paler than print elsewhere: they are the stamp's words."""
    if stamp is None:
        return read
    dark = [_darkness(each.piece, clean) for each in read]
    under = [float((stamp[p.y0 : p.y1, p.x0 : p.x1] > 0).mean()) > _UNDER for p, *_ in read]
    print_ = [d for d, stamped in zip(dark, under, strict=True) if not stamped]
    usual = float(np.median(print_)) if print_ else 0.0
    return [e for e, d, stamped in zip(read, dark, under, strict=True) if not stamped or d >= _PALER * usual]


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
