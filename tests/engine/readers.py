"""Readers for tests of the pool: each does one thing that a real file may do to the process that reads it."""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from jixiao.config import Settings
from jixiao.errors import DamagedSource
from jixiao.records import ProjectGoal, Reading, Reason, SourceInfo
from jixiao.sources import Source


def by_content(source: Source, settings: Settings, progress: Callable[[int, int], None] | None) -> Reading:
    """Does what the file's text says; the project's name is the text."""
    return _do(source, source.path.read_text(encoding="utf-8"), progress)


def as_pdf(source: Source, settings: Settings, progress: Callable[[int, int], None] | None) -> Reading:
    """The same for a file that begins like a PDF."""
    return _do(source, source.path.read_text(encoding="utf-8").partition("\n")[2], progress)


def _do(source: Source, text: str, progress: Callable[[int, int], None] | None) -> Reading:
    deed, _, argument = text.partition(" ")
    if deed == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif deed == "kill-parent":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    elif deed == "die-once":
        _once(argument, lambda: os.kill(os.getpid(), signal.SIGKILL))
    elif deed == "crash":
        ctypes.string_at(0)  # a segmentation fault
    elif deed == "hang":
        time.sleep(3600)
    elif deed == "program":  # as LibreOffice is started: in a session of its own
        with subprocess.Popen(["sleep", "3600"], start_new_session=True) as program:
            Path(argument).write_text(str(program.pid))
            program.wait()
    elif deed == "spin":
        while True:
            pass
    elif deed == "hoard":
        kept = [bytearray(64 * 1024 * 1024) for _ in range(1000)]
        raise AssertionError(f"got {len(kept)} blocks")
    elif deed == "vanish":
        source.path.unlink()
        source.path.read_text()
    elif deed == "fault":
        raise KeyError(text)
    elif deed.startswith("starve"):
        with mmap.mmap(-1, 1650 * 1024 * 1024):  # address space is taken, memory is not
            time.sleep(2)  # is long enough to be seen by a pool that does not come to look at once
            if deed == "starve-and-fault":
                raise SystemError("error return without exception set")
            ctypes.string_at(0)
    elif deed == "refuse":
        raise DamagedSource(source.name, "不完整，请重新获取")
    elif deed == "chatter":
        print("a library that prints")
        os.write(1, b"and one that writes to the descriptor\n")
    elif deed == "slow":
        _slow(float(argument), progress)
    return _reading(source, text)


def _once(marker: str, deed: Callable[[], object]) -> None:
    """Do it the first time only; the marker file remembers."""
    try:
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    deed()


def _slow(seconds: float, progress: Callable[[int, int], None] | None) -> None:
    for page in range(1, 11):
        time.sleep(seconds / 10)
        if progress is not None:
            progress(page, 10)


def _reading(source: Source, text: str) -> Reading:
    info = SourceInfo(name=source.name, sha256=source.sha256, pages=3)
    record = ProjectGoal(title="项目绩效目标表", project_name=text, pages=(1, 3))
    if text.startswith("gap"):
        record.status = "incomplete"
        record.reasons = [Reason(code="digits", message="表中有 1 处数字没有归入任何栏目", page=2)]
    reading = Reading(source=info, records=[record])
    if text.startswith("scan"):
        reading.problems.append(Reason(code="page.scanned", message="第3页：是扫描图片", page=3))
    if text.startswith("limited"):
        reading.problems.append(Reason(code="page.limit", message="第3页：读取超过时限，从这一页起未读", page=3))
    return reading
