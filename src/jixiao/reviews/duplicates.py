"""The same form in several files, PDF and Word say: one of them has the opinion, which says how the others differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from jixiao.records import AnyRecord, Reading
from jixiao.records.headings import field_heading
from jixiao.records.identity import identity_of
from jixiao.records.paths import leaves
from jixiao.records.record import Base
from jixiao.reviews.model import Also
from jixiao.text import key

# A form by the place of its reading, from 0, and its number there, from 1.
Place = tuple[int, int]
_AROUND = set(Base.model_fields) | {"kind"}
# So many characters of a longer text are quoted,
_LONGEST = 24
# beginning so many before the place where two texts part.
_BEFORE = 8


def twins(readings: Sequence[Reading]) -> tuple[set[Place], dict[Place, list[Also]]]:
    """The forms that another file's form speaks for, and by the form that speaks what the others are."""
    silent: set[Place] = set()
    also: dict[Place, list[Also]] = {}
    for places in _alike(readings):
        records = {place: _record(readings, place) for place in places}
        first = min(places, key=lambda place: (records[place].status == "incomplete", len(records[place].doubts)))
        others = [place for place in places if place != first]
        silent.update(others)
        also[first] = [_also(readings[at], records[first], records[at, number]) for at, number in others]
    return silent, also


def _alike(readings: Sequence[Reading]) -> Iterator[list[Place]]:
    """The places of one form in several files; the second of the same name in a file goes with the other's second."""
    found: dict[tuple[str, int], list[Place]] = defaultdict(list)
    for at, reading in enumerate(readings):
        seen: Counter[str] = Counter()
        for number, record in enumerate(reading.records, 1):
            if name := identity_of(record):
                seen[name] += 1
                found[name, seen[name]].append((at, number))
    yield from (places for places in found.values() if len(places) > 1)


def _record(readings: Sequence[Reading], place: Place) -> AnyRecord:
    return readings[place[0]].records[place[1] - 1]


def _also(reading: Reading, record: AnyRecord, other: AnyRecord) -> Also:
    mine, its = _texts(record), _texts(other)
    differs = [
        f"{field_heading(type(record), path)}{_quoted(here, there)}，那里{_quoted(there, here)}"
        for path in dict.fromkeys([*mine, *its])
        for here, there in [(mine.get(path, ""), its.get(path, ""))]
        if key(here) != key(there)
    ]
    return Also(source=reading.source.name, page=other.pages[0] if other.pages else None, differs=differs)


def _texts(record: AnyRecord) -> dict[str, str]:
    """What the form says, by field path; blank is as good as absent."""
    said = leaves(record.model_dump(exclude=_AROUND))
    return {path: str(value) for path, value in said if value is not None and str(value)}


def _quoted(text: str, other: str) -> str:
    """The text, of a long one the part where it parts from the other."""
    if not text:
        return "没有填"
    start = max(0, _shared(text, other) - _BEFORE) if len(text) > _LONGEST else 0
    end = start + _LONGEST
    return f"是“{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}”"


def _shared(text: str, other: str) -> int:
    """How many characters the two begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, other, strict=False)))
