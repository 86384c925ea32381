"""Which rules a page has: those that its darkness shows, as long as the page network bears them out, else those that
the network sees.

What darkness shows is placed to the pixel and knows dashes and hair lines; what the network sees is whole where print
is broken, and free of streaks, strokes and stamps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from jixiao.geometry import Box
from jixiao.pages.scan.model import Grey, Ruling, Run
from jixiao.pages.scan.restore.sheet import Sheet
from jixiao.pages.scan.rules import settings
from jixiao.pages.scan.rules.bridges import without_bridges
from jixiao.pages.scan.rules.drawn import with_drawn
from jixiao.pages.scan.rules.grid import (
    Grid,
    Wall,
    grid_of,
    inks_of,
    is_written_over,
    lying,
    ruling_on,
    sides_of,
    usual_ink,
    without_gaps,
    without_ghosts,
)
from jixiao.pages.scan.rules.line_detection import inked_share, ruling_of
from jixiao.pages.scan.rules.masks import Masks

Sided = tuple[bool, Wall]  # with whether it is level


class Rules(NamedTuple):
    """The rules taken, whether they are the network's, and where (points) a wall may stand or not."""

    ruling: Ruling
    by_network: bool
    unsure: list[Box]


def rules_of(sheet: Sheet) -> Rules:
    """The rules of a page that was put right, with the walls that are drawn though neither was sure of them."""
    rules = _chosen(sheet)
    ruling, unsure = with_drawn(rules.ruling, rules.unsure, sheet.print, sheet.masks, sheet.scale)
    return rules._replace(ruling=ruling, unsure=unsure)


def _chosen(sheet: Sheet) -> Rules:
    """The rules that darkness shows, or those that the network sees."""
    dark = ruling_of(sheet.print, sheet.scale, sheet.noise)
    ratio = sheet.scale / sheet.masks.scale
    grid, hair = without_ghosts(without_gaps(grid_of(sheet.masks), sheet.print, ratio), sheet.print, ratio)
    missed, seconded, denied = disputes(dark, grid, sheet.masks, ratio)
    mended, false, told = _sorted(denied, grid, sheet.print, ratio)
    if false or told or any(_must_be(wall, grid.scale) for _, wall in missed):
        grid = _with([*mended, *seconded], grid)
        if hair:
            grid = _with(hair_lines(sheet, grid, hair, ratio), grid)
        unsure = [*grid.unsure, *(each for each in told if each[1].likely >= settings.CHOICE.none)]
        places = [_place(*each, grid.scale) for each in unsure]
        ruling, places = without_bridges(ruling_on(grid, sheet.print, ratio), places, dark, sheet.scale)
        return Rules(ruling, True, places)
    hardly = [(flat, wall) for flat, wall in missed if wall.meets >= settings.CHOICE.meets]
    hardly = [each for each in hardly if not _is_gap(*each, dark, sheet)]
    return Rules(dark, False, [_place(*each, grid.scale) for each in hardly])


def _must_be(wall: Wall, scale: float) -> bool:
    """Whether the network is sure of it, and it meets others at both ends or, as lines of open lists do, is long and
    meets one at one end."""
    long = wall.end - wall.start >= settings.WALLS.alone * scale and wall.touches >= settings.CHOICE.must
    return wall.likely >= settings.CHOICE.must and (long or wall.meets >= settings.CHOICE.hardly)


def _is_gap(flat: bool, wall: Wall, ruling: Ruling, sheet: Sheet) -> bool:
    """Whether nothing at all is to be seen of the wall, while the rules on its line are whole: they end there."""
    ratio = sheet.scale / sheet.masks.scale
    dark, at = lying(255 - sheet.print, flat=flat), (wall.at + 0.5) * ratio - 0.5
    runs = ruling.across if flat else ruling.upright
    line = [run for run in runs if abs(run.at - at) <= settings.CHOICE.apart * sheet.scale]
    shares = [inked_share(dark, run, run.start, run.end, sheet.scale) for run in line]
    (ink,) = inks_of([wall], sheet.print, ratio, flat=flat)
    return ink < settings.DETECTION.hair and min(shares, default=0.0) >= settings.DETECTION.full


def _with(more: list[Sided], grid: Grid) -> Grid:
    """The grid with more walls, but for those with no room for text beside one of its own; the places where they lie
    are unsure no longer."""
    new = [
        (flat, wall)
        for flat, wall in more
        if _is_missed(wall, _runs(grid, flat=flat), grid.scale) and not _is_beside(wall, grid, flat=flat)
    ]
    return replace(
        grid,
        across=grid.across + [wall for flat, wall in new if flat],
        upright=grid.upright + [wall for flat, wall in new if not flat],
        unsure=[each for each in grid.unsure if not any(_is_on(each, other, grid.scale) for other in more)],
    )


def _sorted(
    denied: list[Sided], grid: Grid, print_: Grey, ratio: float
) -> tuple[list[Sided], list[Sided], list[Sided]]:
    """The denied stretches that are walls all the same, those that are none, and those that may be either.

    A stretch is one that goes on where a wall ends, as dark as walls are: text beside it hid it from the network. It is
    none where it is pale, as what shines through is, or where no text fits between it and a wall.
    """
    usual = usual_ink(
        [*inks_of(grid.across, print_, ratio, flat=True), *inks_of(grid.upright, print_, ratio, flat=False)]
    )
    mended: list[Sided] = []
    false: list[Sided] = []
    told: list[Sided] = []
    inks = {
        flat: iter(inks_of([wall for lies, wall in denied if lies is flat], print_, ratio, flat=flat))
        for flat in (True, False)
    }
    for flat, wall in denied:
        walls = grid.across if flat else grid.upright
        if next(inks[flat]) < settings.CHOICE.pale * usual or _is_beside(wall, grid, flat=flat):
            false.append((flat, wall))
        elif any(_goes_on(wall, other, grid.scale) for other in walls):
            mended.append((flat, wall))
        else:
            told.append((flat, wall))
    return mended, false, told


def _is_beside(wall: Wall, grid: Grid, *, flat: bool) -> bool:
    """Whether much of it lies so near beside a wall of the grid that no text fits between, and not on it."""
    near, on = settings.CHOICE.beside * grid.scale, settings.CHOICE.apart * grid.scale
    return any(
        on < abs(wall.at - other.at) < near
        and min(wall.end, other.end) - max(wall.start, other.start)
        > (1 - settings.CHOICE.bare) * (wall.end - wall.start)
        for other in (grid.across if flat else grid.upright)
    )


def _goes_on(wall: Wall, other: Wall, scale: float) -> bool:
    """Whether the wall begins or ends where the other ends or begins, on one line with it."""
    reach = settings.CHOICE.apart * scale
    meet = min(abs(wall.end - other.start), abs(wall.start - other.end))
    return abs(wall.at - other.at) <= reach and meet <= 2 * reach


def _is_on(one: Sided, other: Sided, scale: float) -> bool:
    """Whether both are of one place."""
    (flat, wall), (lies, found) = one, other
    near = abs(wall.at - found.at) <= settings.CHOICE.apart * scale
    return flat == lies and near and min(wall.end, found.end) > max(wall.start, found.start)


def _place(flat: bool, wall: Wall, scale: float) -> Box:
    """Where the wall lies in points."""
    at, start, end = ((n + 0.5) / scale for n in (wall.at, wall.start, wall.end))
    return Box(start, at - 1, end, at + 1) if flat else Box(at - 1, start, at + 1, end)


def network_ruling(sheet: Sheet) -> Ruling:
    """The rules that the network sees."""
    ratio = sheet.scale / sheet.masks.scale
    grid = without_gaps(grid_of(sheet.masks), sheet.print, ratio)
    return ruling_on(without_ghosts(grid, sheet.print, ratio)[0], sheet.print, ratio)


def disputes(ruling: Ruling, grid: Grid, masks: Masks, ratio: float) -> tuple[list[Sided], list[Sided], list[Sided]]:
    """Walls of the grid where the ruling has none, stretches of the ruling that the masks bear out, and those that
    neither they nor the grid do.

    The ruling's pixels are `ratio` of those of the masks.
    """
    missed: list[Sided] = []
    seconded: list[Sided] = []
    denied: list[Sided] = []
    for flat, runs, walls in ((True, ruling.across, grid.across), (False, ruling.upright, grid.upright)):
        mine = [_smaller(run, ratio) for run in runs]
        missed += [(flat, wall) for wall in walls if _is_missed(wall, mine, masks.scale)]
        for wall in (wall for run in mine for wall in _stretches(run, grid, masks, flat=flat)):
            if wall.likely >= settings.CHOICE.hardly:
                seconded.append((flat, wall))
            elif _is_missed(wall, _runs(grid, flat=flat), masks.scale):
                denied.append((flat, wall))
    return missed, seconded, denied


def hair_lines(sheet: Sheet, grid: Grid, hair: list[Sided], ratio: float) -> list[Sided]:
    """Walls that are hardly dark, as the `hair` lines that the network sees: it sees something of them too, or they
    are long, meet hair lines, end on walls, as does all else on their line, and never run through print. None where
    more lines do: those shine through."""
    faint = ruling_of(sheet.print, sheet.scale, sheet.noise, settings.DETECTION.hair)
    usual = usual_ink([ink for flat, walls in sides_of(grid) for ink in inks_of(walls, sheet.print, ratio, flat=flat)])
    out: list[Sided] = []
    free, ghosts = 0, 0
    for flat, runs in ((True, faint.across), (False, faint.upright)):
        dark = lying(255 - sheet.print, flat=flat)
        found: list[Wall] = []
        streaks: list[float] = []
        for run in (_smaller(run, ratio) for run in runs):
            parts = list(_stretches(run, grid, sheet.masks, flat=flat))
            parts = [wall for wall in parts if not _is_beside(wall, grid, flat=flat)]
            new = [wall for wall in parts if wall.likely < settings.CHOICE.hardly]
            clear = not any(is_written_over(wall, dark, ratio, usual / 2) for wall in new)
            if new and run.end - run.start >= settings.CHOICE.hair * grid.scale:
                free, ghosts = free + clear, ghosts + (not clear)
            loose = [wall for wall in parts if not _ends_on_walls(wall, grid, faint, flat=flat, ratio=ratio)]
            streaks += [wall.at for wall in loose if wall in new]
            if not clear or sum(lies is not flat and _meet(run, wall, grid.scale) for lies, wall in hair) < 2:
                parts = [wall for wall in parts if wall not in new]
            found += [wall for wall in parts if wall not in loose]
        near = settings.CHOICE.apart * grid.scale
        out += [
            (flat, wall)
            for wall in found
            if wall.likely >= settings.CHOICE.hardly or all(abs(wall.at - at) > near for at in streaks)
        ]
    return out if free >= ghosts else []


def _meet(run: Run | Wall, wall: Run | Wall, scale: float) -> bool:
    """Whether a run and a wall of the other direction meet."""
    reach = 2 * settings.CHOICE.apart * scale
    return run.start - reach <= wall.at <= run.end + reach and wall.start - reach <= run.at <= wall.end + reach


def _ends_on_walls(wall: Wall, grid: Grid, faint: Ruling, *, flat: bool, ratio: float) -> bool:
    """Whether there are walls of the other direction at both of its ends."""
    others: list[Run | Wall] = [*(grid.upright if flat else grid.across)]
    others += [_smaller(run, ratio) for run in (faint.upright if flat else faint.across)]
    reach = 2 * settings.CHOICE.apart * grid.scale
    return all(
        any(abs(each.at - end) <= reach and _meet(wall, each, grid.scale) for each in others)
        for end in (wall.start, wall.end)
    )


def _runs(grid: Grid, *, flat: bool) -> list[Run]:
    return [Run(wall.at, wall.start, wall.end, 1.0) for wall in (grid.across if flat else grid.upright)]


def _smaller(run: Run, ratio: float) -> Run:
    at, start, end = ((n + 0.5) / ratio - 0.5 for n in (run.at, run.start, run.end))
    return Run(at, start, end, run.thick / ratio)


def _is_missed(wall: Wall, runs: list[Run], scale: float) -> bool:
    """Whether no rule lies along much of the wall."""
    if wall.end - wall.start < settings.CHOICE.long * scale:
        return False
    bare = wall.end - wall.start
    for run in runs:
        if abs(run.at - wall.at) <= settings.CHOICE.apart * scale:
            bare -= max(0.0, min(run.end, wall.end) - max(run.start, wall.start))
    return bare > settings.CHOICE.bare * (wall.end - wall.start)


def _stretches(run: Run, grid: Grid, masks: Masks, *, flat: bool) -> Iterator[Wall]:
    """The run from one crossing wall to the next, with what the mask shows along each."""
    mask, scale = masks.across if flat else masks.upright.T, masks.scale
    reach = round(settings.CHOICE.apart * scale)
    row = int(np.clip(round(run.at), 0, len(mask) - 1))
    seen = mask[max(0, row - reach) : row + reach + 1].max(axis=0).astype(np.float32) / 255
    crossing = [wall.at for wall in (grid.upright if flat else grid.across)]
    stops = sorted({run.start, *(at for at in crossing if run.start < at < run.end), run.end})
    for a, b in pairwise(stops):
        part = seen[max(0, round(a + 2 * scale)) : round(b - 2 * scale) + 1]
        if b - a >= settings.CHOICE.long * scale and part.size:
            yield Wall(run.at, a, b, float(part.mean()))
