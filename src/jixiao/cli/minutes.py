"""How a long run over a place goes on: a line that moves on a terminal, a line a minute elsewhere."""

from __future__ import annotations

import time

from rich.console import Console
from rich.status import Status

from jixiao.cli.progress import remaining
from jixiao.cli.screen import notes, plain
from jixiao.engine.processes.runner import Paged, Started
from jixiao.engine.remaining import Left, Remaining
from jixiao.engine.shards.run import Opened, Put, ShardEvent, ShardOutcome
from jixiao.engine.tally import Tally
from jixiao.sources.names import readable

_MINUTE, _MOMENT = 60.0, 0.5


class Minutes:
    """Is told what happens. Use as a context manager."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or notes()
        self._status: Status | None = None
        self._begun = self._said = time.monotonic()
        self._total = Tally()
        self._files = 0
        self._remaining = Remaining({})

    def __enter__(self) -> Minutes:
        if self.console.is_terminal:
            self._status = self.console.status("清点文件 …")
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._status is not None:
            self._status.stop()

    def __call__(self, event: ShardEvent) -> None:
        """Take note of the event, and say from time to time how far it is."""
        if isinstance(event, Opened):
            self._files, self._remaining = event.files, Remaining(event.todo)
            before = f"，另有 {event.kept:,} 个以前读完的不再读" if event.kept else ""
            self.console.print(plain(f"这一份要读 {event.files:,} 个文件{before}"), soft_wrap=True)
        elif isinstance(event, Put):
            self._total.add(event.counts)
            self._remaining.finished(event.name, event.sort, event.size, event.counts, event.known)
            if event.counts.failed:
                self.console.print(plain(f"✗ {event.name}　没有读出来", "red"), soft_wrap=True)
        elif isinstance(event, Started):
            self._remaining.started(readable(event.source.address), event.source.name, event.source.size)
        elif isinstance(event, Paged):
            self._remaining.paged(readable(event.source.address), event.done, event.total, event.scanned)
        now = time.monotonic()
        if now - self._said >= (_MOMENT if self._status is not None else _MINUTE):
            self._said = now
            self._tell(now - self._begun)

    def _tell(self, seconds: float) -> None:
        line = plain(f"{time.strftime('%H:%M')}　{pace(self._total, self._files, seconds, self._remaining.left())}")
        if self._status is not None:
            self._status.update(line)
        else:
            self.console.print(line, soft_wrap=True)


def pace(total: Tally, files: int, seconds: float, left: Left | None) -> str:
    """How far a run over so many files is after so many seconds, and how long what is left takes."""
    minutes = max(seconds, 1.0) / 60
    read = f"已读 {total.files:,}/{files:,} 个文件，{_by_kind(total.pages, total.scanned)}"
    said = f"{read}，每分钟 {_by_kind(total.pages / minutes, total.scanned / minutes)}"
    if total.doubted:
        said += f"，存疑 {total.doubted:,} 个值"
    if total.failed:
        said += f"，没有读出 {total.failed:,} 个"
    if left is not None:
        said += f"，{remaining(left)}"
    return said


def _by_kind(pages: float, scanned: float) -> str:
    digits = 1 if scanned % 1 else 0
    return f"{pages:,.0f} 页" + (f"（其中扫描 {scanned:,.{digits}f} 页）" if scanned else "")


def told(outcome: ShardOutcome) -> str:
    """What a shard came to besides its counts."""
    parts = [f"以前读完 {outcome.kept:,} 个"] if outcome.kept else []
    parts += [f"内容与别的文件相同、没有再读 {outcome.known:,} 个"] if outcome.known else []
    parts += [f"不是要读的文件 {outcome.left:,} 个"] if outcome.left else []
    return "；".join([f"设置与程序版本 {outcome.version}", *parts])
