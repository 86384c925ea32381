"""Reading processes side by side, one source each; a process that dies, hangs or has served long is replaced."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, Any

from jixiao.atomic import sweep
from jixiao.config import ModelSettings, Settings
from jixiao.engine.processes.memory import memory_message, peak_mb, starved
from jixiao.engine.processes.messages import NEVER, Done, Pages, Ready, Refused, Setup, Taken, receive, send
from jixiao.engine.processes.process_tree import end_with_offspring
from jixiao.engine.processes.runner import Event, Finished, Idle, Paged, Started
from jixiao.engine.processes.starting import begun
from jixiao.engine.reading import READER, failure, to_json, version_of
from jixiao.engine.tally import tally
from jixiao.errors import ConfigError, MemoryExceeded, ReaderDied, TimeExceeded
from jixiao.places import is_address
from jixiao.sources import Source

# A process is replaced after so many sources, so that what a library leaks does not pile up; after ten times as many
# where it is known to have had no more than so much address space (MB), as those have that read no scans.
_SERVICE, _LONG_SERVICE, _LIGHT = 200, 2000, 512
# A source whose process died is given to another one, so many times in all.
_TRIES = 2
# So many processes in a row that end before they are ready mean that none ever will be.
_FALSE_STARTS = 3
_TICK = 0.2


@dataclass(slots=True)
class _Task:
    source: Source
    tries: int = 0


class _Process:
    """One reading process, and what it is doing."""

    def __init__(self, setup: Setup, forks: bool) -> None:
        self.task: _Task | None = None
        self.ready = False
        self.served = 0
        self.start = self.deadline = 0.0
        self.peak = 0
        self.begun = begun(forks)
        self.tell(setup)

    def heard(self, inbox: queue.SimpleQueue[tuple[_Process, Any]]) -> None:
        """Have a thread listen to it."""
        threading.Thread(target=self._listen, args=(inbox,), daemon=True).start()

    def _listen(self, inbox: queue.SimpleQueue[tuple[_Process, Any]]) -> None:
        """Pass on what the process says, and None when it has ended."""
        while (message := receive(self._pipe(self.begun.stdout))) is not None:
            inbox.put((self, message))
        inbox.put((self, None))

    @staticmethod
    def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None  # both pipes were asked for
        return stream

    def tell(self, message: object) -> None:
        """Send a message; a process that is already gone is noticed by its silence."""
        try:
            send(self._pipe(self.begun.stdin), message)
        except OSError:
            return

    def end(self) -> None:
        """Kill it at once with everything it has started, and wait for its end."""
        end_with_offspring(self.begun)
        self._pipe(self.begun.stdin).close()


class Pool:
    """Reads sources in `settings.workers` processes; a context manager, so that no process outlives it.

    Where this process is the program's own, it `forks`: the first ones are split off it, and need not load again what
    it has loaded.
    """

    def __init__(
        self,
        settings: Settings,
        reader: str = READER,
        model: ModelSettings | None = None,
        results: str = "",
        lays: bool = False,
        forks: bool = False,
    ) -> None:
        self.settings = settings
        self._forks = forks
        self.version = version_of(settings, model)
        self._setup = Setup(settings, reader, self.version, model.when if model else NEVER, results, lays)
        self._inbox: queue.SimpleQueue[tuple[_Process, Any]] = queue.SimpleQueue()
        self._processes: list[_Process] = []
        self._false_starts = 0
        self._looked = 0.0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *error: object) -> None:
        for process in self._processes:
            process.end()
        self._processes.clear()
        results = self._setup.results
        if any(error) and results and not is_address(results):  # ended in the middle of a file, perhaps
            with suppress(OSError):
                sweep(Path(results))

    def events(self, sources: Iterable[Source]) -> Iterator[Event]:
        """What happens while the sources are read; exactly one Finished for each, in the order they are done.

        Sources are asked for when they are about to be read. ConfigError where no process can be started.
        """
        coming = (_Task(s) for s in sources)
        waiting = deque(islice(coming, self.settings.workers))
        processes = max(1, len(waiting))
        self._setup = replace(self._setup, settings=self.settings.shared(processes))
        while waiting or any(p.task for p in self._processes):
            self._fill(len(waiting))
            for process in self._processes:
                if process.ready and process.task is None and waiting:
                    yield self._give(process, waiting.popleft())
                    waiting.extend(islice(coming, 1))
            try:
                process, message = self._inbox.get(timeout=_TICK)
            except queue.Empty:
                yield Idle()
            else:
                yield from self._heard(process, message, waiting)
            self._watch_memory()
            yield from self._overdue()

    def _fill(self, waiting: int) -> None:
        """Start processes until there is one for each waiting source, or as many as are allowed."""
        free = sum(1 for p in self._processes if p.task is None)
        count = max(0, min(waiting - free, self.settings.workers - len(self._processes)))
        for _ in range(count):
            self._processes.append(_Process(self._setup, self._forks))
        for process in self._processes[-count:] if count else ():  # with threads nothing more could be split off
            process.heard(self._inbox)

    def _give(self, process: _Process, task: _Task) -> Started:
        task.tries += 1
        process.task = task
        process.start = time.monotonic()
        process.deadline = process.start + self._allowed(0)
        process.tell(task.source)
        return Started(task.source, process.begun.pid)

    def _allowed(self, scanned: int) -> float:
        """How long a file may be read of which so many pages were read by OCR: each of those gives it more time."""
        return self.settings.file_seconds + scanned * self.settings.page_seconds

    def _heard(self, process: _Process, message: Any, waiting: deque[_Task]) -> Iterator[Event]:
        """What a message of a process means; a process that was given up may still have something in the pipe."""
        if process not in self._processes:
            return
        task = process.task
        if message is None:
            self._dismiss(process)
            yield from self._bereaved(process, waiting)
        elif isinstance(message, Ready):
            process.ready = True
            self._false_starts = 0
        elif task is not None and isinstance(message, Taken):
            task.source = replace(task.source, sha256=message.sha256, kind=message.kind)
        elif task is not None and isinstance(message, Pages):
            process.deadline = process.start + self._allowed(message.scanned)
            yield Paged(task.source, message.done, message.total, message.scanned)
        elif task is not None and isinstance(message, Done):
            self._freed(process)
            yield Finished(task.source, message)
        elif task is not None and isinstance(message, Refused):
            self._freed(process, ends=message.ends)
            yield self._failed(task.source, message.code, message.message)

    def _freed(self, process: _Process, ends: bool = False) -> None:
        """The process has answered; one that ends itself or has served long is let go."""
        process.task = None
        process.served += 1
        service = _LONG_SERVICE if 0 < process.peak <= _LIGHT else _SERVICE
        if ends or process.served >= service:
            self._dismiss(process)

    def _bereaved(self, process: _Process, waiting: deque[_Task]) -> Iterator[Event]:
        """A process ended by itself: its source is tried once more, then reported."""
        task = process.task
        if task is None:
            if not process.ready:
                self._false_starts += 1
                if self._false_starts >= _FALSE_STARTS:
                    raise ConfigError(
                        "读取进程启动不了（连续三次一启动就退出）；请运行 jixiao doctor 检查安装，或调高 memory_mb 再试"
                    )
        elif starved(process.peak, self.settings.memory_mb):
            message = memory_message(task.source.name, self.settings.memory_mb)
            yield self._failed(task.source, MemoryExceeded.code, message)
        elif task.tries < _TRIES:
            waiting.appendleft(task)
        else:
            yield self._failed(
                task.source,
                ReaderDied.code,
                f"{task.source.name}：读取进程两次意外终止（{_ending(process.begun.wait())}），这个文件没有读取，"
                "其他文件不受影响；文件可能已损坏，请重新获取或另存后再试",
            )

    def _watch_memory(self) -> None:
        """Remember the peak of each busy process, now and then: once it has died nobody can tell."""
        now = time.monotonic()
        if now - self._looked < _TICK / 2:
            return
        self._looked = now
        for process in self._processes:
            if process.task is not None:
                process.peak = max(process.peak, peak_mb(process.begun.pid))

    def _overdue(self) -> Iterator[Event]:
        """Kill the processes whose source has had its time."""
        now = time.monotonic()
        for process in [p for p in self._processes if p.task is not None and now >= p.deadline]:
            task = process.task
            self._dismiss(process)
            if task is not None:
                yield self._failed(
                    task.source,
                    TimeExceeded.code,
                    f"{task.source.name}：读取超过 {self.settings.file_seconds} 秒（file_seconds），已停止，"
                    "没有留下结果；请拆分文件，或调高 file_seconds 再试",
                )

    def _dismiss(self, process: _Process) -> None:
        self._processes.remove(process)
        process.end()

    def _failed(self, source: Source, code: str, message: str) -> Finished:
        reading = failure(source, code, message, self.version)
        return Finished(source, Done(to_json(reading), tally(reading)))


def _ending(code: int) -> str:
    """How a process ended, in words: by which signal, or with which code."""
    return f"信号 {-code}" if code < 0 else f"退出码 {code}"
