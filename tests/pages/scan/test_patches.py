"""Patches of ink are told as OpenCV tells them, however much ink there is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from jixiao.pages.scan.patches import patches_of


@pytest.mark.parametrize("share", [0.0, 0.002, 0.05, 0.2, 0.6, 1.0])
def test_patches_are_those_of_opencv(share: float) -> None:
    ink = (np.random.default_rng(7).random((311, 207)) < share).astype(np.uint8) * np.uint8(255)
    _, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = patches_of(ink)
    assert np.array_equal(found.labels, labels)
    assert np.array_equal(found.stats[1:], stats[1:])
    assert np.array_equal(found.middles[1:], centres[1:, 1])
    assert found.stats[0, cv2.CC_STAT_AREA] == np.count_nonzero(ink == 0)


def test_patches_of_a_turned_view() -> None:
    ink = np.zeros((40, 90), np.uint8)
    ink[5:7, 10:80] = 1
    ink[7:20, 80] = 1  # touches at a corner
    (_, patch) = patches_of(ink.T).stats
    assert patch.tolist() == [5, 10, 15, 71, 140 + 13]
