"""Walls that lines of text run through are none: strokes of characters under each other looked like a rule."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from jixiao.pages.scan.model import Grey, Ruling, Run
from jixiao.pages.scan.ocr.engine import Spot
from jixiao.pages.scan.rules import settings
from jixiao.pages.scan.rules.line_detection import inked_share


def without_crossed(
    ruling: Ruling, spots: list[Spot], pictures: tuple[Grey, Grey], stamp: Grey | None, scale: float
) -> Ruling:
    """The rules without the upright ones that text runs through, but for long ones without any gap.

    `pictures` is the page with its rules and without. What runs through where a stamp lies (255) may be its words.
    """
    whole, clean = pictures
    if stamp is not None:
        spots = [s for s in spots if not stamp[(s.y0 + s.y1) // 2, s.x0 : s.x1].any()]
    lying = 255 - whole.T
    upright = [
        run
        for run in ruling.upright
        if not _crossed(run, ruling.across, spots, clean, scale) or _is_certain(run, lying, scale)
    ]
    return ruling if len(upright) == len(ruling.upright) else Ruling(ruling.across, upright)


def _is_certain(run: Run, lying: Grey, scale: float) -> bool:
    return (
        run.end - run.start > settings.FALSE.long * scale
        and inked_share(lying, run, run.start, run.end, scale) >= settings.FALSE.whole
    )


def _crossed(run: Run, across: list[Run], spots: list[Spot], clean: Grey, scale: float) -> bool:
    """Whether text runs through the wall in many of the stretches between level rules."""
    far = settings.FALSE.beyond * scale
    near = [s for s in spots if s.x0 < run.at - far and s.x1 > run.at + far and s.y1 > run.start and s.y0 < run.end]
    if not near:
        return False
    reach = settings.FALSE.reach * scale
    met = [r.at for r in across if r.start - reach <= run.at <= r.end + reach and run.start < r.at < run.end]
    stretches = list(
        pairwise([run.start, *(at for at in met if reach < at - run.start < run.end - run.start - reach), run.end])
    )
    through = sum(any(_runs_through(s, run, (a, b), clean, scale) for s in near) for a, b in stretches)
    return through >= settings.FALSE.many * len(stretches)


def _runs_through(spot: Spot, run: Run, stretch: tuple[float, float], clean: Grey, scale: float) -> bool:
    """Whether the middle of the spot lies in the stretch and its ink leaves next to no room beside the wall."""
    if not stretch[0] < (spot.y0 + spot.y1) / 2 < stretch[1]:
        return False
    half = run.thick / 2 + settings.FALSE.band * scale
    left, right = round(run.at - half), round(run.at + half) + 1
    inked = np.asarray((clean[spot.y0 : spot.y1, spot.x0 : spot.x1] < 255 - settings.FALSE.ink).any(axis=0))
    before, after = inked[: left - spot.x0][::-1], inked[right - spot.x0 :]
    room = int(np.argmax(before)) + int(np.argmax(after))
    return bool(before.any() and after.any()) and room < settings.FALSE.free * scale
