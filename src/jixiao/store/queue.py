"""What is left to look at, form by form, from the tables of records; what did not change is not asked for again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jixiao.store.transaction import Connection, told

# The latest reading of every source; an index over (source, id) serves it.
_LATEST = "n AS MATERIALIZED (SELECT max(id) AS id FROM readings GROUP BY source)"
# The number that the record has in the reading as it was read.
_NUMBER = "coalesce(CAST(substr(r.record_id, instr(r.record_id, '#') + 1) AS INTEGER), 0)"


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest reading of a source: the number it is kept under, and of the last correction that its tables show."""

    number: int
    sha256: str
    name: str
    pages: int | None
    correction: int = 0


@dataclass(slots=True)
class Open:
    """A form and the places in it to look at: by (level, cause) how many. `number` is that as read, 0 for the file."""

    reading: int
    number: int
    subject: str
    kind: str
    department: str
    status: str
    page: int | None
    places: dict[tuple[str, str], int] = field(default_factory=dict)


class Queue:
    """What is left to look at in an open database; the tables must be up to date (`Store.refresh`)."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def readings(self) -> list[Latest]:
        """The latest reading of every source."""
        rows = self._all(
            f"WITH {_LATEST} SELECT f.id, s.sha256, f.name, s.pages, coalesce(l.correction, 0) FROM n "
            "JOIN readings f ON f.id = n.id JOIN sources s ON s.id = f.source LEFT JOIN laid l ON l.reading = f.id"
        )
        return [Latest(*row) for row in rows]

    def stamp(self) -> tuple[int, ...]:
        """What changes with every reading and every correction."""
        last = "SELECT coalesce(max(id), 0)"
        query = f"SELECT ({last} FROM readings), (SELECT count(*) FROM readings), ({last} FROM corrections)"
        found: tuple[int, ...] = self._all(query)[0]
        return tuple(found)

    def open(self, readings: Iterable[int]) -> list[Open]:
        """Every form of these readings, and of files of which nothing was read the file itself."""
        these = f"IN ({', '.join(str(int(number)) for number in readings)})"
        if these == "IN ()":
            return []
        forms = self._all(
            f"SELECT r.reading, r.record, {_NUMBER}, coalesce(r.subject, ''), r.kind, coalesce(r.department, ''), "
            f"r.status, r.page FROM records r WHERE r.reading {these}",
        )
        out = {(row[0], row[1]): Open(row[0], *row[2:]) for row in forms}
        found = self._all(
            f"SELECT reading, record, level, cause, count(*), min(page) FROM problems WHERE reading {these} AND "
            "level IN ('incomplete', 'doubted', 'failed') GROUP BY reading, level, record, cause",
        )
        for reading, record, level, cause, count, page in found:
            form = out.setdefault((reading, record), Open(reading, 0, "", "", "", "failed", page))
            form.places[level, cause or ""] = count
        return list(out.values())

    def doubted(self, column: str, text: str, most: int) -> list[tuple[str, int]]:
        """(sha256, number as read) of forms with a doubt in the column, a path without numbers (indicators[].value), in
        which the text stands somewhere."""
        pattern = column.replace("[]", "[%]")
        return self._all(
            f"WITH {_LATEST} SELECT DISTINCT s.sha256, {_NUMBER} FROM n JOIN problems o ON o.reading = n.id "
            "AND o.level = 'doubted' JOIN readings f ON f.id = n.id JOIN sources s ON s.id = f.source "
            "JOIN records r ON r.reading = o.reading AND r.record = o.record "
            "WHERE o.path LIKE ? AND instr(r.fields, ?) > 0 LIMIT ?",
            [pattern, text, most],
        )

    def settled(self) -> int:
        """How many values people looked at."""
        found: int = self._all("SELECT count(*) FROM corrections")[0][0]
        return found

    def latest(self, beginning: str) -> list[Latest]:
        """The latest readings of the sources whose sha256 begins so; two at the most."""
        rows = self._all(
            "SELECT r.id, s.sha256, r.name, s.pages FROM sources s JOIN readings r ON r.id = "
            "(SELECT max(n.id) FROM readings n WHERE n.source = s.id) "
            "WHERE s.sha256 >= ? AND s.sha256 < ? LIMIT 2",
            [beginning, beginning + "g"],
        )
        return [Latest(*row) for row in rows]

    def _all(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with told(self._path, "读不出"):
            return self._connection.execute(query, list(values)).fetchall()
