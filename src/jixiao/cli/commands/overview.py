"""`jixiao overview`: what a collection holds, as one page with charts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, OPTIONS, Config


def overview(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="文件", help="extract 的结果（文件夹、JSON、数据库）或原文件，可以多个", rich_help_panel=ARGUMENTS
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="文件", help="网页写到哪里", rich_help_panel=OPTIONS)
    ] = Path("概览.html"),
    config: Config = None,
) -> None:
    """Write the page and say where it is."""
    from jixiao.app.drawing.overview import overview as drawn
    from jixiao.app.workspace import Workspace
    from jixiao.cli.screen import notes, plain, results

    with Workspace(config=config) as workspace:
        path, said = drawn(workspace, [str(each) for each in inputs], out)
    for text in said:
        notes().print(plain(text, "dim"), soft_wrap=True)
    results().print(plain(str(path)), soft_wrap=True)
