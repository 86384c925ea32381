"""Walls told by level rules that were drawn cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jixiao.evidence import Word
from jixiao.geometry import Box
from jixiao.pages.page import Rule
from jixiao.tables.seams import seam_walls


def _borders(heights: Sequence[float], rows: Sequence[Sequence[float]]) -> list[Rule]:
    """The upper and lower border of every cell: of each row the sides of its cells."""
    out = []
    for (top, foot), sides in zip(pairwise(heights), rows, strict=True):
        out += [Rule(y, a, b) for a, b in pairwise(sides) for y in (top, foot)]
    return out


def _word(text: str, x0: float, x1: float, y: float) -> Word:
    return Word(text, 1, Box(x0, y - 5, x1, y + 5))


FULL, WIDE = (50, 150, 250, 350), (50, 150, 350)


def test_cells_meet_where_their_borders_do() -> None:
    walls = seam_walls(_borders((100, 120, 140, 160), [FULL, FULL, FULL]), [], [])
    assert [(w.at, w.start, w.end) for w in walls] == [(150, 100, 160), (250, 100, 160)]


def test_a_cell_over_two_columns_has_no_wall_in_it() -> None:
    walls = seam_walls(_borders((100, 120, 140, 160, 180), [FULL, WIDE, FULL, FULL]), [], [])
    assert [(w.start, w.end) for w in walls if w.at == 250] == [(100, 120), (140, 180)]


def test_rules_in_one_piece_tell_of_no_column() -> None:
    assert seam_walls([Rule(y, 50, 350) for y in (100, 120, 140, 160)], [], []) == []


def test_a_wall_that_is_drawn_is_not_told_again() -> None:
    drawn = [Rule(150, 100, 160), Rule(250, 100, 160)]
    assert seam_walls(_borders((100, 120, 140, 160), [FULL, FULL, FULL]), drawn, []) == []


def test_no_wall_goes_through_what_stands_between_two_tables() -> None:
    pieces = _borders((100, 120, 140), [FULL, FULL]) + _borders((200, 220, 240), [FULL, FULL])
    for x0, x1 in ((130, 270), (160, 240)):  # over a wall, and within a column
        walls = seam_walls(pieces, [], [_word("项目支出绩效目标表", x0, x1, 170)])
        assert {(w.start, w.end) for w in walls} == {(100, 140), (200, 240)}
