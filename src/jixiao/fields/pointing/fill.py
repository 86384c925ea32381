"""An answer into a record under construction: the text of every value is cut from the cells that were pointed at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from jixiao.evidence import Passage, Role
from jixiao.fields.kinds.project import period_ends
from jixiao.fields.pointing.listings import ROWS, Listings
from jixiao.fields.pointing.passages import bare, explained, id_of, is_label
from jixiao.fields.pointing.pointed import Pointed
from jixiao.fields.pointing.render import Index
from jixiao.fields.pointing.terms import PATHS
from jixiao.fields.pointing.wire import FormAnswer, Quote, row_numbers
from jixiao.fields.tree import Derived, Draft
from jixiao.forms.vocabulary import Vocabulary
from jixiao.forms.year import year_in
from jixiao.tables.table import Cell, Table

_UNIT = re.compile(r"(?:人民币)?[亿万千百]?\s*元")
_POINTS = re.compile(r"\d+(?:\.\d+)?")
_HEADING = 40
_LEAD = 12  # characters: what leads to a part of a paragraph is no longer
_GOAL = ("area", "activity", "goal", "indicators", "standards")


@dataclass(slots=True)
class Filled:
    """What an answer says of a form: the tree of what it pointed at, and the cells of rows it set aside,
    and the text of all cells of which it said what they are."""

    draft: Draft
    kind: str
    other: list[list[Cell]] = field(default_factory=list)
    known: list[Passage] = field(default_factory=list)


def fill(answer: FormAnswer, index: Index, words: Vocabulary) -> Filled:
    """The record that the answer points out; the answer has been checked against the same rendering."""
    return _Filling(answer, index, words).done()


class _Filling:
    def __init__(self, answer: FormAnswer, index: Index, words: Vocabulary) -> None:
        self.answer, self.index, self.words = answer, index, words
        self.draft = Draft({})
        self.pointed = Pointed(index)

    def done(self) -> Filled:
        kind = self.answer.kind
        tree = self.draft.tree
        paths = PATHS.get(kind, {})
        for name, spans in self.answer.fields.items():
            if name in paths:
                self._field(name, paths[name][0], spans)
        if kind == "department_narrative":
            tree["sub_goals"] = [self._parts(item, _GOAL) for item in self.answer.sub_goals]
            tree["measures"] = [self._parts(item, ("heading", "text")) for item in self.answer.measures]
        lists = Listings(self.pointed, self.words, self.draft)
        for name in ("indicators", *ROWS):
            listings = [item for item in self.answer.lists if item.name == name]
            if listings:
                tree[name] = lists.indicators(listings) if name == "indicators" else lists.rows(name, listings)
                lists.totals(name, listings)
        self._complete()
        self._claim_labels()
        if kind == "department_narrative":
            self._claim_leads()
            self._claim_headings()
        return Filled(self.draft, kind, self._other(), self._known())

    def _complete(self) -> None:
        """Groups of fields have all their fields: None for those that were not pointed at."""
        for path, _ in PATHS.get(self.answer.kind, {}).values():
            head, _, rest = path.partition(".")
            if not rest or not isinstance(group := self.draft.tree.get(head), dict):
                continue
            side, _, name = rest.partition(".")
            inner = group.setdefault(side, {} if side == "annual" else None)
            if isinstance(inner, dict):
                inner.setdefault(name, None)

    def _field(self, name: str, path: str, spans: list[str | Quote]) -> None:
        if name == "policy_tasks":
            self.draft.tree[name] = [self.pointed.passage([span], name) for span in spans]
            return
        passage = self.pointed.passage(spans, name)
        if name == "year":
            found = year_in(passage)
            self._put(path, Derived(int(found.text), found) if found is not None else None)
        elif name == "unit":
            units = [passage.cut(*m.span()).without(" ") for m in _UNIT.finditer(passage.text)]
            self._put(path, units[-1] if units else None)
        elif name == "execution_weight":
            points = [passage.cut(*m.span()) for m in _POINTS.finditer(passage.text)]
            self._put(path, points[-1] if points else passage)
        elif name == "period":
            start, end = period_ends(passage)
            self._put("period_start", start)
            self._put("period_end", end)
        else:
            self._put(path, self._unlabelled(passage, path))

    def _put(self, path: str, value: Any) -> None:
        node = self.draft.tree
        *above, last = path.split(".")
        for name in above:
            node = node.setdefault(name, {})
        node[last] = value

    def _unlabelled(self, passage: Passage, path: str) -> Passage:
        """The text without its label, where a known label of the same field stands before a colon."""
        match = re.match(r"^\s*([^:：]{2,26})[:：]\s*", passage.text)
        kind = self.answer.kind if self.answer.kind == "project_goal" else "department_goal"
        term = self.words.term(kind, match.group(1)) if match else None
        if match is None or term is None or not term.field or term.field.split(".")[-1] != path.split(".")[-1]:
            return passage
        passage.cut(0, match.end()).claim(Role.LABEL)
        return passage.cut(match.end()).strip()

    def _parts(self, item: dict[str, list[str | Quote]], names: tuple[str, ...]) -> dict[str, Passage | None]:
        """One goal or measure of a narrative; headings without their number and closing mark."""
        out: dict[str, Passage | None] = dict.fromkeys(names)
        for name, spans in item.items():
            if name in ("area", "activity", "heading"):
                out[name] = bare(self.pointed.passage(spans))
            else:
                out[name] = self.pointed.passage(spans, "overall_goal")
        return out

    def _claim_labels(self) -> None:
        """The label of each cell pointed at: the nearest to its left or over it, and those that stand over several."""
        for cell in self.pointed.cells:
            table = self._table_of(cell)
            if table is None:
                continue
            left = table.at(cell.row, cell.col - 1)
            over = table.at(cell.row - 1, cell.col)
            for label in (left, over):
                if label is not None and id_of(label) not in self.pointed.used and is_label(label):
                    label.flat.claim(Role.LABEL)
                    self.pointed.used.add(id_of(label))
                    if label.rows <= cell.rows:
                        further = table.at(label.row, label.col - 1)
                        if further is not None and further.rows > label.rows and is_label(further):
                            further.flat.claim(Role.LABEL)

    def _table_of(self, cell: Cell) -> Table | None:
        return next((t for t, _ in self.index.rows.values() if t.at(cell.row, cell.col) is cell), None)

    def _known(self) -> list[Passage]:
        """The text of the cells of which something was said; of a cell that was quoted only the quote."""
        cells = (c for c in self.index.cells.values() if isinstance(c, Cell))
        return [c.flat for c in cells if id_of(c) in self.pointed.used and id_of(c) not in self.pointed.quoted]

    def _claim_headings(self) -> None:
        """Paragraphs that were set aside head others."""
        for n in row_numbers(self.answer.other):
            found = self.index.cells.get(f"A{n}")
            if found is not None and not isinstance(found, Cell) and len(found.text) <= _HEADING:
                found.passage.claim(Role.HEADING)

    def _claim_leads(self) -> None:
        """In prose, the few words between quotes are what leads to them."""
        for found in self.index.cells.values():
            if isinstance(found, Cell) or id_of(found) not in self.pointed.quoted:
                continue
            at = 0
            for start, end in [*sorted(self.pointed.quoted[id_of(found)]), (len(found.text), len(found.text))]:
                if 0 < start - at <= _LEAD:
                    found.passage.cut(at, start).claim(Role.LABEL)
                at = max(at, end)

    def _other(self) -> list[list[Cell]]:
        """The cells of rows that were said to hold no field, as far as nothing else was said of them."""
        out: list[list[Cell]] = []
        for n in row_numbers(self.answer.other):
            if n not in self.index.rows:
                continue
            table, r = self.index.rows[n]
            row = [
                c
                for c in table.row(r)
                if c.row == r and c.text and id_of(c) not in self.pointed.used and not explained(c)
            ]
            if row:
                out.append(row)
        return out
