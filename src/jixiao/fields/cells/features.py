"""What the network sees of each cell: parts of its text, what kind of text it is, and where it stands beside others."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from functools import lru_cache
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
# So many of them, the first, a text tells alone.
_OF_TEXT = len(KINDS) + 3
# How two cells lie to each other: in one row, in one column, and by rows between them (see `Ways`).
ROW_WAYS, COLUMN_WAYS, FAR_WAYS = 8, 8, 9


class Ways(NamedTuple):
    """How the cells of a form lie to each other. Few rows and columns are told apart, and what holds for two of them
    holds for all cells in them: `row` and `column` say which of them each cell has (their first and the one after the
    last count), the rest is said of each two of them.

    `beside`: 2, 3, 4 stands right: next to it, near, far off; 5, 6, 7 left; 0 in another table. `under`: the same for
    below and above. `far`, by rows: 4 the same, more for further below, less for further above.
    """

    row: Ints
    column: Ints
    in_row: NDArray[np.bool_]
    in_column: NDArray[np.bool_]
    beside: Ints
    under: Ints
    far: Ints

    def of_cells(self) -> NDArray[np.int8]:
        """For each pair of cells how they lie in a row, in a column, and by rows: three numbers, the first two 0 where
        they share none, 1 for the cell itself."""
        rows, columns = np.ix_(self.row, self.row), np.ix_(self.column, self.column)
        out = np.stack([self.in_row[rows] * self.beside[columns], self.in_column[columns] * self.under[rows],
                        self.far[rows]]).astype(np.int8)  # fmt: skip
        np.fill_diagonal(out[0], 1)
        np.fill_diagonal(out[1], 1)
        return out


class Seen(NamedTuple):
    """The features of a form's cells: their `texts`, folded, whose parts are looked at (see `parts_of`); `dense` one
    row a cell; `ways` how the cells lie to each other."""

    texts: list[str]
    dense: Floats
    ways: Ways


def seen(grid: Grid, kind: str) -> Seen:
    """The features of the grid of a form of that kind."""
    places = np.array(grid.places, dtype=np.int64).reshape(-1, 4)
    said = list(map(_said, grid.texts))
    return Seen([s.folded for s in said], _dense(said, grid, places, kind == "department_goal"), ways_of(places))


def folded(text: str) -> str:
    """The text as its parts are taken from: its normal form, every digit a 0, the middle of a long one left out."""
    k = key(text).translate(_DIGITS)
    return k if len(k) <= _FIRST + _LAST else f"{k[:_FIRST]}…{k[-_LAST:]}"


def parts_of(texts: list[str]) -> tuple[Ints, Ints]:
    """Buckets of the characters, pairs and triples of each folded text, and where each text's begin; each text has
    some."""
    marked = [f"^{text}$" for text in texts]
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


class _Said(NamedTuple):
    """What a text alone tells: its normal form, the folded one, and the first features of a cell that holds it."""

    key: str
    folded: str
    features: bytes


@lru_cache(maxsize=16384)
def _said(text: str) -> _Said:
    """The kinds that the text is of, its length and its digits, as features."""
    k = key(text)
    features = [0.0] * len(KINDS)
    for kind in kinds_of(text):
        features[_KIND_AT[kind]] = 1.0
    digits = sum(map(str.isdigit, k)) / max(1, len(k))
    features += (min(len(k), 12) / 12, math.log1p(len(k)) / 5, digits)
    return _Said(k, folded(text), array("f", features).tobytes())


def _dense(said: list[_Said], grid: Grid, places: Ints, department: bool) -> Floats:
    top, left, bottom, right = places.T
    out = np.empty((len(places), DENSE), dtype=np.float32)
    out[:, :_OF_TEXT] = np.frombuffer(b"".join([s.features for s in said]), dtype=np.float32).reshape(-1, _OF_TEXT)
    keys = [s.key for s in said]
    counts = Counter(keys)
    written = np.array([bool(k) for k in keys])
    height, widths = max(1, int(bottom.max(initial=1))), np.maximum(1, np.array(grid.widths))
    begun, ended = (np.bincount(at[written], minlength=height + 1) for at in (top, bottom))
    beside, column, high, wide = np.cumsum(begun - ended)[top], left % APART, bottom - top, (right - left) / widths
    columns: list[Any] = [
        top / height,
        column / widths,
        wide,
        wide > 0.9,
        np.minimum(high, 6) / 6,
        high > 1,
        left < APART,
        np.minimum(beside, 10) / 10,
        beside == 1,
        [counts[k] > 1 for k in keys],
        department,
        column == 0,
        right % APART == widths,
    ]
    for i, values in enumerate(columns, _OF_TEXT):
        out[:, i] = values
    return out


def ways_of(places: Ints) -> Ways:
    """How the cells lie to each other."""
    rows, row = _distinct(places[:, ::2])
    columns, column = _distinct(places[:, 1::2])
    table = columns[:, 0] // APART
    one_table = table[:, None] == table[None, :]
    apart = rows[None, :, 0] - rows[:, None, 0]
    far = 4 + np.sign(apart) * np.searchsorted([1, 2, 4, 9], np.abs(apart), side="right")
    return Ways(
        row, column, _overlap(rows), _overlap(columns) & one_table,
        np.where(one_table, _steps(columns), 0), _steps(rows), far,
    )  # fmt: skip


def _distinct(spans: Ints) -> tuple[Ints, Ints]:
    """The different spans (first, one after the last), and for each cell which of them it has."""
    first: dict[tuple[int, int], int] = {}
    of = [first.setdefault((a, b), len(first)) for a, b in spans.tolist()]
    return np.array(list(first), dtype=np.int64).reshape(-1, 2), np.array(of, dtype=np.int64)


def _overlap(spans: Ints) -> NDArray[np.bool_]:
    """Whether the spans have something in common, for each two of them."""
    inside: NDArray[np.bool_] = spans[:, None, 0] < spans[None, :, 1]
    return inside & inside.T


def _steps(spans: Ints) -> Ints:
    """2, 3, 4 by how far a span comes after, 5, 6, 7 by how far before; one that overlaps stands next to it."""
    after = spans[None, :, 0] - spans[:, None, 1]
    before = after.T
    later = np.where(after <= 0, 2, np.where(after <= 2, 3, 4))
    sooner = np.where(before <= 0, 5, np.where(before <= 2, 6, 7))
    return np.where(after >= 0, later, sooner)
