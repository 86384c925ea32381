"""The reading process, started by the pool; it speaks in frames over its pipes.

One process reads one source at a time. A file may hang it, exhaust it or kill it; the others do not notice.
"""

from __future__ import annotations

import gc
import os
import queue
import signal
import threading
import time
from collections.abc import Callable
from typing import IO, Any

from jixiao.engine.processes.memory import collected_seldom, limit_memory, memory_message, peak_mb, starved
from jixiao.engine.processes.messages import NEVER, Done, Pages, Ready, Refused, Setup, Taken, packed, receive, send
from jixiao.engine.processes.taking import known, taken_in, written
from jixiao.engine.reading import Begun, fault_place, stamped, to_json
from jixiao.engine.shelving import packed as packed_for_store
from jixiao.engine.tally import tally
from jixiao.errors import InternalFault, MemoryExceeded, PlaceError, SourceError
from jixiao.errors.system import reason_of
from jixiao.resources import named
from jixiao.sources import Source

# Pages are reported at most this often (seconds).
_PACE = 0.1
# By number: what Python opened on them may be that of the process that this one was split off.
_IN, _OUT, _ERRORS = 0, 1, 2


def main() -> None:
    """Read sources until the run closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides when to stop
    told, answers = os.fdopen(_IN, "rb"), os.fdopen(os.dup(_OUT), "wb")
    os.dup2(_ERRORS, _OUT)  # nothing a library prints may get between the frames
    setup: Setup = receive(told)
    limit_memory(setup.settings.memory_mb)
    reader = named(setup.reader)
    tasks: queue.SimpleQueue[Source] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(told, tasks), daemon=True).start()
    gc.freeze()  # what is loaded stays
    gc.enable()
    with collected_seldom():
        send(answers, Ready())
        while True:
            _answer(tasks.get(), setup, reader, answers)
            gc.collect(0)  # parts of a record know the record: readings only hold themselves


def _listen(told: IO[bytes], tasks: queue.SimpleQueue[Source]) -> None:
    """Pass tasks on; the end of the pipe means that the run is over or dead, and so is this process."""
    while (task := receive(told)) is not None:
        tasks.put(task)
    os._exit(0)


def _answer(source: Source, setup: Setup, reader: Callable[..., Any], answers: IO[bytes]) -> None:
    """Read one source and say how it went; after a fault or for want of memory the process ends, to start clean."""
    limit = setup.settings.memory_mb
    try:
        with taken_in(source, setup.settings) as source:
            send(answers, Taken(source.sha256, source.kind))
            done = known(source, setup) or written(_read(source, setup, reader, _Reporter(answers)), source, setup)
    except (SourceError, PlaceError) as exc:
        send(answers, Refused(exc.code, str(exc)))
    except MemoryError:
        send(answers, Refused(MemoryExceeded.code, memory_message(source.name, limit), ends=True))
        os._exit(1)
    except Exception as exc:
        if starved(peak_mb(), limit):
            send(answers, Refused(MemoryExceeded.code, memory_message(source.name, limit), ends=True))
        elif isinstance(exc, OSError):  # the file or its folder is gone, or there is no room for what is unpacked
            send(answers, Refused(SourceError.code, _broken_off(source, exc)))
            return
        else:
            send(answers, Refused(InternalFault.code, _fault_message(source, exc), ends=True))
        raise
    else:
        send(answers, done)


def _read(source: Source, setup: Setup, reader: Callable[..., Any], reporter: _Reporter) -> Done:
    """The source's reading, and what is left to ask where a model is asked."""
    if setup.when == NEVER:
        reading, left = reader(source, setup.settings, reporter.pages), None
    else:
        begun: Begun = reader(source, setup.settings, reporter.pages, setup.when)
        left = packed(begun) if begun.open else None
        reading = begun.reading()
    reading = stamped(reading, source, setup.version)
    ready = packed_for_store(reading) if setup.lays and left is None else None
    return Done(to_json(reading), tally(reading), left, laid=ready)


def _fault_message(source: Source, exc: Exception) -> str:
    return f"{source.name}：程序内部出错（{fault_place(exc)}），这个文件没有读取；请把文件和这行提示反馈给开发者"


def _broken_off(source: Source, exc: OSError) -> str:
    return f"{source.name}：读取中断（{reason_of(exc)}），没有读取；请检查文件、文件夹和磁盘后再运行一次"


class _Reporter:
    """Sends page counts to the run, no oftener than it can use them."""

    def __init__(self, answers: IO[bytes]) -> None:
        self.answers = answers
        self.last = 0.0

    def pages(self, done: int, total: int, scanned: int = 0, /) -> None:
        """So many pages are read, so many of them by OCR."""
        now = time.monotonic()
        if now - self.last >= _PACE:
            self.last = now
            send(self.answers, Pages(done, total, scanned))
