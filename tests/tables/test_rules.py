"""Upright walls that level rules imply, beside those that words leave room for."""

from __future__ import annotations

from jixiao.evidence import Word
from jixiao.geometry import Box
from jixiao.pages.page import Rule
from jixiao.tables.rules import at_implied

WALL, IMPLIED = Rule(260.0, 0.0, 100.0), Rule(266.0, 20.0, 90.0)


def word(x0: float, x1: float, y: float = 50.0) -> Word:
    return Word("字", 1, Box(x0, y - 5, x1, y + 5))


def test_a_wall_that_words_leave_room_for_is_the_implied_one_beside_it() -> None:
    assert at_implied([WALL], [IMPLIED], [word(200, 258), word(268, 300)]) == [Rule(266.0, 0.0, 100.0)]


def test_two_walls_with_a_word_between_them_are_two() -> None:
    assert at_implied([WALL], [IMPLIED], [word(261, 265)]) == [WALL]
    assert at_implied([WALL], [Rule(330.0, 20.0, 90.0)], [word(280, 300)]) == [WALL]


def test_a_wall_beside_rows_that_imply_none_stays() -> None:
    assert at_implied([WALL], [], []) == [WALL]
    assert at_implied([WALL], [Rule(266.0, 120.0, 190.0)], []) == [WALL]
