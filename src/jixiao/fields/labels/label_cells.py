"""The cells of label rows: what each says as a label, and which cells beside or below it hold its value."""

from __future__ import annotations

import math
import re

from jixiao.evidence import Role
from jixiao.fields.cells.told import is_told
from jixiao.fields.cells.witness import BODIES
from jixiao.fields.labels.inline import counts_on, has_colon, is_bare_amount, may_be_amount, parts_of
from jixiao.fields.labels.labelled import PROSE, is_code_or_date
from jixiao.fields.labels.model import is_label, senses, value_kind
from jixiao.forms.content import is_amount
from jixiao.forms.vocabulary import Term, Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

_FURTHER = re.compile(r"\s([^\s:：]{2,16})[:：]\s*\S")
_INLINE = re.compile(r"^\s*([^:：]{2,26})[:：]\s*(?=\S)")
_OF_WHICH = re.compile(r"^\s*其中[:：]\s*([^:：]{2,24})[:：]\s*(?=\S)")
# How likely, as a logarithm, the words of a head must be those of a label.
_SURE = math.log(0.6)
# Kinds of values that labels may look like.
_WORDED = ("word", "phrase")
# A goal's label is no longer, its text twice as long at least.
_GOAL = 12
_COUNT = re.compile(r"[(（]?(?:目标|任务|内容)?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[①-⑳])[)）.、．:：]?")


class LabelCells:
    """The cells of the given rows of one table; `taken` are those that a label or a value has used, by their id."""

    def __init__(self, table: Table, rows: set[int], kind: str, words: Vocabulary) -> None:
        self.table, self.rows, self.kind, self.words = table, rows, kind, words
        self.taken: set[int] = set()
        self.head_rows: dict[int, bool] = {}
        self._known: dict[int, bool] = {}

    def term(self, cell: Cell) -> Term | None:
        """What the cell labels, None where it is no known label."""
        return self.words.term(self.kind, cell.text)

    def is_label(self, cell: Cell) -> bool:
        """Whether the cell is a label: a known one, or one by its words in a row of labels over their values."""
        if self._is_known(cell):
            return True
        if _COUNT.fullmatch(cell.text):
            return False
        return self.is_head_row(cell.row) or (is_label(cell.text) and self._heads_text(cell))

    def _may_label(self, cell: Cell) -> bool:
        return self.is_label(cell) or is_label(cell.text)

    def _is_known(self, cell: Cell) -> bool:
        """Whether the cell is a known label, holds one before its value, or begins as a known sentence does."""
        known = self._known.get(id(cell))
        if known is None:
            known = self.term(cell) is not None or self.inline(cell) is not None or self.sentence(cell) is not None
            self._known[id(cell)] = known
        return known

    def is_head_row(self, r: int) -> bool:
        """Whether all cells of the row are labels by their words, over cells of their widths that mostly are not."""
        if r not in self.head_rows:
            cells = [c for c in self.table.row(r) if c.row == r]
            labels = len(cells) > 1 and all(c.text and (self.term(c) is not None or self._is_surely(c)) for c in cells)
            under = [self._under(c) for c in cells] if labels else []
            told = [c for c in under if c is not None and not self._is_known(c)]
            plain = sum(not is_label(c.text) or value_kind(c.text) not in _WORDED for c in told)
            self.head_rows[r] = labels and len(told) == len(cells) and 2 * plain > len(cells)
        return self.head_rows[r]

    def _heads_text(self, cell: Cell) -> bool:
        """Whether a text stands right below the cell, of its width, none beside it, no column of labels before."""
        under, right = self._under(cell), self.table.at(cell.row, cell.end_col)
        left = self.table.at(cell.row, cell.col - 1)
        below = self.table.at(cell.end_row, cell.col - 1)
        if (
            left is not None
            and below is not None
            and below is not left
            and self._is_known(left)
            and self._is_known(below)
        ):
            return False
        beside = right is not None and value_kind(right.text) == "text"
        return under is not None and value_kind(under.text) == "text" and not beside

    def _under(self, cell: Cell) -> Cell | None:
        """The cell right below, of the same width."""
        below = self.table.at(cell.end_row, cell.col)
        return below if below is not None and (below.col, below.cols) == (cell.col, cell.cols) else None

    def sentence(self, cell: Cell) -> str | None:
        """The field whose text begins as the cell does, without a label of its own."""
        text = key(cell.text[:24])
        return next((f for f, p in self.words.kinds[self.kind].sentences.items() if p.search(text)), None)

    def inline(self, cell: Cell) -> tuple[str, int] | None:
        """Label and value in one cell: the field and where the value begins."""
        if not has_colon(cell.text):
            return self._spaced(cell)
        text = cell.passage.text
        match = _INLINE.match(text)
        if match is None:
            return self._spaced(cell)
        term = self.words.term(self.kind, match.group(1))
        if (term is None or term.section) and (amount := _OF_WHICH.match(text)):
            term, match = self.words.term(self.kind, amount.group(1)), amount
        if term is None or term.section or (term.field not in PROSE and self._says_more(text[match.end() :])):
            return None
        return term.field, match.end()

    def _says_more(self, value: str) -> bool:
        """Whether a further label with its value stands in what follows a label in its cell."""
        found = ((m[1], self.words.term(self.kind, m[1])) for m in _FURTHER.finditer(value))
        return any(is_label(said) if term is None else term.field and not term.section for said, term in found)

    def _spaced(self, cell: Cell) -> tuple[str, int] | None:
        """Label and value side by side in one cell, because the rule between them was not drawn."""
        if len(cell.lines) != 1 or len(cell.lines[0].words) < 2:
            return None
        first = cell.lines[0].words[0].text
        term = self.words.term(self.kind, first)
        if term is None or term.section or not term.field:
            return None
        return term.field, len(first)

    def values(self, cell: Cell) -> list[Cell] | None:
        """The cells that hold the label's value: beside it, else below it; None where it heads a column of values."""
        right = self.beside(cell)
        if right and self._labels_goal(right[0]):
            return []
        if right and self._under(cell) is not None and self._heads_group(cell, right[0]):
            return self._below(cell)
        if right and self.names_amount(cell) and not self._may_hold_amount(cell, right[0]):
            return self._below(cell)
        if right and not self.is_label(right[0]) and not self._heads_column(cell, right[0]):
            group = []
            for c in right:
                if self.is_label(c) or id(c) in self.taken:
                    break
                group.append(c)
            return self.unnumbered([*group, *self._further(cell, group)])
        if right and cell.rows > 1 and self.is_label(right[0]):
            return []
        return self._below(cell)

    def _may_hold_amount(self, cell: Cell, right: Cell) -> bool:
        """Whether the cell beside a label of an amount can be its value; a blank strip is none, with one below."""
        below = self._under(cell) if not right.text and right.rows > cell.rows else None
        return may_be_amount(right.text) if right.text else below is None or not is_bare_amount(below.text)

    def _labels_goal(self, cell: Cell) -> bool:
        """Whether an unknown cell is surely a goal's label, with a text of its own at its right."""
        right = self.table.at(cell.row, cell.end_col) if len(cell.text) <= _GOAL else None
        if right is None or right.row != cell.row or len(right.text) <= 2 * _GOAL:
            return False
        said = senses(cell.text)[0]
        return said.name.startswith("goal") and said.likely > _SURE

    def beside(self, cell: Cell) -> list[Cell]:
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
        term = self.term(cell)
        if term is None or term.field not in ("department", "period"):
            return []
        out: list[Cell] = []
        at = group[0].end_col
        while (c := self.table.at(cell.row, at)) is not None and id(c) not in self.taken:
            joint = term.field == "period" and len(key(c.text)) == 1
            if not joint and (self.is_label(c) or not is_code_or_date(c.text) or len(out) > 1):
                break
            out.append(c)
            at = c.end_col
        return out

    def unnumbered(self, group: list[Cell]) -> list[Cell]:
        """The texts behind a column of bare list numbers, where the value has one."""
        if not group or not all(_COUNT.fullmatch(c.text) for c in group):
            return group
        texts = [self.table.at(c.row, c.end_col) for c in group]
        if len(group) == 1 and group[0].text.isdecimal():
            return group
        if any(t is None or not t.text or self._may_label(t) or is_bare_amount(t.text) for t in texts):
            return group
        for cell in group:
            self.taken.add(id(cell))
            cell.flat.claim(Role.LABEL)
        return [t for t in texts if t is not None]

    def names_amount(self, cell: Cell) -> bool:
        """Whether the cell is a known label of an amount."""
        term = self.term(cell)
        field_name = term.field if term is not None and not term.section else ""
        return field_name.startswith(("funds.", "budget.")) and not field_name.endswith(".unit")

    def _below(self, cell: Cell) -> list[Cell] | None:
        """The cells right under the label with its own width, down to the next label.

        None where those cells belong to labels at their own left: then the label is a column's heading.
        """
        out: list[Cell] = []
        r = cell.end_row
        while r in self.rows and (c := self.table.at(r, cell.col)) is not None:
            same = c.col == cell.col and c.cols == cell.cols
            if not same or c.row != r or self.is_label(c) or id(c) in self.taken:
                break
            left = self.table.at(r, c.col - 1)
            if left is not None and left.row > cell.row and self.is_label(left):
                return None
            if out and counts_on(cell.text, out[0].text, c.text):
                break
            if out and (not (self._alone(c) and self._alone(out[0])) or is_label(c.text)):
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
        return aligned and not self.is_label(under) and len(under.text) > 24 and len(beside.text) > 24

    def _heads_group(self, label: Cell, cell: Cell) -> bool:
        """Whether the cell beside a head of several rows heads a group of columns, each with a label of its own."""
        parts = parts_of(self.table, cell) if cell.end_row < label.end_row else []
        return bool(parts) and all(self.term(c) is not None or is_label(c.text) for c in parts)

    def is_container(self, cell: Cell) -> bool:
        """Whether the cell is a heading over labels at its right or below it, and has no value of its own."""
        right = self.beside(cell)
        below = self.table.at(cell.end_row, cell.col)
        if cell.rows > 1:
            return bool(right)
        if cell.cols == self.table.n_cols:
            return below is not None and self.is_label(below)
        return bool(right and self.is_label(right[0])) and (below is None or self.is_label(below))

    def heads_pair(self, cell: Cell) -> bool:
        """Whether the cell is a label with an amount of its own at its right: what stands before it names a block."""
        right = self.table.at(cell.row, cell.end_col)
        if right is None or right.row != cell.row or not is_label(cell.text):
            return False
        return is_bare_amount(right.text) or is_amount(right.text)

    def amount_below(self, cell: Cell) -> Cell | None:
        """The amount right below a label, of its width, where none stands beside the label."""
        under, right = self._under(cell), self.table.at(cell.row, cell.end_col)
        if under is None or under.row not in self.rows or id(under) in self.taken or has_digit(cell.text):
            return None
        beside = right is not None and right.row == cell.row and is_amount(right.text)
        said = senses(cell.text)[0]
        never = said.likely > _SURE and said.name in BODIES  # 主管部门 over an amount
        return under if is_amount(under.text) and not beside and not never else None

    def furniture(self, cell: Cell) -> Cell | None:
        """The word without a field (合计) to the cell's left, in the same row."""
        left = self.table.at(cell.row, cell.col - 1)
        if left is None or (left.row, left.rows) != (cell.row, cell.rows):
            return None
        term = self.term(left)
        return left if term is not None and term.section and not term.field else None

    def _is_surely(self, cell: Cell) -> bool:
        """Whether the cell is a label by its words, far likelier than the name of a body or a project, or as told."""
        surely = is_label(cell.text) and senses(cell.text)[0].likely > _SURE
        return surely or is_told(self.table, cell, "label")

    def free_below(self, cell: Cell) -> bool:
        """Whether the cell below, of the same width, belongs to nothing yet."""
        below = self.table.at(cell.end_row, cell.col)
        return below is not None and below.row in self.rows and id(below) not in self.taken and below.cols == cell.cols
