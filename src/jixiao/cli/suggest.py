"""`jixiao suggest`: indicators that a project lacks, and weak ones to sharpen, with sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS, Config

_TYPED = "没有表时"


def suggest(
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="输入",
            help="原文件，或 extract 的结果（文件夹、JSON、数据库）；可以多个",
            rich_help_panel=ARGUMENTS,
            show_default=False,
        ),
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="文件", help="数据库：从其中的项目找相近的", rich_help_panel=OPTIONS),
    ] = None,
    project: Annotated[
        str, typer.Option("--project", "-p", metavar="词", help="只看名称里有这个词的项目", rich_help_panel=OPTIONS)
    ] = "",
    most: Annotated[
        int, typer.Option("--most", "-n", metavar="N", min=1, help="一个项目最多建议几条", rich_help_panel=OPTIONS)
    ] = 10,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="文件", help="写成 JSON", rich_help_panel=OPTIONS)
    ] = None,
    model: Annotated[
        bool,
        typer.Option(
            "--model/--no-model",
            metavar=FLAG,
            help="用不用设置好的大模型排序、改写（默认用）",
            show_default=False,
            rich_help_panel=OPTIONS,
        ),
    ] = True,
    name: Annotated[str, typer.Option("--name", metavar="名称", help="项目名称", rich_help_panel=_TYPED)] = "",
    department: Annotated[
        str, typer.Option("--department", metavar="部门", help="主管部门", rich_help_panel=_TYPED)
    ] = "",
    purpose: Annotated[str, typer.Option("--purpose", metavar="文字", help="用途或目标", rich_help_panel=_TYPED)] = "",
    amount: Annotated[
        str, typer.Option("--amount", metavar="金额", help="年度资金，如 120万元", rich_help_panel=_TYPED)
    ] = "",
    config: Config = None,
) -> None:
    """Print the suggestions for each project, or write them."""
    from jixiao.cli.suggesting import Asked, suggesting

    suggesting(
        Asked(tuple(inputs or ()), store, project, most, json, model, (name, department, purpose, amount), config)
    )
