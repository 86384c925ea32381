"""Tables of many readings, written in processes of their own: this one reads no JSON for them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from jixiao.app.events import Step, Written
from jixiao.engine.processes.tasks import in_processes
from jixiao.export.formats import FORMATS, OutputFormat
from jixiao.records import Checked, Reading
from jixiao.records.annotations.corrections import Correction

# Bytes of JSON for one workbook, some 300,000 values: no program opens larger ones with pleasure.
BOOK = 75_000_000
_TASK = "jixiao.app.tables:write"


class Sheaf(Protocol):
    """Readings that any process can get, one at a time and as often as it needs."""

    @property
    def places(self) -> Mapping[str, Path]:
        """Where the sources are, by hash; those that are not there are not linked."""

    def readings(self) -> Iterator[Reading]:
        """The readings, as corrected."""


@dataclass(frozen=True, slots=True)
class Files:
    """The readings in JSON files, with what people put right; `places` are where the sources are, by hash."""

    paths: tuple[Path, ...]
    corrections: tuple[Correction, ...] = ()
    places: dict[str, Path] = field(default_factory=dict)

    def readings(self) -> Iterator[Reading]:
        """The readings, as corrected."""
        for path in self.paths:
            reading = _opened(path)
            known = [each for each in self.corrections if each.sha256 == reading.source.sha256]
            if known and reading.corrected is None:
                from jixiao.fields.corrected import apply

                reading = apply(reading, known)
            yield reading


def _opened(path: Path) -> Reading:
    """The reading in the file; one that was checked is one, too."""
    content = path.read_bytes()
    return (Checked if b'"findings":' in content else Reading).model_validate_json(content)


@dataclass(frozen=True, slots=True)
class TableFile:
    """One file to write: the format, where to, of which readings."""

    format: str
    path: Path
    sheaf: Sheaf


def write(table: TableFile) -> Path:
    """Write the table."""
    FORMATS[table.format].write(table.sheaf.readings(), table.path, lambda info: table.sheaf.places.get(info.sha256))
    return table.path


def write_all(tables: Sequence[TableFile], workers: int) -> Generator[Step, None, None]:
    """Write the tables, some at a time; ConfigError where one cannot be written."""
    for count, path in enumerate(in_processes(_TASK, tables, min(workers, len(tables))), 1):
        yield Step(f"写好 {path.name}（{count}/{len(tables)}）…")


def planned(
    formats: Iterable[OutputFormat], out: Path, sizes: Sequence[int], sheaf: Callable[[int, int], Sheaf]
) -> list[TableFile]:
    """The tables of these formats in the folder; `sheaf` gives the readings from one position to another, `sizes` are
    the bytes of their JSON. Workbooks are several where one would be too large."""
    tables = []
    for row in formats:
        whole = out / row.place
        cuts = books(sizes) if row.linked else [(0, len(sizes))]
        for number, (begin, end) in enumerate(cuts, 1):
            path = whole if len(cuts) == 1 else whole.with_name(f"{whole.stem}-{number:02}{whole.suffix}")
            tables.append(TableFile(row.name, path, sheaf(begin, end)))
    return tables


def books(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """From where to where the readings of each workbook go: whole files, in their order."""
    cuts, begin, held = [], 0, 0
    for at, size in enumerate(sizes):
        if at > begin and held + size > BOOK:
            cuts.append((begin, at))
            begin, held = at, 0
        held += size
    return [*cuts, (begin, len(sizes))]


def headed(tables: Sequence[TableFile]) -> Written:
    """What was written, in words, and where."""
    out: Written = []
    for name in dict.fromkeys(table.format for table in tables):
        mine = [table.path for table in tables if table.format == name]
        heading = FORMATS[name].heading
        if len(mine) > 1:
            heading += f"（内容多，分成 {len(mine)} 本，到 {mine[-1].name}；整表用 --format parquet 或 csv）"
        out.append((heading, mine[0]))
    return out
