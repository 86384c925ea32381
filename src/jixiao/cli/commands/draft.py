"""`jixiao draft`: annual goals from indicators, or an office's own goals beside theirs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS, Asking, Config, Jobs, ModelOptions, NoModel

if TYPE_CHECKING:
    from jixiao.app.drafting import Drafting
    from jixiao.app.workspace import Workspace


_WAYS = "写法"
_TEMPLATES = "模板"


class LengthChoice(StrEnum):
    """How long a goal is to be."""

    SHORT = "short"
    NORMAL = "normal"
    LONG = "long"


class ToneChoice(StrEnum):
    """In what tone it is to be written."""

    FORMAL = "formal"
    PLAIN = "plain"


Inputs = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="输入",
        help="项目文件（YAML、JSON）、按模板填好的工作簿、原文件、文件夹，或 extract 的结果（文件夹、JSON、数据库）；"
        "可以多个，- 为从标准输入读清单",
        rich_help_panel=ARGUMENTS,
        show_default=False,
    ),
]
DraftOut = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="文件夹",
        help="写出 Word、Excel、网页、JSON 和文字；不写则只在终端显示",
        rich_help_panel=OPTIONS,
    ),
]
Check = Annotated[
    bool, typer.Option("--check", metavar=FLAG, help="不起草，核对已有的目标与指标是否一致", rich_help_panel=OPTIONS)
]
PlanFile = Annotated[
    Path | None,
    typer.Option("--plan", metavar="文件", help="提纲：没有这个文件就写出来，有就照着写", rich_help_panel=OPTIONS),
]
ExampleStore = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="文件",
        help="数据库：取其中相近项目的目标作语气的样子，并记下询问的收据",
        rich_help_panel=OPTIONS,
    ),
]
Versions = Annotated[int, typer.Option("--versions", metavar="N", min=1, max=20, help="写几稿", rich_help_panel=_WAYS)]
Length = Annotated[LengthChoice, typer.Option("--length", help="篇幅：短、一般、长", rich_help_panel=_WAYS)]
Tone = Annotated[ToneChoice | None, typer.Option("--tone", help="语气：庄重、平实", rich_help_panel=_WAYS)]
Region = Annotated[
    str, typer.Option("--region", metavar="地区", help="按哪里的习惯，如 山东、河北、中央", rich_help_panel=_WAYS)
]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template", "--form", metavar="文件", help="单位自己的 Word 表格模板（.docx）", rich_help_panel=_TEMPLATES
    ),
]
NewTemplate = Annotated[
    list[Path] | None,
    typer.Option(
        "--new-template",
        "--own-form",
        metavar="文件",
        help="写出模板，不起草：.xlsx 是要填的输入，.docx 是供单位改用的 Word 表格；可以多个",
        rich_help_panel=_TEMPLATES,
    ),
]


def draft(
    inputs: Inputs = None,
    out: DraftOut = None,
    check: Check = False,
    plan: PlanFile = None,
    model: Asking = None,
    no_model: NoModel = False,
    model_option: ModelOptions = None,
    store: ExampleStore = None,
    versions: Versions = 1,
    length: Length = LengthChoice.NORMAL,
    tone: Tone = None,
    region: Region = "通用",
    template: Template = None,
    new_template: NewTemplate = None,
    jobs: Jobs = None,
    config: Config = None,
) -> None:
    """Draft, or check, or write a template."""
    from jixiao.app.drafting import Drafting, write_templates
    from jixiao.app.workspace import Workspace
    from jixiao.cli.model import endpoint
    from jixiao.cli.screen import results
    from jixiao.cli.summary import print_written
    from jixiao.config import load
    from jixiao.drafts import Manner
    from jixiao.errors import ConfigError

    template, new = parted(template, new_template or [])
    if new:
        print_written(results(), write_templates(new))
        return
    if not inputs:
        raise ConfigError(
            "没有写输入；可给项目文件、工作簿或数据库。先看看要填什么：jixiao draft --new-template 模板.xlsx"
        )
    settings = load(config, flags={"jobs": jobs})
    if check:
        with Workspace(settings=settings) as workspace:
            raise typer.Exit(comparing(inputs, workspace))
    manners = [
        Manner(length=length.value, tone=tone.value if tone else "", region=region, version=n)
        for n in range(1, versions + 1)
    ]
    asked = endpoint(config, "never" if no_model else model, model_option)
    with Workspace(store, settings, model=asked) as workspace:
        raise typer.Exit(drafting(Drafting(inputs, manners, out, plan, template), workspace))


def parted(template: Path | None, new: list[Path]) -> tuple[Path | None, list[Path]]:
    """The Word form to be filled, and the templates to be written: a workbook can only be one of these."""
    if template is not None and template.suffix.lower() == ".xlsx":
        return None, [template, *new]
    return template, new


def comparing(inputs: list[Path], workspace: Workspace) -> int:
    """Print goals beside their indicators; the exit code, FOUND where one contradicts another."""
    from jixiao.app.drafting import stated_goals
    from jixiao.app.events import finished
    from jixiao.app.files.inputs import Taken
    from jixiao.cli.codes import Exit
    from jixiao.cli.progress import Steps
    from jixiao.cli.screen import results
    from jixiao.cli.summary import print_unread
    from jixiao.cli.views.goals import GoalCheck

    check = GoalCheck(results())
    with Steps() as steps:
        failed = finished(
            stated_goals(inputs, workspace),
            lambda event: check.show(event.reading) if isinstance(event, Taken) else steps(event),
        )
    check.close()
    print_unread(results(), failed)
    if failed:
        return Exit.UNREAD
    return Exit.FOUND if check.contradicted else Exit.DONE


def drafting(wanted: Drafting, workspace: Workspace) -> int:
    """Draft, print or say what was written; INCOMPLETE where one is not final."""
    from jixiao.app.drafting import draft
    from jixiao.app.events import finished
    from jixiao.cli.bar import Counting
    from jixiao.cli.codes import Exit
    from jixiao.cli.screen import plain, results
    from jixiao.cli.summary import print_unread, print_written
    from jixiao.cli.views.drafts import Watcher, print_cost, print_drafts

    console = results()
    with Counting("起草") as bar:
        watcher = Watcher(bar)
        done = finished(draft(wanted, workspace), watcher)
    watcher.close()
    print_unread(console, done.failed)
    for said in done.refused:
        console.print(plain(f"✕ {said}", "yellow"), soft_wrap=True)
    unread = done.failed or done.refused
    if done.plans is not None:
        console.print(plain(done.plans.read_text(encoding="utf-8")), soft_wrap=True)
        print_written(console, [("提纲（看过、改好后，再运行同一条命令）", done.plans)])
        return Exit.UNREAD if unread else Exit.DONE
    if wanted.out is None:
        print_drafts(console, done.entries)
    print_written(console, done.written)
    print_cost(done.drafted)
    if unread:
        return Exit.UNREAD
    return Exit.DONE if all(entry.draft.final for entry in done.entries) else Exit.INCOMPLETE
