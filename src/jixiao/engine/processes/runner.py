"""What reads many sources: the processes of this machine, or a cluster's; and what it says while it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, Self

from jixiao.engine.processes.messages import Done
from jixiao.sources import Source


@dataclass(frozen=True, slots=True)
class Started:
    """A process (its id) has begun to read the source."""

    source: Source
    pid: int


@dataclass(frozen=True, slots=True)
class Paged:
    """So many pages of the source are read, so many of them by OCR."""

    source: Source
    done: int
    total: int
    scanned: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """The source is done with; a failure is a reading too."""

    source: Source
    done: Done


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing has happened for a moment."""


Event = Started | Paged | Finished | Idle


class Runner(Protocol):
    """Reads sources; a context manager, so that nothing it started outlives it."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def events(self, sources: Iterable[Source]) -> Iterator[Event]:
        """What happens while the sources are read; exactly one Finished for each, in the order they are done.

        Sources are asked for when they are about to be read. ConfigError where nothing can be started.
        """
