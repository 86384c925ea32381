"""`jixiao look`: a page as a picture with what was made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, OPTIONS, Config


def look(
    file: Annotated[Path, typer.Argument(metavar="文件", help="PDF 文件", rich_help_panel=ARGUMENTS)],
    page: Annotated[int, typer.Option("--page", "-p", metavar="N", help="第几页", rich_help_panel=OPTIONS)] = 1,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="文件", help="图片写到哪里；不写则放在当前文件夹", rich_help_panel=OPTIONS),
    ] = None,
    zoom: Annotated[
        float, typer.Option("--zoom", metavar="倍", help="放大几倍（默认 2）", rich_help_panel=OPTIONS)
    ] = 2.0,
    joins: Annotated[
        bool, typer.Option("--joins", help="画出页末接没接上、为什么，不画栏目", rich_help_panel=OPTIONS)
    ] = False,
    config: Config = None,
) -> None:
    """Draw the page and say where the picture is."""
    from jixiao.app.drawing.picture import picture
    from jixiao.cli.screen import plain, results
    from jixiao.config import load

    target = out or Path(f"{file.stem}-第{page}页.png")
    said = picture(file, page, target, zoom, load(config), joins)
    console = results()
    for line in said:
        console.print(plain(line), soft_wrap=True)
