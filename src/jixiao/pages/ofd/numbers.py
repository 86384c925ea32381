"""Numbers, colours and matrices as OFD writes them."""

from __future__ import annotations

import math
from xml.etree.ElementTree import Element

Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[float, float, float]

UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FAR = 1e6  # millimetres: what lies further is a mistake


def number(text: str | None, default: float) -> float:
    """The number, the default where it is none or beyond all reason."""
    try:
        found = float(text) if text is not None else default
    except ValueError:
        return default
    return found if math.isfinite(found) and abs(found) <= _FAR else default


def numbers(text: str | None) -> list[float]:
    """The numbers of a list."""
    return [number(each, 0.0) for each in (text or "").replace(",", " ").split()]


def matrix(text: str | None) -> Matrix:
    """The six numbers of a matrix; one that changes nothing where they are not six."""
    found = numbers(text)
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else UNIT


def steps(text: str | None) -> list[float]:
    """The steps from one character to the next: plain numbers, and `g COUNT STEP` for so many alike."""
    words = (text or "").replace(",", " ").split()
    out: list[float] = []
    at = 0
    while at < len(words):
        if words[at] == "g" and at + 2 < len(words):
            count = int(number(words[at + 1], 0))
            out += [number(words[at + 2], 0.0)] * min(max(count, 0), 100_000)
            at += 3
        else:
            out.append(number(words[at], 0.0))
            at += 1
    return out


def colour(element: Element | None, default: Colour | None) -> Colour | None:
    """Red, green and blue (0..1) of a colour element: grey, RGB or CMYK values, in numbers or in hexadecimal.

    A pattern or a shade is taken for the colour that it begins with, or a light grey.
    """
    if element is None:
        return default
    said = element.get("Value") or (element.findtext("Value") or "")
    parts = [_channel(each) for each in said.split()]
    if len(parts) == 1:
        return parts[0], parts[0], parts[0]
    if len(parts) == 3:
        return parts[0], parts[1], parts[2]
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    inner = element.find(".//Color")
    if inner is not None:
        return colour(inner, default)
    return (0.8, 0.8, 0.8) if len(element) else default


def _channel(text: str) -> float:
    value = int(text[1:], 16) if text.startswith("#") and _is_hex(text[1:]) else number(text, 0.0)
    return min(max(value / 255, 0.0), 1.0)


def _is_hex(text: str) -> bool:
    return bool(text) and all(c in "0123456789abcdefABCDEF" for c in text)
