"""Boxes and quarter turns, in points with the origin at the top left; and what a figure of a geometric stage says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Any, NamedTuple

HAND = "by hand, on the labelled documents"


class Box(NamedTuple):
    """A rectangle (x0, y0, x1, y1) in points, x0 <= x1, y0 <= y1, origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        """The centre point."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside, borders included."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def rounded(self) -> tuple[float, float, float, float]:
        """The four numbers to a tenth of a point."""
        x0, y0, x1, y1 = self
        return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them; ValueError for none."""
    xs0, ys0, xs1, ys1 = zip(*boxes, strict=True)
    return Box(min(xs0), min(ys0), max(xs1), max(ys1))


def overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    """Length that two intervals share, 0 where they do not meet."""
    return max(0.0, min(a1, b1) - max(a0, b0))


def turned(box: Box, quarters: int, width: float, height: float) -> Box:
    """The box after the page (width x height points) is turned clockwise by that many quarters."""
    x0, y0, x1, y1 = box
    for _ in range(quarters % 4):
        x0, y0, x1, y1 = height - y1, x0, height - y0, x1
        width, height = height, width
    return Box(x0, y0, x1, y1)


# What leads from an upright page to the page as displayed: quarter turns with the upright page's width and height, or
# of a page that was put level the 3 x 3 matrix of the projection, row by row.
Turn = tuple[int, float, float] | tuple[float, ...]


def displayed(box: Box, turn: Turn) -> Box:
    """The box of an upright page on the page as displayed; of a slanting one the smallest box around it."""
    if len(turn) == 3:
        quarters, width, height = turn
        return turned(box, int(quarters), width, height)
    corners = [(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    seen = [_projected(x, y, turn) for x, y in corners]
    return union(Box(x, y, x, y) for x, y in seen)


def upright(box: Box, turn: Turn) -> Box:
    """The reverse of `displayed`: the box on the upright page; of a slanting box the smallest box around it."""
    if len(turn) == 3:
        quarters, width, height = turn
        shown = (height, width) if int(quarters) % 2 else (width, height)
        return turned(box, -int(quarters), *shown)
    a, b, c, d, e, f, g, h, i = turn
    back = (
        *(e * i - f * h, c * h - b * i, b * f - c * e),
        *(f * g - d * i, a * i - c * g, c * d - a * f),
        *(d * h - e * g, b * g - a * h, a * e - b * d),
    )
    return displayed(box, back)


def _projected(x: float, y: float, matrix: tuple[float, ...]) -> tuple[float, float]:
    a, b, c, d, e, f, g, h, i = matrix
    depth = g * x + h * y + i
    return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth


def clustered(values: Iterable[float], gap: float) -> list[float]:
    """The values in rising order, runs closer than `gap` points replaced by their mean."""
    out: list[list[float]] = []
    for v in sorted(values):
        if out and v - out[-1][-1] <= gap:
            out[-1].append(v)
        else:
            out.append([v])
    return [sum(run) / len(run) for run in out]


def figure(value: float, unit: str, about: str, source: str = HAND) -> Any:
    """A figure of a stage, as a field of its settings: with its unit, what it decides, and where it comes from."""
    return field(default=value, metadata={"unit": unit, "about": about, "source": source})
