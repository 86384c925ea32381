"""`jixiao completion`: what makes a shell complete commands and options."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS


class Shell(StrEnum):
    """The shells that there is a script for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def completion(
    shell: Annotated[
        Shell,
        typer.Argument(metavar="外壳", help="bash、zsh、fish 或 powershell", rich_help_panel=ARGUMENTS),
    ],
) -> None:
    """Print the script."""
    from typer._completion_shared import get_completion_script

    typer.echo(get_completion_script(prog_name="jixiao", complete_var="_JIXIAO_COMPLETE", shell=shell.value))
