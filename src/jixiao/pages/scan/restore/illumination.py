"""The light of a page picture: paper made white, print told from stamps, dust and holes."""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Floats, Grey

# Paper is looked for on a picture this many times smaller, by closing over what is narrower than this (points).
_SMALLER = 8
_WIDEST_INK = 26.0
# Colour (difference of optical densities) from which a pixel may be stamp ink, and from which it is.
_TINGED, _COLOURED = 0.10, 0.22
# The colour that a tenth of a stamp's pixels have; the tinge of a shadow is weaker.
_INKED = 0.36
# Points: a stamp is at least so large in both directions; its parts are nearer to each other than that.
_STAMP, _APART = 34.0, 9.0
_LONGEST = 4.0
# Densities: what is nearly white paper, and what is as dark as ink gets.
_PAPER, _INK = 0.04, 2.6
# Density in a stamp's weakest channel below which there is no print under it.
_BARE = 0.9
# Darkness (of 255) of ink.
_DARK = 60
# Points: the least and greatest diameter of a punched hole, how far from the side of the page it reaches, its shadow.
# By how much its outline may differ from a circle, as a share of its box.
_HOLE, _SIDE, _RIM, _ROUND = (11.0, 26.0), 56.0, 2.0, 0.07
# Square points: a grain of dust, a speck, each smaller than a decimal point; so many of them make a page dusty.
# Points: what is so near to a stroke is a part of it. Darkness of a worn stroke, and points that it is long at least.
_GRAIN, _SPECK, _DUSTY, _TOUCHES = 0.30, 0.46, 500, 0.8
_FAINT, _DASH = 20, 2.6
# Hues (of 180) that two inks differ by at least; the share of the most frequent hue that makes another ink.
_HUES, _FEW = 15, 0.12


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
        ink, tinged = _unmixed(picture[part], colour[part])
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
    red, green, blue = cv2.split(picture)
    darkest, lightest = cv2.min(cv2.min(red, green), blue), cv2.max(cv2.max(red, green), blue)
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
        if least < _STAMP or most > _LONGEST * least:
            continue
        x0, y0, x1, y1 = (int(n * step) for n in (x, y, x + w, y + h))
        part = colour[y0:y1, x0:x1]
        if float(np.percentile(part[part > _COLOURED], 90)) > _INKED:
            out.append((x0, y0, x1 - x0, y1 - y0))
    return out


def _unmixed(picture: Grey, colour: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """The density of print alone where stamps lie, and where they do.

    A stamp's ink is weakest in one channel: what is seen there is print and a known share of the stamp's colour.
    Inks of several hues are taken each for itself.
    """
    density = _density(picture)
    tinged = colour > _TINGED
    ink = density.mean(axis=2)
    for mine in _hues(picture, colour):
        sure = mine & (colour > _COLOURED)
        if not sure.any():
            continue
        channel = density[..., int(density[sure].mean(axis=0).argmin())]
        bare = sure & (channel < _BARE)
        share = float(np.median(channel[bare] / colour[bare])) if np.count_nonzero(bare) > 50 else 0.1
        ink[mine] = np.maximum(channel - min(share, 0.9) * colour, 0)[mine]
    reach = cv2.dilate(tinged.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.where(ink < _PAPER, 0, ink).astype(np.float32), reach


def _hues(picture: Grey, colour: Floats) -> list[NDArray[np.bool_]]:
    """For each stamp ink of a part of the page the pixels that are nearest to its hue."""
    hue = cv2.cvtColor(cv2.GaussianBlur(picture, (0, 0), 1.0), cv2.COLOR_RGB2HSV)[..., 0].astype(np.int16)
    sure = colour > _COLOURED
    counts = np.bincount(hue[sure], weights=colour[sure], minlength=180).astype(np.float32)
    smooth = cv2.blur(np.tile(counts, 3)[None], (9, 1))[0][180:360]
    peaks: list[int] = []
    for at in np.argsort(-smooth):
        if smooth[at] < _FEW * smooth.max() or smooth[at] == 0:
            break
        if all(_apart(int(at), peak) >= _HUES for peak in peaks):
            peaks.append(int(at))
    nearest = np.argmin([_apart(hue, peak) for peak in peaks], axis=0) if peaks else np.zeros(hue.shape, np.intp)
    return [nearest == i for i in range(max(1, len(peaks)))]


def _apart(a: Any, b: int) -> Any:
    """How far two hues (0..179) lie from each other on their circle."""
    return np.minimum((a - b) % 180, (b - a) % 180)


def without_holes(grey: Grey, scale: float) -> Grey:
    """The picture without punched holes: round, of a finger's width, between the side of the page and its text."""
    _height, width = grey.shape
    ink = (grey < 255 - _DARK).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    out = grey
    for i in range(1, count):
        x, y, w, h, _ = stats[i]
        if not _HOLE[0] * scale <= min(w, h) <= max(w, h) <= _HOLE[1] * scale:
            continue
        if min(x + w, width - x) > _SIDE * scale:
            continue
        part = labels[y : y + h, x : x + w] == i
        hull = cv2.contourArea(cv2.convexHull(cv2.findNonZero(part.astype(np.uint8)))) / (w * h)
        if abs(hull - np.pi / 4) < _ROUND:
            out = out.copy() if out is grey else out
            reach = round(_RIM * scale)
            out[max(0, y - reach) : y + h + reach, max(0, x - reach) : x + w + reach] = 255
    return out


def without_specks(clean: Grey, scale: float, stamp: Grey | None = None) -> Grey:
    """A picture without rules and without grains of dust; on a dusty page without specks that touch no print either.

    What is as large as a decimal point stays, and so do parts of broken strokes and, but for where a stamp lies
    (255), of faint ones.
    """
    ink = (clean < 255 - _DARK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    area = stats[:, cv2.CC_STAT_AREA] / (scale * scale)
    small = area < (_SPECK if np.count_nonzero(area < _SPECK) > _DUSTY else _GRAIN)
    small[0] = False
    strokes = _strokes(clean, scale)
    specks = small[labels] & ~(strokes if stamp is None else strokes & (stamp == 0))
    reach = 2 * round(_TOUCHES * scale) + 1
    near_print = cv2.dilate(ink * ~specks, np.ones((reach, reach), np.uint8)) > 0
    gone = cv2.dilate((specks & ~near_print).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    out = clean.copy()
    out[gone] = 255
    return out


def _strokes(clean: Grey, scale: float) -> NDArray[np.bool_]:
    """Where there is ink, however faint, that is as long as a stroke."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats((clean < 255 - _FAINT).astype(np.uint8), connectivity=8)
    long = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) >= _DASH * scale
    long[0] = False
    return np.asarray(long[labels], bool)
