"""A page as words and rules, upright: text runs left to right whatever the page's own turn was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from jixiao.errors import PageError
from jixiao.evidence import Word
from jixiao.geometry import Box
from jixiao.pages import settings

if TYPE_CHECKING:
    from jixiao.pages.scan.model import Scan

Way = Literal["text", "scanned", "garbled", ""]
"""How a page was read: by its text layer, by OCR, by OCR in place of its text layer; "" where nothing is on it."""


class Rule(NamedTuple):
    """A horizontal or vertical stroke: `at` is its y (or x), `start`..`end` its extent, all in points."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Ground:
    """What is on a page that was read by its text layer: its words, its rules, and what else was painted there
    (`ink`)."""

    words: Sequence[Word]
    rules: Sequence[Box]
    ink: Sequence[Box]

    def is_blank(self, box: Box) -> bool:
        """Whether nothing is painted within the box, walls of it aside; shading is nothing."""
        edge = min(settings.STROKES.edge, box.height / 4, box.width / 4)
        x0, y0, x1, y1 = box.x0 + edge, box.y0 + edge, box.x1 - edge, box.y1 - edge
        boxes = chain(self.rules, self.ink, (word.box for word in self.words))
        return not any(b.x0 < x1 and x0 < b.x1 and b.y0 < y1 and y0 < b.y1 for b in boxes)


@dataclass(slots=True)
class Page:
    """One page: `width` x `height` points upright; `quarters` clockwise turns lead from here to the page as displayed.

    `horizontal` and `vertical` are the rules as drawn, unmerged; `unsure` are places on a scanned page where a rule may
    stand or not. `problem` says why the page could not be read.
    `across` are words set at a slant, as of a watermark: they lie over the page and are of none of its lines.
    `ink` is what is painted on it besides words, rules and shading, None where that was not asked.
    `way` is how it was read, `why` says so in words. Of a page read by OCR, `scan` is the picture while it is at hand,
    and `back` the 3 x 3 matrix, row by row, from its points to those of the page as displayed.
    """

    number: int
    width: float
    height: float
    quarters: int = 0
    words: list[Word] = field(default_factory=list)
    across: list[Word] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    unsure: list[Box] = field(default_factory=list)
    ink: list[Box] | None = None
    problem: PageError | None = None
    way: Way = ""
    why: str = ""
    scan: Scan | None = None
    back: tuple[float, ...] = ()

    @property
    def ground(self) -> Ground | None:
        """What is on the page, where that is known to the last stroke."""
        if self.ink is None or self.way != "text" or self.problem is not None:
            return None
        level = [Box(r.start, r.at, r.end, r.at) for r in self.horizontal]
        return Ground(self.words, [*level, *(Box(r.at, r.start, r.at, r.end) for r in self.vertical)], self.ink)
