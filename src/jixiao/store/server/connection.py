"""A connection to a PostgreSQL server that is asked as one to a file is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from jixiao.errors import MissingPackage
from jixiao.store.server.words import FUNCTIONS, worded

_SECONDS = 10  # to wait for the server to answer at all
_WRITER = 0x4A69786F  # who holds this lock writes alone
_REASONS = {
    "55P03": "别的程序正占着它",
    "53100": "磁盘已满",
    "42501": "没有权限",
    "28P01": "用户名或密码不对",
    "3D000": "服务器上没有这个数据库",
}


class Refused(Exception):
    """What the server refused, or that it could not be reached, in words."""


class ServerConnection:
    """An open connection. Every statement stands for itself unless one was begun; errors are `Refused`."""

    def __init__(self, url: str) -> None:
        try:
            import psycopg
        except ImportError as exc:
            raise MissingPackage("psycopg[binary]") from exc
        self._error: type[Exception] = psycopg.Error
        with self._telling():
            self._connection = psycopg.connect(url, autocommit=True, connect_timeout=_SECONDS)

    def execute(self, query: str, values: Sequence[object] = ()) -> Any:
        """The cursor with what the query gave."""
        with self._telling():
            return self._connection.execute(worded(query, bool(values)), tuple(values) or None)

    def executemany(self, query: str, rows: Iterable[Sequence[object]]) -> Any:
        """The query for each of the rows; a NUL, which the server has no room for in a text, is left out."""
        clean = [[v.replace("\0", "") if isinstance(v, str) else v for v in row] for row in rows]
        with self._telling(), self._connection.cursor() as cursor:
            cursor.executemany(worded(query, True), clean)
            return cursor

    def begin(self) -> None:
        """Begin what is kept whole or not at all, when no other is in between."""
        self.execute("BEGIN")
        self.execute("SELECT pg_advisory_xact_lock(?)", (_WRITER,))

    @property
    def in_transaction(self) -> bool:
        """Whether something was begun and not ended."""
        return not self.closed and self._connection.info.transaction_status.name != "IDLE"

    @property
    def closed(self) -> bool:
        """Whether it was closed, or broke."""
        return bool(self._connection.closed)

    def close(self) -> None:
        """Let go of the server."""
        self._connection.close()

    def wait(self, seconds: float) -> None:
        """Wait so long, and no longer, where another program writes."""
        self.execute(f"SET lock_timeout = {int(1000 * seconds)}")

    def level(self) -> int:
        """How many steps the database has taken, 0 where it is empty; Refused where it is another program's."""
        if self.execute("SELECT to_regclass('jixiao_level')").fetchone()[0] is None:
            if self.execute("SELECT to_regclass('runs')").fetchone()[0] is not None:
                raise Refused("里面是别的程序的表，请换一个数据库")
            return 0
        return int(self.execute("SELECT max(level) FROM jixiao_level").fetchone()[0] or 0)

    def make(self) -> None:
        """What an empty database needs before its first step."""
        for statement in FUNCTIONS:
            self.execute(statement)
        self.execute("CREATE TABLE jixiao_level (level INTEGER NOT NULL)")

    def reach(self, level: int) -> None:
        """Note that the steps up to this one are taken."""
        self.execute("INSERT INTO jixiao_level VALUES (?)", (level,))

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except self._error as exc:
            state = getattr(exc, "sqlstate", None) or ""
            said = _REASONS.get(state) or ("连不上数据库服务器" if state[:2] in ("", "08", "57") else "")
            raise Refused(said or str(exc).partition("\n")[0]) from exc
