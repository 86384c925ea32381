"""Upright rules that a network draws on from one table into the next, over the title between both.

Where rules end together, others begin together below, and darkness shows none between, one table ends and the next
begins, however whole its frame would be with the gap closed.
"""

from __future__ import annotations

from jixiao.geometry import Box, clustered
from jixiao.pages.scan.model import Ruling, Run
from jixiao.pages.scan.rules import settings

Gap = tuple[float, float]


def without_bridges(ruling: Ruling, unsure: list[Box], dark: Ruling, scale: float) -> tuple[Ruling, list[Box]]:
    """The rules, and the places in points that are unsure, without upright ones in gaps that `dark` rules show."""
    gaps = _gaps(dark.upright, scale)
    if not gaps:
        return ruling, unsure
    upright = ruling.upright
    for gap in gaps:
        upright = [part for run in upright for part in _outside(run, gap, scale)]
    return ruling._replace(upright=upright), [box for box in unsure if not any(_lies_in(box, g, scale) for g in gaps)]


def _gaps(upright: list[Run], scale: float) -> list[Gap]:
    """From where rules end together to where others begin together, none between."""
    near, out = settings.CHOICE.apart * scale, []
    for end in clustered([run.end for run in upright], near):
        if sum(abs(run.end - end) <= near for run in upright) < settings.BRIDGES.several:
            continue
        below = [run for run in upright if run.start > end + settings.BRIDGES.least * scale]
        start = min((run.start for run in below), default=0.0)
        together = sum(abs(run.start - start) <= near for run in below)
        if together >= settings.BRIDGES.several and not any(
            r.start < start - near and r.end > end + near for r in upright
        ):
            out.append((end, start))
    return out


def _outside(run: Run, gap: Gap, scale: float) -> list[Run]:
    """What of the run lies above the gap and below it."""
    end, start = gap
    parts = [run._replace(end=min(run.end, end)), run._replace(start=max(run.start, start))]
    if run.end <= end or run.start >= start:
        return [run]
    return [part for part in parts if part.end - part.start >= settings.GRID.shortest * scale]


def _lies_in(box: Box, gap: Gap, scale: float) -> bool:
    return box.y1 - box.y0 > box.x1 - box.x0 and gap[0] - 1 <= box.middle[1] * scale <= gap[1] + 1
