"""A page as words and rules, upright: text runs left to right whatever the page's own turn was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from jixiao.errors import PageError
from jixiao.evidence import Word
from jixiao.geometry import Box

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
class Page:
    """One page: `width` x `height` points upright; `quarters` clockwise turns lead from here to the page as displayed.

    `horizontal` and `vertical` are the rules as drawn, unmerged; `unsure` are places on a scanned page where a rule may
    stand or not. `problem` says why the page could not be read.
    `way` is how it was read, `why` says so in words. Of a page read by OCR, `scan` is the picture while it is at hand,
    and `back` the 3 x 3 matrix, row by row, from its points to those of the page as displayed.
    """

    number: int
    width: float
    height: float
    quarters: int = 0
    words: list[Word] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    unsure: list[Box] = field(default_factory=list)
    problem: PageError | None = None
    way: Way = ""
    why: str = ""
    scan: Scan | None = None
    back: tuple[float, ...] = ()
