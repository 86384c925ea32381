"""`jixiao export`: results, or documents, in other formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, AsRead, Chosen, Config, Jobs, Out, takes_formats


@takes_formats
def export(
    targets: Annotated[
        list[Path],
        typer.Argument(
            metavar="结果",
            help="extract 的输出文件夹、其中的 JSON，或数据库，也可以是原文件；可以多个，- 为从标准输入读清单",
            rich_help_panel=ARGUMENTS,
        ),
    ],
    formats: Chosen,
    out: Out = Path("export"),
    as_read: AsRead = False,
    jobs: Jobs = None,
    config: Config = None,
) -> None:
    """Write the wanted formats, an Excel workbook where none is named."""
    from jixiao.app.events import finished
    from jixiao.app.exporting import export as exported
    from jixiao.app.workspace import Workspace
    from jixiao.cli.codes import Exit
    from jixiao.cli.progress import Steps
    from jixiao.cli.screen import results
    from jixiao.cli.summary import print_unread, print_written
    from jixiao.config import load
    from jixiao.export.formats import USUAL

    with Workspace(settings=load(config, flags={"jobs": jobs})) as workspace, Steps() as steps:
        workspace.as_read = as_read
        written, failed = finished(exported(targets, out, formats.instead(*USUAL), workspace), steps)
    console = results()
    print_unread(console, failed)
    print_written(console, written)
    raise typer.Exit(Exit.UNREAD if failed else Exit.DONE)
