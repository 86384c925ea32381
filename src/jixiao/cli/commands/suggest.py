"""`jixiao suggest`: indicators that a project lacks, and weak ones to sharpen, with sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.flags import OPTIONS, Asking, Config, Inputs, Jobs, ModelOptions, NoModel

if TYPE_CHECKING:
    from jixiao.app.suggesting import Suggesting
    from jixiao.app.workspace import Workspace
    from jixiao.cli.progress import Steps

_TYPED = "没有表时"


def suggest(
    inputs: Inputs = None,
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="文件", help="数据库：从其中的项目找相近的", rich_help_panel=OPTIONS),
    ] = None,
    project: Annotated[
        str, typer.Option("--project", "-p", metavar="词", help="只看名称里有这个词的项目", rich_help_panel=OPTIONS)
    ] = "",
    most: Annotated[
        int,
        typer.Option(
            "--most",
            "-n",
            metavar="N",
            min=1,
            help="一个项目最多建议几条；多于 5 条时，把握不大的也列出",
            rich_help_panel=OPTIONS,
        ),
    ] = 5,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", "--json", metavar="文件", help="写成 JSON", rich_help_panel=OPTIONS),
    ] = None,
    model: Asking = None,
    no_model: NoModel = False,
    model_option: ModelOptions = None,
    name: Annotated[str, typer.Option("--name", metavar="名称", help="项目名称", rich_help_panel=_TYPED)] = "",
    department: Annotated[
        str, typer.Option("--department", metavar="部门", help="主管部门", rich_help_panel=_TYPED)
    ] = "",
    purpose: Annotated[str, typer.Option("--purpose", metavar="文字", help="用途或目标", rich_help_panel=_TYPED)] = "",
    amount: Annotated[
        str, typer.Option("--amount", metavar="金额", help="年度资金，如 120万元", rich_help_panel=_TYPED)
    ] = "",
    jobs: Jobs = None,
    config: Config = None,
) -> None:
    """Print the suggestions for each project, or write them."""
    from jixiao.app.suggesting import Suggesting, Typed
    from jixiao.app.workspace import Workspace
    from jixiao.cli.model import endpoint
    from jixiao.cli.progress import Steps
    from jixiao.config import load

    typed = Typed(name, department, purpose, amount) if name else None
    wanted = Suggesting(inputs or (), typed, project, most, out)
    settings = load(config, flags={"jobs": jobs})
    asked = endpoint(config, "never" if no_model else model, model_option)
    with Steps() as steps, Workspace(store, settings, model=asked, tell=steps) as workspace:
        raise typer.Exit(suggesting(wanted, workspace, steps))


def suggesting(wanted: Suggesting, workspace: Workspace, steps: Steps) -> int:
    """Suggest, print each project or say what was written, give the exit code."""
    from jixiao.app.events import finished
    from jixiao.app.suggesting import Suggested
    from jixiao.app.suggesting import suggest as suggested
    from jixiao.cli.codes import Exit
    from jixiao.cli.screen import results
    from jixiao.cli.summary import print_unread, print_written
    from jixiao.cli.views.suggestions import print_suggestions

    console = results()

    def show(event: object) -> None:
        if not isinstance(event, Suggested):
            steps(event)
            return
        steps.pause()
        if wanted.out is None:
            print_suggestions(console, event.card, event.made, wanted.most)

    done = finished(suggested(wanted, workspace), show)
    steps.pause()
    print_unread(console, done.failed)
    print_written(console, done.written)
    return Exit.UNREAD if done.failed else Exit.DONE
