"""An answer into a record under construction: the text of every value is cut from the cells that were pointed at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.cells.account import Account
from jixiao.fields.kinds.project import bare_ends, period_ends
from jixiao.fields.labels.labelled import stacked
from jixiao.fields.lists.list_block import ListBlock
from jixiao.fields.pointing.filling.indicator_rows import IndicatorRows
from jixiao.fields.pointing.filling.listings import Listings, as_cell
from jixiao.fields.pointing.filling.passages import Pointing, explained, id_of, is_label, joined_cells, year_of
from jixiao.fields.pointing.filling.witness import label_speaks, labels_of, silent_columns
from jixiao.fields.pointing.quotes import id_in, label_of
from jixiao.fields.pointing.render import Index
from jixiao.fields.pointing.terms import PATHS
from jixiao.fields.pointing.wire import FormAnswer, Listing, Quote, cell_ids, label_marks, row_numbers
from jixiao.fields.tree import Draft
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table

_UNIT = re.compile(r"[亿万千百]?\s*元")
_POINTS = re.compile(r"\d+(?:\.\d+)?")
_ROWS = {"tasks": ("function", "policy", "project", "amount", "fiscal", "other"),
         "staff": ("item", "last_year", "this_year"), "spending_plan": ("due", "share")}  # fmt: skip
_TOTAL = ("amount", "fiscal", "other")


@dataclass(slots=True)
class Filled:
    """What an answer says of a form: the tree of what it pointed at, the cells that it set aside by rows, and the
    cells that are labels by it: headers of lists, and what stands beside or over a value."""

    draft: Draft
    other: list[list[Cell]] = field(default_factory=list)
    heads: list[Passage] = field(default_factory=list)


def fill(answer: FormAnswer, index: Index, words: Vocabulary, told: Account | None = None) -> Filled:
    """The record that the answer points out; the answer has been checked against the same rendering. `told` is what
    the network of cells says of the form."""
    return _Filling(answer, index, words, told).done()


class _Filling:
    def __init__(self, answer: FormAnswer, index: Index, words: Vocabulary, told: Account | None) -> None:
        self.answer, self.index, self.words, self.told = answer, index, words, told
        self.draft = Draft({})
        self.pointing = Pointing(index)
        self.listings = Listings(self.pointing)
        self.labels: list[Cell] = []

    def done(self) -> Filled:
        tree = self.draft.tree
        paths = PATHS[self.answer.kind]
        for name, spans in self.answer.fields.items():
            if name in paths:
                self._field(name, paths[name][0], spans)
        for name in ("indicators", *_ROWS):
            listings = [item for item in self.answer.lists if item.name == name]
            if not listings:
                continue
            if name == "indicators":
                indicators = IndicatorRows(self.listings, self.words, self.draft, self.told)
                tree[name] = indicators.rows(listings)
                self.draft.reasons += indicators.left_out(listings, row_numbers(self.answer.other))
            else:
                tree[name] = self._rows(name, listings)
            self._totals(name, listings)
        for label, spans in self.answer.extra.items():
            self._extra(label, spans)
        self._complete()
        self._claim_labels()
        return Filled(self.draft, self._other(), [c.flat for c in (*self.listings.heads, *self.labels)])

    def _complete(self) -> None:
        """Groups of fields have all their fields: None for those that were not pointed at."""
        for path, _ in PATHS[self.answer.kind].values():
            head, _, rest = path.partition(".")
            if not rest or not isinstance(group := self.draft.tree.get(head), dict):
                continue
            side, _, name = rest.partition(".")
            inner = group.setdefault(side, {} if side == "annual" else None)
            if isinstance(inner, dict):
                inner.setdefault(name, None)

    def _field(self, name: str, path: str, spans: list[str | Quote]) -> None:
        if name == "policy_tasks":
            self.draft.tree[name] = [self.pointing.passage([span], name) for span in spans]
            return
        passage = self.pointing.passage(spans, name)
        if name == "year":
            self._put(path, year_of(passage))
        elif name == "unit":
            units = [passage.cut(*m.span()).without(" ") for m in _UNIT.finditer(passage.text)]
            self._put(path, units[-1] if units else None)
        elif name == "execution_weight":
            points = [passage.cut(*m.span()) for m in _POINTS.finditer(passage.text)]
            self._put(path, points[-1] if points else passage)
        elif name == "period":
            start, end = bare_ends(*period_ends(passage))
            self._put("period_start", start)
            self._put("period_end", end)
        else:
            value = self._unlabelled(passage, path)
            node = self._put(path, value)
            if value and not label_speaks(self._labels(spans), path, value.text, self.answer.kind, self.words):
                self.draft.doubted.append((node, path.rpartition(".")[2], DoubtCode.POINTED))

    def _labels(self, spans: list[str | Quote]) -> list[str]:
        """What may be the labels of the cells: words before a part of one, and what stands beside and over it."""
        out: list[str] = []
        for said in spans:
            found, text = self.index.cells[id_in(said)], self.index.passage(id_in(said), keep_breaks=False).text
            if isinstance(said, str) and ":" in said and isinstance(place := label_of(text, said), tuple):
                out.append(text[slice(*place)].rstrip(":： "))
            if isinstance(found, Cell) and (table := self._table_of(found)) is not None:
                out += labels_of(table, found)
        return out

    def _put(self, path: str, value: Any) -> dict[str, Any]:
        """Set the value in the tree; gives the group that it stands in."""
        node = self.draft.tree
        *above, last = path.split(".")
        for name in above:
            node = node.setdefault(name, {})
        node[last] = value
        return node

    def _unlabelled(self, passage: Passage, path: str) -> Passage:
        """The text without its label, where a known label of the same field stands before a colon."""
        match = re.match(r"^\s*([^:：]{2,26})[:：]\s*", passage.text)
        term = self.words.term(self.answer.kind, match.group(1)) if match else None
        if match is None or term is None or not term.field or term.field.split(".")[-1] != path.split(".")[-1]:
            return passage
        passage.cut(0, match.end()).claim(Role.LABEL)
        return passage.cut(match.end()).strip()

    def _extra(self, mark: str, spans: list[str | Quote]) -> None:
        """A label that no field is for, with its value; both may stand in one cell, divided by a colon."""
        value = self.pointing.passage(spans)
        cells = [self.index.cells[id_in(part)] for part in label_marks(mark)]
        self.pointing.used.update(id_of(cell) for cell in cells)
        label = stacked([self.index.passage(id_in(part), keep_breaks=False) for part in label_marks(mark)], " ")
        id = id_in(mark)
        if any(id_in(said) == id for said in spans):
            named = next((said for said in (mark, *spans) if isinstance(said, str) and ":" in said), f"{id}:")
            place = label_of(label.text, named)
            label = label.cut(*place).strip(":： ") if isinstance(place, tuple) else Passage()
        self.draft.extra.append((label, value))

    def _rows(self, name: str, listings: list[Listing]) -> list[dict[str, Any]]:
        """The rows of tasks, staff or spending steps; a row of totals stands in fields of its own."""
        names = _ROWS[name]
        rows: list[dict[str, Any]] = []
        for item in listings:
            for block in self.listings.blocks(item):
                silent = [c.role for c in silent_columns(block, self.words)]
                for r in range(block.body, block.end):
                    found: dict[str, list[Cell]] = {}
                    for column, cell in block.cells(r):
                        found.setdefault(column.role, []).append(cell)
                    if any(c.text and c.row == r for cells in found.values() for c in cells):
                        row = {n: joined_cells(found.get(n, [])) if n in item.columns else None for n in names}
                        self.draft.doubted += [(row, n, DoubtCode.POINTED) for n in silent if row.get(n)]
                        rows.append(row)
                        self._aside(block, found, len(rows))
            for single in item.single:
                rows.append({n: self.pointing.passage(single[n]) if n in single else None for n in names})
                self.draft.extra += [(Passage(), self.pointing.passage(single[n])) for n in single if n not in names]
        return rows

    def _totals(self, name: str, listings: list[Listing]) -> None:
        """Rows of totals: those of tasks have fields of their own, others stand beside the fields."""
        for item in listings:
            columns = self.listings.columns(item)
            for n in row_numbers(item.total) if columns else ():
                table, r = self.index.rows[n]
                block = ListBlock(item.name, table, r, r, r + 1, columns)
                found = [(column.role, cell) for column, cell in block.cells(r) if cell.row == r]
                self.pointing.used.update(id_of(cell) for _, cell in found)
                label, *_ = [*table.written(r), None]
                if label is None:
                    continue
                if name == "tasks":
                    label.flat.claim(Role.LABEL)
                    amounts = {role: cell.passage for role, cell in found if role in _TOTAL and cell is not label}
                    self.draft.tree["tasks_total"] = {role: amounts.get(role) for role in _TOTAL}
                else:
                    values = [cell.flat for _, cell in found if cell.text and cell is not label]
                    self.draft.extra.append((label.flat, stacked(values, " ")))

    def _aside(self, block: ListBlock, found: dict[str, list[Cell]], number: int) -> None:
        for cell in found.get("number", []):
            cell.flat.claim(Role.LABEL)
        for cell in found.get("remark", []):
            head = next((c.heads[0] for c in block.columns if c.heads and c.start <= cell.col < c.end), None)
            label = Passage.join([head.flat if head is not None else Passage(), f"（第{number}项）"])
            if cell.text:
                self.draft.extra.append((label, cell.passage))

    def _claim_labels(self) -> None:
        """The label of each cell pointed at: the one to its left, or over it where none but a label of several rows is
        at the left; and those that stand over several."""
        for cell in self.pointing.pointed:
            table = self._table_of(cell)
            if table is None:
                continue
            left = self._label(table.at(cell.row, cell.col - 1))
            own = left is not None and left.rows <= cell.rows
            for label in (left, None if own else self._label(table.at(cell.row - 1, cell.col))):
                if label is None:
                    continue
                self._claim_label(label)
                further = self._label(table.at(label.row, label.col - 1))
                if further is not None and further.rows > label.rows >= 1 and label.rows <= cell.rows:
                    self._claim_label(further)

    def _label(self, cell: Cell | None) -> Cell | None:
        """The cell where it is a label of which nothing was said yet."""
        return cell if cell is not None and id_of(cell) not in self.pointing.used and is_label(cell) else None

    def _claim_label(self, label: Cell) -> None:
        label.flat.claim(Role.LABEL)
        self.pointing.used.add(id_of(label))
        self.labels.append(label)

    def _table_of(self, cell: Cell) -> Table | None:
        return next((t for t, _ in self.index.rows.values() if t.at(cell.row, cell.col) is cell), None)

    def _other(self) -> list[list[Cell]]:
        """The cells that were said to hold no field, by rows, as far as nothing else was said of them."""
        out: list[list[Cell]] = []
        used = self.pointing.used
        for n in row_numbers(self.answer.other):
            if n in self.index.rows:
                table, r = self.index.rows[n]
                out.append([c for c in table.row(r) if c.row == r])
        named = [self.index.cells[id] for id in cell_ids(self.answer.other)]
        out += [[cell] for cell in named if isinstance(cell, Cell)]
        open_rows = ([c for c in row if c.text and id_of(c) not in used and not explained(c)] for row in out)
        # Lines over and between tables are headings to the rules, whatever they say.
        lines = [[as_cell(found)] for found in named if not isinstance(found, Cell) and id_of(found) not in used]
        return [row for row in (*open_rows, *lines) if row]
