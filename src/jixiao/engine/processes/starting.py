"""How a reading process begins: as a program of its own, or split off this one, which has loaded half of it by then."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, NoReturn, Protocol

# The process finds modules where this one does, and never in the folder it happens to be started from.
# What it loads stays, so nothing is collected until then.
_START = (
    "import gc, sys; gc.disable(); sys.path.extend(sys.argv[1:]); "
    "from jixiao.engine.processes.process import main; main()"
)
_TASKS, _FILES = Path("/proc/self/task"), Path("/proc/self/fd")


class Begun(Protocol):
    """A process that was begun, with both its pipes."""

    pid: int
    returncode: int | None

    @property
    def stdin(self) -> IO[bytes] | None:
        """What it is told."""

    @property
    def stdout(self) -> IO[bytes] | None:
        """What it says."""

    def kill(self) -> None:
        """End it at once, where it has not ended."""

    def wait(self) -> int:
        """Its exit code, when it has ended."""


def begun(forks: bool) -> Begun:
    """A reading process; split off this one where it may be (`forks`) and can be: where there are no threads, whose
    locks would never be free in it."""
    return Forked() if forks and _alone() else _program()


def _alone() -> bool:
    """Whether this process is known to have no thread but this, not even one of a library."""
    try:
        return sum(1 for _ in _TASKS.iterdir()) == 1
    except OSError:
        return False


def _program() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _START, *(place for place in sys.path if place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


class Forked:
    """A process split off this one."""

    def __init__(self) -> None:
        told, tells = os.pipe()
        says, said = os.pipe()
        self.returncode: int | None = None
        self.pid = os.fork()
        if not self.pid:
            _become(told, said)
        os.close(told)
        os.close(said)
        self.stdin: IO[bytes] = os.fdopen(tells, "wb")
        self.stdout: IO[bytes] = os.fdopen(says, "rb")

    def kill(self) -> None:
        """End it at once; its number is its own until its end is taken note of."""
        if self.returncode is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit code, less than 0 for a signal, when it has ended."""
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode


def _become(told: int, said: int) -> NoReturn:
    """Be the reading process, with nothing of what this one has open, and never come back."""
    try:
        gc.disable()
        gc.freeze()  # what the other process has is not cleared away here: its files are not open any more
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        _only(told, said)
        from jixiao.engine.processes.process import main

        main()
    finally:
        os._exit(1)


def _only(told: int, said: int) -> None:
    """Have the pipes as standard input and output, no errors, and no other file open."""
    import fcntl  # not on Windows

    wanted = (told, said, os.open(os.devnull, os.O_WRONLY))
    for number, file in enumerate([fcntl.fcntl(file, fcntl.F_DUPFD, 3) for file in wanted]):
        os.dup2(file, number)
    for number in [int(path.name) for path in _FILES.iterdir()]:
        if number > 2:
            try:
                os.close(number)
            except OSError:  # the folder of them, listed while it was open
                continue
