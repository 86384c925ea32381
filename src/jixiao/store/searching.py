"""What is looked for in everything that was read, from the tables of records: texts, and how much there is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jixiao.store.transaction import Connection, told


class Searching:
    """The latest readings, as corrected; the tables must be up to date (`refresh`)."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def records_with(self, text: str, most: int) -> list[tuple[str, int]]:
        """(hash, position from 1 in the reading as corrected) of records in which the text stands somewhere; it is
        written as JSON has it.
        """
        return self._all(
            "SELECT n.sha256, r.record FROM records r JOIN latest n ON n.id = r.reading "
            "WHERE instr(r.fields, ?) > 0 ORDER BY n.name, r.reading, r.record LIMIT ?",
            (text, most),
        )

    def sizes(self) -> list[tuple[str, int]]:
        """(hash, how many texts its fields have at the most) of every source that was read, by name: half the quotes of
        its fields as JSON."""
        return self._all(
            "SELECT n.sha256, coalesce(sum(length(r.fields) - length(replace(r.fields, '\"', ''))), 0) / 2 "
            "FROM latest n LEFT JOIN records r ON r.reading = n.id GROUP BY n.id, n.sha256, n.name "
            "ORDER BY n.name, n.id",
            (),
        )

    def _all(self, query: str, values: tuple[str | int, ...]) -> list[Any]:
        with told(self._path, "读不出"):
            return self._connection.execute(query, values).fetchall()
