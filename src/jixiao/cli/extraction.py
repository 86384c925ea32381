"""A run with everything around it: progress, files written, the closing table, the exit code."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from jixiao.cli.asking import opened
from jixiao.cli.closing import closing, print_written
from jixiao.cli.codes import Exit, exit_code
from jixiao.cli.cutouts import write_cutouts
from jixiao.cli.progress import shown
from jixiao.cli.screen import notes, plain, results
from jixiao.cli.tables import Written, write_tables
from jixiao.config import ModelSettings, Settings
from jixiao.engine.asking import Inquiry
from jixiao.engine.run import Outcome, Plan, Shelf, run


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one `jixiao extract` is to do."""

    inputs: Sequence[str]
    out: Path
    store: Path | None = None
    tables: Sequence[str] = ("xlsx",)
    fresh: bool = False
    model: ModelSettings | None = None
    cutouts: bool = False


class Terminated(BaseException):
    """The system asked the process to end."""


def extraction(wanted: Wanted, settings: Settings, more: Callable[[Outcome], Written] | None = None) -> int:
    """Read everything that is wanted, print what came of it, give the exit code.

    `more` is done before the last lines are printed and gives what else was written.
    """
    begun = time.monotonic()
    with _terminable():
        try:
            with _shelf(wanted, settings) as shelf, _inquiry(wanted, shelf) as inquiry, shown() as watcher:
                plan = Plan(wanted.inputs, wanted.out, wanted.fresh, shelf, inquiry=inquiry)
                outcome = run(plan, settings, watcher)
            written = _write_all(outcome, wanted)
        except KeyboardInterrupt:
            return _stopped(wanted.out, Exit.INTERRUPTED)
        except Terminated:
            return _stopped(wanted.out, Exit.TERMINATED)
    console = results()
    console.print(closing(outcome.total, time.monotonic() - begun, outcome.asked))
    written += more(outcome) if more is not None else []
    print_written(console, written)
    return exit_code(outcome.total)


@contextmanager
def _shelf(wanted: Wanted, settings: Settings) -> Iterator[Shelf | None]:
    """The store as a run uses it; a run that did not come to its end has no end in the store either."""
    if wanted.store is None:
        yield None
        return
    from jixiao.store import Store

    with Store.open(wanted.store) as store:
        model = {"model": wanted.model.public()} if wanted.model else {}
        number = store.begin({**asdict(settings), **model})
        yield store.shelf(number)
        store.finish(number)


@contextmanager
def _inquiry(wanted: Wanted, shelf: Shelf | None) -> Iterator[Inquiry | None]:
    """The model that is asked what the rules leave open, None where none is."""
    if wanted.model is None or wanted.model.when == "never":
        yield None
        return
    with opened(wanted.model, wanted.store, shelf.run if shelf else None) as model:
        yield Inquiry(model)


def _write_all(outcome: Outcome, wanted: Wanted) -> Written:
    """The formats that are made of all readings together."""
    places = {s.sha256: s.path for s in outcome.found.sources if not s.origin}
    written: Written = [("每个文件一个 JSON", wanted.out)]
    if wanted.cutouts:
        folder = wanted.out / "cutouts"
        count = write_cutouts(outcome.readings(), folder, lambda info: places.get(info.sha256))
        written.append((f"存疑之处的截图 {count} 张", folder))
    return written + write_tables(
        outcome.readings, wanted.out, ("jsonl", *wanted.tables), lambda info: places.get(info.sha256)
    )


def _stopped(out: Path, code: Exit) -> int:
    notes().print(plain(f"已停止。读完的文件已写进 {out}，再运行同一条命令会从这里接着做", "yellow"), soft_wrap=True)
    return code


@contextmanager
def _terminable() -> Iterator[None]:
    """While inside, a request of the system to end is an exception, so that everything is left in order."""

    def end(*_: object) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
