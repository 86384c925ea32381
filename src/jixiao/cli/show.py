"""`jixiao show`: records in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS, Config

# More records than this are listed, one line each, rather than shown whole.
_WHOLE = 3


def show(
    target: Annotated[
        Path, typer.Argument(metavar="文件", help="extract 写出的 JSON、数据库，或原文件", rich_help_panel=ARGUMENTS)
    ],
    record: Annotated[
        int | None, typer.Option("--record", "-r", metavar="N", help="只看第 N 条记录", rich_help_panel=OPTIONS)
    ] = None,
    whole: Annotated[
        bool, typer.Option("--all", "-a", metavar=FLAG, help="记录再多也全部展开", rich_help_panel=OPTIONS)
    ] = False,
    config: Config = None,
) -> None:
    """Print the records of a file, or one of them."""
    from jixiao.cli.record_view import listing, problems_view, view
    from jixiao.cli.screen import plain, results
    from jixiao.cli.targets import readings_of
    from jixiao.config import load
    from jixiao.errors import ConfigError

    console = results()
    readings = list(readings_of(target, load(config)))
    records = [(reading, r) for reading in readings for r in reading.records]
    if record is not None:
        if not 1 <= record <= len(records):
            raise ConfigError(f"没有第 {record} 条记录，{target} 里共有 {len(records)} 条；请换一个 --record")
        console.print(view(*records[record - 1]))
        return
    if len(records) > _WHOLE and not whole:
        console.print(listing(records))
        console.print(plain(f"看某一条：jixiao show {target} --record N　　全部展开：--all", "dim"), soft_wrap=True)
    else:
        for reading, one in records:
            console.print(view(reading, one))
    for reading in readings:
        console.print(problems_view(reading))
