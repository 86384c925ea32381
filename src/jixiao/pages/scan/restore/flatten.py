"""Bent paper made flat by its own rules: each rule goes where it would lie if it were straight, and what is between
two rules in proportion, so that folds stay sharp."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Floats, Grey
from jixiao.pages.scan.restore import settings
from jixiao.pages.scan.rules.curves import Curve, curves_of
from jixiao.pages.scan.rules.masks import Masks


@dataclass(frozen=True, slots=True)
class Bend:
    """Where on the bent page picture each pixel of the flat one lies: x and y, in pixels of the masks."""

    x: Floats
    y: Floats

    def of(self, picture: Grey, how: int = cv2.INTER_CUBIC) -> Grey:
        """A picture of the same page, of any size, made flat."""
        height, width = picture.shape[:2]
        rows, columns = self.x.shape
        across, down = width / columns, height / rows
        x, y = (
            cv2.resize(part, (width, height), interpolation=cv2.INTER_LINEAR) * np.float32(ratio) + (ratio - 1) / 2
            for part, ratio in ((self.x, across), (self.y, down))
        )
        return cv2.remap(picture, x.astype(np.float32), y.astype(np.float32), how, borderMode=cv2.BORDER_REPLICATE)


def bend_of(masks: Masks) -> Bend | None:
    """How the paper is bent, by the rules that the masks show; None if it is flat."""
    level, upright = _rules(masks), _rules(masks.lying())
    if not (_is_bent(level, masks.scale) or _is_bent(upright, masks.scale)):
        return None
    height, width = masks.across.shape
    down = _displacement(level, (width, height), masks.scale)
    aside = _displacement(upright, (height, width), masks.scale)
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = xs, ys
    for _ in range(settings.FLATTEN.rounds):
        y = ys + cv2.remap(down, x, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        x = xs + cv2.remap(aside, y, xs, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return Bend(x, y)


def _rules(masks: Masks) -> list[Curve]:
    """The certain curves of tables that run along x and cross others. Strokes of text do not show how paper is bent."""
    out = []
    near = cv2.dilate(masks.meetings, np.ones((5, 5), np.uint8)) > settings.FLATTEN.meets
    for curve in curves_of(masks.across, masks.scale):
        rows = np.clip(np.rint(curve.ys).astype(int), 0, len(masks.region) - 1)
        table = float(masks.region[rows, curve.xs].mean()) / 255
        met = int(np.count_nonzero(np.diff(near[rows, curve.xs].astype(np.int8), prepend=0) == 1))
        if (
            table >= settings.FLATTEN.table
            and float(curve.sure.mean()) >= 255 * settings.FLATTEN.sure
            and met >= settings.FLATTEN.others
        ):
            out.append(curve)
    return out


def _is_bent(curves: list[Curve], scale: float) -> bool:
    telling = [c for c in curves if c.length >= settings.FLATTEN.tells * scale]
    if len(telling) < settings.FLATTEN.few:
        return False
    total = sum(len(c.xs) for c in telling)
    off = sum(int(np.count_nonzero(np.abs(c.ys - np.median(c.ys)) > settings.FLATTEN.bent * scale)) for c in telling)
    return off > settings.FLATTEN.share * total


def _displacement(curves: list[Curve], size: tuple[int, int], scale: float) -> Floats:
    """How far below its straight place each point lies, for each straight place (rows) and x (columns).

    What all rules do together at an x is taken first, so that the pieces of a row torn by a fold stay in one row.
    """
    width, height = size
    telling = [c for c in curves if c.length >= settings.FLATTEN.tells * scale]
    if len(telling) < settings.FLATTEN.few:
        return np.zeros((height, width), np.float32)
    shared = _shared(telling, width, scale)
    places = np.array([float(np.median(c.ys - shared[c.xs])) for c in telling])
    field = np.full((len(telling), width), np.nan)
    for row, curve, place in zip(field, telling, places, strict=True):
        inside = np.arange(curve.xs[0], curve.xs[-1] + 1)
        row[inside] = curve.height_at(inside) - place
    order = np.argsort(places)
    return _between(places[order], field[order], shared, height)


def _shared(curves: list[Curve], width: int, scale: float) -> NDArray[np.float64]:
    """The height that the rules have in common at each x: the sum of their usual slopes, zero on average."""
    step = max(2, round(settings.FLATTEN.slope * scale / 2))
    slopes = np.full((len(curves), width), np.nan)
    for row, curve in zip(slopes, curves, strict=True):
        inside = np.arange(curve.xs[0], curve.xs[-1] + 1)
        heights = curve.height_at(inside)
        if len(inside) > 2 * step:
            row[inside[step:-step]] = (heights[2 * step :] - heights[: -2 * step]) / (2 * step)
    there = ~np.isnan(slopes).all(axis=0)
    if not there.any():
        return np.zeros(width)
    usual = np.zeros(width)
    usual[there] = np.nanmedian(slopes[:, there], axis=0)
    height = np.cumsum(usual)
    return np.asarray(height - height[there].mean(), np.float64)


def _between(
    places: NDArray[np.float64], field: NDArray[np.float64], shared: NDArray[np.float64], height: int
) -> Floats:
    """The displacement between the rules in proportion, above the first and below the last as there."""
    rows = np.arange(height)
    out = np.empty((height, field.shape[1]), np.float32)
    for x in range(field.shape[1]):
        known = ~np.isnan(field[:, x])
        out[:, x] = np.interp(rows, places[known], field[known, x]) if known.any() else shared[x]
    return out
