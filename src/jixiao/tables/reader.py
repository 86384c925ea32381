"""What every reader of a format is: a source in, its blocks out, within limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from jixiao.sources import Progress, Source
from jixiao.tables.joins.join_tables import Hints
from jixiao.tables.table import Layout


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read.

    `pages` in all, `strokes` (drawn lines) on a page, `seconds` in all and `scan_seconds` more for each page that is
    read by OCR, with so many `threads`.
    """

    pages: int = 5000
    strokes: int = 20000
    seconds: float = 600.0
    scan_seconds: float = 60.0
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Way:
    """What a reader is given beside the source.

    `hints` say which texts are terms of the forms, `limits` how much may be read; `progress` is told of each page.
    """

    hints: Hints
    limits: Limits
    progress: Progress | None = None


class Reader(Protocol):
    """Reads a source of its format; a SourceError where it cannot, problems in the layout where parts cannot."""

    def __call__(self, source: Source, way: Way, /) -> Layout: ...
