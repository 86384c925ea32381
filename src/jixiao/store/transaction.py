"""Transactions, and the database's errors told as ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jixiao.errors import StoreError


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """A transaction that no other writer can come between."""
    with told(path, "写不进"):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def told(path: Path, what: str) -> Iterator[None]:
    """Errors of the database as ours."""
    try:
        yield
    except sqlite3.Error as exc:
        raise StoreError(
            f"数据库 {path} {what}（{exc}）；请检查磁盘空间和权限，看是否有别的程序正占着它，或换一个文件"
        ) from exc
