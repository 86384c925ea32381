"""How a run goes on: a moving bar on a terminal, one line a file elsewhere."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from rich.console import Console

from jixiao.app.events import Note, Step
from jixiao.cli.screen import notes, plain
from jixiao.engine.events import Watcher
from jixiao.engine.remaining import Left
from jixiao.engine.tally import Tally
from jixiao.sources import Gathered, Source

if TYPE_CHECKING:
    from rich.status import Status


class Steps:
    """What is being worked at, on one line that moves on, and notes over it. Use as a context manager."""

    def __init__(self) -> None:
        self.console = notes()
        self._status: Status | None = None

    def __enter__(self) -> Steps:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.pause()

    def __call__(self, event: object) -> None:
        """Show the event, where it is a note or, on a terminal, a step."""
        if isinstance(event, Note):
            self.console.print(plain(event.message, "yellow" if event.warning else ""), soft_wrap=True)
        elif isinstance(event, Step) and self.console.is_terminal:
            if self._status is None:
                self._status = self.console.status(plain(event.what))
                self._status.start()
            else:
                self._status.update(plain(event.what))

    def pause(self) -> None:
        """Take the line away, for something else to be printed; the next step puts it back."""
        if self._status is not None:
            self._status.stop()
            self._status = None


class Watched(Watcher, Protocol):
    """A watcher to enter and leave."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...


class Lines:
    """One line for the start and one for each file done."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.files = 0
        self.done = 0

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *exc: object) -> None:
        return

    def gathered(self, found: Gathered, kept: int) -> None:
        """The inputs are known."""
        self.files, self.done = len(found.sources), kept
        self.console.print(plain(opening(found, kept)), soft_wrap=True)
        for name, message in found.notices:
            self.console.print(plain(f"注意　{name}：{message}"), soft_wrap=True)

    def started(self, source: Source) -> None:
        """Nothing is shown before a file is done."""

    def paged(self, source: Source, done: int, total: int, scanned: int) -> None:
        """Nothing is shown before a file is done."""

    def finished(self, source: Source, counts: Tally, total: Tally) -> None:
        """A file is done."""
        self.done += 1
        line = plain(f"[{self.done}/{self.files}] {source.name}　{said(counts)}").plain
        self.console.file.write(f"{line}\n")  # laying out a line of so many takes rich as long as counting it in
        self.console.file.flush()


def said(counts: Tally) -> str:
    """What one file gave, in a few words."""
    if counts.failed:
        message = counts.troubles[0].message
        return "没有读出来：" + (message.partition("：")[2] or message)
    parts = [f"{counts.pages} 页"] if counts.pages else []
    parts.append(f"{counts.records} 条记录")
    if counts.incomplete.total():
        parts.append(f"{counts.incomplete.total()} 条不完整")
    if counts.troubles:
        parts.append(f"{len(counts.troubles)} 处问题")
    return "，".join(parts)


def opening(found: Gathered, kept: int) -> str:
    """What there is to read, in words."""
    parts = [f"共 {len(found.sources)} 个文件"]
    if found.same:
        parts.append(f"另有 {len(found.same)} 个内容相同，只读一次")
    if found.problems:
        parts.append(f"{len(found.problems)} 个不能读取")
    if found.passed:
        more = " 等" if len(found.passed) > 1 else ""
        parts.append(f"另有 {len(found.passed)} 个不是要读的表，没有读（{found.passed[0]}{more}）")
    if kept:
        parts.append(f"其中 {kept} 个上次已读完，接着读其余 {len(found.sources) - kept} 个")
    return "，".join(parts)


def remaining(left: Left) -> str:
    """What is left of a run, in words."""
    scanned = f"（扫描约剩 {left.scanned:,.0f} 页）" if left.scanned >= 1 else ""
    return f"约还要 {span(left.minutes)}{scanned}"


def span(minutes: float) -> str:
    """A length of time in words."""
    if minutes < 1:
        return "1 分钟"
    return f"{minutes:.0f} 分钟" if minutes < 90 else f"{minutes / 60:.1f} 小时"
