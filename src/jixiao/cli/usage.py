"""What is wrong with a command line, in Chinese."""

from __future__ import annotations

import re
from typing import Any

_WANTED = {"valid integer": "应是整数", "valid number": "应是数"}
_BOUNDS = (
    (re.compile(r"is not one of (.+?)\.?$"), "只能是 {}"),
    (re.compile(r"greater than or equal to (\S+)"), "应不小于 {}"),
    (re.compile(r"less than or equal to (\S+)"), "应不大于 {}"),
)


def in_chinese(error: Any) -> str:
    """What was expected, what was found and what to do; "" where the help was shown already."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return ""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "jixiao"
    return f"{_what(kind, error)}\n写法见：{command} --help"


def _what(kind: str, error: Any) -> str:
    name = _name(error)
    if kind == "NoSuchOption":
        return f"没有 {error.option_name} 这个选项"
    if kind == "MissingParameter":
        return f"缺少 {name}"
    if kind == "BadParameter":
        return f"{name} 的值不对：{_wanted(error.message)}"
    if kind == "BadOptionUsage":
        return f"选项 {error.option_name} 后面应有一个值"
    if error.message.startswith("No such command"):
        return f"没有 {error.message.split(chr(39))[1]} 这个命令"
    if "unexpected extra argument" in error.message:
        return f"多出了参数：{error.message.rpartition('(')[2].rstrip(').')}"
    return str(error.message)


def _wanted(message: str) -> str:
    """What the value should be; the parser's own words where they are not known."""
    for pattern, said in _BOUNDS:
        if found := pattern.search(message):
            return said.format(found.group(1).replace("'", "").replace(", ", "、"))
    return next((said for word, said in _WANTED.items() if word in message), message)


def _name(error: Any) -> str:
    """The option or argument as it is written on the command line."""
    hint = getattr(error, "param_hint", None)
    if hint:
        return hint if isinstance(hint, str) else " / ".join(hint)
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "参数"
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.human_readable_name)
    return str(parameter.opts[0])
