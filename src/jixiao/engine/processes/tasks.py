"""Work on readings in processes side by side: tables, books, rows for the store."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from jixiao.errors import ConfigError
from jixiao.resources import named

if TYPE_CHECKING:
    from concurrent.futures import Future

# So many are handed out ahead, so that no process waits and no result piles up.
_AHEAD = 2
# Bytes of readings, some fifty files of two pages.
_SMALL = 2_000_000


def in_processes(task: str, items: Iterable[Any], workers: int, ordered: bool = False) -> Iterator[Any]:
    """What the function named `module:function` gives for each item, as they are done, or in their order.

    With no `workers` it is done here. ConfigError where a process dies.
    """
    coming = iter(items)
    if not workers:
        yield from (_done(task, item) for item in coming)
        return
    # what does without processes does without loading how they are made
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_begin) as pool:
        try:
            waiting = [pool.submit(_done, task, item) for item in islice(coming, workers * _AHEAD)]
            while waiting:
                for done in _next(waiting, ordered):
                    waiting.remove(done)
                    waiting += [pool.submit(_done, task, item) for item in islice(coming, 1)]
                    yield done.result()
        except BrokenProcessPool as exc:
            raise ConfigError("写表的进程意外终止（可能内存不够）；请减少 --jobs 再运行一次，会接着做") from exc
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def enough(workers: int, size: int) -> int:
    """So many processes for so many bytes of readings: none where starting them costs more than the work."""
    return workers if size > _SMALL else 0


def _next(waiting: list[Future[Any]], ordered: bool) -> list[Future[Any]]:
    from concurrent.futures import FIRST_COMPLETED, wait

    if ordered:
        wait(waiting[:1])
        return waiting[:1]
    return list(wait(waiting, return_when=FIRST_COMPLETED).done)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides when to stop


def _done(task: str, item: Any) -> Any:
    return named(task)(item)
