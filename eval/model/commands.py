"""`python -m eval model`: never, auto and always side by side, from recorded answers or any endpoint."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from eval.files import DIGITAL, find_documents
from eval.model.forms import WAYS, Way, measure
from eval.model.replay import MODEL, desk
from jixiao.config import ModelSettings

RECORDINGS = Path(__file__).resolve().parents[1] / "recordings" / "forms"


def model(
    folder: Annotated[Path, typer.Argument(help="有 docs/ 与 gold/ 的目录")],
    base_url: Annotated[str, typer.Option(help="接口地址；不写就用录下的回答")] = "",
    name: Annotated[str, typer.Option(help="模型名称")] = MODEL,
    recordings: Annotated[Path, typer.Option(help="录下的回答所在的目录")] = RECORDINGS,
    match: Annotated[str, typer.Option(help="只读名称里有这几个字的文件")] = "",
    ways: Annotated[str, typer.Option(help="比较哪几种：never,auto,always")] = ",".join(WAYS),
    lines: Annotated[int, typer.Option(help="列出多少条丢掉的其他栏目和没有示警的错值")] = 0,
    out: Annotated[Path | None, typer.Option("--json", help="把数字写进这个文件")] = None,
    replay_only: Annotated[bool, typer.Option("--replay-only", help="只用录下的回答，不问接口")] = False,
) -> None:
    """不问、该问才问、每张都问，并排比较：整行、值、没有示警的错、丢掉的其他栏目、词元、退回、问到的表。"""
    documents = [d for d in find_documents([folder], DIGITAL) if match in d.name and d.path.is_relative_to(folder)]
    replaying = replay_only or not base_url
    with desk(recordings) if replaying else nullcontext() as served:
        settings = ModelSettings(
            base_url=served.base_url if served is not None else base_url,
            name=name,
            mode="json_schema",
            personal="send",
            attempts=1,
            request_seconds=7200,
            form_seconds=7200,
        )
        measured = measure(documents, settings, lambda done: typer.echo(f"  {done}", err=True), ways.split(","))
        show(measured, lines)
        if served is not None:
            typer.echo(
                f"没有录下回答的问题 {len(set(served.unknown))} 个；按旧的问法录下、这次照用的 {len(served.older)} 个"
            )
    if out is not None:
        found = {name: way.figures() for name, way in measured.items()}
        out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def show(measured: dict[str, Way], lines: int) -> None:
    """The figures of all ways, one a line; then what was lost, and what is wrong without a word."""
    rows = {name: way.figures() for name, way in measured.items()}
    typer.echo(f"{'':36}" + "".join(f"{name:>10}" for name in rows))
    for figure in rows["never"]:
        typer.echo(f"{figure:36}" + "".join(f"{_said(found[figure]):>10}" for found in rows.values()))
    for name, way in measured.items():
        for text in [*way.lost[:lines], *way.silent[:lines]] if lines else ():
            typer.echo(f"{name}: {text}")


def _said(value: float | int | None) -> str:
    return "-" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)
