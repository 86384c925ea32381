"""The part of a form that is labels and values: each label's value beside it or below it, amounts by their column."""

from __future__ import annotations

from jixiao.evidence import Passage, Role
from jixiao.fields.cells.told import is_told, told_of
from jixiao.fields.labels import inline as texts
from jixiao.fields.labels.amounts import amount_field
from jixiao.fields.labels.label_cells import LabelCells
from jixiao.fields.labels.labelled import PROSE, LabelArea, Labelled, Open, stacked
from jixiao.fields.labels.matrices import find_matrices
from jixiao.fields.labels.model import contradicts, is_label, senses, value_kind
from jixiao.fields.labels.plans import find_plans, rows_beside
from jixiao.forms.content import is_amount
from jixiao.forms.vocabulary import Term, Vocabulary
from jixiao.records.kinds import KINDS
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

# Fields of a project that say what sort it is.
_SORTS = ("category", "attribute")


class LabelReader:
    """Reads the given rows of one table; every cell is used at most once."""

    def __init__(self, table: Table, rows: set[int], kind: str, words: Vocabulary, year: str = "") -> None:
        self.table, self.rows, self.kind, self.words, self.year = table, rows, kind, words, year
        self.cells = LabelCells(table, rows, kind, words)
        self.area = LabelArea()
        self.sections: list[tuple[Cell, str]] = []
        self.paired: set[int] = set()

    def read(self, others: list[Cell]) -> LabelArea:
        """All labels in reading order, then what no label claimed; the `others` are no labels and no values."""
        self.cells.taken.update(map(id, others))
        cells = sorted((c for c in self.table.cells if c.row in self.rows), key=lambda c: (c.row, c.col))
        self._read_matrices()
        for label, rows in find_plans(self.table, self.rows):
            self._take_plan(label, rows)
        self.paired = texts.paired(self.table, cells)
        for cell in sorted(cells, key=lambda c: id(c) not in self.paired):
            if id(cell) not in self.cells.taken and cell.text:
                self._read_cell(cell)
        self._leftovers(cells)
        return self.area

    def _read_matrices(self) -> None:
        for matrix in find_matrices(self.table, self.rows, self.kind, self.words, self.year):
            for label in [*matrix.heads, *matrix.labels]:
                self.cells.taken.add(id(label))
                label.flat.claim(Role.LABEL)
                self.area.note_unit(label.flat)
            for field_name, scope, beside, over, cell in matrix.amounts:
                self.cells.taken.add(id(cell))
                if field_name:
                    label = over if self.cells.term(beside) is None else beside
                    self._found(field_name, label, cell.flat, [cell])
                    self.area.found[-1].scope = scope or self.area.found[-1].scope
                    self.area.found[-1].among = len({id(a.over) for a in matrix.amounts}) > 1
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
        if (inline := self.cells.inline(cell)) is not None:
            name, at = inline
            label, value = cell.passage.cut(0, at), cell.passage.cut(at).strip()
            label.claim(Role.LABEL)
            self.area.note_unit(label)
            self.cells.taken.add(id(cell))
            if name:
                self.area.found.append(Labelled(name, cell, value, [cell]))
            else:
                self.area.pairs.append((label.strip("：: "), value))
        elif self._says_amount(cell) or (id(cell) in self.paired and self._says_pairs(cell)):
            self.cells.taken.add(id(cell))
        elif name := self._part_summed(cell):
            self.cells.taken.add(id(cell))
            cell.flat.claim(Role.LABEL)
            self._found(name, cell, self._sums(cell)[0].flat, self._sums(cell)[:1])
            self.area.found[-1].inferred = True

    def _read_term(self, cell: Cell, term: Term) -> None:
        self.cells.taken.add(id(cell))
        cell.flat.claim(Role.LABEL)
        self.area.note_unit(cell.flat, term)
        if sums := self._sums(cell):
            if self.kind == "project_goal":
                self._found("funds.total", cell, sums[0].flat, sums[:1])
            else:  # a department's budget has no field for its total
                self.cells.taken.add(id(sums[0]))
                self.area.pairs.append((cell.flat, sums[0].flat))
            return
        if term.section:
            self.sections.append((cell, term.field))
            return
        if term.field == "spending_plan":
            self._take_plan(cell, rows_beside(self.table, cell))
        if (term.unit and term.field.endswith(".unit")) or term.field == "spending_plan":
            return
        if (beside := self.cells.beside(cell)) and (self.cells.inline(beside[0]) or ("",))[0] == term.field:
            return  # the cell beside it says the label once more, and the value
        inside, values = texts.figure_in(cell.flat, term.field), self.cells.values(cell)
        if inside is not None and not any(c.text for c in values or []):
            self._found(term.field, cell, inside, [])
            return
        if values is None:
            return
        if term.field == "department" and values:
            values = self._without_code(cell, values)
        if values and self._heads_block(cell, term, values[0]):
            self.sections.append((cell, ""))  # it names the block, not an amount of it
        elif values and contradicts(term.field, values[0].text):
            self._unknown_pair(cell, values)
        elif values:
            keep = term.field in PROSE or term.field.startswith("goal")
            parts = [c.passage if keep else c.flat for c in values]
            self._found(term.field, cell, stacked(parts, "\n" if keep else " "), values)
        elif not self.cells.is_container(cell):
            self._found(term.field, cell, Passage(), [])

    def _heads_block(self, cell: Cell, term: Term, value: Cell) -> bool:
        """Whether a known label heads a block of amounts: what stands beside or below it labels one itself."""
        if self.cells.names_amount(cell):
            return not texts.may_be_amount(value.text)
        named = self.words.term(self.kind, value.text)
        labels = named is not None and named.field.startswith("funds.")
        return term.field in _SORTS and (labels or self.cells.heads_pair(value))

    def _without_code(self, cell: Cell, values: list[Cell]) -> list[Cell]:
        """The cell of the name where the code stands in a cell before it; the code is kept."""
        name = self.table.at(cell.row, values[-1].end_col)
        coded = len(values) == 1 and value_kind(values[0].text) in ("digits", "code")
        if not coded or name is None or name.row != cell.row or self.cells.is_label(name) or has_digit(name.text):
            return values
        self._found("department_code", cell, values[0].flat, values)
        return [name]

    def _sums(self, cell: Cell) -> list[Cell]:
        """The amount beside or below the word for a total (合计), none for any other cell."""
        values = (self.cells.values(cell) or []) if self.words.is_total(cell.text) else []
        if values and not is_amount(values[0].text) and (below := self.cells.amount_below(cell)) is not None:
            values = [below]
        return values if values and is_amount(values[0].text) and "%" not in key(values[0].text) else []

    def _part_summed(self, cell: Cell) -> str:
        """The amount that the word for a total (小计) beside or below is of: that whose label spans its parts too."""
        over = self.table.at(cell.row, cell.col - 1)
        named = over is not None and over.rows > 1 and over.row == cell.row and self._sums(cell)
        project = self.kind == "project_goal"
        return amount_field(over.text, self.words) if project and named and over is not None else ""

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
            if (right := self.table.at(r, cell.end_col)) and right.row == cell.row and is_amount(right.text):
                continue  # a label with an amount of its own
            scope = self.words.period(cell.text) if len(cell.text) <= 20 and self.cells.term(cell) is None else None
            if scope is not None:
                cell.flat.claim(Role.LABEL)
                self.cells.taken.add(id(cell))
            return scope or ""
        return ""

    def _take_plan(self, label: Cell | None, rows: list[list[Cell]]) -> None:
        if label is not None:
            label.flat.claim(Role.LABEL)
        self.cells.taken |= {id(c) for row in ([label] if label else [], *rows) for c in row}
        if "spending_plan" in KINDS[self.kind].model.model_fields:
            self.area.spending.extend(rows)
        else:  # each date with its share
            self.area.pairs.extend((due.flat, share.flat) for due, share in zip(*rows, strict=False))

    def _leftovers(self, cells: list[Cell]) -> None:
        """What no known label claimed: text loose in a section, unknown labels with what stands beside or below."""
        for cell in cells:
            if id(cell) in self.cells.taken or not cell.text:
                continue
            home = self._home(cell)
            if texts.is_printed(cell.text) or texts.is_unfilled(self.table, cell):
                cell.flat.claim(Role.LABEL)
            elif texts.is_noted(self.table, cell):
                self.area.pairs.append((Passage(), cell.passage))
            elif home is not None and home[1] and cell.cols >= 0.5 * (self.table.n_cols - 1):
                self.area.loose.append((home[1], cell.passage))
            elif (texts.may_label(cell.text) and self._unknown_label(cell)) or self._says_pairs(cell):
                pass
            elif (named := self.cells.furniture(cell)) is not None:
                self.area.pairs.append((named.flat, cell.passage))
            elif (home is not None and not texts.is_bare_amount(cell.text)) or texts.names_body(self.table, cell):
                self.area.pairs.append((home[0].flat if home is not None else Passage(), cell.passage))
            elif (over := texts.alone_over(self.table, cell)) is not None and id(over) in self.cells.taken:
                self.area.pairs.append((over.flat, cell.passage))
            elif not self._is_heading(cell):
                continue
            self.cells.taken.add(id(cell))

    def _is_heading(self, cell: Cell) -> bool:
        """Take a cell alone in its row that is a label by its words: a heading over what follows."""
        if not texts.is_alone(self.table, cell) or not (is_label(cell.text) or texts.is_numbered_label(cell.text)):
            return False
        self.area.note_unit(cell.flat)
        cell.flat.claim(Role.LABEL)
        return True

    def _says_amount(self, cell: Cell) -> bool:
        """Take a label of money with its amount in one cell: 财政拨款：210.06, 其中：财政拨款 118.92"""
        tailed = texts.tailed_amount(cell.passage)
        if tailed is not None and amount_field(tailed[0].text, self.words):
            cell.flat.claim(Role.LABEL)
            self.area.put(*tailed, cell, self.words.term(self.kind, tailed[0].text))
            return True
        pairs = texts.said_pairs(cell.passage)
        return bool(pairs) and all(is_amount(v.text) for _, v in pairs) and self._says_pairs(cell)

    def _says_pairs(self, cell: Cell) -> bool:
        """Take labels with their values in one cell (填报人：…): labels by their words, or in a row of their own."""
        pairs = texts.said_pairs(cell.passage)
        known = all(is_label(label.text) or amount_field(label.text, self.words) for label, _ in pairs)
        if not pairs or not (known or texts.is_alone(self.table, cell)):
            return False
        cell.flat.claim(Role.LABEL)  # a label with nothing behind it too
        for label, value in pairs:
            self.area.put(label, value, cell, self.words.term(self.kind, label.text))
        return True

    def _home(self, cell: Cell) -> tuple[Cell, str] | None:
        """The section to whose right the cell stands, with the field for its loose text."""
        return next(((s, f) for s, f in self.sections if s.row <= cell.row < s.end_row and cell.col >= s.end_col), None)

    def _unknown_label(self, cell: Cell) -> bool:
        """Take the cell as a label nobody knows: of a section, of a column, or of the value beside or below it."""
        if texts.is_bare_amount(cell.text):
            return False
        beside = self.cells.beside(cell)
        free = [c for c in beside if id(c) not in self.cells.taken and not self.cells.is_head_row(c.row)]
        below = self.table.at(cell.end_row, cell.col)
        if (amount := self.cells.amount_below(cell)) is not None:
            self._unknown_pair(cell, [amount])
        elif cell.rows > 1 and beside and any(c.end_col < self.table.n_cols for c in beside):
            self.area.note_unit(cell.flat)
            self.sections.append((cell, ""))
        elif beside and not free:
            term = self.cells.term(beside[0])
            heads = term is not None and term.section and below is not None and self.cells.is_label(below)
            if self.cells.free_below(cell) and below is not None and not is_label(below.text):
                self._unknown_pair(cell, [below])
            elif texts.holds_figure(cell.text) or not (heads or is_label(cell.text)):
                return False
        elif free and self.cells.heads_pair(free[0]):
            self.area.note_unit(cell.flat)
            self.sections.append((cell, ""))
        elif free:
            self._unknown_pair(cell, [*(own := self.cells.unnumbered(free)), *self._further(own)])
        elif self.cells.free_below(cell):
            self._unknown_pair(cell, [below] if below is not None else [])
        else:
            return False
        cell.flat.claim(Role.LABEL)
        return True

    def _further(self, values: list[Cell]) -> list[Cell]:
        """What stands further on in the row of one value, up to the next label: the name after a code, a date."""
        out: list[Cell] = []
        last = values[-1]
        while len(values) == 1 and (c := self.table.at(last.row, last.end_col)) is not None:
            other = id(c) in self.cells.taken or is_label(c.text) or self.cells.is_label(c)
            other = (other or is_told(self.table, c, "label")) and not texts.is_up_to(c.text)
            if c.row != last.row or other or not texts.goes_on(last.text, c.text):
                break
            out.append(c)
            last = c
        return out

    def _unknown_pair(self, label: Cell, cells: list[Cell]) -> None:
        """Keep a label nobody knows with its value, to be bound when all others have theirs."""
        self.cells.taken.update(id(c) for c in cells)
        coded = len(cells) == 2 and value_kind(cells[0].text) in ("digits", "code")
        if coded and senses(label.text)[0].name == "department":
            self._found("department_code", label, cells[0].flat, cells[:1])
            cells = cells[1:]
        self.area.note_unit(label.flat)
        value, flat = stacked([c.passage for c in cells], "\n"), stacked([c.flat for c in cells], " ")
        self.area.open.append(Open(label.flat, value, flat, label, cells, told=told_of(self.table, cells)))
