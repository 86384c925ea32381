"""A reading process that is forked from this one, in which all is loaded, instead of being started, and what it reads
is known already: it costs less."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from jixiao import pipeline
from jixiao.config import Settings
from jixiao.records import Reading
from jixiao.sources import Progress, Source

_FILES = 1024


class Forked:
    """Stands in for `subprocess.Popen` where a reading process is started; `began` is called in it first."""

    def __init__(self, began: Callable[[], None]) -> None:
        wanted, self.stdin_end = os.pipe()
        answers, given = os.pipe()
        nowhere = os.open(os.devnull, os.O_RDWR)
        self.pid = os.fork()
        if self.pid == 0:
            self._in_child(began, wanted, given, nowhere)
        for end in (wanted, given, nowhere):
            os.close(end)
        self.stdin, self.stdout = os.fdopen(self.stdin_end, "wb"), os.fdopen(answers, "rb")

    @staticmethod
    def _in_child(began: Callable[[], None], *ends: int) -> None:
        """Never returns."""
        try:
            began()
            for place, end in enumerate(ends):
                os.dup2(end, place)
            os.closerange(3, _FILES)
            sys.stdin, sys.stdout = os.fdopen(0, "r"), os.fdopen(1, "w")
            from jixiao.engine.processes.process import main

            main()
        except BaseException:  # noqa: BLE001 -- the pool hears of its end
            traceback.print_exc()
        finally:
            os._exit(1)

    def kill(self) -> None:
        """End it at once."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> None:
        """Wait for its end."""
        os.waitpid(self.pid, 0)


def install(began: Callable[[], None], readings: Sequence[Reading] = ()) -> None:
    """From now on reading processes of this one are forked from it; contents with a reading here are not read again."""
    known = {reading.source.sha256: reading for reading in readings}
    anew = pipeline.read

    def read(source: Source, settings: Settings, progress: Progress | None = None) -> Reading:
        reading = known.get(source.sha256)
        return anew(source, settings, progress) if reading is None else reading.model_copy(deep=True)

    pipeline.read = read  # type: ignore[assignment,unused-ignore]
    os.register_at_fork(after_in_child=began)  # the pool splits off its first processes itself
    real = subprocess.Popen

    def started(command: Any, **how: Any) -> Any:
        reading = isinstance(command, list) and any("processes.process" in str(part) for part in command)
        return Forked(began) if reading else real(command, **how)

    subprocess.Popen = started  # type: ignore[assignment,misc]
