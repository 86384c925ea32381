"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

OPTIONS = "选项"
LIMITS = "上限"
MODEL = "大模型"
ARGUMENTS = "参数"
FLAG = " "  # an option without a value has nothing to show for one

Out = Annotated[
    Path,
    typer.Option("--out", "-o", metavar="文件夹", help="结果放在哪里", show_default=True, rich_help_panel=OPTIONS),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", metavar="N", help="同时读取几个文件；不写则与处理器核数相同", rich_help_panel=OPTIONS),
]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="文件", help="设置文件；不写则用当前文件夹的 jixiao.toml（如有）", rich_help_panel=OPTIONS
    ),
]
Asking = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="auto|always|never",
        help="何时问大模型：auto 只问规则没读出的（默认），always 每张表都问，never 不问；没有配置就不问",
        rich_help_panel=MODEL,
    ),
]
ModelOptions = Annotated[
    list[str] | None,
    typer.Option(
        "--model-option",
        metavar="名称=值",
        help="大模型的一项设置，可以多次，如 name=qwen-plus；名称见 docs/model.md（密钥请用环境变量 JIXIAO_MODEL_KEY）",
        rich_help_panel=MODEL,
    ),
]
FileSeconds = Annotated[
    int | None, typer.Option("--file-seconds", metavar="秒", help="一个文件最多读多久", rich_help_panel=LIMITS)
]
MemoryMb = Annotated[
    int | None, typer.Option("--memory-mb", metavar="MB", help="每个读取进程最多用多少内存", rich_help_panel=LIMITS)
]
PageLimit = Annotated[
    int | None, typer.Option("--page-limit", metavar="N", help="一个文件最多读多少页", rich_help_panel=LIMITS)
]
