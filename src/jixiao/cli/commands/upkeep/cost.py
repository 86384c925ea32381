"""`jixiao cost`: what asking a language model has used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, OPTIONS, Config

_BY = ("prompt", "day", "about")


def cost(
    store: Annotated[
        Path | None,
        typer.Argument(metavar="数据库", help="--store 写的数据库；不写则看默认的记录", rich_help_panel=ARGUMENTS),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="prompt|day|about",
            help="按什么汇总：用途、日期，或问的是哪张表",
            show_default=True,
            rich_help_panel=OPTIONS,
        ),
    ] = "prompt",
    config: Config = None,
) -> None:
    """Print the sums of the receipts."""
    from jixiao.app.cost import spent
    from jixiao.cli.views.cost import print_costs
    from jixiao.errors import ConfigError

    if by not in _BY:
        raise ConfigError(f"参数 --by 应是 {'、'.join(_BY)} 之一，现为 {by!r}")
    print_costs(spent(store, by, config), by)
