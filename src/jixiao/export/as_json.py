"""Readings as JSON: a file for each source, or one line for each record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic_core import to_json as dumped

from jixiao.atomic import whole
from jixiao.engine.reading import to_json
from jixiao.records import Reading
from jixiao.records.record import Base
from jixiao.sources.names import safe


def json_file(reading: Reading, folder: Path) -> Path:
    """`FOLDER/<name of the source>.json` with the whole reading: {"source", "records", "problems", …}, UTF-8, indented.

    The same reading gives the same bytes.
    """
    path = folder / f"{safe(reading.source.name, reading.source.sha256)}.json"
    with whole(path) as part:
        part.write_bytes(to_json(reading))
    return path


def jsonl(readings: Iterable[Reading], path: Path) -> Path:
    """One line for each record: {"source": {"name", "sha256"}, "number", …fields…, …evidence and the like…}.

    `number` is the record's in its source, from 1. Files without records have no line: see the workbook's 问题.
    """
    about = set(Base.model_fields)
    with whole(path) as part, part.open("wb") as file:
        for reading in readings:
            source = reading.source.model_dump(include={"name", "sha256"})
            for number, record in enumerate(reading.records, 1):
                said = record.model_dump(exclude=about)
                said_about = record.model_dump(include=about)
                file.write(dumped({"source": source, "number": number, **said, **said_about}) + b"\n")
    return path
