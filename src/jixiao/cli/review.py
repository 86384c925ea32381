"""`jixiao review`: an opinion on each form, an overview of all, and what the reviewer decided."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS, Config, Jobs

_DECISIONS = "处理意见"
_TEMPLATES = "模板"


Inputs = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="输入",
        help="原文件、文件夹，或 extract 的结果（文件夹、JSON、数据库）；可以多个",
        rich_help_panel=ARGUMENTS,
        show_default=False,
    ),
]
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
WithModel = Annotated[
    bool,
    typer.Option(
        "--model/--no-model",
        metavar=FLAG,
        help="用不用设置好的大模型排序、改写建议（默认用）",
        show_default=False,
        rich_help_panel=OPTIONS,
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
Reviewer = Annotated[str, typer.Option("--reviewer", metavar="姓名", help="审核人", rich_help_panel=_DECISIONS)]
Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="文件", help="单位自己的意见书模板（Word）", rich_help_panel=_TEMPLATES),
]
OwnTemplate = Annotated[
    Path | None,
    typer.Option("--own-template", metavar="文件", help="写出意见书模板，供改成单位自己的", rich_help_panel=_TEMPLATES),
]


def review(
    inputs: Inputs = None,
    out: Out = Path("审核意见"),
    store: Kept = None,
    most: Most = 6,
    word: Word = True,
    model: WithModel = True,
    decisions: Decided = None,
    decide: Decide = None,
    reviewer: Reviewer = "",
    template: Template = None,
    own_template: OwnTemplate = None,
    jobs: Jobs = None,
    config: Config = None,
) -> None:
    """Review everything and write the opinions, or write the template."""
    from jixiao.cli.reviewing import Wanted, reviewing, write_template
    from jixiao.config import load, load_checks

    if own_template is not None:
        write_template(own_template)
        return
    if not inputs:
        raise typer.BadParameter("缺少 输入：请给出要审核的文件、文件夹或结果")
    wanted = Wanted(
        inputs=tuple(inputs),
        out=out,
        store=store,
        most=most,
        word=word,
        model=model,
        decisions=tuple(decisions or ()),
        decide=tuple(decide or ()),
        reviewer=reviewer,
        template=template,
        config=config,
    )
    raise typer.Exit(reviewing(wanted, load(config, flags={"jobs": jobs}), load_checks(config)))
