"""Damage to page pictures by families, each a function with a strength: what scanners, copiers, hands and years do.

A family takes a `Crop` (grey picture, masks, rule ink) and a generator of chance, and ruins the picture. The masks stay
whole: what is meant is learnt. `HELD_OUT` names the families that training never sees; they are measured by
`python -m eval.scoring.rules_found`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

Picture = np.ndarray
Rng = np.random.Generator
WHITE = 255.0


@dataclass(slots=True)
class Crop:
    """A part of a page at `dpi`: `grey` (float, 0..255), `rules` (0..1: where rule ink lies), `other` (0..1: ink that
    is not print)."""

    grey: Picture
    rules: Picture
    other: Picture
    dpi: float

    def add(self, cover: Picture, tone: float) -> None:
        """Lay ink of that tone (0..1 of white) over the picture, as much as `cover` (0..1) says."""
        self.grey = self.grey * (1 - cover + cover * tone)
        self.other = np.maximum(self.other, cover * (1 - tone))


Family = Callable[[Crop, Rng, float], None]


def field(rng: Rng, shape: tuple[int, ...], cells: int) -> Picture:
    """A smooth field from 0 to 1."""
    coarse = rng.random((cells + 2, cells + 2)).astype(np.float32)
    out = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    low, high = float(out.min()), float(out.max())
    return (out - low) / max(high - low, 1e-6)


# --- geometry: where each pixel of the crop lies on the page ---------------------------------------------------------


def bent(xs: Picture, ys: Picture, rng: Rng, strength: float) -> tuple[Picture, Picture]:
    """Coordinates after one way of bending paper: folds, a page's curl, or rollers that pull unevenly."""
    kind = rng.random()
    size = float(xs.max() - xs.min()) + 1
    if kind < 0.5:
        if rng.random() < 0.75:
            ys = ys + _zigzag(xs, rng, strength, size)
        if rng.random() < 0.4:
            xs = xs + _zigzag(ys, rng, strength, size)
    elif kind < 0.8:
        low, wide = float(xs.min()), size * rng.uniform(0.5, 2)
        high = strength * rng.uniform(4, 26)
        if rng.random() < 0.6:
            ys = ys + high * np.sin((xs - low) / wide * math.pi + rng.uniform(0, 6))
        else:
            ys = ys + high * np.exp(-(xs - low) / (0.25 * wide))
            xs = xs + 0.4 * high * np.exp(-(xs - low) / (0.2 * wide))
    else:
        wave = rng.uniform(60, 400)
        ys = ys + strength * rng.uniform(1, 7) * np.sin(ys / wave * 2 * math.pi + rng.uniform(0, 6))
        if rng.random() < 0.5:
            xs = xs + strength * rng.uniform(0.5, 4) * np.sin(ys / rng.uniform(40, 300) * 2 * math.pi)
    return xs, ys


def folded(xs: Picture, ys: Picture, rng: Rng, strength: float) -> tuple[Picture, Picture]:
    """Coordinates of a whole page that was folded once to three times and does not lie flat: it rises and falls."""
    high = strength * rng.uniform(12, 34)
    for _ in range(1 + int(rng.random() < 0.4)):
        along = xs if rng.random() < 0.8 else ys
        count = int(rng.integers(1, 4))
        low, size = float(along.min()), float(along.max() - along.min())
        knots = low + size * np.linspace(0, 1, count + 2) + rng.uniform(-0.06, 0.06, count + 2) * size
        values = high * rng.uniform(0.4, 1, count + 2) * (-1) ** np.arange(count + 2)
        bend = np.interp(along, knots, values).astype(np.float32)
        xs, ys = (xs, ys + bend) if along is xs else (xs + bend, ys)
    return xs, ys


def curled(xs: Picture, ys: Picture, rng: Rng, strength: float) -> tuple[Picture, Picture]:
    """Coordinates of a page that curves towards its spine, or that rollers pulled unevenly."""
    share = (xs - xs.min()) / float(xs.max() - xs.min())
    if rng.random() < 0.6:
        share = share if rng.random() < 0.5 else 1 - share
        return xs, ys + strength * rng.uniform(20, 45) * np.exp(-share / 0.22)
    return xs, ys + strength * rng.uniform(8, 18) * np.sin(share * math.pi * rng.uniform(1, 2.5))


def _zigzag(along: Picture, rng: Rng, strength: float, size: float) -> Picture:
    """A displacement with a new slope after each fold."""
    low = float(along.min())
    count = int(rng.integers(1, 5))
    folds = np.sort(rng.uniform(low, low + size, count))
    knots = np.concatenate([[low - 1], folds, [low + size + 1]])
    slopes = np.tan(np.radians(rng.uniform(-1, 1, count + 1) * (6 + 29 * strength * rng.random())))
    values = np.concatenate([[0], np.cumsum(np.diff(knots) * slopes)])
    values -= values.mean()
    return np.interp(along, knots, values).astype(np.float32)


# --- ink of the print ------------------------------------------------------------------------------------------------


def broken_rules(crop: Crop, rng: Rng, strength: float) -> None:
    """Rules dotted, dashed, in patches or dim."""
    h, w = crop.grey.shape
    kind = rng.random()
    if kind < 0.35:
        grain = cv2.GaussianBlur(rng.random((h, w)).astype(np.float32), (0, 0), rng.uniform(0.7, 1.6))
        keep = (grain > np.quantile(grain, min(0.93, strength * rng.uniform(0.4, 0.97)))).astype(np.float32)
    elif kind < 0.6:
        period, share = rng.uniform(3, 16), rng.uniform(0.25, 0.75)
        ys, xs = np.mgrid[0:h, 0:w]
        keep = (((xs + ys + rng.uniform(0, 9)) / period) % 1 < share).astype(np.float32)
    elif kind < 0.8:
        patches = field(rng, (h, w), int(rng.integers(6, 30)))
        keep = np.clip((patches - rng.uniform(0.25, 0.6)) * 8 + 0.5, 0, 1)
    else:
        keep = np.full((h, w), rng.uniform(0.15, 0.7), np.float32)
    if rng.random() < 0.5:
        keep = np.maximum(keep, rng.uniform(0, 0.35))
    if rng.random() < 0.4:
        keep = np.maximum(keep, (field(rng, (h, w), 5) > 0.5).astype(np.float32))
    gone = crop.rules * (1 - keep)
    crop.grey = crop.grey + (WHITE - crop.grey) * gone


def washed(crop: Crop, rng: Rng, strength: float) -> None:
    """All print paler, more so in places."""
    share = 1 - strength * rng.uniform(0.2, 0.85) * (0.5 + 0.5 * field(rng, crop.grey.shape, 4))
    crop.grey = WHITE - (WHITE - crop.grey) * share


def thick_or_thin(crop: Crop, rng: Rng, strength: float) -> None:
    """Strokes swollen or eaten."""
    up = cv2.resize(crop.grey, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
    size = 2 + int(rng.random() < 0.4 * strength)
    work = cv2.erode if rng.random() < 0.5 else cv2.dilate
    up = work(up, np.ones((size, size), np.uint8))
    crop.grey = cv2.resize(up, crop.grey.shape[::-1], interpolation=cv2.INTER_AREA)


def voids(crop: Crop, rng: Rng, strength: float) -> None:
    """Print scraped off in scratches and spots."""
    h, w = crop.grey.shape
    hole = np.zeros((h, w), np.float32)
    for _ in range(int(rng.integers(2, 4 + round(14 * strength)))):
        x, y = rng.uniform(0, w), rng.uniform(0, h)
        if rng.random() < 0.5:
            turn, long = rng.uniform(0, math.pi), rng.uniform(20, 200)
            end = (round(x + long * math.cos(turn)), round(y + long * math.sin(turn)))
            cv2.line(hole, (round(x), round(y)), end, 1, int(rng.integers(1, 3)), cv2.LINE_AA)
        else:
            cv2.circle(hole, (round(x), round(y)), int(rng.integers(1, 5)), 1, -1, cv2.LINE_AA)
    crop.grey = crop.grey + (WHITE - crop.grey) * hole * rng.uniform(0.5, 1)


# --- ink that is not print -------------------------------------------------------------------------------------------


def stamps(crop: Crop, rng: Rng, strength: float) -> None:
    """Round, oval and square stamps with frames and marks inside, from pale to as dark as print."""
    h, w = crop.grey.shape
    for _ in range(int(rng.integers(1, 3))):
        cover = np.zeros((h, w), np.float32)
        x, y = int(rng.integers(0, w)), int(rng.integers(0, h))
        side = int(rng.uniform(40, 110) * crop.dpi / 110)
        thick = int(rng.integers(2, 6))
        turn = rng.uniform(-30, 30)
        if rng.random() < 0.55:
            axes = (side, side if rng.random() < 0.7 else int(side * rng.uniform(0.5, 0.9)))
            cv2.ellipse(cover, (x, y), axes, turn, 0, 360, 1, thick, cv2.LINE_AA)
            if rng.random() < 0.4:
                cv2.ellipse(cover, (x, y), (axes[0] - 2 * thick, axes[1] - 2 * thick), turn, 0, 360, 1, 1, cv2.LINE_AA)
        else:
            box = cv2.boxPoints(((x, y), (2 * side, side * rng.uniform(0.6, 2)), turn if rng.random() < 0.7 else 0))
            cv2.polylines(cover, [np.int32(box)], True, 1, thick, cv2.LINE_AA)
            if rng.random() < 0.3:
                a, b = (box[0] + box[1]) / 2, (box[2] + box[3]) / 2
                cv2.line(cover, tuple(map(int, a)), tuple(map(int, b)), 1, max(1, thick - 1), cv2.LINE_AA)
        for _ in range(int(rng.integers(0, 40))):
            _stroke(cover, rng, (x, y), side * 0.8)
        ink = 0.55 + 0.45 * field(rng, (h, w), 6)
        grain = cv2.GaussianBlur(rng.random((h, w)).astype(np.float32), (0, 0), 1.0)
        crop.add(cover * ink * np.clip((grain - 0.4) * 9, 0.3, 1), 1 - strength * rng.uniform(0.2, 0.95))


def _stroke(cover: Picture, rng: Rng, middle: tuple[int, int], reach: float) -> None:
    x, y = (m + rng.uniform(-reach, reach) for m in middle)
    turn, long = rng.choice([0, math.pi / 2, rng.uniform(0, math.pi)]), rng.uniform(4, 16)
    a = (round(x), round(y))
    b = (round(x + long * math.cos(turn)), round(y + long * math.sin(turn)))
    cv2.line(cover, a, b, 1, int(rng.integers(1, 4)), cv2.LINE_AA)


def pen(crop: Crop, rng: Rng, strength: float) -> None:
    """Handwriting, ticks, crossings-out and lines drawn under or around words by hand."""
    h, w = crop.grey.shape
    cover = np.zeros((h, w), np.float32)
    for _ in range(int(rng.integers(1, 3 + round(4 * strength)))):
        x, y = rng.uniform(0, w), rng.uniform(0, h)
        count = int(rng.integers(4, 30))
        if rng.random() < 0.3:
            steps = np.stack([np.linspace(0, rng.uniform(40, 300), count), rng.normal(0, 1.2, count).cumsum()], 1)
        else:
            steps = rng.normal(0, rng.uniform(4, 14), (count, 2)).cumsum(axis=0) + np.arange(count)[:, None] * [4, 0]
        points = np.int32(np.round((np.array([x, y]) + steps) * 8))
        cv2.polylines(cover, [points], False, 1, int(rng.integers(1, 4)), cv2.LINE_AA, 3)
    crop.add(cover, 1 - strength * rng.uniform(0.4, 0.95))


def underlined(crop: Crop, rng: Rng, strength: float) -> None:
    """Lines under words and dashes of text: print, but no rules of a table."""
    h, w = crop.grey.shape
    for _ in range(int(rng.integers(1, 6))):
        x, y, long = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(12, 120)
        part = crop.grey[max(0, int(y) - 6) : int(y) + 7, max(0, int(x) - 4) : int(x + long) + 5]
        if part.size and part.min() > 150:
            cover = np.zeros((h, w), np.float32)
            cv2.line(cover, (round(x), round(y)), (round(x + long), round(y)), 1, int(rng.integers(1, 3)), cv2.LINE_AA)
            crop.grey = crop.grey * (1 - 0.9 * cover)


def shines_through(crop: Crop, rng: Rng, strength: float, back: Picture | None = None) -> None:
    """The print of the page's back, mirrored, paler and blurred."""
    if back is None:
        return
    soft = cv2.GaussianBlur(back[:, ::-1].astype(np.float32), (0, 0), rng.uniform(0.5, 2.2))
    crop.add(1 - soft / WHITE, 1 - strength * rng.uniform(0.08, 0.6))


def stains(crop: Crop, rng: Rng, strength: float) -> None:
    """Blots, rings of cups, dark corners, punched holes, strips of tape."""
    h, w = crop.grey.shape
    kind = rng.random()
    cover = np.zeros((h, w), np.float32)
    x, y = int(rng.integers(0, w)), int(rng.integers(0, h))
    if kind < 0.3:
        cover = np.clip((field(rng, (h, w), 5) - rng.uniform(0.6, 0.8)) * 6, 0, 1)
    elif kind < 0.5:
        cv2.circle(cover, (x, y), int(rng.integers(30, 120)), 1, int(rng.integers(2, 9)), cv2.LINE_AA)
    elif kind < 0.7:
        cv2.circle(cover, (x, y), int(rng.integers(8, 16)), 1, -1, cv2.LINE_AA)
    elif kind < 0.85:
        corner = np.float32([[0, 0], [rng.uniform(20, 150), 0], [0, rng.uniform(20, 150)]])
        cv2.fillPoly(cover, [np.int32(corner)], 1, cv2.LINE_AA)
        if rng.random() < 0.5:
            cover = cover[:, ::-1].copy()
    else:
        half = int(rng.integers(8, 25))
        cover[max(0, y - half) : y + half] = 1
    crop.add(cv2.GaussianBlur(cover, (0, 0), rng.uniform(0.5, 4)), 1 - strength * rng.uniform(0.1, 0.7))


def streaks(crop: Crop, rng: Rng, strength: float) -> None:
    """Thin lines of rollers and dirty glass down or across the page, some of them long and even; no rules."""
    h, w = crop.grey.shape
    for _ in range(int(rng.integers(1, 3 + round(4 * strength)))):
        cover = np.zeros((h, w), np.float32)
        lean = rng.uniform(-3, 3)
        tone = 1 - strength * rng.uniform(0.08, 0.5)
        if rng.random() < 0.7:
            x = rng.uniform(0, w)
            cv2.line(cover, (round(x), 0), (round(x + lean), h), 1, int(rng.integers(1, 4)), cv2.LINE_AA)
        else:
            y = rng.uniform(0, h)
            cv2.line(cover, (0, round(y)), (w, round(y + lean)), 1, int(rng.integers(1, 4)), cv2.LINE_AA)
        if rng.random() < 0.5:
            cover *= field(rng, (h, w), int(rng.integers(3, 20)))
        crop.add(cover, tone)


# --- paper and light -------------------------------------------------------------------------------------------------


def fibres(crop: Crop, rng: Rng, strength: float) -> None:
    """Paper of fibres and grain, from fine to coarse, in one direction or none."""
    h, w = crop.grey.shape
    noise = rng.normal(0, 1, (h, w)).astype(np.float32)
    long = int(rng.integers(3, 60)) | 1
    size = ((long, 1), (1, long), (3, 3))[int(rng.integers(0, 3))]
    texture = cv2.blur(noise, size)
    texture = texture / max(1e-6, float(texture.std()))
    crop.grey = crop.grey * (1 + strength * rng.uniform(0.02, 0.1) * texture)


def tinted(crop: Crop, rng: Rng, strength: float) -> None:
    """Paper that is not white, lit unevenly, with soft shadows and folds' shading."""
    h, w = crop.grey.shape
    paper = 1 - strength * rng.uniform(0, 0.45)
    light = 1 - strength * rng.uniform(0, 0.5) * field(rng, (h, w), int(rng.integers(1, 5)))
    if rng.random() < 0.4:
        ramp = np.clip((np.arange(w) - rng.uniform(0, w)) / rng.uniform(2, 60), -1, 1)
        ramp = ramp * strength * rng.uniform(0.02, 0.2)
        light = light * (1 - (ramp[None] if rng.random() < 0.5 else np.resize(ramp, h)[:, None]))
    crop.grey = crop.grey * paper * light.astype(np.float32)


def bands(crop: Crop, rng: Rng, strength: float) -> None:
    """Broad bands of toner or of a lamp that flickers."""
    h = crop.grey.shape[0]
    period = rng.uniform(12, 120)
    wave = np.sin(np.arange(h) / period * 2 * math.pi + rng.uniform(0, 6))
    if rng.random() < 0.5:
        wave = np.sign(wave)
    share = 1 - strength * rng.uniform(0.02, 0.2) * (0.5 + 0.5 * wave)
    crop.grey = crop.grey * share[:, None].astype(np.float32)


def noisy(crop: Crop, rng: Rng, strength: float) -> None:
    """Noise of a sensor, grains and specks."""
    h, w = crop.grey.shape
    noise = rng.normal(0, strength * rng.uniform(2, 22), (h, w)).astype(np.float32)
    if rng.random() < 0.5:
        noise = cv2.GaussianBlur(noise, (0, 0), 0.8) * 1.8
    crop.grey = crop.grey + noise
    if rng.random() < 0.4:
        count = rng.poisson(strength * rng.uniform(0.0002, 0.004) * h * w)
        crop.grey[rng.integers(0, h, count), rng.integers(0, w, count)] = rng.uniform(20, 150)
        crop.grey[rng.integers(0, h, count), rng.integers(0, w, count)] = 250


def soft(crop: Crop, rng: Rng, strength: float) -> None:
    """Out of focus, or moved in one direction."""
    if rng.random() < 0.75:
        crop.grey = cv2.GaussianBlur(crop.grey, (0, 0), 0.35 + strength * rng.uniform(0, 1.4))
    else:
        size = int(rng.integers(2, 3 + round(4 * strength)))
        crop.grey = cv2.blur(crop.grey, (size, 1) if rng.random() < 0.5 else (1, size))


# --- taking and keeping ----------------------------------------------------------------------------------------------


def one_bit(crop: Crop, rng: Rng, strength: float) -> None:
    """Black and white only, at twice the resolution: one level, an uneven one, one of the surroundings, a halftone."""
    up = cv2.resize(crop.grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    h, w = up.shape
    paper = float(np.percentile(up, 80))
    up = up + rng.normal(0, rng.uniform(0, 14), (h, w)).astype(np.float32)
    kind = rng.random()
    if kind < 0.4:
        level: Picture | float = paper * (1 - rng.uniform(0.12, 0.6))
    elif kind < 0.6:
        level = paper * (1 - rng.uniform(0.15, 0.4) - 0.2 * (field(rng, (h, w), 4) - 0.5))
    elif kind < 0.8:
        level = cv2.blur(up, (int(rng.integers(15, 60)),) * 2) - rng.uniform(8, 40)
    else:
        cell = int(rng.integers(3, 7))
        tile = rng.permutation(cell * cell).reshape(cell, cell) if rng.random() < 0.5 else _dots(cell)
        level = np.tile((tile + 0.5) / (cell * cell) * WHITE, (h // cell + 1, w // cell + 1))[:h, :w]
    bits = np.where(up > level, WHITE, 0).astype(np.float32)
    crop.grey = cv2.resize(bits, crop.grey.shape[::-1], interpolation=cv2.INTER_AREA)


def _dots(cell: int) -> Picture:
    """Thresholds of a clustered dot: the middle first."""
    ys, xs = np.mgrid[0:cell, 0:cell] - (cell - 1) / 2
    order = np.argsort(np.argsort((np.hypot(xs, ys) + 0.01 * xs).ravel()))
    return order.reshape(cell, cell)


def levels(crop: Crop, rng: Rng, strength: float) -> None:
    """Contrast raised or lowered, as copiers do."""
    middle, gain = rng.uniform(110, 190), 1 + strength * rng.uniform(-0.5, 2.5)
    crop.grey = WHITE / (1 + np.exp(np.clip(-(crop.grey - middle) * gain / 48, -30, 30)))


def jpeg(crop: Crop, rng: Rng, strength: float) -> None:
    """Kept as JPEG."""
    quality = int(90 - 70 * strength * rng.random())
    kept = cv2.imencode(".jpg", np.clip(crop.grey, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    crop.grey = cv2.imdecode(kept, cv2.IMREAD_GRAYSCALE).astype(np.float32)


# --- families kept back ----------------------------------------------------------------------------------------------


def watermark(crop: Crop, rng: Rng, strength: float) -> None:
    """Large grey words aslant over the page."""
    h, w = crop.grey.shape
    words = np.zeros((h, w), np.uint8)
    size = crop.dpi / 110 * rng.uniform(2.0, 3.5)
    for y in range(0, h, int(90 * size / 2)):
        for x in range(0, w, int(320 * size / 2)):
            at = (x + int(rng.integers(-20, 20)), y)
            cv2.putText(words, "SPECIMEN", at, cv2.FONT_HERSHEY_DUPLEX, size, 255, round(4 * size), cv2.LINE_AA)
    matrix = cv2.getRotationMatrix2D((w / 2, h / 2), rng.uniform(20, 45), 1.0)
    cover = cv2.warpAffine(words, matrix, (w, h)).astype(np.float32) / 255
    crop.add(cover, 1 - strength * rng.uniform(0.2, 0.55))


def screen(crop: Crop, rng: Rng, strength: float) -> None:
    """Photographed from a screen: the grid of its dots beats against the sensor's."""
    h, w = crop.grey.shape
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
    for _ in range(2):
        turn, wave = rng.uniform(0, math.pi), rng.uniform(2.2, 24)
        along = xs * math.cos(turn) + ys * math.sin(turn) + 3 * np.sin(xs / rng.uniform(60, 200))
        crop.grey = crop.grey * (1 - strength * 0.16 * (0.5 + 0.5 * np.sin(along / wave * 2 * math.pi)))
    crop.grey = crop.grey * (1 - 0.25 * strength * field(rng, (h, w), 2))


# How often each family strikes a crop in training, in the order in which they do in the world.
BEFORE: tuple[tuple[Family, float], ...] = (
    (broken_rules, 0.45),
    (thick_or_thin, 0.15),
    (washed, 0.25),
    (voids, 0.12),
    (underlined, 0.25),
    (stamps, 0.35),
    (pen, 0.2),
    (stains, 0.25),
)
AFTER: tuple[tuple[Family, float], ...] = (
    (soft, 0.6),
    (fibres, 0.25),
    (tinted, 0.4),
    (bands, 0.12),
    (streaks, 0.25),
    (noisy, 0.6),
    (one_bit, 0.22),
    (levels, 0.25),
    (jpeg, 0.4),
)
HELD_OUT: tuple[Family, ...] = (watermark, screen)
