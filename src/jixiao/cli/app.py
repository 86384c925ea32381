"""The commands put together, in Chinese from top to bottom; importing this loads no vendor but typer."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

import jixiao
from jixiao.cli.codes import MEANINGS
from jixiao.cli.flags import FLAG, OPTIONS
from jixiao.resources import named

_PLACE = "jixiao.cli.commands"
# Each command by its name, which is its function's: where that is, and what it does.
_COMMANDS = {
    "extract": ("extract", "读取文件、文件夹或压缩包，每个文件写出一个 JSON，另有汇总表"),
    "plan": ("gather", "清点要读的文件，试读几个，估计要多久"),
    "gather": ("gather", "把 extract --shard 各份的结果汇总：Parquet 表、数据库、报告；可随时、反复运行"),
    "status": ("gather", "看各份读到哪里了"),
    "show": ("show", "在终端里看记录（JSON、数据库或原文件）"),
    "correct": ("correct", "把人工改正存进去：改过的工作簿、单个的值；列出、撤销、抽查"),
    "desk": ("desk", "在浏览器里核对存疑的值、审核、起草"),
    "look": ("look", "把一页画成图：单元格、读到的值、标签、未归入的文字"),
    "why": ("why", "一个值为什么算读对，或为什么存疑：识别的原样、各项表决、读对的可能"),
    "overview": ("overview", "一批材料的概览：部门、年度、资金、指标、存疑，一页网页"),
    "review": ("review", "审核：每张表一份意见书（Word）、一个可填处理意见的工作簿、一页总览"),
    "suggest": ("suggest", "建议项目缺的指标、该细化的指标，并注明出处"),
    "library": ("upkeep.library", "指标库：按名称找指标，导出，加入自己的指标"),
    "unknown": ("upkeep.unknown", "列出读过的文件里不认识的栏目名、表头，各在哪里"),
    "learn": ("upkeep.learn", "把一份改正、核对过的表教给程序，下一份同样的表就读得对"),
    "export": ("export", "把已有结果导出为 Excel、CSV、Parquet、JSONL"),
    "draft": ("draft", "由项目和指标起草年度绩效目标；--check 核对已有的目标"),
    "cost": ("upkeep.cost", "问大模型用了多少词元和费用"),
    "batch": ("upkeep.batch", "批量请求：估价、交给服务商、看答得怎样、取回答"),
    "check": ("check", "检查表里的问题：金额、指标、目标、预算表，以及怎么改"),
    "init": ("upkeep.init", "写一个带说明的设置文件，试一下大模型的接口"),
    "doctor": ("upkeep.doctor", "检查装了什么、缺什么、缺的会影响什么"),
    "completion": ("upkeep.completion", "让终端能补全命令和选项：jixiao completion bash >> ~/.bashrc"),
    "demo": ("upkeep.demo", "用自带的样例跑一遍，看看读出来是什么样"),
}

# To a type checker the mixin is a command, so that it knows what `super()` has; it runs beside any of them.
if TYPE_CHECKING:
    _Command = TyperCommand
else:
    _Command = object

_ABOUT = "把预算绩效公开文件（PDF、Word、Excel）读成可核对的结构化记录。"
_HELP = {"help_option_names": ["--help", "-h"]}
_EPILOG = "例：jixiao extract 材料/ --out 结果　　先看效果：jixiao demo　　检查安装：jixiao doctor"


class _InChinese(_Command):
    """What makes the help of a command Chinese throughout."""

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """The help option, told in Chinese."""
        return _told(super().get_help_option(ctx))

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return super().get_usage(ctx).replace("Usage:", "用法：", 1)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What is left of the command line; an option that stands where another one's value should be is no value."""
        options = [each for each in self.params if isinstance(each, TyperOption)]
        names = {name for each in options for name in (*each.opts, *each.secondary_opts)}
        valued = {name for each in options if not each.is_flag and not each.count for name in each.opts}
        for name, value in pairwise(args[: args.index("--")] if "--" in args else args):
            if name in valued and value in names:
                ctx.fail(f"选项 {name} 后面少了一个值，那里写的是另一个选项 {value}")
        return super().parse_args(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The whole help; what an argument is, its Chinese name says, and no type of the program."""
        from jixiao.cli.wording import word_the_rest

        word_the_rest()
        for each in self.params:
            if isinstance(each, TyperArgument):
                each.display_type_rich = lambda ctx: None  # type: ignore[method-assign]
        super().format_help(ctx, formatter)


class ChineseCommand(_InChinese, TyperCommand):
    """A command with help in Chinese."""


class ChineseGroup(_InChinese, TyperGroup):
    """A group of commands with help in Chinese."""


def _told(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = "显示帮助"
        option.metavar = FLAG
        option.rich_help_panel = OPTIONS
    return option


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"jixiao {jixiao.__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="显示版本", metavar=FLAG, rich_help_panel=OPTIONS
        ),
    ] = False,
) -> None:
    """The root command has nothing to do of its own."""


def build(only: str = "") -> typer.Typer:
    """The program with all its commands; where `only` is the name of one, with that alone, which is sooner."""
    app = typer.Typer(
        cls=ChineseGroup,
        help=_ABOUT,
        epilog=_EPILOG,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        options_metavar="[选项]",
        subcommand_metavar="命令 …",
        context_settings=_HELP,
    )
    app.callback()(_root)
    codes = "\n".join(f"{int(code):>3}  {meaning}" for code, meaning in MEANINGS.items())
    for name in (only,) if only in _COMMANDS else _COMMANDS:
        place, help_text = _COMMANDS[name]
        app.command(
            cls=ChineseCommand,
            help=help_text,
            epilog=f"退出码\n{codes}" if name == "extract" else None,
            options_metavar="[选项]",
            rich_help_panel="命令",
            context_settings=_HELP,
        )(named(f"{_PLACE}.{place}:{name}"))
    return app
