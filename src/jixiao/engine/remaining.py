"""How long the rest of a run takes, by the kinds of its pages: a scanned one takes many times as long as another.

Before a file is opened its suffix and size are known: a picture is a scan, Word and Excel never are, and of PDFs those
of about the same size are taken to be alike. Once it is opened its pages are known, and how many of those that are read
were scanned. What a page of either kind costs is told by the files that are done.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from jixiao.engine.tally import Tally
from jixiao.sources.formats import SUFFIXES, path_suffix

# What a scanned page takes beside another one as long as not both kinds have been seen.
_SCANNED = 50.0
_PICTURES = ("picture", "image")
Sort = tuple[str, int]
"""A kind of file, and about which size: twice as large is the next."""


def sort_of(name: str, size: int) -> Sort:
    """The sort of the file of that name and so many bytes."""
    return SUFFIXES.get(path_suffix(name), ""), size.bit_length()


@dataclass(slots=True)
class Amount:
    """So many files with so many bytes and, where they were read, so many pages that were scanned and that were not."""

    files: int = 0
    size: int = 0
    scanned: float = 0.0
    plain: float = 0.0

    def add(self, files: int, size: int, scanned: float = 0.0, plain: float = 0.0) -> None:
        """So many more."""
        self.files += files
        self.size += size
        self.scanned += scanned
        self.plain += plain

    def cost(self, ratio: float) -> float:
        """What it takes, in pages that are not scanned; a file without pages takes something, too."""
        return self.files + self.plain + ratio * self.scanned


def sorted_out(files: Iterable[tuple[str, int]]) -> dict[Sort, Amount]:
    """The files, by name and bytes, by their sorts."""
    out: dict[Sort, Amount] = defaultdict(Amount)
    for name, size in files:
        out[sort_of(name, size)].add(1, size)
    return dict(out)


@dataclass(frozen=True, slots=True)
class Left:
    """What is left: so many minutes, and so many of the pages are scanned."""

    minutes: float
    scanned: float


@dataclass(slots=True)
class _Reading:
    """A file that is being read, since when, and as far as it is."""

    sort: Sort
    size: int
    since: float
    done: int = 0
    total: int = 0
    scanned: int = 0

    def amounts(self) -> tuple[Amount, Amount]:
        """What of it is read, and what of it is left if that goes on as it began."""
        share = self.scanned / self.done if self.done else 0.0
        rest = self.total - self.done
        read = Amount(0, 0, self.scanned, self.done - self.scanned)
        return read, Amount(0, 0, share * rest, (1 - share) * rest)


@dataclass(slots=True)
class Remaining:
    """Is told what happens to the files that are `todo`, by what tells them apart, and says what is left."""

    todo: dict[Sort, Amount]
    begun: float = field(default_factory=lambda: time.monotonic())
    _done: dict[Sort, Amount] = field(default_factory=lambda: defaultdict(Amount))
    _reading: dict[str, _Reading] = field(default_factory=dict)
    # seconds of files without scanned pages, and of the others; and what they took them for
    _seconds: list[float] = field(default_factory=lambda: [0.0, 0.0])
    _read: list[Amount] = field(default_factory=lambda: [Amount(), Amount()])

    def started(self, key: str, name: str, size: int) -> None:
        """The file is begun."""
        self._reading[key] = _Reading(sort_of(name, size), size, time.monotonic())

    def paged(self, key: str, done: int, total: int, scanned: int) -> None:
        """So many pages of it are read, so many of them scanned."""
        if (one := self._reading.get(key)) is not None:
            one.done, one.total, one.scanned = done, total, scanned

    def finished(self, key: str, sort: Sort, size: int, counts: Tally, known: bool = False) -> None:
        """A file of the sort is done, and with it so many bytes of what was to do: none of an archive that holds more.
        Where it was `known` it took no time, and says nothing of the others."""
        self._take(sort, size)
        one = self._reading.pop(key, None)
        if known or counts.failed:
            return
        scanned, plain = counts.scanned, counts.pages - counts.scanned
        self._done[sort].add(int(size > 0), size, scanned, plain)
        if one is not None:
            self._seconds[scanned > 0] += time.monotonic() - one.since
            self._read[scanned > 0].add(1, size, scanned, plain)

    def _take(self, sort: Sort, size: int) -> None:
        if size and (todo := self.todo.get(sort)) is not None:
            todo.add(-1, -size)

    @property
    def ratio(self) -> float:
        """What a scanned page takes beside one that is not."""
        (plainly, scanning), (plain, scans) = self._seconds, self._read
        if not plainly or not scans.scanned:
            return _SCANNED
        one = plainly / plain.cost(0)
        return max(1.0, (scanning - one * scans.cost(0)) / scans.scanned / one)

    def left(self) -> Left | None:
        """What is left, None where nothing is or nothing tells yet."""
        done, rest, waiting = Amount(), Amount(), {sort: Amount(a.files, a.size) for sort, a in self.todo.items()}
        for each in self._done.values():
            done.add(each.files, each.size, each.scanned, each.plain)
        for one in self._reading.values():
            if one.total:
                read, more = one.amounts()
                done.add(0, 0, read.scanned, read.plain)
                rest.add(0, 0, more.scanned, more.plain)
                if one.sort in waiting:
                    waiting[one.sort].add(-1, -one.size)
        for sort, amount in waiting.items():
            if amount.files > 0:
                scanned, plain = self._pages(sort, amount)
                rest.add(amount.files, amount.size, scanned, plain)
        ratio = self.ratio
        if not done.cost(ratio) or not rest.cost(ratio):
            return None
        minutes = (time.monotonic() - self.begun) * rest.cost(ratio) / done.cost(ratio) / 60
        return Left(minutes, rest.scanned)

    def _pages(self, sort: Sort, amount: Amount) -> tuple[float, float]:
        """The pages of unopened files, scanned and not, as those were that are most like them."""
        kind, size = sort
        alike = [(abs(other - size), each) for (its, other), each in self._done.items() if its == kind and each.files]
        if alike:
            near = min(alike, key=lambda each: each[0])[1]
            times = amount.size / near.size if near.size else amount.files / near.files
            return near.scanned * times, near.plain * times
        if kind in _PICTURES:
            return float(amount.files), 0.0
        files = sum(each.files for each in self._done.values())
        plain = sum(each.plain for each in self._done.values())
        return 0.0, plain / files * amount.files if files else 0.0
