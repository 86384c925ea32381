"""The queue of the desk: which forms have something to look at, by cause, file and department, and which comes next.

It is kept in memory; what did not change since it was last looked at is not read again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Literal

from jixiao.store import Store
from jixiao.store.queue import Latest, Open

By = Literal["cause", "file", "department"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A form: the sha256 of its source, and its number there as read, 0 for the file itself; what it is, what is open.

    `page` is the first one of the form.
    """

    source: str
    record: int
    file: str
    subject: str
    kind: str
    department: str
    status: str
    page: int | None
    doubts: int
    reasons: int


@dataclass(frozen=True, slots=True)
class Group:
    """Places to look at that share a cause, a file or a department: how many, in how many forms and files."""

    key: str
    places: int
    forms: int
    files: int


@dataclass(frozen=True, slots=True)
class Left:
    """How much is left: places, and forms that have any, of all forms and files."""

    places: int
    forms: int
    all_forms: int
    files: int


class Board:
    """The forms of one look at the store, in the order of the queue: incomplete ones first, then by file and number."""

    def __init__(self, forms: list[tuple[Waiting, Open]], files: int) -> None:
        self._forms = sorted(forms, key=lambda one: _place(one[0]))
        self._open = [one for one in self._forms if one[1].places]
        self._files = files

    def left(self) -> Left:
        """How much there is to do."""
        places = sum(sum(found.places.values()) for _, found in self._open)
        return Left(places, len(self._open), sum(bool(one.record) for one, _ in self._forms), self._files)

    def groups(self, by: By) -> list[Group]:
        """The places by what they share: what is not complete before doubts, and those with most first."""
        places: dict[str, int] = defaultdict(int)
        forms: dict[str, int] = defaultdict(int)
        files: dict[str, set[str]] = defaultdict(set)
        doubts: dict[str, bool] = {}
        for one, found in self._open:
            for key, count, doubted in _shares(one, found, by):
                places[key] += count
                forms[key] += 1
                files[key].add(one.source)
                doubts[key] = doubts.get(key, True) and doubted
        keys = sorted(places, key=lambda key: (doubts[key], -places[key], key))
        return [Group(key, places[key], forms[key], len(files[key])) for key in keys]

    def forms(self, by: By | None = None, key: str = "") -> Iterator[Waiting]:
        """The forms of a group, or all that have something to look at, in their order."""
        for one, found in self._open:
            if by is None or any(share[0] == key for share in _shares(one, found, by)):
                yield one

    def following(self, source: str, record: int, by: By | None = None, key: str = "") -> Waiting | None:
        """The form that comes after this one, None where it is the last."""
        here = next((_place(one) for one, _ in self._forms if (one.source, one.record) == (source, record)), None)
        if here is None:
            return None
        return next((one for one in self.forms(by, key) if _place(one) > here), None)

    def all(self, find: str = "") -> Iterator[Waiting]:
        """Every form whose subject, file or department holds the words, by file and number."""
        for one in sorted((one for one, _ in self._forms if one.record), key=lambda one: (one.file, one.record)):
            if find in one.subject or find in one.file or find in one.department:
                yield one


class Boards:
    """Looks at the store again and again, for many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[int, tuple[Latest, list[tuple[Waiting, Open]]]] = {}
        self._board = Board([], 0)
        self._stamp: tuple[int, ...] | None = None

    def board(self, store: Store) -> Board:
        """The board as the store is now."""
        stamp = store.queue.stamp()
        if stamp == self._stamp:
            return self._board
        store.refresh()
        readings = store.queue.readings()
        with self._lock:
            late = {each.number: each for each in readings if self._known.get(each.number, (None,))[0] != each}
            gone = self._known.keys() - {each.number for each in readings}
            for number in gone:
                del self._known[number]
            self._known.update({number: (each, []) for number, each in late.items()})
            for form in store.queue.open(late):
                self._known[form.reading][1].append((_waiting(late[form.reading], form), form))
            if late or gone:
                self._board = Board([pair for _, found in self._known.values() for pair in found], len(readings))
            self._stamp = stamp
            return self._board


def _place(one: Waiting) -> tuple[bool, str, str, int]:
    return one.status == "complete", one.file, one.source, one.record


def _shares(one: Waiting, found: Open, by: By) -> Iterator[tuple[str, int, bool]]:
    """The groups of that sort that the form's places are in: key, how many, whether they are doubts alone."""
    if by == "cause":
        for (level, cause), count in found.places.items():
            yield f"{level}:{cause}", count, level == "doubted"
        return
    doubted = all(level == "doubted" for level, _ in found.places)
    yield one.file if by == "file" else one.department, sum(found.places.values()), doubted


def _waiting(latest: Latest, form: Open) -> Waiting:
    doubts = sum(count for (level, _), count in form.places.items() if level == "doubted")
    return Waiting(
        latest.sha256,
        form.number,
        latest.name,
        form.subject or latest.name,
        form.kind,
        form.department,
        form.status,
        form.page,
        doubts,
        sum(form.places.values()) - doubts,
    )
