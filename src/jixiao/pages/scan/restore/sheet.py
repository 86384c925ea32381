"""A picture of a page put right: level and flat, evenly lit, without stamps, with what the page network sees on it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.geometry import Box
from jixiao.pages.scan.model import Grey
from jixiao.pages.scan.ocr.engine import Reader
from jixiao.pages.scan.restore import settings
from jixiao.pages.scan.restore.coloured_pen import without_strokes
from jixiao.pages.scan.restore.deskew import levelled, warped
from jixiao.pages.scan.restore.flatten import Bend, bend_of
from jixiao.pages.scan.restore.ground import without_ground
from jixiao.pages.scan.restore.illumination import evened, noise_of, without_holes, without_stamps
from jixiao.pages.scan.restore.screen import without_screen
from jixiao.pages.scan.restore.stamp_removal import without_seals
from jixiao.pages.scan.restore.streaks import without_streaks
from jixiao.pages.scan.restore.white_print import without_fields
from jixiao.pages.scan.rules.masks import Masks, masks_of


@dataclass(slots=True)
class Sheet:
    """A picture on its way; `back` leads from its pixels to points of the page as it was given.

    `bend` is how the paper was bent, None where it was flat; `back` does not know of it. `matrix` leads from the
    picture that was given, at this resolution, to the level one. `pen` is 255 where strokes of a coloured pen were
    taken off, None without any. `dots`: greys were black dots. `unsure` are places in points where a wall may stand
    or not.
    """

    print: Grey
    shown: Grey
    stamp: Grey | None
    scale: float
    noise: float
    back: NDArray[Any]
    masks: Masks
    matrix: NDArray[Any]
    bend: Bend | None = None
    pen: Grey | None = None
    dots: bool = False
    unsure: list[Box] = field(default_factory=list)

    def turn(self, quarters: int) -> None:
        """Turn everything clockwise."""
        for _ in range(quarters):
            height = self.print.shape[0]
            self.back = self.back @ np.array([[0, 1, 0], [-1, 0, height], [0, 0, 1]])
            self.print, self.shown = _turned(self.print), _turned(self.shown)
            self.stamp = None if self.stamp is None else _turned(self.stamp)
            self.pen = None if self.pen is None else _turned(self.pen)
            masks = self.masks.changed(_turned)
            self.masks = masks._replace(across=masks.upright, upright=masks.across)

    def seen_anew(self, print_: Grey, reader: Reader) -> Sheet:
        """The sheet with another print, and what the network sees on that."""
        masks = masks_of(print_, self.scale, self.noise, reader)
        return replace(self, print=print_, masks=masks, unsure=[])


def put_right(picture: Grey, scale: float, reader: Reader) -> Sheet:
    """The picture (`scale` pixels a point) at a resolution that suits reading, put right."""
    smaller = settings.SHEET.fine / (scale * 72)
    if smaller < 0.97:
        picture = cv2.resize(picture, None, fx=smaller, fy=smaller, interpolation=cv2.INTER_AREA)
        scale *= smaller
    picture, coarse = without_screen(picture, scale)
    picture = without_fields(picture, scale)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) if picture.ndim == 3 else picture
    noise = noise_of(grey)
    level = levelled(grey, scale)
    shown = warped(without_streaks(evened(picture, scale), scale), level)
    seen = cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY) if shown.ndim == 3 else shown
    masks = masks_of(seen, level.scale, noise, reader)
    bend = bend_of(masks)
    if bend is not None:
        shown, masks = bend.of(shown), masks.changed(partial(bend.of, how=cv2.INTER_LINEAR))
    coloured = without_stamps(shown, level.scale)
    whole = cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY) if coloured.mask is not None else coloured.print
    black = without_seals(coloured.print, whole, level.scale, noise, reader)
    found = [stamps.mask for stamps in (coloured, black) if stamps.mask is not None]
    stamp = np.maximum.reduce(found) if found else None
    strokes = without_strokes(shown, black.print, stamp, level.scale, reader)
    points = np.diag([1 / scale, 1 / scale, 1.0])
    print_ = without_ground(without_holes(strokes.print, level.scale), level.scale)
    back = points @ np.linalg.inv(level.matrix)
    return Sheet(print_, shown, stamp, level.scale, noise, back, masks, level.matrix, bend, strokes.mask, coarse)


def _turned(picture: Grey) -> Grey:
    return np.ascontiguousarray(np.rot90(picture, -1))
