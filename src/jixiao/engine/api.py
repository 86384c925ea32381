"""Readings for those who call from Python: one in this process, many in processes of their own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao import config
from jixiao.config import Settings
from jixiao.engine.limits import intake_limits
from jixiao.engine.pool import Finished, Pool
from jixiao.engine.reading import BEGINNER, READER, SETTLER, Begun, function_of, not_taken, stamped, version_of
from jixiao.errors import SourceError
from jixiao.records import Reading
from jixiao.sources import Source, gather

if TYPE_CHECKING:
    from jixiao.llm import Model


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
        source = found.sources[0]
        reading = function_of(READER)(source, settings, None) if model is None else _asked(source, settings, model)
        return stamped(reading, source, version_of(settings, model.settings if model else None))


def _asked(source: Source, settings: Settings, model: Model) -> Reading:
    """The reading of the source with what the model answered."""
    from jixiao.engine.asking import Asking, Inquiry

    begun: Begun = function_of(BEGINNER)(source, settings, None, model.settings.when)
    if not begun.open:
        return begun.reading()
    settled: Reading = function_of(SETTLER)(begun, Asking(Inquiry(model), "").ask, model.sees)
    return settled


def read_many(paths: Iterable[str | Path], settings: Settings | None = None, reader: str = READER) -> Iterator[Reading]:
    """The readings in the order of the inputs; last the files that could not even be taken in."""
    settings = settings or config.load()
    with tempfile.TemporaryDirectory(prefix="jixiao-") as workdir, Pool(settings, reader) as pool:
        found = gather(paths, Path(workdir), intake_limits(settings))
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
