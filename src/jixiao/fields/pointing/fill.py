"""An answer into a record under construction: the text of every value is cut from the cells that were pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.areas import year_in
from jixiao.fields.columns.layout import Column
from jixiao.fields.kinds.project import period_ends
from jixiao.fields.labels.reader import stacked
from jixiao.fields.lists.blocks import ListBlock
from jixiao.fields.lists.indicators import side_rows
from jixiao.fields.lists.periods import Side
from jixiao.fields.pointing.passages import LABEL, as_lines, bare, explained, id_of, is_label, joined_cells, with_joined
from jixiao.fields.pointing.quotes import id_in, span
from jixiao.fields.pointing.render import Index
from jixiao.fields.pointing.terms import PATHS, PROSE
from jixiao.fields.pointing.wire import FormAnswer, Listing, Quote, row_numbers
from jixiao.fields.tree import Derived, Draft
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit

_UNIT = re.compile(r"(?:人民币)?[亿万千百]?\s*元")
_POINTS = re.compile(r"\d+(?:\.\d+)?")
_ROWS = {"tasks": ("function", "policy", "project", "amount", "fiscal", "other"),
         "staff": ("item", "last_year", "this_year"), "spending_plan": ("due", "share")}  # fmt: skip
_INDICATOR = ("level1", "level2", "level3", "description", "value", "weight", "basis")
_HEADING = 40
_LEAD = 12  # characters: what leads to a part of a paragraph is no longer
_TOTAL = ("amount", "fiscal", "other")
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
        self.used: set[int] = set()
        self.pointed: list[Cell] = []
        self.quoted: dict[int, list[tuple[int, int]]] = {}

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
        for name in ("indicators", *_ROWS):
            listings = [item for item in self.answer.lists if item.name == name]
            if listings:
                tree[name] = self._indicators(listings) if name == "indicators" else self._rows(name, listings)
                self._totals(name, listings)
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

    def _passage(self, spans: Iterable[str | Quote], name: str = "") -> Passage:
        """The text of the cells and quotes, put together as one reads them."""
        parts: list[Passage] = []
        lines = False
        for said in spans:
            id = id_in(said)
            found = self.index.cells[id]
            self.used.add(id_of(found))
            if isinstance(found, Cell):
                self.pointed.append(found)
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

    def _field(self, name: str, path: str, spans: list[str | Quote]) -> None:
        if name == "policy_tasks":
            self.draft.tree[name] = [self._passage([span], name) for span in spans]
            return
        passage = self._passage(spans, name)
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
                out[name] = bare(self._passage(spans))
            else:
                out[name] = self._passage(spans, "overall_goal")
        return out

    def _indicators(self, listings: list[Listing]) -> list[dict[str, Any]]:
        """The rows of all lists; of a list with two columns of targets first those of one period, then of the other."""
        scopes = {item.scope for item in listings}
        double = any("value_lifetime" in item.columns for item in listings)
        rows: list[dict[str, Any]] = []
        for item in listings:
            alone = not double and "annual" not in scopes and None not in scopes
            scope = "annual" if alone or item.scope is None else item.scope
            for side in self._sides(item, scope):
                for block in self._blocks(item):
                    rows.extend(side_rows(block, side, self.words, self.draft))
            rows.extend({"scope": Derived(scope, Passage()), **self._single(row, _INDICATOR)} for row in item.single)
        return rows

    def _sides(self, item: Listing, scope: str) -> list[Side]:
        columns = self._columns(item)
        if not columns:
            return []
        said = columns[0].heads[0].flat if columns[0].heads else Passage()
        if "value_lifetime" not in item.columns:
            return [Side(scope, said, columns)]
        out = []
        for value in [c for c in columns if c.role in ("value", "value_lifetime")]:
            own = [c for c in columns if c is value or c.role not in ("value", "value_lifetime")]
            own = [Column("value", c.start, c.end, c.heads) if c is value else c for c in own]
            out.append(Side("lifetime" if value.role == "value_lifetime" else "annual", said, own))
        return out

    def _columns(self, item: Listing) -> list[Column]:
        out = []
        for role, ids in item.columns.items():
            for id in ids:
                head = self.index.cells[id]
                if isinstance(head, Cell):
                    head.flat.claim(Role.LABEL)
                    self.used.add(id_of(head))
                    out.append(Column(role, head.col, head.end_col, [head]))
        return sorted(out, key=lambda c: c.start)

    def _blocks(self, item: Listing) -> list[ListBlock]:
        """The runs of rows that stand together in one table."""
        columns = self._columns(item)
        out: list[ListBlock] = []
        whole = self._whole_tables(item)
        for n in row_numbers(item.rows):
            if n not in self.index.rows or not columns:
                continue
            table, r = self.index.rows[n]
            table = whole.get(id_of(table), table)
            if out and out[-1].table is table and out[-1].end == r:
                out[-1].end = r + 1
            else:
                out.append(ListBlock(item.name, table, r, r, r + 1, columns))
        for block in out:
            self._claim_block(block)
        return out

    def _whole_tables(self, item: Listing) -> dict[int, Table]:
        """The tables in which rows of the list run on, with those put into one."""
        out: dict[int, Table] = {}
        for part in filter(None, item.joined.split(",")):
            rows = [self.index.rows[n] for n in row_numbers(part) if n in self.index.rows]
            table = rows[0][0] if rows else None
            if table is not None and all(t is table for t, _ in rows):
                out[id_of(table)] = with_joined(out.get(id_of(table), table), [r for _, r in rows])
        return out

    def _claim_block(self, block: ListBlock) -> None:
        """The cells of the list are used; a short label that stands at its left over several rows is one."""
        for r in range(block.body, block.end):
            for cell in block.table.row(r):
                if cell.end_col > block.left:
                    self.used.add(id_of(cell))
                elif cell.rows > 1 and len(cell.text) <= LABEL and not has_digit(cell.text):
                    cell.flat.claim(Role.LABEL)
                    self.used.add(id_of(cell))

    def _single(self, row: dict[str, list[str | Quote]], names: tuple[str, ...]) -> dict[str, Any]:
        out: dict[str, Any] = {name: self._passage(row[name]) if name in row else None for name in names}
        for name in ("remark", "number"):
            if name in row:
                self.draft.extra.append((Passage(), self._passage(row[name])))
        if "operator" in row or "unit" in row:
            parts = [self._passage(row[name]) for name in ("operator", "value", "unit") if name in row]
            out["value"] = Passage.join(parts)
        return out

    def _rows(self, name: str, listings: list[Listing]) -> list[dict[str, Any]]:
        """The rows of tasks, staff or spending steps; a row of totals stands in fields of its own."""
        names = _ROWS[name]
        rows: list[dict[str, Any]] = []
        for item in listings:
            for block in self._blocks(item):
                for r in range(block.body, block.end):
                    found: dict[str, list[Cell]] = {}
                    for column, cell in block.cells(r):
                        found.setdefault(column.role, []).append(cell)
                    if any(c.text and c.row == r for cells in found.values() for c in cells):
                        rows.append({n: joined_cells(found.get(n, [])) if n in item.columns else None for n in names})
                        self._aside(block, found, len(rows))
            rows.extend(self._single(single, names) for single in item.single)
        return rows

    def _totals(self, name: str, listings: list[Listing]) -> None:
        """Rows of totals: those of tasks have fields of their own, others stand beside the fields."""
        for item in listings:
            columns = self._columns(item)
            for n in row_numbers(item.total) if columns else ():
                table, r = self.index.rows[n]
                block = ListBlock(item.name, table, r, r, r + 1, columns)
                found = [(column.role, cell) for column, cell in block.cells(r) if cell.row == r]
                self.used.update(id_of(cell) for _, cell in found)
                label, *_ = [*(c for c in table.row(r) if c.row == r and c.text), None]
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
            head = next((c.heads[0] for c in block.columns if c.start <= cell.col < c.end), None)
            if cell.text and head is not None:
                self.draft.extra.append((Passage.join([head.flat, f"（第{number}项）"]), cell.passage))

    def _claim_labels(self) -> None:
        """The label of each cell pointed at: the nearest to its left or over it, and those that stand over several."""
        for cell in self.pointed:
            table = self._table_of(cell)
            if table is None:
                continue
            left = table.at(cell.row, cell.col - 1)
            over = table.at(cell.row - 1, cell.col)
            for label in (left, over):
                if label is not None and id_of(label) not in self.used and is_label(label):
                    label.flat.claim(Role.LABEL)
                    self.used.add(id_of(label))
                    if label.rows <= cell.rows:
                        further = table.at(label.row, label.col - 1)
                        if further is not None and further.rows > label.rows and is_label(further):
                            further.flat.claim(Role.LABEL)

    def _table_of(self, cell: Cell) -> Table | None:
        return next((t for t, _ in self.index.rows.values() if t.at(cell.row, cell.col) is cell), None)

    def _known(self) -> list[Passage]:
        """The text of the cells of which something was said; of a cell that was quoted only the quote."""
        cells = (c for c in self.index.cells.values() if isinstance(c, Cell))
        return [c.flat for c in cells if id_of(c) in self.used and id_of(c) not in self.quoted]

    def _claim_headings(self) -> None:
        """Paragraphs that were set aside head others."""
        for n in row_numbers(self.answer.other):
            found = self.index.cells.get(f"A{n}")
            if found is not None and not isinstance(found, Cell) and len(found.text) <= _HEADING:
                found.passage.claim(Role.HEADING)

    def _claim_leads(self) -> None:
        """In prose, the few words between quotes are what leads to them."""
        for found in self.index.cells.values():
            if isinstance(found, Cell) or id_of(found) not in self.quoted:
                continue
            at = 0
            for start, end in [*sorted(self.quoted[id_of(found)]), (len(found.text), len(found.text))]:
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
            row = [c for c in table.row(r) if c.row == r and c.text and id_of(c) not in self.used and not explained(c)]
            if row:
                out.append(row)
        return out
