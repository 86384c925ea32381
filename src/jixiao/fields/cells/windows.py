"""Forms of very many cells, looked at some rows at a time, each time together with the first rows, which hold the head.

What the network sees of a form grows with the square of its cells. A list of a thousand projects is as regular as one
of ten: its head and some of its rows tell what the rows hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from jixiao.fields.cells.features import Floats
from jixiao.fields.cells.grid import Grid

# Lists of more cells are looked at in windows; no form of one project has so many.
MOST_CELLS = 4000
# Title, unit and heads stand in so many rows; a window has about so many cells besides.
_HEAD_ROWS, _CELLS = 8, 800


class Window(NamedTuple):
    """Some cells of a form as a form of their own: `cells` are their numbers in the whole, `own` says of which of them
    this window is asked (a head is asked of in the first alone)."""

    grid: Grid
    cells: list[int]
    own: list[bool]


def windows(grid: Grid) -> list[Window]:
    """The form in one window where it has few cells, else in as many as it takes; each cell is the own one of one."""
    if len(grid.texts) <= MOST_CELLS:
        return [Window(grid, list(range(len(grid.texts))), [True] * len(grid.texts))]
    return [_window(grid, first, after) for first, after in _spans(grid)]


def joined(some: Sequence[Window], told: Sequence[Floats]) -> Floats:
    """What was told of the windows of a form, cell by cell of the whole."""
    if len(some) == 1:
        return told[0]
    out: Floats = np.empty((sum(sum(each.own) for each in some), told[0].shape[1]), dtype=told[0].dtype)
    for window, likely in zip(some, told, strict=True):
        out[[cell for cell, own in zip(window.cells, window.own, strict=True) if own]] = likely[window.own]
    return out


def _spans(grid: Grid) -> Iterator[tuple[int, int]]:
    """The rows of each window (first, after the last); the first begins with the form."""
    begun: dict[int, int] = {}
    for top, *_ in grid.places:
        begun[top] = begun.get(top, 0) + 1
    first, cells = 0, 0
    for row in sorted(begun):
        if cells and cells + begun[row] > _CELLS and row > _HEAD_ROWS:
            yield first, row
            first, cells = row, 0
        cells += begun[row]
    yield first, max(bottom for _, _, bottom, _ in grid.places)


def _window(grid: Grid, first: int, after: int) -> Window:
    """The cells of the first rows and of those from `first` on, which follow them, each cut to what is seen of it."""
    out = Window(Grid(), [], [])
    gap = max(0, first - _HEAD_ROWS)
    for i, (top, left, bottom, right) in enumerate(grid.places):
        within = top < after and bottom > first
        if top >= _HEAD_ROWS and not within:
            continue
        above = top if top < _HEAD_ROWS else max(top, first) - gap
        below = min(bottom, after) - gap if within else min(bottom, _HEAD_ROWS)
        out.grid.add(grid.texts[i], (above, left, max(below, above + 1), right), grid.widths[i], grid.lines[i])
        out.cells.append(i)
        out.own.append(first <= top < after)
    return out
