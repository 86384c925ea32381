"""Bars on a terminal: of a run, and of what is counted."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Column

from jixiao.cli.progress import opening, remaining
from jixiao.cli.screen import Prose, notes, plain
from jixiao.engine.remaining import Remaining, sort_of, sorted_out
from jixiao.engine.tally import Tally
from jixiao.sources import Gathered, Source


class Counting:
    """A bar that counts what is done of so many, on a terminal and where they are several. Use as a context manager."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.console = notes()
        columns = (
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TextColumn("{task.fields[said]}", markup=False), TimeRemainingColumn(compact=True),
        )  # fmt: skip
        self.progress = Progress(*columns, console=self.console, transient=True)
        self.task: TaskID | None = None

    def __enter__(self) -> Counting:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.progress.stop()

    def move(self, done: int, total: int, said: str) -> None:
        """So many are done; `said` stands beside the bar."""
        if total < 2 or not self.console.is_terminal:
            return
        if self.task is None:
            self.task = self.progress.add_task(self.what, total=total, said=said)
            self.progress.start()
        self.progress.update(self.task, completed=done, said=said)


class Bar:
    """A bar over the bytes of all files with what was found so far, and a line for each file being read.

    Only when the first file is begun a thread draws it: before, reading processes are split off this one (`Pool`).
    """

    def __init__(self, console: Console) -> None:
        self.console = console
        self.sizes: dict[str, int] = {}
        self.remaining = Remaining({})
        self.credited: dict[str, float] = {}
        self.rows: dict[str, TaskID] = {}
        self.files = 0
        self.done = 0
        self.progress = Progress(
            TextColumn(
                "{task.description}", markup=False, table_column=Column(ratio=3, no_wrap=True, overflow="ellipsis")
            ),
            BarColumn(bar_width=None, table_column=Column(ratio=2)),
            TaskProgressColumn(),
            TextColumn("{task.fields[said]}", markup=False, table_column=Column(no_wrap=True)),
            TextColumn("{task.fields[left]}", markup=False, table_column=Column(no_wrap=True)),
            console=console,
            expand=True,
            transient=True,
            auto_refresh=False,
        )
        self.whole = self.progress.add_task("清点文件", total=None, said="", left="")

    def __enter__(self) -> Bar:
        self.progress.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.progress.stop()

    def gathered(self, found: Gathered, kept: int) -> None:
        """The inputs are known; what an earlier run did is not part of the bar."""
        self.files, self.done = len(found.sources), kept
        rest = [s for s in found.sources if s.key not in found.done]
        self.sizes = {s.key: s.path.stat().st_size for s in rest}
        self.remaining = Remaining(sorted_out((s.name, self.sizes[s.key]) for s in rest))
        self.console.print(Prose(opening(found, kept)))
        for name, message in found.notices:
            self.console.print(Prose(f"注意　{name}：{message}", "yellow"))
        self.progress.update(self.whole, description="启动读取进程", said="", refresh=True)

    def started(self, source: Source) -> None:
        """A line for the file."""
        if self.progress.tasks[0].total is None:
            self.progress.update(self.whole, description=self._heading(), total=max(1, sum(self.sizes.values())))
            self.progress.stop()
            self.progress.live.auto_refresh = True
            self.progress.start()
        self.remaining.started(source.key, source.name, self.sizes[source.key])
        name = plain(source.name).plain
        self.rows[source.key] = self.progress.add_task(f"  {name}", total=None, said="", left="")

    def paged(self, source: Source, done: int, total: int, scanned: int) -> None:
        """The file's line and its share of the whole move on."""
        self.remaining.paged(source.key, done, total, scanned)
        self.progress.update(self.whole, left=self._left())
        self.progress.update(self.rows[source.key], completed=done, total=total, said=f"{done}/{total} 页")
        self._credit(source, done / max(total, 1))

    def finished(self, source: Source, counts: Tally, total: Tally) -> None:
        """The file's line goes; what it gave is counted, and told above the bar where something is wrong."""
        self.done += 1
        size = self.sizes[source.key]
        self.remaining.finished(source.key, sort_of(source.name, size), size, counts)
        if source.key in self.rows:
            self.progress.remove_task(self.rows.pop(source.key))
        self._credit(source, 1.0)
        self.progress.update(self.whole, description=self._heading(), said=_sum(total), left=self._left())
        if counts.failed:
            self.console.print(plain(f"✗ {source.name}　没有读出来", "red"))

    def _left(self) -> str:
        left = self.remaining.left()
        return remaining(left) if left is not None else ""

    def _heading(self) -> str:
        return f"文件 {self.done}/{self.files}"

    def _credit(self, source: Source, share: float) -> None:
        """Advance the whole by what this file has newly done."""
        done = self.sizes[source.key] * share
        before = self.credited.get(source.key, 0.0)
        if done > before:
            self.credited[source.key] = done
            self.progress.advance(self.whole, done - before)


def _sum(total: Tally) -> str:
    problems = len(total.troubles) + len(total.gaps)
    return f"{total.pages} 页　{total.records} 条记录　{problems} 处问题"
