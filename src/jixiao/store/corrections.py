"""What people put right, kept for good in the order in which it was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from jixiao.records.annotations.corrections import Correction
from jixiao.store.server.connection import ServerConnection
from jixiao.store.transaction import Connection, told, writing


class Corrections:
    """The corrections in an open database."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def of(self, sha256: str) -> list[Correction]:
        """All corrections of the source, the first one first."""
        return self._read("WHERE sha256 = ?", sha256)

    def all(self) -> list[Correction]:
        """All corrections of all sources, the first one first."""
        return self._read("")

    def last(self, count: int) -> list[Correction]:
        """So many of all corrections, the last ones, the first of them first."""
        return self._read("WHERE id > (SELECT coalesce(max(id), 0) - ? FROM corrections)", count)

    def named(self, name: str) -> list[Correction]:
        """The correction of that id, or those of that batch."""
        return self._read("WHERE name = ? OR (batch = ? AND batch <> '')", name, name)

    def sources(self) -> set[str]:
        """The hashes of the sources with corrections."""
        with told(self._path, "读不出"):
            return {sha for (sha,) in self._connection.execute("SELECT DISTINCT sha256 FROM corrections")}

    def add(self, new: Sequence[Correction], seen: Mapping[str, int]) -> bool:
        """Keep the new corrections, all or none; False where one of their sources has by now more than the person knew
        of (`seen`, by hash), who has to look again then. What is kept outlives the process and a loss of power.
        """
        rows = [(c.id, c.sha256, c.batch, c.who, c.when, c.model_dump_json()) for c in new]
        with self._lasting(), writing(self._connection, self._path):
            if any(self.count(sha256) != count for sha256, count in seen.items()):
                return False
            self._connection.executemany(
                "INSERT INTO corrections (name, sha256, batch, who, made, body) VALUES (?, ?, ?, ?, ?, ?)", rows
            )
        return True

    def last_made(self, sha256: str) -> str:
        """When the source was corrected last, "" where it never was."""
        with told(self._path, "读不出"):
            row = self._connection.execute("SELECT max(made) FROM corrections WHERE sha256 = ?", (sha256,)).fetchone()
        return row[0] or ""

    def count(self, sha256: str) -> int:
        """How many corrections the source has, with those that were taken back."""
        found: int = self._connection.execute(
            "SELECT count(*) FROM corrections WHERE sha256 = ?", (sha256,)
        ).fetchone()[0]
        return found

    @contextmanager
    def _lasting(self) -> Iterator[None]:
        """While inside, what is written is on the disk before it is said to be."""
        if isinstance(self._connection, ServerConnection):
            yield  # a server says so only then anyway
            return
        self._connection.execute("PRAGMA synchronous = FULL")
        try:
            yield
        finally:
            self._connection.execute("PRAGMA synchronous = NORMAL")

    def _read(self, where: str, *values: str | int) -> list[Correction]:
        with told(self._path, "读不出"):
            rows = self._connection.execute(f"SELECT body FROM corrections {where} ORDER BY id", values).fetchall()
        return [Correction.model_validate_json(body) for (body,) in rows]
