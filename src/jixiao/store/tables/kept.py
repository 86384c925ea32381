"""The tables of records in the database: made from the readings, and made anew when their columns change.

For each noun a table, whose rows name reading and record, and a view `latest_…` of the same rows for the latest
reading of each source, in which the values that are the same for a whole record stand beside them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache

from jixiao.records import AnyRecord, Reading
from jixiao.records.tables.columns import At, Column, Noun, Shape, Value
from jixiao.records.tables.schema import FINDINGS, NOUNS, RECORDS, SOURCES
from jixiao.store.transaction import Connection

KEPT = tuple(noun for noun in NOUNS if noun is not SOURCES)
# What a reading brings itself; findings come when it is checked.
READ = tuple(noun for noun in KEPT if noun is not FINDINGS)

_TYPES: dict[Shape, str] = {
    "amount": "REAL", "number": "REAL", "count": "INTEGER", "year": "INTEGER", "page": "INTEGER",
}  # fmt: skip
_ASIDE = {"evidence", "parsed", "doubts", "alternatives"}


def stored(noun: Noun) -> tuple[Column, ...]:
    """The columns of the noun's own table; what is the same for a whole record stands in `records` alone."""
    if noun is RECORDS:
        return (*(c for c in noun.columns if c.shape != "file"), _FIELDS)
    return tuple(c for c in noun.columns if not c.repeated)


def layout() -> str:
    """All tables with their columns, as JSON; two programs with the same layout read each other's tables."""
    return json.dumps({noun.name: [[c.name, sql_type(c)] for c in stored(noun)] for noun in KEPT})


def create(connection: Connection) -> None:
    """Make the tables and views, after taking away those of another layout."""
    kinds = {"table": [noun.name for noun in KEPT], "view": [f"latest_{noun.name}" for noun in KEPT]}
    for kind in ("view", "table"):
        for name in kinds[kind]:
            connection.execute(f"DROP {kind} IF EXISTS {name}")
    for noun in KEPT:
        columns = ", ".join(f'"{c.name}" {sql_type(c)}' for c in stored(noun))
        keys = "id INTEGER PRIMARY KEY, reading INTEGER NOT NULL REFERENCES readings (id), record INTEGER NOT NULL"
        connection.execute(f"CREATE TABLE {noun.name} ({keys}, {columns})")
        connection.execute(f"CREATE INDEX {noun.name}_by_record ON {noun.name} (reading, record)")
        connection.execute(_view(noun))
    connection.execute("CREATE INDEX problems_by_level ON problems (reading, level, record, cause, page)")


Rows = dict[str, list[tuple[int | float | str | None, ...]]]
"""The rows of a reading by table, without its number, which it gets when it is kept."""


def laid_out(reading: Reading, nouns: Iterable[Noun] = KEPT) -> Rows:
    """The rows of the reading in the tables of these nouns."""
    made = ((noun.name, list(_rows(noun.places(reading), [c.get for c in stored(noun)]))) for noun in nouns)
    return {name: rows for name, rows in made if rows}


def put(connection: Connection, rows: Rows, number: int) -> None:
    """Put the rows of the reading of that number in."""
    for name, made in rows.items():
        connection.executemany(_insertion(name), ((number, *row) for row in made))


@cache
def _insertion(name: str) -> str:
    """How a row goes into the table of that name; its id is given by the database."""
    columns = next(stored(noun) for noun in KEPT if noun.name == name)
    names = ", ".join(("reading", "record", *(f'"{c.name}"' for c in columns)))
    marks = ", ".join("?" * (len(columns) + 2))
    return f"INSERT INTO {name} ({names}) VALUES ({marks})"


def fill(connection: Connection, reading: Reading, number: int, nouns: Iterable[Noun] = KEPT) -> None:
    """Lay the reading of that number out in the tables of these nouns."""
    put(connection, laid_out(reading, nouns), number)


def fill_anew(connection: Connection, reading: Reading, number: int, correction: int) -> None:
    """Lay the reading of that number out again, as corrected up to the correction of that number."""
    for noun in KEPT:
        connection.execute(f"DELETE FROM {noun.name} WHERE reading = ?", (number,))
    fill(connection, reading, number)
    connection.execute(
        "INSERT INTO laid (reading, correction) VALUES (?, ?) "
        "ON CONFLICT (reading) DO UPDATE SET correction = excluded.correction",
        (number, correction),
    )
    connection.execute("UPDATE library_origins SET fingerprint = '' WHERE reading = ?", (number,))


def fields_json(record: AnyRecord) -> str:
    """The record's fields alone, without evidence and what is derived, as JSON."""
    return record.model_dump_json(exclude=_ASIDE)


def _fields(at: At) -> Value:
    return fields_json(at.record) if at.record else None


_FIELDS = Column("fields", "全部栏目", "long", _fields)


def _rows(
    places: Iterator[At], getters: Iterable[Callable[[At], Value]]
) -> Iterator[tuple[int | float | str | None, ...]]:
    for at in places:
        values = (get(at) for get in getters)
        yield at.number, *(float(v) if isinstance(v, Decimal) else v for v in values)


def sql_type(column: Column) -> str:
    """The column's type in SQL: amounts in 元 and other numbers REAL, counts, years and pages INTEGER, else TEXT."""
    return _TYPES.get(column.shape, "TEXT")


def _view(noun: Noun) -> str:
    own = {c.name for c in stored(noun)}
    places = (f't."{c.name}"' if c.name in own else f"{_home(c)} AS {c.name}" for c in noun.columns)
    return (
        f"CREATE VIEW latest_{noun.name} AS SELECT {', '.join(places)}, t.id, t.reading, t.record FROM {noun.name} t "
        "JOIN latest n ON n.id = t.reading LEFT JOIN records r ON r.reading = t.reading AND r.record = t.record"
    )


def _home(column: Column) -> str:
    return "n.name" if column.shape == "file" else f'r."{column.name}"'
