"""`jixiao init`: a settings file to begin with, and whether the model's endpoint answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, OPTIONS


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="文件夹", help="写到哪里；不写则当前文件夹", rich_help_panel=ARGUMENTS)
    ] = Path(),
    model_url: Annotated[
        str | None,
        typer.Option(
            "--model-url",
            metavar="地址",
            help="大模型的接口地址，如 http://127.0.0.1:8080/v1；写了就试一下",
            rich_help_panel=OPTIONS,
        ),
    ] = None,
    model_name: Annotated[
        str | None, typer.Option("--model-name", metavar="名称", help="模型名称", rich_help_panel=OPTIONS)
    ] = None,
) -> None:
    """Write the file and say what to do next."""
    from jixiao.app.health import model_condition
    from jixiao.app.starting import begin
    from jixiao.cli.screen import plain, results

    console = results()
    given = {"base_url": model_url, "name": model_name}
    path = begin(folder, {name: value for name, value in given.items() if value})
    console.print(plain(f"{path}"), soft_wrap=True)
    if model_url:
        found = model_condition(path)
        said = "，".join(part for part in (found.found, found.advice) if part)
        console.print(plain(f"大模型　{said}"), soft_wrap=True)
    console.print(plain("接着：jixiao doctor 看装了什么；jixiao extract 材料/ --out 结果"), soft_wrap=True)
