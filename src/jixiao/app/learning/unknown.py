"""Labels and headings that nobody knew: how often they stand in readings, where, and with what beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jixiao.forms.vocabulary import FORM_KINDS, Vocabulary, label_key
from jixiao.records import AnyRecord, Reading

_OF_ROW = re.compile(r"（第\d+[行项]）$")
# Reasons that call a label unknown, and how much of the label they quote.
_BLAME, _QUOTED = ("label.unbound", "missing.funds", "funds.open"), 16
_PLACES = 5
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Place:
    """Where one stands: file, page (None without pages), box in points, place in Word or Excel, what it says."""

    file: str
    page: int | None
    box: tuple[float, float, float, float] | None
    where: str
    value: str


@dataclass(slots=True)
class UnknownLabel:
    """A label (`column` where it heads a column) that nobody knew: as printed, the kind of its form, how often."""

    label: str
    kind: str
    column: bool
    count: int = 0
    files: set[str] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)


def unknown_labels(readings: Iterable[Reading], words: Vocabulary) -> list[UnknownLabel]:
    """The unknown labels of all readings, those of most files first; of a column each row counts once a form."""
    found: dict[tuple[str, str], UnknownLabel] = {}
    for reading in readings:
        for record in reading.records:
            counted: set[str] = set()
            for at, label, column, value in _labels(record, words):
                key = label_key(label)
                one = found.setdefault((record.kind, key), UnknownLabel(label, record.kind, column))
                if key in counted:
                    continue
                counted.add(key)
                one.count += 1
                one.files.add(reading.source.name)
                if len(one.places) < _PLACES:
                    one.places.append(_place(reading, record, at, value))
    return sorted(found.values(), key=lambda one: (-len(one.files), -one.count, one.label))


def _labels(record: AnyRecord, words: Vocabulary) -> Iterator[tuple[int, str, bool, str]]:
    """(number among the extras, label, whether it heads a column, value) of what no word of the vocabulary explains,
    or what a reason of the record says is bound to no field."""
    if record.kind not in FORM_KINDS:
        return
    blamed = [reason.message for reason in record.reasons if reason.code in _BLAME]
    for i, extra in enumerate(record.extra):
        label = _OF_ROW.sub("", extra.label).strip("：: ")
        if label and any(f"“{extra.label[:_QUOTED]}”" in message for message in blamed):
            yield i, label, label != extra.label.strip("：: "), extra.value
            continue
        if not 2 <= len(label) <= _LONGEST or not label_key(label) or words.is_total(label):
            continue
        if words.term(record.kind, label) is not None or words.knows(label):
            continue
        yield i, label, label != extra.label.strip("：: "), extra.value


def _place(reading: Reading, record: AnyRecord, at: int, value: str) -> Place:
    evidence = record.evidence.get(f"extra[{at}].value")
    if evidence is None:
        page = record.pages[0] if record.pages else None
        return Place(reading.source.name, page, None, "", value[:_LONGEST])
    return Place(reading.source.name, evidence.page, evidence.box, evidence.place or "", value[:_LONGEST])
