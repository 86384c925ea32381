"""Pale streaks down a page, as worn rollers and copiers leave them, made white.

They are told from print by their length and from rules by being pale: along a streak nothing is as light as paper, and
walls of tables are darker or thinner.
"""

from __future__ import annotations

import cv2
import numpy as np

from jixiao.pages.scan.model import Grey
from jixiao.pages.scan.restore import settings


def without_streaks(picture: Grey, scale: float) -> Grey:
    """An evened picture (`scale` pixels a point) with streaks made white; itself where there are hardly any."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) if picture.ndim == 3 else picture
    paper = _paper_down(grey, scale)
    pale = (paper >= settings.STREAKS.pale) & (paper < settings.STREAKS.white)
    if np.count_nonzero(pale) < settings.STREAKS.least * paper.size:
        return picture
    paper[~pale] = 255
    whole = cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, cv2.merge([whole] * 3) if picture.ndim == 3 else whole, scale=255), np.uint8)


def _paper_down(grey: Grey, scale: float) -> Grey:
    """The lightest there is along each stretch down the page, on a smaller picture: thin rules and print are gone."""
    factor = min(1.0, settings.STREAKS.fine / scale)
    small = cv2.medianBlur(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), 3)
    thin = int(settings.STREAKS.thin * scale * factor) | 1
    long = int(settings.STREAKS.long * scale * factor) | 1
    across = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((1, thin), np.uint8))
    return np.asarray(cv2.morphologyEx(across, cv2.MORPH_CLOSE, np.ones((long, 1), np.uint8)), np.uint8)
