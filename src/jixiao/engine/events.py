"""What happens in a run, as its watchers are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from jixiao.engine.processes.runner import Paged, Started
from jixiao.engine.tally import Tally
from jixiao.sources import Gathered, Source


@dataclass(frozen=True, slots=True)
class Known:
    """The inputs are known; so many of them were done by an earlier run."""

    found: Gathered
    kept: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A source is done; `counts` is what it gave, `total` what the run has so far."""

    source: Source
    counts: Tally
    total: Tally


RunEvent = Known | Started | Paged | Counted


class Watcher(Protocol):
    """Is told how the run goes on."""

    def gathered(self, found: Gathered, kept: int) -> None:
        """The inputs are known; so many of them were done by an earlier run."""

    def started(self, source: Source) -> None:
        """A source is begun."""

    def paged(self, source: Source, done: int, total: int, scanned: int) -> None:
        """So many pages of a source are read, so many of them by OCR."""

    def finished(self, source: Source, counts: Tally, total: Tally) -> None:
        """A source is done; `total` is what the run has so far."""


def tell(event: RunEvent, watcher: Watcher) -> None:
    """Pass the event on to the watcher."""
    if isinstance(event, Known):
        watcher.gathered(event.found, event.kept)
    elif isinstance(event, Started):
        watcher.started(event.source)
    elif isinstance(event, Paged):
        watcher.paged(event.source, event.done, event.total, event.scanned)
    else:
        watcher.finished(event.source, event.counts, event.total)
