"""The commands put together, in Chinese from top to bottom; importing this loads no vendor but typer."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

import jixiao
from jixiao.cli.codes import MEANINGS
from jixiao.cli.commands.check import check
from jixiao.cli.commands.correct import correct
from jixiao.cli.commands.desk import desk
from jixiao.cli.commands.draft import draft
from jixiao.cli.commands.export import export
from jixiao.cli.commands.extract import extract
from jixiao.cli.commands.gather import gather, plan, status
from jixiao.cli.commands.look import look
from jixiao.cli.commands.overview import overview
from jixiao.cli.commands.review import review
from jixiao.cli.commands.show import show
from jixiao.cli.commands.suggest import suggest
from jixiao.cli.commands.upkeep.batch import batch
from jixiao.cli.commands.upkeep.completion import completion
from jixiao.cli.commands.upkeep.cost import cost
from jixiao.cli.commands.upkeep.demo import demo
from jixiao.cli.commands.upkeep.doctor import doctor
from jixiao.cli.commands.upkeep.init import init
from jixiao.cli.commands.upkeep.learn import learn
from jixiao.cli.commands.upkeep.library import library
from jixiao.cli.commands.upkeep.unknown import unknown
from jixiao.cli.commands.why import why
from jixiao.cli.flags import FLAG, OPTIONS
from jixiao.cli.wording import word_the_rest

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


def build() -> typer.Typer:
    """The program with all its commands."""
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
    for command, help_text, epilog in (
        (extract, "读取文件、文件夹或压缩包，每个文件写出一个 JSON，另有汇总表", f"退出码\n{codes}"),
        (plan, "清点要读的文件，试读几个，估计要多久", None),
        (gather, "把 extract --shard 各份的结果汇总：Parquet 表、数据库、报告；可随时、反复运行", None),
        (status, "看各份读到哪里了", None),
        (show, "在终端里看记录（JSON、数据库或原文件）", None),
        (correct, "把人工改正存进去：改过的工作簿、单个的值；列出、撤销、抽查", None),
        (desk, "在浏览器里核对存疑的值、审核、起草", None),
        (look, "把一页画成图：单元格、读到的值、标签、未归入的文字", None),
        (why, "一个值为什么算读对，或为什么存疑：识别的原样、各项表决、读对的可能", None),
        (overview, "一批材料的概览：部门、年度、资金、指标、存疑，一页网页", None),
        (review, "审核：每张表一份意见书（Word）、一个可填处理意见的工作簿、一页总览", None),
        (suggest, "建议项目缺的指标、该细化的指标，并注明出处", None),
        (library, "指标库：按名称找指标，导出，加入自己的指标", None),
        (unknown, "列出读过的文件里不认识的栏目名、表头，各在哪里", None),
        (learn, "把一份改正、核对过的表教给程序，下一份同样的表就读得对", None),
        (export, "把已有结果导出为 Excel、CSV、Parquet、JSONL", None),
        (draft, "由项目和指标起草年度绩效目标；--check 核对已有的目标", None),
        (cost, "问大模型用了多少词元和费用", None),
        (batch, "批量请求：估价、交给服务商、看答得怎样、取回答", None),
        (check, "检查表里的问题：金额、指标、目标、预算表，以及怎么改", None),
        (init, "写一个带说明的设置文件，试一下大模型的接口", None),
        (doctor, "检查装了什么、缺什么、缺的会影响什么", None),
        (completion, "让终端能补全命令和选项：jixiao completion bash >> ~/.bashrc", None),
        (demo, "用自带的样例跑一遍，看看读出来是什么样", None),
    ):
        app.command(
            cls=ChineseCommand,
            help=help_text,
            epilog=epilog,
            options_metavar="[选项]",
            rich_help_panel="命令",
            context_settings=_HELP,
        )(command)
    return app
