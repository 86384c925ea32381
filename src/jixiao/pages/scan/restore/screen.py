"""Pictures made of dots: greys dithered to black and white, halftone print, the pixels of a photographed screen.

The dots are smoothed over just as far as the page's own flat places ask: those tell how rough its paper is, and at
which width that is gone. Characters are made of strokes wider than dots, so they stay.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from jixiao.pages.scan.model import Floats, Grey
from jixiao.pages.scan.restore import settings


class Smoothed(NamedTuple):
    """A picture without its dots, and whether those were as dark as print: then thin strokes may be gone with them."""

    picture: Grey
    coarse: bool


def without_screen(picture: Grey, scale: float) -> Smoothed:
    """The picture (`scale` pixels a point) with its dots as the greys they stand for; itself where paper is smooth."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) if picture.ndim == 3 else picture
    part = _some_rows(grey)
    if part.size == 0:
        return Smoothed(picture, coarse=False)
    flat = _flat(part)
    rough = _roughness(part.astype(np.float32), flat)
    if rough <= settings.SCREEN.rough:
        return Smoothed(picture, coarse=False)
    widths = np.arange(settings.SCREEN.step, settings.SCREEN.widest + settings.SCREEN.step / 2, settings.SCREEN.step)
    for width in widths:
        seen = cv2.GaussianBlur(part.astype(np.float32), (0, 0), float(width) * scale)
        if _roughness(seen, flat) <= settings.SCREEN.smooth:
            break
    smooth = np.asarray(cv2.GaussianBlur(picture, (0, 0), float(width) * scale), np.uint8)
    return Smoothed(smooth, rough >= settings.SCREEN.coarse)


def _some_rows(grey: Grey) -> Grey:
    """Bands of rows spread over the page, whole tiles of them: what tells is everywhere."""
    side = settings.SCREEN.tile
    high, wide = (n // side * side for n in grey.shape)
    rows = grey[:high, :wide].reshape(high // side, side, wide)[:: settings.SCREEN.every]
    return np.ascontiguousarray(rows.reshape(-1, wide))


def _tiles(part: Floats) -> Floats:
    """Its square tiles, one a row."""
    side = settings.SCREEN.tile
    high, wide = part.shape
    tiles = part.reshape(high // side, side, wide // side, side).swapaxes(1, 2)
    return tiles.reshape(-1, side * side)


def _flat(part: Grey) -> Floats:
    """Which tiles hold no stroke: they are even once everything as small as a dot is smoothed over."""
    even = _tiles(cv2.GaussianBlur(part, (0, 0), settings.SCREEN.even))
    spread = even.max(axis=1).astype(np.float32) - even.min(axis=1)
    flat: Floats = spread <= max(settings.SCREEN.spread, float(np.percentile(spread, settings.SCREEN.least)))
    return flat


def _roughness(part: Floats, flat: Floats) -> float:
    """The standard deviation in grey levels that flat tiles usually have."""
    return float(np.median(_tiles(part)[flat].std(axis=1)))
