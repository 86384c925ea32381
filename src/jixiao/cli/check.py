"""`jixiao check`: what is wrong with forms and tables, and what to change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS, Config, Jobs


def check(
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="输入",
            help="原文件、文件夹，或 extract 的结果（文件夹、JSON、数据库）；可以多个",
            rich_help_panel=ARGUMENTS,
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="文件夹", help="写出 JSON 和 Excel；不写则只在终端显示", rich_help_panel=OPTIONS
        ),
    ] = None,
    pdf: Annotated[
        bool,
        typer.Option("--pdf", metavar=FLAG, help="另写批注在页面上的 PDF（与 --out 同用）", rich_help_panel=OPTIONS),
    ] = False,
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources", metavar="文件夹", help="原文件在哪里（检查已有的结果、要 PDF 时用）", rich_help_panel=OPTIONS
        ),
    ] = None,
    off: Annotated[
        list[str] | None,
        typer.Option("--off", metavar="编号", help="不做这项检查，可以多个，如 indicator.*", rich_help_panel=OPTIONS),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--all", "-a", metavar=FLAG, help="终端里全部列出", rich_help_panel=OPTIONS)
    ] = False,
    catalogue: Annotated[
        bool, typer.Option("--list", metavar=FLAG, help="列出全部检查和依据", rich_help_panel=OPTIONS)
    ] = False,
    jobs: Jobs = None,
    config: Config = None,
) -> None:
    """Check everything, print what was found, write what is wanted."""
    from dataclasses import replace

    from jixiao.cli.checking import Wanted, checking, print_catalogue
    from jixiao.config import load, load_checks
    from jixiao.errors import ConfigError

    settings = load_checks(config)
    settings = replace(settings, off=(*settings.off, *(off or ())))
    if catalogue:
        print_catalogue(settings)
        return
    if not inputs:
        raise typer.BadParameter("缺少 输入：请给出要检查的文件、文件夹或结果")
    if pdf and out is None:
        raise ConfigError("--pdf 要和 --out 一起用；请加上 --out 文件夹")
    if sources is not None and not sources.exists():
        raise ConfigError(f"没有 {sources} 这个文件夹；请检查 --sources 的路径")
    wanted = Wanted(tuple(inputs), out, pdf, sources, whole)
    raise typer.Exit(checking(wanted, load(config, flags={"jobs": jobs}), settings))
