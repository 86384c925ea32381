"""The light of a page picture: paper made white, print told from stamps, dust and holes."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Floats, Grey

# Paper is looked for on a picture this many times smaller, by closing over what is narrower than this (points).
_SMALLER = 8
_WIDEST_INK = 26.0
# Colour (difference of optical densities) from which a pixel may be stamp ink, and from which it is.
_TINGED, _COLOURED = 0.10, 0.22
# Points: a stamp is at least so large in both directions; its parts are nearer to each other than that.
_STAMP, _APART = 34.0, 9.0
_LONGEST = 4.0
# Densities: what is nearly white paper, and what is as dark as ink gets.
_PAPER, _INK = 0.04, 2.6


class Stamps(NamedTuple):
    """A grey picture without stamps, and where they lay (255 where stamp ink is, None without any)."""

    print: Grey
    mask: Grey | None


def evened(picture: Grey, scale: float) -> Grey:
    """The picture with paper white everywhere, each channel for itself: shadows, tints and shading are gone."""
    if picture.ndim == 3:
        return cv2.merge([evened(picture[..., i], scale) for i in range(picture.shape[2])])
    paper = np.maximum(_paper(picture, scale), 24)
    return cv2.divide(picture, paper, scale=255)


def _paper(channel: Grey, scale: float) -> Grey:
    """The brightness of the paper at each pixel, as it would be without ink."""
    height, width = channel.shape
    small = cv2.resize(channel, (max(8, width // _SMALLER), max(8, height // _SMALLER)), interpolation=cv2.INTER_AREA)
    size = int(_WIDEST_INK * scale / _SMALLER) | 1
    closed = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    return cv2.resize(cv2.GaussianBlur(closed, (0, 0), size / 3), (width, height), interpolation=cv2.INTER_LINEAR)


def noise_of(grey: Grey) -> float:
    """The standard deviation of the paper in grey levels."""
    part = grey[:: max(1, grey.shape[0] // 600)].astype(np.int16)
    paper = int(np.percentile(part, 60)) - 40
    steps = np.abs(np.diff(part, axis=1))[(part[:, 1:] > paper) & (part[:, :-1] > paper)]
    return float(1.4826 * np.median(steps) / np.sqrt(2)) if steps.size else 0.0


def without_stamps(picture: Grey, scale: float) -> Stamps:
    """An evened picture as grey, the ink of stamps taken off and the strokes under it kept.

    A stamp is coloured and large in both directions; coloured lines of text stay print.
    """
    if picture.ndim == 2:
        return Stamps(picture, None)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    step = max(1, round(scale))
    few = cv2.resize(picture, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    spread = few.max(axis=2).astype(np.int16) - few.min(axis=2)
    if np.count_nonzero(spread > 32) < 0.25 * _STAMP * _STAMP * 0.1:
        return Stamps(grey, None)
    colour = _colour(picture)
    mask = np.zeros(grey.shape, np.uint8)
    for x, y, w, h in _stamp_boxes(colour, scale):
        part = slice(y, y + h), slice(x, x + w)
        ink, tinged = _unmixed(_density(picture[part]), colour[part])
        grey[part] = np.where(tinged, np.minimum(255, 255 * np.exp(-ink)), grey[part]).astype(np.uint8)
        mask[part][tinged] = 255
    return Stamps(grey, mask if mask.any() else None)


def _density(picture: Grey) -> Floats:
    """Optical density of each channel: inks that lie over each other add up."""
    table = -np.log(np.maximum(np.arange(256), 255 * np.exp(-_INK)) / 255).astype(np.float32)
    density: Floats = table[picture]
    return density


def _colour(picture: Grey) -> Floats:
    """How far the densest channel is from the lightest, a little smoothed (pictures keep colour less sharp)."""
    darkest, lightest = picture.min(axis=2), picture.max(axis=2)
    return cv2.GaussianBlur(_density(darkest) - _density(lightest), (0, 0), 1.0)


def _stamp_boxes(colour: Floats, scale: float) -> list[tuple[int, int, int, int]]:
    """Boxes (x, y, width, height) around the coloured things that are as large as stamps."""
    step = max(1, round(scale))
    sure = cv2.resize(
        (colour > _COLOURED).astype(np.uint8) * 255, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA
    )
    reach = round(_APART * scale / step)
    joined = cv2.dilate((sure > 60).astype(np.uint8), np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    out = []
    for x, y, w, h, _ in stats[1:count]:
        least, most = min(w, h) * step / scale, max(w, h) * step / scale
        if least >= _STAMP and most <= _LONGEST * least:
            out.append((int(x * step), int(y * step), int(w * step), int(h * step)))
    return out


def _unmixed(density: Floats, colour: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """The density of print alone where a stamp lies, and where it does.

    The stamp's ink is weakest in one channel; what is seen there is print and a known share of the stamp's colour.
    """
    tinged = colour > _TINGED
    sure = colour > _COLOURED
    if not sure.any():
        return density.min(axis=2), np.zeros(colour.shape, bool)
    weakest = int(density[sure].mean(axis=0).argmin())
    channel = density[..., weakest]
    bare = sure & (channel < 0.9)  # without print underneath
    share = float(np.median(channel[bare] / colour[bare])) if np.count_nonzero(bare) > 50 else 0.1
    ink = np.maximum(channel - min(share, 0.9) * colour, 0)
    reach = cv2.dilate(tinged.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.where(ink < _PAPER, 0, ink).astype(np.float32), reach
