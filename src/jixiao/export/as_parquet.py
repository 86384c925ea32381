"""Tables as Parquet files for programs: English column names, types, blanks told from what a form does not have."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

from jixiao.atomic import whole
from jixiao.errors import MissingPackage
from jixiao.records import Reading
from jixiao.records.tables.columns import Noun, Shape, Value
from jixiao.records.tables.schema import EXPORTED
from jixiao.scratch import Scratch

_TYPES: dict[Shape, str] = {
    "amount": "DECIMAL(38, 4)", "number": "DOUBLE", "count": "BIGINT", "year": "BIGINT", "page": "BIGINT",
}  # fmt: skip


def parquet_files(readings: Iterable[Reading], folder: Path) -> list[Path]:
    """`FOLDER/<table>.parquet` for every table (projects, indicators, …); amounts in 元 as DECIMAL(38, 4).

    A field that the form does not have is NULL, one left blank is ''. Codes (`complete`, `annual`) are not translated.
    """
    try:
        import duckdb
    except ImportError as exc:
        raise MissingPackage("'jixiao[parquet]'") from exc
    paths = [folder / f"{noun.name}.parquet" for noun in EXPORTED]
    with Scratch() as scratch, ExitStack() as stack:
        lines = _lines(readings, Path(scratch))
        parts = [stack.enter_context(whole(path)) for path in paths]
        connection = stack.enter_context(duckdb.connect(config={"autoinstall_known_extensions": "false"}))
        connection.execute(f"SET temp_directory = {_quoted(scratch)}")
        connection.execute("SET memory_limit = '512MB'")
        connection.execute("SET threads = 1")
        for noun, source, part in zip(EXPORTED, lines, parts, strict=True):
            types = ", ".join(f"{_quoted(c.name)}: {_quoted(_type(c.shape))}" for c in noun.columns)
            rows = f"read_json({_quoted(source)}, format = 'newline_delimited', columns = {{{types}}})"
            try:  # rows wait in memory for their group to be full
                connection.execute(
                    f"COPY (FROM {rows}) TO {_quoted(part)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 8192)"
                )
            except duckdb.IOException as exc:
                raise OSError(errno.EIO, "duckdb", str(folder)) from exc
    return paths


def counted(paths: Iterable[Path]) -> dict[str, int]:
    """How many rows each of the files has, by the name of its table."""
    import duckdb

    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        rows = ((path.stem, f"SELECT sum(num_rows) FROM parquet_file_metadata({_quoted(path)})") for path in paths)
        return {name: int((connection.execute(query).fetchone() or (0,))[0] or 0) for name, query in rows}


def _lines(readings: Iterable[Reading], folder: Path) -> list[Path]:
    """All rows of each table as a file of JSON lines: the way into Parquet that needs no memory."""
    paths = [folder / f"{noun.name}.jsonl" for noun in EXPORTED]
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("w", encoding="utf-8")) for path in paths]
        for reading in readings:
            for noun, file in zip(EXPORTED, files, strict=True):
                file.writelines(_rows(noun, reading))
    return paths


def _rows(noun: Noun, reading: Reading) -> Iterable[str]:
    names = [column.name for column in noun.columns]
    for row in noun.rows(reading):
        yield json.dumps(dict(zip(names, map(_plain, row), strict=True)), ensure_ascii=False) + "\n"


def _plain(value: Value) -> str | int | None:
    return format(value, "f") if isinstance(value, Decimal) else value


def _type(shape: Shape) -> str:
    return _TYPES.get(shape, "VARCHAR")


def _quoted(text: str | Path) -> str:
    return "'" + str(text).replace("'", "''") + "'"
