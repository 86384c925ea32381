"""What is left to look at, from the tables of records: doubts and incomplete forms, by cause, file and department."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jixiao.store.transaction import told

By = Literal["cause", "file", "department"]

# The latest reading of every source; an index over (source, id) serves it.
_LATEST = "n AS MATERIALIZED (SELECT max(id) AS id FROM readings GROUP BY source)"
_LEVELS = "('incomplete', 'doubted', 'failed')"
_OPEN = f"n JOIN problems o ON o.reading = n.id AND o.level IN {_LEVELS}"
_FORM = (
    "JOIN readings f ON f.id = {0}.reading JOIN sources s ON s.id = f.source "
    "LEFT JOIN records r ON r.reading = {0}.reading AND r.record = {0}.record"
)
_GROUPS: dict[By, str] = {
    "cause": "o.level || ':' || o.cause",
    "file": "f.name",
    "department": "coalesce(r.department, '')",
}
# The number that the record has in the reading as it was read, 0 for the file as a whole.
_NUMBER = "coalesce(CAST(substr(r.record_id, instr(r.record_id, '#') + 1) AS INTEGER), 0)"
# Incomplete forms come first, then by file and number.
_PLACE = f"coalesce(r.status, 'failed') = 'complete', f.name, {_NUMBER}"
_SHOWN = (
    f"s.sha256, {_NUMBER}, f.name, coalesce(r.subject, f.name), coalesce(r.kind, ''), coalesce(r.department, ''), "
    "coalesce(r.status, 'failed')"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Places to look at that share a cause, a file or a department: how many, in how many forms and files."""

    key: str
    places: int
    forms: int
    files: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A form with places to look at: the sha256 of its source, and its number there as read, 0 for the file itself."""

    source: str
    record: int
    file: str
    subject: str
    kind: str
    department: str
    status: str
    page: int | None
    doubts: int
    reasons: int


@dataclass(frozen=True, slots=True)
class Left:
    """How much is left: places, and forms that have any, of all forms and files."""

    places: int
    forms: int
    all_forms: int
    files: int


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest reading of a source: the number it is kept under."""

    number: int
    sha256: str
    name: str
    pages: int | None


class Queue:
    """What is left to look at in an open database."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def left(self) -> Left:
        """How much there is to do."""
        row = self._all(
            f"WITH {_LATEST} SELECT (SELECT count(*) FROM {_OPEN}), "
            f"(SELECT count(*) FROM (SELECT DISTINCT o.reading, o.record FROM {_OPEN})), "
            "(SELECT count(*) FROM n JOIN records r ON r.reading = n.id), (SELECT count(*) FROM n)"
        )[0]
        return Left(*row)

    def groups(self, by: By) -> list[Group]:
        """The places by what they share: what is not complete before doubts, and those with most first."""
        key = _GROUPS[by]
        rows = self._all(
            f"WITH {_LATEST} SELECT {key} AS key, count(*) AS places, "
            "count(DISTINCT o.reading * 100000 + o.record), count(DISTINCT o.reading) "
            f"FROM {_OPEN} {'' if by == 'cause' else _FORM.format('o')} GROUP BY key "
            "ORDER BY max(o.level <> 'doubted') DESC, places DESC, key"
        )
        return [Group(*row) for row in rows]

    def forms(self, by: By | None = None, key: str = "", most: int = 200, after: int = 0) -> list[Waiting]:
        """The forms of a group, or all that have something to look at, in the order of the queue."""
        where = f"WHERE {_GROUPS[by]} = ?" if by else ""
        return self._waiting(where, "LIMIT ? OFFSET ?", [*([key] if by else []), most, after])

    def following(self, source: str, number: int, by: By | None = None, key: str = "") -> Waiting | None:
        """The form that comes after this one in the queue, None where it is the last."""
        here = self._all(
            f"WITH {_LATEST} SELECT coalesce(r.status, 'failed') = 'complete', f.name FROM sources s "
            "JOIN readings f ON f.source = s.id JOIN n ON n.id = f.id "
            f"LEFT JOIN records r ON r.reading = f.id AND {_NUMBER} = ? WHERE s.sha256 = ?",
            [number, source],
        )
        if not here:
            return None
        where = f"WHERE ({_PLACE}) > (?, ?, ?)" + (f" AND {_GROUPS[by]} = ?" if by else "")
        found = self._waiting(where, "LIMIT 1", [*here[0], number, *([key] if by else [])])
        return found[0] if found else None

    def all(self, find: str = "", most: int = 200, after: int = 0) -> list[Waiting]:
        """Every form whose subject, file or department holds the words."""
        count = (
            "(SELECT count(*) FROM problems o WHERE o.reading = r.reading AND o.record = r.record AND o.level = '{}')"
        )
        like = f"%{find}%"
        rows = self._all(
            f"WITH {_LATEST} SELECT {_SHOWN}, r.page, {count.format('doubted')}, {count.format('incomplete')} "
            "FROM n JOIN records r ON r.reading = n.id JOIN readings f ON f.id = n.id "
            "JOIN sources s ON s.id = f.source "
            f"WHERE r.subject LIKE ? OR f.name LIKE ? OR r.department LIKE ? ORDER BY f.name, {_NUMBER} "
            "LIMIT ? OFFSET ?",
            [like, like, like, most, after],
        )
        return [Waiting(*row) for row in rows]

    def settled(self) -> int:
        """How many values people looked at."""
        found: int = self._all("SELECT count(*) FROM corrections")[0][0]
        return found

    def latest(self, beginning: str) -> list[Latest]:
        """The latest readings of the sources whose sha256 begins so; two at the most."""
        rows = self._all(
            "SELECT max(r.id), s.sha256, r.name, s.pages FROM sources s JOIN readings r ON r.source = s.id "
            "WHERE s.sha256 >= ? AND s.sha256 < ? GROUP BY s.id LIMIT 2",
            [beginning, beginning + "g"],
        )
        return [Latest(*row) for row in rows]

    def _waiting(self, where: str, end: str, values: Sequence[object]) -> list[Waiting]:
        rows = self._all(
            f"WITH {_LATEST} SELECT {_SHOWN}, min(o.page), sum(o.level = 'doubted'), sum(o.level <> 'doubted') "
            f"FROM {_OPEN} {_FORM.format('o')} {where} GROUP BY o.reading, o.record ORDER BY {_PLACE} {end}",
            values,
        )
        return [Waiting(*row) for row in rows]

    def _all(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with told(self._path, "读不出"):
            return self._connection.execute(query, list(values)).fetchall()
