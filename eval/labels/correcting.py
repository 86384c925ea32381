"""What is left wrong once a person has gone through all doubts: each doubted value is put right by its label, as a
person would by the page, and the corrected records are scored again.

A doubted value without a counterpart in the label is let be, and counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.files import find_documents, find_reading, read_gold, reading_of
from eval.scoring.facts import Fact
from eval.scoring.forms import align_forms
from eval.scoring.score import Gold, score_document
from jixiao.app.correcting import By, FolderBook, View, Where
from jixiao.app.correcting.making import Correcting, changed
from jixiao.records import Reading as Kept

_BY = By("标注", "照标注改")


@dataclass(slots=True)
class Outcome:
    """Of the doubted values: how many there are, have a label, were right as read, are right as corrected, are still
    in doubt; and of all values how many are wrong that nobody doubted (silent)."""

    doubted: int = 0
    labelled: int = 0
    right_before: int = 0
    right_after: int = 0
    still_doubted: int = 0
    values: int = 0
    silent: int = 0

    def add(self, other: Outcome) -> None:
        """Count another document in."""
        for name in Outcome.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def score(self) -> float:
        """The share of the corrected values that are right; 1 where none was in doubt."""
        return self.right_after / self.labelled if self.labelled else 1.0


def correct_folder(readings: Path, golds: list[Path]) -> Outcome:
    """Put the doubted values of every reading in the folder right by its label; corrections are kept in the folder."""
    out = Outcome()
    book = FolderBook(readings)
    correcting = Correcting(book)
    by_name = {name: sha256 for sha256, name in book.sources()}
    for document in find_documents(golds, ("*",)):
        path = find_reading(readings, document.name)
        sha256 = by_name.get(path.name.removesuffix(".json")) if path is not None else None
        if sha256 is not None:
            out.add(correct_by(correcting, sha256, read_gold(document.gold)))
    return out


def correct_by(correcting: Correcting, sha256: str, gold: Gold) -> Outcome:
    """Put the doubted values of one source right by its label."""
    before = correcting.view(sha256).reading
    out = Outcome(doubted=sum(_values(record.doubts) for record in before.records))
    wanted: dict[int, dict[str, Fact]] = defaultdict(dict)
    for number, fact in facts_of(before, gold):
        out.values += 1
        doubted = fact.read_path in before.records[number - 1].doubts
        out.silent += not fact.right and not fact.flags
        if doubted and fact.read_path is not None and fact.gold is not None:
            wanted[before.number_of(number - 1)][fact.read_path] = fact
            out.labelled += 1
            out.right_before += fact.right
    _correct(correcting, sha256, wanted)
    after = correcting.view(sha256).reading
    keys = {fact.key for facts in wanted.values() for fact in facts.values()}
    out.right_after = sum(fact.right for _, fact in facts_of(after, gold) if fact.key in keys)
    out.still_doubted = sum(
        path in record.doubts for at, record in enumerate(after.records) for path in wanted.get(after.number_of(at), ())
    )
    return out


def _correct(correcting: Correcting, sha256: str, wanted: dict[int, dict[str, Fact]]) -> None:
    """Right values are confirmed, wrong ones set to what the label says."""

    def plan(view: View) -> list:  # type: ignore[type-arg]
        return [
            changed(view, Where(sha256, number, path), fact.gold, _BY, "")
            for number, facts in wanted.items()
            for path, fact in facts.items()
            if not fact.right
        ]

    correcting.keep_all({sha256: plan})
    for number, facts in wanted.items():
        right = [path for path, fact in facts.items() if fact.right]
        if right:
            correcting.confirm(Where(sha256, number), _BY, paths=right)


def facts_of(reading: Kept, gold: Gold) -> Iterator[tuple[int, Fact]]:
    """(position of the record in the reading, from 1; the fact) of every value that stands in both."""
    plain = reading_of(reading.model_dump(mode="json"))
    read = [r for r in plain.records if gold.kinds is None or r.get("kind") in gold.kinds]
    places = [at for at, r in enumerate(plain.records, 1) if gold.kinds is None or r.get("kind") in gold.kinds]
    pairs = align_forms(gold.records, read).pairs
    for fact in score_document(reading.source.name, gold, plain):
        number = fact.form.rpartition("#")[2]
        if fact.level in ("value", "cell") and not fact.extra and fact.read_path and number.isdigit():
            at = pairs.get(int(number))
            if at is not None:
                yield places[at], fact


def _values(doubts: dict[str, list[str]]) -> int:
    return sum(path != "table" for path in doubts)
