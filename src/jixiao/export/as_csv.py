"""Tables as CSV files that a spreadsheet opens by a double click.

A spreadsheet runs text that begins with `=`, `+`, `-` or `@` as a formula: `=100%` would become 1, and what a stranger
put into a document would be executed. Such texts get an apostrophe in front (as does a text that begins with one, so
that taking off the first apostrophe always gives the printed text); plain numbers such as -1,234.5 and lone dashes
stay as they are. A spreadsheet also takes `2023-5` for a date and 0012 for 12: that a CSV file cannot prevent. Who
wants to see and sum in Excel takes the workbook; who computes takes Parquet, which has neither apostrophes nor doubts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

from jixiao.atomic import whole
from jixiao.records import Reading
from jixiao.records.tables.columns import Value
from jixiao.records.tables.schema import EXPORTED

_RISKY = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "'",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)  # the last four are full-width
_HARMLESS = re.compile(r"-?\d[\d,]*(\.\d+)?%?|[-\uff0d]+")


def csv_files(readings: Iterable[Reading], folder: Path) -> list[Path]:
    """`FOLDER/<table>.csv` for every table (项目.csv, 绩效指标.csv, …); Chinese headings, UTF-8 with a byte order mark.

    A field that the form does not have and one left blank are both blank here. Tables without rows have their heading.
    """
    paths = [folder / f"{noun.heading}.csv" for noun in EXPORTED]
    with ExitStack() as stack:
        writers = []
        for noun, path in zip(EXPORTED, paths, strict=True):
            part = stack.enter_context(whole(path))
            writer = csv.writer(stack.enter_context(part.open("w", encoding="utf-8-sig", newline="")))
            writer.writerow(column.heading for column in noun.columns)
            writers.append(writer)
        for reading in readings:
            for noun, writer in zip(EXPORTED, writers, strict=True):
                for row in noun.rows(reading):
                    writer.writerow(_text(c.shown(v)) for c, v in zip(noun.columns, row, strict=True))
    return paths


def guarded(text: str) -> str:
    """The text so that no spreadsheet runs it: with an apostrophe before it where it could."""
    return f"'{text}" if text.startswith(_RISKY) and not _HARMLESS.fullmatch(text) else text


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    return guarded(value) if isinstance(value, str) else str(value)
