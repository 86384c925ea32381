"""Walls that are drawn from rule to rule, and rules that a network draws on from one table into the next."""

from __future__ import annotations

import cv2
import numpy as np

from jixiao.geometry import Box
from jixiao.pages.scan.model import Ruling, Run
from jixiao.pages.scan.rules.bridges import without_bridges
from jixiao.pages.scan.rules.drawn import with_drawn
from jixiao.pages.scan.rules.masks import Masks

SCALE = 3.0
LEVELS, SIDES, WALL = (60, 180, 300), (60, 840), 450


def page(*, wall: bool = True, foot: int = LEVELS[1]) -> np.ndarray:
    """Two rows between rules; a wall that wavers parts the first, with figures that touch it."""
    out = np.full((360, 900), 255, np.uint8)
    for y in LEVELS:
        out[y - 1 : y + 2, SIDES[0] : SIDES[1]] = 0
    for x in SIDES:
        out[LEVELS[0] : LEVELS[-1], x - 1 : x + 2] = 0
    if wall:
        ys = np.arange(LEVELS[0], foot)
        for y, x in zip(ys, np.rint(WALL + 2 * np.sin(ys / 30)).astype(int), strict=True):
            out[y, x - 1 : x + 2] = 0
    cv2.putText(out, "00.00", (WALL - 78, 135), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    return out


def masks(likely: int) -> Masks:
    """What a network sees that finds the wall so likely (0..255)."""
    blank = np.zeros((360, 900), np.uint8)
    upright = blank.copy()
    upright[LEVELS[0] : LEVELS[1], WALL - 4 : WALL + 5] = likely
    return Masks(blank, upright, blank, blank, blank, SCALE)


RULING = Ruling(
    [Run(y, *SIDES, 3.0) for y in LEVELS],
    [Run(x, LEVELS[0], LEVELS[-1], 3.0) for x in SIDES],
)
UNSURE = [Box(WALL / SCALE - 1, LEVELS[0] / SCALE, WALL / SCALE + 1, LEVELS[1] / SCALE)]


def test_a_wall_that_wavers_beside_figures_is_one() -> None:
    ruling, unsure = with_drawn(RULING, UNSURE, page(), masks(100), SCALE)
    (found,) = [run for run in ruling.upright if run not in RULING.upright]
    assert abs(found.at - WALL) < 4
    assert abs(found.start - LEVELS[0]) < 2
    assert abs(found.end - LEVELS[1]) < 2
    assert unsure == []


def test_what_stops_short_or_the_network_denies_is_none() -> None:
    assert with_drawn(RULING, UNSURE, page(wall=False), masks(100), SCALE) == (RULING, UNSURE)
    assert with_drawn(RULING, UNSURE, page(foot=150), masks(100), SCALE) == (RULING, UNSURE)
    assert with_drawn(RULING, UNSURE, page(), masks(0), SCALE) == (RULING, UNSURE)


def test_upright_rules_do_not_bridge_a_title_between_two_tables() -> None:
    dark = [Run(x, *ends, 3.0) for x in (60, 300, 840) for ends in ((60.0, 200.0), (290.0, 400.0))]
    seen = Ruling([], [Run(60.0, 60.0, 400.0, 3.0), Run(840.0, 60.0, 400.0, 3.0), Run(300.0, 60.0, 200.0, 3.0)])
    place = Box(19, 200 / SCALE, 21, 290 / SCALE)
    ruling, unsure = without_bridges(seen, [place], Ruling([], dark), SCALE)
    assert [(r.at, r.start, r.end) for r in ruling.upright] == [
        (60.0, 60.0, 200.0), (60.0, 290.0, 400.0), (840.0, 60.0, 200.0), (840.0, 290.0, 400.0), (300.0, 60.0, 200.0),
    ]  # fmt: skip
    assert unsure == []
    one = Ruling([], [*dark, Run(500.0, 60.0, 400.0, 3.0)])
    assert without_bridges(seen, [place], one, SCALE) == (seen, [place])
