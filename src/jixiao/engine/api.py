"""Readings for those who call from Python: one in this process, many in processes of their own."""

from __future__ import annotations

import tempfile
from collections.abc import Container, Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao import config
from jixiao.config import Settings
from jixiao.engine.limits import intake_limits
from jixiao.engine.pool import Finished, Pool
from jixiao.engine.reading import BEGINNER, READER, SETTLER, Begun, failure, not_taken, stamped, version_of
from jixiao.errors import SourceError
from jixiao.records import Reading
from jixiao.resources import named
from jixiao.sources import Gathered, Source, gather

if TYPE_CHECKING:
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
    with tempfile.TemporaryDirectory(prefix="jixiao-") as workdir:
        found = gather([path], Path(workdir), intake_limits(settings))
        if found.problems:
            raise found.problems[0]
        if len(found.sources) != 1:
            count = len(found.sources)
            raise SourceError(
                path.name, f"里面有 {count} 个文件，应是一个；请改用 jixiao.extract_many 或 jixiao extract"
            )
        return _read(found.sources[0], settings, model)


def _read(source: Source, settings: Settings, model: Model | None = None) -> Reading:
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
    with tempfile.TemporaryDirectory(prefix="jixiao-") as workdir, Pool(settings, reader) as pool:
        yield from _in_order(pool, gather(paths, Path(workdir), intake_limits(settings)))


def read_documents(
    paths: Paths,
    settings: Settings,
    known: Container[str] = (),
    here: bool = False,
    outputs: Iterable[Path] = (),
    quiet: bool = False,
) -> Iterator[Reading]:
    """The readings of the documents, those whose content (sha256) is `known` left out; a failure is a reading too.

    Where it is a single one, `here` reads it in this process: sooner there, but nothing watches over time and memory.
    Nothing under `outputs` is a document. A folder without documents is a failure, unless it is to be passed by
    (`quiet`).
    """
    with tempfile.TemporaryDirectory(prefix="jixiao-") as workdir:
        given = listed(paths)
        found = gather(given, Path(workdir), intake_limits(settings), outputs=outputs)
        if quiet:
            found.problems = [problem for problem in found.problems if problem.name not in given]
        found.sources = [source for source in found.sources if source.sha256 not in known]
        if here and len(found.sources) == 1:
            yield _read_or_failed(found.sources[0], settings)
            found.sources.clear()
        if found.sources:
            with Pool(settings, READER) as pool:
                yield from _in_order(pool, found)
        else:
            yield from (not_taken(problem, version_of(settings)) for problem in found.problems)


def _read_or_failed(source: Source, settings: Settings) -> Reading:
    try:
        return _read(source, settings)
    except SourceError as exc:
        return failure(source, exc.code, str(exc), version_of(settings))


def _in_order(pool: Pool, found: Gathered) -> Iterator[Reading]:
    early: dict[str, bytes] = {}
    order = iter(found.sources)
    due = next(order, None)
    for event in pool.events(found.sources):
        if isinstance(event, Finished):
            early[event.source.sha256] = event.done.reading
        while due is not None and due.sha256 in early:
            yield Reading.model_validate_json(early.pop(due.sha256))
            due = next(order, None)
    for problem in found.problems:
        yield not_taken(problem, pool.version)
