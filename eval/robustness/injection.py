"""Makes one write of this process fail, by its number: opening, writing, renaming, a statement of the database."""

from __future__ import annotations

import builtins
import errno
import io
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

_WRITING = frozenset("wax+")
_NUMBERS = {"full": errno.ENOSPC, "broken": errno.EIO}
_CODES = {"full": sqlite3.SQLITE_FULL, "broken": sqlite3.SQLITE_IOERR}
FAULTS = ("full", "broken", "memory")
"""A full disk, a broken one, and no memory."""


class Injector:
    """Counts what is written and fails number `n`, and all after it where it `lasts`.

    `steps` are told by name, `sites` by the lines of the program that led to each.
    """

    def __init__(self, n: int, fault: str, lasts: bool = False) -> None:
        self.n, self.fault, self.lasts = n, fault, lasts
        self.steps: list[str] = []
        self.sites: list[str] = []

    def rest(self) -> None:
        """Fail nothing from now on."""
        self.n, self.lasts = -1, False

    def step(self, what: str, database: bool = False) -> None:
        """Count a step, and fail it where its turn has come."""
        self.steps.append(what)
        self.sites.append(_site())
        if len(self.steps) == self.n or (self.lasts and len(self.steps) > self.n):
            raise self._error(what, database)

    def _error(self, what: str, database: bool) -> Exception:
        if self.fault == "memory":
            return MemoryError()
        if not database:
            number = _NUMBERS[self.fault]
            return OSError(number, os.strerror(number), what)
        error = sqlite3.OperationalError("disk I/O error" if self.fault == "broken" else "database or disk is full")
        error.sqlite_errorcode = _CODES[self.fault]
        return error

    def install(self) -> None:
        """Stand between this process and the system from now on."""
        opened = self._open(io.open)
        builtins.open = io.open = tempfile._io.open = opened  # type: ignore[attr-defined,assignment]
        for name in ("replace", "rename", "mkdir", "fsync", "unlink"):
            setattr(os, name, self._counted(getattr(os, name), name))
        os.open = self._os_open(os.open)  # type: ignore[assignment]
        sqlite3.connect = self._connect(sqlite3.connect)  # type: ignore[assignment]

    def _counted(self, call: Callable[..., Any], name: str) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            if name == "unlink" and self.fault == "full":
                return call(*args, **kwargs)  # there is always room for less
            self.step(f"{name} {_shown(args[0])}")
            return call(*args, **kwargs)

        return counted

    def _os_open(self, call: Callable[..., int]) -> Callable[..., int]:
        def opened(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR):
                self.step(f"open {_shown(path)}")
            return call(path, flags, *args, **kwargs)

        return opened

    def _open(self, real: Callable[..., Any]) -> Callable[..., Any]:
        step = self.step

        class Counted(io.FileIO):
            def write(self, data: Any) -> int:
                step(f"write {_shown(self.name)}")
                return super().write(data)

        def opened(
            file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, errors: Any = None,
            newline: Any = None, closefd: bool = True, opener: Any = None,
        ) -> Any:  # fmt: skip
            if isinstance(file, int) or not _WRITING & set(mode):
                return real(file, mode, buffering, encoding, errors, newline, closefd, opener)
            step(f"open {_shown(file)}")
            raw = Counted(file, mode.replace("b", "").replace("t", ""), closefd, opener)
            if buffering == 0:
                return raw
            buffer = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
            return buffer if "b" in mode else io.TextIOWrapper(buffer, encoding, errors, newline)

        return opened

    def _connect(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(statement: str) -> None:
            word = statement.split(None, 1)[0].upper()
            # a full disk is in the way of no reading, and of giving up least of all
            if word != "ROLLBACK" and not (self.fault == "full" and word in ("SELECT", "PRAGMA", "BEGIN")):
                self.step(f"database {word}", database=True)

        class Connection(sqlite3.Connection):
            def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
                counted(sql)
                return super().execute(sql, *args)

            def executemany(self, sql: str, *args: Any) -> sqlite3.Cursor:
                counted(sql)
                return super().executemany(sql, *args)

        def connect(*args: Any, **kwargs: Any) -> sqlite3.Connection:
            self.step("database open", database=True)
            return real(*args, **{"factory": Connection, **kwargs})  # type: ignore[no-any-return]

        return connect


def _shown(path: Any) -> str:
    """A file by its last name."""
    return Path(os.fsdecode(path)).name if isinstance(path, str | bytes | os.PathLike) else str(path)


def _site() -> str:
    """The lines of the program that are being run, the outermost first."""
    frame, out = sys._getframe(2), []
    while frame is not None:
        if "jixiao/" in frame.f_code.co_filename:
            out.append(f"{Path(frame.f_code.co_filename).stem}:{frame.f_lineno}")
        frame = frame.f_back  # type: ignore[assignment]
    return " ".join(reversed(out))
