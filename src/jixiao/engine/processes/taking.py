"""What the reading process does around a source of a place: fetch it, take it in, write what was read of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from jixiao.config import Settings
from jixiao.engine.limits import intake_limits
from jixiao.engine.processes.messages import Done, Setup
from jixiao.engine.results import reading_path
from jixiao.engine.tally import tally
from jixiao.errors import NotGiven, PlaceError, SourceError
from jixiao.places import Place, place_at
from jixiao.records import Reading
from jixiao.sources import Source
from jixiao.sources.single import digest_of, take_one

opened = cache(place_at)


@contextmanager
def taken_in(source: Source, settings: Settings) -> Iterator[Source]:
    """The source with hash and kind, its file on this machine while inside; as it is where that is known."""
    if source.sha256:
        yield source
    elif source.kind:  # taken in before, all but its hash
        yield replace(source, sha256=digest_of(source.path, source.name))
    elif source.place:
        with tempfile.TemporaryDirectory() as folder:
            yield take_one(_fetched(source, Path(folder)), intake_limits(settings))
    else:
        yield take_one(source, intake_limits(settings))


def _fetched(source: Source, into: Path) -> Source:
    try:
        return replace(source, path=opened(source.place).fetch(source.address, into))
    except FileNotFoundError as exc:
        raise SourceError(source.name, "没有这个文件了，可能刚被移走；请检查原来的位置") from exc
    except PlaceError as exc:
        raise NotGiven(source.name, str(exc)) from exc


def known(source: Source, setup: Setup) -> Done | None:
    """What is in the reading of the content by this version that stands in the place; None where there is none, it is
    not whole, or the source is to be read again."""
    results = _results(setup)
    if results is None or source.again:
        return None
    found = results.read(_path(source, setup))
    try:
        reading = Reading.model_validate_json(found) if found is not None else None
    except ValidationError:
        return None
    return Done(b"", tally(reading), written=len(found or b""), known=True) if reading is not None else None


def written(done: Done, source: Source, setup: Setup) -> Done:
    """What was read, written to its place where nothing is left to ask."""
    results = _results(setup)
    if results is None or done.open is not None:
        return done
    results.write(_path(source, setup), done.reading)
    return replace(done, reading=b"", written=len(done.reading))


def _path(source: Source, setup: Setup) -> str:
    return source.result or reading_path(setup.version, source.sha256)


def _results(setup: Setup) -> Place | None:
    return opened(setup.results) if setup.results else None
