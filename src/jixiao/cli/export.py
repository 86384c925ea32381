"""`jixiao export`: results that are there already, in other formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS, Out


def export(
    target: Annotated[
        Path,
        typer.Argument(metavar="结果", help="extract 的输出文件夹、其中一个 JSON，或数据库", rich_help_panel=ARGUMENTS),
    ],
    out: Out = Path("export"),
    xlsx: Annotated[bool, typer.Option("--xlsx", metavar=FLAG, help="写 Excel", rich_help_panel=OPTIONS)] = False,
    csv: Annotated[bool, typer.Option("--csv", metavar=FLAG, help="写 CSV", rich_help_panel=OPTIONS)] = False,
    parquet: Annotated[
        bool, typer.Option("--parquet", metavar=FLAG, help="写 Parquet", rich_help_panel=OPTIONS)
    ] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", metavar=FLAG, help="写 JSONL", rich_help_panel=OPTIONS)] = False,
) -> None:
    """Write the wanted formats, an Excel workbook where none is named."""
    from jixiao.cli.closing import print_written
    from jixiao.cli.screen import results
    from jixiao.cli.tables import write_tables
    from jixiao.cli.targets import kept_readings
    from jixiao.cli.writable import folder_to_be

    wanted = {"xlsx": xlsx, "csv": csv, "parquet": parquet, "jsonl": jsonl}
    formats = [name for name, yes in wanted.items() if yes] or ["xlsx"]
    folder_to_be(out)
    next(kept_readings(target), None)  # what cannot be read is told before anything is made
    print_written(results(), write_tables(lambda: kept_readings(target), out, formats))
