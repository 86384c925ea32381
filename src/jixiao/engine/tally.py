"""What is in a reading, counted: for the progress line, the closing table and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from jixiao.errors import (
    InternalFault,
    LimitExceeded,
    MemoryExceeded,
    MissingTool,
    NotGiven,
    NothingThere,
    ReaderDied,
    SourceError,
    TimeExceeded,
)
from jixiao.records import Reading, Reason
from jixiao.records.tables.identifying import status_of

# What may not stand in the way of another run: limits that may be raised, a process that died, a tool that is installed
# since, a file that may be read now, a model that answers.
_PASSING = {
    *(TimeExceeded.code, MemoryExceeded.code, ReaderDied.code, InternalFault.code, MissingTool.code),
    *(SourceError.code, NotGiven.code, NothingThere.code, LimitExceeded.code, "model.unanswered"),
}
_LISTED = 5000


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a person should look at: in which file, on which page (None where it is not of a page), and what."""

    file: str
    page: int | None
    code: str
    message: str


@dataclass(slots=True)
class Tally:
    """Counts of one source or of a whole run.

    `complete` and `incomplete` are records by kind; `troubles` are problems of files and pages, `gaps` are why
    records are incomplete; `failed` are files of which nothing could be read; `scanned` are pages read by OCR,
    `doubted` values whose reading is uncertain; `accepted` are values of those pages that are not; `again` are files
    of which another run may come to more. Of a whole run so many troubles and gaps are listed as a person can look
    through; the others are counted in `unlisted`.
    """

    files: int = 0
    failed: int = 0
    pages: int = 0
    scanned: int = 0
    doubted: int = 0
    accepted: int = 0
    again: int = 0
    complete: Counter[str] = field(default_factory=Counter)
    incomplete: Counter[str] = field(default_factory=Counter)
    troubles: list[Trouble] = field(default_factory=list)
    gaps: list[Trouble] = field(default_factory=list)
    unlisted: int = 0

    @property
    def records(self) -> int:
        """All records."""
        return self.complete.total() + self.incomplete.total()

    def add(self, other: Tally) -> None:
        """Count the other's in."""
        self.files += other.files
        self.failed += other.failed
        self.pages += other.pages
        self.scanned += other.scanned
        self.doubted += other.doubted
        self.accepted += other.accepted
        self.again += other.again
        self.complete.update(other.complete)
        self.incomplete.update(other.incomplete)
        self.unlisted += other.unlisted
        for mine, others in ((self.troubles, other.troubles), (self.gaps, other.gaps)):
            room = max(0, _LISTED - len(mine))
            mine.extend(others[:room])
            self.unlisted += len(others[room:])

    def sort(self, names: Iterable[str]) -> None:
        """Put what is listed in the order of the files' names as they are given."""
        order = {name: i for i, name in enumerate(names)}
        for listed in (self.troubles, self.gaps):
            listed.sort(key=lambda trouble: order.get(trouble.file, len(order)))


def tally(reading: Reading) -> Tally:
    """The counts of one reading."""
    name = reading.source.name
    out = Tally(files=1, failed=int(status_of(reading) == "failed"), pages=reading.source.pages or 0)
    out.troubles = _troubles(name, reading.problems)
    out.again = int(unfinished(reading))
    out.scanned = sum(1 for page in reading.coverage if page.way)
    for record in reading.records:
        out.doubted += sum(1 for path in record.doubts if path in record.evidence)
        out.accepted += sum(1 for path, e in record.evidence.items() if e.confidence and path not in record.doubts)
        (out.complete if record.status == "complete" else out.incomplete)[record.kind] += 1
        if record.status == "incomplete":
            first = record.pages[0] if record.pages else None
            out.gaps.extend(_troubles(name, record.reasons, first))
    return out


def unfinished(reading: Reading) -> bool:
    """Whether another run may come to more: the file stays as it is, what stood in the way may not."""
    reasons = chain(reading.problems, *(record.reasons for record in reading.records))
    return any(reason.code in _PASSING for reason in reasons)


def _troubles(name: str, reasons: Iterable[Reason], page: int | None = None) -> list[Trouble]:
    return [Trouble(name, r.page or page, r.code, r.message) for r in reasons]
