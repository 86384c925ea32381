"""Rows of indicators from the lists that an answer points out, in printed order, levels carried on as in any list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jixiao.evidence import DoubtCode, Passage
from jixiao.fields.cells.account import Account
from jixiao.fields.cells.witness import may_be_field
from jixiao.fields.columns.column import Column
from jixiao.fields.lists.indicator_row import joined_value
from jixiao.fields.lists.indicators import side_rows
from jixiao.fields.lists.list_block import ListBlock
from jixiao.fields.lists.periods import Side
from jixiao.fields.pointing.filling.listings import Listings
from jixiao.fields.pointing.filling.passages import id_of
from jixiao.fields.pointing.filling.witness import silent_columns
from jixiao.fields.pointing.quotes import id_in
from jixiao.fields.pointing.wire import Level, Listing, Quote, place_rows, row_numbers
from jixiao.fields.tree import Aside, Derived, Draft
from jixiao.forms.content import LEVEL_MARKS
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell

_FIELDS = ("level1", "level2", "level3", "description", "value", "weight", "basis")
_BESIDE = ("remark", "number")
_VALUES = ("value", "value_lifetime")

Single = dict[str, list[str | Quote]]
# What stands at a row of a list: rows under the header, one whose columns it does not tell, the name of a level.
Step = ListBlock | Single | tuple[Level, Cell]


@dataclass(slots=True)
class IndicatorRows:
    """Reads the lists of indicators of one answer; `told` is what the network of cells says of the form, `level` are
    the level cells in force, by period."""

    listings: Listings
    words: Vocabulary
    draft: Draft
    told: Account | None = None
    level: dict[str, dict[str, Cell | None]] = field(default_factory=dict)

    def rows(self, listings: list[Listing]) -> list[dict[str, Any]]:
        """The rows of all lists: all of one period, then all of the other, in the order in which they come."""
        scopes = {item.scope for item in listings}
        double = any("value_lifetime" in item.columns for item in listings)
        alone = not double and scopes == {"lifetime"}
        out: dict[str, list[dict[str, Any]]] = {}
        for item in listings:
            for side in self._sides(item, "annual" if alone or item.scope is None else item.scope):
                side.level = self.level.setdefault(side.scope, {})
                out.setdefault(side.scope, []).extend(self._side(item, side))
        return [row for rows in out.values() for row in rows]

    def left_out(self, listings: list[Listing], aside: list[int]) -> list[Reason]:
        """Why the list may lack rows: of those that an answer sets aside one holds a name and a target, and the network
        does not see in both something else."""
        out = []
        for item in listings:
            tables = [table for n in row_numbers(item.rows) if (table := self.listings.place(n)[0]) is not None]
            columns = {c.role: c for c in self.listings.columns(item)}
            for table, r in (self.listings.place(n) for n in aside):
                if table is None or not any(t is table for t in tables) or not {"level3", "value"} <= columns.keys():
                    continue
                name, value = (table.at(r, columns[role].start) for role in ("level3", "value"))
                if name is None or value is None or name is value or not name.text or not value.text:
                    continue
                if self.told is not None and not any(may_be_field(self.told, c.passage) for c in (name, value)):
                    continue
                if not any(c.text and self.words.is_total(c.text) for c in table.row(r)):
                    said = f"“{name.text[:20]}”一行，大模型没有算作指标，原样留在其他栏目里；请对照原文核对"
                    out.append(Reason(code="list.aside", message=said, page=name.page or None))
        return out

    def _side(self, item: Listing, side: Side) -> list[dict[str, Any]]:
        steps: list[tuple[int, Step]] = [*self.listings.numbered(item)]
        steps += [(_row_of(single), single) for single in item.single]
        steps += [(n, (level, cell)) for n, level, cell in self.listings.bands(item)]
        out: list[dict[str, Any]] = []
        for n, step in sorted(steps, key=lambda s: s[0]):
            if isinstance(step, ListBlock):
                found = [_with_levels(row, side) for row in side_rows(step, side, self.words, self.draft)]
                self._doubt(found, step)
                out += found
            elif isinstance(step, tuple):
                self._band(n, side, *step)
            else:
                out.append(self._single(step, side))
        return out

    def _doubt(self, rows: list[dict[str, Any]], block: ListBlock) -> None:
        """Doubt what stands in columns of which neither header nor cells say that they hold it."""
        for column in silent_columns(block, self.words):
            name = "value" if column.role in ("operator", "unit") else column.role
            for field_name in ("level1", "level2") if name == "level12" else (name,):
                self.draft.doubted += [(row, field_name, DoubtCode.POINTED) for row in rows if row.get(field_name)]

    def _band(self, n: int, side: Side, level: Level, cell: Cell) -> None:
        """The name of a level is in force for the rows under it."""
        self.listings.pointing.used.add(id_of(cell))
        if level == "level1":
            side.level.update(level1=cell, level2=None)
            return
        side.level[level] = cell
        over = self.listings.level_over(n, side.columns)
        if level == "level2" and over is not None and over is not cell:
            side.level["level1"] = over

    def _sides(self, item: Listing, scope: str) -> list[Side]:
        """One side, or two of a list with two columns of targets."""
        columns = self.listings.columns(item)
        if not columns:
            return [Side(scope, Passage(), [])]
        said = columns[0].heads[0].flat if columns[0].heads else Passage()
        if "value_lifetime" not in item.columns:
            return [Side(scope, said, columns)]
        out = []
        for value in [c for c in columns if c.role in _VALUES]:
            own = [c for c in columns if c is value or c.role not in _VALUES]
            own = [Column("value", c.start, c.end, c.heads) if c is value else c for c in own]
            out.append(Side("lifetime" if value.role == "value_lifetime" else "annual", said, own))
        return out

    def _single(self, said: Single, side: Side) -> dict[str, Any]:
        """A row pointed out cell by cell; a level that it does not name is the one in force."""
        passage = self.listings.pointing.passage
        row: dict[str, Any] = {"scope": Derived(side.scope, side.said)}
        row |= {name: passage(said[name]) if name in said else None for name in _FIELDS}
        for name in ("level1", "level2"):
            cell = side.level.get(name)
            if row[name] is None and cell is not None:
                row[name] = cell.flat
        if "level12" in said:
            row["level1"], row["level2"] = _levels(passage(said["level12"]))
        parts = [passage(said[name]) if name in said else Passage() for name in ("value", "operator", "unit")]
        row["value"] = joined_value(*parts)
        row["extra"] = [Aside(Passage(), passage(said[name])) for name in _BESIDE if name in said]
        return row


def _with_levels(row: dict[str, Any], side: Side) -> dict[str, Any]:
    """The row with both levels of the text that names them, where one is in force and was not cut."""
    both = side.level.get("level12")
    if both is not None and not row["level1"]:
        row["level1"], row["level2"] = _levels(row["level2"] or both.flat)
    return row


def _levels(both: Passage | None) -> tuple[Passage | None, Passage | None]:
    """Level 1 and 2 of a text that names both, cut at the first mark between them."""
    at = next((i for i, c in enumerate(both.text) if i and c in LEVEL_MARKS), 0) if both else 0
    return (both.cut(0, at).strip(), both.cut(at + 1).strip(LEVEL_MARKS)) if both and at else (None, both)


def _row_of(single: Single) -> int:
    """The number of the row in which the first of its own cells stands; levels may stand higher up."""
    own = (spans for name, spans in single.items() if name not in ("level1", "level2", "level12"))
    return min((n for spans in own for s in spans for n in place_rows(id_in(s))), default=0)
