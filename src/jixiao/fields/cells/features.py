"""What the network sees of each cell: parts of its text, what kind of text it is, and where it stands beside others."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jixiao.fields.cells.grid import APART, Grid
from jixiao.forms.content import KINDS, kinds_of
from jixiao.text import key

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
BUCKETS = 4096
# Of a long text the first and last characters are looked at.
_FIRST, _LAST = 20, 8
_DIGITS = str.maketrans(dict.fromkeys("123456789", "0"))
_SHAPE = (
    "length", "longer", "digits", "row", "column", "width", "wide", "rows", "high", "line", "beside", "alone", "again",
    "department", "first", "last",
)  # fmt: skip
DENSE = len(KINDS) + len(_SHAPE)
# How two cells lie to each other: in one row, in one column, and by rows between them (see `relations`).
ROW_WAYS, COLUMN_WAYS, FAR_WAYS = 8, 8, 9


class Seen(NamedTuple):
    """The features of a form's cells: `parts` are buckets of characters, pairs and triples, cell after cell, `starts`
    where each cell's begin; `dense` one row a cell; `ways` how each cell lies to each other one, three kinds of it."""

    parts: Ints
    starts: Ints
    dense: Floats
    ways: NDArray[np.int8]


def seen(grid: Grid, kind: str) -> Seen:
    """The features of the grid of a form of that kind."""
    parts, starts = parts_of(grid.texts)
    places = np.array(grid.places, dtype=np.int64).reshape(-1, 4)
    return Seen(parts, starts, _dense(grid, places, kind == "department_goal"), relations(places))


def folded(text: str) -> str:
    """The text as its parts are taken from: its normal form, every digit a 0, the middle of a long one left out."""
    k = key(text).translate(_DIGITS)
    return k if len(k) <= _FIRST + _LAST else f"{k[:_FIRST]}…{k[-_LAST:]}"


def parts_of(texts: list[str]) -> tuple[Ints, Ints]:
    """Buckets of the characters, pairs and triples of each text, and where each text's begin; each text has some."""
    marked = [f"^{folded(text)}$" for text in texts]
    codes = np.frombuffer("".join(marked).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    of = np.repeat(np.arange(len(marked)), [len(text) for text in marked])
    found, owners = [codes * 2654435761 % 4294967291], [of]
    hashed = codes
    for n in (1, 2):
        hashed = (hashed[:-1] * 1000003 + codes[n:]) % 2147483647
        within = of[n:] == of[:-n]
        found.append((hashed * 2654435761 + n)[within] % 4294967291)
        owners.append(of[n:][within])
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    starts = np.searchsorted(owner[order], np.arange(len(marked)))
    return np.concatenate(found)[order] % BUCKETS, starts.astype(np.int64)


_KIND_AT = {kind: i for i, kind in enumerate(KINDS)}


def _dense(grid: Grid, places: Ints, department: bool) -> Floats:
    n = len(grid.texts)
    out = np.zeros((n, DENSE), dtype=np.float32)
    for i, text in enumerate(grid.texts):
        for kind in kinds_of(text):
            out[i, _KIND_AT[kind]] = 1
    keys = [key(text) for text in grid.texts]
    counts = Counter(keys)
    rows = Counter[int]()
    for (row, _, end, _), k in zip(grid.places, keys, strict=True):
        if k:
            rows.update(range(row, end))
    at = len(KINDS)
    height = max(1, int(places[:, 2].max(initial=1)))
    widths = np.maximum(1, np.array(grid.widths))
    column = places[:, 1] % APART
    wide = (places[:, 3] - places[:, 1]) / widths
    lengths = np.array([len(k) for k in keys])
    beside = np.array([rows[row] for row, *_ in grid.places])
    columns: list[Any] = [
        np.minimum(lengths, 12) / 12,
        np.log1p(lengths) / 5,
        [sum(c.isdigit() for c in k) / max(1, len(k)) for k in keys],
        places[:, 0] / height,
        column / widths,
        wide,
        wide > 0.9,
        np.minimum(places[:, 2] - places[:, 0], 6) / 6,
        places[:, 2] - places[:, 0] > 1,
        places[:, 1] < APART,
        np.minimum(beside, 10) / 10,
        beside == 1,
        [counts[k] > 1 for k in keys],
        np.full(n, department),
        column == 0,
        places[:, 3] % APART == widths,
    ]
    out[:, at:] = np.stack([np.asarray(c, dtype=np.float32) for c in columns], axis=1)
    return out


def relations(places: Ints) -> NDArray[np.int8]:
    """For each pair of cells how they lie in a row, in a column, and by rows: three numbers, the first two 0 where
    they share none.

    1 is the cell itself; 2, 3, 4 stands right of it (below it): next to it, near, far off; 5, 6, 7 left (above).
    By rows: 4 the same, more for further below, less for further above.
    """
    top, left, bottom, right = places.T
    one_table = (left // APART)[:, None] == (left // APART)[None, :]
    one_row = (top[:, None] < bottom[None, :]) & (top[None, :] < bottom[:, None]) & one_table
    one_column = (left[:, None] < right[None, :]) & (left[None, :] < right[:, None]) & one_table
    out = np.zeros((3, len(places), len(places)), dtype=np.int8)
    out[0] = np.where(one_row, _steps(left[None, :] - right[:, None], left[:, None] - right[None, :]), 0)
    out[1] = np.where(one_column, _steps(top[None, :] - bottom[:, None], top[:, None] - bottom[None, :]), 0)
    np.fill_diagonal(out[0], 1)
    np.fill_diagonal(out[1], 1)
    apart = top[None, :] - top[:, None]
    size = np.searchsorted([1, 2, 4, 9], np.abs(apart), side="right")
    out[2] = 4 + np.sign(apart) * size
    return out


def _steps(after: Ints, before: Ints) -> Ints:
    """2, 3, 4 by how far a cell comes after, 5, 6, 7 by how far before; one that overlaps stands next to it."""
    later = np.where(after <= 0, 2, np.where(after <= 2, 3, 4))
    sooner = np.where(before <= 0, 5, np.where(before <= 2, 6, 7))
    return np.where(after >= 0, later, sooner)
