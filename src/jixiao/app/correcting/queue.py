"""What is to be looked at: counted, grouped, in the order in which it matters, and how long it will take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

from jixiao.app.correcting.books import Book
from jixiao.records.annotations.corrections import Correction
from jixiao.store.problems import Group, GroupBy, Problem, Wanted

__all__ = ["Group", "GroupBy", "Pace", "Problem", "Queue", "Wanted", "pace_of", "queue"]
# A place takes so many seconds where not enough was corrected yet to know better.
USUAL_SECONDS = 12.0
# From so many gaps on their median counts; who waits longer than so many seconds does something else meanwhile.
_GAPS, _PAUSE = 20, 300.0
_PAGE = 100


@dataclass(frozen=True, slots=True)
class Pace:
    """How many seconds a place takes; `measured` on what was corrected, or else usual."""

    seconds: float
    measured: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of what is wanted, how many there are in all, by what they go together, and how long they will take."""

    problems: list[Problem]
    total: int
    groups: list[Group]
    pace: Pace

    @property
    def seconds_left(self) -> float:
        """How long it will take one person to look at all of them."""
        return self.total * self.pace.seconds


def queue(book: Book, wanted: Wanted | None = None, by: GroupBy = "cause", most: int = _PAGE, skip: int = 0) -> Queue:
    """What is wanted of it (all without): `most` of them after so many, the groups of all."""
    found = book.index().problems
    these = wanted if wanted is not None else Wanted()
    page = found.page(these, most, skip)
    return Queue(page, found.count(these), found.groups(by, these), pace_of(book.all()))


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
