"""Patches of ink that hang together. What OpenCV tells of them takes several times as long as finding them, since it
adds up the paper too; where there is little ink, here only the ink is looked at."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Floats, Grey

# The share of a picture that is ink from which OpenCV is faster.
_MUCH = 0.1

Ints = NDArray[np.int32]


class Patches(NamedTuple):
    """For each pixel the number of its patch, 0 on paper; and for each number x, y, width, height and area, as OpenCV
    has them, and the mean y of its pixels. Of the paper only the area counts."""

    labels: Ints
    stats: Ints
    middles: Floats


def patches_of(ink: Grey) -> Patches:
    """The patches of the pixels that are not 0; pixels that touch at a corner hang together."""
    inked = cv2.countNonZero(ink)
    if inked > _MUCH * ink.size:
        _, known, sizes, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
        return Patches(np.asarray(known, np.int32), np.asarray(sizes, np.int32), np.asarray(centres[:, 1]))
    count, found = cv2.connectedComponents(ink, connectivity=8)
    labels: Ints = np.asarray(found, np.int32)
    stats, middles = np.zeros((count, 5), np.int32), np.zeros(count)
    stats[0, cv2.CC_STAT_AREA] = ink.size - inked
    if inked:
        xs, ys = np.ascontiguousarray(np.asarray(cv2.findNonZero(ink)).reshape(-1, 2).T)
        at = labels[ys, xs]
        area = np.bincount(at, minlength=count)
        stats[1:, cv2.CC_STAT_AREA] = area[1:]
        middles[1:] = np.bincount(at, weights=ys, minlength=count)[1:] / area[1:]
        stats[1:, [cv2.CC_STAT_LEFT, cv2.CC_STAT_WIDTH]] = _span(at, xs, count)
        stats[1:, [cv2.CC_STAT_TOP, cv2.CC_STAT_HEIGHT]] = _span(at, ys, count)
    return Patches(labels, stats, middles)


def _span(at: Ints, along: Ints, count: int) -> Ints:
    """Where each patch starts along one side of the picture, and how long it is."""
    low, high = np.full(count, np.iinfo(np.int32).max, np.int32), np.full(count, -1, np.int32)
    np.minimum.at(low, at, along)
    np.maximum.at(high, at, along)
    return np.column_stack([low, high + 1 - low])[1:]
