"""`jixiao review`: an opinion on each form, an overview of all, and what the reviewer decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.flags import FLAG, OPTIONS, Asking, Config, Inputs, Jobs, ModelOptions, NoModel

if TYPE_CHECKING:
    from jixiao.app.reviewing import Reviewing
    from jixiao.app.workspace import Workspace
    from jixiao.cli.progress import Steps

_DECISIONS = "处理意见"
_TEMPLATES = "模板"

Out = Annotated[Path, typer.Option("--out", "-o", metavar="文件夹", help="写到哪里", rich_help_panel=OPTIONS)]
Kept = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="文件",
        help="数据库：从其中的项目找建议，处理意见也存在里面；输入就是数据库时不用写",
        rich_help_panel=OPTIONS,
    ),
]
Most = Annotated[
    int, typer.Option("--most", "-n", metavar="N", min=0, help="一张表最多建议几条指标", rich_help_panel=OPTIONS)
]
Word = Annotated[
    bool,
    typer.Option(
        "--word/--no-word", metavar=FLAG, help="写不写 Word（默认写）", show_default=False, rich_help_panel=OPTIONS
    ),
]
Decided = Annotated[
    list[Path] | None,
    typer.Option(
        "--decisions", metavar="文件", help="填好“处理”的工作簿，读进来存下，可以多个", rich_help_panel=_DECISIONS
    ),
]
Decide = Annotated[
    list[str] | None,
    typer.Option(
        "--decide", metavar="编号=处理", help="如 1a2b3c4d=采纳、1a2b3c4d=改为:文字", rich_help_panel=_DECISIONS
    ),
]
Everything = Annotated[
    bool,
    typer.Option(
        "--all",
        "-a",
        metavar=FLAG,
        help="用 --decisions 时，输入里的表全部审核（不写则只审核工作簿里有的表）",
        rich_help_panel=_DECISIONS,
    ),
]
Reviewer = Annotated[str, typer.Option("--reviewer", metavar="姓名", help="审核人", rich_help_panel=_DECISIONS)]
Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="文件", help="单位自己的意见书模板（Word）", rich_help_panel=_TEMPLATES),
]
NewTemplate = Annotated[
    Path | None,
    typer.Option(
        "--new-template",
        "--own-template",
        metavar="文件",
        help="写出意见书模板（.docx），供改成单位自己的",
        rich_help_panel=_TEMPLATES,
    ),
]


def review(
    inputs: Inputs = None,
    out: Out = Path("审核意见"),
    store: Kept = None,
    most: Most = 3,
    word: Word = True,
    model: Asking = None,
    no_model: NoModel = False,
    model_option: ModelOptions = None,
    decisions: Decided = None,
    decide: Decide = None,
    everything: Everything = False,
    reviewer: Reviewer = "",
    template: Template = None,
    new_template: NewTemplate = None,
    jobs: Jobs = None,
    config: Config = None,
) -> None:
    """Review everything and write the opinions, or write the template."""
    from jixiao.app.reviewing import Reviewing, write_template
    from jixiao.app.workspace import Workspace
    from jixiao.cli.model import endpoint
    from jixiao.cli.progress import Steps
    from jixiao.cli.screen import results
    from jixiao.cli.summary import print_written
    from jixiao.config import load, load_checks

    if new_template is not None:
        print_written(results(), write_template(new_template))
        return
    if not inputs:
        raise typer.BadParameter("缺少 输入：请给出要审核的文件、文件夹或结果")
    wanted = Reviewing(
        inputs=inputs,
        out=out,
        most=most,
        word=word,
        decisions=decisions or (),
        decide=decide or (),
        reviewer=reviewer,
        template=template,
        everything=everything,
    )
    settings, rules = load(config, flags={"jobs": jobs}), load_checks(config)
    asked = endpoint(config, "never" if no_model else model, model_option)
    with Steps() as steps, Workspace(store, settings, rules, asked, tell=steps) as workspace:
        raise typer.Exit(reviewing(wanted, workspace, steps))


def reviewing(wanted: Reviewing, workspace: Workspace, steps: Steps) -> int:
    """Review, print what came of it, give the exit code."""
    from jixiao.app.events import finished
    from jixiao.app.reviewing import review
    from jixiao.cli.codes import Exit
    from jixiao.cli.screen import notes, plain, results
    from jixiao.cli.summary import print_written
    from jixiao.cli.views.opinions import nothing_reviewed, print_review

    done = finished(review(wanted, workspace), steps)
    steps.pause()
    print_review(done.readings, done.made)
    if done.written:
        print_written(results(), done.written)
    if not done.made.opinions:
        notes().print(plain(nothing_reviewed(bool(done.written)), "yellow"), soft_wrap=True)
    if done.failed:
        return Exit.UNREAD
    return Exit.DONE if done.made.opinions or done.made.disclosures else Exit.INCOMPLETE
