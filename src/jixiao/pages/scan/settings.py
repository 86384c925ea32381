"""The figures by which pictures are opened and a page of one is put together.

As `jixiao.tables.settings`: each figure with its unit and what it decides. Where no source is named it was set by
hand, on the labelled scans and on pages that were ruined on purpose (`eval.documents.scans`).
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.geometry import figure


@dataclass(frozen=True, slots=True)
class PageSettings:
    """A page put together: which way up, and what is legible."""

    tall: float = figure(1.5, "times", "a spot that is so much higher than wide holds lines that run up or down")
    doubtful: float = figure(0.8, "mean score", "below which lines may stand on their heads")
    sample: int = figure(8, "lines", "that are read again to see")
    level: float = figure(0.55, "share of its box", "that a level line fills at least")
    legible: float = figure(0.6, "score", "above which ink that was passed over is taken for characters")
    stroke: float = figure(3.0, "points", "a stroke of a pen is at least so long")
    low: float = figure(0.5, "share of the height of lines", "below which what reads badly is a scrap")
    unsure: float = figure(0.5, "score", "that a character read from pale strokes has at most")
    foreign: int = figure(128, "likelihood of 255", "from which ink is none of print")
    beside: float = figure(4.0, "points", "beside a wall that the network does not see, where no cell is plain")
    number: int = figure(16, "characters", "a text with digits that is longer is prose")


@dataclass(frozen=True, slots=True)
class PictureSettings:
    """Pictures opened at their own resolution."""

    drawn: float = figure(220.0, "dots an inch", "of a page that is drawn, not scanned")
    least: float = figure(100.0, "dots an inch", "at which a scanned page is drawn at least")
    most: float = figure(600.0, "dots an inch", "and at most")
    pixels: int = figure(36_000_000, "pixels", "a page is drawn with at most")
    glance: float = figure(150.0, "dots an inch", "at which a picture is looked at for a table")
    rules: int = figure(3, "rules", "level and upright, that a table has at least")
    small: float = figure(380.0, "points", "a longer side that is shorter does not tell the size of the page")
    large: float = figure(1300.0, "points", "nor does one that is longer")
    a4: float = figure(842.0, "points", "the longer side of a page that does not tell its size", "ISO 216")
    grey: int = figure(14, "levels of 255", "channels that differ by less are grey")


PAGE = PageSettings()
PICTURES = PictureSettings()
