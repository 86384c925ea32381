"""What is to be looked at in everything that was read, from the tables of records: counted, grouped, page by page."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jixiao.store.transaction import told

GroupBy = Literal["cause", "file", "department", "level", "field"]

_FROM = (
    "FROM problems p JOIN latest n ON n.id = p.reading "
    "LEFT JOIN records r ON r.reading = p.reading AND r.record = p.record"
)
_COLUMNS = {
    "cause": "p.cause", "file": "n.name", "department": "r.department", "level": "p.level", "field": "p.field",
}  # fmt: skip
# What a person looks at first: files that could not be read at all need no eyes but another file.
_ORDER = "CASE p.level WHEN 'incomplete' THEN 0 WHEN 'doubted' THEN 0 WHEN 'unexplained' THEN 1 ELSE 2 END"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of them: those of a level, a cause, a file (hash), a department, a record (as read, with its file); ""
    and None are all."""

    level: str = ""
    cause: str = ""
    sha256: str = ""
    department: str = ""
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at. `record` is the number in the reading as read, 0 for the file; `path` the value, if one."""

    sha256: str
    file: str
    record: int
    subject: str
    department: str
    page: int | None
    level: str
    code: str
    field: str
    path: str
    cause: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Group:
    """How many things to look at have this in common, in how many forms and files."""

    name: str
    count: int
    records: int
    files: int


class Problems:
    """What is to be looked at in the latest readings, as corrected; the tables must be up to date (`refresh`)."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def page(self, wanted: Wanted, most: int, skip: int = 0) -> list[Problem]:
        """Those that are wanted, `most` of them after so many: incomplete forms and doubts first, by file and form."""
        where, values = _where(wanted)
        rows = self._all(
            f"SELECT n.sha256, n.name, r.record_id, r.subject, r.department, p.page, p.level, p.code, p.field, p.path, "
            f"p.cause, p.message, p.advice {_FROM} {where} ORDER BY {_ORDER}, n.name, p.reading, p.record, p.id "
            "LIMIT ? OFFSET ?",
            (*values, most, skip),
        )
        return [_problem(row) for row in rows]

    def groups(self, by: GroupBy, wanted: Wanted) -> list[Group]:
        """Those that are wanted, together by what they have in common, the most frequent first."""
        where, values = _where(wanted)
        rows = self._all(
            f"SELECT coalesce({_COLUMNS[by]}, ''), count(*) AS many, count(DISTINCT p.reading || '-' || p.record), "
            f"count(DISTINCT p.reading) {_FROM} {where} GROUP BY 1 ORDER BY many DESC, 1",
            values,
        )
        return [Group(*row) for row in rows]

    def count(self, wanted: Wanted) -> int:
        """How many are wanted."""
        where, values = _where(wanted)
        found: int = self._all(f"SELECT count(*) {_FROM} {where}", values)[0][0]
        return found

    def records_with(self, text: str, most: int) -> list[tuple[str, int]]:
        """(hash, position from 1 in the reading as corrected) of records in which the text stands somewhere."""
        return self._all(
            "SELECT n.sha256, r.record FROM records r JOIN latest n ON n.id = r.reading "
            "WHERE instr(r.fields, ?) > 0 ORDER BY n.name, r.reading, r.record LIMIT ?",
            (text, most),
        )

    def sizes(self) -> list[tuple[str, int]]:
        """(hash, length of all its fields in characters) of every source that was read, by name."""
        return self._all(
            "SELECT n.sha256, coalesce(sum(length(r.fields)), 0) FROM latest n LEFT JOIN records r ON r.reading = n.id "
            "GROUP BY n.id ORDER BY n.name, n.id",
            (),
        )

    def _all(self, query: str, values: Sequence[str | int]) -> list[Any]:
        with told(self._path, "读不出"):
            return self._connection.execute(query, values).fetchall()


def _where(wanted: Wanted) -> tuple[str, tuple[str | int, ...]]:
    parts = {
        "p.level = ?": wanted.level, "p.cause = ?": wanted.cause, "n.sha256 = ?": wanted.sha256,
        "r.department = ?": wanted.department,
        "r.record_id LIKE ?": f"%#{wanted.record:03}" if wanted.record else "",
    }  # fmt: skip
    said = {part: value for part, value in parts.items() if value}
    return (f"WHERE {' AND '.join(said)}" if said else ""), tuple(said.values())


def _problem(row: tuple[str | int | None, ...]) -> Problem:
    sha256, file, record_id, subject, department, page, *rest = row
    number = int(str(record_id).rpartition("#")[2]) if record_id else 0
    texts = [str(value or "") for value in rest]
    where = str(sha256), str(file), number, str(subject or ""), str(department or "")
    return Problem(*where, int(page) if page is not None else None, *texts)
