"""How good the checks are: planted faults found at their place, findings on untouched documents judged, speed.

The gold records of a document stand for a perfect reading of it; the text between its forms comes from reading it.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import eval.checks.breadth_faults
import eval.checks.form_faults
import eval.checks.judged_faults
import eval.checks.sense_faults
import eval.checks.table_faults
import eval.checks.whole_faults  # noqa: F401  (all fill PLANTERS)
from eval.checks.faults import PLANTERS, Place
from eval.files import DEFAULT_FOLDERS, HERE, Document, find_documents, read_gold
from jixiao import extract
from jixiao.checks import catalogue, check
from jixiao.checks.tables.causes import SUMS
from jixiao.records import Checked, Finding, Reading, SourceInfo

JUDGED = HERE / "judged" / "checks.yaml"
_ORDER = ("pdf", "docx", "xlsx", "doc", "xls")


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault: the check that must find it, in which document and where, and whether it did."""

    check: str
    document: str
    place: Place
    found: bool


@dataclass(slots=True)
class Verdicts:
    """The findings on untouched documents, by severity: right, wrong, not judged yet."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    unjudged: list[dict[str, Any]] = field(default_factory=list)
    gone: list[dict[str, Any]] = field(default_factory=list)

    def precision(self, severity: str) -> float | None:
        """The share of right ones among the judged."""
        all_ = self.right[severity] + self.wrong[severity]
        return self.right[severity] / all_ if all_ else None


@dataclass(frozen=True, slots=True)
class Base:
    """A document as it is read, and as its gold has it, with the text between the forms as it is read."""

    read: Reading
    gold: Reading


def bases(folders: Sequence[Path] = DEFAULT_FOLDERS) -> dict[str, Base]:
    """Every labelled document by its stem, in its first digital variant."""
    documents = find_documents(folders)
    out: dict[str, Base] = {}
    for document in sorted(documents, key=lambda d: (d.stem, _ORDER.index(d.path.suffix.lower().lstrip(".")))):
        if document.stem not in out:
            out[document.stem] = _base(document)
    return out


def _base(document: Document) -> Base:
    read = extract(document.path)
    records = [{k: v for k, v in record.items() if v is not None} for record in read_gold(document.gold).records]
    if not records:
        return Base(read, read)
    made = Reading(source=read.source, records=records, prose=read.prose)  # type: ignore[arg-type]
    return Base(read, made)


def plant_all(readings: dict[str, Reading], count: int = 400, seed: int = 0) -> Iterator[Planted]:
    """Plant fault after fault, each in a fresh copy, all checks by turns; a check without room is passed over."""
    rng = random.Random(seed)
    usual = {name: _told(check(reading)) for name, reading in readings.items()}
    ids = [entry.id for entry in catalogue()]
    planted, turn, idle = 0, 0, 0
    while planted < count and idle < len(ids):
        id = ids[turn % len(ids)]
        turn += 1
        one = _plant(id, readings, usual, rng)
        idle = 0 if one else idle + 1
        if one is not None:
            planted += 1
            yield one


def _plant(
    id: str, readings: dict[str, Reading], usual: dict[str, set[tuple[str, int, str]]], rng: random.Random
) -> Planted | None:
    for name in rng.sample(sorted(readings), len(readings)):
        for _ in range(4):
            copy = readings[name].model_copy(deep=True)
            place = PLANTERS[id](copy, rng)
            if place is None:
                break
            if (id, *place) in usual[name]:
                continue  # the office has made this mistake there already
            return Planted(id, name, place, _is_found(check(copy), id, place))
    return None


def _is_found(checked: Checked, id: str, place: Place) -> bool:
    """Whether a finding of the check names the place; sums that one wrong amount breaks are one finding."""
    same = SUMS if id in SUMS else (id,)
    return any(f.check in same and place in _places(f) for f in checked.findings)


def _places(finding: Finding) -> set[Place]:
    """Every place that the finding names; a row stands for its fields."""
    own = {(finding.record, path) for path in finding.paths}
    return own | {(other.record, other.path) for other in finding.related}


def _told(checked: Checked) -> set[tuple[str, int, str]]:
    return {(f.check, number, path) for f in checked.findings for number, path in _places(f)}


def judged() -> dict[tuple[str, str, int, str], dict[str, Any]]:
    """The judged findings, by document, check, record and path."""
    rows = yaml.safe_load(JUDGED.read_text(encoding="utf-8")) if JUDGED.is_file() else []
    return {(row["document"], row["check"], row["record"], row["path"]): row for row in rows or ()}


def verdicts(checked: dict[str, Checked]) -> Verdicts:
    """The findings of untouched documents against the judged list."""
    known, out = judged(), Verdicts()
    seen = set()
    for name, one in checked.items():
        for finding in one.findings:
            at = (stem(name), finding.check, finding.record, finding.path)
            if at in seen:  # the same in another variant of the document
                continue
            seen.add(at)
            row = known.get(at)
            if row is None:
                out.unjudged.append(row_of(name, finding))
            else:
                (out.right if row["right"] else out.wrong)[finding.severity] += 1
    stems = {stem(name) for name in checked}
    out.gone = [row for at, row in known.items() if at[0] in stems and at not in seen]
    return out


def stem(name: str) -> str:
    """The document's name without the variant."""
    return name.rpartition(".")[0]


def row_of(name: str, finding: Finding) -> dict[str, Any]:
    """A finding as it stands in the list, not judged yet."""
    return {
        "document": stem(name), "check": finding.check, "severity": finding.severity, "record": finding.record,
        "path": finding.path,
    }  # fmt: skip


def untouched(known: dict[str, Base]) -> dict[str, Checked]:
    """The findings in each document as it is read and in its gold, by file name and `NAME.gold`."""
    out = {base.read.source.name: check(base.read) for base in known.values()}
    return out | {f"{name}.gold": check(base.gold) for name, base in known.items()}


def other_variants(known: dict[str, Base], folders: Sequence[Path] = DEFAULT_FOLDERS) -> dict[str, Checked]:
    """The same for the digital variants that are not the first of their document."""
    names = {base.read.source.name for base in known.values()}
    return {d.name: check(extract(d.path)) for d in find_documents(folders) if d.name not in names}


def seconds(known: dict[str, Base], projects: int = 900) -> tuple[float, float]:
    """How long it takes to check so many project forms of the gold, in files of 30: by the clock, and of processor."""
    forms = [r for base in known.values() for r in base.gold.records if r.kind == "project_goal"]
    files = [
        Reading(
            source=SourceInfo(name=f"{n}.pdf", sha256=""), records=[forms[(n * 30 + i) % len(forms)] for i in range(30)]
        )
        for n in range(projects // 30)
    ]
    check(files[0])
    begun, worked = time.perf_counter(), time.process_time()
    for file in files:
        check(file)
    return time.perf_counter() - begun, time.process_time() - worked
