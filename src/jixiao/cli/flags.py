"""Options that several commands share: the same name means the same everywhere."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from jixiao.export.formats import FORMATS, OutputFormat, formats_of, names_of

OPTIONS = "选项"
LIMITS = "上限"
MODEL = "大模型"
ARGUMENTS = "参数"
FLAG = " "  # an option without a value has nothing to show for one

Inputs = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="输入",
        help="原文件、文件夹、通配符、.zip，或 extract 的结果（文件夹、JSON、数据库）；可以多个，- 为从标准输入读清单",
        rich_help_panel=ARGUMENTS,
        show_default=False,
    ),
]
Out = Annotated[
    Path,
    typer.Option("--out", "-o", metavar="文件夹", help="结果放在哪里", show_default=True, rich_help_panel=OPTIONS),
]
Target = Annotated[
    str,
    typer.Option(
        "--out",
        "-o",
        metavar="文件夹",
        help="结果放在哪里：文件夹，或对象存储的地址（s3://…）",
        show_default=True,
        rich_help_panel=OPTIONS,
    ),
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
AsRead = Annotated[
    bool, typer.Option("--as-read", metavar=FLAG, help="看读到的，不看人工改正过的", rich_help_panel=OPTIONS)
]
Asking = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="auto|always|never",
        help="何时问大模型：auto 需要时才问（默认），always 都问（没有配置就报错），never 不问；没有配置就不问",
        rich_help_panel=MODEL,
    ),
]
NoModel = Annotated[bool, typer.Option("--no-model", hidden=True, help="同 --model never", rich_help_panel=MODEL)]
ModelOptions = Annotated[
    list[str] | None,
    typer.Option(
        "--model-option",
        metavar="名称=值",
        help="大模型的一项设置，可以多次，如 name=qwen-plus；名称见 docs/model.md（密钥请用环境变量 JIXIAO_MODEL_KEY）",
        rich_help_panel=MODEL,
    ),
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        metavar=FLAG,
        help="只说会问大模型什么、约多少词元和费用，不问，也不写结果",
        rich_help_panel=MODEL,
    ),
]
Batch = Annotated[
    Path | None,
    typer.Option(
        "--model-batch",
        metavar="文件",
        help="要问大模型的写成批量请求（JSONL），不问，也不写结果；上传到服务商，便宜约一半",
        rich_help_panel=MODEL,
    ),
]
BatchAnswers = Annotated[
    list[Path] | None,
    typer.Option(
        "--model-answers",
        metavar="文件",
        help="批量请求的回答（JSONL），读取时用上；没有答的照常问",
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


@dataclass(frozen=True, slots=True)
class Chosen:
    """The formats that a command line names: by `--format`, and by a flag each, to be written or not to be."""

    named: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    def beside(self, *usual: str) -> tuple[OutputFormat, ...]:
        """Those of `--format`, else the usual ones; with those of the flags, and without those that are not to be."""
        wanted = (*(self.named or usual), *self.added)
        return formats_of(name for name in wanted if name not in self.dropped)

    def instead(self, *usual: str) -> tuple[OutputFormat, ...]:
        """Those that are named in any way, the usual ones where none is."""
        return formats_of(self.named + self.added) or formats_of(usual)


def takes_formats(command: Callable[..., None]) -> Callable[..., None]:
    """The command with `--format` and a flag for each format of the table in the place of its parameter `formats`."""
    hints = get_type_hints(command, include_extras=True)
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        if parameter.name == "formats":
            parameters += _format_options()
        else:
            kind = inspect.Parameter.KEYWORD_ONLY
            parameters.append(parameter.replace(annotation=hints[parameter.name], kind=kind))

    @wraps(command)
    def with_formats(**given: Any) -> None:
        named = tuple(n.strip() for each in given.pop("format") or () for n in each.split(",") if n.strip())
        flags = {name: given.pop(name) for name in FORMATS}
        formats_of(named)
        said = Chosen(named, tuple(n for n, f in flags.items() if f), tuple(n for n, f in flags.items() if f is False))
        command(**given, formats=said)

    with_formats.__annotations__ = {each.name: each.annotation for each in parameters}
    with_formats.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return with_formats


def _format_options() -> list[inspect.Parameter]:
    help_text = f"写哪些格式：{names_of()}；可以多次，或用逗号隔开"
    named = typer.Option("--format", "-f", metavar="格式", help=help_text, rich_help_panel=OPTIONS)
    options = [_keyword("format", Annotated[list[str] | None, named])]
    for row in FORMATS.values():
        flag = typer.Option(
            f"--{row.name}/--no-{row.name}" if row.usual else f"--{row.name}", metavar=FLAG, show_default=False,
            help=f"写不写 {row.short}（默认写）" if row.usual else f"写 {row.short}", rich_help_panel=OPTIONS,
        )  # fmt: skip
        options.append(_keyword(row.name, Annotated[bool | None, flag]))
    return options


def _keyword(name: str, annotation: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
