"""Which row of the reading answers to which row of the gold, before anything is scored.

Rows are assigned one to one at the least total cost, where cost mixes likeness and position; equal values prove
nothing, since the same indicator legitimately stands in many places. What the assignment leaves over is looked at
once more: a row that was swallowed by its neighbour is merged, one that came out as two is split.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

from eval.scoring.normal import likeness

Row = tuple[str, ...]
"""The normal forms of a row's cells."""

LIKENESS_SHARE = 0.75
REACH = 5
"""Rows this far from where their neighbours put them count as equally far."""
SURE = 0.97
"""From this likeness on a pair without a rival shows where the rows around it belong."""
STRONG = 0.62
"""From this likeness on a pair holds wherever the two rows stand."""
WEAK = 0.48
"""From this likeness on a pair holds between the same anchors; below it the rows are two different ones."""
DOUBT = 0.5
"""Added to the cost of a weak pair out of its place, so that no sure pair is given up for it."""
DIFFERENT = 1.1
"""The cost of putting two different rows together: the same for all, so that it does not matter which."""
JOINED = 0.9
"""From this likeness on two texts are the same text read twice, when rows are looked for inside others."""


@dataclass(slots=True)
class Alignment:
    """The pairs gold row -> reading row; rows of the gold inside a neighbour's; rows of the reading that are parts.

    `merged` maps a gold row without a pair to the gold row whose reading holds it too; `split` maps a reading row
    without a pair to the gold row it is a part of. `moved` are the gold rows whose readings stand out of order.
    """

    pairs: dict[int, int] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)
    split: dict[int, int] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)


def row_likeness(weights: Sequence[float]) -> Callable[[Row, Row], float]:
    """A measure of two rows with named columns: the weighted mean over the columns that either has."""

    def measure(a: Row, b: Row) -> float:
        total = got = 0.0
        for weight, x, y in zip(weights, a, b, strict=True):
            if x or y:
                total += weight
                got += weight * likeness(x, y)
        return got / total if total else 1.0

    return measure


def cell_likeness(a: Row, b: Row) -> float:
    """A measure of two rows of a plain table: by cells, or as one text where the cells have slid."""
    filled = [(x, y) for x, y in zip(a, b, strict=False) if x or y]
    by_cell = sum(likeness(x, y) for x, y in filled) / len(filled) if filled else 1.0
    if by_cell == 1.0 and len(a) == len(b):
        return 1.0
    return max(by_cell, 0.98 * likeness("".join(a), "".join(b)))


def align_rows(
    gold: Sequence[Row],
    read: Sequence[Row],
    measure: Callable[[Row, Row], float],
    telling: Sequence[float] | None = None,
) -> Alignment:
    """The alignment of two lists of rows; `telling` says how much each column tells (None: all alike)."""
    if not gold or not read:
        return Alignment()
    alike = np.array([[measure(g, r) for r in read] for g in gold])
    anchors = _anchors(alike)
    off, astray = _positions(anchors, alike.shape)
    cost = LIKENESS_SHARE * (1 - alike) + (1 - LIKENESS_SHARE) * np.minimum(off / REACH, 1.0)
    cost[(alike < STRONG) & astray] += DOUBT
    cost[alike < WEAK] = DIFFERENT
    floor = np.where(astray, STRONG, WEAK)
    out = Alignment()
    for i, j in zip(*linear_sum_assignment(cost), strict=True):
        if alike[i, j] >= floor[i, j]:
            out.pairs[int(i)] = int(j)
    if all(len(row) == len(gold[0]) for row in (*gold, *read)):
        telling = telling or [1.0] * len(gold[0])
        _find_merged(out, gold, read, telling)
        _find_split(out, gold, read, telling)
    out.moved = moved_from(out.pairs)
    return out


def _anchors(alike: np.ndarray) -> dict[int, int]:
    """The pairs that are sure and stand in the same order on both sides."""
    sure = alike >= SURE
    alone = sure & (sure.sum(axis=0) == 1)[None, :] & (sure.sum(axis=1) == 1)[:, None]
    pairs = {int(i): int(j) for i, j in zip(*np.nonzero(alone), strict=True)}
    return {i: j for i, j in pairs.items() if i not in moved_from(pairs)}


def _positions(anchors: dict[int, int], shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """For each pair, how many rows the reading stands off the place its neighbours give it, and whether an
    anchor stands between the two."""
    rows, columns = np.arange(shape[0]), np.arange(shape[1])
    g = np.array([-1, *anchors, shape[0]])
    r = np.array([-1, *anchors.values(), shape[1]])
    off = np.abs(columns[None, :] - np.interp(rows, g, r)[:, None])
    gap = np.searchsorted(g, rows, side="right")[:, None] != np.searchsorted(r, columns, side="right")[None, :]
    held = np.isin(rows, g)[:, None] | np.isin(columns, r)[None, :]
    own = np.zeros(shape, dtype=bool)
    for i, j in anchors.items():
        own[i, j] = True
    return off, (gap | held) & ~own


def explained(whole: Row, part: Row, other: Row, telling: Sequence[float]) -> bool:
    """Whether a row reads as two rows run together, and not as the first of them alone.

    What the other row has of its own must for the better part stand in the whole, counted by how much each column
    tells; a column that tells nothing (0) holds what rows share with their neighbours.
    """
    cells = list(zip(whole, part, other, strict=True))
    own = [(weight, b, text) for weight, (text, a, b) in zip(telling, cells, strict=True) if weight and b and b != a]
    held = sum(weight for weight, b, text in own if _holds(text, b))
    if held < 0.5 * sum(weight for weight, _, _ in own):
        return False
    needs_both = False
    for text, a, b in cells:
        choices = [(likeness(text, a), False), (likeness(text, b), False)]
        choices += [(likeness(text, a + b), True), (likeness(text, b + a), True)]
        best = max(score for score, _ in choices)
        if best < JOINED:
            return False
        alone = choices[0][0]
        if best > alone + 1e-9 and max(score for score, both in choices if both) >= best - 1e-9 and b:
            needs_both = True
    return needs_both


def _holds(whole: str, part: str) -> bool:
    """Whether a text stands inside another, but for a slip."""
    return len(part) <= len(whole) + 1 and fuzz.partial_ratio(part, whole) >= 100 * JOINED


def _find_merged(out: Alignment, gold: Sequence[Row], read: Sequence[Row], telling: Sequence[float]) -> None:
    """Fill in the gold rows that a neighbour's reading holds; a joined row may go on swallowing."""
    joined = {i: gold[i] for i in out.pairs}
    grew = True
    while grew:
        grew = False
        for lost in range(len(gold)):
            if lost in out.pairs or lost in out.merged:
                continue
            for beside in (lost - 1, lost + 1):
                host = out.merged.get(beside, beside)
                if host in out.pairs and explained(read[out.pairs[host]], joined[host], gold[lost], telling):
                    joined[host] = _join(joined[host], gold[lost], read[out.pairs[host]])
                    out.merged[lost] = host
                    grew = True
                    break


def _find_split(out: Alignment, gold: Sequence[Row], read: Sequence[Row], telling: Sequence[float]) -> None:
    """Fill in the reading rows that are part of a gold row read as several."""
    owner = {j: i for i, j in out.pairs.items()}
    joined = {i: read[j] for i, j in out.pairs.items()}
    grew = True
    while grew:
        grew = False
        for spare in range(len(read)):
            if spare in owner:
                continue
            for beside in (spare - 1, spare + 1):
                host = owner.get(beside)
                if host is not None and explained(gold[host], joined[host], read[spare], telling):
                    joined[host] = _join(joined[host], read[spare], gold[host])
                    out.split[spare] = host
                    owner[spare] = host
                    grew = True
                    break


def _join(a: Row, b: Row, whole: Row) -> Row:
    """Two rows run together, each column in the order that is most like the whole."""
    return tuple(
        max((x, y, x + y, y + x), key=lambda text: likeness(text, w)) for x, y, w in zip(a, b, whole, strict=True)
    )


def moved_from(pairs: dict[int, int]) -> set[int]:
    """The gold rows outside the longest run of pairs that rises in both lists."""
    order = list(pairs.items())
    if not order:
        return set()
    best = [1] * len(order)
    back = [-1] * len(order)
    for k, (_, j) in enumerate(order):
        for m in range(k):
            if order[m][1] < j and best[m] + 1 > best[k]:
                best[k], back[k] = best[m] + 1, m
    at = max(range(len(order)), key=best.__getitem__)
    keep = set()
    while at >= 0:
        keep.add(order[at][0])
        at = back[at]
    return set(pairs) - keep
