"""Tables and paragraphs: what a source is made of once strokes and words have been understood.

A `Table` is the same thing whatever it came from: cells with row and column spans and lines of words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jixiao.evidence import DoubtCode, Passage, Word
from jixiao.geometry import Box, Turn
from jixiao.pages.page import Ground
from jixiao.tables.joint import Joint
from jixiao.text import are_values, joint


@dataclass(slots=True)
class Line:
    """Words on one line, left to right; `hard` where the source ends a paragraph after it.

    `unlike` where it was printed across a page end, its cell was joined over it, and the other side does not have it.
    """

    words: list[Word]
    hard: bool = False
    unlike: bool = False

    @property
    def passage(self) -> Passage:
        """The line's text; words that stand apart keep one space between them."""
        if len(self.words) == 1:
            return Passage.of(self.words[0])
        parts: list[Passage | str] = []
        for i, word in enumerate(self.words):
            if i:
                parts.append(" ")
            parts.append(Passage.of(word))
        return Passage.join(parts)


@dataclass(slots=True, eq=False)
class Cell:
    """A cell at (row, col), 0-based, `rows` x `cols` grid slots large.

    `box` is the part on the page where the cell begins (None without pages), `box.y1` its end there. `more` are the
    boxes of its continuation on later pages as (page, box). `rest` where its first line was printed at the foot of the
    page before too: it goes on with the cell there. `open_top` and `open_foot` where no rule ends the cell at the
    edge of its table on the page, and one ends others. `ground` is what is on its page, kept of cells without words.
    """

    row: int
    col: int
    rows: int
    cols: int
    lines: list[Line] = field(default_factory=list)
    page: int = 0
    box: Box | None = None
    more: list[tuple[int, Box]] = field(default_factory=list)
    rest: bool = False
    open_top: bool = False
    open_foot: bool = False
    ground: Ground | None = field(default=None, repr=False)
    _text: Passage | None = None
    _flat: Passage | None = None
    text: str = field(init=False, repr=False)
    """`flat` as a string; it is asked for so often that it is kept, once it was."""

    @property
    def end_row(self) -> int:
        """The row after its last one."""
        return self.row + self.rows

    @property
    def end_col(self) -> int:
        """The column after its last one."""
        return self.col + self.cols

    @property
    def is_bare(self) -> bool:
        """Whether nothing at all is printed in the cell, as far as its page tells."""
        if self.ground is None or self.box is None or self.more or self.lines:
            return False
        return self.ground.is_blank(self.box)

    @property
    def passage(self) -> Passage:
        """The cell's text, wrapping undone, one line break where the source ends a paragraph."""
        if self._text is None:
            self._text = joined(self.lines, keep_breaks=True)
        return self._text

    @property
    def flat(self) -> Passage:
        """The cell's text on one line."""
        if self._flat is None:
            self._flat = joined(self.lines, keep_breaks=False)
        return self._flat

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> str:
            """The text, where it is not kept yet."""
            if name != "text":
                raise AttributeError(f"a cell has no {name!r}")
            self.text = self.flat.text
            return self.text

    def forget(self) -> None:
        """Drop what was computed from the lines, after they changed."""
        self._text = self._flat = None
        with suppress(AttributeError):
            del self.text


def joined(lines: list[Line], keep_breaks: bool) -> Passage:
    """The lines as one passage: wrapping undone, hard breaks kept as one line break if asked for, or between two values
    that would be one number without it."""
    if len(lines) == 1:
        return lines[0].passage.strip()
    parts: list[Passage | str] = []
    before = ""
    for i, line in enumerate(lines):
        passage = line.passage.strip()
        if not passage:
            continue
        if before:
            hard = lines[i - 1].hard and (keep_breaks or are_values(before, passage.text))
            parts.append("\n" if hard else joint(before, passage.text))
        parts.append(passage)
        before = passage.text
    return Passage.join(parts)


@dataclass(slots=True, eq=False)
class Table:
    """Cells that cover a grid of `n_rows` x `n_cols` slots.

    `box` and `page` are of its first piece, `end_page`/`end_box` of its last; `row_pages[r]` is the page row r begins
    on (0 without pages); `columns_x` and `rows_y` are the borders of its grid on its first page, empty without pages.
    `place` names it where there are no pages ("表格3", "工作表Sheet1"). `doubts` are codes of what was concluded,
    `repeated` the words of headers and labels that were printed again after a page end. `likely` says for cells, by
    their row and column, how likely each is what `fields.cells.roles` lists, where that was asked.
    """

    cells: list[Cell]
    n_rows: int
    n_cols: int
    page: int = 0
    box: Box | None = None
    end_page: int = 0
    end_box: Box | None = None
    row_pages: list[int] = field(default_factory=list)
    place: str = ""
    columns_x: tuple[float, ...] = ()
    rows_y: tuple[float, ...] = ()
    doubts: list[DoubtCode] = field(default_factory=list)
    repeated: list[Word] = field(default_factory=list)
    likely: dict[tuple[int, int], Any] = field(default_factory=dict)
    _slots: list[list[Cell | None]] | None = None
    _rows: dict[int, list[Cell]] = field(default_factory=dict, init=False)
    _written: dict[int, list[Cell]] = field(default_factory=dict, init=False)

    def grid(self) -> list[list[Cell | None]]:
        """For each row and column the cell that covers it, None where nothing does."""
        if self._slots is None:
            n_rows, n_cols = self.n_rows, self.n_cols
            slots: list[list[Cell | None]] = [[None] * n_cols for _ in range(n_rows)]
            for cell in self.cells:
                if cell.rows == cell.cols == 1 and cell.row < n_rows and cell.col < n_cols:
                    slots[cell.row][cell.col] = cell
                    continue
                width = min(cell.cols, n_cols - cell.col)
                for r in range(cell.row, min(cell.row + cell.rows, n_rows)):
                    slots[r][cell.col : cell.col + width] = [cell] * width
            self._slots = slots
        return self._slots

    def at(self, row: int, col: int) -> Cell | None:
        """The cell covering the slot, None outside or where nothing is."""
        if 0 <= row < self.n_rows and 0 <= col < self.n_cols:
            return self.grid()[row][col]
        return None

    def row(self, row: int) -> list[Cell]:
        """The distinct cells that cover the row, left to right. The list is kept: do not change it."""
        out = self._rows.get(row)
        if out is None:
            out = []
            for cell in self.grid()[row]:
                if cell is not None and (not out or out[-1] is not cell):
                    out.append(cell)
            self._rows[row] = out
        return out

    def written(self, row: int) -> list[Cell]:
        """The cells that begin in the row and say something, left to right. The list is kept: do not change it, and ask
        once all texts are settled."""
        out = self._written.get(row)
        if out is None:
            out = self._written[row] = [cell for cell in self.row(row) if cell.row == row and cell.text]
        return out

    def begins_page(self, row: int) -> bool:
        """Whether the row is the first after a page end that the table was joined over."""
        return 0 < row < len(self.row_pages) and self.row_pages[row] != self.row_pages[row - 1]

    def words(self) -> Iterator[Word]:
        """Every word in it, those of headers printed again too."""
        for cell in self.cells:
            for line in cell.lines:
                yield from line.words
        yield from self.repeated

    def pages(self) -> set[int]:
        """The pages of its lines, none in a source without pages."""
        if not any(self.row_pages):
            return set()
        found = {line.words[0].page for cell in self.cells for line in cell.lines if line.words}
        return found.union([word.page for word in self.repeated])

    def changed(self) -> None:
        """Drop what was computed from the cells, after they changed."""
        self._slots = None
        self._rows, self._written = {}, {}


@dataclass(slots=True, eq=False)
class Paragraph:
    """Lines of running text outside tables; `centred` and `size` (points) help to tell headings."""

    lines: list[Line]
    page: int = 0
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    centred: bool = False
    margin: bool = False
    place: str = ""
    _passage: Passage | None = None

    @property
    def passage(self) -> Passage:
        """Its text on one line, wrapping undone."""
        if self._passage is None:
            self._passage = joined(self.lines, keep_breaks=False)
        return self._passage

    def forget(self) -> None:
        """Drop what was computed from the lines, after they changed."""
        self._passage = None

    @property
    def text(self) -> str:
        """`passage` as a string."""
        return self.passage.text

    def words(self) -> Iterator[Word]:
        """Every word in it."""
        for line in self.lines:
            yield from line.words

    def pages(self) -> set[int]:
        """The pages of its lines."""
        return {line.words[0].page for line in self.lines if line.words}


Block = Table | Paragraph


@dataclass(slots=True)
class Layout:
    """A source as blocks in reading order, with what went wrong on the way.

    `pages` is their number, None for sources without pages. `problems` are (page or None, code, message). `ways`
    says of pages that were read by OCR how and why. `floors` gives, for pages whose size's bodies reach far down, the
    lowest line that one of them reaches, in points; `heights` are those of all pages. `unbroken` are the pages that the
    next one follows by the numbers printed on both. `gone` are the page ends (0 before the first page) at which pages
    may be missing by what the file's fonts hold. `joints` are what was concluded at page ends, joined or not.
    """

    blocks: list[Block]
    pages: int | None
    problems: list[tuple[int | None, str, str]] = field(default_factory=list)
    turns: dict[int, Turn] = field(default_factory=dict)
    ways: dict[int, tuple[str, str]] = field(default_factory=dict)
    floors: dict[int, float] = field(default_factory=dict)
    heights: list[float] = field(default_factory=list)
    unbroken: set[int] = field(default_factory=set)
    gone: frozenset[int] = frozenset()
    joints: list[Joint] = field(default_factory=list)
