"""Stamps of the colour of print, as all are on a grey picture.

They are found by a frame that is thicker than strokes. What of the darkness there is print tells a small network
(`stamp_removal.onnx`), which has seen many made-up stamps over made-up print;
`python -m eval.training.stamp_removal` made it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Floats, Grey, Ruling
from jixiao.pages.scan.ocr.engine import Reader
from jixiao.pages.scan.ocr.lines import Read
from jixiao.pages.scan.restore import settings
from jixiao.pages.scan.restore.illumination import Stamps
from jixiao.pages.scan.restore.pale_layer import darkness
from jixiao.pages.scan.rules.line_detection import ruling_of


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
    around = round(settings.STAMPS.context * scale)
    for outline in outlines:
        x, y, w, h = cv2.boundingRect(outline)
        part = slice(max(0, y - around), y + h + around), slice(max(0, x - around), x + w + around)
        frame = np.asarray(cv2.fillConvexPoly(np.zeros_like(grey), outline, 1)[part], np.uint8)
        share = _print_share(out[part], scale, reader)
        inside = _reaching((share < settings.STAMPS.own) & (out[part] < 255 - settings.STAMPS.ink), frame, scale)
        out[part] = np.where(inside, 255 - (255 - out[part]) * share, out[part]).astype(np.uint8)
        mask[part][inside] = 255
    rules = _rules_beyond(ruling_of(grey, scale, noise), mask, scale)
    out[rules] = grey[rules]
    return Stamps(out, mask)


def _reaching(own: NDArray[np.bool_], frame: Grey, scale: float) -> NDArray[np.bool_]:
    """Where a stamp lies: inside its frame (1), and where ink of its own goes on from there."""
    near = round(settings.STAMPS.near * scale)
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
        if np.count_nonzero(mask[y0 : y1 + 1, x0 : x1 + 1] == 0) > settings.STAMPS.beyond * scale:
            cv2.line(out, (x0, y0), (x1, y1), 255, max(1, round(thick)))
    return out > 0


def _print_share(part: Grey, scale: float, reader: Reader) -> Floats:
    """Of each pixel's darkness the share that is print."""
    step = settings.STAMPS.seen / (scale * 72)
    seen = cv2.resize(part, None, fx=step, fy=step, interpolation=cv2.INTER_AREA if step < 1 else cv2.INTER_CUBIC)
    return cv2.resize(reader.print_under(seen), part.shape[::-1], interpolation=cv2.INTER_LINEAR)


def _frames(lines: Grey, own: Grey, scale: float) -> list[NDArray[np.int32]]:
    """The outline, a little around it, of each stamp that the lines frame, as far as it has lines of its own colour."""
    groups, parts, sides, _ = cv2.connectedComponentsWithStats(
        cv2.dilate(lines, _disc(2 * settings.STAMPS.corner)), connectivity=8
    )
    out = []
    for i in range(1, groups):
        part = lines * (parts == i)
        w, h = (sides[i, 2:4] / settings.STAMPS.small - 2 * settings.STAMPS.corner).tolist()
        if min(w, h) < settings.STAMPS.least or max(w, h) > min(
            settings.STAMPS.most, settings.STAMPS.longest * min(w, h)
        ):
            continue
        hull = cv2.convexHull(cv2.findNonZero(part))
        if (
            np.count_nonzero(part) > settings.STAMPS.hollow * w * h * settings.STAMPS.small**2
            or _covered(hull, part) < settings.STAMPS.covered
        ):
            continue
        left = own * _filled(hull, part)
        if max(cv2.boundingRect(left)[2:]) < settings.STAMPS.least * settings.STAMPS.small:
            continue
        around = _filled(np.asarray(cv2.convexHull(cv2.findNonZero(left)), np.int32), part)
        out.append(np.asarray(cv2.convexHull(cv2.findNonZero(around)) * scale / settings.STAMPS.small, np.int32))
    return out


def _filled(hull: NDArray[np.int32], like: Grey) -> Grey:
    """1 inside the hull and a little around it."""
    return cv2.dilate(cv2.fillConvexPoly(np.zeros_like(like), hull, 1), _disc(2 * settings.STAMPS.around))


def _lines(grey: Grey, scale: float) -> Grey:
    """1 where on a small picture a thick patch is long and hollow or thin: a frame, or a side of one."""
    step = settings.STAMPS.small / scale
    small = cv2.resize(grey, None, fx=step, fy=step, interpolation=cv2.INTER_AREA)
    thick = cv2.morphologyEx(
        (small < 255 - settings.STAMPS.ink).astype(np.uint8), cv2.MORPH_OPEN, _disc(settings.STAMPS.thick)
    )
    joined = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, _disc(settings.STAMPS.apart))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    w, h, area = (stats[:, i] for i in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    long = np.maximum(w, h) >= settings.STAMPS.side * settings.STAMPS.small
    line = long & (
        (area <= settings.STAMPS.hollow * w * h) | (np.minimum(w, h) <= settings.STAMPS.thin * settings.STAMPS.small)
    )
    line[0] = False
    return np.asarray(line[labels], np.uint8)


def without_paler(read: list[Read], clean: Grey, stamp: Grey | None) -> list[Read]:
    """What was read, without pieces under a stamp that are paler than print elsewhere: they are the stamp's words."""
    if stamp is None:
        return read
    dark = [darkness(each.piece, clean) for each in read]
    under = [float((stamp[p.y0 : p.y1, p.x0 : p.x1] > 0).mean()) > settings.STAMPS.under for p, *_ in read]
    print_ = [d for d, stamped in zip(dark, under, strict=True) if not stamped]
    usual = float(np.median(print_)) if print_ else 0.0
    return [
        e for e, d, stamped in zip(read, dark, under, strict=True) if not stamped or d >= settings.STAMPS.paler * usual
    ]


def _disc(points: float) -> NDArray[np.uint8]:
    size = max(2, round(points * settings.STAMPS.small))
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), np.uint8)


def _covered(hull: NDArray[np.int32], part: Grey) -> float:
    """The share of the outline that has ink on it or beside it."""
    part = cv2.dilate(part, _disc(settings.STAMPS.apart))
    line = cv2.polylines(np.zeros_like(part), [hull], isClosed=True, color=1, thickness=1)
    return float(part[line > 0].mean())
