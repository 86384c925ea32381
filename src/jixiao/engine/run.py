"""A run: inputs into one JSON file each, as they are done; what an earlier run has done is not done again.

A run that is killed leaves whole files only. Started again it takes up what is there and ends with the same files,
byte for byte, because every output is made from the readings in the order of the inputs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, starmap
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Protocol

from pydantic import ValidationError

from jixiao.atomic import whole
from jixiao.config import ModelSettings, Settings
from jixiao.engine.limits import intake_limits
from jixiao.engine.pool import Event, Finished, Paged, Pool, Started
from jixiao.engine.reading import READER, not_taken, to_json, version_of
from jixiao.engine.shelving import Shelving
from jixiao.engine.tally import Tally, tally
from jixiao.errors import ConfigError, reason_of
from jixiao.records import Reading
from jixiao.records.tables.schema import status_of
from jixiao.scratch import Scratch
from jixiao.sources import Gathered, Source, gather
from jixiao.sources.names import safe

if TYPE_CHECKING:
    from jixiao.engine.asking import Asked, Asking, Inquiry

# Readings that met a limit of time or size are made again: the limit may have been raised.
_LIMITED = "page.limit"
# So are those that a model was asked about in vain.
_UNANSWERED = "model.unanswered"


@dataclass(frozen=True, slots=True)
class Known:
    """The inputs are known; so many of them were done by an earlier run."""

    found: Gathered
    kept: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A source is done; `counts` is what it gave, `total` what the run has so far."""

    source: Source
    counts: Tally
    total: Tally


RunEvent = Known | Started | Paged | Counted


class Watcher(Protocol):
    """Is told how the run goes on."""

    def gathered(self, found: Gathered, kept: int) -> None:
        """The inputs are known; so many of them were done by an earlier run."""

    def started(self, source: Source) -> None:
        """A source is begun."""

    def paged(self, source: Source, done: int, total: int) -> None:
        """So many pages of a source are read."""

    def finished(self, source: Source, counts: Tally, total: Tally) -> None:
        """A source is done; `total` is what the run has so far."""


class Shelf(Protocol):
    """Where readings are kept besides the files."""

    @property
    def run(self) -> int:
        """The number of this run there."""

    def find(self, sha256: str, version: str) -> Reading | None:
        """The reading of this content by this version, None where there is none."""

    def keep(self, reading: Reading) -> None:
        """Remember the reading."""


@dataclass(slots=True)
class Plan:
    """What to read and where to; `fresh` does everything again, an `inquiry` asks a model what the rules leave open."""

    inputs: Sequence[str | Path]
    out: Path
    fresh: bool = False
    shelf: Shelf | None = None
    reader: str = READER
    inquiry: Inquiry | None = None

    @property
    def model(self) -> ModelSettings | None:
        """The settings of the model that is asked, None where none is."""
        return self.inquiry.model.settings if self.inquiry else None


@dataclass(slots=True)
class Outcome:
    """What a run came to: the JSON files in the order of the inputs, and the files that could not be taken in."""

    total: Tally = field(default_factory=Tally)
    files: list[Path] = field(default_factory=list)
    refused: list[Reading] = field(default_factory=list)
    found: Gathered = field(default_factory=Gathered)
    asked: Asked | None = None

    def readings(self) -> Iterator[Reading]:
        """The readings in the order of the inputs, one at a time; last those of files that could not be taken in."""
        for path in self.files:
            yield Reading.model_validate_json(path.read_bytes())
        yield from self.refused


def run(plan: Plan, settings: Settings, watcher: Watcher) -> Outcome:
    """Read everything; ConfigError where the output folder cannot be written."""
    going = running(plan, settings)
    try:
        while True:
            try:
                event = next(going)
            except StopIteration as end:
                outcome: Outcome = end.value
                return outcome
            tell(event, watcher)
    finally:
        going.close()


def tell(event: RunEvent, watcher: Watcher) -> None:
    """Pass the event on to the watcher."""
    if isinstance(event, Known):
        watcher.gathered(event.found, event.kept)
    elif isinstance(event, Started):
        watcher.started(event.source)
    elif isinstance(event, Paged):
        watcher.paged(event.source, event.done, event.total)
    else:
        watcher.finished(event.source, event.counts, event.total)


def running(plan: Plan, settings: Settings) -> Generator[RunEvent, None, Outcome]:
    """Read everything, event by event; what it came to is the generator's value.

    ConfigError where the output folder cannot be written. Closed early it leaves no process behind.
    """
    _prepare(plan.out)
    version = version_of(settings, plan.model)
    with Scratch() as workdir:
        found = gather(plan.inputs, Path(workdir), intake_limits(settings), outputs=[plan.out])
        shelving = Shelving(plan.shelf)
        earlier = {} if plan.fresh else _earlier(found.sources, plan, version, shelving)
        yield Known(found, len(earlier))
        counts, total = dict(earlier), Tally()
        for done in earlier.values():
            total.add(done)
        rest = [s for s in found.sources if s.sha256 not in earlier]
        asking = asking_of(plan.inquiry, version)
        with Pool(settings, plan.inquiry.begin if plan.inquiry else plan.reader, plan.model) as pool:
            for event in events_in(pool, rest, asking):
                if isinstance(event, Finished):
                    _keep(event, plan, shelving)
                    counts[event.source.sha256] = event.done.tally
                    total.add(event.done.tally)
                    yield Counted(event.source, event.done.tally, total)
                elif isinstance(event, Started | Paged):
                    yield event
    outcome = Outcome(found=found, refused=_refused(found, plan, version))
    for reading in outcome.refused:
        shelving.keep(to_json(reading))
    outcome.asked = asking.asked if asking else None
    for source in found.sources:
        outcome.total.add(counts[source.sha256])
        outcome.files.append(json_path(plan.out, source.name))
    for reading in outcome.refused:
        outcome.total.add(tally(reading))
    outcome.total.troubles.extend(shelving.settle())
    return outcome


def asking_of(inquiry: Inquiry | None, version: str) -> Asking | None:
    """The questions of a run, None where none are asked; the client of models is loaded only for this."""
    if inquiry is None:
        return None
    from jixiao.engine.asking import Asking

    return Asking(inquiry, version)


def events_in(pool: Pool, sources: Sequence[Source], asking: Asking | None) -> Iterator[Event]:
    """What happens in the pool; a source with something to ask is finished when that is settled."""
    for event in pool.events(sources):
        if asking is not None and isinstance(event, Finished) and event.done.open is not None:
            asking.put(event.source, event.done)
        else:
            yield event
        if asking is not None:
            yield from starmap(Finished, asking.done())
    if asking is not None:
        yield from starmap(Finished, asking.rest())


def json_path(out: Path, name: str) -> Path:
    """Where the reading of the source of that name stands."""
    return out / f"{name}.json"


def write(path: Path, content: bytes) -> None:
    """Put the content at the path, whole or not at all, also where another machine writes the same file."""
    with whole(path) as part:
        part.write_bytes(content)


def _prepare(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as exc:
        raise ConfigError(
            f"输出文件夹 {out} 不能写入（{reason_of(exc)}）；请换一个文件夹，或检查权限和磁盘空间"
        ) from exc


def _refused(found: Gathered, plan: Plan, version: str) -> list[Reading]:
    """The readings of files that could not be taken in, each written to a file under a name of its own."""
    taken = {source.name.casefold() for source in found.sources}
    out = []
    for problem in found.problems:
        reading = not_taken(problem, version)
        name = first = safe(PurePath(problem.name).name, "")
        count = 1
        while name.casefold() in taken:
            count += 1
            name = f"{first}({count})"
        taken.add(name.casefold())
        _write_down(json_path(plan.out, name), to_json(reading))
        out.append(reading)
    return out


def _keep(event: Finished, plan: Plan, shelving: Shelving) -> None:
    """Write the reading down, and put it into the store."""
    _write_down(json_path(plan.out, event.source.name), event.done.reading)
    shelving.keep(event.done.reading)


def _write_down(path: Path, content: bytes) -> None:
    """Write a file; a full disk stops the run, with everything done so far kept."""
    try:
        write(path, content)
    except OSError as exc:
        raise ConfigError(f"结果写不进 {path}（{reason_of(exc)}）；请检查磁盘空间，再次运行会接着做") from exc


def _earlier(sources: Iterable[Source], plan: Plan, version: str, shelving: Shelving) -> dict[str, Tally]:
    """By hash, what is in the readings that need not be made again, each in its file under its present name."""
    out: dict[str, Tally] = {}
    for source in sources:
        path = json_path(plan.out, source.name)
        reading = usable(_written(path), source, version)
        stored = plan.shelf.find(source.sha256, version) if plan.shelf is not None else None
        if reading is None and (reading := usable(stored, source, version)) is not None:
            reading.source.name = source.name
            write(path, to_json(reading))
        if reading is None:
            continue
        if plan.shelf is not None and stored is None:
            shelving.keep(to_json(reading))
        out[source.sha256] = tally(reading)
    return out


def _written(path: Path) -> Reading | None:
    """The reading in the file, None where there is none or it is not one of this program's."""
    try:
        return Reading.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def usable(reading: Reading | None, source: Source, version: str) -> Reading | None:
    """The reading if it is of the same content by the same version, and nothing stood in its way."""
    if reading is None or reading.source.sha256 != source.sha256 or reading.version != version:
        return None
    if status_of(reading) == "failed" or any(p.code == _LIMITED for p in reading.problems):
        return None
    return None if _unanswered(reading) else reading


def _unanswered(reading: Reading) -> bool:
    """Whether a question was left without an answer that may come now."""
    reasons = chain(reading.problems, *(record.reasons for record in reading.records))
    return any(reason.code == _UNANSWERED for reason in reasons)
