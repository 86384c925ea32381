"""Rows over the whole width of a table that has no rules at its sides: nothing upright touches them.

The rules above and below such a row - a goal under its label, a band - reach as far as those of the table, and the
text between them fills the row. Without this the parts of the table are frames of their own, with lines between them.
"""

from __future__ import annotations

from collections.abc import Callable

from jixiao.evidence import Word
from jixiao.pages.page import Rule
from jixiao.tables import settings

Frame = tuple[list[Rule], list[Rule]]
Opens = Callable[[list[str]], bool]


def with_open_rows(frames: list[Frame], words: list[Word], opens: Opens) -> list[Frame]:
    """The frames, those of one such table made one; `opens` says which texts begin a form."""
    if not any(_is_open(frame) for frame in frames):
        return frames
    out: list[Frame] = []
    for frame in sorted(frames, key=lambda f: min((r.at for r in f[0]), default=0.0)):
        above = next((f for f in reversed(out) if f[0] and frame[0] and _same_span(f, frame)), None)
        if above is not None and _is_open(above) and _is_row_between(above, frame, words, opens):
            above[0].extend(frame[0])
            above[1].extend(frame[1])
        else:
            out.append((list(frame[0]), list(frame[1])))
    return out


def _is_open(frame: Frame) -> bool:
    """Whether the frame's rules reach past its outermost upright ones at both sides."""
    h, v = frame
    if not h or not v:
        return False
    left, right = _span(frame)
    edge = settings.CELLS.open_edge
    return min(r.at for r in v) - left > edge and right - max(r.at for r in v) > edge


def _span(frame: Frame) -> tuple[float, float]:
    return min(r.start for r in frame[0]), max(r.end for r in frame[0])


def _same_span(a: Frame, b: Frame) -> bool:
    return all(abs(x - y) < settings.BANDS.same for x, y in zip(_span(a), _span(b), strict=True))


def _is_row_between(above: Frame, below: Frame, words: list[Word], opens: Opens) -> bool:
    """Whether what stands between the two frames fills a row of one cell, and begins no form."""
    top, bottom = max(r.at for r in above[0]), min(r.at for r in below[0])
    left, right = _span(above)
    inside = [w for w in words if top <= w.box.middle[1] <= bottom]
    if (below[1] and not _is_open(below)) or not inside or not all(left <= w.box.middle[0] <= right for w in inside):
        return False
    if max(w.size for w in inside) - min(w.size for w in inside) > settings.PARAGRAPHS.sizes * inside[0].size:
        return False  # a title, and what stands under it
    high = sorted(w.box.height for w in inside)[len(inside) // 2]
    over, under = min(w.box.y0 for w in inside) - top, bottom - max(w.box.y1 for w in inside)
    if max(over, under) > settings.BANDS.high * high or opens([w.text for w in inside]):
        return False
    alone = len(below[0]) == 1 and not below[1]
    return alone or not _touched(above, top) or abs(over - under) < settings.BANDS.centred * high


def _touched(frame: Frame, y: float) -> bool:
    """Whether an upright rule ends at the height."""
    touch = settings.RULES.touch
    return any(r.start - touch <= y <= r.end + touch for r in frame[1])
