"""A text object of an OFD as glyphs in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from jixiao.pages.ofd.fonts import Face
from jixiao.pages.ofd.numbers import number, numbers, steps

Place = tuple[float, float]

_SOLID = 1.05  # of the size: a longer step leaves a space between characters
_LEAST, _MOST = 0.4, 2.5
_TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


class Glyph(NamedTuple):
    """A glyph of the font, the character that it says, where it stands on its line (millimetres), and how many times
    as wide as the font has it."""

    number: int
    char: str
    x: float
    y: float
    wide: float


def glyphs_of(element: Element, face: Face, size: float) -> Iterator[Glyph]:
    """The glyphs of a text object, in its own coordinates."""
    drawn = dict(_transforms(element)) if face.own else {}
    at = 0

    def widths(char: str) -> float:
        return face.advance(char) * size

    x, y = 0.0, 0.0
    for code in element.iter("TextCode"):
        text = (code.text or "").strip("\r\n\t")
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        places = _places(text, code, (x, y), widths)
        wide = 1.0
        for i, (char, place) in enumerate(zip(text, places, strict=True)):
            given = drawn.get(at + i)
            if not (face.own or char.isspace()):  # a blank goes with what is before it: text of one size stays together
                step = places[i + 1][0] - place[0] if i + 1 < len(places) else 0.0
                wide = _fitting(step, widths(char), size) if step else wide if char.isascii() else 1.0
            yield Glyph(face.glyph(char) if given is None else given, char, *place, wide)
        at += len(text)


def turned(element: Element) -> tuple[int, int, int, int]:
    """How the characters are turned, as the first four numbers of a matrix."""
    return _TURNS.get(int(number(element.get("CharDirection"), 0)) % 360, _TURNS[0])


def _transforms(element: Element) -> Iterator[tuple[int, int]]:
    """Where glyphs are given by number, as (character, glyph)."""
    for each in element.iter("CGTransform"):
        start, count = int(number(each.get("CodePosition"), 0)), int(number(each.get("CodeCount"), 1))
        found = [int(n) for n in numbers(each.findtext("Glyphs"))]
        yield from ((start + i, found[min(i, len(found) - 1)]) for i in range(count) if found)


def _fitting(step: float, width: float, size: float) -> float:
    """How far a glyph that stands in for another is to be stretched to reach the next one, as the real one does."""
    return min(max(step / width, _LEAST), _MOST) if 0 < step <= _SOLID * size and width > 0 else 1.0


def _places(text: str, code: Element, start: tuple[float, float], widths: Callable[[str], float]) -> list[Place]:
    """Where each character stands: by the steps that are given, the last of which goes on; without any, by widths."""
    right, down = steps(code.get("DeltaX")), steps(code.get("DeltaY"))
    x, y = start
    out = []
    for i, char in enumerate(text):
        out.append((x, y))
        if right:
            x += right[min(i, len(right) - 1)]
        elif not down:
            x += widths(char)
        if down:
            y += down[min(i, len(down) - 1)]
    return out
