"""Draws small PDFs for tests: lines of text, and ruled tables from a little description of rows.

A table is a list of rows of texts, as many as there are columns; "<" is a cell merged with the one at its left, "^" one
merged with the one above. A line break in a text is one in the cell; longer texts are wrapped to the cell's width.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pymupdf

from jixiao.config import Settings
from jixiao.fields.begun import Examination
from jixiao.pipeline import examine
from jixiao.records import Reading
from jixiao.sources import Source

FONT = pymupdf.Font("cjk")
PAD = 4.0
LEADING = 1.35

Rows = list[list[str]]


class Paper:
    """A PDF being drawn, `width` x `height` points a page; what is drawn goes on its last page."""

    def __init__(self, width: float = 595, height: float = 842) -> None:
        self.doc = pymupdf.open()
        self.width, self.height = width, height
        self.page()

    def page(self) -> pymupdf.Page:
        """Begin a new page."""
        self.sheet = self.doc.new_page(width=self.width, height=self.height)
        return self.sheet

    def text(self, x: float, y: float, text: str, size: float = 10, **how: object) -> Paper:
        """A line of text, (x, y) the left end of its base line; `how` goes to the writer (`morph`)."""
        writer = pymupdf.TextWriter(self.sheet.rect)
        writer.append((x, y), text, font=FONT, fontsize=size)
        writer.write_text(self.sheet, **how)
        return self

    def centred(self, y: float, text: str, size: float = 16) -> Paper:
        """A line of text in the middle of the page."""
        return self.text((self.width - FONT.text_length(text, size)) / 2, y, text, size)

    def line(self, x0: float, y0: float, x1: float, y1: float, **how: object) -> Paper:
        """A stroke; `how` goes to the drawing (`dashes`, `color`)."""
        self.sheet.draw_line((x0, y0), (x1, y1), **{"width": 0.7, **how})
        return self

    def table(
        self,
        rows: Rows,
        widths: list[float],
        top: float,
        left: float = 60,
        size: float = 9,
        open_sides: bool = False,
        bare: Collection[tuple[int, int]] = (),
        unended: Collection[tuple[int, int]] = (),
    ) -> float:
        """Draw a ruled table and give back its bottom.

        `open_sides` leaves out its left and right rules, `bare` the upright ones at (row, column to the right of it),
        `unended` the level ones at (row below it, column).
        """
        xs = [left + sum(widths[:i]) for i in range(len(widths) + 1)]
        cells = cells_of(rows)
        lines = {at: wrapped(rows[at[0]][at[1]], xs[end[1]] - xs[at[1]] - 2 * PAD, size) for at, end in cells.items()}
        heights = [2 * PAD + LEADING * size] * len(rows)
        for at, end in sorted(cells.items(), key=lambda item: item[1][0] - item[0][0]):
            need = 2 * PAD + LEADING * size * len(lines[at])
            heights[end[0] - 1] += max(0.0, need - sum(heights[at[0] : end[0]]))
        ys = [top + sum(heights[:i]) for i in range(len(rows) + 1)]
        for (r, c), (r1, c1) in cells.items():
            x0, y0, x1, y1 = xs[c], ys[r], xs[c1], ys[r1]
            for y, row in ((y0, r), (y1, r1)):
                if (row, c) not in unended:
                    self.line(x0, y, x1, y)
            for x, side in ((x0, c), (x1, c1)):
                if (r, side) not in bare and (not open_sides or xs[0] < x < xs[-1]):
                    self.line(x, y0, x, y1)
            base = (y0 + y1 - LEADING * size * len(lines[r, c])) / 2 + size
            for i, line in enumerate(lines[r, c]):
                if line:
                    self.text(x0 + PAD, base + i * LEADING * size, line, size)
        return ys[-1]

    def save(self, path: Path) -> Path:
        """Write the file."""
        self.doc.save(path)
        return path


def cells_of(rows: Rows) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell's first row and column with the row and column after its last."""
    out: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            c1 = next((i for i in range(c + 1, len(row)) if row[i] != "<"), len(row))
            r1 = next((i for i in range(r + 1, len(rows)) if rows[i][c] != "^"), len(rows))
            out[r, c] = (r1, c1)
    return out


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The text in lines no wider than `width` points."""
    out: list[str] = []
    for part in text.split("\n"):
        line = ""
        for char in part:
            if line and FONT.text_length(line + char, size) > width:
                out.append(line)
                line = ""
            line += char
        out.append(line)
    return out


def examined(path: Path, settings: Settings | None = None) -> Examination:
    """The file read by the whole pipeline, with the blocks and forms on the way."""
    kind = path.suffix.lstrip(".").lower()
    return examine(Source(path.name, path, "0" * 64, kind), settings or Settings())  # type: ignore[arg-type]


def reading(path: Path) -> Reading:
    """The file read by the whole pipeline."""
    return examined(path).reading
