"""Readings for those who call from Python: one in this process, many in processes of their own."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao import config
from jixiao.config import Settings
from jixiao.engine.limits import intake_limits
from jixiao.engine.processes.memory import collected_seldom
from jixiao.engine.processes.pool import Pool
from jixiao.engine.processes.runner import Event, Finished, Paged
from jixiao.engine.reading import BEGINNER, READER, SETTLER, Begun, failure, not_taken, stamped, version_of
from jixiao.engine.resuming.earlier import usable
from jixiao.engine.run import asking_of, events_in
from jixiao.errors import SourceError
from jixiao.records import Reading
from jixiao.resources import named
from jixiao.scratch import Scratch
from jixiao.sources import Gathered, Source, gather

if TYPE_CHECKING:
    from jixiao.engine.asking import Inquiry
    from jixiao.llm import Model

Paths = str | PathLike[str] | Iterable[str | PathLike[str]]
"""One path, or many: files, folders, patterns, zips."""


def listed(paths: Paths) -> list[str]:
    """The paths, one of them too; TypeError where they are none."""
    if isinstance(paths, str | PathLike):
        return [str(paths)]
    if isinstance(paths, bytes) or not isinstance(paths, Iterable):
        raise TypeError(f"paths should be a path or several of them, not {type(paths).__name__}")
    given = list(paths)
    wrong = [each for each in given if not isinstance(each, str | PathLike)]
    if wrong:
        raise TypeError(f"a path should be a str or a Path, not {type(wrong[0]).__name__}: {wrong[0]!r}")
    return [str(each) for each in given]


def read_one(path: Path, settings: Settings | None = None, model: Model | None = None) -> Reading:
    """The reading of one file; SourceError where it cannot be read or is not one file.

    A `model` is asked what the rules leave open, as its settings say.
    """
    settings = settings or config.load()
    with ExitStack() as until_read:  # only what is packed needs room on disk
        found = gather([path], lambda: Path(until_read.enter_context(Scratch())), intake_limits(settings))
        if found.problems:
            raise found.problems[0]
        if len(found.sources) != 1:
            count = len(found.sources)
            raise SourceError(
                path.name, f"里面有 {count} 个文件，应是一个；请改用 jixiao.extract_many 或 jixiao extract"
            )
        return _read(found.sources[0], settings, model)


def _read(source: Source, settings: Settings, model: Model | None = None) -> Reading:
    with collected_seldom():
        reading = named(READER)(source, settings, None) if model is None else _asked(source, settings, model)
    return stamped(reading, source, version_of(settings, model.settings if model else None))


def _asked(source: Source, settings: Settings, model: Model) -> Reading:
    """The reading of the source with what the model answered."""
    from jixiao.engine.asking import Asking, Inquiry

    begun: Begun = named(BEGINNER)(source, settings, None, model.settings.when)
    if not begun.open:
        return begun.reading()
    settled: Reading = named(SETTLER)(begun, Asking(Inquiry(model), "").ask, model.sees)
    return settled


def read_many(paths: Paths, settings: Settings | None = None, reader: str = READER) -> Iterator[Reading]:
    """The readings in the order of the inputs; last the files that could not even be taken in."""
    given, settings = listed(paths), settings or config.load()
    return _read_many(given, settings, reader)


def _read_many(paths: list[str], settings: Settings, reader: str) -> Iterator[Reading]:
    with Scratch() as workdir, Pool(settings, reader) as pool:
        found = gather(paths, Path(workdir), intake_limits(settings), hashed=False)
        yield from _in_order(found, events_in(pool, found.sources, None), pool.version, {})


@dataclass(frozen=True, slots=True)
class Intake:
    """How documents are read beside others that were.

    Contents (sha256) that are `known` are left out; of others `find` may have an earlier reading, by content and
    version. Where it is a single document, `here` reads it in this process: sooner, but nothing watches over time and
    memory. Nothing under `outputs` is a document. A folder without documents is a failure unless that is to be passed
    by (`quiet`). A `model` is asked what the rules leave open. `watch` is told of each document the pages done and the
    pages in all.
    """

    known: Container[str] = ()
    find: Callable[[str, str], Reading | None] | None = None
    here: bool = False
    outputs: Sequence[Path] = ()
    quiet: bool = False
    model: Model | None = None
    watch: Callable[[int, int], None] | None = None


def read_documents(paths: Paths, settings: Settings, how: Intake) -> Iterator[Reading]:
    """The readings of the documents, in their order; a failure is a reading too."""
    version = version_of(settings, how.model.settings if how.model else None)
    with Scratch() as workdir:
        given = listed(paths)
        found = gather(given, Path(workdir), intake_limits(settings), outputs=how.outputs)
        if how.quiet:
            found.problems = [problem for problem in found.problems if problem.name not in given]
        found.sources = [source for source in found.sources if source.sha256 not in how.known]
        ready = {source.key: partial(_earlier, how, source, version) for source in found.sources}
        ready = {key: again for key, again in ready.items() if again() is not None}
        rest = [source for source in found.sources if source.key not in ready]
        if how.here and len(rest) == 1 and len(found.sources) == 1:
            yield _read_or_failed(rest[0], settings, how.model)
            rest, found.sources = [], []
        if rest:
            with Pool(settings, BEGINNER if how.model else READER, how.model.settings if how.model else None) as pool:
                asking = asking_of(_inquiry(how.model), version)
                yield from _in_order(found, _watched(events_in(pool, rest, asking), how), version, ready)
        else:
            yield from _in_order(found, iter(()), version, ready)


def _watched(events: Iterator[Event], how: Intake) -> Iterator[Event]:
    for event in events:
        if how.watch is not None and isinstance(event, Paged):
            how.watch(event.done, event.total)
        yield event


def _inquiry(model: Model | None) -> Inquiry | None:
    if model is None:
        return None
    from jixiao.engine.asking import Inquiry

    return Inquiry(model)


def _earlier(how: Intake, source: Source, version: str) -> Reading | None:
    """The earlier reading of the source, under its present name."""
    reading = how.find(source.sha256, version) if how.find is not None else None
    usable_one = usable(reading, source, version)
    return stamped(usable_one, source, version) if usable_one is not None else None


def _read_or_failed(source: Source, settings: Settings, model: Model | None) -> Reading:
    try:
        return _read(source, settings, model)
    except SourceError as exc:
        return failure(source, exc.code, str(exc), version_of(settings))


def _in_order(
    found: Gathered, events: Iterator[Event], version: str, ready: Mapping[str, Callable[[], Reading | None]]
) -> Iterator[Reading]:
    """The readings in the order of the sources, those that are `ready` and those of the events; then the failures."""
    early: dict[str, bytes] = {}
    for source in found.sources:
        while source.key not in early and source.key not in ready:
            event = next(events)
            if isinstance(event, Finished):
                early[event.source.key] = event.done.reading
        again = ready.get(source.key)
        reading = again() if again is not None else None
        yield reading if reading is not None else Reading.model_validate_json(early.pop(source.key))
    for _ in events:
        pass
    for problem in found.problems:
        yield not_taken(problem, version)
