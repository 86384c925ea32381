"""A list in columns of which nothing is drawn, not even a rule over its heads: its lines put together by rows."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import inf

from jixiao.geometry import union
from jixiao.tables import settings
from jixiao.tables.table import Line, Table
from jixiao.tables.unruled.lined import Part, Row, Strip, column_of, parts_of, strips_of, table_of

# Steps between lines, in points, that differ by no more are the same.
_CLOSE = 1.0
# So many counted rows make numbers before them numbers of rows.
_ROWS = 2


def list_of(lines: list[Line]) -> Table:
    """The lines of a list, its heads the first, as a table."""
    words = [word for line in lines for word in line.words]
    box, page = union([word.box for word in words]), words[0].page
    parted = _at_starts([parts_of(line) for line in lines])
    strips = strips_of(parted)
    rows = [
        group[0] if len(group) == 1 else _by_column([part for row in group for part in row], strips)
        for group in _wrapped(lines, parted)
    ]
    return table_of(rows, [box.x0, *(strip.x0 for strip in strips[1:])], box, page, strips)


def _at_starts(rows: list[Row]) -> list[Row]:
    """The rows, texts cut where texts of others begin: one that fills its column ends right before the next."""
    starts = Counter(round(part.x0) for row in rows for part in row)
    common = {x for x, n in starts.items() if n > 1}
    out: list[Row] = []
    for row in rows:
        cut: Row = []
        for part in row:
            for i, word in enumerate(words := part.lines[0].words):
                if not i or (round(word.box.x0) in common and word.box.x0 > words[i - 1].box.x1):
                    cut.append(Part(word.box.x0, word.box.x1, [Line([])]))
                cut[-1].lines[0].words.append(word)
                cut[-1].x1 = word.box.x1
        out.append(cut)
    return out


def _wrapped(lines: list[Line], parted: list[Row]) -> list[list[Row]]:
    """The lines of a list by rows: one of few texts, closer to the line over or under it than rows are to each other,
    is of the same row."""
    boxes = [union(word.box for word in line.words) for line in lines]
    few = [len(row) < settings.BORDERLESS.heads for row in parted]
    apart = [
        b.y0 - a.y0 if one.words[0].page == two.words[0].page else inf
        for (a, one), (b, two) in pairwise(zip(boxes, lines, strict=True))
    ]
    if (counted := _counted(parted, apart)) is not None:
        return counted
    usual = min((gap for gap, pair in zip(apart, pairwise(few), strict=True) if not any(pair)), default=0.0)
    near = settings.BORDERLESS.wrapped * usual
    out: list[list[Row]] = [[parted[0]]]
    for i, row in enumerate(parted[1:], 1):
        over, under = apart[i - 1], apart[i] if i < len(apart) else inf
        up = few[i] and over <= under  # goes with the line over it
        down = few[i - 1] and (i == 1 or over < apart[i - 2])  # the line over it goes with this one
        if over < near and (up or down):
            out[-1].append(row)
        else:
            out.append([row])
    return out


def _counted(rows: list[Row], apart: list[float]) -> list[list[Row]] | None:
    """The lines of a list by rows where numbers from 1 on stand before the first line of each, right under its heads;
    None where they do not, or the last lines stand farther apart than those of others."""
    starts: list[int] = []
    for i, row in enumerate(rows):
        if len(row) > 1 and row[0].text.strip(".、") == str(len(starts) + 1):
            starts.append(i)
    if len(starts) < _ROWS or starts[0] != 1:
        return None
    inside = [apart[i - 1] for i in range(starts[0], starts[-1]) if i not in starts]
    last = [apart[i - 1] for i in range(starts[-1] + 1, len(rows))]
    if last and (not inside or max(last) > max(inside) + _CLOSE):
        return None
    return [rows[:1], *(rows[a:b] for a, b in pairwise([*starts, len(rows)]))]


def _by_column(parts: Row, strips: list[Strip]) -> Row:
    """The parts of a row of several lines, those of a column together."""
    found: dict[int, Part] = {}
    for part in parts:
        own = found.setdefault(column_of(part, strips), Part(part.x0, part.x1, []))
        own.x0, own.x1 = min(own.x0, part.x0), max(own.x1, part.x1)
        own.lines.extend(part.lines)
    return [found[col] for col in sorted(found)]
