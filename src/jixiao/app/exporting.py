"""Readings into the formats of `jixiao.export.formats`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path

from jixiao.app.events import Note, Step, Written
from jixiao.app.files.inputs import Taken, require
from jixiao.app.files.outputs import folder_to_be
from jixiao.app.workspace import Workspace
from jixiao.export.formats import Format
from jixiao.export.xlsx.links import Locate
from jixiao.records import Checked, Reading


def export(
    inputs: Iterable[str | Path], out: Path, formats: Iterable[Format], workspace: Workspace
) -> Generator[Step | Note, None, tuple[Written, list[Reading]]]:
    """Write what is behind the inputs in each format; what was written, and the readings of files that failed."""
    folder_to_be(out)
    failed: list[Reading] = []
    found = 0
    with tempfile.TemporaryDirectory(prefix="jixiao-") as scratch:
        kept = Path(scratch) / "readings.jsonl"
        with kept.open("wb") as file:
            for each in workspace.taken(inputs):
                if isinstance(each, Note):
                    yield each
                    continue
                if each.failed:
                    failed.append(each.reading)
                found += not each.failed
                file.write(_line(each))
        require(failed, found)
        written = yield from write_tables(lambda: _lines(kept), out, formats)
    return written, failed


def write_tables(
    readings: Callable[[], Iterable[Reading]], out: Path, formats: Iterable[Format], locate: Locate | None = None
) -> Generator[Step, None, Written]:
    """What was written and where, each format under its name in the folder; `readings` is called once for each.

    ConfigError where one cannot be written.
    """
    written: Written = []
    for row in formats:
        path = out / row.place
        yield Step(f"写 {row.heading} …")
        row.write(readings(), path, locate)
        written.append((row.heading, path))
    return written


def _line(each: Taken) -> bytes:
    return each.reading.model_dump_json().encode("utf-8") + b"\n"


def _lines(path: Path) -> Iterator[Reading]:
    with path.open("rb") as file:
        for line in file:
            model = Checked if b'"findings":' in line else Reading
            yield model.model_validate_json(line)
