"""The ruled lines of a level page picture: long thin dark runs, whole, dashed, broken or faint."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Grey, Ruling, Run
from jixiao.pages.scan.patches import patches_of
from jixiao.pages.scan.rules import settings


class Ink(NamedTuple):
    """The darkness of a page, and the same without its long whole lines: what is left beside a rule is text."""

    dark: Grey
    text: Grey


def ruling_of(grey: Grey, scale: float, noise: float, darker: float | None = None) -> Ruling:
    """The rules of a level page picture that are so much `darker` (grey levels) than what lies beside them; `scale` is
    pixels a point."""
    least = max(settings.DETECTION.darker if darker is None else darker, settings.DETECTION.noises * noise)
    dark = 255 - grey
    lying = np.ascontiguousarray(dark.T)
    rows, flat = _lines(dark, settings.DETECTION.long, scale, least)
    columns, steep = _lines(lying, settings.DETECTION.short, scale, least)
    across = [r for r in rows if _is_rule(flat, r, scale)]
    upright = _walls(columns, across, steep, scale)
    across = _walls(across, upright, flat, scale)
    return Ruling(across, _walls(upright, across, steep, scale))


def _lines(dark: Grey, shortest: float, scale: float, least: float) -> tuple[list[Run], Ink]:
    """The level lines of a picture of darkness, those at its very edge left out, and its ink."""
    edge = settings.DETECTION.edge * scale
    runs = _runs(_ridge(dark, scale, least), shortest, scale)
    ink = Ink(dark, _without_long(dark, runs, scale))
    found = sorted(_joined(_free_ends(chain, ink, scale)) for chain in _chains(runs, scale))
    return [r for r in found if edge < r.at < dark.shape[0] - edge], ink


def _without_long(dark: Grey, runs: list[Run], scale: float) -> Grey:
    """The darkness without the long whole lines: two rules may stand closely side by side."""
    out = dark.copy()
    for run in runs:
        if (
            run.end - run.start > settings.DETECTION.certain * scale
            and inked_share(dark, run, run.start, run.end, scale) >= settings.DETECTION.wall
        ):
            half = run.thick / 2 + 0.5 * scale
            rows = slice(max(0, round(run.at - half)), round(run.at + half) + 1)
            out[rows, round(run.start) : round(run.end)] = 0
    return out


def _is_rule(ink: Ink, run: Run, scale: float) -> bool:
    """Whether a level line is a rule by itself, not a row of strokes of characters."""
    length = run.end - run.start
    if length < settings.DETECTION.alone * scale:
        return False
    share, beside = inked_share(ink.dark, run, run.start, run.end, scale), _beside(ink.text, run, scale)
    if length > settings.DETECTION.certain * scale and share >= settings.DETECTION.wall:
        return beside < settings.DETECTION.crowded
    return share >= settings.DETECTION.whole and beside < settings.DETECTION.free


def _beside(text: Grey, run: Run, scale: float) -> float:
    """The share of the run that has ink close above or below it: strokes of a character have, rules seldom."""
    near, far = run.thick / 2 + 0.9 * scale, run.thick / 2 + 1.9 * scale
    columns = slice(round(run.start), round(run.end))
    touched = np.zeros(columns.stop - columns.start, bool)
    for low, high in ((run.at - far, run.at - near), (run.at + near, run.at + far)):
        part = text[max(0, round(low)) : max(0, round(high)) + 1, columns]
        if part.size:
            touched |= part.max(axis=0)[: touched.size] > settings.DETECTION.stroke
    return float(touched.mean()) if touched.size else 0.0


def _ridge(dark: Grey, scale: float, least: float) -> Grey:
    """255 where a level line runs that is by `least` darker than what lies above and below it."""
    along = round(settings.DETECTION.along * scale) | 1
    mean = cv2.blur(dark, (along, 1))
    thick = max(4, round(settings.DETECTION.thick * scale) + 1)
    height = cv2.morphologyEx(mean, cv2.MORPH_TOPHAT, np.ones((thick, 1), np.uint8))
    return ((height > least) * np.uint8(255)).astype(np.uint8)


def _runs(ridge: Grey, shortest: float, scale: float) -> list[Run]:
    """The thin patches of a ridge picture that are longer than `shortest` points."""
    length = round(shortest * scale)
    opened = cv2.morphologyEx(ridge, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    labels, stats, middles = patches_of(opened)
    out = []
    for i in range(1, len(stats)):
        x, y, w, h, area = stats[i]
        thick = area / w
        if thick <= (settings.DETECTION.thick + 0.6) * scale and h <= max(
            2.2 * thick, settings.DETECTION.level * scale + thick
        ):
            out.append(Run(float(middles[i]), float(x), float(x + w), float(thick)))
        elif w > settings.DETECTION.certain * scale:
            out += _straight(labels[y : y + h, x : x + w] == i, (x, y), length, scale)
    return out


def _straight(patch: Grey, corner: tuple[int, int], length: int, scale: float) -> list[Run]:
    """The longest level line of a patch, as where the side of a stamp runs into a rule."""
    reach = max(1, round(settings.DETECTION.level / 2 * scale))
    at = int(np.convolve(patch.sum(axis=1), np.ones(2 * reach + 1), "same").argmax())
    band = patch[max(0, at - reach) : at + reach + 1]
    starts, ends = _bounds(np.asarray(band.any(axis=0), bool))
    middle = max(0, at - reach) + float(np.average(np.arange(len(band)), weights=band.sum(axis=1) + 1e-9))
    thick = float(np.median(band.sum(axis=0)[band.any(axis=0)]))
    x, y = corner
    return [
        Run(y + middle, float(x + a), float(x + b), thick)
        for a, b in zip(starts, ends, strict=True)
        if b - a >= length and thick <= (settings.DETECTION.thick + 0.6) * scale
    ]


def _chains(runs: list[Run], scale: float) -> list[list[Run]]:
    """Pieces on one line whose ends nearly meet, from the left."""
    level, gap = settings.DETECTION.level * scale, settings.DETECTION.gap * scale
    out: list[list[Run]] = []
    whole: list[Run] = []
    near: defaultdict[int, list[int]] = defaultdict(list)  # by height, in steps of `level`
    for run in sorted(runs, key=lambda r: r.start):
        height = int(run.at / level)
        for i in (i for step in (height - 1, height, height + 1) for i in near[step]):
            if abs(whole[i].at - run.at) <= level and run.start - whole[i].end <= gap:
                out[i].append(run)
                whole[i] = _joined(out[i])
                break
        else:
            near[height].append(len(out))
            out.append([run])
            whole.append(run)
    return out


def _free_ends(chain: list[Run], ink: Ink, scale: float) -> list[Run]:
    """The pieces without strokes of characters at either end, which lie on a line with a rule by chance."""
    while len(chain) > 1 and _in_text(chain[0], ink, scale):
        chain = chain[1:]
    while len(chain) > 1 and _in_text(chain[-1], ink, scale):
        chain = chain[:-1]
    return chain


def _in_text(piece: Run, ink: Ink, scale: float) -> bool:
    if _beside(ink.text, piece, scale) <= settings.DETECTION.crowded:
        return False
    short = piece.end - piece.start < settings.DETECTION.certain * scale
    return short or inked_share(ink.dark, piece, piece.start, piece.end, scale) < settings.DETECTION.wall


def _joined(chain: list[Run]) -> Run:
    """The pieces as one, the longer ones counting more."""
    if len(chain) == 1:
        return chain[0]
    whole = sum(r.end - r.start for r in chain)
    at = sum(r.at * (r.end - r.start) for r in chain) / whole
    thick = sum(r.thick * (r.end - r.start) for r in chain) / whole
    return Run(at, chain[0].start, max(r.end for r in chain), thick)


def _walls(runs: list[Run], crossing: list[Run], ink: Ink, scale: float) -> list[Run]:
    """What of the runs is a wall: inked nearly all the way from one crossing rule to the next.

    A run of which no stretch is a wall is a stroke of a character. A stretch with gaps counts where the same run is a
    wall elsewhere. What goes on beyond the last crossing rule, as at a page end, counts where it is long. Strokes of a
    character can pass for walls of one another; no cell is so small.
    """
    out: list[Run] = []
    for run in runs:
        stretches = list(pairwise(_edges(run, crossing, scale)))
        if stretches and inked_share(ink.dark, run, run.start, run.end, scale) == settings.DETECTION.dashed:
            shares = [settings.DETECTION.dashed] * len(stretches)
        else:
            shares = [inked_share(ink.dark, run, a, b, scale) for a, b in stretches]
        sure = [
            share >= settings.DETECTION.wall
            and _beside(ink.text, run._replace(start=a, end=b), scale) < _crowd(share, b - a, scale)
            for share, (a, b) in zip(shares, stretches, strict=True)
        ]
        wall = [s or (any(sure) and share >= settings.DETECTION.vouched) for s, share in zip(sure, shares, strict=True)]
        out += _stretches(run, stretches, wall)
    return [wall for wall in out if wall.end - wall.start >= settings.DETECTION.short * scale]


def _crowd(share: float, length: float, scale: float) -> float:
    """How much text may stand close beside a wall; strokes of lines of text look like a short or a dashed one."""
    if share == settings.DETECTION.dashed:
        return settings.DETECTION.free
    return (
        settings.DETECTION.crowded
        if share >= settings.DETECTION.full and length > settings.DETECTION.certain * scale
        else settings.DETECTION.near
    )


def _edges(run: Run, crossing: list[Run], scale: float) -> list[float]:
    """Where the run may be cut: at the crossing rules it meets, and at a free end.

    A long end is free, as at a page end, where no more of them come, or at the level of one that stops short of it.
    """
    reach, gap = settings.DETECTION.reach * scale, settings.DETECTION.gap * scale
    met = sorted(c.at for c in crossing if c.start - reach <= run.at <= c.end + reach)
    stops = [at for at in met if run.start - gap <= at <= run.end + gap]
    if not stops:
        return []

    def free(end: float, outermost: bool) -> bool:
        return outermost or any(abs(c.at - end) <= reach for c in crossing)

    long = 2 * settings.DETECTION.long * scale
    before = stops[0] - run.start > long and free(run.start, stops[0] == met[0])
    after = run.end - stops[-1] > long and free(run.end, stops[-1] == met[-1])
    return [*([run.start] if before else []), *stops, *([run.end] if after else [])]


def inked_share(dark: Grey, run: Run, a: float, b: float, scale: float) -> float:
    """The share of the run from `a` to `b` that is inked, its ends left out; it may waver a little.

    A long row of even dashes with even gaps counts as `settings.DETECTION.dashed`, whatever their share.
    """
    aside = max(1, round(0.7 * scale))
    inset = min(round(1.2 * scale), int((b - a) / 4))
    rows = slice(max(0, round(run.at) - aside), round(run.at) + aside + 1)
    part = dark[rows, round(a) + inset : round(b) - inset]
    if not part.size:
        return 0.0
    profile = cv2.blur(part.max(axis=0)[None].astype(np.float32), (max(1, round(0.8 * scale)), 1))[0]
    dark_there = int(0.85 * (profile.size - 1))
    inked = profile > settings.DETECTION.tone * np.partition(profile, dark_there)[dark_there]
    starts, ends = _bounds(inked)
    gaps = starts[1:] - ends[:-1]
    if (
        b - a > settings.DETECTION.certain * scale
        and len(starts) >= settings.DETECTION.dashes
        and _even(ends - starts, scale)
        and _even(gaps, scale)
    ):
        return settings.DETECTION.dashed
    return float(inked.mean())


def _bounds(inked: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where runs of ink start and end."""
    steps = np.diff(np.concatenate([[False], inked, [False]]).astype(np.int8))
    return np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)


def _even(lengths: NDArray[np.int64], scale: float) -> bool:
    """Whether the lengths are those of dashes or of the gaps between them: short, and about the same."""
    usual = float(np.median(lengths)) if lengths.size else 0.0
    return (
        0 < usual <= settings.DETECTION.dash * scale
        and float(np.mean(np.abs(lengths - usual) <= 0.35 * usual + 1)) > 0.7
    )


def _stretches(run: Run, stretches: list[tuple[float, float]], wall: list[bool]) -> list[Run]:
    """The run cut to its walls, neighbouring ones together."""
    out: list[Run] = []
    for (a, b), is_wall in zip(stretches, wall, strict=True):
        if not is_wall:
            continue
        if out and out[-1].end == a:
            out[-1] = out[-1]._replace(end=b)
        else:
            out.append(Run(run.at, a, b, run.thick))
    return out
