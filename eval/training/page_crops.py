"""Crops of printed pages, bent and ruined, with the masks that the network is to find."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from eval.training import damage
from eval.training.damage import Crop
from eval.training.ruled_pages import DPI, RuledPage

Picture = np.ndarray
Rng = np.random.Generator
# Pixels a side, usual dots an inch of what the network sees, and by how much it varies.
SIDE, SEEN, _FINER = 384, 110.0, (0.62, 1.5)
# Pixels along a rule over which it is asked whether anything is left to see; grey levels that are something.
_ALONG, _SEEN_AT_ALL = 61, 5.0
# The share of crops that are as they were printed, and of those with a table shining through.
_CLEAN, _BLEEDING = 0.06, 0.3


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture (0..255), the masks across, upright, meetings, region, other (each 0..255), and where nothing is
    learnt about rules (255)."""

    grey: Picture
    masks: Picture
    blind: Picture


def sample(pages: list[RuledPage], rng: Rng) -> Sample:
    """One crop of a page that chance chooses."""
    page = pages[rng.integers(len(pages))]
    xs, ys, dpi = _coordinates(page, rng)
    grey, across, upright, meetings, region = (
        cv2.remap(p, xs, ys, cv2.INTER_LINEAR, borderValue=v)
        for p, v in ((page.grey, 255), (page.across, 0), (page.upright, 0), (page.meetings, 0), (page.region, 0))
    )
    rules = np.maximum(across, upright).astype(np.float32) / 255
    crop = Crop(grey.astype(np.float32), rules, np.zeros(grey.shape, np.float32), dpi)
    if rng.random() > _CLEAN:
        _ruin(crop, pages, (xs, ys), rng)
    seen = np.clip(crop.grey, 0, 255).astype(np.uint8)
    other = np.clip(crop.other * 2.2, 0, 1) * 255 * (1 - rules)
    masks = np.stack([across, upright, meetings, region, other.astype(np.uint8)])
    blind = np.maximum(_blind(seen, across), _blind(seen.T, upright.T).T)
    return _turned(Sample(seen, masks, blind), rng)


def _coordinates(page: RuledPage, rng: Rng) -> tuple[Picture, Picture, float]:
    """Where the crop's pixels lie on the page, and the crop's dots an inch."""
    dpi = SEEN * np.exp(rng.uniform(*np.log(_FINER))) if rng.random() < 0.5 else SEEN * rng.uniform(0.95, 1.05)
    step = DPI / dpi
    ys, xs = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) - SIDE / 2
    turn = np.radians(rng.normal(0, 1.2) if rng.random() < 0.8 else rng.uniform(-7, 7))
    xs, ys = xs * np.cos(turn) - ys * np.sin(turn), xs * np.sin(turn) + ys * np.cos(turn)
    if rng.random() < 0.25:
        far = 1 + (xs * rng.normal(0, 1) + ys * rng.normal(0, 1)) * 1e-4 * 3
        xs, ys = xs / far, ys / far
    if rng.random() < 0.4:
        xs, ys = damage.bent(xs, ys, rng, float(rng.uniform(0.1, 1)))
    height, width = page.grey.shape
    ink = np.argwhere(page.region[::16, ::16]) * 16
    if len(ink) and rng.random() < 0.85:
        y, x = ink[rng.integers(len(ink))]
    else:
        y, x = rng.uniform(0, height), rng.uniform(0, width)
    reach = SIDE / 2 * step * 0.8
    x, y = (float(np.clip(n, min(reach, m / 2), max(m - reach, m / 2))) for n, m in ((x, width), (y, height)))
    return (xs * step + x).astype(np.float32), (ys * step + y).astype(np.float32), float(dpi)


def _ruin(crop: Crop, pages: list[RuledPage], where: tuple[Picture, Picture], rng: Rng) -> None:
    for family, often in damage.BEFORE:
        if rng.random() < often:
            family(crop, rng, float(rng.uniform(0.15, 1)))
    if rng.random() < _BLEEDING:
        back = pages[rng.integers(len(pages))]
        shift = rng.uniform(-150, 150, 2)
        moved = [np.float32(n + d) for n, d in zip(where, shift, strict=True)]
        behind = cv2.remap(back.grey, moved[0], moved[1], cv2.INTER_LINEAR, borderValue=255)
        damage.shines_through(crop, rng, float(rng.uniform(0.15, 1)), behind)
    for family, often in damage.AFTER:
        if rng.random() < often:
            family(crop, rng, float(rng.uniform(0.1, 1)))


def _blind(seen: Picture, mask: Picture) -> Picture:
    """255 around level rules where the ruin left nothing that differs from what lies above and below."""
    grey, on = seen.astype(np.float32), mask.astype(np.float32) / 255
    wide = cv2.dilate(on, np.ones((9, 1), np.uint8))
    near = cv2.dilate(on, np.ones((3, 1), np.uint8))
    beside = wide - near
    size = (_ALONG, 5)
    rule = cv2.blur(grey * on, size) / np.maximum(cv2.blur(on, size), 1e-3)
    rows = (_ALONG, 9)
    paper = cv2.blur(grey * beside, rows) / np.maximum(cv2.blur(beside, rows), 1e-3)
    gone = (wide > 0.3) & (paper - rule < _SEEN_AT_ALL)
    return gone.astype(np.uint8) * 255


def _turned(one: Sample, rng: Rng) -> Sample:
    """As it is, or flipped, or lying on its side."""
    kind = rng.random()
    if kind < 0.75:
        return one
    if kind < 0.85:
        grey, masks, blind = (p[..., ::-1] for p in (one.grey, one.masks, one.blind))
    elif kind < 0.92:
        grey, masks, blind = (p[..., ::-1, :] for p in (one.grey, one.masks, one.blind))
    else:
        grey, blind = one.grey.T, one.blind.T
        masks = one.masks.transpose(0, 2, 1)[[1, 0, 2, 3, 4]]
    return Sample(*(np.ascontiguousarray(p) for p in (grey, masks, blind)))
