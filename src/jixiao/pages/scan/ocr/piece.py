"""A piece of a line of text, by its box."""

from __future__ import annotations

from typing import NamedTuple


class Piece(NamedTuple):
    """The ink of a line, or of the part of it inside one cell, in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int
