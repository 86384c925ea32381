"""The grid of a flat page out of the masks: lines that carry on in one another, parted where they cross, each stretch a
wall as far as the masks vouch for it. A line that meets no other is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import cv2
import numpy as np

from jixiao.pages.scan.model import Floats, Grey
from jixiao.pages.scan.rules.curves import Curve, curves_of
from jixiao.pages.scan.rules.line_detection import Ruling, Run
from jixiao.pages.scan.rules.masks import Masks

# Points: how far off its line a rule may run, by how much it may miss the one it meets, what is short beyond the last.
_LEVEL, _REACH, _LONG = 1.9, 5.0, 30.0
# Points: gaps that a line may have and still cross another there; the shortest wall.
_GAP, _SHORTEST = 9.0, 8.0
# Mean likelihood (0..1) of a stretch that is a wall, of one that is where its line is a wall elsewhere, and below which
# none is missed.
_WALL, _VOUCHED, _NONE = 0.55, 0.3, 0.12
# Mean likelihood from which a wall is no guess.
_SURE = 0.7
# The mean likelihood of a table where lines lie that count.
_TABLE = 0.25
# Points around a line in which its ink is looked for, and how dark (of 255, of its darkest) it is at its border.
_AROUND, _BORDER, _INK = 2.2, 0.5, 12
# How often the walls of each direction are found by those of the other.
_ROUNDS = 3


@dataclass(slots=True)
class Line:
    """Curves on one line, each from where to where and at which level; the likelihood (0..1) along it for each pixel;
    where it has pieces; its walls so far, each with its likelihood."""

    spans: list[tuple[int, int, float]]
    along: Floats
    held: list[tuple[float, float]] = field(default_factory=list)
    walls: list[tuple[float, float, float]] = field(default_factory=list)

    def at(self, a: float, b: float) -> float:
        """Where it lies from a to b."""
        near = [span for span in self.spans if span[0] < b and span[1] > a] or self.spans
        if len(near) == 1:
            return near[0][2]
        total = sum(end - start for start, end, _ in near)
        return sum(at * (end - start) for start, end, at in near) / total

    def likely(self, a: float, b: float, inset: float) -> float:
        """The mean likelihood from a to b, its ends left out."""
        inset = min(inset, (b - a) / 4)
        part = self.along[max(0, round(a + inset)) : max(0, round(b - inset)) + 1]
        return float(part.mean()) if part.size else 0.0


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall from `start` to `end` at `at` in pixels of the masks, and how likely (0..1) it is there."""

    at: float
    start: float
    end: float
    likely: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Level and upright walls from crossing to crossing, and stretches that may or may not be walls (each with whether
    it is level), in pixels of the masks; `scale` of them are a point."""

    across: list[Wall]
    upright: list[Wall]
    unsure: list[tuple[bool, Wall]]
    scale: float


def grid_of(masks: Masks) -> Grid:
    """The walls that explain the masks of a flat page."""
    scale = masks.scale
    level, upright = _lines(masks.across, masks, scale), _lines(masks.upright.T, masks, scale, lying=True)
    doubts: dict[bool, list[Wall]] = {}
    for _ in range(_ROUNDS):
        doubts[True] = _judge(level, upright, scale)
        doubts[False] = _judge(upright, level, scale)
    doubts[True] = _judge(level, upright, scale)
    unsure = [(flat, wall) for flat, walls in doubts.items() for wall in walls]
    return Grid(_walls(level), _walls(upright), unsure, scale)


def _lines(mask: Grey, masks: Masks, scale: float, *, lying: bool = False) -> list[Line]:
    """The lines of one direction within tables, collinear curves together."""
    mask = np.ascontiguousarray(mask)
    region = masks.region.T if lying else masks.region
    curves = [c for c in curves_of(mask, scale) if _in_table(c, region)]
    groups: list[list[Curve]] = []
    for curve in sorted(curves, key=lambda c: -c.length):
        fit = [g for g in groups if abs(_level(g, curve) - curve.at) <= _LEVEL * scale and not _overlap(g, curve)]
        if fit:
            min(fit, key=lambda g: abs(_level(g, curve) - curve.at)).append(curve)
        else:
            groups.append([curve])
    thick = cv2.dilate(mask, np.ones((3, 1), np.uint8))
    return [_line(group, thick, scale) for group in groups]


def _level(group: list[Curve], curve: Curve) -> float:
    """The level of a group where it is nearest to a curve."""
    nearest = min(group, key=lambda c: max(c.xs[0] - curve.xs[-1], curve.xs[0] - c.xs[-1]))
    return nearest.at


def _overlap(group: list[Curve], curve: Curve) -> bool:
    return any(min(c.xs[-1], curve.xs[-1]) - max(c.xs[0], curve.xs[0]) > 3 for c in group)


def _in_table(curve: Curve, region: Grey) -> bool:
    rows = np.clip(np.rint(curve.ys).astype(int), 0, region.shape[0] - 1)
    near = np.maximum.reduce([region[np.clip(rows + d, 0, region.shape[0] - 1), curve.xs] for d in (-4, 0, 4)])
    return float(near.mean()) >= 255 * _TABLE


def _line(curves: list[Curve], thick: Grey, scale: float) -> Line:
    curves = sorted(curves, key=lambda c: int(c.xs[0]))
    xs = np.concatenate([c.xs for c in curves])
    ys = np.concatenate([c.ys for c in curves])
    every = np.arange(thick.shape[1])
    rows = np.clip(np.rint(np.interp(every, xs, ys)).astype(int), 0, thick.shape[0] - 1)
    spans = [(int(c.xs[0]), int(c.xs[-1]) + 1, c.at) for c in curves]
    line = Line(spans, thick[rows, every].astype(np.float32) / 255)
    for curve in curves:
        breaks = np.flatnonzero(np.diff(curve.xs) > _GAP * scale)
        starts = [0, *(breaks + 1)]
        ends = [*breaks, len(curve.xs) - 1]
        line.held += [(float(curve.xs[a]), float(curve.xs[b])) for a, b in zip(starts, ends, strict=True)]
    return line


def _judge(lines: list[Line], crossing: list[Line], scale: float) -> list[Wall]:
    """Set the walls of the lines by where they meet the crossing ones; the stretches that are unsure."""
    doubts: list[Wall] = []
    reach, inset = _REACH * scale, 1.5 * scale
    for line in lines:
        start, end = line.held[0][0], max(b for _, b in line.held)
        stops = sorted(_met(line, crossing, start - reach, end + reach, reach))
        stretches = list(pairwise(_stops(stops, line, start, end, scale)))
        shares = [line.likely(a, b, inset) for a, b in stretches]
        sure = [share >= _WALL for share in shares]
        line.walls = [
            (a, b, share)
            for (a, b), share, is_sure in zip(stretches, shares, sure, strict=True)
            if is_sure or (any(sure) and share >= _VOUCHED)
        ]
        doubts += [
            Wall(line.at(a, b), a, b, share)
            for (a, b), share in zip(stretches, shares, strict=True)
            if any(sure) and _NONE <= share < _SURE
        ]
    return doubts


def _met(line: Line, crossing: list[Line], low: float, high: float, reach: float) -> list[float]:
    """Where the line meets walls of the other direction; pieces stand for them while these are not known."""
    out = []
    for other in crossing:
        parts = [(a, b) for a, b, _ in other.walls] if other.walls else other.held
        for a, b in parts:
            at = other.at(a, b)
            if low <= at <= high and a - reach <= line.at(at - 1, at + 1) <= b + reach:
                out.append(at)
    return out


def _stops(stops: list[float], line: Line, start: float, end: float, scale: float) -> list[float]:
    """Where the line may be parted: where it meets others, once each, and at long free ends."""
    once: list[float] = []
    for stop in stops:
        if not once or stop - once[-1] > _LEVEL * scale:
            once.append(stop)
    if not once:
        return []
    before = [start] if once[0] - start > _LONG * scale else []
    after = [end] if end - once[-1] > _LONG * scale else []
    return [*before, *once, *after]


def _walls(lines: list[Line]) -> list[Wall]:
    """The walls of all lines, from one crossing to the next."""
    return [Wall(line.at(a, b), a, b, share) for line in lines for a, b, share in line.walls]


def _whole(walls: list[Wall], scale: float) -> list[Wall]:
    """Walls that go on in one another as one."""
    out: list[Wall] = []
    for wall in walls:
        last = out[-1] if out else None
        if last and last.end == wall.start and abs(last.at - wall.at) <= _LEVEL * scale:
            long, more = last.end - last.start, wall.end - wall.start
            at = (last.at * long + wall.at * more) / (long + more)
            out[-1] = Wall(at, last.start, wall.end, min(last.likely, wall.likely))
        else:
            out.append(wall)
    return [wall for wall in out if wall.end - wall.start >= _SHORTEST * scale]


def ruling_on(grid: Grid, print_: Grey, ratio: float) -> Ruling:
    """The walls as runs on the page's own picture, which is `ratio` times as large as the masks."""
    dark = 255 - print_
    lying = np.ascontiguousarray(dark.T)
    across, upright = _whole(grid.across, grid.scale), _whole(grid.upright, grid.scale)
    return Ruling([_run(w, dark, ratio) for w in across], [_run(w, lying, ratio) for w in upright])


def _run(wall: Wall, dark: Grey, ratio: float) -> Run:
    """The wall where its ink is darkest, as thick as that."""
    at, start, end = ((n + 0.5) * ratio - 0.5 for n in (wall.at, wall.start, wall.end))
    around = max(2, round(_AROUND * ratio * 1.5))
    top = max(0, round(at) - around)
    part = dark[top : round(at) + around + 1, max(0, round(start)) : round(end) + 1]
    if not part.size:
        return Run(at, start, end, ratio)
    profile = part.mean(axis=1)
    profile = profile - np.median(profile)
    peak = int(profile.argmax())
    if profile[peak] < _INK:
        return Run(at, start, end, ratio)
    inked = profile >= _BORDER * profile[peak]
    low, high = peak, peak
    while low > 0 and inked[low - 1]:
        low -= 1
    while high + 1 < len(inked) and inked[high + 1]:
        high += 1
    weights = profile[low : high + 1]
    return Run(float(top + np.average(np.arange(low, high + 1), weights=weights)), start, end, float(high - low + 1))
