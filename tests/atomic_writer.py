"""A process that writes an export without end, to be killed: `python -m tests.atomic_writer KIND PLACE`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from tests.records import made

from jixiao.export import csv_files, json_file, jsonl, parquet_files, workbook
from jixiao.records import Reading
from jixiao.store.tables.flat import sqlite_file


def endless() -> Iterator[Reading]:
    """Readings, said aloud as they pass."""
    for n in count():
        yield made.reading(f"{n}.pdf")
        print(n, flush=True)


def json_files(readings: Iterator[Reading], folder: Path) -> None:
    """One file again and again, long and short by turns."""
    for n, reading in enumerate(readings):
        reading.source = made.source("同一个.pdf")
        reading.records = reading.records * (1 + n % 2 * 200)
        json_file(reading, folder)


WRITERS: dict[str, tuple[str, Callable[[Iterator[Reading], Path], object]]] = {
    "json": ("", json_files),
    "jsonl": ("记录.jsonl", jsonl),
    "workbook": ("结果.xlsx", workbook),
    "csv": ("", csv_files),
    "parquet": ("", parquet_files),
    "sqlite": ("表格.sqlite", sqlite_file),
}


def main() -> None:
    """Write until killed."""
    kind, folder = sys.argv[1], Path(sys.argv[2])
    name, write = WRITERS[kind]
    write(endless(), folder / name)


if __name__ == "__main__":
    main()
