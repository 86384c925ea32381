"""The store as a run uses it: readings are laid out by whoever made them, and put on the shelf many at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from jixiao.errors import StoreError
from jixiao.records import Reading, SourceInfo
from jixiao.records.tables.identifying import status_of
from jixiao.store.tables import kept as tables
from jixiao.store.transaction import Connection, now

_NAMED = "name:"
# So many bodies are looked at at once.
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Laid:
    """A reading with its rows; it can be sent to the process that has the store open."""

    source: SourceInfo
    fingerprint: str
    status: str
    body: bytes
    rows: tables.Rows
    size: int | None = None

    @property
    def key(self) -> str:
        """What tells sources apart: the content, and the name of those that could not even be opened."""
        return self.source.sha256 or f"{_NAMED}{self.source.name}"


def laid(reading: Reading, fingerprint: str | None = None, size: int | None = None) -> Laid:
    """The reading laid out; StoreError where it is one as corrected: what was read is not to be lost."""
    if reading.corrected is not None:
        raise StoreError(f"{reading.source.name} 已是改正后的内容，不能当作读到的存入；请存改正前的，改正另有记录")
    body = zlib.compress(reading.model_dump_json(exclude={"findings", "ledger"}).encode("utf-8"))
    mark = fingerprint if fingerprint is not None else reading.version
    return Laid(reading.source, mark, status_of(reading), body, tables.laid_out(reading, tables.READ), size)


def keep(connection: Connection, run: int, one: Laid) -> int:
    """The number under which it is kept; the caller has a transaction open."""
    connection.execute(
        "INSERT INTO sources (sha256, name, pages, size) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (one.key, one.source.name, one.source.pages, one.size),
    )
    made = connection.execute(
        "INSERT INTO readings (run, source, fingerprint, name, status, made, body) "
        "SELECT CAST(? AS INTEGER), id, ?, ?, ?, ?, ? FROM sources WHERE sha256 = ? RETURNING id",
        (run, one.fingerprint, one.source.name, one.status, now(), one.body, one.key),
    ).fetchone()
    number = int(made[0])
    tables.put(connection, one.rows, number)
    return number


def bodies(connection: Connection, fingerprint: str) -> Iterator[tuple[str, bytes]]:
    """What tells the source apart and the body of every reading with this fingerprint, later ones later."""
    last = 0
    while True:
        found = connection.execute(
            "SELECT r.id, s.sha256, r.body FROM readings r JOIN sources s ON s.id = r.source "
            f"WHERE r.fingerprint = ? AND r.id > ? ORDER BY r.id LIMIT {_AT_ONCE}",
            (fingerprint, last),
        ).fetchall()
        for number, key, body in found:
            last = int(number)
            yield key, body
        if len(found) < _AT_ONCE:
            return


def is_sound(body: bytes) -> bool:
    """Whether the body is what was written; it has a sum of itself in it."""
    try:
        zlib.decompress(body)
    except zlib.error:
        return False
    return True


class Keeps(Protocol):
    """What a shelf needs of a store."""

    def known(self, fingerprint: str) -> set[str]:
        """What tells the sources apart whose latest reading with this fingerprint is there, and is not damaged."""

    def reading(self, sha256: str, fingerprint: str) -> Reading | None:
        """The latest reading of this content with this fingerprint, None where there is none."""

    def add_all(self, run: int, readings: Sequence[Laid]) -> list[int]:
        """The numbers under which the readings are kept, all of them or none."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one run looks for readings and keeps its own."""

    store: Keeps
    run: int

    def known(self, version: str) -> set[str] | None:
        """The contents of which there is a sound reading by this version; None where each is to be looked for."""
        try:
            return {key for key in self.store.known(version) if not key.startswith(_NAMED)}
        except StoreError:
            return None

    def find(self, sha256: str, version: str) -> Reading | None:
        """The reading of this content by this version, None where there is none."""
        try:
            return self.store.reading(sha256, version)
        except StoreError:
            return None  # what cannot be opened is read again

    def keep(self, readings: Sequence[Laid]) -> None:
        """Remember the readings, all of them or none."""
        self.store.add_all(self.run, readings)
