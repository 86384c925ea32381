"""Which rules a page has: those that its darkness shows, as long as the page network bears them out, else those that
the network sees.

What darkness shows is placed to the pixel and knows dashes and hair lines; what the network sees is whole where print
is broken, and free of streaks, strokes and stamps.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from jixiao.geometry import Box
from jixiao.pages.scan.model import Grey
from jixiao.pages.scan.restore.sheet import Sheet
from jixiao.pages.scan.rules import settings
from jixiao.pages.scan.rules.grid import Grid, Wall, grid_of, ruling_on, without_pale
from jixiao.pages.scan.rules.line_detection import Ruling, Run, ruling_of
from jixiao.pages.scan.rules.masks import Masks


class Rules(NamedTuple):
    """The rules taken, whether they are the network's, and where (points) a wall may stand or not."""

    ruling: Ruling
    by_network: bool
    unsure: list[Box]


def rules_of(sheet: Sheet) -> Rules:
    """The rules of a page that was put right."""
    dark = ruling_of(sheet.print, sheet.scale, sheet.noise)
    ratio = sheet.scale / sheet.masks.scale
    grid = without_pale(grid_of(sheet.masks), sheet.print, ratio)
    missed, denied = disputes(dark, grid, sheet.masks, ratio)
    if denied or any(
        wall.likely >= settings.CHOICE.must and wall.meets >= settings.CHOICE.hardly for _, wall in missed
    ):
        unsure = [*grid.unsure, *(each for each in denied if each[1].likely >= settings.CHOICE.none)]
        return Rules(ruling_on(grid, sheet.print, ratio), True, [_place(*each, grid.scale) for each in unsure])
    told = [(flat, wall) for flat, wall in missed if wall.meets >= settings.CHOICE.meets]
    return Rules(dark, False, [_place(*each, grid.scale) for each in told])


def _place(flat: bool, wall: Wall, scale: float) -> Box:
    """Where the wall lies in points."""
    at, start, end = ((n + 0.5) / scale for n in (wall.at, wall.start, wall.end))
    return Box(start, at - 1, end, at + 1) if flat else Box(at - 1, start, at + 1, end)


def network_ruling(sheet: Sheet) -> Ruling:
    """The rules that the network sees."""
    ratio = sheet.scale / sheet.masks.scale
    return ruling_on(without_pale(grid_of(sheet.masks), sheet.print, ratio), sheet.print, ratio)


Sided = tuple[bool, Wall]  # with whether it is level


def disputes(ruling: Ruling, grid: Grid, masks: Masks, ratio: float) -> tuple[list[Sided], list[Sided]]:
    """Walls of the grid where the ruling has none, and stretches of the ruling that the masks deny.

    The ruling's pixels are `ratio` of those of the masks.
    """
    missed, denied = [], []
    for flat, runs, walls, mask in (
        (True, ruling.across, grid.across, masks.across),
        (False, ruling.upright, grid.upright, masks.upright.T),
    ):
        mine = [_smaller(run, ratio) for run in runs]
        missed += [(flat, wall) for wall in walls if _is_missed(wall, mine, masks.scale)]
        crossing = [wall.at for wall in (grid.upright if flat else grid.across)]
        seen = [Run(wall.at, wall.start, wall.end, 1.0) for wall in walls]
        denied += [
            (flat, wall)
            for wall in _denied(mine, crossing, np.ascontiguousarray(mask), masks.scale)
            if _is_missed(wall, seen, masks.scale)
        ]
    return missed, denied


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


def _denied(runs: list[Run], crossing: list[float], mask: Grey, scale: float) -> list[Wall]:
    """Stretches of rules along which the mask shows next to nothing."""
    reach = round(settings.CHOICE.apart * scale)
    thick = cv2.dilate(mask, np.ones((2 * reach + 1, 1), np.uint8))
    out = []
    for run in runs:
        row = thick[int(np.clip(round(run.at), 0, len(thick) - 1))].astype(np.float32) / 255
        stops = sorted({run.start, *(at for at in crossing if run.start < at < run.end), run.end})
        for a, b in pairwise(stops):
            part = row[max(0, round(a + 2 * scale)) : round(b - 2 * scale) + 1]
            if b - a >= settings.CHOICE.long * scale and part.size and float(part.mean()) < settings.CHOICE.hardly:
                out.append(Wall(run.at, a, b, float(part.mean())))
    return out
