"""What an earlier run has done and need not be done again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path

from pydantic import ValidationError

from jixiao.engine.plan import Plan, json_path, write
from jixiao.engine.reading import to_json
from jixiao.engine.resuming.index import LIMITED, Index
from jixiao.engine.shelving import Shelving
from jixiao.engine.tally import Tally, tally
from jixiao.errors import SourceError
from jixiao.records import Reading
from jixiao.records.tables.identifying import status_of
from jixiao.sources import Source
from jixiao.sources.single import digest_of

# Readings are made again that a model was asked about in vain.
_UNANSWERED = "model.unanswered"


def done_earlier(sources: list[Source], plan: Plan, version: str, shelving: Shelving, index: Index) -> dict[str, Tally]:
    """By key, what is in the readings that need not be made again, each in its file under its present name.

    What the index knows of is not read; what it does not, is put into it. Of the sources those are hashed of which
    there may be a reading; their hashes are put into the list.
    """
    out: dict[str, Tally] = {}
    noted_some = index.load()
    known = plan.shelf.known(version) if plan.shelf is not None else set()
    stands = known or set() if noted_some else set()
    _hash(sources, lambda source: json_path(plan.out, source.name).exists())
    if known is None or known.difference(source.sha256 for source in sources):
        _hash(sources, lambda source: True)  # the store may have any of them
    for source in sources:
        if not source.sha256:
            continue
        noted = index.found(source) if plan.shelf is None or source.sha256 in stands else None
        if noted is not None:
            out[source.key] = noted
            continue
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
        out[source.key] = tally(reading)
        index.put(source, out[source.key])
    index.settle()
    return out


def _hash(sources: list[Source], wanted: Callable[[Source], bool]) -> None:
    for number, source in enumerate(sources):
        if not source.sha256 and wanted(source):
            with suppress(SourceError):  # who reads it says so
                sources[number] = replace(source, sha256=digest_of(source.path, source.name))


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
    if status_of(reading) == "failed" or any(p.code == LIMITED for p in reading.problems):
        return None
    return None if _unanswered(reading) else reading


def _unanswered(reading: Reading) -> bool:
    """Whether a question was left without an answer that may come now."""
    reasons = chain(reading.problems, *(record.reasons for record in reading.records))
    return any(reason.code == _UNANSWERED for reason in reasons)
