"""The store: runs, sources and readings, kept for good; readings come back one at a time.

One writer and any number of readers may have the file open at once, in processes of their own (write-ahead log; not
on a network drive). Nothing is changed or taken out but that a run gets its end.
"""

from __future__ import annotations

import json
import platform
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from pydantic import ValidationError

import jixiao
from jixiao.config.servers import shown
from jixiao.errors import StoreError
from jixiao.records import Reading, Reason, SourceInfo
from jixiao.records.tables.columns import Noun
from jixiao.store.checked import Checks
from jixiao.store.corrections import Corrections
from jixiao.store.decisions import Decisions
from jixiao.store.desk import DeskTables
from jixiao.store.library import LibraryTables
from jixiao.store.opening import connected, prepare
from jixiao.store.queue import Queue
from jixiao.store.reviewing import Reviewing
from jixiao.store.searching import Searching
from jixiao.store.server.connection import ServerConnection
from jixiao.store.shelf import Laid, Shelf, bodies, is_sound, keep, laid
from jixiao.store.tables import kept as tables
from jixiao.store.transaction import Connection, now, told, wait, writing


@dataclass(frozen=True, slots=True)
class Run:
    """One run: when (UTC), by which version, with which settings, on which machine; `readings` made in it."""

    id: int
    started: str
    finished: str | None
    version: str
    settings: dict[str, object]
    machine: str
    readings: int


class Store:
    """An open database. Use as a context manager, or `close()`."""

    def __init__(self, path: Path, connection: Connection) -> None:
        self.path = shown(path)
        self._connection = connection

    @classmethod
    def open(cls, path: str | Path) -> Store:
        """The database at the path, made where there is none and brought up to this program where it is older.

        StoreError where the file is something else, was written by a newer program, or cannot be opened.
        """
        path = Path(path)
        connection = connected(path)
        store = cls(path, connection)
        try:
            with told(store.path, "打不开"):
                prepare(connection, store.path, store._tables_of)
        except BaseException:
            connection.close()
            raise
        return store

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def wait(self, seconds: float) -> None:
        """Wait so long, and no longer, where another program holds the database."""
        wait(self._connection, seconds)

    @property
    def broken(self) -> bool:
        """Whether the server it is on went away; it is to be opened anew then."""
        return isinstance(self._connection, ServerConnection) and self._connection.closed

    def begin(self, settings: Mapping[str, object]) -> int:
        """The number of a new run with these settings (no keys or passwords: they are kept for good)."""
        machine = f"{platform.node()} {platform.platform()} Python {platform.python_version()}"
        text = json.dumps(settings, ensure_ascii=False, sort_keys=True, default=str)
        row = (now(), jixiao.__version__, text, machine)
        with writing(self._connection, self.path):
            made = self._connection.execute(
                "INSERT INTO runs (started, version, settings, machine) VALUES (?, ?, ?, ?) RETURNING id", row
            ).fetchone()
        return int(made[0])

    def finish(self, run: int) -> None:
        """Set the end of the run; one that was killed has none."""
        with writing(self._connection, self.path):
            self._connection.execute("UPDATE runs SET finished = ? WHERE id = ?", (now(), run))

    def add(self, run: int, reading: Reading, fingerprint: str | None = None, size: int | None = None) -> int:
        """The number under which the reading is kept as it was read, with all its rows, whole or not at all; findings
        are not. StoreError where it is one as corrected: what was read is not to be lost.

        `fingerprint` stands for the version and the settings that shaped it, `reading.version` where none is given;
        `size` is the source's in bytes.
        """
        return self.add_all(run, [laid(reading, fingerprint, size)])[0]

    def add_all(self, run: int, readings: Iterable[Laid]) -> list[int]:
        """The numbers under which they are kept, all of them or none."""
        with writing(self._connection, self.path):
            return [keep(self._connection, run, each) for each in readings]

    def known(self, fingerprint: str) -> set[str]:
        """What tells the sources apart whose latest reading with this fingerprint is there, and is not damaged."""
        out: dict[str, bool] = {}
        with told(self.path, "读不出"):
            for key, body in bodies(self._connection, fingerprint):
                out[key] = is_sound(body)
        return {key for key, sound in out.items() if sound}

    def reading(self, sha256: str, fingerprint: str) -> Reading | None:
        """The latest reading of this content with this fingerprint, None where there is none."""
        with told(self.path, "读不出"):
            row = self._connection.execute(
                "SELECT r.id, r.body FROM readings r JOIN sources s ON s.id = r.source "
                "WHERE s.sha256 = ? AND r.fingerprint = ? ORDER BY r.id DESC LIMIT 1",
                (sha256, fingerprint),
            ).fetchone()
        return self._opened(*row) if row else None

    def readings(self, run: int | None = None, as_read: bool = False) -> Iterator[Reading]:
        """The latest reading of each source, or all of one run, by name, one at a time, as corrected with what checks
        found, or as it was read.
        """
        query = "SELECT id FROM latest" if run is None else "SELECT id FROM readings WHERE run = ?"
        with told(self.path, "读不出"):
            found = self._connection.execute(f"{query} ORDER BY name, id", () if run is None else (run,)).fetchall()
        for (number,) in found:
            yield self._kept_or_said(number, as_read)

    def rows(self, noun: Noun) -> Iterator[dict[str, str | int | float | None]]:
        """The noun's rows of the latest readings, one at a time, by column name (and `id`, `reading`, `record`)."""
        self.refresh()
        with told(self.path, "读不出"):
            cursor = self._connection.execute(f"SELECT * FROM latest_{noun.name} ORDER BY id")
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))

    def runs(self) -> list[Run]:
        """All runs, the first one first."""
        with told(self.path, "读不出"):
            found = self._connection.execute(
                "SELECT id, started, finished, version, settings, machine, "
                "(SELECT count(*) FROM readings WHERE run = runs.id) FROM runs ORDER BY id"
            ).fetchall()
        return [
            Run(number, started, finished, version, json.loads(settings), machine, readings)
            for number, started, finished, version, settings, machine, readings in found
        ]

    @property
    def library(self) -> LibraryTables:
        """The tables of the library."""
        return LibraryTables(self._connection, self.path)

    @property
    def decisions(self) -> Decisions:
        """What reviewers decided."""
        return Decisions(self._connection, self.path)

    @property
    def checks(self) -> Checks:
        """What checks found."""
        return Checks(self._connection, self.path)

    @property
    def searching(self) -> Searching:
        """What stands in the latest readings, with what was corrected so far."""
        self.refresh()
        return Searching(self._connection, self.path)

    @property
    def desk(self) -> DeskTables:
        """What a desk keeps besides."""
        return DeskTables(self._connection, self.path)

    @property
    def reviewing(self) -> Reviewing:
        """Which forms there are to review."""
        return Reviewing(self._connection, self.path)

    @property
    def queue(self) -> Queue:
        """What is left to look at, form by form."""
        return Queue(self._connection, self.path)

    @property
    def corrections(self) -> Corrections:
        """What people put right."""
        return Corrections(self._connection, self.path)

    def kept(self, number: int) -> Reading:
        """The reading of that number as corrected, with what checks found in it since."""
        reading = self._read(number)
        corrections = self.corrections.of(reading.source.sha256)
        if not corrections:
            return self.checks.joined(reading, number)
        from jixiao.fields.corrected import apply  # only those who correct need the vocabulary

        return self.checks.joined(apply(reading, corrections), number, corrections[-1].when)

    def as_read(self, sha256: str) -> Reading | None:
        """The latest reading of this content as it was read, None where there is none."""
        with told(self.path, "读不出"):
            row = self._connection.execute("SELECT id FROM latest WHERE sha256 = ?", (sha256,)).fetchone()
        return self._read(row[0]) if row else None

    def latest(self) -> list[tuple[str, str]]:
        """(hash, name) of every source that was read, by name."""
        with told(self.path, "读不出"):
            return self._connection.execute("SELECT sha256, name FROM latest ORDER BY name, id").fetchall()

    def refresh(self) -> int:
        """Lay the tables of records out anew for readings that were corrected since; how many."""
        with told(self.path, "读不出"):
            late = self._connection.execute(
                "SELECT n.id, c.last FROM (SELECT sha256, max(id) AS last FROM corrections GROUP BY sha256) c "
                "JOIN latest n ON n.sha256 = c.sha256 LEFT JOIN laid l ON l.reading = n.id "
                "WHERE coalesce(l.correction, 0) <> c.last"
            ).fetchall()
        for number, last in late:
            reading = self.kept(number)
            with writing(self._connection, self.path):
                tables.fill_anew(self._connection, reading, number, last)
        return len(late)

    def _read(self, number: int) -> Reading:
        """The reading of that number as it was read."""
        with told(self.path, "读不出"):
            row = self._connection.execute("SELECT id, body FROM readings WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise StoreError(f"数据库 {self.path} 里没有第 {number} 次读取；请检查编号")
        return self._opened(*row)

    def _kept_or_said(self, number: int, as_read: bool = False) -> Reading:
        """The reading of that number; of one that cannot be opened its source, with what to do as its problem."""
        try:
            return self._read(number) if as_read else self.kept(number)
        except StoreError as exc:
            with told(self.path, "读不出"):
                row = self._connection.execute(
                    "SELECT s.name, s.sha256, s.pages FROM readings r JOIN sources s ON s.id = r.source WHERE r.id = ?",
                    (number,),
                ).fetchone()
            if row is None:
                raise
            source = SourceInfo(name=row[0], sha256="" if row[1].startswith("name:") else row[1], pages=row[2])
            return Reading(source=source, problems=[Reason(code=StoreError.code, message=str(exc))])

    def shelf(self, run: int) -> Shelf:
        """The store as the place where a run looks for earlier readings and puts its own."""
        return Shelf(self, run)

    def _tables_of(self, number: int) -> None:
        """Lay the reading of that number out in the tables of records."""
        tables.fill(self._connection, self.checks.joined(self._read(number), number), number)

    def _opened(self, number: int, body: bytes) -> Reading:
        try:
            return Reading.model_validate_json(zlib.decompress(body))
        except (zlib.error, ValidationError) as exc:
            raise StoreError(
                f"数据库 {self.path} 里第 {number} 次读取的内容解不开（{type(exc).__name__}），可能已损坏或格式已旧；"
                "请把原文件重新读取一次（jixiao extract … --store），其余的不受影响"
            ) from exc
