"""Forms drawn with horizontal rules only: each band between two rules is a row; the labels with their values are cells
as wide as the blank strips beside them leave, the list under its heads has the columns that its fullest rows share.

A row with fewer texts than columns keeps those that run over several: the name of a level over its indicators.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from jixiao.evidence import DoubtCode, Word
from jixiao.geometry import Box
from jixiao.tables import settings
from jixiao.tables.lines import lines_of, mark_hard
from jixiao.tables.table import Cell, Line, Table
from jixiao.text import has_digit

Opens = Callable[[list[str]], bool]
Known = list[tuple[tuple[float, float], list[float]]]
_COLON = "：:"


@dataclass(slots=True)
class Part:
    """Words that stand together in a row, on one line or several."""

    x0: float
    x1: float
    lines: list[Line]

    @property
    def text(self) -> str:
        """Its words without blanks."""
        return "".join(word.text for line in self.lines for word in line.words)


Row = list[Part]
"""The texts of a row from left to right."""


class Strip(NamedTuple):
    """What texts cover across the page, and whether they are heads, or stand under them."""

    x0: float
    x1: float
    of: frozenset[bool]


def lined_tables(bands: list[list[Word]], box: Box, page: int, opens: Opens, known: Known) -> list[Table]:
    """The labels and the list of a form as two tables; none where no row of the bands opens one, nor a list of the page
    before (`known`, where its columns begin, by its sides) goes on."""
    rows = [row for band in bands if band for row in _rows_in(band)]
    if not any(opens([part.text for part in row]) for row in rows if len(row) > 1):
        before = next((starts for sides, starts in known[-1:] if _near(sides, box)), None)
        return [table_of(rows, before, box, page)] if before and rows else []
    head = _head(rows)
    labels, listed = rows[:head], rows[head:] if head is not None else []
    out = [table_of(labels, _spread(labels, box), box, page)] if labels else []
    if listed:
        starts = _listed(listed, box)
        known.append(((box.x0, box.x1), starts))
        out.append(table_of(listed, starts, box, page))
    return out


def column_of(part: Part, strips: list[Strip]) -> int:
    """The first column of which the part covers most, or that covers most of it; else the one it begins in."""
    for col, strip in enumerate(strips):
        shared = min(part.x1, strip.x1) - max(part.x0, strip.x0)
        if 2 * shared > min(part.x1 - part.x0, strip.x1 - strip.x0):
            return col
    return max(0, sum(strip.x0 <= part.x0 + 0.5 for strip in strips) - 1)


def _near(sides: tuple[float, float], box: Box) -> bool:
    return max(abs(sides[0] - box.x0), abs(sides[1] - box.x1)) <= settings.BORDERLESS.ends


def _rows_in(band: list[Word]) -> list[Row]:
    """The rows between two rules: one, but for lines that stand in columns each."""
    lines = [(line, parts_of(line)) for line in lines_of(band)]
    full = [parts for _, parts in lines if len(parts) > 1]
    begins = [parts[0].x0 for parts in full]
    if len(full) < 2 or max(begins) - min(begins) > settings.BORDERLESS.ends:
        return [_gathered([part for _, parts in lines for part in parts])]
    out: list[Row] = []
    for _, parts in lines:
        if len(parts) > 1 or not out or parts[0].x0 <= min(begins) + settings.BORDERLESS.ends:
            out.append(parts)
        else:
            out[-1] = _gathered([*out[-1], *parts])
    return out


def parts_of(line: Line) -> Row:
    """The words of a line, together where no blank stands between them."""
    out: Row = []
    for word in line.words:
        if out and word.box.x0 - out[-1].x1 < settings.BORDERLESS.apart * (word.size or word.box.height):
            out[-1].lines[0].words.append(word)
            out[-1].x1 = word.box.x1
        else:
            out.append(Part(word.box.x0, word.box.x1, [Line([word])]))
    return out


def _labelled(text: str) -> bool:
    return any(mark in text for mark in _COLON)


def _gathered(parts: Row) -> Row:
    """Parts under each other put together, and those behind a label that have labels of their own."""
    out: Row = []
    for part in sorted(parts, key=lambda p: p.x0):
        behind = len(out) > 1 and not _labelled(out[0].text) and _labelled(part.text) and _labelled(out[-1].text)
        wrapped = out and part.x0 - out[-1].x1 < settings.BORDERLESS.indent * _size(part) and _apart(part, out[-1])
        if out and (part.x0 < out[-1].x1 or behind or wrapped):
            out[-1].x1 = max(out[-1].x1, part.x1)
            out[-1].lines += part.lines
        else:
            out.append(Part(part.x0, part.x1, list(part.lines)))
    for part in out:
        part.lines = lines_of([word for line in part.lines for word in line.words])
    return out


def _size(part: Part) -> float:
    word = part.lines[0].words[0]
    return word.size or word.box.height


def _apart(a: Part, b: Part) -> bool:
    """Whether no line of the one stands beside a line of the other."""
    sides = [[(line.words[0].box.y0, line.words[0].box.y1) for line in part.lines] for part in (a, b)]
    return not any(min(end, to) - max(top, at) > 0 for top, end in sides[0] for at, to in sides[1])


def _head(rows: list[Row]) -> int | None:
    """The last row of short texts without figures side by side under which rows stand, most of them with figures."""
    least = settings.BORDERLESS.heads
    for r in range(len(rows) - 1, -1, -1):
        row = rows[r]
        if len(row) < least or any(has_digit(p.text) or len(p.text) > settings.OPEN.head for p in row):
            continue
        below = [other for other in rows[r + 1 :] if len(other) >= least]
        figures = sum(any(has_digit(p.text) for p in other[1:]) for other in below)
        if 2 * figures > len(below):
            return r
    return None


def _spread(rows: list[Row], box: Box) -> list[float]:
    """Where columns begin: the left edges of the parts, those close together as one."""
    out: list[float] = [box.x0]
    for x in sorted(part.x0 for row in rows if len(row) > 1 for part in row[1:]):
        if x - out[-1] > settings.BORDERLESS.ends:
            out.append(x)
    return out


def _listed(rows: list[Row], box: Box) -> list[float]:
    """Where the columns of a list begin."""
    return [box.x0, *(strip.x0 for strip in strips_of(rows)[1:])]


def strips_of(rows: list[Row]) -> list[Strip]:
    """What the columns of a list cover: they stand between blank strips that none of the fullest rows crosses. A head
    that stands over a strip beside its column is the one of the texts that have none over them."""
    most = max(len(row) for row in rows[1:])
    full = [row for row in rows[1:] if len(row) > settings.BORDERLESS.full * most]
    found: list[Strip] = []
    spans = [(part, row is rows[0]) for row in (rows[0], *full) for part in row]
    for part, is_head in sorted(spans, key=lambda pair: pair[0].x0):
        if found and part.x0 <= found[-1].x1:
            found[-1] = Strip(found[-1].x0, max(found[-1].x1, part.x1), found[-1].of | {is_head})
        else:
            found.append(Strip(part.x0, part.x1, frozenset({is_head})))
    out: list[Strip] = []
    for strip in found:
        if out and len(strip.of) == len(out[-1].of) == 1 and strip.of != out[-1].of:
            out[-1] = Strip(out[-1].x0, strip.x1, strip.of | out[-1].of)
        else:
            out.append(strip)
    return out


def table_of(rows: list[Row], starts: list[float], box: Box, page: int, strips: list[Strip] | None = None) -> Table:
    """The rows as a table; where what the columns cover is known, a text may begin before that."""
    cells: list[Cell] = []
    borders = [*starts, box.x1]
    for r, row in enumerate(rows):
        at = [
            column_of(part, strips) if strips else max(0, sum(x <= part.x0 + 0.5 for x in starts) - 1) for part in row
        ]
        for i in range(1, len(at)):  # texts held apart in a row stand in columns of their own
            at[i] = max(at[i], min(at[i - 1] + 1, len(starts) - 1))
        ends = [max(col + 1, sum(x < part.x1 for x in starts)) for part, col in zip(row, at, strict=True)]
        if len(row) < settings.BORDERLESS.heads:
            ends = [*at[1:], len(starts)]  # a label reaches to its value, and that has the rest of the row
        ends = [min(end, after) for end, after in zip(ends, [*at[1:], len(starts)], strict=True)]
        used = 0
        for part, col, end in zip(row, at, ends, strict=True):
            cells += [_cell(r, c, c + 1, [], page, borders) for c in range(used, col)]
            cells.append(_cell(r, col, max(end, col + 1), part.lines, page, borders))
            used = max(end, col + 1)
        cells += [_cell(r, c, c + 1, [], page, borders) for c in range(used, len(starts))]
    heights = [word.box for row in rows for part in row for line in part.lines for word in line.words]
    own = Box(box.x0, min(b.y0 for b in heights), box.x1, max(b.y1 for b in heights))
    table = Table(cells, len(rows), len(starts), page, own, page, own, [page] * len(rows))
    table.columns_x = tuple(borders)
    table.doubts.append(DoubtCode.COLUMNS_INFERRED)
    return table


def _cell(row: int, col: int, end: int, lines: list[Line], page: int, borders: list[float]) -> Cell:
    cell = Cell(row, col, 1, end - col, lines, page)
    if lines:
        words = [word for line in lines for word in line.words]
        y0, y1 = min(w.box.y0 for w in words), max(w.box.y1 for w in words)
        cell.box = Box(borders[col], y0, borders[end], y1)
        mark_hard(lines, borders[col], borders[end])
    return cell
