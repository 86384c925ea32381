"""`jixiao unknown`: labels and headings that nobody knew, by how often they stand in what was read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, OPTIONS, Config


def unknown(
    targets: Annotated[
        list[Path],
        typer.Argument(
            metavar="输入", help="extract 的结果（文件夹、JSON、数据库）或原文件；可以多个", rich_help_panel=ARGUMENTS
        ),
    ],
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="最多列出几个", rich_help_panel=OPTIONS)] = 30,
    pictures: Annotated[
        Path | None,
        typer.Option("--pictures", metavar="文件夹", help="把出现的地方截成图放在这里", rich_help_panel=OPTIONS),
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option("--sources", metavar="文件夹", help="截图时在哪里找原文件（PDF）", rich_help_panel=OPTIONS),
    ] = None,
    config: Config = None,
) -> None:
    """List what nobody knew."""
    from jixiao.app.files.inputs import Taken
    from jixiao.app.learning.pictures import pictures_of
    from jixiao.app.learning.unknown import unknown_labels
    from jixiao.app.workspace import Workspace
    from jixiao.cli.codes import Exit
    from jixiao.cli.progress import Steps
    from jixiao.cli.screen import results
    from jixiao.cli.views.learning import unknown_view
    from jixiao.cli.views.records import problems_view
    from jixiao.config import load
    from jixiao.forms.vocabulary.installed import vocabulary
    from jixiao.records import Reading

    with Steps() as steps, Workspace(settings=load(config)) as workspace:
        readings: list[Reading] = []
        failed: list[Reading] = []
        for each in workspace.taken(targets, here=True):
            if isinstance(each, Taken):
                (failed if each.failed else readings).append(each.reading)
            else:
                steps(each)
    found = unknown_labels(readings, vocabulary())[:most]
    if readings or not failed:
        results().print(unknown_view(found))
    for reading in [*failed, *(reading for reading in readings if reading.problems)]:
        results().print(problems_view(reading))
    if pictures is not None:
        drawn = pictures_of(found, sources or Path(), pictures)
        results().print(
            f"截图 {len(drawn)} 张，在 {pictures}"
            if drawn
            else "没有能截图的地方；请用 --sources 指明原文件（PDF）所在的文件夹"
        )
    raise typer.Exit(Exit.UNREAD if failed else Exit.DONE)
