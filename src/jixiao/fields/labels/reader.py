"""The part of a form that is labels and values: each label's value beside it or below it, amounts by their column."""

from __future__ import annotations

import re

from jixiao.evidence import Passage, Role
from jixiao.fields.labels.labelled import LabelArea, Labelled, Open
from jixiao.fields.labels.matrices import find_matrices
from jixiao.fields.labels.model import contradicts, is_label, value_kind
from jixiao.forms.content import is_amount, kinds_of
from jixiao.forms.vocabulary import Term, Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

# Fields whose text keeps the line breaks that the writer made.
PROSE = {"goal", "goal_annual", "goal_lifetime", "purpose", "schedule", "duties", "duty_basis", "strategic_goal",
         "core_functions", "policy_tasks"}  # fmt: skip
_INLINE = re.compile(r"^\s*([^:：]{2,26})[:：]\s*(?=\S)")
_OF_WHICH = re.compile(r"^\s*其中[:：]\s*([^:：]{2,24})[:：]\s*(?=\S)")
_DIGITS = re.compile(r"[(（]\s*(\d+(?:\.\d+)?)\s*(?:分)?\s*[)）]")
_COUNT = re.compile(r"[(（]?\d{1,2}[)）.、．]?")
_UNIT = re.compile(r"[亿万千百]?\s*元")


class LabelReader:
    """Reads the given rows of one table; every cell is used at most once."""

    def __init__(self, table: Table, rows: set[int], kind: str, words: Vocabulary, year: str = "") -> None:
        self.table, self.rows, self.kind, self.words, self.year = table, rows, kind, words, year
        self.area = LabelArea()
        self.taken: set[int] = set()
        self.sections: list[tuple[Cell, str]] = []
        self.head_rows: dict[int, bool] = {}

    def read(self) -> LabelArea:
        """All labels in reading order, then what no label claimed."""
        cells = [c for c in self.table.cells if c.row in self.rows]
        cells.sort(key=lambda c: (c.row, c.col))
        self._read_matrices()
        for cell in cells:
            if id(cell) not in self.taken and cell.text:
                self._read_cell(cell)
        self._leftovers(cells)
        return self.area

    def _read_matrices(self) -> None:
        for matrix in find_matrices(self.table, self.rows, self.kind, self.words, self.year):
            for label in [*matrix.heads, *matrix.labels]:
                self.taken.add(id(label))
                label.flat.claim(Role.LABEL)
                self._note_unit(label, Term("", "元" if _UNIT.search(label.text) else ""))
            for field_name, scope, beside, over, cell in matrix.amounts:
                self.taken.add(id(cell))
                if field_name:
                    label = over if self._term(beside) is None else beside
                    self._found(field_name, label, cell.flat, [cell])
                    self.area.found[-1].scope = scope or self.area.found[-1].scope
                elif cell.text:
                    self.area.pairs.append((Passage.join([beside.flat, "·", over.flat]), cell.flat))

    def _read_cell(self, cell: Cell) -> None:
        sentence = self._sentence(cell)
        if sentence is not None:
            self._found(sentence, cell, cell.flat, [cell])
            return
        term = self._term(cell)
        if term is not None:
            self._read_term(cell, term)
            return
        inline = self._inline(cell)
        if inline is not None:
            name, at = inline
            label, value = cell.passage.cut(0, at), cell.passage.cut(at).strip()
            label.claim(Role.LABEL)
            self.taken.add(id(cell))
            if name:
                self.area.found.append(Labelled(name, cell, value, [cell]))
            else:
                self.area.pairs.append((label.strip("：: "), value))

    def _read_term(self, cell: Cell, term: Term) -> None:
        self.taken.add(id(cell))
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
        values = self._values(cell)
        if term.field == "execution_weight" and inside and not any(c.text for c in values or []):
            self._found(term.field, cell, cell.flat.cut(*inside.span(1)), [])
            return
        if values is None:
            return
        if term.field == "department" and values:
            values = self._without_code(cell, values)
        if values and contradicts(term.field, values[0].text):
            self._unknown_pair(cell, values)
        elif values:
            keep = term.field in PROSE or term.field.startswith("goal")
            parts = [c.passage if keep else c.flat for c in values]
            self._found(term.field, cell, stacked(parts, "\n" if keep else " "), values)
        elif not self._is_container(cell):
            self._found(term.field, cell, Passage(), [])

    def _without_code(self, cell: Cell, values: list[Cell]) -> list[Cell]:
        """The cell of the name where the code stands in a cell before it; the code is kept."""
        name = self.table.at(cell.row, values[-1].end_col)
        coded = len(values) == 1 and value_kind(values[0].text) in ("digits", "code")
        if not coded or name is None or name.row != cell.row or self._is_label(name) or has_digit(name.text):
            return values
        self._found("department_code", cell, values[0].flat, values)
        return [name]

    def _sums(self, cell: Cell) -> list[Cell]:
        """The amount beside or below the word for a total (合计) in a project's funds, none for any other cell."""
        if self.kind != "project_goal" or not self.words.is_total(cell.text):
            return []
        values = self._values(cell) or []
        return values if values and is_amount(values[0].text) and "%" not in key(values[0].text) else []

    def _found(self, name: str, label: Cell, value: Passage, cells: list[Cell]) -> None:
        self.taken.update(id(c) for c in cells)
        scope = self._period_above(label) if name.startswith("funds.") else ""
        self.area.found.append(Labelled(name, label, value, cells, scope=scope))

    def _period_above(self, label: Cell) -> str:
        """The period named by the nearest heading over the label, "" where none is: a short cell that is no label."""
        for r in range(label.row - 1, -1, -1):
            cell = self.table.at(r, label.col)
            if r not in self.rows or cell is None or cell.col == 0:
                return ""
            right = self.table.at(r, cell.end_col)
            own = right is not None and right.row == cell.row and is_amount(right.text)
            scope = self.words.period(cell.text) if len(cell.text) <= 20 and not own else None
            if scope is not None and self._term(cell) is None:
                cell.flat.claim(Role.LABEL)
                self.taken.add(id(cell))
                return scope
        return ""

    def _term(self, cell: Cell) -> Term | None:
        return self.words.term(self.kind, cell.text)

    def _is_label(self, cell: Cell) -> bool:
        """Whether the cell is a label: a known one, or one by its words in a row of labels over their values."""
        if self._is_known(cell):
            return True
        return is_label(cell.text) and (self._is_head_row(cell.row) or self._heads_text(cell))

    def _is_known(self, cell: Cell) -> bool:
        return self._term(cell) is not None or self._inline(cell) is not None or self._sentence(cell) is not None

    def _is_head_row(self, r: int) -> bool:
        """Whether all cells of the row are labels by their words, over cells of their widths that mostly are not."""
        if r not in self.head_rows:
            cells = [c for c in self.table.row(r) if c.row == r]
            labels = len(cells) > 1 and all(c.text and (self._term(c) is not None or is_label(c.text)) for c in cells)
            under = [self._under(c) for c in cells] if labels else []
            told = [c for c in under if c is not None and not self._is_known(c)]
            plain = sum(not is_label(c.text) for c in told)
            self.head_rows[r] = labels and len(told) == len(cells) and 2 * plain > len(cells)
        return self.head_rows[r]

    def _heads_text(self, cell: Cell) -> bool:
        """Whether a text stands right below the cell, of its width, and none beside it."""
        under, right = self._under(cell), self.table.at(cell.row, cell.end_col)
        beside = right is not None and value_kind(right.text) == "text"
        return under is not None and value_kind(under.text) == "text" and not beside

    def _under(self, cell: Cell) -> Cell | None:
        """The cell right below, of the same width."""
        below = self.table.at(cell.end_row, cell.col)
        return below if below is not None and (below.col, below.cols) == (cell.col, cell.cols) else None

    def _sentence(self, cell: Cell) -> str | None:
        text = key(cell.text[:24])
        return next((f for f, p in self.words.kinds[self.kind].sentences.items() if p.search(text)), None)

    def _inline(self, cell: Cell) -> tuple[str, int] | None:
        """Label and value in one cell: the field and where the value begins."""
        text = cell.passage.text
        match = _INLINE.match(text)
        if match is None:
            return self._spaced(cell)
        term = self.words.term(self.kind, match.group(1))
        if (term is None or term.section) and (amount := _OF_WHICH.match(text)):
            term, match = self.words.term(self.kind, amount.group(1)), amount
        if term is None or term.section:
            return None
        return term.field, match.end()

    def _unnumbered(self, group: list[Cell]) -> list[Cell]:
        """The texts behind a column of bare list numbers, where the value has one."""
        if not group or not all(_COUNT.fullmatch(c.text) for c in group):
            return group
        texts = [self.table.at(c.row, c.end_col) for c in group]
        if any(t is None or not t.text or self._is_label(t) or _amount(t.text) for t in texts):
            return group
        for cell in group:
            self.taken.add(id(cell))
            cell.flat.claim(Role.LABEL)
        return [t for t in texts if t is not None]

    def _spaced(self, cell: Cell) -> tuple[str, int] | None:
        """Label and value side by side in one cell, because the rule between them was not drawn."""
        if len(cell.lines) != 1 or len(cell.lines[0].words) < 2:
            return None
        first = cell.lines[0].words[0].text
        term = self.words.term(self.kind, first)
        if term is None or term.section or not term.field:
            return None
        return term.field, len(first)

    def _values(self, cell: Cell) -> list[Cell] | None:
        """The cells that hold the label's value: beside it, else below it; None where it heads a column of values."""
        right = self._beside(cell)
        if right and self._names_amount(cell) and right[0].text and not _may_be_amount(right[0].text):
            return self._below(cell)
        if right and not self._is_label(right[0]) and not self._heads_column(cell, right[0]):
            group = []
            for c in right:
                if self._is_label(c) or id(c) in self.taken:
                    break
                group.append(c)
            return self._unnumbered([*group, *self._further(cell, group)])
        if right and cell.rows > 1 and self._is_label(right[0]):
            return []
        return self._below(cell)

    def _names_amount(self, cell: Cell) -> bool:
        term = self._term(cell)
        field_name = term.field if term is not None and not term.section else ""
        return field_name.startswith(("funds.", "budget.")) and not field_name.endswith(".unit")

    def _beside(self, cell: Cell) -> list[Cell]:
        """The cells that touch the label's right side, top down; only in the rows that belong to labels."""
        out: list[Cell] = []
        for r in range(cell.row, cell.end_row):
            c = self.table.at(r, cell.end_col)
            if c is not None and r in self.rows and c.row >= cell.row and (not out or out[-1] is not c):
                out.append(c)
        return out

    def _further(self, cell: Cell, group: list[Cell]) -> list[Cell]:
        """More value cells in the same row: the code after a department's name, the two ends of a period."""
        if len(group) != 1 or group[0].row != cell.row or cell.rows > 1:
            return []
        term = self._term(cell)
        if term is None or term.field not in ("department", "period"):
            return []
        out: list[Cell] = []
        at = group[0].end_col
        while (c := self.table.at(cell.row, at)) is not None and id(c) not in self.taken:
            joint = term.field == "period" and len(key(c.text)) == 1
            if not joint and (self._is_label(c) or not has_digit(c.text) or len(out) > 1):
                break
            out.append(c)
            at = c.end_col
        return out

    def _below(self, cell: Cell) -> list[Cell] | None:
        """The cells right under the label with its own width, down to the next label.

        None where those cells belong to labels at their own left: then the label is a column's heading.
        """
        out: list[Cell] = []
        r = cell.end_row
        while r in self.rows and (c := self.table.at(r, cell.col)) is not None:
            same = c.col == cell.col and c.cols == cell.cols
            if not same or c.row != r or self._is_label(c) or id(c) in self.taken:
                break
            left = self.table.at(r, c.col - 1)
            if left is not None and left.row > cell.row and self._is_label(left):
                return None
            if out and not (self._alone(c) and self._alone(out[0])):
                break
            out.append(c)
            r = c.end_row
        return out

    def _alone(self, cell: Cell) -> bool:
        """Whether the cell reaches the right edge: text under a label of full width may go on for several rows."""
        return cell.end_col == self.table.n_cols

    def _heads_column(self, cell: Cell, right: Cell) -> bool:
        """Whether an unknown cell beside a label heads a column too: short, with a longer text right below both."""
        if not right.text or len(right.text) > 12 or has_digit(right.text) or cell.rows > 1:
            return False
        under, beside = self.table.at(cell.end_row, cell.col), self.table.at(right.end_row, right.col)
        if under is None or beside is None or cell.end_row not in self.rows:
            return False
        aligned = (under.col, under.cols) == (cell.col, cell.cols) and (beside.col, beside.cols) == (
            right.col,
            right.cols,
        )
        return aligned and not self._is_label(under) and len(under.text) > 24 and len(beside.text) > 24

    def _is_container(self, cell: Cell) -> bool:
        right = self._beside(cell)
        below = self.table.at(cell.end_row, cell.col)
        if cell.rows > 1:
            return bool(right)
        return bool(right and self._is_label(right[0])) and (below is None or self._is_label(below))

    def _note_unit(self, cell: Cell, term: Term) -> None:
        if term.unit and term.unit not in "%％":
            spans = [match.span() for match in _UNIT.finditer(cell.flat.text)]
            self.area.units.extend(cell.flat.cut(*span).without(" ") for span in spans[-1:])

    def _read_spending(self, cell: Cell) -> None:
        rows = []
        for r in range(cell.row, cell.end_row):
            row = [c for c in self.table.row(r) if c.col >= cell.end_col and c.row == r]
            rows.append((cell, row))
            self.taken.update(id(c) for c in row)
        self.area.spending.extend(rows)

    def _leftovers(self, cells: list[Cell]) -> None:
        """What no known label claimed: text loose in a section, unknown labels with what stands beside or below."""
        for cell in cells:
            if id(cell) in self.taken or not cell.text:
                continue
            home = self._home(cell)
            if home is not None and home[1] and cell.cols >= 0.5 * (self.table.n_cols - 1):
                self.area.loose.append((home[1], cell.passage))
            elif len(cell.text) <= 24 and not _amount(cell.text) and self._unknown_label(cell):
                pass
            elif (named := self._furniture(cell)) is not None:
                self.area.pairs.append((named.flat, cell.passage))
            elif home is not None and not _amount(cell.text):
                self.area.pairs.append((home[0].flat, cell.passage))
            elif self._names_body(cell):
                self.area.pairs.append((Passage(), cell.passage))
            else:
                continue
            self.taken.add(id(cell))

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
        term = self._term(left)
        return left if term is not None and term.section and not term.field else None

    def _unknown_label(self, cell: Cell) -> bool:
        """Take the cell as a label nobody knows: of a section, of a column, or of the value beside or below it."""
        beside = self._beside(cell)
        free = [c for c in beside if id(c) not in self.taken]
        below = self.table.at(cell.end_row, cell.col)
        if cell.rows > 1 and beside and any(c.end_col < self.table.n_cols for c in beside):
            self._note_unit(cell, Term("", "元", True) if _UNIT.search(cell.text) else Term("", "", True))
            self.sections.append((cell, ""))
        elif beside and not free:
            term = self._term(beside[0])
            heads = term is not None and term.section and below is not None and self._is_label(below)
            if self._free_below(cell) and below is not None:
                self._unknown_pair(cell, [below])
            elif not heads:
                return False
        elif free:
            self._unknown_pair(cell, free)
        elif self._free_below(cell):
            self._unknown_pair(cell, [below] if below is not None else [])
        else:
            return False
        cell.flat.claim(Role.LABEL)
        return True

    def _free_below(self, cell: Cell) -> bool:
        """Whether the cell below, of the same width, belongs to nothing yet."""
        below = self.table.at(cell.end_row, cell.col)
        return below is not None and below.row in self.rows and id(below) not in self.taken and below.cols == cell.cols

    def _unknown_pair(self, label: Cell, cells: list[Cell]) -> None:
        """Keep a label nobody knows with its value, to be bound when all others have theirs."""
        self.taken.update(id(c) for c in cells)
        value = stacked([c.passage for c in cells], "\n")
        self._note_unit(label, Term("", "元" if _UNIT.search(label.text) else ""))
        self.area.open.append(Open(label.flat, value, stacked([c.flat for c in cells], " "), label, cells))


def _amount(text: str) -> bool:
    return has_digit(text) and re.fullmatch(r"[\d,.，%％\-]+", key(text)) is not None


def _may_be_amount(text: str) -> bool:
    """Whether the text may stand for an amount: it has a digit, or is a mark for none."""
    return has_digit(text) or "none" in kinds_of(text)


def stacked(parts: list[Passage], joint: str) -> Passage:
    """The parts that hold something, with the joint between them."""
    out: list[Passage | str] = []
    for part in parts:
        if part:
            if out:
                out.append(joint)
            out.append(part)
    return Passage.join(out)
