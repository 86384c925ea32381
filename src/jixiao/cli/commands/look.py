"""`jixiao look`: a page as a picture with what was made of it, or beside the values that were read from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, OPTIONS, Config
from jixiao.errors import ConfigError

_KEPT = (".json", ".db", ".sqlite")


def look(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="文件",
            help="原文件，画成图；或 extract 的结果（JSON、文件夹、数据库），写成网页，不再读一遍",
            rich_help_panel=ARGUMENTS,
        ),
    ],
    page: Annotated[int, typer.Option("--page", "-p", metavar="N", help="第几页", rich_help_panel=OPTIONS)] = 1,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="文件",
            help="写到哪里；.html 是网页（页面图和值对着看），.png 是图；不写则放在当前文件夹",
            rich_help_panel=OPTIONS,
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--file", metavar="文件名", help="结果里有几个文件时看哪一个", rich_help_panel=OPTIONS),
    ] = None,
    sources: Annotated[
        list[Path] | None,
        typer.Option("--sources", metavar="文件夹", help="原文件所在的文件夹，可以多个", rich_help_panel=OPTIONS),
    ] = None,
    zoom: Annotated[
        float, typer.Option("--zoom", metavar="倍", help="图放大几倍（默认 2）", rich_help_panel=OPTIONS)
    ] = 2.0,
    joins: Annotated[
        bool, typer.Option("--joins", help="画出页末接没接上、为什么，不画栏目", rich_help_panel=OPTIONS)
    ] = False,
    config: Config = None,
) -> None:
    """Draw the page, or write it beside its values, and say where that is."""
    from jixiao.cli.screen import plain, results

    kept = file.is_dir() or file.suffix.lower() in _KEPT
    stem = Path(name or file.name).name.removesuffix(".json")
    target = out or Path(f"{stem if kept else file.stem}-第{page}页.{'html' if kept else 'png'}")
    if kept or target.suffix.lower() in (".html", ".htm"):
        if joins:
            raise ConfigError("--joins 画在原文件的页上；请给出 PDF 或图片，--out 写 .png")
        from jixiao.app.drawing.looking import look_at
        from jixiao.app.workspace import Workspace

        with Workspace(config=config) as workspace:
            said = [str(look_at(workspace, (file, name), page, sources or (), target))]
    else:
        from jixiao.app.drawing.picture import picture
        from jixiao.config import load

        said = list(picture(file, page, target, zoom, load(config), joins))
    console = results()
    for line in said:
        console.print(plain(line), soft_wrap=True)
