"""Cells and passages put together, cut and told apart, for those who fill a record from an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.kinds.narrative import CLOSE
from jixiao.fields.labels.labelled import stacked
from jixiao.fields.pointing.quotes import UNIT, id_in, label_of, span
from jixiao.fields.pointing.render import Index
from jixiao.fields.pointing.terms import PROSE
from jixiao.fields.pointing.wire import Quote
from jixiao.fields.tree import Derived
from jixiao.forms.segmentation.prose import numbered
from jixiao.forms.year import year_in, year_said
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, joint

_BULLET = re.compile(r"^[^\w“”《（(\[【]+")
# Numbers of paragraphs beside those that prose is cut by: 第3块, 第二部分.
_ORDINAL = re.compile(r"^第[一二三四五六七八九十\d]{1,3}(?:部分|[块项条类篇章节])?[、，,.．:：\s]*")
_DASHES = "—－-"  # they may close a heading too
LABEL = 24  # characters: a label that was not pointed at is no longer


def with_joined(table: Table, rows: list[int]) -> Table:
    """The table with the text of its rows put into the first of them, column by column."""
    first = rows[0]
    cells: list[Cell] = []
    heads: dict[tuple[int, int], Cell] = {}
    for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
        if cell.row not in rows or cell.rows > 1:
            cells.append(cell)
            continue
        copy = Cell(cell.row, cell.col, 1, cell.cols, list(cell.lines), cell.page, cell.box, list(cell.more))
        head = heads.setdefault((cell.col, cell.cols), copy)
        if cell.row != first and head is not copy:
            head.lines.extend(copy.lines)
            copy.lines = []
        cells.append(copy)
    return replace(table, cells=cells, _slots=None)


class Pointing:
    """The places that an answer points at, and the text that stands there.

    `used` are the cells of which something was said, `pointed` those that hold values, `quoted` the parts of cells.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.used: set[int] = set()
        self.pointed: list[Cell] = []
        self.quoted: dict[int, list[tuple[int, int]]] = {}

    def passage(self, spans: Iterable[str | Quote], name: str = "") -> Passage:
        """The text of the cells and quotes, put together as one reads them; the field may keep its line breaks."""
        parts: list[Passage] = []
        spans = list(spans)
        lines = name not in PROSE and self._wrapped(spans)
        for said in spans:
            id = id_in(said)
            found = self.index.cells[id]
            self.used.add(id_of(found))
            if isinstance(found, Cell):
                self.pointed.append(found)
                lines = lines or self._in_lines(id)
            part = isinstance(said, Quote) or ":" in said  # a value on a line of its own ends with it
            passage = self.index.passage(id, keep_breaks=part or name in PROSE)
            place = span(passage.text, said, prose=name in PROSE)
            if isinstance(said, str) and ":" in said and isinstance(label := label_of(passage.text, said), tuple):
                passage.cut(*label).claim(Role.LABEL)
                self._claim_unit(passage, place)
            if isinstance(place, tuple) and not (isinstance(said, str) and isinstance(found, Cell)):
                self.quoted.setdefault(id_of(found), []).append(place)
            value = passage.cut(*place).strip() if isinstance(place, tuple) else Passage()
            parts.append(value if name in PROSE else value.without("\n"))
        if lines:
            return as_lines(parts)
        return stacked(parts, "\n" if name in PROSE else " ")

    @staticmethod
    def _claim_unit(passage: Passage, place: tuple[int, int] | str) -> None:
        """The unit behind an amount that stands in a text is no part of it."""
        unit = UNIT.match(passage.text, place[1]) if isinstance(place, tuple) else None
        if unit is not None:
            passage.cut(*unit.span()).claim(Role.LABEL)

    def _wrapped(self, spans: list[str | Quote]) -> bool:
        """Whether whole cells are pointed at that stand one right below the other: one text, wrapped into them."""
        found = [self.index.cells[said] for said in spans if isinstance(said, str) and said in self.index.cells]
        cells = [cell for cell in found if isinstance(cell, Cell)]
        if len(cells) != len(spans) or len(cells) < 2:
            return False
        rows = [int(str(said).lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for said in spans]
        pairs = pairwise(zip(cells, rows, strict=True))
        below = all(b.col == a.col and n == m + a.rows for (a, m), (b, n) in pairs)
        return below and not any(has_digit(cell.text) for cell in cells)

    def _in_lines(self, id: str) -> bool:
        row = int(id.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        return row in self.index.rows and DoubtCode.LINES_ONLY in self.index.rows[row][0].doubts


def year_of(passage: Passage) -> Derived | None:
    """The year that stands in the text."""
    found = year_in(passage.without(" 　"))
    return Derived(year_said(found), found) if found is not None else None


def id_of(found: object) -> int:
    """What tells one cell from another."""
    return id(found)


def is_label(cell: Cell) -> bool:
    """Whether the cell is short enough to be a label."""
    return bool(cell.text) and len(cell.text) <= LABEL


def explained(cell: Cell) -> bool:
    """Whether every word of the cell is accounted for."""
    return not any(c.isalnum() for line in cell.lines for word in line.words for c in word.unexplained())


def joined_cells(cells: list[Cell]) -> Passage:
    """The text of the cells one after the other."""
    return Passage.join(c.passage for c in cells if c.text)


def bare(passage: Passage) -> Passage:
    """A heading without its number and closing mark, which are accounted for."""
    passage.claim(Role.LABEL)
    bullet = _BULLET.match(passage.text)
    passage = passage.cut(bullet.end()) if bullet else passage
    ordinal = _ORDINAL.match(passage.text)
    found = ordinal.end() if ordinal else (numbered(passage.text) or ("", 0))[1]
    return passage.cut(found).strip(CLOSE + _DASHES)


def as_lines(parts: list[Passage]) -> Passage:
    """Lines of one text put together, wrapping undone."""
    out: list[Passage | str] = []
    before = ""
    for part in parts:
        if part:
            out += [joint(before, part.text), part]
            before = part.text
    return Passage.join(out)
