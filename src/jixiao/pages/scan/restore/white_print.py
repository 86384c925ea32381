"""White print on dark fields, as heads of lists have it, made dark print on white paper.

A field is filled evenly, lies inside the page between level and upright sides, and what stands in it is print lighter
than the fill: thin strokes, no larger than characters, with the fill all around them. Sectors and bars of charts,
photographs and emblems are none. Its sides are sides of cells, and become rules. Pages without any such field stay as
they are.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Floats, Grey
from jixiao.pages.scan.restore import settings


def without_fields(picture: Grey, scale: float) -> Grey:
    """The picture (`scale` pixels a point, grey or RGB) with the print of dark fields dark on white; itself without."""
    step = max(1, int(scale / settings.FIELDS.fine))
    small = cv2.resize(picture, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    out = picture
    for near, about in _fields(np.asarray(small, np.uint8), scale / step):
        part = tuple(slice(s.start * step, s.stop * step) for s in near)
        mine = _turned_round(out[part], about, scale, step)
        if mine is None:
            continue
        out = out.copy() if out is picture else out
        field, print_ = mine
        out[part][field] = print_[field] if out.ndim == 2 else print_[field][:, None]
    return out


def _fields(small: Grey, points: float) -> Iterator[tuple[tuple[slice, slice], Grey]]:
    """Parts of the small picture around what is like a dark field of one colour, and where in them that lies."""
    darkest = _darkest(small)
    if not _has_blocks(darkest, settings.FIELDS.solid * points):
        return
    solid = _even(darkest, settings.FIELDS.solid * points)
    if not solid.any():
        return
    whole = _whole(darkest < settings.FIELDS.dark, points)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=4)
    edge = 2 + round(settings.FIELDS.stroke * points)
    for i in range(1, count):
        x, y, w, h, size = stats[i].tolist()
        inside = min(x, y, small.shape[1] - x - w, small.shape[0] - y - h) >= settings.FIELDS.margin * points
        if not inside or min(w, h) < settings.FIELDS.low * points:
            continue
        near = (slice(max(0, y - edge), y + h + edge), slice(max(0, x - edge), x + w + edge))
        pieces = _pieces(small[near], (labels[near] == i) & (darkest[near] < settings.FIELDS.dark), solid[near])
        parts = [part for piece in pieces for part in _parts(_whole(piece, points), solid[near], points)]
        if sum(map(np.count_nonzero, parts)) >= settings.FIELDS.some * size:  # else one of a picture
            yield from ((near, part) for part in parts)


def _pieces(colours: Grey, dark: NDArray[np.bool_], solid: Grey) -> Iterator[NDArray[np.bool_]]:
    """What of a dark place has one colour, the most frequent first."""
    colours = colours.reshape(*colours.shape[:2], -1)
    coarse = (colours // settings.FIELDS.even).astype(np.int64) @ 16 ** np.arange(colours.shape[2])
    left = dark & (solid > 0)
    for _ in range(settings.FIELDS.colours):
        if not left.any():
            return
        usual = left & (coarse == np.bincount(coarse[left]).argmax())
        apart = np.abs(colours - np.median(colours[usual], axis=0)).max(axis=2)
        yield dark & (apart <= settings.FIELDS.even)
        left &= apart > settings.FIELDS.even


def _parts(whole: Grey, solid: Grey, points: float) -> Iterator[Grey]:
    """The parts of a place of one colour that are like fields."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=4)
    for i in range(1, count):
        _, _, w, h, size = stats[i].tolist()
        shape = (labels == i).astype(np.uint8)
        bare = np.count_nonzero(solid & shape)
        if _is_sized(w / points, h / points) and bare >= settings.FIELDS.bare * size and _has_sides(shape, points):
            yield shape


def _whole(dark: NDArray[np.bool_], points: float) -> Grey:
    """The dark place with its print, without rules and characters beside it."""
    closed = cv2.morphologyEx(dark.astype(np.uint8), cv2.MORPH_CLOSE, _square(settings.FIELDS.stroke * points))
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, _square(settings.FIELDS.low * points)), np.uint8)


def _has_blocks(small: Grey, side: float) -> bool:
    """Whether any block of half that side is dark: one lies in each dark square."""
    half = max(1, round(side) // 2)
    whole = cv2.copyMakeBorder(small, 0, -small.shape[0] % half, 0, -small.shape[1] % half, cv2.BORDER_REPLICATE)
    blocks = cv2.resize(whole, (whole.shape[1] // half, whole.shape[0] // half), interpolation=cv2.INTER_AREA)
    return bool((blocks < settings.FIELDS.dark).any())


def _even(small: Grey, side: float) -> Grey:
    """Where squares lie that are dark and even all over: no strokes are, however dense."""
    square = _square(side)
    level = cv2.dilate(small, square)
    even = (level < settings.FIELDS.dark) & (level - cv2.erode(small, square) <= settings.FIELDS.even)
    return np.asarray(cv2.dilate(even.astype(np.uint8), square), np.uint8)


def _has_sides(shape: Grey, points: float) -> bool:
    """Whether it is made of rectangles, as cells are and no star or ring of a seal is, nor a disc of a chart."""
    contours, _ = cv2.findContours(shape, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    corners = cv2.approxPolyDP(max(contours, key=len), settings.FIELDS.waver * points, closed=True)[:, 0]
    across, down = np.abs(np.diff(corners, axis=0, append=corners[:1])).T
    lengths = np.hypot(across, down)
    straight = np.minimum(across, down) <= np.tan(np.radians(settings.DESKEW.lean)) * np.maximum(across, down)
    least = min(settings.FIELDS.long * points, np.ptp(corners, axis=0).min() - settings.FIELDS.waver * points)
    if lengths[straight & (lengths >= least)].sum() < settings.FIELDS.sides * lengths.sum():
        return False
    low, long = (max(1, round(n * points)) for n in (settings.FIELDS.low, settings.FIELDS.long))
    framed = cv2.copyMakeBorder(shape, long, long, long, long, cv2.BORDER_CONSTANT, value=0)
    boxes = [cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones(n, np.uint8)) for n in ((low, long), (long, low))]
    inside = np.count_nonzero(np.maximum(*boxes))
    return bool(inside >= settings.FIELDS.sides * np.count_nonzero(shape))


def _is_sized(wide: float, high: float) -> bool:
    """Whether a field (points) is as large as a cell, and not as seals with white characters are."""
    least, most = min(wide, high), max(wide, high)
    seal = least >= settings.FIELDS.seal and most <= min(settings.FIELDS.seals, settings.FIELDS.square * least)
    return least >= settings.FIELDS.low and most >= settings.FIELDS.long and not seal


def _turned_round(part: Grey, about: Grey, scale: float, step: int) -> tuple[NDArray[np.bool_], Grey] | None:
    """Where exactly the field lies that is `about` there (on a picture `step` times as small), and its print dark on
    white; None where its print is not light."""
    height, width = part.shape[:2]
    about = cv2.resize(about, None, fx=step, fy=step, interpolation=cv2.INTER_NEAREST)[:height, :width]
    colours = part.reshape(height, width, -1).astype(np.float32)
    inner = cv2.erode(about, _square(2 * settings.FIELDS.rim * scale), borderValue=0) > 0
    darkest = _darkest(part)
    sure = inner & (darkest < settings.FIELDS.dark)
    if np.count_nonzero(sure) < settings.FIELDS.some * np.count_nonzero(inner) or not sure.any():
        return None
    fill = np.median(colours[sure], axis=0)
    light = np.percentile(colours[inner], settings.FIELDS.lightest, axis=0) - fill
    reach = float(light @ light)
    if float(light.max()) < settings.FIELDS.clear or float(light.min()) < -settings.FIELDS.even / 4:
        return None
    ahead: Floats = ((colours - fill) @ light) / reach  # 0 in the fill, 1 in the print
    under = colours.max(axis=2) < settings.FIELDS.black * float(fill.max())
    other = cv2.morphologyEx((under & inner).astype(np.uint8), cv2.MORPH_OPEN, _square(settings.FIELDS.solid * scale))
    if np.count_nonzero(other) >= settings.FIELDS.solid**2 * scale * scale:
        return None  # a darker field beside it
    signs, more = _print(_strokes(ahead > 0.5, scale), about, scale)
    darker = np.count_nonzero(_strokes(under & inner, scale))
    least = settings.FIELDS.least * scale * scale
    if signs < max(least, more) or darker > settings.FIELDS.other * signs:
        return None
    black = -float(-fill @ light) / reach
    below = np.clip(-ahead / black, 0, 1) if black >= settings.FIELDS.deep else np.zeros_like(ahead)
    below[below < 0.5] = 0  # the fill is not even to the last level
    ink = np.where(ahead < 0, below, np.clip((ahead - settings.FIELDS.noise) / (1 - 2 * settings.FIELDS.noise), 0, 1))
    reached = cv2.dilate(about, _square(2 * settings.FIELDS.rim * scale))
    field = _filled(reached & (ahead < 0.5).astype(np.uint8), scale)
    side = _square(2 * round(settings.FIELDS.rule * scale) + 1)
    rules = (field > 0) & (cv2.erode(field, side, borderValue=0) == 0)
    drawn = np.where(rules, 255, 255 * ink)
    return field > 0, (255 - drawn).astype(np.uint8)


def _strokes(ink: NDArray[np.bool_], scale: float) -> Grey:
    """The pixels that are of no level or upright line, as are those between cells and strips left unpainted."""
    seen, long = ink.astype(np.uint8), max(1, round(settings.FIELDS.long * scale))
    lines = (cv2.morphologyEx(seen, cv2.MORPH_OPEN, np.ones(n, np.uint8)) for n in ((1, long), (long, 1)))
    return np.asarray(seen & ~np.maximum(*lines) & 1, np.uint8)


def _print(light: Grey, about: Grey, scale: float) -> tuple[int, int]:
    """How many of the light pixels are strokes of characters with the field `about` them, and how many are else in it,
    as sectors, emblems and lit windows are; what reaches beyond the field is neither."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(light, connectivity=8)
    outline, _ = cv2.findContours(about, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    within = cv2.drawContours(np.zeros_like(about), outline, -1, 1, cv2.FILLED)
    beyond = np.bincount(labels[within == 0], minlength=count) > 0
    beyond[0] = True
    thick = cv2.morphologyEx(light, cv2.MORPH_OPEN, _square(settings.FIELDS.stroke * scale))
    sizes = stats[:, cv2.CC_STAT_AREA]
    large = np.bincount(labels[thick > 0], minlength=count) > settings.FIELDS.thick * sizes
    large |= stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) > settings.FIELDS.sign * scale
    return int(sizes[~beyond & ~large].sum()), int(sizes[~beyond & large].sum())


def _filled(dark: Grey, scale: float) -> Grey:
    """A field with the print in it, without the rules that end on it."""
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, _square(settings.FIELDS.stroke * scale))
    contours, _ = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    gaps = [c for c in contours if max(cv2.boundingRect(c)[2:]) < settings.FIELDS.low * scale]
    cv2.drawContours(closed, gaps, -1, 1, cv2.FILLED)
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, _square(settings.FIELDS.low / 2 * scale)), np.uint8)


def _darkest(picture: Grey) -> Grey:
    """The darkest channel: colours are dark in one, paper and white print in none."""
    return picture if picture.ndim == 2 else np.asarray(cv2.min(cv2.min(*cv2.split(picture)[:2]), picture[..., 2]))


def _square(side: float) -> NDArray[np.uint8]:
    return np.ones((max(1, round(side)),) * 2, np.uint8)
