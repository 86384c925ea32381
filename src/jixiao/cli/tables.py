"""The wanted formats written, each under its name in the output folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from jixiao import export
from jixiao.cli.screen import notes
from jixiao.errors import ConfigError, reason_of
from jixiao.records import Reading

Written = list[tuple[str, Path]]

NAMES = {"jsonl": "全部记录，每行一条", "xlsx": "Excel 汇总表", "csv": "CSV", "parquet": "Parquet"}
_PLACES = {"jsonl": "records.jsonl", "xlsx": "汇总.xlsx", "csv": "csv", "parquet": "parquet"}


def write_tables(
    readings: Callable[[], Iterable[Reading]],
    out: Path,
    formats: Sequence[str],
    locate: export.Locate | None = None,
) -> Written:
    """What was written and where; `readings` is called once for each format. ConfigError where one cannot be."""
    written: Written = []
    for name in formats:
        path = out / _PLACES[name]
        with notes().status(f"写 {NAMES[name]} …"):
            try:
                _write(name, readings(), path, locate)
            except OSError as exc:
                raise ConfigError(
                    f"{path} 写不进（{reason_of(exc)}）；请检查磁盘空间，如正开着这个文件请先关掉，再运行一次"
                ) from exc
        written.append((NAMES[name], path))
    return written


def _write(name: str, readings: Iterable[Reading], path: Path, locate: export.Locate | None) -> None:
    if name == "jsonl":
        export.jsonl(readings, path)
    elif name == "xlsx":
        export.workbook(readings, path, locate)
    elif name == "csv":
        export.csv_files(readings, path)
    else:
        export.parquet_files(readings, path)
