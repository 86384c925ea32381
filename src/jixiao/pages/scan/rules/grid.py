"""The grid of a flat page out of the masks, and its walls as rules on the page's own picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Grey, Ruling, Run
from jixiao.pages.scan.rules import settings
from jixiao.pages.scan.rules.masks import Masks
from jixiao.pages.scan.rules.walls import WallLine, judge, lines_of


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall from `start` to `end` at `at` in pixels of the masks, how likely (0..1) it is there, and how likely it
    meets others at both of its ends, and touches one at either."""

    at: float
    start: float
    end: float
    likely: float
    meets: float = 0.0
    touches: float = 0.0


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


def _walls(lines: list[WallLine]) -> list[Wall]:
    """The walls of all lines, from one crossing to the next."""
    return [
        Wall(line.at(a, b), a, b, share, *sorted((line.met_at(a), line.met_at(b))))
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


def without_ghosts(grid: Grid, print_: Grey, ratio: float) -> tuple[Grid, list[tuple[bool, Wall]]]:
    """The grid without what shines through from the page's back: walls much paler than others whose line runs through
    print somewhere. A hair line is as pale and never does; those there are, none where something shines through."""
    sides = [(walls, inks_of(walls, print_, ratio, flat=flat), flat) for flat, walls in sides_of(grid)]
    usual = usual_ink([ink for _, inks, _ in sides for ink in inks])
    kept, hair, shines = [], [], False
    for walls, inks, flat in sides:
        dark = lying(255 - print_, flat=flat)
        pale = [wall for wall, ink in zip(walls, inks, strict=True) if ink < settings.GRID.pale * usual]
        ghosts = [wall.at for wall in pale if is_written_over(wall, dark, ratio, usual / 2)]
        near = settings.GRID.level * grid.scale
        hair += [(flat, wall) for wall in pale]
        shines = shines or bool(ghosts)
        kept.append([w for w in walls if w not in pale or all(abs(w.at - at) > near for at in ghosts)])
    return replace(grid, across=kept[0], upright=kept[1]), [] if shines else hair


def without_gaps(grid: Grid, print_: Grey, ratio: float) -> Grid:
    """The grid without upright walls, sure or not, where nothing at all is dark and no other wall is sure to stand:
    there one table ends and the next begins."""
    sure = [w for w in grid.upright if w.likely >= settings.CHOICE.must]
    guessed = [w for w in grid.upright if w.likely < settings.CHOICE.must] + [w for flat, w in grid.unsure if not flat]
    inks = inks_of([_without_ends(w, grid.scale) for w in guessed], print_, ratio, flat=False)
    dark = {(w.start, w.end) for w, ink in zip(guessed, inks, strict=True) if ink >= settings.DETECTION.hair}
    gaps = {
        (wall.start, wall.end)
        for wall in guessed
        if (wall.start, wall.end) not in dark and not any(w.start < (wall.start + wall.end) / 2 < w.end for w in sure)
    }
    return replace(
        grid,
        upright=[w for w in grid.upright if w in sure or (w.start, w.end) not in gaps],
        unsure=[(flat, w) for flat, w in grid.unsure if flat or (w.start, w.end) not in gaps],
    )


def _without_ends(wall: Wall, scale: float) -> Wall:
    """The wall without its ends, where the rules that it meets are dark."""
    inset = min(settings.WALLS.reach * scale, (wall.end - wall.start) / 4)
    return replace(wall, start=wall.start + inset, end=wall.end - inset)


def sides_of(grid: Grid) -> tuple[tuple[bool, list[Wall]], tuple[bool, list[Wall]]]:
    """Its walls of each direction, with whether they are level."""
    return (True, grid.across), (False, grid.upright)


def lying(picture: Grey, *, flat: bool) -> Grey:
    """The picture on which a wall runs along x."""
    return picture if flat else np.ascontiguousarray(picture.T)


def is_written_over(wall: Wall, dark: Grey, ratio: float, ink: float) -> bool:
    """Whether print that is darker than `ink` lies on the wall, its ends apart: on the row that is inked all along."""
    inset = min(settings.WALLS.reach, (wall.end - wall.start) / 4)
    at, start, end = (round((n + 0.5) * ratio - 0.5) for n in (wall.at, wall.start + inset, wall.end - inset))
    around = round(settings.GRID.around * ratio)
    part = dark[max(0, at - around) : at + around + 1, max(0, start) : end + 1]
    if not part.size:
        return False
    row = part[int(np.median(part, axis=1).argmax())]
    return float((row > ink).mean()) > settings.GRID.written


def inks_of(walls: list[Wall], print_: Grey, ratio: float, *, flat: bool) -> list[float]:
    """How dark each of the level (`flat`) or upright walls is on the page's own picture, above what is usual there."""
    dark = lying(255 - print_, flat=flat)
    return [float(_profile(wall, dark, ratio)[1].max()) for wall in walls]


def usual_ink(inks: list[float]) -> float:
    """How dark dark walls are, 0 without any."""
    return float(np.percentile(inks, settings.GRID.dark)) if inks else 0.0


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
