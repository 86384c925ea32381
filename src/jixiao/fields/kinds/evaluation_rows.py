"""The list of indicators of a self-evaluation: targets, what was reached, points, reasons; and the total under it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from jixiao.evidence import Passage, Role
from jixiao.fields.kinds.evaluation_gaps import say_gaps
from jixiao.fields.kinds.evaluation_points import headed_points
from jixiao.fields.kinds.evaluation_values import halves, signed, with_unit
from jixiao.fields.tree import Draft
from jixiao.forms.evaluation import LEVELS, HeadedColumn, bound_columns, heads_evaluation, role_of
from jixiao.forms.model import Leads
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

_FIELDS = ("level1", "level2", "level3", "description", "value", "actual", "weight", "score", "reason", "basis")
_HEAD_ROWS = 2  # so many rows a heading may be tall
_PROSE = ("description", "reason", "basis")
# A printed form shows where an indicator is to be written (指标1：, ……); such a row is none.
_NONE = re.compile(r"[-—–－/\\一]+|无")
_EMPTY = re.compile(r"(指标\d*[:：]?|[.…·]+)?")

Found = dict[str, list[Cell]]


@dataclass(slots=True)
class _List:
    """A list that is being read: its columns, where it begins at the left, and the levels in force."""

    columns: list[HeadedColumn]
    left: int
    level: dict[str, Passage] = field(default_factory=dict)

    def has(self, role: str) -> bool:
        return any(c.role == role for c in self.columns)

    def cells(self, table: Table, r: int) -> list[tuple[HeadedColumn, Cell]]:
        """The cells of a row with the column each stands under most."""
        out = []
        for cell in table.row(r):
            start, end = cell.col, cell.end_col
            best, most = None, 0
            for column in self.columns:  # from left to right: of two that share as much the left one has it
                shared = (column.end if column.end < end else end) - (column.start if column.start > start else start)
                if shared > most:
                    best, most = column, shared
            if best is not None:
                out.append((best, cell))
        return out


def read_evaluated(
    tables: list[Table], words: Vocabulary, draft: Draft, told: Leads | None = None
) -> tuple[list[dict[str, Any]], dict[str, Any] | None, list[set[int]]]:
    """The indicators of all tables in printed order, the total, and for each table the rows that were read; `told` is
    how a list of many projects is laid out."""
    rows: list[dict[str, Any]] = []
    totals: list[tuple[str, dict[str, Any]]] = []
    taken: list[set[int]] = []
    last: _List | None = None
    for number, table in enumerate(tables):
        own: set[int] = set()
        r = 0
        if last is not None and number and _goes_on(table, tables[number - 1], words):
            r = _read_body(table, 0, last, (rows, totals, own), words, draft)
        while r < table.n_rows:
            listed = told is not None and r == told.head and told.left < table.n_cols
            if not listed and (told is not None or not heads_evaluation(table, r, words)):
                r += 1
                continue
            left = told.left if told is not None else _left(table, r, words)
            columns, body = bound_columns(table, r, left, words, told.body if told is not None else 0)
            before = last.level if last is not None and _same(last.columns, columns) else {}
            last = _List(columns, left, dict(before))
            _claim_heads(table, r, body)
            own.update(range(r, body))
            r = _read_body(table, body, last, (rows, totals, own), words, draft)
        taken.append(own)
    if last is not None:
        say_gaps(rows, last.columns, draft)
    return rows, _total(totals, draft), taken


def _goes_on(table: Table, before: Table, words: Vocabulary) -> bool:
    """Whether a table without a header goes on with the list of the one before it, as where a writer cut it in two."""
    return table.n_cols == before.n_cols and not any(heads_evaluation(table, r, words) for r in range(table.n_rows))


def _same(a: list[HeadedColumn], b: list[HeadedColumn]) -> bool:
    return [(c.role, key(c.name)) for c in a] == [(c.role, key(c.name)) for c in b]


def _left(table: Table, r: int, words: Vocabulary) -> int:
    """The column where the list headed by row r begins."""
    named = [c for c in table.written(r) if role_of(c.text, words)]
    return next((c for c in named if c.rows <= _HEAD_ROWS), named[0]).col  # a taller one is the list's label


def _claim_heads(table: Table, head: int, body: int) -> None:
    """Account for the header and for the label beside the list."""
    for r in range(head, body):
        for cell in table.row(r):
            cell.flat.claim(Role.LABEL)


def _read_body(
    table: Table,
    r: int,
    block: _List,
    out: tuple[list[dict[str, Any]], list[tuple[str, dict[str, Any]]], set[int]],
    words: Vocabulary,
    draft: Draft,
) -> int:
    """Read rows until the list ends; the row after it."""
    rows, totals, own = out
    while r < table.n_rows:
        if (heads_evaluation(table, r, words) and r not in own) or headed_points(table, r, words):
            return r
        if (total := _total_row(table, r, block, words, draft)) is not None:
            totals.append(total)
        elif not _is_row(table, r, block) and not _band(table, r, block, words):
            return r
        elif (row := _row(table, r, block, draft, len(rows))) is not None:
            rows.append(row)
        own.add(r)
        for cell in table.row(r):
            if cell.end_col <= block.left:
                cell.flat.claim(Role.LABEL)
        r += 1
    return r


def _is_row(table: Table, r: int, block: _List) -> bool:
    """Whether the row is divided as the list is: cells under at least half of its columns, one of them the name's."""
    cells = block.cells(table, r)
    named = any(column.role in ("level3", "level2") for column, _ in cells)
    under = {column.start for column, cell in cells if cell.cols <= max(2, (table.n_cols - block.left) // 2)}
    return named and len(under) >= max(3, len(block.columns) // 2)


def _band(table: Table, r: int, block: _List, words: Vocabulary) -> bool:
    """Whether the row is no more than names of levels over the rows below it; they are then in force."""
    cells = [c for c in table.row(r) if c.end_col > block.left and c.text]
    levels = [_level_of(c, words) for c in cells]
    if not cells or any(not level or c.row != r for c, level in zip(cells, levels, strict=True)):
        return False
    for cell, level in zip(cells, levels, strict=True):
        if level == "level1":
            block.level.pop("level2", None)
        block.level[level] = cell.flat
    return True


def _level_of(cell: Cell, words: Vocabulary) -> str:
    """The level that the cell names, "" where it names none."""
    name = re.sub(r"[(（].*?[)）]", "", label_key(cell.text))
    return next((level for level in ("level1", "level2") if name in words.levels.get(level, ())), "")


def _row(table: Table, r: int, block: _List, draft: Draft, number: int) -> dict[str, Any] | None:
    """The indicator of a row, None where it holds none."""
    found: Found = {}
    for column, cell in block.cells(table, r):
        if column.role in ("", "remark", "number"):
            _aside(column, cell, (r, number), draft)
        else:
            for role, part in halves(column.role, cell):
                found.setdefault(role, []).append(part)
    if _is_class(found, r):
        _class_row(found, r, block, draft)
        return None
    _carry(found, r, block)
    content = [c for role in ("level3", "value", "actual", "score") for c in found.get(role, []) if c.row == r]
    if not any(c.text and not _EMPTY.fullmatch(key(c.text)) for c in content):
        for cells in found.values():
            for cell in cells:
                if _EMPTY.fullmatch(key(cell.text)) or cell.row == r:
                    cell.flat.claim(Role.LABEL)
        return None
    unit = _joined(found.get("unit", []), r)
    row: dict[str, Any] = dict.fromkeys(_FIELDS)
    for name in _FIELDS:
        if name in ("level1", "level2"):
            row[name] = block.level.get(name, Passage() if block.has(name) or block.has("level12") else None)
        elif block.has(name) or name in found:
            row[name] = _joined(found.get(name, []), r, name in _PROSE)
    if row["value"] is not None:
        row["value"] = with_unit(signed(row["value"], _joined(found.get("operator", []), r)), unit)
    if row["actual"] is not None:
        row["actual"] = with_unit(row["actual"], unit)
    for role in ("operator", "unit"):
        for cell in found.get(role, []):
            cell.flat.claim(Role.LABEL)
    return row


def _is_class(found: Found, r: int) -> bool:
    """Whether the row only names a class of indicators: where an indicator would stand are marks for none."""
    own = [key(c.text) for role in ("level3", "value", "actual") for c in found.get(role, []) if c.row == r]
    named = any(c.text and c.row == r for role in ("level1", "level2", "level12") for c in found.get(role, []))
    return named and any(own) and all(not text or _NONE.fullmatch(text) for text in own)


def _class_row(found: Found, r: int, block: _List, draft: Draft) -> None:
    """Put the class in force; points of the whole class stand aside."""
    names = [c.flat for role in ("level2", "level1") for c in found.get(role, []) if c.row == r and _is_named(c)]
    heads = {column.role: column.heads[-1].flat for column in block.columns if column.heads}
    for role, cells in found.items():
        for cell in (c for c in cells if c.row == r and c.text):
            if role in ("weight", "score") and has_digit(cell.text) and names:
                points = cell.flat
                draft.extra.append((Passage.join([names[0], "·", heads.get(role, Passage())]), points))
                draft.beside.add(id(points))
            else:
                cell.flat.claim(Role.LABEL)
    levels = {role: [c for c in cells if _is_named(c)] for role, cells in found.items()}
    _carry({role: cells for role, cells in levels.items() if cells and role in LEVELS}, r, block)


def _is_named(cell: Cell) -> bool:
    return bool(cell.text) and _NONE.fullmatch(key(cell.text)) is None


def _carry(found: Found, r: int, block: _List) -> None:
    """Keep the levels in force: a blank cell leaves the one above standing, a new level 1 clears level 2."""
    for cell in found.get("level1", []):
        if cell.text and (cell.row == r or not block.level.get("level1")):
            before = block.level.get("level1")
            if before is None or key(before.text) != key(cell.text):
                block.level.pop("level2", None)
            block.level["level1"] = cell.flat
    for role in ("level2", "level12"):
        for cell in found.get(role, []):
            if cell.text:
                block.level["level2"] = cell.flat


def _joined(cells: list[Cell], r: int, prose: bool = False) -> Passage:
    """The texts of a field's cells; points merged over rows stand in the first of them, a reason in all."""
    own = [c for c in cells if c.text and (c.row == r or prose)]
    return Passage.join(c.passage if prose else c.flat for c in own)


def _aside(column: HeadedColumn, cell: Cell, at: tuple[int, int], draft: Draft) -> None:
    """What stands in a column without a field is kept with its heading."""
    r, number = at
    if column.role == "number":
        cell.flat.claim(Role.LABEL)
    elif cell.text and cell.row == r:
        label = column.heads[-1].flat if column.heads else Passage()
        draft.extra.append((Passage.join([label, f"（第{number + 1}行）"]), cell.passage))


def _total_row(
    table: Table, r: int, block: _List, words: Vocabulary, draft: Draft
) -> tuple[str, dict[str, Any]] | None:
    """(label, points) of a row that adds the list up, None for any other row."""
    cells = [c for c in table.written(r) if c.row == r and c.end_col > block.left]
    pattern = words.evaluation["total"]
    first = cells[0] if cells else None
    if first is None or not pattern.search(re.sub(r"[(（].*?[)）]", "", label_key(first.text))) or len(cells) < 2:
        return None
    if any(not has_digit(c.text) and len(c.text) > 4 for c in cells[1:]):
        return None
    first.flat.claim(Role.LABEL)
    out: dict[str, Any] = {"weight": None, "score": None}
    rest = []
    placed = {id(cell): column.role for column, cell in block.cells(table, r) if cell.cols <= column.end - column.start}
    for cell in cells[1:]:
        role = placed.get(id(cell), "")
        if role in out and out[role] is None:
            out[role] = cell.flat
        else:
            rest.append(cell)
    figures = [cell for cell in rest if has_digit(cell.text)]
    if out["score"] is None and out["weight"] is None and len(figures) == 1:
        out["score"] = figures[0].flat
        rest.remove(figures[0])
    paired = len(rest) % 2 == 0 and not any(has_digit(cell.text) for cell in rest[::2])  # labels with their values
    for label, cell in zip(rest[::2], rest[1::2], strict=True) if paired else ((first, cell) for cell in rest):
        draft.extra.append((label.flat, cell.flat))
    return first.text, out


def _total(totals: list[tuple[str, dict[str, Any]]], draft: Draft) -> dict[str, Any] | None:
    """The total of the form: the last that is called one, else the last sum; the others are kept aside."""
    if not totals:
        return None
    named = [t for t in totals if "总" in t[0]] or totals
    best = named[-1]
    for label, points in totals:
        if points is not best[1]:
            draft.extra.extend((Passage(label), text) for text in points.values() if text)
    return best[1]
