"""The formats that readings are written in: one row each. Commands and `jixiao.write` take what they offer from here.

A new format is a file with a writer, and a row here.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.errors import ConfigError, reason_of

if TYPE_CHECKING:
    from jixiao.export.xlsx.links import Locate
    from jixiao.records import Reading


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """One format.

    `name` is what it is called by, `short` what flags call it and `heading` what it is called when it is written.
    `place` is its file, or folder, in the folder of outputs. `writer` names the function, as `module:function`, that
    takes the readings one at a time and the path; a `linked` one takes `locate` too, and puts links to pages in.
    `extract` writes it `always`, or `usual`ly, without being asked to.
    """

    name: str
    short: str
    heading: str
    place: str
    writer: str
    linked: bool = False
    always: bool = False
    usual: bool = False

    def write(self, readings: Iterable[Reading], path: Path, locate: Locate | None = None) -> None:
        """Write the readings to the path. ConfigError where that cannot be."""
        module, _, function = self.writer.partition(":")
        writer = getattr(importlib.import_module(module), function)
        try:
            writer(readings, path, locate) if self.linked else writer(readings, path)
        except OSError as exc:
            raise ConfigError(
                f"{path} 写不进（{reason_of(exc)}）；请检查磁盘空间，如正开着这个文件请先关掉，再运行一次"
            ) from exc


_ROWS = (
    OutputFormat("jsonl", "JSONL", "全部记录，每行一条", "records.jsonl", "jixiao.export.as_json:jsonl", always=True),
    OutputFormat(
        "xlsx", "Excel", "Excel 汇总表", "汇总.xlsx", "jixiao.export.xlsx.book:workbook", linked=True, usual=True
    ),
    OutputFormat("csv", "CSV", "CSV", "csv", "jixiao.export.as_csv:csv_files"),
    OutputFormat("parquet", "Parquet", "Parquet", "parquet", "jixiao.export.as_parquet:parquet_files"),
    OutputFormat("sqlite", "SQLite", "SQLite 表格", "表格.sqlite", "jixiao.store.tables.flat:sqlite_file"),
)
FORMATS: dict[str, OutputFormat] = {row.name: row for row in _ROWS}
USUAL = tuple(row.name for row in _ROWS if row.usual)
ALWAYS = tuple(row.name for row in _ROWS if row.always)


def formats_of(names: Iterable[str]) -> tuple[OutputFormat, ...]:
    """The formats of these names, each once, in the order of the table; ConfigError where one is none."""
    wanted = [name.strip().lower() for name in names]
    for name in wanted:
        if name not in FORMATS:
            raise ConfigError(f"没有“{name}”这种格式；可用的有：{'、'.join(FORMATS)}")
    return tuple(row for row in FORMATS.values() if row.name in wanted)


def format_at(path: Path) -> OutputFormat | None:
    """The format of the file by its suffix, None where none is written to a file of that suffix."""
    suffix = path.suffix.lower()
    return next((row for row in FORMATS.values() if suffix and Path(row.place).suffix == suffix), None)


def names_of() -> str:
    """The names for a message or a help text."""
    return "、".join(FORMATS)
