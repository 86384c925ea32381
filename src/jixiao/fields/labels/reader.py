"""The part of a form that is labels and values: each label's value beside it or below it, amounts by their column."""

from __future__ import annotations

import re

from jixiao.evidence import Passage, Role
from jixiao.fields.labels.amounts import amount_field
from jixiao.fields.labels.label_cells import LabelCells, is_bare_amount
from jixiao.fields.labels.labelled import LabelArea, Labelled
from jixiao.fields.labels.matrices import find_matrices
from jixiao.forms.content import is_amount, kinds_of, may_hold
from jixiao.forms.vocabulary import Term, Vocabulary
from jixiao.forms.vocabulary.likeness import apart
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# Fields whose text keeps the line breaks that the writer made.
PROSE = {"goal", "goal_annual", "goal_lifetime", "purpose", "schedule", "duties", "duty_basis", "strategic_goal",
         "core_functions", "policy_tasks"}  # fmt: skip
_DIGITS = re.compile(r"[(（]\s*(\d+(?:\.\d+)?)\s*(?:分)?\s*[)）]")
_UNIT = re.compile(r"[亿万千百]?\s*元")


class LabelReader:
    """Reads the given rows of one table; every cell is used at most once."""

    def __init__(self, table: Table, rows: set[int], kind: str, words: Vocabulary, year: str = "") -> None:
        self.table, self.rows, self.kind, self.words, self.year = table, rows, kind, words, year
        self.cells = LabelCells(table, rows, kind, words)
        self.area = LabelArea()
        self.sections: list[tuple[Cell, str]] = []

    def read(self) -> LabelArea:
        """All labels in reading order, then what no label claimed."""
        cells = [c for c in self.table.cells if c.row in self.rows]
        cells.sort(key=lambda c: (c.row, c.col))
        self._read_matrices()
        for cell in cells:
            if id(cell) not in self.cells.taken and cell.text:
                self._read_cell(cell)
        self._leftovers(cells)
        return self.area

    def _read_matrices(self) -> None:
        for matrix in find_matrices(self.table, self.rows, self.kind, self.words, self.year):
            for label in [*matrix.heads, *matrix.labels]:
                self.cells.taken.add(id(label))
                label.flat.claim(Role.LABEL)
                self._note_unit(label, Term("", "元" if _UNIT.search(label.text) else ""))
            for field_name, scope, beside, over, cell in matrix.amounts:
                self.cells.taken.add(id(cell))
                if field_name:
                    label = over if self.cells.term(beside) is None else beside
                    self._found(field_name, label, cell.flat, [cell])
                    self.area.found[-1].scope = scope or self.area.found[-1].scope
                elif cell.text:
                    self.area.pairs.append((Passage.join([beside.flat, "·", over.flat]), cell.flat))

    def _read_cell(self, cell: Cell) -> None:
        sentence = self.cells.sentence(cell)
        if sentence is not None:
            self._found(sentence, cell, cell.flat, [cell])
            return
        term = self.cells.term(cell)
        if term is not None:
            self._read_term(cell, term)
            return
        inline = self.cells.inline(cell)
        if inline is not None:
            name, at = inline
            label, value = cell.passage.cut(0, at), cell.passage.cut(at).strip()
            label.claim(Role.LABEL)
            self.cells.taken.add(id(cell))
            if name:
                self.area.found.append(Labelled(name, cell, value, [cell]))
            else:
                self.area.pairs.append((label.strip("：: "), value))

    def _read_term(self, cell: Cell, term: Term) -> None:
        self.cells.taken.add(id(cell))
        cell.flat.claim(Role.LABEL)
        self._note_unit(cell, term)
        if sums := self._sums(cell):
            self._found("funds.total", cell, sums[0].flat, sums[:1])
            return
        if term.section:
            self.sections.append((cell, term.field))
            return
        if term.unit and term.field.endswith(".unit"):
            return
        if term.field == "spending_plan":
            self._read_spending(cell)
            return
        inside = _DIGITS.search(cell.flat.text)
        values = self.cells.values(cell)
        if term.field == "execution_weight" and inside and not any(c.text for c in values or []):
            self._found(term.field, cell, cell.flat.cut(*inside.span(1)), [])
            return
        if values is None:
            return
        if values:
            keep = term.field in PROSE or term.field.startswith("goal")
            parts = [c.passage if keep else c.flat for c in values]
            self._found(term.field, cell, stacked(parts, "\n" if keep else " "), values)
        elif not self.cells.is_container(cell):
            self._found(term.field, cell, Passage(), [])

    def _sums(self, cell: Cell) -> list[Cell]:
        """The amount beside or below the word for a total (合计) in a project's funds, none for any other cell."""
        if self.kind != "project_goal" or not self.words.is_total(cell.text):
            return []
        values = self.cells.values(cell) or []
        return values if values and is_amount(values[0].text) and "%" not in key(values[0].text) else []

    def _found(self, name: str, label: Cell, value: Passage, cells: list[Cell]) -> None:
        self.cells.taken.update(id(c) for c in cells)
        scope = self._period_above(label) if name.startswith("funds.") else ""
        self.area.found.append(Labelled(name, label, value, cells, scope=scope))

    def _period_above(self, label: Cell) -> str:
        """The period named by the nearest heading over the label, "" where none is: a short cell that is no label."""
        for r in range(label.row - 1, -1, -1):
            cell = self.table.at(r, label.col)
            if r not in self.rows or cell is None or cell.col == 0:
                return ""
            scope = self.words.period(cell.text) if len(cell.text) <= 20 else None
            if scope is not None and self.cells.term(cell) is None:
                cell.flat.claim(Role.LABEL)
                self.cells.taken.add(id(cell))
                return scope
        return ""

    def _note_unit(self, cell: Cell, term: Term) -> None:
        if term.unit and term.unit not in "%％":
            spans = [match.span() for match in _UNIT.finditer(cell.flat.text)]
            self.area.units.extend(cell.flat.cut(*span).without(" ") for span in spans[-1:])

    def _read_spending(self, cell: Cell) -> None:
        rows = []
        for r in range(cell.row, cell.end_row):
            row = [c for c in self.table.row(r) if c.col >= cell.end_col and c.row == r]
            rows.append((cell, row))
            self.cells.taken.update(id(c) for c in row)
        self.area.spending.extend(rows)

    def _leftovers(self, cells: list[Cell]) -> None:
        """What no known label claimed: text loose in a section, unknown labels with what stands beside or below."""
        for cell in cells:
            if id(cell) in self.cells.taken or not cell.text:
                continue
            home = self._home(cell)
            if home is not None and home[1] and cell.cols >= 0.5 * (self.table.n_cols - 1):
                self.area.loose.append((home[1], cell.passage))
            elif len(cell.text) <= 24 and not is_bare_amount(cell.text) and self._unknown_label(cell):
                pass
            elif (named := self._furniture(cell)) is not None:
                self.area.pairs.append((named.flat, cell.passage))
            elif home is not None and not is_bare_amount(cell.text):
                self.area.pairs.append((home[0].flat, cell.passage))
            elif self._names_body(cell):
                self.area.pairs.append((Passage(), cell.passage))
            else:
                continue
            self.cells.taken.add(id(cell))

    def _names_body(self, cell: Cell) -> bool:
        """Whether the cell is a body's name alone in its row, over what belongs to it."""
        alone = [c for c in self.table.row(cell.row) if c.text] == [cell]
        return alone and "org" in kinds_of(cell.text) and len(cell.text) <= 30

    def _home(self, cell: Cell) -> tuple[Cell, str] | None:
        """The section to whose right the cell stands, with the field for its loose text."""
        return next(((s, f) for s, f in self.sections if s.row <= cell.row < s.end_row and cell.col >= s.end_col), None)

    def _furniture(self, cell: Cell) -> Cell | None:
        """The word without a field (合计) to the cell's left, in the same row."""
        left = self.table.at(cell.row, cell.col - 1)
        if left is None or (left.row, left.rows) != (cell.row, cell.rows):
            return None
        term = self.cells.term(left)
        return left if term is not None and term.section and not term.field else None

    def _unknown_label(self, cell: Cell) -> bool:
        """Take the cell as a label nobody knows: of a section, of a column, or of the value beside or below it."""
        beside = self.cells.beside(cell)
        free = [c for c in beside if id(c) not in self.cells.taken]
        below = self.table.at(cell.end_row, cell.col)
        if cell.rows > 1 and beside and any(c.end_col < self.table.n_cols for c in beside):
            self._note_unit(cell, Term("", "元", True) if _UNIT.search(cell.text) else Term("", "", True))
            self.sections.append((cell, ""))
        elif beside and not free:
            term = self.cells.term(beside[0])
            heads = term is not None and term.section and below is not None and self.cells.is_label(below)
            if self.cells.free_below(cell) and below is not None:
                self._unknown_pair(cell, [below])
            elif not heads:
                return False
        elif free:
            self._unknown_pair(cell, free)
        elif self.cells.free_below(cell):
            self._unknown_pair(cell, [below] if below is not None else [])
        else:
            return False
        cell.flat.claim(Role.LABEL)
        return True

    def _unknown_pair(self, label: Cell, cells: list[Cell]) -> None:
        """A label nobody knows with its value: the field it is most like, of those that may hold such a value."""
        self.cells.taken.update(id(c) for c in cells)
        value = stacked([c.passage for c in cells], "\n")
        found = apart(g for g in self.words.guesses(self.kind, label.text) if may_hold(g.field, value.text))
        name = found.field if found is not None else ""
        if self.kind == "project_goal" and is_amount(value.text):
            name = amount_field(label.text, self.words)
        if not name or not value:
            self.area.pairs.append((label.flat, value))
            return
        flat = stacked([c.flat for c in cells], " ")
        self._note_unit(label, Term(name, "元" if _UNIT.search(label.text) else ""))
        self._found(name, label, value if name in PROSE else flat, cells)
        self.area.found[-1].inferred = True


def stacked(parts: list[Passage], joint: str) -> Passage:
    """The parts that hold something, with the joint between them."""
    out: list[Passage | str] = []
    for part in parts:
        if part:
            if out:
                out.append(joint)
            out.append(part)
    return Passage.join(out)
