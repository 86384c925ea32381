"""The programs a reading process has started, such as LibreOffice: they must not outlive it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from jixiao.engine.processes.starting import Begun


def end_with_offspring(process: Begun) -> None:
    """Kill the process and every program it has started, and wait for its end.

    Programs that were started in a session of their own are found by their parents, where the system tells them
    (Linux); elsewhere they end by themselves.
    """
    started = offspring(process.pid)
    process.kill()
    for number in started:
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()


def offspring(number: int) -> list[int]:
    """The processes started by that process, and by those, and so on."""
    out: list[int] = []
    for child in _children(number):
        out += [child, *offspring(child)]
    return out


def _children(number: int) -> list[int]:
    found: list[int] = []
    try:
        for thread in Path(f"/proc/{number}/task").iterdir():
            found += map(int, (thread / "children").read_text().split())
    except OSError:  # it is gone, or there is no /proc
        return found
    return found
