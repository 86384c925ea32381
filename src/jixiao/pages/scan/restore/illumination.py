"""The light of a page picture: paper made white, print told from stamps, dust and holes."""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Floats, Grey
from jixiao.pages.scan.patches import patches_of
from jixiao.pages.scan.restore import settings


class Stamps(NamedTuple):
    """A grey picture without stamps, and where they lay (255 where stamp ink is, None without any)."""

    print: Grey
    mask: Grey | None


def evened(picture: Grey, scale: float) -> Grey:
    """The picture with paper white everywhere, each channel for itself: shadows, tints and shading are gone."""
    if picture.ndim == 2:
        return _flattened(cv2.divide(picture, np.maximum(_paper(picture, scale), 24), scale=255), scale)
    papers = [np.maximum(_paper(picture[..., i], scale), 24) for i in range(picture.shape[2])]
    white = [cv2.divide(picture[..., i], paper, scale=255) for i, paper in enumerate(papers)]
    return cv2.merge([_flattened(each, scale) for each in _greyed(white, papers)])


def _flattened(channel: Grey, scale: float) -> Grey:
    """An evened channel whose paper is white on the whole, as bands of light and rough paper leave it darker: the
    widest places are taken for paper, not the lightest ones."""
    step = settings.ILLUMINATION.smaller
    small = cv2.resize(channel, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    paper = (small > settings.ILLUMINATION.light).astype(np.float32)
    if not paper.any() or float(np.median(small[paper > 0])) >= settings.ILLUMINATION.white:
        return channel
    reach = settings.ILLUMINATION.band * scale / step
    share = cv2.GaussianBlur(paper, (0, 0), reach)
    level = cv2.GaussianBlur(paper * small, (0, 0), reach) / np.maximum(share, 1e-3)
    level = np.where(share > settings.ILLUMINATION.some, level, 255).astype(np.float32)
    whole = cv2.resize(level, channel.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(channel, whole.astype(np.uint8), scale=255), np.uint8)


def _greyed(white: list[Grey], papers: list[Grey]) -> list[Grey]:
    """Evened channels of coloured paper, in which black print is as dark in each: it is not so dark in all as the
    colour of the paper has it, and would look coloured itself."""
    lightness = [float(np.median(paper)) for paper in papers]
    most = int(np.argmax(lightness))
    if lightness[most] < settings.ILLUMINATION.tint * min(lightness):
        return white
    dark = 255 - white[most]
    print_ = (dark > settings.ILLUMINATION.grey * 255) & (dark < (1 - settings.ILLUMINATION.grey) * 255)
    if np.count_nonzero(print_) < settings.ILLUMINATION.dusty:
        return white
    out = []
    for each in white:
        gain = float(np.median(dark[print_] / np.maximum(1.0, 255.0 - each[print_])))
        gain = float(np.clip(gain, 1 / settings.ILLUMINATION.regained, settings.ILLUMINATION.regained))
        out.append(255 - cv2.convertScaleAbs(255 - each, alpha=gain))
    return out


def _paper(channel: Grey, scale: float) -> Grey:
    """The brightness of the paper at each pixel, as it would be without ink."""
    height, width = channel.shape
    small = cv2.resize(
        channel,
        (max(8, width // settings.ILLUMINATION.smaller), max(8, height // settings.ILLUMINATION.smaller)),
        interpolation=cv2.INTER_AREA,
    )
    size = int(settings.ILLUMINATION.widest_ink * scale / settings.ILLUMINATION.smaller) | 1
    closed = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    return cv2.resize(cv2.GaussianBlur(closed, (0, 0), size / 3), (width, height), interpolation=cv2.INTER_LINEAR)


def noise_of(grey: Grey) -> float:
    """The standard deviation of the paper in grey levels."""
    part = np.ascontiguousarray(grey[:: max(1, grey.shape[0] // 600)])
    paper = np.searchsorted(np.cumsum(np.bincount(part.ravel(), minlength=256)), 0.6 * part.size) - 40
    left, right = part[:, :-1], part[:, 1:]
    steps = np.bincount(cv2.absdiff(left, right)[(cv2.min(left, right) > paper)])
    middle = float(np.searchsorted(np.cumsum(steps), steps.sum() / 2)) if steps.size else 0.0
    return 1.4826 * middle / float(np.sqrt(2))


def without_stamps(picture: Grey, scale: float) -> Stamps:
    """An evened picture as grey, the ink of stamps taken off and the strokes under it kept.

    A stamp is coloured and large in both directions; coloured lines of text stay print, and so does all ink of a page
    that is mostly printed in colour, as by carbon paper.
    """
    if picture.ndim == 2:
        return Stamps(picture, None)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    step = max(1, round(scale))
    few = cv2.resize(picture, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    spread = few.max(axis=2).astype(np.int16) - few.min(axis=2)
    if np.count_nonzero(spread > 32) < 0.25 * settings.ILLUMINATION.stamp * settings.ILLUMINATION.stamp * 0.1:
        return Stamps(grey, None)
    colour = colour_of(picture)
    if is_print(picture, colour, scale):
        return Stamps(picture.min(axis=2), None)
    mask = np.zeros(grey.shape, np.uint8)
    for x, y, w, h in _stamp_boxes(colour, scale):
        part = slice(y, y + h), slice(x, x + w)
        ink, tinged = _unmixed(picture[part], colour[part])
        grey[part] = np.where(tinged, np.minimum(255, 255 * np.exp(-ink)), grey[part]).astype(np.uint8)
        mask[part][tinged] = 255
    return Stamps(grey, mask if mask.any() else None)


def is_print(picture: Grey, colour: Floats, scale: float) -> bool:
    """Whether most places with ink hold coloured ink: a stamp covers a part of the print, never most of it."""
    size = settings.ILLUMINATION.widest_ink * scale
    places = tuple(max(1, round(n / size)) for n in colour.shape[::-1])
    step = max(1, round(scale / settings.ILLUMINATION.sampled))
    red, green, blue = cv2.split(np.ascontiguousarray(picture[::step, ::step]))
    dark = _density(cv2.min(cv2.min(red, green), blue)) > settings.ILLUMINATION.coloured
    ink, coloured = (
        cv2.resize(part.astype(np.float32), places, interpolation=cv2.INTER_AREA)
        for part in (dark, dark & (colour[::step, ::step] > settings.ILLUMINATION.tinged))
    )
    return bool(np.count_nonzero(coloured > ink / 2) > np.count_nonzero(ink) / 2)


def _density(picture: Grey) -> Floats:
    """Optical density of each channel: inks that lie over each other add up."""
    table = -np.log(np.maximum(np.arange(256), 255 * np.exp(-settings.ILLUMINATION.ink)) / 255).astype(np.float32)
    return np.asarray(cv2.LUT(picture, table), np.float32)


def colour_of(picture: Grey) -> Floats:
    """How far the densest channel is from the lightest, a little smoothed (pictures keep colour less sharp)."""
    red, green, blue = cv2.split(picture)
    darkest, lightest = cv2.min(cv2.min(red, green), blue), cv2.max(cv2.max(red, green), blue)
    return cv2.GaussianBlur(_density(darkest) - _density(lightest), (0, 0), 1.0)


def _stamp_boxes(colour: Floats, scale: float) -> list[tuple[int, int, int, int]]:
    """Boxes (x, y, width, height) around the coloured things that are as large as stamps."""
    step = max(1, round(scale))
    sure = cv2.resize(
        (colour > settings.ILLUMINATION.coloured).astype(np.uint8) * 255,
        None,
        fx=1 / step,
        fy=1 / step,
        interpolation=cv2.INTER_AREA,
    )
    reach = round(settings.ILLUMINATION.apart * scale / step)
    joined = cv2.dilate((sure > 60).astype(np.uint8), np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    out = []
    for x, y, w, h, _ in stats[1:count]:
        least, most = min(w, h) * step / scale, max(w, h) * step / scale
        if least < settings.ILLUMINATION.stamp or most > settings.ILLUMINATION.longest * least:
            continue
        x0, y0, x1, y1 = (int(n * step) for n in (x, y, x + w, y + h))
        part = colour[y0:y1, x0:x1]
        if float(np.percentile(part[part > settings.ILLUMINATION.coloured], 90)) > settings.ILLUMINATION.inked:
            out.append((x0, y0, x1 - x0, y1 - y0))
    return out


def _unmixed(picture: Grey, colour: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """The density of print alone where stamps lie, and where they do.

    A stamp's ink is weakest in one channel: what is seen there is print and a known share of the stamp's colour.
    Inks of several hues are taken each for itself.
    """
    density = _density(picture)
    tinged = colour > settings.ILLUMINATION.tinged
    ink = density.mean(axis=2)
    for mine in _hues(picture, colour):
        sure = mine & (colour > settings.ILLUMINATION.coloured)
        if not sure.any():
            continue
        channel = density[..., int(density[sure].mean(axis=0).argmin())]
        bare = sure & (channel < settings.ILLUMINATION.bare)
        share = float(np.median(channel[bare] / colour[bare])) if np.count_nonzero(bare) > 50 else 0.1
        ink[mine] = np.maximum(channel - min(share, 0.9) * colour, 0)[mine]
    reach = cv2.dilate(tinged.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.where(ink < settings.ILLUMINATION.paper, 0, ink).astype(np.float32), reach


def _hues(picture: Grey, colour: Floats) -> list[NDArray[np.bool_]]:
    """For each stamp ink of a part of the page the pixels that are nearest to its hue."""
    hue = cv2.cvtColor(cv2.GaussianBlur(picture, (0, 0), 1.0), cv2.COLOR_RGB2HSV)[..., 0].astype(np.int16)
    sure = colour > settings.ILLUMINATION.coloured
    counts = np.bincount(hue[sure], weights=colour[sure], minlength=180).astype(np.float32)
    smooth = cv2.blur(np.tile(counts, 3)[None], (9, 1))[0][180:360]
    peaks: list[int] = []
    for at in np.argsort(-smooth):
        if smooth[at] < settings.ILLUMINATION.few * smooth.max() or smooth[at] == 0:
            break
        if all(_apart(int(at), peak) >= settings.ILLUMINATION.hues for peak in peaks):
            peaks.append(int(at))
    nearest = np.argmin([_apart(hue, peak) for peak in peaks], axis=0) if peaks else np.zeros(hue.shape, np.intp)
    return [nearest == i for i in range(max(1, len(peaks)))]


def _apart(a: Any, b: int) -> Any:
    """How far two hues (0..179) lie from each other on their circle."""
    return np.minimum((a - b) % 180, (b - a) % 180)


def without_holes(grey: Grey, scale: float) -> Grey:
    """The picture without punched holes: round, of a finger's width, between the side of the page and its text."""
    width, side = grey.shape[1], int(settings.ILLUMINATION.side * scale)
    least, most = settings.ILLUMINATION.hole_least * scale, settings.ILLUMINATION.hole_most * scale
    reach = round(settings.ILLUMINATION.rim * scale)
    out = grey
    for left in (0, max(0, width - side - 1)):
        strip = grey[:, left : left + side + 1]
        ink = (strip < 255 - settings.ILLUMINATION.dark).astype(np.uint8)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
        for i in range(1, count):
            x, y, w, h, _ = stats[i]
            inner = x + w > side if left == 0 else x == 0  # it goes on towards the text
            if inner or not least <= min(w, h) <= max(w, h) <= most:
                continue
            part = labels[y : y + h, x : x + w] == i
            hull = cv2.contourArea(cv2.convexHull(cv2.findNonZero(part.astype(np.uint8)))) / (w * h)
            if abs(hull - np.pi / 4) < settings.ILLUMINATION.round:
                out = out.copy() if out is grey else out
                at = left + x
                out[max(0, y - reach) : y + h + reach, max(0, at - reach) : at + w + reach] = 255
    return out


def without_specks(clean: Grey, scale: float, stamp: Grey | None = None) -> Grey:
    """A picture without rules and without grains of dust; on a dusty page without specks that touch no print either.

    What is as large as a decimal point stays, and so do parts of broken strokes and, but for where a stamp lies
    (255), of faint ones.
    """
    ink = (clean < 255 - settings.ILLUMINATION.dark).astype(np.uint8)
    labels, stats, _ = patches_of(ink)
    area = stats[:, cv2.CC_STAT_AREA] / (scale * scale)
    small = area < (
        settings.ILLUMINATION.speck
        if np.count_nonzero(area < settings.ILLUMINATION.speck) > settings.ILLUMINATION.dusty
        else settings.ILLUMINATION.grain
    )
    small[0] = False
    strokes = _strokes(clean, scale)
    specks = small[labels] & ~(strokes if stamp is None else strokes & (stamp == 0))
    reach = 2 * round(settings.ILLUMINATION.touches * scale) + 1
    near_print = cv2.dilate(ink * ~specks, np.ones((reach, reach), np.uint8)) > 0
    gone = cv2.dilate((specks & ~near_print).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    out = clean.copy()
    out[gone] = 255
    return out


def _strokes(clean: Grey, scale: float) -> NDArray[np.bool_]:
    """Where there is ink, however faint, that is as long as a stroke."""
    labels, stats, _ = patches_of((clean < 255 - settings.ILLUMINATION.faint).astype(np.uint8))
    long = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) >= settings.ILLUMINATION.dash * scale
    long[0] = False
    return np.asarray(long[labels], bool)
