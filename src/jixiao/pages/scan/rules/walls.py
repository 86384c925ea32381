"""Lines of rules and which of their stretches are walls, as far as the masks vouch for them.

A line is parted where others cross it. A stretch is a wall by its own likelihood, or by a weaker one where its line is
a wall elsewhere; a gap in the frame of a table is always one. A line that meets no other is none, but for a long one in
a table, as in lists without upright rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import cv2
import numpy as np

from jixiao.pages.scan.model import Floats, Grey
from jixiao.pages.scan.rules import settings
from jixiao.pages.scan.rules.curves import Curve, curves_of
from jixiao.pages.scan.rules.masks import Masks

Stretch = tuple[float, float, float]


@dataclass(slots=True)
class WallLine:
    """Curves on one line, each from where to where and at which level; the likelihood (0..1) along it for each pixel,
    that it meets others there, and that there is a table on either side; where it has pieces; its walls so far, each
    with its likelihood."""

    spans: list[tuple[int, int, float]]
    along: Floats
    meets: Floats
    sides: tuple[Floats, Floats]
    held: list[tuple[float, float]] = field(default_factory=list)
    walls: list[Stretch] = field(default_factory=list)

    def at(self, a: float, b: float) -> float:
        """Where it lies from a to b."""
        near = [span for span in self.spans if span[0] < b and span[1] > a] or self.spans
        if len(near) == 1:
            return near[0][2]
        total = sum(end - start for start, end, _ in near)
        return sum(at * (end - start) for start, end, at in near) / total

    def met_at(self, x: float) -> float:
        """How likely it meets another near x."""
        return float(self.meets[min(max(0, round(x)), len(self.meets) - 1)])

    @property
    def start(self) -> float:
        """Where its first piece begins."""
        return self.held[0][0]

    @property
    def end(self) -> float:
        """Where its last piece ends."""
        return max(b for _, b in self.held)


def mean_of(values: Floats, a: float, b: float, inset: float) -> float:
    """The mean from a to b, the ends left out."""
    inset = min(inset, (b - a) / 4)
    part = values[max(0, round(a + inset)) : max(0, round(b - inset)) + 1]
    return float(part.mean()) if part.size else 0.0


def lines_of(masks: Masks) -> list[WallLine]:
    """The lines along x within tables, collinear curves together, from the longest."""
    scale = masks.scale
    curves = [c for c in curves_of(masks.across, scale) if _in_table(c, masks.region, scale)]
    groups: list[list[Curve]] = []
    for curve in sorted(curves, key=lambda c: -c.length):
        fit = [
            g
            for g in groups
            if abs(_level(g, curve) - curve.at) <= settings.WALLS.level * scale and not _overlap(g, curve)
        ]
        if fit:
            min(fit, key=lambda g: abs(_level(g, curve) - curve.at)).append(curve)
        else:
            groups.append([curve])
    thick = cv2.dilate(masks.across, np.ones((3, 1), np.uint8))
    wide = 2 * round(settings.WALLS.near * scale) + 1
    near = cv2.dilate(masks.meetings, np.ones((wide, wide), np.uint8))
    return [_line(group, (thick, near, masks.region), scale) for group in groups]


def _level(group: list[Curve], curve: Curve) -> float:
    """The level of a group where it is nearest to a curve."""
    nearest = min(group, key=lambda c: max(c.xs[0] - curve.xs[-1], curve.xs[0] - c.xs[-1]))
    return nearest.at


def _overlap(group: list[Curve], curve: Curve) -> bool:
    return any(min(c.xs[-1], curve.xs[-1]) - max(c.xs[0], curve.xs[0]) > 3 for c in group)


def _in_table(curve: Curve, region: Grey, scale: float) -> bool:
    """Whether a curve lies in a table and does not run out of it far, as a streak over the page does."""
    last = region.shape[0] - 1
    rows = np.clip(np.rint(curve.ys).astype(int), 0, last)
    near = np.maximum.reduce([region[np.clip(rows + d, 0, last), curve.xs] for d in (-4, 0, 4)]) / 255
    outside = int(np.count_nonzero(near < settings.WALLS.outside))
    streak = outside > settings.WALLS.beyond * scale and float(near.max()) >= settings.WALLS.inside
    return float(near.mean()) >= settings.WALLS.table and not streak


def _line(curves: list[Curve], pictures: tuple[Grey, Grey, Grey], scale: float) -> WallLine:
    thick, near, region = pictures
    curves = sorted(curves, key=lambda c: int(c.xs[0]))
    xs, ys = (np.concatenate([c[i] for c in curves]) for i in (0, 1))
    every, last = np.arange(thick.shape[1]), thick.shape[0] - 1
    rows = np.clip(np.rint(np.interp(every, xs, ys)).astype(int), 0, last)
    beside = round(settings.WALLS.beside * scale)
    above, below = (region[np.clip(rows + d, 0, last), every].astype(np.float32) / 255 for d in (-beside, beside))
    spans = [(int(c.xs[0]), int(c.xs[-1]) + 1, c.at) for c in curves]
    along, meets = (part[rows, every].astype(np.float32) / 255 for part in (thick, near))
    line = WallLine(spans, along, meets, (above, below))
    for curve in curves:
        breaks = np.flatnonzero(np.diff(curve.xs) > settings.WALLS.gap * scale)
        ends = zip([0, *(breaks + 1)], [*breaks, len(curve.xs) - 1], strict=True)
        line.held += [(float(curve.xs[a]), float(curve.xs[b])) for a, b in ends]
    return line


def judge(lines: list[WallLine], crossing: list[WallLine], scale: float, *, alone: bool = False) -> list[Stretch]:
    """Set the walls of the lines by where they meet the crossing ones; the stretches (from, to, at) that are unsure.

    A long line that meets none counts if lines may stand `alone`, as level ones may.
    """
    doubts: list[Stretch] = []
    for line in lines:
        stretches = _stretches(line, lines, crossing, scale)
        if alone and not stretches:
            stretches = _alone(line, crossing, scale)
        any_sure = any(share >= settings.WALLS.wall for _, _, share in stretches)
        line.walls = [
            s for s in stretches if s[2] >= settings.WALLS.wall or (any_sure and s[2] >= settings.WALLS.vouched)
        ]
        doubts += [
            (a, b, line.at(a, b))
            for a, b, share in stretches
            if any_sure and settings.WALLS.none <= share < settings.WALLS.sure
        ]
    _close_frames(lines, crossing, scale)
    return doubts


def _stretches(line: WallLine, lines: list[WallLine], crossing: list[WallLine], scale: float) -> list[Stretch]:
    """The line from one crossing to the next, as far as it meets what it crosses, with the likelihood of each."""
    reach, inset = settings.WALLS.reach * scale, settings.WALLS.inset * scale
    stops = _once(sorted(_met(line, crossing, line.start - reach, line.end + reach, reach)), scale)
    if not stops or np.mean([line.met_at(stop) for stop in stops]) < settings.WALLS.meets:
        return []
    ends = [_free_end(line, lines, stops, scale, way) for way in (-1, 1)]
    both = min if line.end - line.start < settings.WALLS.stroke * scale else max
    return [
        (a, b, mean_of(line.along, a, b, inset))
        for a, b in pairwise([*ends[0], *stops, *ends[1]])
        if (max if a in ends[0] or b in ends[1] else both)(line.met_at(a), line.met_at(b)) >= settings.WALLS.meets
    ]


def _alone(line: WallLine, crossing: list[WallLine], scale: float) -> list[Stretch]:
    """All of a long line that meets no other."""
    if line.end - line.start < settings.WALLS.alone * scale or any(
        _met(line, crossing, line.start, line.end, settings.WALLS.reach * scale)
    ):
        return []
    return [(line.start, line.end, mean_of(line.along, line.start, line.end, settings.WALLS.inset * scale))]


def _met(line: WallLine, crossing: list[WallLine], low: float, high: float, reach: float) -> Iterator[float]:
    """Where the line meets walls of the other direction; pieces stand for them while these are not known."""
    for other in crossing:
        parts = [(a, b) for a, b, _ in other.walls] if other.walls else other.held
        for a, b in parts:
            at = other.at(a, b)
            if low <= at <= high and a - reach <= line.at(at - 1, at + 1) <= b + reach:
                yield at


def _once(stops: list[float], scale: float) -> list[float]:
    once: list[float] = []
    for stop in stops:
        if not once or stop - once[-1] > settings.WALLS.level * scale:
            once.append(stop)
    return once


def _free_end(line: WallLine, lines: list[WallLine], stops: list[float], scale: float, way: int) -> list[float]:
    """The line's end before the first stop (-1) or after the last (1) where it is a wall up to there.

    It is long, and it is sure or another line ends there too; a short one is sure and ends with several, as the walls
    of a row do that a page's end cuts.
    """
    if not stops:
        return []
    end, stop = (line.start, stops[0]) if way < 0 else (line.end, stops[-1])
    if way * (end - stop) < settings.GRID.shortest * scale:
        return []
    others = (other.start if way < 0 else other.end for other in lines if other is not line)
    together = sum(abs(each - end) <= settings.WALLS.together * scale for each in others)
    sure = mean_of(line.along, min(end, stop), max(end, stop), settings.WALLS.inset * scale) >= settings.WALLS.free
    long = way * (end - stop) >= settings.WALLS.long * scale
    return [end] if (long and (together or sure)) or (sure and together >= settings.WALLS.several) else []


def _close_frames(lines: list[WallLine], crossing: list[WallLine], scale: float) -> None:
    """Make walls of the gaps in lines that have a table on one side only, as frames have.

    Something of the wall is seen there, or a line of the other direction ends at it: between two tables nothing is.
    """
    for line in lines:
        inferred = []
        for (_, a, _), (b, _, _) in pairwise(sorted(line.walls)):
            if b - a <= 1:
                continue
            at, inset = line.at(a, b), settings.WALLS.inset * scale
            traced = mean_of(line.along, a, b, inset) >= settings.WALLS.trace or _met_between(at, a, b, crossing, scale)
            inside = max(mean_of(side, a, b, inset) for side in line.sides) >= settings.WALLS.inside
            if traced and inside and _outermost(at, a, b, [o for o in lines if o is not line], scale):
                inferred.append((a, b, settings.WALLS.sure))
        line.walls = sorted(line.walls + inferred)


def _met_between(at: float, a: float, b: float, crossing: list[WallLine], scale: float) -> bool:
    """Whether a line of the other direction has a piece that ends near `at` well between a and b."""
    reach, margin = 2 * settings.WALLS.reach * scale, settings.WALLS.reach * scale
    return any(
        min(abs(start - at), abs(end - at)) <= reach and a + margin < other.at(start, end) < b - margin
        for other in crossing
        for start, end in other.held
    )


def _outermost(at: float, a: float, b: float, others: list[WallLine], scale: float) -> bool:
    """Whether from a to b all other lines with walls there lie on one side."""
    sides = {
        other.at(a, b) > at
        for other in others
        if abs(other.at(a, b) - at) > settings.WALLS.level * scale
        and any(start < b and end > a for start, end, _ in other.walls)
    }
    return len(sides) == 1
