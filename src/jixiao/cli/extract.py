"""`jixiao extract`: files into records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import (
    ARGUMENTS,
    FLAG,
    MODEL,
    OPTIONS,
    Asking,
    Config,
    FileSeconds,
    Jobs,
    MemoryMb,
    ModelOptions,
    Out,
    PageLimit,
)

DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        metavar=FLAG,
        help="只说会问大模型什么、约多少词元和费用，不问，也不写结果",
        rich_help_panel=MODEL,
    ),
]


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
    model: Asking = None,
    model_option: ModelOptions = None,
    dry_run: DryRun = False,
    cutouts: Annotated[
        bool, typer.Option("--cutouts", metavar=FLAG, help="把存疑的值截图，放进 cutouts/", rich_help_panel=OPTIONS)
    ] = False,
    config: Config = None,
    file_seconds: FileSeconds = None,
    memory_mb: MemoryMb = None,
    page_limit: PageLimit = None,
) -> None:
    """Read everything, write everything, say what came of it."""
    from jixiao.cli.asking import chosen
    from jixiao.cli.extraction import Wanted, extraction
    from jixiao.cli.forecast import forecast
    from jixiao.config import ModelSettings, load
    from jixiao.errors import ConfigError

    flags = {"jobs": jobs, "file_seconds": file_seconds, "memory_mb": memory_mb, "page_limit": page_limit}
    settings = load(config, flags=flags)
    endpoint = chosen(config, model, model_option)
    if dry_run:
        raise typer.Exit(forecast(files, settings, endpoint or ModelSettings(when=model or "auto"), store))
    if endpoint is None and model not in (None, "never"):
        raise ConfigError(f"要求 --model {model}，但没有配置大模型；请在 jixiao.toml 的 [model] 中写 base_url 和 name")
    wanted = Wanted(files, out, store, tables(xlsx, csv, parquet), fresh, endpoint, cutouts)
    raise typer.Exit(extraction(wanted, settings))


def tables(xlsx: bool, csv: bool, parquet: bool) -> tuple[str, ...]:
    """The names of the wanted formats."""
    return tuple(name for name, wanted in (("xlsx", xlsx), ("csv", csv), ("parquet", parquet)) if wanted)
