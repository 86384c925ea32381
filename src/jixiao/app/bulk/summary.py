"""What is in readings, counted while they pass: for the report, and so small that it can be kept beside the tables."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jixiao.app.learning.unknown import unknown_labels
from jixiao.engine.tally import unfinished
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.records import Reading
from jixiao.records.headings import field_heading
from jixiao.records.paths import FieldPath
from jixiao.records.tables.identifying import status_of

TABLES = "tables"
"""The folder of a place in which its tables stand."""
_FAILED, _LABELS, _DRAWN = 200, 50, 20


@dataclass(slots=True)
class Summary:
    """Counts by code (`failures`, `reasons`, `doubts`), by kind of form, by label (`unknown`), by table (`rows`).

    `failed` are some of the files that could not be read (path, message); `said` has a message for each code; `drawn`
    are accepted values drawn for checking: (draw, path of the file, page, heading, text).
    """

    files: int = 0
    copies: int = 0
    pages: int = 0
    scanned: int = 0
    again: int = 0
    doubted: int = 0
    values: int = 0
    characters: int = 0
    unexplained: int = 0
    complete: Counter[str] = field(default_factory=Counter)
    incomplete: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    said: dict[str, str] = field(default_factory=dict)
    failed: list[tuple[str, str]] = field(default_factory=list)
    drawn: list[tuple[str, str, int | None, str, str]] = field(default_factory=list)

    def add(self, other: Summary) -> None:
        """Count the other's in."""
        for name in ("files", "copies", "pages", "scanned", "again", "doubted", "values", "characters", "unexplained"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in _COUNTERS:
            getattr(self, name).update(getattr(other, name))
        self.said = {**other.said, **self.said}
        self.failed = sorted([*self.failed, *other.failed])[:_FAILED]
        self.drawn = sorted([*self.drawn, *other.drawn])[:_DRAWN]

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def of_json(cls, data: dict[str, Any]) -> Summary:
        """As it was kept."""
        made = cls(**data)
        for name in _COUNTERS:
            setattr(made, name, Counter(getattr(made, name)))
        made.failed = [(path, message) for path, message in made.failed]
        made.drawn = [(draw, path, page, heading, text) for draw, path, page, heading, text in made.drawn]
        return made


_COUNTERS = ("complete", "incomplete", "failures", "reasons", "doubts", "unknown", "rows")


class Counting:
    """Counts what passes."""

    def __init__(self) -> None:
        self.summary = Summary()

    def passing(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The readings, each counted."""
        for reading in readings:
            self._count(reading)
            yield reading

    def _count(self, reading: Reading) -> None:
        out = self.summary
        out.files += 1
        out.copies += len(reading.source.also_at)
        out.pages += reading.source.pages or 0
        out.again += unfinished(reading)
        failed = status_of(reading) == "failed"
        for problem in reading.problems:
            (out.failures if failed else out.reasons)[problem.code] += 1
            out.said.setdefault(problem.code, problem.message)
        if failed and len(out.failed) < _FAILED:
            out.failed.append((reading.source.path or reading.source.name, reading.problems[0].message))
        for page in reading.coverage:
            out.scanned += bool(page.way)
            out.characters += page.characters
            out.unexplained += sum(map(len, page.unexplained))
        for record in reading.records:
            (out.complete if record.status == "complete" else out.incomplete)[record.kind] += 1
            out.values += len(record.evidence)
            for code in {(r.code, r.message) for r in record.reasons}:
                out.reasons[code[0]] += 1
                out.said.setdefault(*code)
            for path, codes in record.doubts.items():
                out.doubted += path in record.evidence
                out.doubts.update(codes)
        for label in unknown_labels([reading], vocabulary())[:_LABELS]:
            out.unknown[label.label] += label.count
        self._draw(reading)

    def _draw(self, reading: Reading) -> None:
        """Draw values by the hash of where they stand: each is as likely as any other, and the same ones come again."""
        out, info = self.summary, reading.source
        for number, record in enumerate(reading.records, 1):
            for path, evidence in record.evidence.items():
                if path in record.doubts or path == "year" or path.endswith(".scope"):
                    continue
                draw = hashlib.sha256(f"{info.sha256}{number}{path}".encode()).hexdigest()[:16]
                if len(out.drawn) == _DRAWN and draw > out.drawn[-1][0]:
                    continue
                if text := FieldPath(path).get(record):
                    heading = field_heading(type(record), path)
                    one = (draw, info.path or info.name, evidence.page, heading, str(text)[:80])
                    out.drawn = sorted([*out.drawn, one], key=lambda each: each[0])[:_DRAWN]


def dumped(summaries: dict[str, tuple[str, Summary]], version: str) -> bytes:
    """The state of the tables: of each part its digest and what is in it."""
    parts = {name: {"digest": digest, "summary": summary.to_json()} for name, (digest, summary) in summaries.items()}
    return json.dumps({"version": version, "parts": parts}, ensure_ascii=False).encode("utf-8", "replace")


def loaded(content: bytes | None) -> tuple[str, dict[str, tuple[str, Summary]]]:
    """The state as it was written, with its version; nothing where there is none or it cannot be used."""
    try:
        data = json.loads(content or b"{}")
        parts = {n: (p["digest"], Summary.of_json(p["summary"])) for n, p in data["parts"].items()}
        return data["version"], parts
    except (ValueError, KeyError, TypeError, AttributeError):
        return "", {}
