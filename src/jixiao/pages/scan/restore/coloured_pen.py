"""Strokes of a coloured pen over print - ticks, circles, lines under words, signatures - taken off by their colour.

What is coloured and reads as text of its own stays: a heading in red, a note that was written clearly.
"""

from __future__ import annotations

import cv2
import numpy as np

from jixiao.pages.scan.model import Floats, Grey
from jixiao.pages.scan.ocr.engine import Reader
from jixiao.pages.scan.restore import settings
from jixiao.pages.scan.restore.illumination import Stamps, colour_of, is_print


def without_strokes(picture: Grey, print_: Grey, stamp: Grey | None, scale: float, reader: Reader) -> Stamps:
    """The print of an evened picture without such strokes, and where they lay; stamps were taken off before."""
    if picture.ndim == 2:
        return Stamps(print_, None)
    colour = colour_of(picture)
    sure = colour > settings.ILLUMINATION.coloured
    if stamp is not None:
        sure &= cv2.dilate(stamp, _disc(settings.COLOURED.beside * scale)) == 0
    if np.count_nonzero(sure) < settings.COLOURED.least * scale * scale or is_print(picture, colour, scale):
        return Stamps(print_, None)
    near = cv2.dilate(sure.astype(np.uint8), _disc(2 * settings.COLOURED.goes_on * scale)) > 0
    strokes = sure | (near & (colour > settings.COLOURED.faint))
    joined = cv2.dilate(strokes.astype(np.uint8), _disc(settings.COLOURED.apart * scale))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    inked = np.bincount(labels[sure], minlength=count) / (scale * scale)
    strong = np.bincount(labels[sure & (colour > settings.ILLUMINATION.inked)], minlength=count) / (scale * scale)
    kept = (inked >= settings.COLOURED.least) & (strong >= settings.COLOURED.strong * inked)
    kept[0] = False
    layer = np.where(kept[labels] & (colour > settings.ILLUMINATION.tinged), picture.min(axis=2), 255).astype(np.uint8)
    if kept.any():
        kept &= ~_written(layer, labels, count, reader)
    out, mask = print_.copy(), np.zeros_like(print_)
    rim = _disc(settings.COLOURED.rim * scale)
    for i in np.flatnonzero(kept):
        x, y, w, h, _ = stats[i]
        part = slice(y, y + h), slice(x, x + w)
        own = labels[part] == i
        low = picture[part].max(axis=2)  # where a pen's ink is weakest
        darkest = np.percentile(low[own & sure[part]], settings.COLOURED.darkest)
        tinged = cv2.dilate((own & (colour[part] > settings.ILLUMINATION.tinged)).astype(np.uint8), rim) > 0
        mine = tinged & (low >= settings.COLOURED.darker * darkest)
        out[part][mine] = 255
        mask[part][mine] = 255
    if not mask.any():
        return Stamps(print_, None)
    _take_rests(out, mask, (colour, picture.max(axis=2)), scale)
    return Stamps(out, mask)


def _take_rests(out: Grey, mask: Grey, shown: tuple[Floats, Grey], scale: float) -> None:
    """Take off what is left beside strokes that is coloured a little and paler than print: where a stroke is thin its
    colour is lost. `shown` is how coloured and how light the page was."""
    light = shown[1]
    ink = (out < 255 - settings.STAMPS.ink).astype(np.uint8)
    beside = cv2.dilate(mask, _disc(2 * settings.COLOURED.rest * scale)) > 0
    count, labels, _, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    area = np.maximum(1, np.bincount(labels.ravel(), minlength=count))
    tinge, pale = (np.bincount(labels.ravel(), weights=part.ravel(), minlength=count) / area for part in shown)
    touched = np.bincount(labels[beside], minlength=count) > 0
    least = float(np.median(light[ink > 0])) + settings.COLOURED.paler
    rests = touched & (tinge > settings.COLOURED.tinge) & (pale > least)
    rests &= area < settings.COLOURED.small * scale * scale
    rests[0] = False
    gone = cv2.dilate(rests[labels].astype(np.uint8), _disc(scale)) > 0
    out[gone] = 255
    mask[gone] = 255


def _written(layer: Grey, labels: Grey, count: int, reader: Reader) -> np.ndarray:
    """Which of the coloured things read as text."""
    spots = reader.find(layer)
    read = reader.read([np.ascontiguousarray(layer[s.y0 : s.y1, s.x0 : s.x1]) for s in spots])
    out = np.zeros(count, bool)
    for spot, said in zip(spots, read, strict=True):
        letters = sum(char.isalnum() for char in said.text)
        if said.score >= settings.COLOURED.clear and letters >= settings.COLOURED.letters:
            out[np.unique(labels[spot.y0 : spot.y1, spot.x0 : spot.x1])] = True
    return out


def _disc(size: float) -> np.ndarray:
    side = 2 * max(1, round(size / 2)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)
