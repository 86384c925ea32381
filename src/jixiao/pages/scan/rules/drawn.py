"""Walls that are drawn, though neither darkness nor the network is sure of them: a stroke goes on from one rule to the
next and keeps its place.

Paper that is not flat makes a short rule waver, and figures that touch it look like what is written beside a stroke of
a character. Characters leave room to the rules over and under them; a stroke that leaves none is a wall.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.geometry import Box, clustered
from jixiao.pages.scan.model import Grey, Ruling, Run
from jixiao.pages.scan.rules import settings
from jixiao.pages.scan.rules.masks import Masks


def with_drawn(ruling: Ruling, unsure: list[Box], print_: Grey, masks: Masks, scale: float) -> tuple[Ruling, list[Box]]:
    """The rules with the walls that are drawn between them, and the places that are unsure all the same."""
    dark = 255 - print_
    upright = _drawn(ruling, dark, masks, scale)
    flipped = Ruling(ruling.upright, ruling.across)
    across = _drawn(flipped, np.ascontiguousarray(dark.T), masks.lying(), scale)
    if not upright and not across:
        return ruling, unsure
    left = [box for box in unsure if not any(_lies_on(run, box, scale, flat=False) for run in upright)]
    left = [box for box in left if not any(_lies_on(run, box, scale, flat=True) for run in across)]
    return Ruling(ruling.across + across, ruling.upright + upright), left


def _lies_on(run: Run, box: Box, scale: float, *, flat: bool) -> bool:
    """Whether the run is most of the wall whose place the box is, in points."""
    at, start, end = (n / scale for n in (run.at, run.start, run.end))
    (x, y), (low, high) = box.middle, (box.x0, box.x1) if flat else (box.y0, box.y1)
    near = abs(at - (y if flat else x)) <= settings.CHOICE.apart
    return near and min(end, high) - max(start, low) > settings.DRAWN.most * (high - low)


def _drawn(ruling: Ruling, dark: Grey, masks: Masks, scale: float) -> list[Run]:
    """The upright walls between level rules that the ruling lacks."""
    inks = _inks(ruling.upright, dark.T)
    if not inks:
        return []
    usual, pale = float(np.median(inks)), min(inks)
    out = _found(ruling, dark, usual, masks, scale) if usual >= settings.DETECTION.darker else []
    if settings.DETECTION.hair <= pale < settings.DRAWN.dark * usual:
        smooth = cv2.blur(dark, (1, max(1, round(settings.DRAWN.along * scale))))
        out += _found(ruling._replace(upright=ruling.upright + out), smooth, pale, masks, scale)
    return out


def _found(ruling: Ruling, dark: Grey, usual: float, masks: Masks, scale: float) -> list[Run]:
    """The same of walls that are about as dark as is usual."""
    levels = clustered([run.at for run in ruling.across], settings.CHOICE.apart * scale)
    out: list[Run] = []
    for top, bottom in pairwise(levels):
        if bottom - top < settings.DRAWN.shortest * scale:
            continue
        inset = settings.DRAWN.inset * scale
        part = dark[round(top + inset) : round(bottom - inset) + 1] > settings.DRAWN.dark * usual
        for x, thick in _strokes(np.asarray(part, bool), scale):
            wall = Run(x, top, bottom, thick)
            new = _ends_on_rules(wall, ruling.across, scale) and not _is_there(wall, ruling.upright, scale)
            if new and _shows(masks, wall, scale):
                out.append(wall)
    return out


def _inks(runs: list[Run], lying: Grey) -> list[float]:
    """How dark each of the walls is."""
    parts = [lying[round(run.at), round(run.start) : round(run.end)] for run in runs if round(run.at) < len(lying)]
    return [float(np.median(part)) for part in parts if part.size]


def _followed(ink: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
    """For each column the gaps on the best way down to its foot, a column aside at most at each row, and where it
    begins. Of ways with as many gaps the straight one is taken, then the one from the left."""
    aside = 1 << ink.shape[1].bit_length()  # over the columns: what is added to a way from aside, and over that gaps
    ways = np.full(ink.shape[1] + 2, np.iinfo(np.int64).max // 2)
    ways[1:-1] = np.arange(ink.shape[1])
    missing = np.where(ink, 0, 4 * aside)
    for row in missing:
        best = np.minimum(ways[:-2] + aside, ways[2:] + 2 * aside)
        np.minimum(best, ways[1:-1], out=best)
        best &= ~(3 * aside)
        best += row
        ways[1:-1] = best
    return ways[1:-1] // (4 * aside), ways[1:-1] % aside


def _strokes(ink: NDArray[np.bool_], scale: float) -> list[tuple[float, float]]:
    """Where a thin stroke goes from the top of a strip to its bottom, and how thick it is."""
    height, width = ink.shape
    gaps, start = _followed(ink)
    straight = np.abs(start - np.arange(width)) <= settings.DRAWN.waver * scale
    whole = straight & (gaps <= settings.DRAWN.gaps * height)
    count, _, stats, _ = cv2.connectedComponentsWithStats(whole[None].astype(np.uint8))
    out = []
    for x, _, w, _, _ in stats[1:count].tolist():
        side = round(settings.DRAWN.beside * scale)
        beside = [ink[:, max(0, at)].mean() if at < width else 0.0 for at in (x - side, x + w + side)]
        if w <= settings.DRAWN.thick * scale and min(beside) < settings.DRAWN.free:
            out.append((x + (w - 1) / 2, float(max(1, w // 2))))
    return out


def _ends_on_rules(wall: Run, across: list[Run], scale: float) -> bool:
    """Whether there is a level rule at both of its ends."""
    reach = settings.CHOICE.apart * scale
    return all(
        any(abs(run.at - end) <= reach and run.start - reach <= wall.at <= run.end + reach for run in across)
        for end in (wall.start, wall.end)
    )


def _is_there(wall: Run, upright: list[Run], scale: float) -> bool:
    """Whether much of the wall is known, or a wall stands so near that no text fits between."""
    near = settings.CHOICE.beside * scale
    return any(
        abs(run.at - wall.at) <= near
        and min(run.end, wall.end) - max(run.start, wall.start) > (1 - settings.CHOICE.bare) * (wall.end - wall.start)
        for run in upright
    )


def _shows(masks: Masks, wall: Run, scale: float) -> bool:
    """Whether the network sees something of a rule there."""
    ratio, reach = masks.scale / scale, settings.CHOICE.apart * masks.scale
    at, start, end = (n * ratio for n in (wall.at + 0.5, wall.start, wall.end))
    band = masks.upright[round(start) : round(end), max(0, round(at - reach)) : round(at + reach) + 1]
    return bool(band.size) and float(band.max(axis=1).mean()) >= 255 * settings.DRAWN.seen
