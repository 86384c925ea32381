"""Walls that were not drawn, told by level rules that were drawn cell by cell: where their pieces meet, two cells do.

A program that prints a table without upright rules still draws each cell's own upper and lower border; the pieces meet
where the cells do, row after row at the same place.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jixiao.evidence import Word
from jixiao.pages.page import Rule
from jixiao.tables import settings
from jixiao.tables.rules import joined_rules

Level = tuple[float, list[Rule]]


def seam_walls(pieces: Sequence[Rule], upright: Sequence[Rule], words: Sequence[Word]) -> list[Rule]:
    """The upright walls between cells of rows whose borders were drawn cell by cell, in points; none beside an upright
    rule of the page, nor through a word.

    `pieces` are the level rules of the page as they were drawn, not yet joined.
    """
    figures = settings.RULES
    levels = _levels([p for p in pieces if p.end - p.start >= figures.beside])
    out: list[Rule] = []
    for x in _seams(levels):
        if any(abs(rule.at - x) <= figures.beside for rule in upright):
            continue
        here = [(at, held) for at, drawn in levels if (held := [p for p in drawn if _touches(p, x)])]
        twice = any(_is_twice(held, x) for _, held in here)
        out += [
            Rule(x, a, b)
            for (a, over), (b, under) in pairwise(here)
            if _parts(over, under, x) and (not twice or _is_twice(over, x) or _is_twice(under, x))
        ]
    crossed = {
        (wall.start, wall.end)
        for wall in out
        for word in words
        if word.box.x0 + figures.same < wall.at < word.box.x1 - figures.same
        and wall.start < word.box.middle[1] < wall.end
    }
    return joined_rules(wall for wall in out if (wall.start, wall.end) not in crossed)


def _levels(pieces: Sequence[Rule]) -> list[Level]:
    """The pieces by the height at which they stand, top down."""
    out: list[Level] = []
    for piece in sorted(pieces):
        if out and piece.at - out[-1][0] <= settings.RULES.same:
            out[-1][1].append(piece)
        else:
            out.append((piece.at, [piece]))
    return out


def _seams(levels: Sequence[Level]) -> list[float]:
    """The places where pieces meet at several heights."""
    near, found = settings.RULES.seam, []
    for _, drawn in levels:
        ends = sorted({p.end for p in drawn})
        starts = sorted({p.start for p in drawn})
        found += [end for end in ends if any(abs(start - end) <= near for start in starts)]
    out: list[list[float]] = []
    for x in sorted(found):
        if out and x - out[-1][-1] <= near:
            out[-1].append(x)
        else:
            out.append([x])
    return [sum(same) / len(same) for same in out if len(same) >= settings.RULES.seams]


def _touches(piece: Rule, x: float) -> bool:
    return piece.start - settings.RULES.seam <= x <= piece.end + settings.RULES.seam


def _is_twice(drawn: Sequence[Rule], x: float) -> bool:
    """Whether a border beside `x` was drawn by the cell over it and by the one under it. Where any is, two that are
    not are the foot of one table and the top of the next."""
    near = settings.RULES.seam
    return any(sum(p.start <= side <= p.end for p in drawn) > 1 for side in (x - 2 * near, x + 2 * near))


def _parts(over: Sequence[Rule], under: Sequence[Rule], x: float) -> bool:
    """Whether two cells meet at `x` between two heights: pieces end there at both, and no one cell has a border at both
    that goes on."""
    near = settings.RULES.seam
    across = [[p for p in drawn if p.start + near < x < p.end - near] for drawn in (over, under)]
    if any(len(crossing) == len(drawn) for crossing, drawn in zip(across, (over, under), strict=True)):
        return False
    return not any(abs(a.start - b.start) <= near and abs(a.end - b.end) <= near for a in across[0] for b in across[1])
