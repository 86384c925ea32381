"""The mark of a row in a workbook: where it is from and what its cells said, so that a person's changes are found.

A mark is `record-id list key name=hash … name~hash …`: the record, the list ("-" for the record itself), the row's name
for good ("r3:2" for one cell of it), and for every cell the beginning of the hash of what was written there, "=" where
the cell can be corrected, "~" where it is derived or repeated. It goes with its row through sorting and filtering, and
needs no cell to stay in its column.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jixiao.records.paths import FieldPath
from jixiao.records.reading import Reading
from jixiao.records.tables.columns import At, Column, Noun
from jixiao.records.tables.identifying import record_id
from jixiao.records.tables.rows import CellText

HEADING = "改正用（请勿改动）"
"""Over the column of marks, and the name of the sheet that says which rows there were."""
_NONE = "-"
# Lists whose items are rows of a sheet.
_LISTS = ("indicators", "tasks", "staff", "spending_plan", "sub_goals", "measures", "funds.rows", "rows")
# So many digits of a hash stand for a text,
_DIGITS = 6
# and so many for a value that may be written in other ways.
_FEWER = 3
# What a person changes by the way, with rows put in or copied, or what nobody would take for a value of the form.
_OURS = {"file", "page", "last_page", "record_id", "row", "corrected", "doubted", "col"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark taken apart: hash of the source (its beginning), number of the record as read, list, key, the number of
    the cell (from 0) where it is of one alone, and the hashes of cells by column: those to be corrected, and others."""

    source: str
    record: int
    path: str
    key: str
    cell: int | None
    hashes: Mapping[str, str]
    derived: Mapping[str, str]


def can_be_marked(noun: Noun) -> bool:
    """Whether the table has values of forms, and not what the program says of them alone."""
    return any(column.of and not column.repeated for column in noun.columns)


def editable(column: Column, at: At) -> FieldPath | None:
    """The field path of what a person may correct in that column of the row; None where it is derived or repeated."""
    if at.record is None:
        return None
    if column.name == "year" and not at.path:
        return FieldPath("year")
    if not column.of or (column.repeated and at.path):
        return None
    own = at.named.get(column.of, column.of)
    known = isinstance(at.item, CellText) or own.partition(".")[0] in type(at.item).model_fields
    return FieldPath(at.field(column.of)) if known and at.field(column.of) else None


class Marker:
    """Makes the marks of the rows of a table."""

    def __init__(self, noun: Noun) -> None:
        self._columns = noun.columns
        self._names: dict[tuple[object, ...], tuple[list[str], list[str]]] = {}

    def mark(self, at: At, written: Mapping[str, str]) -> str:
        """The mark of the row; `written` are the texts in its cells by the names of the columns. "" where nothing in it
        can be corrected."""
        names, others = self._parted(at)
        if not names:
            return ""
        path, key = place_of(at)
        mark = told(record_id(at.reading, at.number), path, key, {name: written.get(name, "") for name in names})
        return " ".join([mark, *(f"{name}~{rough(written[name])}" for name in others if name in written)])

    def _parted(self, at: At) -> tuple[list[str], list[str]]:
        """The columns of what can be corrected in the row, and the others that say something of the form; rows of one
        kind have the same."""
        alike = type(at.item), at.record is None, bool(at.path), *at.named.items()
        if alike not in self._names:
            names = [column.name for column in self._columns if editable(column, at) is not None]
            others = [c.name for c in self._columns if c.name not in names and c.name not in _OURS]
            self._names[alike] = names, others
        return self._names[alike]


def told(record: str, path: str, key: str, written: Mapping[str, str]) -> str:
    """The mark as it is written, without cells that cannot be corrected."""
    said = [f"{name}={hash_of(text)}" for name, text in written.items()]
    return " ".join([record, path or _NONE, key or _NONE, *said])


def place_of(at: At) -> tuple[str, str]:
    """(list, key of the row in it) that the item is; ("", "") for the record itself."""
    row = FieldPath(at.path).row
    if row is None:
        return "", ""
    cell = f":{FieldPath(at.path).steps[-1]}" if isinstance(at.item, CellText) else ""
    return row.parent, key_of(at, row.parent, row.position or 0) + cell


def key_of(at: At, path: str, position: int) -> str:
    """The name for good of the row at the position of the list."""
    corrected = at.reading.corrected
    keys = corrected.rows.get(f"{at.reading.number_of(at.number - 1)}:{path}") if corrected else None
    return keys[position] if keys is not None else f"r{position}"


def lists_of(reading: Reading, number: int) -> dict[str, list[str]]:
    """By path, the keys of the rows of every list that has rows of its own in a workbook, of the record at the position
    (from 1)."""
    record = reading.records[number - 1]
    moved = reading.corrected.rows if reading.corrected else {}
    out: dict[str, list[str]] = {}
    for path in _LISTS:
        found = FieldPath(path).get(record)
        if isinstance(found, list):
            keys = moved.get(f"{reading.number_of(number - 1)}:{path}")
            out[path] = keys if keys is not None else [f"r{i}" for i in range(len(found))]
    return out


def parted(text: str) -> Mark | None:
    """The mark that the text is, None where it is none."""
    record, *more = text.split() or [""]
    source, _, number = record.rpartition("#")
    if not source or not number.isdigit() or len(more) < 2:
        return None
    path, key, *said = (part if part != _NONE else "" for part in more)
    key, _, cell = key.partition(":")
    hashes, derived = (dict(part.split(sign, 1) for part in said if sign in part) for sign in "=~")
    return Mark(source, int(number), path, key, int(cell) if cell.isdigit() else None, hashes, derived)


@lru_cache(maxsize=16384)
def hash_of(text: str) -> str:
    """Six hexadecimal digits that change with the text; blanks do not count, since programs change them on the way."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


@lru_cache(maxsize=16384)
def rough(text: str) -> str:
    """Three hexadecimal digits that change with the text; numbers are alike however they are written."""
    flat = text.replace(",", "").strip()
    try:
        return hash_of(f"{float(flat):.10g}")[:_FEWER]
    except ValueError:
        return hash_of(flat)[:_FEWER]


def written_rows(keys: Iterable[str]) -> str:
    """The keys of all rows of a list, in short where they are as they were read."""
    found = list(keys)
    return str(len(found)) if found == [f"r{i}" for i in range(len(found))] else " ".join(found)


def rows_written(text: str) -> list[str]:
    """The keys that `written_rows` wrote."""
    return [f"r{i}" for i in range(int(text))] if text.isdigit() else text.split()
