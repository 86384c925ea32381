"""Readings into the formats of `jixiao.export.formats`."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from types import TracebackType

from jixiao.app.events import Note, Step, Written
from jixiao.app.files.inputs import require
from jixiao.app.files.others import put_aside
from jixiao.app.files.outputs import folder_to_be
from jixiao.app.workspace import Workspace
from jixiao.export.formats import OutputFormat
from jixiao.export.xlsx.links import Locate
from jixiao.records import Checked, Reading
from jixiao.scratch import Scratch


def export(
    inputs: Iterable[str | Path], out: Path, formats: Iterable[OutputFormat], workspace: Workspace
) -> Generator[Step | Note, None, tuple[Written, list[Reading]]]:
    """Write what is behind the inputs in each format; what was written, and the readings of files that failed."""
    folder_to_be(out)
    failed: list[Reading] = []
    found = 0
    with Waiting() as waiting:
        for each in workspace.taken(inputs):
            if isinstance(each, Note):
                yield each
                continue
            if each.failed:
                failed.append(each.reading)
            found += not each.failed
            waiting.put(each.reading)
        require(failed, found)
        written = yield from write_tables(waiting.readings, out, formats)
    return written, failed


class Waiting:
    """Readings that come once and are needed several times: they wait in a temporary file. Use as a context manager."""

    def __init__(self) -> None:
        self._scratch = Scratch()
        self._file = (Path(self._scratch.name) / "readings.jsonl").open("w+b")

    def __enter__(self) -> Waiting:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self._file.close()
        self._scratch.cleanup()

    def put(self, reading: Reading) -> None:
        """Keep the reading."""
        self._file.write(reading.model_dump_json().encode("utf-8") + b"\n")

    def readings(self) -> Iterator[Reading]:
        """All of them, one at a time, in their order."""
        self._file.seek(0)
        for line in self._file:
            model = Checked if b'"findings":' in line else Reading
            yield model.model_validate_json(line)


def write_tables(
    readings: Callable[[], Iterable[Reading]], out: Path, formats: Iterable[OutputFormat], locate: Locate | None = None
) -> Generator[Step, None, Written]:
    """What was written and where, each format under its name in the folder; `readings` is called once for each.

    ConfigError where one cannot be written.
    """
    written: Written = []
    aside: Written = []
    for row in formats:
        path = out / row.place
        aside += put_aside([path])
        yield Step(f"写 {row.heading} …")
        row.write(readings(), path, locate)
        written.append((row.heading, path))
    return written + aside
