"""`jixiao extract`: files into records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS, Config, FileSeconds, Jobs, MemoryMb, Out, PageLimit


def extract(
    files: Annotated[
        list[str],
        typer.Argument(metavar="文件", help="文件、文件夹、通配符或 .zip，可以多个", rich_help_panel=ARGUMENTS),
    ],
    out: Out = Path("out"),
    jobs: Jobs = None,
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="文件", help="同时记入这个数据库（SQLite）", rich_help_panel=OPTIONS),
    ] = None,
    xlsx: Annotated[
        bool,
        typer.Option(
            "--xlsx/--no-xlsx",
            metavar=FLAG,
            help="写不写 Excel 汇总表（默认写）",
            show_default=False,
            rich_help_panel=OPTIONS,
        ),
    ] = True,
    csv: Annotated[bool, typer.Option("--csv", metavar=FLAG, help="写 CSV", rich_help_panel=OPTIONS)] = False,
    parquet: Annotated[
        bool, typer.Option("--parquet", metavar=FLAG, help="写 Parquet", rich_help_panel=OPTIONS)
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", metavar=FLAG, help="全部重新读取，不用上次的结果", rich_help_panel=OPTIONS)
    ] = False,
    cutouts: Annotated[
        bool, typer.Option("--cutouts", metavar=FLAG, help="把存疑的值截图，放进 cutouts/", rich_help_panel=OPTIONS)
    ] = False,
    config: Config = None,
    file_seconds: FileSeconds = None,
    memory_mb: MemoryMb = None,
    page_limit: PageLimit = None,
) -> None:
    """Read everything, write everything, say what came of it."""
    from jixiao.cli.extraction import Wanted, extraction
    from jixiao.config import load

    flags = {"jobs": jobs, "file_seconds": file_seconds, "memory_mb": memory_mb, "page_limit": page_limit}
    wanted = Wanted(files, out, store, tables(xlsx, csv, parquet), fresh, cutouts)
    raise typer.Exit(extraction(wanted, load(config, flags=flags)))


def tables(xlsx: bool, csv: bool, parquet: bool) -> tuple[str, ...]:
    """The names of the wanted formats."""
    return tuple(name for name, wanted in (("xlsx", xlsx), ("csv", csv), ("parquet", parquet)) if wanted)
