"""`jixiao draft`: annual goals from indicators, or an office's own goals beside theirs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS, Config

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


def draft(
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="输入",
            help="项目文件（YAML、JSON）、按模板填好的工作簿、extract 的结果或数据库、原文件；可以多个",
            rich_help_panel=ARGUMENTS,
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="文件夹",
            help="写出 Word、Excel、网页、JSON 和文字；不写则只在终端显示",
            rich_help_panel=OPTIONS,
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", metavar=FLAG, help="不起草，核对已有的目标与指标是否一致", rich_help_panel=OPTIONS),
    ] = False,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan", metavar="文件", help="提纲（YAML）：没有这个文件就写出来，有就照着写", rich_help_panel=OPTIONS
        ),
    ] = None,
    model: Annotated[
        bool,
        typer.Option(
            "--model/--no-model",
            metavar=FLAG,
            help="用不用设置好的大模型（默认用）",
            show_default=False,
            rich_help_panel=OPTIONS,
        ),
    ] = True,
    store: Annotated[
        Path | None,
        typer.Option(
            "--store",
            metavar="文件",
            help="数据库：取其中相近项目的目标作语气的样子，并记下询问的收据",
            rich_help_panel=OPTIONS,
        ),
    ] = None,
    versions: Annotated[
        int, typer.Option("--versions", metavar="N", min=1, max=20, help="写几稿", rich_help_panel=_WAYS)
    ] = 1,
    length: Annotated[
        LengthChoice, typer.Option("--length", help="篇幅：短、一般、长", rich_help_panel=_WAYS)
    ] = LengthChoice.NORMAL,
    tone: Annotated[ToneChoice | None, typer.Option("--tone", help="语气：庄重、平实", rich_help_panel=_WAYS)] = None,
    region: Annotated[
        str,
        typer.Option("--region", metavar="地区", help="按哪里的习惯，如 山东、河北、上海、中央", rich_help_panel=_WAYS),
    ] = "通用",
    form: Annotated[
        Path | None,
        typer.Option("--form", metavar="文件", help="单位自己的 Word 表格模板", rich_help_panel=_TEMPLATES),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="文件", help="写出输入用的 Excel 模板，不起草", rich_help_panel=_TEMPLATES),
    ] = None,
    own_form: Annotated[
        Path | None,
        typer.Option(
            "--own-form", metavar="文件", help="写出 Word 表格模板，供改成单位自己的", rich_help_panel=_TEMPLATES
        ),
    ] = None,
    config: Config = None,
) -> None:
    """Draft, or check, or write a template."""
    from jixiao.cli.drafting import Asked, check_goals, draft_goals, write_templates
    from jixiao.draft import Manner
    from jixiao.errors import ConfigError

    if template or own_form:
        write_templates(template, own_form)
        return
    if not inputs:
        raise ConfigError("没有写输入；可给项目文件、工作簿或数据库。先看看要填什么：jixiao draft --template 模板.xlsx")
    if check:
        raise typer.Exit(check_goals(inputs, config))
    manners = [
        Manner(length=length.value, tone=tone.value if tone else "", region=region, version=n)
        for n in range(1, versions + 1)
    ]
    asked = Asked(inputs, out, plan, manners, store, form, config, model)
    raise typer.Exit(draft_goals(asked))
