"""Tables of readings for those who count with them: rows, pandas, Arrow. The columns are those of the database."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any

from jixiao.errors import MissingPackage
from jixiao.records.reading import Reading
from jixiao.records.tables.columns import NUMERIC, Noun
from jixiao.records.tables.schema import EXPORTED

TABLES: dict[str, Noun] = {noun.name: noun for noun in EXPORTED}
_WHOLE = {"count", "year", "page"}

Readings = Reading | Iterable[Reading]


def rows(readings: Readings, table: str = "indicators") -> list[dict[str, Any]]:
    """The rows of a table of one reading or of many, by column name.

    A field that the form does not have is None, one left blank "". KeyError where there is no table of that name.
    """
    noun = _table(table)
    names = [column.name for column in noun.columns]
    return [dict(zip(names, row, strict=True)) for reading in _each(readings) for row in noun.rows(reading)]


def to_pandas(readings: Readings, table: str = "indicators") -> Any:
    """The table as a pandas DataFrame: numbers as float64, whole ones as Int64, the rest as text."""
    pandas = _package("pandas")
    noun, found = _table(table), rows(readings, table)
    frame = pandas.DataFrame(found, columns=[column.name for column in noun.columns])
    for column in noun.columns:
        if column.shape not in NUMERIC:
            continue
        numbers = pandas.to_numeric(frame[column.name].astype("object"), errors="coerce").astype("float64")
        frame[column.name] = numbers.astype("Int64") if column.shape in _WHOLE else numbers
    return frame


def to_arrow(readings: Readings, table: str = "indicators") -> Any:
    """The table as a pyarrow Table: amounts as decimal128(38, 4), other numbers as float64, whole ones as int64."""
    arrow = _package("pyarrow")
    noun, found = _table(table), rows(readings, table)
    types = {}
    for column in noun.columns:
        numeric = arrow.int64() if column.shape in _WHOLE else arrow.float64()
        amount = arrow.decimal128(38, 4) if column.shape == "amount" else numeric
        types[column.name] = amount if column.shape in NUMERIC else arrow.string()
    columns = {
        name: arrow.array([_fitting(row[name], kind, arrow) for row in found], type=kind)
        for name, kind in types.items()
    }
    return arrow.table(columns)


def _fitting(value: Any, kind: Any, arrow: Any) -> Any:
    """The value as Arrow takes it for a column of that type."""
    if value is None or value == "":
        return None if kind != arrow.string() else value
    if kind == arrow.float64():
        return float(value)
    if kind == arrow.int64():
        return int(value)
    return value if arrow.types.is_decimal(kind) else str(value)


def _each(readings: Readings) -> Iterable[Reading]:
    return (readings,) if isinstance(readings, Reading) else readings


def _table(name: str) -> Noun:
    if name not in TABLES:
        raise KeyError(f"there is no table {name!r}; there are: {', '.join(TABLES)}")
    return TABLES[name]


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as exc:
        raise MissingPackage(name) from exc
