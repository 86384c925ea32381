"""Transactions, and the database's errors told as ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from jixiao.errors import StoreError
from jixiao.store.server.connection import Refused, ServerConnection

Connection = sqlite3.Connection | ServerConnection

_REASONS = {
    sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_READONLY: "没有写的权限",
    sqlite3.SQLITE_PERM: "没有权限",
    sqlite3.SQLITE_BUSY: "别的程序正占着它",
    sqlite3.SQLITE_LOCKED: "别的程序正占着它",
    sqlite3.SQLITE_CANTOPEN: "文件打不开",
    sqlite3.SQLITE_CORRUPT: "文件已损坏",
    sqlite3.SQLITE_NOTADB: "不是数据库文件，或已损坏",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
}
_PRIMARY = 0xFF  # the part of an extended code that names the kind of error


@contextmanager
def writing(connection: Connection, path: Path) -> Iterator[None]:
    """A transaction that no other writer can come between."""
    with told(path, "写不进"):
        begin(connection)
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def wait(connection: Connection, seconds: float) -> None:
    """Wait so long, and no longer, where another program holds the database."""
    if isinstance(connection, ServerConnection):
        connection.wait(seconds)
    else:
        connection.execute(f"PRAGMA busy_timeout = {int(1000 * seconds)}")


def now() -> str:
    """The time as it is kept, UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def begin(connection: Connection) -> None:
    """Begin what no other writer can come between."""
    if isinstance(connection, ServerConnection):
        connection.begin()
    else:
        connection.execute("BEGIN IMMEDIATE")


@contextmanager
def told(path: Path, what: str) -> Iterator[None]:
    """Errors of the database as ours."""
    try:
        yield
    except (sqlite3.Error, Refused) as exc:
        raise StoreError(
            f"数据库 {path} {what}（{_reason(exc)}）；请检查磁盘空间和权限，看是否有别的程序正占着它，或换一个文件"
        ) from exc


def _reason(error: sqlite3.Error | Refused) -> str:
    """Why the database refused, in Chinese; in its own words what only a fault of this program can be."""
    return _REASONS.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY, str(error))
