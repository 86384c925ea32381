"""`jixiao cost`: what asking a language model has used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, OPTIONS, Config

# What sums are by: as it is written on the command line, in Chinese or as receipts call it.
_BY = {"用途": "prompt", "日期": "day", "表": "about"}


def cost(
    store: Annotated[
        Path | None,
        typer.Argument(metavar="数据库", help="--store 写的数据库；不写则看默认的记录", rich_help_panel=ARGUMENTS),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="用途|日期|表",
            help="按什么汇总",
            show_default=True,
            rich_help_panel=OPTIONS,
        ),
    ] = "用途",
    config: Config = None,
) -> None:
    """Print the sums of the receipts."""
    from jixiao.app.cost import spent
    from jixiao.cli.views.cost import print_costs
    from jixiao.errors import ConfigError

    name = _BY.get(by, by)
    if name not in _BY.values():
        raise ConfigError(f"参数 --by 应是 {'、'.join(_BY)} 之一，现为“{by}”")
    print_costs(spent(store, name, config), name)
