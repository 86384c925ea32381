"""Paths of an OFD as operators of a PDF."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_WANTED = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MOST = 500_000  # operators of one path

Point = tuple[float, float]


def operators(data: str) -> str:
    """The path `M x y L x y … C`; what cannot be read ends it."""
    out: list[str] = []
    at: Point = (0.0, 0.0)
    start = at
    for name, n in _steps(data):
        if name in ("M", "S"):
            at = start = (n[0], n[1])
            out.append(f"{_p(at)} m")
        elif not out:
            break
        elif name == "L":
            at = (n[0], n[1])
            out.append(f"{_p(at)} l")
        elif name == "Q":
            end = (n[2], n[3])
            one, two = _between(at, (n[0], n[1])), _between(end, (n[0], n[1]))
            out.append(f"{_p(one)} {_p(two)} {_p(end)} c")
            at = end
        elif name == "B":
            at = (n[4], n[5])
            out.append(f"{_p((n[0], n[1]))} {_p((n[2], n[3]))} {_p(at)} c")
        elif name == "A":
            end = (n[5], n[6])
            out += _arc(at, (abs(n[0]), abs(n[1]), n[2]), (n[3] > 0.5, n[4] > 0.5), end)
            at = end
        else:
            at = start
            out.append("h")
    return "\n".join(out)


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each operator with its numbers; more numbers than it takes are the same operator again."""
    name, held = "", list[float]()
    for count, token in enumerate(_TOKEN.findall(data)):
        if count > _MOST:
            return
        if token.isalpha():
            name, held = token.upper(), []
            if name not in _WANTED:
                return
            if not _WANTED[name]:
                yield name, []
            continue
        held.append(float(token))
        if name and _WANTED[name] and len(held) == _WANTED[name]:
            yield name, held
            name, held = ("L" if name in ("M", "S") else name), []


def _p(point: Point) -> str:
    return f"{point[0]:.4f} {point[1]:.4f}"


def _between(end: Point, control: Point) -> Point:
    return end[0] + 2 / 3 * (control[0] - end[0]), end[1] + 2 / 3 * (control[1] - end[1])


def _arc(start: Point, ellipse: tuple[float, float, float], flags: tuple[bool, bool], end: Point) -> list[str]:
    """An elliptic arc (radii, turn in degrees; large, clockwise) as curves; a straight line where there is no arc."""
    rx, ry, turn = ellipse
    if rx == 0 or ry == 0 or start == end:
        return [f"{_p(end)} l"]
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, cos * dy - sin * dx
    grown = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grown, ry * grown
    over = (rx * y) ** 2 + (ry * x) ** 2
    factor = math.sqrt(max(0.0, (rx * ry) ** 2 / over - 1)) * (-1 if flags[0] == flags[1] else 1)
    cx, cy = factor * rx * y / ry, -factor * ry * x / rx
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    sweep = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    if flags[1] and sweep < 0:
        sweep += 2 * math.pi
    elif not flags[1] and sweep > 0:
        sweep -= 2 * math.pi
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2

    def placed(px: float, py: float) -> Point:
        px, py = px * rx + cx, py * ry + cy
        return cos * px - sin * py + middle[0], sin * px + cos * py + middle[1]

    count = max(1, math.ceil(abs(sweep) / (math.pi / 2)))
    step = sweep / count
    reach = 4 / 3 * math.tan(step / 4)
    out = []
    for i in range(count):
        a, b = first + i * step, first + (i + 1) * step
        one = placed(math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a))
        two = placed(math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b))
        out.append(f"{_p(one)} {_p(two)} {_p(placed(math.cos(b), math.sin(b)))} c")
    return out
