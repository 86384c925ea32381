"""`jixiao library`: the indicators of everything stored: searched, exported, added to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS


def library(
    words: Annotated[
        str, typer.Argument(metavar="要找的词", help="如 发放及时率；不写则看库里有什么", rich_help_panel=ARGUMENTS)
    ] = "",
    store: Annotated[
        Path | None,
        typer.Option(
            "--store", metavar="文件", help="数据库（jixiao extract … --store 写出的）", rich_help_panel=OPTIONS
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", "--xlsx", metavar="文件", help="导出成 Excel", rich_help_panel=OPTIONS),
    ] = None,
    add: Annotated[
        list[Path] | None,
        typer.Option("--add", metavar="文件", help="把 Excel 里的指标加进库，可以多个", rich_help_panel=OPTIONS),
    ] = None,
    frame: Annotated[
        bool, typer.Option("--frame", metavar=FLAG, help="看随程序附带的常用指标框架", rich_help_panel=OPTIONS)
    ] = False,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="最多列出几个", rich_help_panel=OPTIONS)] = 15,
) -> None:
    """Search the library, or show, export, add to it."""
    from jixiao.app.events import finished
    from jixiao.app.files.outputs import file_to_be
    from jixiao.app.library import add_to, given_in, opened_library
    from jixiao.cli.progress import Steps
    from jixiao.cli.views.library import print_found, print_frame, print_whole
    from jixiao.errors import ConfigError

    if frame:
        print_frame()
        return
    if store is None:
        raise ConfigError(
            "没有写数据库；请加 --store 库.db（由 jixiao extract 材料/ --store 库.db 写出），或用 --frame 看框架"
        )
    if out is not None:
        file_to_be(out)
    given = [(path, given_in(path)) for path in add or ()]
    with Steps() as steps, opened_library(store, steps, new=bool(add)) as shelf:
        finished(add_to(shelf, given), steps)
        steps.pause()
        if out is not None:
            from jixiao.cli.screen import results
            from jixiao.cli.summary import print_written
            from jixiao.export import library_book

            print_written(results(), [("指标库", library_book(shelf, out))])
        elif words:
            print_found(shelf, words, most)
        else:
            print_whole(shelf, most)
