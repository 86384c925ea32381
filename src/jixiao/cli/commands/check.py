"""`jixiao check`: what is wrong with forms and tables, and what to change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.flags import (
    FLAG,
    OPTIONS,
    Asking,
    Chosen,
    Config,
    DryRun,
    Inputs,
    Jobs,
    ModelOptions,
    NoModel,
    takes_formats,
)

if TYPE_CHECKING:
    from jixiao.app.checking import Checking
    from jixiao.app.workspace import Workspace
    from jixiao.config import ModelSettings


Out = Annotated[
    Path | None,
    typer.Option(
        "--out", "-o", metavar="文件夹", help="写出 JSON 和 Excel；不写则只在终端显示", rich_help_panel=OPTIONS
    ),
]
Pdf = Annotated[
    bool,
    typer.Option("--pdf", metavar=FLAG, help="另写批注在页面上的 PDF（与 --out 同用）", rich_help_panel=OPTIONS),
]
Sources = Annotated[
    Path | None,
    typer.Option(
        "--sources", metavar="文件夹", help="原文件在哪里（检查已有的结果、要 PDF 时用）", rich_help_panel=OPTIONS
    ),
]
Off = Annotated[
    list[str] | None,
    typer.Option("--off", metavar="编号", help="不做这项检查，可以多个，如 indicator.*", rich_help_panel=OPTIONS),
]
Whole = Annotated[bool, typer.Option("--all", "-a", metavar=FLAG, help="终端里全部列出", rich_help_panel=OPTIONS)]
Listed = Annotated[bool, typer.Option("--list", metavar=FLAG, help="列出全部检查和依据", rich_help_panel=OPTIONS)]


@takes_formats
def check(
    formats: Chosen,
    inputs: Inputs = None,
    out: Out = None,
    pdf: Pdf = False,
    sources: Sources = None,
    off: Off = None,
    whole: Whole = False,
    catalogue: Listed = False,
    model: Asking = None,
    no_model: NoModel = False,
    model_option: ModelOptions = None,
    dry_run: DryRun = False,
    jobs: Jobs = None,
    config: Config = None,
) -> None:
    """Check everything, print what was found, write what is wanted."""
    from dataclasses import replace

    from jixiao.app.checking import Checking
    from jixiao.app.workspace import Workspace
    from jixiao.cli.model import endpoint
    from jixiao.cli.views.checks import print_catalogue
    from jixiao.config import ModelSettings, load, load_checks
    from jixiao.errors import ConfigError
    from jixiao.export.formats import USUAL

    rules = load_checks(config)
    rules = replace(rules, off=(*rules.off, *(off or ())))
    if catalogue:
        print_catalogue(rules)
        return
    if not inputs:
        raise typer.BadParameter("缺少 输入：请给出要检查的文件、文件夹或结果")
    if pdf and out is None:
        raise ConfigError("--pdf 要和 --out 一起用；请加上 --out 文件夹")
    if sources is not None and not sources.exists():
        raise ConfigError(f"没有 {sources} 这个文件夹；请检查 --sources 的路径")
    wanted = Checking(inputs, out, formats.beside(*USUAL), pdf, sources)
    when = "never" if no_model else model
    asked = endpoint(config, when, model_option, dry=dry_run)
    settings = load(config, flags={"jobs": jobs})
    with Workspace(settings=settings, rules=rules, model=None if dry_run else asked) as workspace:
        if dry_run:
            foretell(inputs, workspace, asked or ModelSettings(when=when or "auto"))
            return
        raise typer.Exit(checking(wanted, workspace, whole))


def foretell(inputs: list[Path], workspace: Workspace, asked: ModelSettings) -> None:
    """Print what a model would be asked about the forms."""
    from jixiao.app.events import finished
    from jixiao.app.forecast import forecast_checks
    from jixiao.cli.progress import Steps
    from jixiao.cli.views.forecast import print_forecast

    with Steps() as steps:
        found, count = finished(forecast_checks(inputs, workspace, asked), steps)
    print_forecast(found, count, asked, ("没有读全的项目表", "有要问的项目表"))


def checking(wanted: Checking, workspace: Workspace, whole: bool) -> int:
    """Check, print each file and the sum, give the exit code."""
    from jixiao.app.checking import check, is_formless
    from jixiao.app.events import finished
    from jixiao.cli.codes import Exit
    from jixiao.cli.progress import Steps
    from jixiao.cli.screen import plain, results
    from jixiao.cli.summary import print_formless, print_unread, print_written
    from jixiao.cli.views.checks import closing, hardly_checked, to_complete, unread_parts, view
    from jixiao.records import Checked

    console = results()

    def show(event: object) -> None:
        if not isinstance(event, Checked):
            steps(event)
            return
        steps.pause()
        if is_formless(event):
            print_formless(console, event)
        if event.records or event.findings:  # a text without tables may be wrong, too
            console.print(view(event, whole))
        for line in unread_parts(event):
            console.print(plain(line, "yellow"), soft_wrap=True)
        print_unread(console, [event])

    with Steps() as steps:
        done = finished(check(wanted, workspace), show)
    console.print(plain(closing(done), "bold"), soft_wrap=True)
    for line in [*to_complete(done), *hardly_checked(done)]:
        console.print(plain(line, "yellow"), soft_wrap=True)
    print_written(console, done.written)
    if done.failed:
        return Exit.UNREAD
    if done.severities["error"]:
        return Exit.FOUND
    return Exit.INCOMPLETE if done.formless or done.incomplete else Exit.DONE
