"""What a corrected record says about its form: which cell labels which field, which heads which column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from jixiao.app.learning.families import Family
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.records import AnyRecord
from jixiao.records.record import Base
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

_OF_ROW = re.compile(r"（第(\d+)[行项]）$")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_PLACE = re.compile(r"^.{2,8}?(?:省|自治区|市|州|县|区|旗)(?=.{4})")
_LABEL = 24
# A part of the funds is labelled alike in every period.
_PART = re.compile(r"^funds\.(annual|lifetime)\.(?!total)")
_SKIPPED = {*Base.model_fields, "kind", "title", "year", "indicators", "tasks", "staff"}
_SIGNS = re.compile(r"[≥≤=><＞＜]+|大于等于|小于等于|大于|小于|等于|定性")
_FIGURE = re.compile(r"[-\d,.%/—()]+|[-\d,.]+[亿万千百]?元?")
_MONEY = re.compile(r"\((?:金额)?(?:单位:)?[亿万千百]?元\)")


class _Rows(NamedTuple):
    """A list of a record: its name in the vocabulary, the field that names a row, and the roles of its columns."""

    name: str
    by: str
    roles: tuple[str, ...]


_LISTS = (
    _Rows("indicators", "level3", ("level1", "level2", "level3", "description", "value", "actual", "weight", "score",
                                   "reason", "basis")),
    _Rows("tasks", "function", ("function", "policy", "project", "amount", "fiscal", "other")),
    _Rows("staff", "item", ("item", "last_year", "this_year")),
)  # fmt: skip


def family_of_tables(name: str, record: AnyRecord, tables: list[Table], title: str, words: Vocabulary) -> Family:
    """The labels and headings of the tables under which the record's values stand."""
    plain = record.model_dump(mode="json")
    family = Family(name, record.kind, title_pattern(title or plain.get("title") or ""))
    for rows in _LISTS:
        found = _columns(tables, plain.get(rows.name) or [], rows)
        if found:
            family.columns[rows.name] = found
    headings = {heading for found in family.columns.values() for heading in found}
    named = {*words.kinds[record.kind].fields.values(), *type(record).model_fields, "period"}
    for path, value in _values(plain):
        label = _label_of(tables, value)
        if label and path in named and label not in headings:
            family.labels.setdefault(label, path)
    opener = {"project_name", "department"} if not plain.get("project_name") else {"project_name"}
    family.opening = next((label for label, path in family.labels.items() if path in opener), "")
    family.sections = [
        text
        for table in tables
        for c in table.cells
        if _MONEY.search(key(text := c.flat.text)) and len(text) <= _LABEL and text not in {*headings, *family.labels}
    ]
    return family


def family_of_extras(name: str, record: AnyRecord) -> Family:
    """What the record itself shows: a label kept aside whose value now stands in a field, a column likewise."""
    plain = record.model_dump(mode="json")
    family = Family(name, record.kind)
    fields = {key(value): path for path, value in _values(plain)}
    rows, votes = plain.get("indicators") or [], dict[str, Counter[str]]()
    for extra in record.extra:
        row = _OF_ROW.search(extra.label)
        label = _OF_ROW.sub("", extra.label).strip("：: ")
        if not label or not extra.value:
            continue
        if row is None:
            if path := fields.get(key(extra.value)):
                family.labels[label] = path
            continue
        found = rows[int(row[1]) - 1] if int(row[1]) <= len(rows) else {}
        for role in _LISTS[0].roles:
            if found.get(role) and key(found[role]) == key(extra.value):
                votes.setdefault(label, Counter())[role] += 1
    if votes:
        family.columns["indicators"] = {label: count.most_common(1)[0][0] for label, count in votes.items()}
    return family


def title_pattern(title: str) -> str:
    """The title as a pattern on its normal form: years and the place before it are left open."""
    bare = _PLACE.sub("", label_key(title))
    parts = [part.strip("()") for part in _YEAR.split(bare)]
    kept = [re.escape(part) for part in parts if part]
    return ".{0,8}".join(kept) if sum(map(len, parts)) >= 4 else ""


def _values(plain: Mapping[str, Any], under: str = "") -> Iterator[tuple[str, str]]:
    """(field as the vocabulary names it, value) of everything that a label of the form's head can stand beside."""
    start, end = plain.get("period_start"), plain.get("period_end")
    if not under and start and end:
        yield "period", f"{start}至{end}"
    for name, value in plain.items():
        if not under and name in _SKIPPED:
            continue
        path = f"{under}.{name}" if under else name
        if isinstance(value, str) and value and name != "unit":
            yield _PART.sub("funds.", path), value
        elif isinstance(value, Mapping):
            yield from _values(value, path)


def _label_of(tables: list[Table], value: str) -> str:
    """The text of the cell that labels the one cell with that value, "" where there is none or more than one."""
    wanted = _same(value)
    cells = [(table, c) for table in tables for c in table.cells if c.text and _same(c.passage.text) == wanted]
    if len(cells) != 1:
        return ""
    table, cell = cells[0]
    left = table.at(cell.row, cell.col - 1) if cell.col else None
    if left is not None and _is_label(left) and left.rows <= cell.rows:  # a taller one heads several values
        return left.flat.text.strip("：: ")
    r = cell.row - 1
    while (above := table.at(r, cell.col)) is not None and r >= 0:
        if _is_label(above):
            return above.flat.text.strip("：: ")
        if not _FIGURE.fullmatch(key(above.text)):
            return ""
        r = above.row - 1
    return ""


def _same(text: str) -> str:
    """A value for comparing; the ends of a period are joined in many ways."""
    return re.sub(r"[至到~～—–-]+", "至", key(text))


def _is_label(cell: Cell) -> bool:
    text = key(cell.text)
    return 2 <= len(text) <= _LABEL and not _FIGURE.fullmatch(text) and not re.search(r"\d{3}|[。；;]", text)


def _columns(tables: list[Table], rows: list[dict[str, Any]], what: _Rows) -> dict[str, str]:
    """Heading -> role of the columns in which the rows stand, by most of their rows."""
    values = {key(v) for row in rows for v in row.values() if isinstance(v, str) and v}
    out: dict[str, str] = {}
    for table in tables:
        votes: dict[int, Counter[str]] = {}
        first = table.n_rows
        for row in rows:
            at = _row_of(table, row, what)
            if at is None:
                continue
            first = min(first, at)
            for col, role in _roles(table, at, row, what):
                votes.setdefault(col, Counter())[role] += 1
        cells = _heads(table, first, votes, values)
        for col, head in cells.items():
            out.setdefault(head.flat.text.strip("：: "), votes[col].most_common(1)[0][0])
    return out


def _heads(table: Table, first: int, columns: Collection[int], values: set[str]) -> dict[int, Cell]:
    """The heading of each column: the nearest row over the first one in which most of the columns have a label."""
    for r in range(first - 1, -1, -1):
        found = {
            col: cell
            for col in columns
            if (cell := table.at(r, col)) is not None
            and cell.col == col
            and _is_label(cell)
            and key(cell.text) not in values
        }
        if len(found) > len(columns) / 2 and len({id(c) for c in found.values()}) == len(found):
            return found
    return {}


def _row_of(table: Table, row: Mapping[str, Any], what: _Rows) -> int | None:
    """The row of the table that holds the item: its name, and something else of it."""
    name = key(row.get(what.by) or "")
    others = {key(v) for n, v in row.items() if n != what.by and isinstance(v, str) and v}
    for r in range(table.n_rows):
        texts = {key(c.text) for c in table.row(r) if c.text}
        told = texts & others or any(has_digit(t) and any(t in other for other in others) for t in texts - {name})
        if name and name in texts and told:
            return r
    return None


def _roles(table: Table, r: int, row: Mapping[str, Any], what: _Rows) -> Iterator[tuple[int, str]]:
    """(column, role) of the cells of the row; a value may be printed as sign, number and unit apart."""
    cells = [c for c in table.row(r) if c.text]
    left, used = [], set[str]()
    for cell in cells:
        roles = [n for n in what.roles if row.get(n) and key(row[n]) == key(cell.text) and n not in used]
        if roles:
            used.add(roles[0])
            yield cell.col, roles[0]
        else:
            left.append(cell)
    value = key(row.get("value") or "")
    if "value" in used:
        return
    for cell in left:
        text = key(cell.text)
        if text and text in value:
            yield cell.col, "operator" if _SIGNS.fullmatch(text) else "value" if has_digit(text) else "unit"
