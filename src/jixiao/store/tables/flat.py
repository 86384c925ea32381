"""All tables as one SQLite file for whoever asks in SQL: the columns of Parquet, the values with their places
among them.

It is a copy for reading; the database that a run keeps (`jixiao.store.database`) is another thing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from jixiao.atomic import whole
from jixiao.records import Reading
from jixiao.records.tables.columns import Noun, Value
from jixiao.records.tables.identifying import ID
from jixiao.records.tables.schema import EXPORTED
from jixiao.store.tables.kept import sql_type
from jixiao.store.transaction import told


def sqlite_file(readings: Iterable[Reading], path: Path) -> None:
    """Write one table a noun (projects, indicators, …, values), amounts in 元; with an index by record.

    A field that the form does not have is NULL, one left blank is ''. StoreError where the disk does not take it.
    """
    with whole(path) as part, told(path, "写不进"), closing(sqlite3.connect(part, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # a file that is not finished is thrown away
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for noun in EXPORTED:
            columns = ", ".join(f'"{c.name}" {sql_type(c)}' for c in noun.columns)
            connection.execute(f'CREATE TABLE "{noun.name}" ({columns})')
        for reading in readings:
            for noun in EXPORTED:
                marks = ", ".join("?" * len(noun.columns))
                connection.executemany(f'INSERT INTO "{noun.name}" VALUES ({marks})', _rows(noun, reading))
        for noun in EXPORTED:
            if any(column is ID for column in noun.columns):
                connection.execute(f'CREATE INDEX "{noun.name}_by_record" ON "{noun.name}" ("{ID.name}")')
        connection.execute("COMMIT")


def _rows(noun: Noun, reading: Reading) -> Iterator[tuple[float | int | str | None, ...]]:
    return (tuple(map(_plain, row)) for row in noun.rows(reading))


def _plain(value: Value) -> float | int | str | None:
    return float(value) if isinstance(value, Decimal) else value
