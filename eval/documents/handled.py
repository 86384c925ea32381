"""Damage by hands: pages marked with a highlighter, spilt on, folded as letters, photographed while they curl.

As `eval.documents.physical`: a family takes a page in colour (blue, green, red; float, 0..255) and gives the picture
that is kept; a person reads every character of it. Nothing was trained on them.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from eval.documents.physical import WHITE, Family, Picture, Rng, _grain, _grey, _jpeg, _lens, _moved, _places, _smooth


def highlighter(page: Picture, rng: Rng) -> Picture:
    """Strokes of a highlighter along many lines of text, uneven at their ends, some over one another; in colour, or, as
    often, kept as grey."""
    height, width = page.shape[:2]
    out = page.copy()
    text = np.argwhere(_grey(page) < 120)
    inks = np.array([(70, 250, 255), (200, 150, 255), (150, 255, 150), (80, 190, 255)], np.float32) / WHITE
    for _ in range(int(rng.integers(12, 22))):
        y, x = (int(n) for n in text[rng.integers(len(text))])
        long, thick = int(rng.uniform(80, 620)), int(rng.uniform(24, 36))
        cover = np.zeros((height, width), np.float32)
        slope = rng.normal(0, 0.006)
        ends = [(x - 20, y), (min(width - 1, x + long), round(y + slope * long))]
        cv2.line(cover, ends[0], ends[1], 1, thick)
        cover = cv2.GaussianBlur(cover, (0, 0), 1.5) * (0.75 + 0.25 * _smooth(rng, page.shape, 20))
        ink = inks[int(rng.integers(len(inks)))]
        out *= 1 - cover[..., None] * (1 - ink)
    out = _grain(_lens(out, rng, 0.6), rng, 3)
    return out if rng.random() < 0.5 else np.repeat(_grey(out)[..., None], 3, axis=2)


def spilt(page: Picture, rng: Rng) -> Picture:
    """Tea over old paper: large brown patches with darker rims, one over another, on yellowed paper."""
    out = page * (np.array([200, 232, 245], np.float32) / WHITE)
    tea = np.array([95, 150, 190], np.float32) / WHITE
    for _ in range(int(rng.integers(2, 5))):
        wet = _smooth(rng, page.shape, int(rng.integers(2, 5)))
        level, depth = rng.uniform(0.5, 0.68), rng.uniform(0.15, 0.35)
        inside = 1 / (1 + np.exp(-(wet - level) * 160))
        rim = np.exp(-np.maximum(wet - level, 0) / rng.uniform(0.006, 0.015)) * inside
        out = out * (1 - (depth * inside + rng.uniform(0.3, 0.55) * rim)[..., None] * (1 - tea))
    return _grain(_lens(out, rng, 0.5), rng, 4)


def letter(page: Picture, rng: Rng) -> Picture:
    """Folded twice as a letter, opened and laid on the glass: panels rise to their creases, lit from one side; ink is
    worn off along the creases."""
    height, width = page.shape[:2]
    xs, ys = _places(page.shape)
    creases = height * np.array([rng.uniform(0.3, 0.36), rng.uniform(0.63, 0.7)])
    rise = sum(rng.uniform(5, 12) * np.exp(-np.abs(ys - crease) / 120) * (-1) ** i for i, crease in enumerate(creases))
    leaning = rise * (xs / width - 0.5) * rng.uniform(0.8, 1.6)
    out = _moved(page, xs + 0.3 * rise, ys + leaning)
    light = np.ones((height, width), np.float32)
    for crease in creases:
        away = (ys - crease) * rng.choice([-1, 1])
        light *= 1 - rng.uniform(0.12, 0.28) * np.exp(-np.maximum(away, 0) / rng.uniform(15, 60)) * (away >= 0)
        worn = np.exp(-((away / 1.6) ** 2)) * np.clip(_smooth(rng, page.shape, 40) * 2 - 0.7, 0, 0.8)
        out = out + (WHITE - out) * worn[..., None]
    return _grain(out * light[..., None] * 0.96, rng, 4)


def curled_photo(page: Picture, rng: Rng) -> Picture:
    """Photographed by hand while the page curls up at one side: lines bend, a shadow of the hand and of the curl."""
    height, width = page.shape[:2]
    xs, ys = _places(page.shape)
    share = xs / width if rng.random() < 0.5 else 1 - xs / width
    curl = np.exp(-share / rng.uniform(0.18, 0.3))
    bend = rng.uniform(18, 34) * curl + 6 * np.sin(xs / width * math.pi)
    out = _moved(page, xs + 0.25 * bend, ys + bend)
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    seen = corners + np.float32(rng.uniform(-0.02, 0.02, (4, 2)) * width)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    out = cv2.warpPerspective(out, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=(150, 160, 170))
    edge = (xs * math.cos(0.5) + ys * math.sin(0.5)) / width - rng.uniform(0.5, 1.1)
    light = (1 - 0.4 / (1 + np.exp(-edge * 25))) * (1 - 0.35 * curl) * (0.85 + 0.15 * _smooth(rng, page.shape, 2))
    cast = np.array([0.8, 0.93, 1.0], np.float32)
    return _jpeg(_grain(_lens(out * light[..., None] * cast, rng, 0.8), rng, 5), 80)


FAMILIES: dict[str, Family] = {
    each.__name__.replace("_", "-"): each for each in (highlighter, spilt, letter, curled_photo)
}
