"""The rows of a list that no rule parts: each has its figures on one line, and its wrapped texts stand about that line.

All texts of a list stand to their row alike: in the middle, from the top, or from the foot. Which of it, and which
lines are of which row, is what places all lines with the least that is out of place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

from jixiao.evidence import Word
from jixiao.geometry import union
from jixiao.tables import settings
from jixiao.tables.lines import lines_of, needed
from jixiao.tables.table import Line
from jixiao.tables.unruled.columns import Columns

_FIGURE = re.compile(r"[-－—–/]+|[-－]?\d[\d,，]*(?:\.\d+)?(?:%|％|[万亿]?元|分)?")
_WAYS = ("middle", "top", "foot")


@dataclass(slots=True, eq=False)
class Piece:
    """One line of one cell; it `wraps` where the next line of its column would not have fitted behind it."""

    col: int
    line: Line
    y0: float
    y1: float
    wraps: bool = False

    @property
    def middle(self) -> float:
        """Where it stands, points from the top of its page."""
        return (self.y0 + self.y1) / 2

    @property
    def width(self) -> float:
        """How wide it is, in points."""
        return self.line.words[-1].box.x1 - self.line.words[0].box.x0

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(word.text for word in self.line.words)


@dataclass(slots=True)
class Row:
    """A row: its page, where it stands, the lines of each of its columns; `across` a line over several columns, or a
    text that is of none of the rows."""

    page: int
    at: float
    cells: dict[int, list[Piece]] = field(default_factory=dict)
    across: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class Rows:
    """The rows top down, and whether every line is surely of its row."""

    all: list[Row]
    sure: bool


@dataclass(frozen=True, slots=True)
class _Fit:
    """The row of each piece, None where it is of none; what is out of place, in all and at most (points)."""

    owners: list[int | None]
    cost: float = 0.0
    worst: float = 0.0


def rows_of(pages: Sequence[Sequence[Word]], columns: Columns) -> Rows | None:
    """The rows of the words of a list, by its pages; None where no column has figures, one on the line of each row."""
    found = [_pieces(words, columns) for words in pages if words]
    every = [p for pieces, _ in found for p in pieces]
    figures = _figures(every)
    if not figures:
        return None
    _mark_wraps(every)
    size = sorted(p.y1 - p.y0 for p in every)[len(every) // 2]
    step = _leading(every, size)
    anchors = [[p for p in pieces if p.col in figures and _FIGURE.fullmatch(p.text)] for pieces, _ in found]
    kept = {id(p) for group in anchors for p in group}
    others = [[p for p in pieces if id(p) not in kept] for pieces, _ in found]
    rows = [_on_lines(group, size) for group in anchors]
    fits = {way: [_fit(o, r, way, size, step) for o, r in zip(others, rows, strict=True)] for way in _WAYS}
    way = min(_WAYS, key=lambda w: sum(fit.cost for fit in fits[w]))
    out: list[Row] = []
    for mine, loose, fit, (_, over) in zip(rows, others, fits[way], found, strict=True):
        for piece, owner in zip(loose, fit.owners, strict=True):
            if owner is not None:
                mine[owner].cells.setdefault(piece.col, []).append(piece)
        lone = [p for p, owner in zip(loose, fit.owners, strict=True) if owner is None]
        rest = [Row(row.page, row.at, {}, [w for own in row.cells.values() for p in own for w in p.line.words])
                for row in _on_lines(lone, size)]  # fmt: skip
        rest += [Row(words[0].page, union(w.box for w in words).middle[1], {}, words) for words in over]
        out += sorted([*mine, *rest], key=lambda row: row.at)
    return Rows(out, max(fit.worst for fit in fits[way]) <= settings.UNRULED.out * size)


def _pieces(words: Sequence[Word], columns: Columns) -> tuple[list[Piece], list[list[Word]]]:
    """The lines of the cells, and the lines of words that stand over several columns."""
    by_column: dict[int | None, list[Word]] = {}
    for word in words:
        by_column.setdefault(columns.of(word.box.x0, word.box.x1), []).append(word)
    across = by_column.pop(None, [])
    pieces = []
    for col, own in by_column.items():
        for line in lines_of(own):
            box = union(w.box for w in line.words)
            pieces.append(Piece(col or 0, line, box.y0, box.y1))
    return pieces, [line.words for line in lines_of(across)] if across else []


def _figures(pieces: Sequence[Piece]) -> set[int]:
    """The columns that hold figures, most of them."""
    said: dict[int, list[bool]] = {}
    for piece in pieces:
        said.setdefault(piece.col, []).append(_FIGURE.fullmatch(piece.text) is not None)
    return {col for col, each in said.items() if sum(each) >= settings.UNRULED.figures * len(each)}


def _mark_wraps(pieces: Sequence[Piece]) -> None:
    by_column: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_column.setdefault(piece.col, []).append(piece)
    for own in by_column.values():
        own.sort(key=lambda p: (p.line.words[0].page, p.middle))
        widest = max(p.width for p in own)
        for piece, after in pairwise(own):
            piece.wraps = piece.width + needed(after.line.words[0]) > widest


def _leading(pieces: Sequence[Piece], size: float) -> float:
    """The least distance of two lines in a column."""
    by_column: dict[tuple[int, int], list[float]] = {}
    for p in pieces:
        by_column.setdefault((p.line.words[0].page, p.col), []).append(p.middle)
    return min(
        (b - a for own in by_column.values() for a, b in pairwise(sorted(own)) if b - a > size / 2), default=size
    )


def _on_lines(pieces: Sequence[Piece], size: float) -> list[Row]:
    """Pieces whose middles are level, as rows."""
    out: list[Row] = []
    for piece in sorted(pieces, key=lambda p: p.middle):
        if not out or piece.middle - out[-1].at > settings.UNRULED.level * size:
            out.append(Row(piece.line.words[0].page, piece.middle))
        out[-1].cells.setdefault(piece.col, []).append(piece)
    return out


def _fit(pieces: list[Piece], rows: list[Row], way: str, size: float, step: float) -> _Fit:
    """Each piece's row, column by column."""
    owners: dict[int, int | None] = {}
    cost = worst = 0.0
    for col in {p.col for p in pieces}:
        own = sorted((p for p in pieces if p.col == col), key=lambda p: p.middle)
        found, out = _along(own, [row.at for row in rows], way, size, step)
        cost, worst = cost + found, max([worst, *(o for _, o in out)])
        owners |= {id(p): owner for p, (owner, _) in zip(own, out, strict=True)}
    return _Fit([owners[id(p)] for p in pieces], cost, worst)


def _along(
    own: list[Piece], rows: list[float], way: str, size: float, step: float
) -> tuple[float, list[tuple[int | None, float]]]:
    """The row of each line of a column, and how far its text is out of place, where all of them are least so."""
    lines = [piece.middle for piece in own]
    lone, blank = settings.UNRULED.lone * size, settings.UNRULED.blank * size
    best: list[list[tuple[float, int, bool]]] = [[(inf, 0, False)] * (len(rows) + 1) for _ in range(len(lines) + 1)]
    best[0] = [(blank * j, -1, False) for j in range(len(rows) + 1)]
    for i in range(1, len(lines) + 1):
        for j in range(len(rows) + 1):
            found = (best[i - 1][j][0] + lone, i - 1, False)
            if j:
                skip = best[i][j - 1]
                found = min(found, (skip[0] + blank, -1, False), key=lambda f: f[0])
                for a in range(i - 1, -1, -1):
                    if a < i - 1 and (not own[a].wraps or lines[a + 1] - lines[a] > settings.UNRULED.leading * step):
                        break
                    off = _off(lines[a:i], rows[j - 1], way)
                    found = min(found, (best[a][j - 1][0] + off, a, True), key=lambda f: f[0])
            best[i][j] = found
    out: list[tuple[int | None, float]] = [(None, 0.0)] * len(lines)
    i, j = len(lines), len(rows)
    while i:
        _, before, taken = best[i][j]
        if before < 0:
            j -= 1
            continue
        if taken:
            off = _off(lines[before:i], rows[j - 1], way)
            out[before:i] = [(j - 1, off)] * (i - before)
            j -= 1
        i = before
    return best[len(lines)][len(rows)][0], out


def _off(lines: list[float], row: float, way: str) -> float:
    """How far a text of these lines stands from its place in the row."""
    at = {"middle": (lines[0] + lines[-1]) / 2, "top": lines[0], "foot": lines[-1]}[way]
    return abs(at - row)
