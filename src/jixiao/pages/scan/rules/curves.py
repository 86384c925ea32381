"""Rules as curves: what a mask of rules shows, followed along each rule, however the paper is bent."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Floats, Grey
from jixiao.pages.scan.rules import settings


class Curve(NamedTuple):
    """A rule that runs along x: at the whole pixels `xs`, which rise, it lies at `ys`, with the likelihood `sure`
    (0..255) there. Pixels of gaps are left out."""

    xs: NDArray[np.int64]
    ys: Floats
    sure: Floats

    @property
    def length(self) -> int:
        """Pixels from end to end."""
        return int(self.xs[-1] - self.xs[0]) + 1

    @property
    def at(self) -> float:
        """Where it lies on average."""
        return float(self.ys.mean())

    def height_at(self, x: Floats) -> Floats:
        """Where it lies at each x; between its pieces it is straight, beyond its ends level."""
        return np.interp(x, self.xs, self.ys)


def curves_of(mask: Grey, scale: float) -> list[Curve]:
    """The rules that run along x on a mask with `scale` pixels a point, from the top."""
    return sorted(_linked(_pieces(mask, scale), scale), key=lambda curve: curve.at)


def _pieces(mask: Grey, scale: float) -> list[Curve]:
    """The ridges of the mask that are strong somewhere."""
    ridge = (mask >= settings.CURVES.may) & (mask == cv2.dilate(mask, np.ones((5, 1), np.uint8)))
    joined = cv2.dilate(ridge.astype(np.uint8), np.ones((3, 3), np.uint8))
    _, labels = cv2.connectedComponents(joined, connectivity=8)
    ys, xs = np.nonzero(ridge)
    ids = labels[ys, xs].astype(np.int64)
    if not len(ids):
        return []
    width = mask.shape[1]
    order = np.argsort(ids * width + xs, kind="stable")
    ids, xs, ys = ids[order], xs[order], ys[order]
    starts = np.flatnonzero(np.diff(ids * width + xs, prepend=-1))
    counts = np.diff(np.append(starts, len(ids)))
    middles = np.add.reduceat(ys, starts) / counts
    sure = np.maximum.reduceat(mask[ys, xs], starts).astype(np.float32)
    ids, xs = ids[starts], xs[starts]
    out = []
    borders = np.append(np.flatnonzero(np.diff(ids, prepend=-1)), len(ids))
    for a, b in pairwise(borders):
        if xs[b - 1] - xs[a] + 1 >= settings.CURVES.piece * scale and sure[a:b].max() >= settings.CURVES.sure:
            out.append(Curve(xs[a:b], middles[a:b].astype(np.float32), sure[a:b]))
    return out


def _linked(pieces: list[Curve], scale: float) -> list[Curve]:
    """Pieces that go on in one another as one curve."""
    out: list[Curve] = []
    for piece in sorted(pieces, key=lambda p: int(p.xs[0])):
        best, least = -1, float("inf")
        for i, curve in enumerate(out):
            gap = int(piece.xs[0] - curve.xs[-1])
            if not 0 < gap <= settings.CURVES.gap * scale:
                continue
            off = max(_off(curve, piece, gap, scale), 0.0)
            if off <= settings.CURVES.aside * scale + settings.CURVES.wrong * gap and off + 0.1 * gap < least:
                best, least = i, off + 0.1 * gap
        if best < 0:
            out.append(piece)
        else:
            parts = zip(out[best], piece, strict=True)
            xs, ys, sure = (np.concatenate(pair) for pair in parts)
            out[best] = Curve(xs, ys, sure)
    return out


def _off(curve: Curve, piece: Curve, gap: int, scale: float) -> float:
    """By how much the end of a curve and the start of a piece miss each other, each going on as it runs."""
    end = round(settings.CURVES.end * scale)
    there = float(curve.ys[-3:].mean()) + _slope(curve.xs[-end:], curve.ys[-end:]) * gap
    back = float(piece.ys[:3].mean()) - _slope(piece.xs[:end], piece.ys[:end]) * gap
    level = abs(float(curve.ys[-3:].mean()) - float(piece.ys[:3].mean()))
    return min(
        level,
        abs(there - float(piece.ys[:3].mean())),
        abs(back - float(curve.ys[-3:].mean())),
    )


def _slope(xs: NDArray[np.int64], ys: Floats) -> float:
    if len(xs) < 6:
        return 0.0
    x = xs - xs.mean()
    return float((x * ys).sum() / max(1.0, float((x * x).sum())))
