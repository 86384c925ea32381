"""The store: runs, sources and readings, kept for good; readings come back one at a time.

One writer and any number of readers may have the file open at once, in processes of their own (write-ahead log; not
on a network drive). Nothing is changed or taken out but that a run gets its end.
"""

from __future__ import annotations

import json
import platform
import sqlite3
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from pydantic import ValidationError

import jixiao
from jixiao.errors import StoreError, reason_of
from jixiao.records import Reading, Reason, SourceInfo
from jixiao.records.tables.columns import Noun
from jixiao.records.tables.schema import status_of
from jixiao.store import tables
from jixiao.store.checked import Checks
from jixiao.store.decisions import Decisions
from jixiao.store.library import LibraryTables
from jixiao.store.migrations import APPLICATION, STEPS, level, migrate
from jixiao.store.transaction import told, writing

WAIT_SECONDS = 60.0
_MAGIC = b"SQLite format 3\x00"


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

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: str | Path) -> Store:
        """The database at the path, made where there is none and brought up to this program where it is older.

        StoreError where the file is something else, was written by a newer program, or cannot be opened.
        """
        path = Path(path)
        _check_file(path)
        with told(path, "打不开"):
            connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        store = cls(path, connection)
        try:
            with told(path, "打不开"):
                store._prepare()
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

    def begin(self, settings: Mapping[str, object]) -> int:
        """The number of a new run with these settings (no keys or passwords: they are kept for good)."""
        machine = f"{platform.node()} {platform.platform()} Python {platform.python_version()}"
        text = json.dumps(settings, ensure_ascii=False, sort_keys=True, default=str)
        row = (_now(), jixiao.__version__, text, machine)
        with writing(self._connection, self.path):
            made = self._connection.execute(
                "INSERT INTO runs (started, version, settings, machine) VALUES (?, ?, ?, ?)", row
            )
        return made.lastrowid or 0

    def finish(self, run: int) -> None:
        """Set the end of the run; one that was killed has none."""
        with writing(self._connection, self.path):
            self._connection.execute("UPDATE runs SET finished = ? WHERE id = ?", (_now(), run))

    def add(self, run: int, reading: Reading, fingerprint: str | None = None, size: int | None = None) -> int:
        """The number under which the reading is kept, with all its rows, whole or not at all; findings are not.

        `fingerprint` stands for the version and the settings that shaped it, `reading.version` where none is given;
        `size` is the source's in bytes.
        """
        info, mark = reading.source, fingerprint if fingerprint is not None else reading.version
        body = zlib.compress(reading.model_dump_json(exclude={"findings", "ledger"}).encode("utf-8"))
        with writing(self._connection, self.path):
            execute = self._connection.execute
            execute(
                "INSERT INTO sources (sha256, name, pages, size) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (_key(info), info.name, info.pages, size),
            )
            made = execute(
                "INSERT INTO readings (run, source, fingerprint, name, status, made, body) "
                "SELECT ?, id, ?, ?, ?, ?, ? FROM sources WHERE sha256 = ?",
                (run, mark, info.name, status_of(reading), _now(), body, _key(info)),
            )
            number = made.lastrowid or 0
            tables.fill(self._connection, reading, number, tables.READ)
        return number

    def reading(self, sha256: str, fingerprint: str) -> Reading | None:
        """The latest reading of this content with this fingerprint, None where there is none."""
        with told(self.path, "读不出"):
            row = self._connection.execute(
                "SELECT r.id, r.body FROM readings r JOIN sources s ON s.id = r.source "
                "WHERE s.sha256 = ? AND r.fingerprint = ? ORDER BY r.id DESC LIMIT 1",
                (sha256, fingerprint),
            ).fetchone()
        return self._opened(*row) if row else None

    def readings(self, run: int | None = None) -> Iterator[Reading]:
        """The latest reading of each source, or all of one run, by name, one at a time, with what checks found."""
        query = "SELECT id FROM latest" if run is None else "SELECT id FROM readings WHERE run = ?"
        with told(self.path, "读不出"):
            found = self._connection.execute(f"{query} ORDER BY name, id", () if run is None else (run,)).fetchall()
        for (number,) in found:
            yield self._kept_or_said(number)

    def rows(self, noun: Noun) -> Iterator[dict[str, str | int | float | None]]:
        """The noun's rows of the latest readings, one at a time, by column name (and `id`, `reading`, `record`)."""
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

    def kept(self, number: int) -> Reading:
        """The reading of that number, with what checks found in it."""
        with told(self.path, "读不出"):
            row = self._connection.execute("SELECT id, body FROM readings WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise StoreError(f"数据库 {self.path} 里没有第 {number} 次读取；请检查编号")
        return self.checks.joined(self._opened(*row), number)

    def _kept_or_said(self, number: int) -> Reading:
        """The reading of that number; of one that cannot be opened its source, with what to do as its problem."""
        try:
            return self.kept(number)
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

    def _prepare(self) -> None:
        connection = self._connection
        known = connection.execute("PRAGMA application_id").fetchone()[0]
        empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
        if known != APPLICATION and not empty:
            raise StoreError(f"{self.path} 是别的程序的数据库，不是 jixiao 的；请换一个文件名")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        _write_ahead(connection)
        self._check_level()
        if level(connection) == len(STEPS) and self._layout()[0] == tables.layout():
            return
        with writing(self._connection, self.path):
            self._check_level()  # another process may have been quicker
            migrate(connection)
            self._lay_out()

    def _check_level(self) -> None:
        found, known = level(self._connection), len(STEPS)
        if found > known:
            said = f"第 {found} 版，本程序只认到第 {known} 版"
            raise StoreError(f"数据库 {self.path} 是更新的 jixiao 写的（{said}）；请升级 jixiao，或换一个文件")

    def _layout(self) -> tuple[str, str]:
        """Columns of the tables of records as they are, and the version of the program that made them."""
        row = self._connection.execute("SELECT columns, version FROM layouts ORDER BY id DESC LIMIT 1").fetchone()
        return (row[0], row[1]) if row else ("", "")

    def _lay_out(self) -> None:
        """Make the tables of records anew from the readings where their columns are not this program's."""
        columns, version = self._layout()
        if columns == tables.layout():
            return
        if _parts(version) > _parts(jixiao.__version__):
            said = f"表是 jixiao {version} 建的，比本程序（{jixiao.__version__}）新"
            raise StoreError(f"数据库 {self.path} 的{said}；请升级 jixiao，或换一个文件")
        tables.create(self._connection)
        for (number,) in self._connection.execute("SELECT id FROM readings ORDER BY id").fetchall():
            row = self._connection.execute("SELECT id, body FROM readings WHERE id = ?", (number,)).fetchone()
            tables.fill(self._connection, self.checks.joined(self._opened(*row), number), number)
        self._connection.execute(
            "INSERT INTO layouts (made, version, columns) VALUES (?, ?, ?)",
            (_now(), jixiao.__version__, tables.layout()),
        )

    def _opened(self, number: int, body: bytes) -> Reading:
        try:
            return Reading.model_validate_json(zlib.decompress(body))
        except (zlib.error, ValidationError) as exc:
            raise StoreError(
                f"数据库 {self.path} 里第 {number} 次读取的内容解不开（{type(exc).__name__}），可能已损坏或格式已旧；"
                "请把原文件重新读取一次（jixiao extract … --store），其余的不受影响"
            ) from exc


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one run looks for readings and keeps its own."""

    store: Store
    run: int

    def find(self, sha256: str, version: str) -> Reading | None:
        """The reading of this content by this version, None where there is none."""
        try:
            return self.store.reading(sha256, version)
        except StoreError:
            return None  # what cannot be opened is read again

    def keep(self, reading: Reading) -> None:
        """Remember the reading."""
        self.store.add(self.run, reading)


def _check_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            with path.open("rb") as file:
                head = file.read(len(_MAGIC))
            if head and head != _MAGIC:
                raise StoreError(f"{path} 不是数据库文件；请换一个文件名")
    except OSError as exc:
        raise StoreError(f"数据库 {path} 打不开（{reason_of(exc)}）；请检查路径和权限") from exc


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on; SQLite does not wait for other processes here, so this does."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _key(info: SourceInfo) -> str:
    """What tells sources apart: the content, and the name of those that could not even be opened."""
    return info.sha256 or f"name:{info.name}"


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("+")[0].split(".") if part.isdigit())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
