"""The options of `jixiao draft`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS

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
