"""Checks over everything that a command is pointed at: found, kept, written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from jixiao import export
from jixiao.app.events import Note, Step, Written
from jixiao.app.exporting import write_tables
from jixiao.app.files.inputs import kept_readings
from jixiao.app.files.outputs import folder_to_be, writing
from jixiao.app.workspace import Workspace
from jixiao.checks import check as checked_of
from jixiao.checks.catalogue import switched_on
from jixiao.export.formats import OutputFormat
from jixiao.records import Checked, Reading, SourceInfo
from jixiao.records.tables.identifying import status_of


@dataclass(frozen=True, slots=True)
class Checking:
    """What to check, and where to write: JSON and the `formats` into `out`, with `pdf` notes on the pages too.

    `sources` is a folder in which the documents of kept readings are looked for.
    """

    inputs: Sequence[str | Path]
    out: Path | None = None
    formats: Sequence[OutputFormat] = ()
    pdf: bool = False
    sources: Path | None = None


@dataclass(slots=True)
class Summary:
    """What checks came to so far: files, those that could not be read or have no form, records, those not read whole,
    their kinds, points looked at and not, findings."""

    files: int = 0
    failed: int = 0
    formless: int = 0
    records: int = 0
    incomplete: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    looked: int = 0
    blind: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    written: Written = field(default_factory=list)

    def add(self, checked: Checked) -> None:
        """Count a file in."""
        self.files += 1
        self.failed += status_of(checked) == "failed"
        self.formless += is_formless(checked)
        self.records += len(checked.records)
        self.incomplete += sum(record.status == "incomplete" for record in checked.records)
        self.kinds.update(record.kind for record in checked.records)
        self.looked += sum(one.looked for one in checked.ledger)
        self.blind += sum(one.blind for one in checked.ledger)
        self.severities.update(finding.severity for finding in checked.findings)


def is_formless(checked: Reading) -> bool:
    """Whether the file was read and has no form that is known."""
    return not checked.records and status_of(checked) != "failed"


@dataclass(slots=True)
class _Files:
    """What was written of each file."""

    json: list[Path] = field(default_factory=list)
    pdf: list[Path] = field(default_factory=list)
    undrawn: list[str] = field(default_factory=list)


def check(wanted: Checking, workspace: Workspace) -> Generator[Checked | Step | Note, None, Summary]:
    """Check everything that is wanted, each file an event; what was found in a store is kept in it."""
    rules = workspace.rules
    switched_on(rules)
    if wanted.out is not None:
        folder_to_be(wanted.out)
    done, files, places = Summary(), _Files(), _places(wanted)
    for each in workspace.taken(wanted.inputs):
        if isinstance(each, Note):
            yield each
            continue
        checked = checked_of(each.reading, rules, workspace.model)
        if each.store is not None:
            each.store.checks.add(checked, asdict(rules))
        done.add(checked)
        yield checked
        if wanted.out is not None:
            with writing(wanted.out):
                _write(files, checked, wanted, places)
    if wanted.out is not None:
        done.written = yield from _together(files, wanted, places)
    for name in files.undrawn:
        yield Note(f"{name}：没有找到原来的 PDF，没有写批注；可用 --sources 给出它所在的文件夹")
    return done


def _write(files: _Files, checked: Checked, wanted: Checking, places: dict[str, Path]) -> None:
    assert wanted.out is not None
    files.json.append(export.json_file(checked, wanted.out))
    if not wanted.pdf or not checked.source.pages or not checked.findings:
        return
    source = places.get(checked.source.name)
    if source is None or source.suffix.lower() != ".pdf":
        files.undrawn.append(checked.source.name)
    else:
        files.pdf.append(export.annotated_pdf(checked, source, wanted.out))


def _together(files: _Files, wanted: Checking, places: dict[str, Path]) -> Generator[Step, None, Written]:
    """The formats that are made of all files together."""

    def locate(info: SourceInfo) -> Path | None:
        return places.get(info.name)

    def readings() -> Iterator[Reading]:
        for path in files.json:
            yield from kept_readings(path)

    assert wanted.out is not None
    written: Written = [("每个文件一个 JSON", wanted.out)]
    written += [("有批注的 PDF", path) for path in files.pdf]
    made = yield from write_tables(readings, wanted.out, wanted.formats, locate)
    return written + made


def _places(wanted: Checking) -> dict[str, Path]:
    """Where the files of that name are."""
    out: dict[str, Path] = {}
    for place in map(Path, (*wanted.inputs, *([wanted.sources] if wanted.sources else []))):
        files = place.rglob("*") if place.is_dir() else [place]
        out.update((path.name, path) for path in files if path.is_file() and path.suffix.lower() != ".json")
    return out
