"""Boxes led from the upright page to the page as it is shown, and back."""

from __future__ import annotations

import math

import pytest

from jixiao.geometry import Box, Turn, displayed, upright

BOX = Box(20, 30, 80, 45)
SLANT = math.radians(2)
LEVELLED = (math.cos(SLANT), -math.sin(SLANT), 5.0, math.sin(SLANT), math.cos(SLANT), -3.0, 0.0, 0.0, 1.0)
PHOTO = (1.1, 0.02, 4.0, -0.01, 0.95, 9.0, 0.0001, 0.0002, 1.0)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_quarter_turns_lead_there_and_back(quarters: int) -> None:
    turn: Turn = (quarters, 200, 300)
    assert upright(displayed(BOX, turn), turn) == BOX
    assert displayed(BOX, turn) != BOX


def test_a_quarter_turn_puts_the_top_to_the_right() -> None:
    assert displayed(Box(0, 0, 10, 5), (1, 200, 300)) == Box(295, 0, 300, 10)


@pytest.mark.parametrize("matrix", [LEVELLED, PHOTO])
def test_a_slanting_box_lies_within_the_one_around_it(matrix: Turn) -> None:
    shown = displayed(BOX, matrix)
    back = upright(shown, matrix)
    for less, more in zip(back[:2], BOX[:2], strict=True):
        assert more - 5 < less <= more + 1e-6
    for more, less in zip(back[2:], BOX[2:], strict=True):
        assert less - 1e-6 <= more < less + 5


def test_a_shift_is_a_shift() -> None:
    assert displayed(BOX, (1, 0, 7, 0, 1, -2, 0, 0, 1)) == Box(27, 28, 87, 43)
