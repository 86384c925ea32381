"""What is drawn on a page of a PDF as rules: strokes, and rectangles so thin that they are strokes."""

from __future__ import annotations

from typing import Any

from jixiao.geometry import Box, turned
from jixiao.pages import settings
from jixiao.pages.page import Page, Rule


def add_rules(page: Page, drawings: list[dict[str, Any]]) -> None:
    """Horizontal and vertical strokes and hairline rectangles; shading, curves and invisible paint are left out."""
    for path in drawings:
        kind = path["type"]
        filled = kind == "f"
        paint = path.get("fill" if filled else "color")
        if paint is not None and min(paint) > settings.STROKES.white:
            continue
        if filled:
            x0, y0, x1, y1 = path["rect"]
            if min(x1 - x0, y1 - y0) <= settings.STROKES.hairline:
                _add_thin(page, x0, y0, x1, y1)
                continue
        for item in path["items"]:
            _add_item(page, item, filled)


def _add_item(page: Page, item: tuple[Any, ...], filled: bool) -> None:
    op = item[0]
    if op == "re":
        x0, y0, x1, y1 = item[1]
        if min(x1 - x0, y1 - y0) <= settings.STROKES.hairline:
            _add_thin(page, x0, y0, x1, y1)
        elif not filled:
            for x in (x0, x1):
                page.vertical.append(Rule(x, y0, y1))
            for y in (y0, y1):
                page.horizontal.append(Rule(y, x0, x1))
    elif op == "l" and not filled:
        _add_line(page, item[1], item[2])
    elif op == "qu" and not filled:
        ul, ur, ll, lr = item[1]
        for a, b in ((ul, ur), (ll, lr), (ul, ll), (ur, lr)):
            _add_line(page, a, b)


def _add_line(page: Page, a: tuple[float, float], b: tuple[float, float]) -> None:
    (ax, ay), (bx, by) = a, b
    lean, shortest = settings.STROKES.lean, settings.STROKES.shortest
    if abs(ay - by) <= lean and abs(ax - bx) >= shortest:
        page.horizontal.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
    elif abs(ax - bx) <= lean and abs(ay - by) >= shortest:
        page.vertical.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))


def _add_thin(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    width, height, shortest = x1 - x0, y1 - y0, settings.STROKES.shortest
    if width >= height and width >= shortest:
        page.horizontal.append(Rule((y0 + y1) / 2, x0, x1))
    elif height > width and height >= shortest:
        page.vertical.append(Rule((x0 + x1) / 2, y0, y1))


def ink_of(drawings: list[dict[str, Any]]) -> list[Box]:
    """The boxes of what is painted and is neither a rule nor shading: curves, slanted and very short strokes, small
    patches."""
    out = []
    for path in drawings:
        paint = path.get("fill" if path["type"] == "f" else "color")
        if paint is not None and min(paint) > settings.STROKES.white:
            continue
        box = Box(*path["rect"])
        size = min(box.width, box.height), max(box.width, box.height)
        level = all(_is_level(item) for item in path["items"])
        ruled = size[0] <= settings.STROKES.hairline and size[1] >= settings.STROKES.shortest
        if not level or not (ruled or size[0] >= settings.STROKES.patch):
            out.append(box)
    return out


def _is_level(item: tuple[Any, ...]) -> bool:
    """Whether a part of a path is a rectangle, or a stroke that is level or upright."""
    if item[0] != "l":
        return item[0] in ("re", "qu")
    (ax, ay), (bx, by) = item[1], item[2]
    return bool(min(abs(ax - bx), abs(ay - by)) <= settings.STROKES.lean)


def turn_rules(page: Page, quarters: int, width: float, height: float) -> None:
    """The rules in the turned page; `width` and `height` are those before the turn."""
    boxes = [Box(r.start, r.at, r.end, r.at) for r in page.horizontal]
    boxes += [Box(r.at, r.start, r.at, r.end) for r in page.vertical]
    page.horizontal, page.vertical = [], []
    for box in boxes:
        x0, y0, x1, y1 = turned(box, -quarters, width, height)
        if x1 - x0 >= y1 - y0:
            page.horizontal.append(Rule(y0, x0, x1))
        else:
            page.vertical.append(Rule(x0, y0, y1))
