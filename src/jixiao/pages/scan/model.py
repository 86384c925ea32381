"""What a scanned page carries beside its words and rules, so that any part of it can be looked at and read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jixiao.geometry import Box

# A picture: height x width, or three channels (RGB), 0..255; fields of numbers of the same shape.
Grey = NDArray[Any]
Floats = NDArray[Any]


# What is looked at beside a place where a rule may be, what is left out at its ends (points), and the darkness of ink.
_BESIDE, _INSET, _INK = 1.5, 4.0, 28


@dataclass(frozen=True, slots=True)
class TextLine:
    """One piece of a line as it was read: `text` with the OCR's score (0..1), the score and the x borders of each
    character, and its box in points of the level page; what each character may be else, the likeliest first."""

    text: str
    score: float
    scores: tuple[float, ...]
    edges: tuple[float, ...]
    box: Box
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scan:
    """A straightened page picture: upright, level, evenly lit, points times `scale` are its pixels.

    `print` is grey with paper white, stamps taken off and rules still there; `clean` is the same without rules.
    `shown` is the picture before stamps were taken off, three channels where the scan has colour, else one.
    `stamp` is 255 where stamp ink lay, None without any. `unread` are boxes of ink that no character was read from.
    `noise` is the standard deviation of the paper in grey levels. `dots`: greys were black dots that were smoothed.
    """

    number: int
    scale: float
    print: Grey
    clean: Grey
    shown: Grey
    stamp: Grey | None
    lines: tuple[TextLine, ...]
    unread: tuple[Box, ...]
    noise: float
    dots: bool = False

    def cut(self, picture: Grey, box: Box, margin: float = 1.0) -> Grey:
        """The part of one of its pictures under a box in points, with so many points around it."""
        height, width = picture.shape[:2]
        x0, y0 = int(max(0, (box.x0 - margin) * self.scale)), int(max(0, (box.y0 - margin) * self.scale))
        x1, y1 = (
            int(min(width, (box.x1 + margin) * self.scale + 1)),
            int(min(height, (box.y1 + margin) * self.scale + 1)),
        )
        return picture[y0:y1, x0:x1]

    def stamped(self, box: Box) -> float:
        """The share (0..1) of the box that stamp ink covers."""
        if self.stamp is None:
            return 0.0
        part = self.cut(self.stamp, box, 0.0)
        return float(np.count_nonzero(part)) / part.size if part.size else 0.0

    def inked(self, at: float, start: float, end: float) -> float:
        """The share (0..1) of an upright place in points that has ink where nothing but print is dark, its ends left
        out: a rule that was drawn, however much of it is lost, leaves some."""
        inset = min(_INSET, (end - start) / 4)
        part = self.cut(self.print, Box(at - _BESIDE, start + inset, at + _BESIDE, end - inset), 0.0)
        return float((part.min(axis=1) < 255 - _INK).mean()) if part.size else 0.0


class Run(NamedTuple):
    """A rule in pixels: its middle across, its extent along, its thickness."""

    at: float
    start: float
    end: float
    thick: float


class Ruling(NamedTuple):
    """Level and upright rules of a page in pixels."""

    across: list[Run]
    upright: list[Run]
