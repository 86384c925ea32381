"""What is to be looked at: counted, grouped, in the order in which it matters, and how long it will take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

from jixiao.app.correcting.books import Book
from jixiao.records.annotations.corrections import Correction
from jixiao.store.queue import By as GroupBy
from jixiao.store.queue import Group, Left

# A place takes so many seconds where not enough was corrected yet to know better.
USUAL_SECONDS = 12.0
# From so many gaps on their median counts; who waits longer than so many seconds does something else meanwhile.
_GAPS, _PAUSE = 20, 300.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How many seconds a place takes; `measured` on what was corrected, or else usual."""

    seconds: float
    measured: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """How much is left, the groups by what it shares, and how long a place takes."""

    left: Left
    groups: list[Group]
    pace: Pace

    @property
    def seconds_left(self) -> float:
        """How long it will take one person to look at all of them."""
        return self.left.places * self.pace.seconds


def queue(book: Book, by: GroupBy = "cause") -> Queue:
    """What is left to look at; `book.index().queue` gives the forms of a group, those that matter most in front."""
    found = book.index().queue
    return Queue(found.left(), found.groups(by), pace_of(book.all()))


def pace_of(corrections: Sequence[Correction]) -> Pace:
    """How long people took from one place to the next; what was said at once for many places is one."""
    acts: dict[str, list[datetime]] = {}
    seen: set[str] = set()
    for each in corrections:
        if each.batch in seen or each.action == "undo":
            continue
        if each.batch:
            seen.add(each.batch)
        acts.setdefault(each.who, []).append(datetime.fromisoformat(each.when))
    gaps = [(later - earlier).total_seconds() for times in acts.values() for earlier, later in pairwise(sorted(times))]
    short = [gap for gap in gaps if gap <= _PAUSE]
    return Pace(median(short), True) if len(short) >= _GAPS else Pace(USUAL_SECONDS, False)
