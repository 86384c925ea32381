"""What is to be looked at: counted, grouped, in the order in which it matters, and how long it will take."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Literal

from jixiao.app.correcting.books import Book
from jixiao.records.annotations.corrections import Correction

GroupBy = Literal["cause", "file", "department"]
# A place takes so many seconds where not enough was corrected yet to know better.
USUAL_SECONDS = 12.0
# From so many corrections on, the usual time between two of them is known.
_GAPS = 20
# Seconds: whoever waits longer does something else meanwhile.
_PAUSE = 300.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How many seconds a place takes; `measured` on what was corrected, or else usual."""

    seconds: float
    measured: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Places to look at that have a cause, a file or a department in common: how many, in how many forms and files."""

    name: str
    places: int
    forms: int
    files: int


@dataclass(frozen=True, slots=True)
class Queue:
    """How many places are left, in how many forms, the groups (those with most first), and how long a place takes."""

    places: int
    forms: int
    groups: list[Group]
    pace: Pace

    @property
    def seconds_left(self) -> float:
        """How long it will take one person to look at all of them."""
        return self.places * self.pace.seconds


def queue(book: Book, by: GroupBy = "cause") -> Queue:
    """What is left to look at."""
    found = book.index().queue
    files = {latest.number: latest.name for latest in found.readings()}
    forms = [form for form in found.open(files) if form.places]
    places: Counter[str] = Counter()
    held: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for form in forms:
        for (_, cause), count in form.places.items():
            name = {"cause": cause, "file": files[form.reading], "department": form.department}[by]
            places[name] += count
            held[name].add((form.reading, form.number))
    groups = [Group(n, count, len(held[n]), len({file for file, _ in held[n]})) for n, count in places.most_common()]
    return Queue(places.total(), len(forms), groups, pace_of(book.all()))


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
