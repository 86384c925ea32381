"""The lists that an answer points out: columns by their heads, rows by runs of numbers, totals apart."""

from __future__ import annotations

from typing import Any

from jixiao.evidence import Passage, Role
from jixiao.fields.columns.layout import Column
from jixiao.fields.labels.reader import stacked
from jixiao.fields.lists.indicators import side_rows
from jixiao.fields.lists.list_block import ListBlock
from jixiao.fields.lists.periods import Side
from jixiao.fields.pointing.passages import LABEL, id_of, joined_cells, with_joined
from jixiao.fields.pointing.pointed import Pointed
from jixiao.fields.pointing.wire import Listing, Quote, row_numbers
from jixiao.fields.tree import Derived, Draft
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit

ROWS = {"tasks": ("function", "policy", "project", "amount", "fiscal", "other"),
         "staff": ("item", "last_year", "this_year"), "spending_plan": ("due", "share")}  # fmt: skip
_INDICATOR = ("level1", "level2", "level3", "description", "value", "weight", "basis")
_TOTAL = ("amount", "fiscal", "other")


class Listings:
    """Lists into rows of the draft; cells of the rows are marked as used."""

    def __init__(self, pointed: Pointed, words: Vocabulary, draft: Draft) -> None:
        self.pointed, self.words, self.draft = pointed, words, draft

    def indicators(self, listings: list[Listing]) -> list[dict[str, Any]]:
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

    def rows(self, name: str, listings: list[Listing]) -> list[dict[str, Any]]:
        """The rows of tasks, staff or spending steps; a row of totals stands in fields of its own."""
        names = ROWS[name]
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

    def totals(self, name: str, listings: list[Listing]) -> None:
        """Rows of totals: those of tasks have fields of their own, others stand beside the fields."""
        for item in listings:
            columns = self._columns(item)
            for n in row_numbers(item.total) if columns else ():
                table, r = self.pointed.index.rows[n]
                block = ListBlock(item.name, table, r, r, r + 1, columns)
                found = [(column.role, cell) for column, cell in block.cells(r) if cell.row == r]
                self.pointed.used.update(id_of(cell) for _, cell in found)
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
                head = self.pointed.index.cells[id]
                if isinstance(head, Cell):
                    head.flat.claim(Role.LABEL)
                    self.pointed.used.add(id_of(head))
                    out.append(Column(role, head.col, head.end_col, [head]))
        return sorted(out, key=lambda c: c.start)

    def _blocks(self, item: Listing) -> list[ListBlock]:
        """The runs of rows that stand together in one table."""
        columns = self._columns(item)
        out: list[ListBlock] = []
        whole = self._whole_tables(item)
        for n in row_numbers(item.rows):
            if n not in self.pointed.index.rows or not columns:
                continue
            table, r = self.pointed.index.rows[n]
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
            rows = [self.pointed.index.rows[n] for n in row_numbers(part) if n in self.pointed.index.rows]
            table = rows[0][0] if rows else None
            if table is not None and all(t is table for t, _ in rows):
                out[id_of(table)] = with_joined(out.get(id_of(table), table), [r for _, r in rows])
        return out

    def _claim_block(self, block: ListBlock) -> None:
        """The cells of the list are used; a short label that stands at its left over several rows is one."""
        for r in range(block.body, block.end):
            for cell in block.table.row(r):
                if cell.end_col > block.left:
                    self.pointed.used.add(id_of(cell))
                elif cell.rows > 1 and len(cell.text) <= LABEL and not has_digit(cell.text):
                    cell.flat.claim(Role.LABEL)
                    self.pointed.used.add(id_of(cell))

    def _single(self, row: dict[str, list[str | Quote]], names: tuple[str, ...]) -> dict[str, Any]:
        out: dict[str, Any] = {name: self.pointed.passage(row[name]) if name in row else None for name in names}
        for name in ("remark", "number"):
            if name in row:
                self.draft.extra.append((Passage(), self.pointed.passage(row[name])))
        if "operator" in row or "unit" in row:
            parts = [self.pointed.passage(row[name]) for name in ("operator", "value", "unit") if name in row]
            out["value"] = Passage.join(parts)
        return out

    def _aside(self, block: ListBlock, found: dict[str, list[Cell]], number: int) -> None:
        for cell in found.get("number", []):
            cell.flat.claim(Role.LABEL)
        for cell in found.get("remark", []):
            head = next((c.heads[0] for c in block.columns if c.start <= cell.col < c.end), None)
            if cell.text and head is not None:
                self.draft.extra.append((Passage.join([head.flat, f"（第{number}项）"]), cell.passage))
