"""The grid of a flat page out of the masks, and its walls as rules on the page's own picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Grey
from jixiao.pages.scan.rules import settings
from jixiao.pages.scan.rules.line_detection import Ruling, Run
from jixiao.pages.scan.rules.masks import Masks
from jixiao.pages.scan.rules.walls import Line, judge, lines_of


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall from `start` to `end` at `at` in pixels of the masks, how likely (0..1) it is there, and how likely it
    meets others at both of its ends."""

    at: float
    start: float
    end: float
    likely: float
    meets: float = 0.0


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
    level, upright = lines_of(masks), lines_of(masks.lying())
    for _ in range(settings.GRID.rounds):
        judge(level, upright, scale)
        standing = judge(upright, level, scale)
    flat = judge(level, upright, scale, alone=True)
    unsure = [(lies, Wall(at, a, b, 0.0)) for lies, some in ((True, flat), (False, standing)) for a, b, at in some]
    return Grid(_walls(level), _walls(upright), unsure, scale)


def _walls(lines: list[Line]) -> list[Wall]:
    """The walls of all lines, from one crossing to the next."""
    return [
        Wall(line.at(a, b), a, b, share, min(line.met_at(a), line.met_at(b)))
        for line in lines
        for a, b, share in line.walls
    ]


def _whole(walls: list[Wall], scale: float) -> list[Wall]:
    """Walls that go on in one another as one."""
    out: list[Wall] = []
    for wall in walls:
        last = out[-1] if out else None
        if last and last.end == wall.start and abs(last.at - wall.at) <= settings.GRID.level * scale:
            long, more = last.end - last.start, wall.end - wall.start
            at = (last.at * long + wall.at * more) / (long + more)
            out[-1] = Wall(at, last.start, wall.end, min(last.likely, wall.likely))
        else:
            out.append(wall)
    return [wall for wall in out if wall.end - wall.start >= settings.GRID.shortest * scale]


def ruling_on(grid: Grid, print_: Grey, ratio: float) -> Ruling:
    """The walls as runs on the page's own picture, which is `ratio` times as large as the masks."""
    dark = 255 - print_
    lying = np.ascontiguousarray(dark.T)
    across, upright = _whole(grid.across, grid.scale), _whole(grid.upright, grid.scale)
    return Ruling([_run(w, dark, ratio) for w in across], [_run(w, lying, ratio) for w in upright])


def without_pale(grid: Grid, print_: Grey, ratio: float) -> Grid:
    """The grid without walls much paler than its others, as rules of the page's back are that shine through."""
    dark = 255 - print_
    lying = np.ascontiguousarray(dark.T)
    inks = [
        [_profile(w, d, ratio)[1].max() for w in walls] for walls, d in ((grid.across, dark), (grid.upright, lying))
    ]
    every = [ink for some in inks for ink in some]
    least = settings.GRID.pale * float(np.percentile(every, settings.GRID.dark)) if every else 0.0
    across, upright = (
        [wall for wall, ink in zip(walls, some, strict=True) if ink >= least]
        for walls, some in zip((grid.across, grid.upright), inks, strict=True)
    )
    return replace(grid, across=across, upright=upright)


def _profile(wall: Wall, dark: Grey, ratio: float) -> tuple[int, NDArray[np.float64]]:
    """The first row around a wall, and the mean darkness along it of each row from there, above what is usual."""
    at, start, end = ((n + 0.5) * ratio - 0.5 for n in (wall.at, wall.start, wall.end))
    around = max(2, round(settings.GRID.around * ratio * 1.5))
    top = max(0, round(at) - around)
    part = dark[top : max(top, round(at) + around) + 1, max(0, round(start)) : round(end) + 1]
    if not part.size:
        return top, np.zeros(1)
    profile = part.mean(axis=1)
    return top, np.asarray(profile - np.median(profile), np.float64)


def _run(wall: Wall, dark: Grey, ratio: float) -> Run:
    """The wall where its ink is darkest, as thick as that."""
    at, start, end = ((n + 0.5) * ratio - 0.5 for n in (wall.at, wall.start, wall.end))
    top, profile = _profile(wall, dark, ratio)
    peak = int(profile.argmax())
    if profile[peak] < settings.GRID.ink:
        return Run(at, start, end, ratio)
    inked = profile >= settings.GRID.border * profile[peak]
    low, high = peak, peak
    while low > 0 and inked[low - 1]:
        low -= 1
    while high + 1 < len(inked) and inked[high + 1]:
        high += 1
    middle = float(top + np.average(np.arange(low, high + 1), weights=profile[low : high + 1]))
    return Run(middle, start, end, float(high - low + 1))
