"""How a long run over a place goes on: a line that moves on a terminal, a line a minute elsewhere."""

from __future__ import annotations

import time

from rich.console import Console
from rich.status import Status

from jixiao.cli.screen import notes, plain
from jixiao.engine.processes.runner import Paged, Started
from jixiao.engine.shards.run import Opened, Put, ShardEvent, ShardOutcome
from jixiao.engine.tally import Tally

_MINUTE, _MOMENT = 60.0, 0.5


class Minutes:
    """Is told what happens. Use as a context manager."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or notes()
        self._status: Status | None = None
        self._begun = self._said = time.monotonic()
        self._total = Tally()
        self._opened = Opened(0, 0, 0)
        self._bytes = 0

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
            self._opened = event
            before = f"，另有 {event.kept:,} 个以前读完的不再读" if event.kept else ""
            self.console.print(plain(f"这一份要读 {event.files:,} 个文件{before}"), soft_wrap=True)
        elif isinstance(event, Put):
            self._total.add(event.counts)
            self._bytes += event.size
            if event.counts.failed:
                self.console.print(plain(f"✗ {event.name}　没有读出来", "red"), soft_wrap=True)
        elif isinstance(event, Started | Paged):
            pass
        now = time.monotonic()
        if now - self._said >= (_MOMENT if self._status is not None else _MINUTE):
            self._said = now
            self._tell(now - self._begun)

    def _tell(self, seconds: float) -> None:
        line = plain(f"{time.strftime('%H:%M')}　{pace(self._total, self._opened, self._bytes, seconds)}")
        if self._status is not None:
            self._status.update(line)
        else:
            self.console.print(line, soft_wrap=True)


def pace(total: Tally, opened: Opened, done: int, seconds: float) -> str:
    """How far a run is after so many seconds and bytes, and how long the rest takes at this pace."""
    minutes = max(seconds, 1.0) / 60
    read = f"已读 {total.files:,}/{opened.files:,} 个文件，{_by_kind(total.pages, total.scanned)}"
    said = f"{read}，每分钟 {_by_kind(total.pages / minutes, total.scanned / minutes)}"
    if total.doubted:
        said += f"，存疑 {total.doubted:,} 个值"
    if total.failed:
        said += f"，没有读出 {total.failed:,} 个"
    if done and opened.size > done:
        left = seconds * (opened.size - done) / done / 60
        said += f"，约还要 {span(left)}"
    return said


def _by_kind(pages: float, scanned: float) -> str:
    digits = 1 if scanned % 1 else 0
    return f"{pages:,.0f} 页" + (f"（其中扫描 {scanned:,.{digits}f} 页）" if scanned else "")


def span(minutes: float) -> str:
    """A length of time in words."""
    if minutes < 1:
        return "1 分钟"
    return f"{minutes:.0f} 分钟" if minutes < 90 else f"{minutes / 60:.1f} 小时"


def told(outcome: ShardOutcome) -> str:
    """What a shard came to besides its counts."""
    parts = [f"以前读完 {outcome.kept:,} 个"] if outcome.kept else []
    parts += [f"内容与别的文件相同、没有再读 {outcome.known:,} 个"] if outcome.known else []
    parts += [f"不是要读的文件 {outcome.left:,} 个"] if outcome.left else []
    return "；".join([f"设置与程序版本 {outcome.version}", *parts])
