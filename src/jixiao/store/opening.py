"""A database opened: found to be ours, brought up to this program, its tables of records made."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import jixiao
from jixiao.config.servers import server_url, shown
from jixiao.errors import StoreError, reason_of
from jixiao.store.migrations import APPLICATION, STEPS, level, migrate
from jixiao.store.server.connection import ServerConnection
from jixiao.store.tables import kept as tables
from jixiao.store.transaction import Connection, told, writing

WAIT_SECONDS = 60.0
_MAGIC = b"SQLite format 3\x00"


def check_file(path: Path) -> None:
    """StoreError where a file at the path is no database; the folder is made where there is none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            if not path.is_file() and not path.is_dir():  # a pipe would be waited for
                raise StoreError(f"{path} 不是普通文件（可能是管道或设备）；请换一个文件名")
            with path.open("rb") as file:
                head = file.read(len(_MAGIC))
            if head and head != _MAGIC:
                raise StoreError(f"{path} 不是数据库文件；请换一个文件名")
    except OSError as exc:
        raise StoreError(f"数据库 {path} 打不开（{reason_of(exc)}）；请检查路径和权限") from exc


def connected(path: Path, shared: bool = False) -> Connection:
    """The connection to the database at the path, a file's or a server's; threads may have it in turns where it is
    `shared`. StoreError where it cannot be had."""
    url = server_url(path)
    if url is not None:
        with told(shown(path), "打不开"):
            return ServerConnection(url)
    check_file(path)
    with told(path, "打不开"):
        return sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=not shared)


def prepare(connection: Connection, path: Path, fill: Callable[[int], None]) -> None:
    """Bring the database up to this program; `fill` lays the reading of a number out in the tables of records.

    StoreError where it is another program's, or a newer one's.
    """
    if not isinstance(connection, ServerConnection):
        _prepare_file(connection, path)
    _check_level(connection, path)
    if level(connection) == len(STEPS) and _layout(connection)[0] == tables.layout():
        return
    with writing(connection, path):
        _check_level(connection, path)  # another process may have been quicker
        migrate(connection)
        _lay_out(connection, path, fill)


def _prepare_file(connection: sqlite3.Connection, path: Path) -> None:
    known = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if known != APPLICATION and not empty:
        raise StoreError(f"{path} 是别的程序的数据库，不是 jixiao 的；请换一个文件名")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    _write_ahead(connection)


def _check_level(connection: Connection, path: Path) -> None:
    found, known = level(connection), len(STEPS)
    if found > known:
        said = f"第 {found} 版，本程序只认到第 {known} 版"
        raise StoreError(f"数据库 {path} 是更新的 jixiao 写的（{said}）；请升级 jixiao，或换一个文件")


def _layout(connection: Connection) -> tuple[str, str]:
    """Columns of the tables of records as they are, and the version of the program that made them."""
    row = connection.execute("SELECT columns, version FROM layouts ORDER BY id DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else ("", "")


def _lay_out(connection: Connection, path: Path, fill: Callable[[int], None]) -> None:
    """Make the tables of records anew from the readings where their columns are not this program's."""
    columns, version = _layout(connection)
    if columns == tables.layout():
        return
    if _parts(version) > _parts(jixiao.__version__):
        said = f"表是 jixiao {version} 建的，比本程序（{jixiao.__version__}）新"
        raise StoreError(f"数据库 {path} 的{said}；请升级 jixiao，或换一个文件")
    tables.create(connection)
    connection.execute("DELETE FROM laid")
    for (number,) in connection.execute("SELECT id FROM readings ORDER BY id").fetchall():
        fill(number)
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    connection.execute(
        "INSERT INTO layouts (made, version, columns) VALUES (?, ?, ?)", (now, jixiao.__version__, tables.layout())
    )


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


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("+")[0].split(".") if part.isdigit())
