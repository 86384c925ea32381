"""What the functions of this room yield while they work, and how their result is taken."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Event = TypeVar("Event")
Result = TypeVar("Result")

Written = list[tuple[str, Path]]
"""What was written, in words, and where."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is being worked at, in words; the next step takes its place."""

    what: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a person should know; it matters where it is a `warning`."""

    message: str
    warning: bool = False


def finished(work: Generator[Event, None, Result], watch: Callable[[Event], object] | None = None) -> Result:
    """What the work comes to; `watch` is told every event on the way."""
    try:
        while True:
            try:
                event = next(work)
            except StopIteration as end:
                result: Result = end.value
                return result
            if watch is not None:
                watch(event)
    finally:
        work.close()
