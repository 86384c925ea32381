"""Columns of a ruled table that no upright rule parts: the walls that the words under a header leave room for.

A header's words say how many columns there are; every row below confirms the blank strips between them or ends the
list. Where a strip has not been confirmed by rows, or rows beside the list stand in columns too, the walls are not
sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from jixiao.evidence import Word
from jixiao.geometry import overlap
from jixiao.pages.page import Rule
from jixiao.tables import settings
from jixiao.tables.strips import (
    Rows,
    Span,
    between,
    blank,
    by_rows,
    is_spaced_out,
    merged,
    moved,
    only_marks,
    runs,
    shared,
    widest,
)
from jixiao.tables.table import Table

# What a heading may hold beside its words: the year, a unit or full marks. What none holds: figures, a label's colon.
_BESIDE = re.compile(r"^20\d\d年(?=[^\W\d])|[（(][^）)]*[）)]")
_NO_HEAD = re.compile(r"[\d：:；;。□☐☑√■]")


@dataclass(slots=True)
class Walls:
    """Walls that were not drawn, as upright rules, and whether they may be wrong."""

    rules: list[Rule] = field(default_factory=list)
    unsure: bool = False


@dataclass(slots=True)
class Seen:
    """What the pages before say of columns: lists without walls, each with its sides, its blank strips and its walls.

    `foot` are the borders of the last row of the last table, where it reads like a header; `lined` says of lists
    between horizontal rules where their columns begin, by their sides; `sides` are a scan's last ones.
    """

    lists: list[tuple[Span, list[Span], list[float]]] = field(default_factory=list)
    foot: list[float] = field(default_factory=list)
    lined: list[tuple[Span, list[float]]] = field(default_factory=list)
    sides: Span | None = None

    def refit(self, sides: Span) -> None:
        """Tell all of it in the points of a table of a scan: pictures of the pages of one table are not as wide."""
        before, self.sides = self.sides or sides, sides
        ratio = (sides[1] - sides[0]) / (before[1] - before[0])
        if before == sides or not 1 / settings.OPEN.wider <= ratio <= settings.OPEN.wider:
            return
        at = moved(before, sides)
        self.lists = [
            ((at(a), at(b)), [(at(x), at(y)) for x, y in s], [at(x) for x in w]) for (a, b), s, w in self.lists
        ]
        self.foot = [at(x) for x in self.foot]

    def strips(self, sides: Span) -> list[list[Span]]:
        """Where the list between these sides may have its walls: as lists before, the last first, or as a header."""
        near = settings.JOINS.edge
        out = [strips for strips, _ in self._alike(sides)]
        if all(any(abs(x - side) < near for x in self.foot) for side in sides):
            out.append([(x - 1.0, x + 1.0) for x in self.foot if sides[0] + near < x < sides[1] - near])
        return [strips for strips in out if strips]

    def walls(self, sides: Span) -> list[float]:
        """Where walls of such lists stood, the last first: pieces of one table share their borders."""
        return [*(x for _, walls in self._alike(sides) for x in walls), *self.foot]

    def _alike(self, sides: Span) -> list[tuple[list[Span], list[float]]]:
        near = settings.JOINS.edge
        return [
            (strips, walls)
            for (a, b), strips, walls in reversed(self.lists)
            if abs(a - sides[0]) < near and abs(b - sides[1]) < near
        ]


@dataclass(slots=True)
class _Band:
    """Cells under each other with the same sides: columns a..b, from grid row `top`, the words of each grid row."""

    a: int
    b: int
    top: int
    rows: list[list[Word]]


@dataclass(slots=True)
class _Found:
    """A list in a band: its first row, the first of its body, the row after its last; the strips of each gap.

    It stands `alone` where no header says what its columns are.
    """

    start: int
    body: int
    end: int
    pieces: list[list[Span]]
    alone: bool = False


def open_walls(table: Table, words: Iterable[Word], seen: Seen) -> Walls:
    """The walls missing in a table whose cells are known and still without words; `seen` learns of them."""
    out = Walls()
    own = by_rows(table, words)
    for band in _bands(table, own):
        _band_walls(table, band, own, seen, out)
    seen.foot = _foot(table, own)
    return out


def _foot(table: Table, words: Rows) -> list[float]:
    """The borders of the last row, where it reads like a header."""
    row = table.row(table.n_rows - 1)
    texts = [w for c in row if c.rows == 1 for w in _words_in(table, words, (c.col, c.end_col), c.row)]
    if not texts or not all(_is_heading(w) for w in texts):
        return []
    return [table.columns_x[i] for i in sorted({c.col for c in row} | {c.end_col for c in row})]


def _bands(table: Table, words: Rows) -> list[_Band]:
    """The bands of the table in which words stand side by side."""
    columns: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in table.cells:
        columns.setdefault((cell.col, cell.end_col), []).append((cell.row, cell.end_row))
    out = []
    for (a, b), spans in columns.items():
        run = [*spans[0]]
        bands = [run]
        for start, end in spans[1:]:
            if start == run[1]:
                run[1] = end
            else:
                run = [start, end]
                bands.append(run)
        for top, end in bands:
            rows = [_words_in(table, words, (a, b), r) for r in range(top, end)]
            rows = [[] if is_spaced_out(row) else row for row in rows]
            if any((len(row) > 1 or " " in row[0].text) and len(runs(row)) > 1 for row in rows if row):
                out.append(_Band(a, b, top, rows))
    return out


def _words_in(table: Table, words: Rows, sides: tuple[int, int], row: int) -> list[Word]:
    """The words whose middles lie between the borders `sides` in the grid row."""
    x0, x1 = table.columns_x[sides[0]], table.columns_x[sides[1]]
    return [word for x, word in words.get(row, ()) if x0 <= x < x1]


def _band_walls(table: Table, band: _Band, words: Rows, seen: Seen, out: Walls) -> None:
    """Add the walls of every list in the band."""
    sides = (table.columns_x[band.a], table.columns_x[band.b])
    head, heads = _ruled_head(table, band, words)
    over = between(heads)
    known = seen.strips(sides)
    at = 0
    while at < len(band.rows):
        found = next((f for g in (known if at == 0 else []) if (f := _list(g, band.rows, 0, 0))), None)
        firm = found is not None
        found = found or (_list(over, band.rows, 0, 0) if at == 0 else None)
        found = found or _list(between(_heads(band.rows[at])), band.rows, at, at + 1)
        found = found or _list_of_rows(band.rows, at)
        if found is None:
            at += 1
            continue
        body = band.rows[found.body : found.end]
        walls = [_best(p, [*head, *seen.walls(sides)], table.columns_x) for p in found.pieces]
        _add(table, band, (found.start, found.end), walls, out)
        seen.lists.append((sides, [widest(p) for p in found.pieces], walls))
        few = not firm and not _voted(found.pieces, body)
        few |= found.alone and not (at == 0 and _one_heading(table, band, words))
        more = any(len(runs(row)) > len(found.pieces) for row in band.rows[found.end :])
        out.unsure |= few or more or any(_split(p, body) for p in found.pieces)
        at = found.end


def _list(gaps: list[Span], rows: list[list[Word]], start: int, body: int) -> _Found | None:
    """The list whose columns the gaps part, None where no row has words on both sides of one."""
    if not gaps:
        return None
    end, pieces = _followed(gaps, rows, body)
    if not any(_parted(pieces, row) for row in rows[body:end]):
        return None
    return _Found(start, body, end, pieces)


def _list_of_rows(rows: list[list[Word]], start: int) -> _Found | None:
    """The list of rows without a header that share blank strips, None where there are too few of them."""
    end, strips = shared(rows, start)
    if not strips or end - start <= settings.OPEN.rows or only_marks(rows[start:end], strips[0]):
        return None
    return _Found(start, start, end, [[strip] for strip in strips], alone=True)


def _one_heading(table: Table, band: _Band, words: Rows) -> bool:
    """Whether one heading stands over the whole band: what its columns hold is one value."""
    for row in range(band.top - 1, -1, -1):
        cell = table.at(row, band.a)
        if cell is None or (cell.col, cell.end_col) != (band.a, band.b):
            return False
        texts = _words_in(table, words, (band.a, band.b), row)
        if texts:
            return all(_is_heading(w) for w in texts)
    return False


def _add(table: Table, band: _Band, rows: tuple[int, int], at: list[float], out: Walls) -> None:
    y0, y1 = table.rows_y[band.top + rows[0]], table.rows_y[band.top + rows[1]]
    out.rules.extend(Rule(x, y0, y1) for x in at)


def _ruled_head(table: Table, band: _Band, words: Rows) -> tuple[list[float], list[Span]]:
    """The walls over the band in the nearest row with words, where rules part it, and a span for each of its cells."""
    for row in range(band.top - 1, -1, -1):
        over = [c for c in table.row(row) if c.col >= band.a and c.end_col <= band.b]
        if len(over) < 2 or sum(c.cols for c in over) != band.b - band.a:
            return [], []
        texts = [
            [w for r in range(c.row, c.end_row) for w in _words_in(table, words, (c.col, c.end_col), r)] for c in over
        ]
        if all(texts):
            if not all(_is_heading(w) for inside in texts for w in inside):
                return [], []
            spans = [(min(w.box.x0 for w in t), max(w.box.x1 for w in t)) for t in texts]
            return [table.columns_x[c.col] for c in over[1:]], spans
        if any(texts):
            return [], []
    return [], []


def _heads(row: list[Word]) -> list[Span]:
    """The spans of a row's words where they can be a header's: short, without figures, apart from each other."""
    if not all(_is_heading(w) for w in row):
        return []
    return merged([(w.box.x0, w.box.x1) for w in row])


def _is_heading(word: Word) -> bool:
    """Whether the word can be a column's heading: short, without figures."""
    text = _BESIDE.sub("", word.text)
    return len(text) <= settings.OPEN.head and _NO_HEAD.search(text) is None


def _followed(gaps: list[Span], rows: list[list[Word]], start: int) -> tuple[int, list[list[Span]]]:
    """The row after the last one that leaves every gap a blank strip, and what is blank of each gap in all of them."""
    pieces = [[gap] for gap in gaps]
    least = min([settings.OPEN.strip, *(b - a for a, b in gaps)])
    for r in range(start, len(rows)):
        covered = runs(rows[r])
        left = [[p for piece in gap for p in blank(piece, covered) if p[1] - p[0] >= least] for gap in pieces]
        if not all(left):
            return r, pieces
        pieces = left
    return len(rows), pieces


def _best(pieces: list[Span], known: list[float], drawn: tuple[float, ...]) -> float:
    """Where the wall stands in the widest strip: as in the header or before, at a border of other rows, or midway."""
    a, b = widest(pieces)
    middle = (a + b) / 2
    near = (x for x in known if a < x < b)
    return next(near, min((x for x in drawn if a < x < b), key=lambda x: abs(x - middle), default=middle))


def _voted(pieces: list[list[Span]], body: list[list[Word]]) -> bool:
    """Whether enough rows say that the walls stand: parted by one, or with words that leave all strips blank."""
    least = settings.OPEN.rows
    return sum(_parted(pieces, row) for row in body) >= least or sum(1 for row in body if row) >= 2 * least


def _parted(pieces: list[list[Span]], row: list[Word]) -> bool:
    """Whether the row has words on both sides of one of the walls."""
    covered = runs(row)
    walls = [widest(p) for p in pieces]
    return any(any(run[1] <= a for run in covered) and any(run[0] >= b for run in covered) for a, b in walls)


def _split(pieces: list[Span], body: list[list[Word]]) -> bool:
    """Whether words of the body stand inside of a gap between two headings, a column without a heading."""
    if len(pieces) < 2:
        return False
    covered = [run for row in body for run in runs(row)]
    return any(overlap(a[1], b[0], *run) >= settings.OPEN.strip for a, b in pairwise(pieces) for run in covered)
