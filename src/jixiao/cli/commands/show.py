"""`jixiao show`: records in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS, AsRead, Config, Jobs

# More records than this are listed, one line each, rather than shown whole.
_WHOLE = 3


def show(
    targets: Annotated[
        list[Path],
        typer.Argument(
            metavar="文件",
            help="extract 写出的 JSON、文件夹、数据库，或原文件；可以多个，- 为从标准输入读清单",
            rich_help_panel=ARGUMENTS,
        ),
    ],
    record: Annotated[
        int | None, typer.Option("--record", "-r", metavar="N", help="只看第 N 条记录", rich_help_panel=OPTIONS)
    ] = None,
    whole: Annotated[
        bool, typer.Option("--all", "-a", metavar=FLAG, help="记录再多也全部展开", rich_help_panel=OPTIONS)
    ] = False,
    as_read: AsRead = False,
    jobs: Jobs = None,
    config: Config = None,
) -> None:
    """Print the records of files, or one of them."""
    from jixiao.app.files.inputs import Taken, require
    from jixiao.app.workspace import Workspace
    from jixiao.cli.codes import Exit
    from jixiao.cli.progress import Steps
    from jixiao.cli.screen import plain, results
    from jixiao.cli.views.records import listing, problems_view, view
    from jixiao.config import load
    from jixiao.errors import ConfigError

    console, named = results(), " ".join(map(str, targets))
    found: list[Taken] = []
    with Steps() as steps, Workspace(settings=load(config, flags={"jobs": jobs})) as workspace:
        workspace.as_read = as_read
        for each in workspace.taken(targets, here=True):
            if isinstance(each, Taken):
                found.append(each)
            else:
                steps(each)
    failed = [each.reading for each in found if each.failed]
    require(failed, len(found) - len(failed))
    records = [(each.reading, r) for each in found for r in each.reading.records]
    if record is not None:
        if not 1 <= record <= len(records):
            raise ConfigError(f"没有第 {record} 条记录，{named} 里共有 {len(records)} 条；请换一个 --record")
        console.print(view(*records[record - 1]))
        return
    if len(records) > _WHOLE and not whole:
        console.print(listing(records))
        console.print(plain(f"看某一条：jixiao show {named} --record N　　全部展开：--all", "dim"), soft_wrap=True)
    else:
        for reading, one in records:
            console.print(view(reading, one))
    for each in found:
        console.print(problems_view(each.reading))
    raise typer.Exit(Exit.UNREAD if failed else Exit.DONE)
