"""Programs that read documents: jixiao in a warm process, or any command line, each timed and bounded."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from eval.files import PROJECT, Document, EvalError, find_reading, read_json

IN_PROCESS = "jixiao.extract"
USAGE = {
    "requests": ("requests", "calls"),
    "tokens_in": ("tokens_in", "prompt_tokens", "input_tokens"),
    "tokens_out": ("tokens_out", "completion_tokens", "output_tokens"),
    "price": ("price", "cost", "cost_total"),
}
"""What a prediction may say of its cost, under `usage` or `cost`, and the names it may give it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read: `jixiao.extract`, or a command line with {file} and {out}; seconds until a document is
    given up; how many at once."""

    program: str = IN_PROCESS
    timeout: float = 900.0
    jobs: int = 1


@dataclass(slots=True)
class Timing:
    """What one document took. `peak_mb` is the largest resident memory of the process that read it; `cold` the
    seconds of a first reading before, with everything to be loaded."""

    document: str
    seconds: float
    exit: int
    peak_mb: float
    pages: int | None = None
    records: int = 0
    usage: dict[str, float] = field(default_factory=dict)
    message: str = ""
    failed: bool = False
    cold: float | None = None


class Program(Protocol):
    """Something that reads a document into `predictions/FILE NAME.json` of a run's folder."""

    def read(self, document: Document) -> Timing: ...

    def close(self) -> None: ...


def start(folder: Path, settings: Settings) -> Program:
    """The program that the settings name."""
    return Warm(folder, settings) if settings.program == IN_PROCESS else Command(folder, settings)


class Warm:
    """jixiao in a process of its own that stays up from document to document."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder, self.settings = folder, settings
        self._process: subprocess.Popen[str] | None = None

    def read(self, document: Document) -> Timing:
        out = self.folder / "predictions" / f"{document.name}.json"
        log = self.folder / "predictions" / f"{document.name}.log"
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        job = {"file": str(document.path.resolve()), "out": str(out.resolve())}
        begun = time.perf_counter()
        process.stdin.write(json.dumps(job) + "\n")
        process.stdin.flush()
        late = threading.Timer(self.settings.timeout, process.kill)
        late.start()
        line = process.stdout.readline()
        late.cancel()
        if not line:
            code = process.wait()
            self._process = None
            seconds = time.perf_counter() - begun
            message = f"{_ending(code, seconds, self.settings.timeout)}；见 warm.log"
            return Timing(document.name, round(seconds, 3), code, 0.0, message=message, failed=True)
        answer = json.loads(line)
        timing = Timing(document.name, answer["seconds"], 0, answer["peak_mb"], message=answer["message"])
        timing.cold = answer.get("cold")
        _finish(timing, out, log)
        return timing

    def _running(self) -> subprocess.Popen[str]:
        """The process, started where it is not running; what it says goes to warm.log."""
        if self._process is None:
            with (self.folder / "warm.log").open("ab") as errors:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "eval.runs.warm"],
                    cwd=PROJECT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    text=True,
                    encoding="utf-8",
                )
        return self._process

    def close(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait()
            self._process = None


class Command:
    """A command line, started anew for each document."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        if "{file}" not in settings.program or "{out}" not in settings.program:
            raise EvalError(f"--program 应含 {{file}} 与 {{out}}，或写 {IN_PROCESS}；却是 {settings.program}")
        self.folder, self.settings = folder, settings

    def read(self, document: Document) -> Timing:
        work = self.folder / "work" / document.name
        work.mkdir(parents=True, exist_ok=True)
        places = {"{file}": str(document.path.resolve()), "{out}": str(work.resolve())}
        command = [_fill(part, places) for part in shlex.split(self.settings.program)]
        log = self.folder / "predictions" / f"{document.name}.log"
        timing = self._measure(command, log, document.name)
        out = self.folder / "predictions" / f"{document.name}.json"
        if found := find_reading(work, document.name):
            shutil.move(found, out)
        shutil.rmtree(work)
        _finish(timing, out, log)
        return timing

    def _measure(self, command: list[str], log: Path, name: str) -> Timing:
        begun = time.perf_counter()
        with log.open("wb") as out:
            try:
                process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
            except OSError as error:
                raise EvalError(f"启动不了 {command[0]}（{error.strerror}）；请先安装，或改 --program") from error
            late = threading.Timer(self.settings.timeout, process.kill)
            late.start()
            _, status, usage = os.wait4(process.pid, 0)
            late.cancel()
        seconds = time.perf_counter() - begun
        code = process.returncode = os.waitstatus_to_exitcode(status)
        message = _ending(code, seconds, self.settings.timeout)
        return Timing(name, round(seconds, 3), code, round(usage.ru_maxrss / 1024, 1), message=message)

    def close(self) -> None:
        if (self.folder / "work").is_dir():
            (self.folder / "work").rmdir()


def _fill(part: str, places: dict[str, str]) -> str:
    for name, path in places.items():
        part = part.replace(name, path)
    return part


def _ending(code: int, seconds: float, timeout: float) -> str:
    """What a process that ended with this code says; nothing for 0."""
    if code < 0:
        return f"超过 {timeout:g} 秒，已停止" if seconds >= timeout else f"被信号 {-code} 终止"
    return f"退出码 {code}" if code else ""


def _finish(timing: Timing, out: Path, log: Path) -> None:
    """Fill in what the prediction says; drop the log of a document that raised no word."""
    timing.failed = not out.exists()
    if timing.failed:
        timing.message = timing.message or f"没有写出 {out.name}"
    else:
        _read_usage(timing, read_json(out))
    if log.exists() and not timing.message:
        log.unlink()


def _read_usage(timing: Timing, data: Any) -> None:
    if not isinstance(data, dict):
        return
    timing.records = len(data.get("records") or [])
    pages = (data.get("source") or {}).get("pages")
    timing.pages = pages if isinstance(pages, int) else None
    said: dict[str, Any] = {}
    for key in ("cost", "usage"):
        said |= data[key] if isinstance(data.get(key), dict) else {}
    for key, names in USAGE.items():
        value = next((said[n] for n in names if isinstance(said.get(n), int | float)), None)
        if value is not None:
            timing.usage[key] = value
