"""Temporary folders that are cleared away also where the process that made them was killed."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from types import TracebackType

try:
    import fcntl
except ImportError:  # not a POSIX system: a killed process leaves its folder to the system
    fcntl = None  # type: ignore[assignment]

_PREFIX = "jixiao-"
_LOCK = ".in-use"


class Scratch:
    """A folder of its own, gone at the end; a context manager that gives its path.

    The folder is held locked by the process that made it. The first one clears away those that nobody holds any more.
    """

    def __init__(self) -> None:
        _sweep(tempfile.gettempdir())
        hidden = "." if fcntl is not None else ""
        self.name = tempfile.mkdtemp(prefix=f"{hidden}{_PREFIX}")
        self._lock = os.open(Path(self.name) / _LOCK, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600)
        if fcntl is not None:
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            # It is seen by others once it is held: before, the first of them would clear it away.
            made = Path(self.name)
            self.name = str(made.rename(made.with_name(made.name.removeprefix(hidden))))

    def __enter__(self) -> str:
        return self.name

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.cleanup()

    def cleanup(self) -> None:
        """Remove the folder with everything in it; a second time does nothing."""
        if self._lock >= 0:
            shutil.rmtree(self.name, ignore_errors=True)
            os.close(self._lock)
            self._lock = -1


@cache
def _sweep(place: str) -> None:
    """Remove the folders of processes that are gone, once; what another user owns, or another program made, stays."""
    if fcntl is None:
        return
    for left in Path(place).glob(f"{_PREFIX}*"):
        try:
            held = os.open(left / _LOCK, os.O_RDWR)
        except OSError:
            continue
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue  # it is in use
        finally:
            os.close(held)
