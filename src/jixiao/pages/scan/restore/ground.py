"""Darker ground under print made white: shaded cells, strokes of a highlighter, stains, edges of shadows.

`illumination.evened` knows paper by places wider than any ink; this knows it by what is left where strokes are closed,
which follows such edges sharply. Dense characters leave dark places too, but none longer than a character.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Grey
from jixiao.pages.scan.restore import settings


def without_ground(grey: Grey, scale: float) -> Grey:
    """The evened grey picture with its ink as dark beside the ground as it was beside paper; itself without ground."""
    step = max(1, round(scale))
    lightest = cv2.dilate(cv2.medianBlur(grey, 3), np.ones((step, step), np.uint8))[::step, ::step]
    level = _closed(lightest, settings.GROUND.stroke * scale / step - 1)
    sure = _sure_ground(255 - level, scale / step)
    if not sure.any():
        return grey
    around = cv2.dilate(sure.astype(np.uint8), _square(2 * settings.GROUND.wide * scale / step)) > 0
    ground = (around & (level < 255 - settings.GROUND.faint)).astype(np.uint8)
    covered, least = (
        cv2.resize(part, None, fx=step, fy=step, interpolation=cv2.INTER_NEAREST)[: grey.shape[0], : grey.shape[1]]
        for part in (cv2.dilate(ground, np.ones((5, 5), np.uint8)), _beside_spots(level, sure, scale / step))
    )
    fine = np.maximum(_closed(cv2.medianBlur(grey, 3), settings.GROUND.stroke * scale), least)
    return np.where(covered > 0, cv2.divide(grey, np.maximum(fine, 1), scale=255), grey).astype(np.uint8)


def _sure_ground(dark: Grey, points: float) -> NDArray[np.bool_]:
    """Where the dark places (`points` pixels a point) are ground, not ink and not characters."""
    some = (dark > settings.GROUND.faint) & (dark <= settings.GROUND.solid)
    wide = cv2.morphologyEx(some.astype(np.uint8), cv2.MORPH_OPEN, _square(settings.GROUND.wide * points))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(wide)
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]] / points
    ground = (sides.max(axis=1) >= settings.GROUND.long) & (sides.min(axis=1) >= settings.GROUND.wide)
    ground &= np.bincount(labels[dark > settings.GROUND.sure], minlength=count) >= settings.GROUND.wide**2
    ground[0] = False
    return np.asarray(ground[labels], bool)


def _beside_spots(level: Grey, sure: NDArray[np.bool_], points: float) -> Grey:
    """How light the ground is beside the dark spots that dense characters leave in it; 0 where there are none."""
    side = _square(settings.GROUND.spot * points)
    lighter = cv2.dilate(np.where(sure, level, 0).astype(np.uint8), side)
    filled = cv2.erode(np.where(sure, lighter, 255).astype(np.uint8), side)
    spots = sure & (filled.astype(np.int16) - level > settings.GROUND.faint)
    return np.where(spots, filled, 0).astype(np.uint8)


def _closed(grey: Grey, side: float) -> Grey:
    return np.asarray(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, _square(side)), np.uint8)


def _square(side: float) -> NDArray[np.uint8]:
    return np.ones((max(1, round(side)),) * 2, np.uint8)
