"""Forms with indicators hidden, and libraries that do not know the document: what suggestions are measured on."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from eval.files import CORPUS, PROJECT, read_gold
from jixiao.library import Card, Entry, Library, cards_of
from jixiao.records import Reading, Record, SourceInfo
from jixiao.store import Store

FOLDERS = (PROJECT / "samples", CORPUS)
MOST_HIDDEN = 3
LEAST_LEFT = 2
_KINDS = ("project_goal", "department_goal")
_RECORD: TypeAdapter[Any] = TypeAdapter(Record)


@dataclass(frozen=True, slots=True)
class Case:
    """A form of a document without some of its canonical indicators; the names of the hidden ones are in `hidden`, they
    themselves in `gone`.
    """

    document: str
    record: int
    draw: int
    card: Card
    hidden: frozenset[str]
    gone: tuple[Entry, ...] = ()

    @property
    def form(self) -> str:
        """The name of the form in figures."""
        return f"{self.document}#{self.record}"


def labelled(folders: Sequence[Path] = FOLDERS) -> dict[str, Reading]:
    """By name, a reading of the goal forms of each label."""
    out = {}
    for folder in folders:
        for path in sorted((folder / "gold").glob("*.json")):
            records = [_RECORD.validate_python(r) for r in read_gold(path).records if r["kind"] in _KINDS]
            if records:
                info = SourceInfo(name=path.stem, sha256=path.stem, pages=None)
                out[path.stem] = Reading(source=info, records=records, version="gold")
    return out


def office(document: str) -> str:
    """Whose forms a document holds: the first word of its name (weihai, jinan, swu)."""
    return document.partition("-")[0]


def library_without(readings: dict[str, Reading], left_out: set[str], folder: Path) -> Library:
    """The library of all documents but these, in a database of its own under the folder."""
    store = Store.open(folder / f"{'+'.join(sorted(left_out))}.db")
    run = store.begin({})
    for name, reading in readings.items():
        if name not in left_out:
            store.add(run, reading)
    store.finish(run)
    return Library.open(store)


def cases(readings: dict[str, Reading], draws: int) -> Iterator[Case]:
    """Project forms with one to three of their canonical indicators hidden, `draws` times each, by seed."""
    for name, reading in readings.items():
        for card in cards_of(reading):
            if card.kind != "project_goal" or len(card.groups) <= LEAST_LEFT:
                continue
            for draw in range(draws):
                yield hide(card, name, draw)


def hide(card: Card, document: str, draw: int) -> Case:
    """The card without one to three canonical indicators, all their rows; the same seed hides the same ones."""
    chance = random.Random(f"{document}|{card.record}|{draw}")
    groups = sorted(card.groups)
    count = min(chance.randint(1, MOST_HIDDEN), len(groups) - LEAST_LEFT)
    hidden = frozenset(chance.sample(groups, count))
    left = tuple(entry for entry in card.entries if entry.group not in hidden)
    gone = tuple(entry for entry in card.entries if entry.group in hidden)
    return Case(document, card.record, draw, replace(card, entries=left), hidden, gone)


def asked(readings: dict[str, Reading], count: int) -> list[Case]:
    """The cases that a model is asked about: the first draw of so many forms, chosen by seed."""
    every = list(cases(readings, 1))
    return every if len(every) <= count else random.Random(count).sample(every, count)
