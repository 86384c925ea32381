"""`jixiao why`: why a value is taken for right or put in doubt."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, OPTIONS, Config


def why(
    file: Annotated[Path, typer.Argument(metavar="文件", help="原文件", rich_help_panel=ARGUMENTS)],
    field: Annotated[
        str,
        typer.Option(
            "--field",
            metavar="栏目",
            help="如 indicators[3].value、“绩效指标 第4行 指标值”、指标4.指标值",
            rich_help_panel=OPTIONS,
        ),
    ],
    record: Annotated[
        int | None, typer.Option("--record", "-r", metavar="N", help="第 N 条记录", rich_help_panel=OPTIONS)
    ] = None,
    config: Config = None,
) -> None:
    """Read the file and print what speaks for the value and against it."""
    from jixiao.app.drawing.why import why as reasons
    from jixiao.cli.screen import results
    from jixiao.cli.views.why import why_view
    from jixiao.config import load

    console = results()
    found = reasons(file, field, record, load(config))
    for told in found:
        for part in why_view(told, len(found) > 1):
            console.print(part, soft_wrap=True)
