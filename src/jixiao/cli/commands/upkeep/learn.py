"""`jixiao learn`: a form that was corrected or confirmed, so that the next of its family is read right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, OPTIONS, Config


def learn(
    form: Annotated[
        Path,
        typer.Argument(metavar="表", help="原文件，或改正、核对过的 JSON（extract 写出的）", rich_help_panel=ARGUMENTS),
    ],
    name: Annotated[
        str, typer.Option("--name", "-n", metavar="名称", help="这种表叫什么，如 临溪县", rich_help_panel=OPTIONS)
    ],
    confirmed: Annotated[
        Path | None,
        typer.Option(
            "--confirmed", "-c", metavar="JSON", help="这份原文件改正、核对过的 JSON", rich_help_panel=OPTIONS
        ),
    ] = None,
    record: Annotated[
        int, typer.Option("--record", "-r", metavar="N", min=1, help="JSON 里的第几份表", rich_help_panel=OPTIONS)
    ] = 1,
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            "-s",
            metavar="叫法=栏目",
            help="表上的叫法是哪个栏目，可以多次，如 承办处室=实施单位；指标表的栏写 考核尺度=指标值",
            rich_help_panel=OPTIONS,
        ),
    ] = None,
    words: Annotated[
        Path | None,
        typer.Option("--words", "-w", metavar="YAML", help="写有 种类、栏目、指标栏 的小文件", rich_help_panel=OPTIONS),
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="种类", help="没有 JSON 时，这是哪种表", rich_help_panel=OPTIONS)
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="文件夹", help="写到哪里；不写则在用户文件夹", rich_help_panel=OPTIONS),
    ] = None,
    config: Config = None,
) -> None:
    """Learn the family of one form."""
    from jixiao.app.learning.learning import Shown, learn, parted, words_of
    from jixiao.cli.screen import results
    from jixiao.cli.views.learning import learned_view
    from jixiao.config import load

    said_kind, labels, columns = words_of(words) if words is not None else ("", {}, {})
    more_labels, more_columns = parted(given or ())
    shown = Shown(
        form, name, confirmed, record, kind or said_kind, {**labels, **more_labels}, {**columns, **more_columns}
    )
    results().print(learned_view(learn(shown, load(config), out)))
