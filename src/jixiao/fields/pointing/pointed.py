"""The cells and quotes that an answer points at: their text, and which of them have been used."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.labels.reader import stacked
from jixiao.fields.pointing.passages import as_lines, id_of
from jixiao.fields.pointing.quotes import id_in, span
from jixiao.fields.pointing.render import Index
from jixiao.fields.pointing.terms import PROSE
from jixiao.fields.pointing.wire import Quote
from jixiao.tables.table import Cell


class Pointed:
    """What was pointed at so far: cells `used` by id, the cells in their order, and of quoted ones the places."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.used: set[int] = set()
        self.cells: list[Cell] = []
        self.quoted: dict[int, list[tuple[int, int]]] = {}

    def passage(self, spans: Iterable[str | Quote], name: str = "") -> Passage:
        """The text of the cells and quotes, put together as one reads them."""
        parts: list[Passage] = []
        lines = False
        for said in spans:
            id = id_in(said)
            found = self.index.cells[id]
            self.used.add(id_of(found))
            if isinstance(found, Cell):
                self.cells.append(found)
                lines = lines or self._in_lines(id)
            passage = self.index.passage(id, keep_breaks=name in PROSE)
            place = span(passage.text, said)
            if isinstance(said, str) and said.endswith(":") and isinstance(place, tuple):
                passage.cut(0, place[0]).claim(Role.LABEL)
            if isinstance(place, tuple) and not (isinstance(said, str) and isinstance(found, Cell)):
                self.quoted.setdefault(id_of(found), []).append(place)
            parts.append(passage.cut(*place).strip() if isinstance(place, tuple) else Passage())
        if lines:
            return as_lines(parts)
        return stacked(parts, "\n" if name in PROSE else " ")

    def _in_lines(self, id: str) -> bool:
        row = int(id.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        return row in self.index.rows and DoubtCode.LINES_ONLY in self.index.rows[row][0].doubts
