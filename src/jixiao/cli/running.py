"""A run of `jixiao extract` with everything around it: progress, the closing table, an orderly stop, the exit code."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jixiao.app.bulk.sharding import Sharding, shard
from jixiao.app.events import Step, Written, finished
from jixiao.app.extracting import Extracted, Extraction, extract
from jixiao.app.workspace import Workspace
from jixiao.cli.codes import Exit, exit_code
from jixiao.cli.minutes import Minutes, told
from jixiao.cli.progress import Bar, Lines, Steps, shown
from jixiao.cli.screen import notes, plain, results
from jixiao.cli.summary import closing, print_written
from jixiao.engine.events import RunEvent, tell


class Terminated(BaseException):
    """The system asked the process to end."""


def extraction(wanted: Extraction, workspace: Workspace, more: Callable[[Extracted], Written] | None = None) -> int:
    """Read everything that is wanted, print what came of it, give the exit code.

    `more` is done before the last lines are printed and gives what else was written.
    """
    with _terminable():
        try:
            with Steps() as steps, shown() as watcher:
                done = finished(extract(wanted, workspace), lambda event: _show(event, watcher, steps))
        except KeyboardInterrupt:
            return _stopped(wanted.out, Exit.INTERRUPTED)
        except Terminated:
            return _stopped(wanted.out, Exit.TERMINATED)
    console, outcome = results(), done.outcome
    console.print(closing(outcome.total, done.seconds, outcome.asked))
    print_written(console, done.written + (more(done) if more is not None else []))
    return exit_code(outcome.total)


def sharded(wanted: Sharding, workspace: Workspace) -> int:
    """Read one shard, print what came of it and what is next, give the exit code."""
    with _terminable():
        try:
            with Minutes() as minutes:
                done = finished(shard(wanted, workspace), minutes)
        except KeyboardInterrupt:
            return _stopped(wanted.out, Exit.INTERRUPTED)
        except Terminated:
            return _stopped(wanted.out, Exit.TERMINATED)
    console, outcome = results(), done.outcome
    console.print(closing(outcome.total, done.seconds, outcome.asked))
    console.print(plain(told(outcome)), soft_wrap=True)
    print_written(console, [("结果（按内容存放）", wanted.out)])
    console.print(plain(f"各份都读完后汇总：jixiao gather {wanted.out}"), soft_wrap=True)
    return exit_code(outcome.total)


def _show(event: RunEvent | Step, watcher: Bar | Lines, steps: Steps) -> None:
    if isinstance(event, Step):
        watcher.__exit__()
        steps(event)
    else:
        tell(event, watcher)


def _stopped(out: str | Path, code: Exit) -> int:
    notes().print(plain(f"已停止。读完的文件已写进 {out}，再运行同一条命令会从这里接着做", "yellow"), soft_wrap=True)
    return code


@contextmanager
def _terminable() -> Iterator[None]:
    """While inside, a request of the system to end is an exception, so that everything is left in order."""

    def end(*_: object) -> None:
        raise Terminated

    # a terminal that is closed asks too, where there are such
    asked = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {number: signal.signal(number, end) for number in asked}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
