"""A run of `jixiao extract` with everything around it: progress, the closing table, an orderly stop, the exit code."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jixiao.app.events import Step, Written, finished
from jixiao.app.extracting import Extracted, Extraction, extract
from jixiao.app.workspace import Workspace
from jixiao.cli.codes import Exit, exit_code
from jixiao.cli.progress import Lines, Steps, Watched
from jixiao.cli.screen import notes, plain, results
from jixiao.cli.summary import closing, print_written
from jixiao.engine.events import RunEvent, tell


class Terminated(BaseException):
    """The system asked the process to end."""


def extraction(wanted: Extraction, workspace: Workspace, more: Callable[[Extracted], Written] | None = None) -> int:
    """Read everything that is wanted, print what came of it, give the exit code.

    `more` is done before the last lines are printed and gives what else was written.
    """
    with terminable():
        try:
            with Steps() as steps, shown() as watcher:
                done = finished(extract(wanted, workspace), lambda event: _show(event, watcher, steps))
        except KeyboardInterrupt:
            return stopped(wanted.out, Exit.INTERRUPTED)
        except Terminated:
            return stopped(wanted.out, Exit.TERMINATED)
    console, outcome = results(), done.outcome
    console.print(closing(outcome.total, done.seconds, outcome.asked))
    print_written(console, done.written + (more(done) if more is not None else []))
    return exit_code(outcome.total)


def _show(event: RunEvent | Step, watcher: Watched, steps: Steps) -> None:
    if isinstance(event, Step):
        watcher.__exit__()
        steps(event)
    else:
        tell(event, watcher)


def stopped(out: str | Path, code: Exit) -> int:
    """Say that it was stopped and goes on from here; gives the exit code."""
    notes().print(plain(f"已停止。读完的文件已写进 {out}，再运行同一条命令会从这里接着做", "yellow"), soft_wrap=True)
    return code


def shown() -> Watched:
    """The bar on a terminal, lines where stderr goes elsewhere."""
    console = notes()
    if not console.is_terminal:
        return Lines(console)
    from jixiao.cli.bar import Bar

    return Bar(console)


@contextmanager
def terminable() -> Iterator[None]:
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
