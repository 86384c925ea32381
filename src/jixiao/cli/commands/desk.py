"""`jixiao desk`: the desk in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS, Config

Store = Annotated[
    Path,
    typer.Argument(
        metavar="库.db",
        help="数据库、extract 的结果文件夹，或原文件",
        rich_help_panel=ARGUMENTS,
    ),
]
Sources = Annotated[
    list[Path] | None,
    typer.Option("--sources", "-s", metavar="文件夹", help="原文件所在的文件夹，可以多个", rich_help_panel=OPTIONS),
]


def desk(
    store: Store,
    sources: Sources = None,
    name: Annotated[str, typer.Option("--name", metavar="姓名", help="改正署谁的名字", rich_help_panel=OPTIONS)] = "",
    port: Annotated[
        int, typer.Option("--port", metavar="N", help="端口；不写则任选一个空的", rich_help_panel=OPTIONS)
    ] = 0,
    browser: Annotated[
        bool,
        typer.Option(
            "--browser/--no-browser", metavar=FLAG, help="打不打开浏览器", show_default=False, rich_help_panel=OPTIONS
        ),
    ] = True,
    serve: Annotated[
        str,
        typer.Option(
            "--serve", metavar="地址:端口", help="给一个单位用：用户登录，按角色分工", rich_help_panel=OPTIONS
        ),
    ] = "",
    config: Config = None,
) -> None:
    """Serve the desk on this machine until it is stopped."""
    import getpass

    from jixiao.app.desk.opening import opened
    from jixiao.web.access import Local
    from jixiao.web.running import at, serve_here, serve_office

    host, port = at(serve) if serve else ("", port)
    desk = opened(store, sources or [], config)
    if serve:
        serve_office(desk, host, port)
        return
    serve_here(desk, Local(name or getpass.getuser()), port, browser)
