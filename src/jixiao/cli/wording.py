"""The help screen in Chinese: typer's own words, and texts that are broken where Chinese is and never cut."""

from __future__ import annotations

from typing import Any

from jixiao.cli.screen import Prose


def word_the_rest() -> None:
    """Typer's own words and the way it sets texts on the help screen have no other place than this module of its."""
    from typer import rich_utils

    rich_utils.REQUIRED_LONG_STRING = "必填"
    rich_utils.DEFAULT_STRING = "默认 {}"
    setattr(rich_utils, "Columns", _in_prose)  # noqa: B010 -- the module does not say that it has them
    setattr(rich_utils, "_make_command_help", _command_help)  # noqa: B010


def _in_prose(items: list[Any]) -> Prose:
    """What is said of an option, broken between any two Han characters."""
    return Prose("　".join(str(getattr(item, "plain", item)).rstrip() for item in items))


def _command_help(*, help_text: str, **_: Any) -> Prose:
    """What is said of a command in the list of commands."""
    return Prose(help_text)
