"""Reference pages made from the program: commands, fields of records, the Python API."""

from __future__ import annotations

import re
import types
from typing import Any, Union, get_args, get_origin

import typer
from pydantic.fields import FieldInfo

import jixiao
from jixiao.cli.app import build
from jixiao.cli.codes import MEANINGS
from jixiao.records.kinds import KINDS
from jixiao.records.model import Model
from jixiao.records.record import Part


def pages() -> dict[str, str]:
    """The pages by their address under docs/."""
    return {"reference/commands.md": commands(), "reference/records.md": records(), "en/api.md": api()}


def commands() -> str:
    """Every command with its arguments and options, as `--help` tells them."""
    group = typer.main.get_command(build())
    out = ["# 命令", "", "每个命令的 `--help` 说的就是这些。", ""]
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        out += [f"## jixiao {name}", "", (command.help or "").strip(), ""]
        rows = [row for param in command.params if not getattr(param, "hidden", False) for row in _parameter(param)]
        out += ["| | | 默认 |", "| --- | --- | --- |", *rows, ""]
    codes = [f"| {code} | {meaning} |" for code, meaning in MEANINGS.items()]
    return "\n".join([*out, "## 退出码", "", "| 码 | 意思 |", "| --- | --- |", *codes, ""])


def _parameter(param: Any) -> list[str]:
    if param.name == "help":
        return []
    named = [*param.opts, *param.secondary_opts] if param.param_type_name == "option" else [param.metavar or param.name]
    default = (
        "" if isinstance(param.default, bool) or not isinstance(param.default, str | int | float) else param.default
    )
    about = " ".join((getattr(param, "help", "") or "").split())
    return [f"| {'、'.join(f'`{each}`' for each in named)} | {_cell(about)} | {_cell(str(default))} |"]


def records() -> str:
    """Every kind of record with its fields: name, official term, type."""
    out = [
        "# 记录的字段", "",
        "值照印着的样子是文字，空格子是空字符串，表上没有的栏目是 null。JSON Schema 在 `schemas/records/`。", "",
    ]  # fmt: skip
    parts: dict[str, type[Model]] = {}
    for kind in KINDS.values():
        out += [f"## {kind.label}", "", f"`{kind.name}`", "", *_fields(kind.model, parts)]
    out += ["## 各部分", ""]
    done: set[str] = set()
    while left := [name for name in parts if name not in done]:
        for name in left:
            done.add(name)
            out += [f"### {name}", "", *_fields(parts[name], parts)]
    return "\n".join(out)


def _fields(model: type[Model], parts: dict[str, type[Model]]) -> list[str]:
    rows = ["| 字段 | 栏目 | 类型 |", "| --- | --- | --- |"]
    for name, field in model.model_fields.items():
        rows.append(f"| `{name}` | {_cell(field.description or '')} | {_cell(_type(field, parts))} |")
    return [*rows, ""]


def _type(field: FieldInfo, parts: dict[str, type[Model]]) -> str:
    return _spelled(field.annotation, parts)


def _spelled(annotation: Any, parts: dict[str, type[Model]]) -> str:
    """A type in a reader's words; parts of records become links and are put among `parts`."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        parts.setdefault(annotation.__name__, annotation)
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return " 或 ".join(_spelled(each, parts) for each in inside if each is not type(None)) + (
            " 或 null" if type(None) in inside else ""
        )
    if origin in (list, tuple):
        return f"列表：{'、'.join(_spelled(each, parts) for each in inside if each is not ...)}"
    if origin is dict:
        return f"对照表：{_spelled(inside[0], parts)} → {_spelled(inside[1], parts)}"
    if inside:  # literals
        return "、".join(f"`{each}`" for each in inside)
    return {str: "文字", int: "整数", float: "小数", bool: "是否"}.get(annotation, "值")


def api() -> str:
    """The public names, with what their docstrings say."""
    functions = [name for name in jixiao.__all__ if isinstance(getattr(jixiao, name), types.FunctionType)]
    errors = [name for name in jixiao.__all__ if _is(name, Exception)]
    nouns = [name for name in jixiao.__all__ if _is(name, Part) or _is(name, Model)]
    rest = [name for name in jixiao.__all__ if name not in {*functions, *errors, *nouns, "__version__"}]
    out = ["# Python API", "", "What `import jixiao` gives. A test keeps the list; what is not on it may change."]
    for heading, names in (("Functions", functions), ("Objects", rest), ("Records", nouns), ("Errors", errors)):
        out += ["", f"## {heading}", ""]
        for name in names:
            out += [f"::: jixiao.{name}", "    options: {heading_level: 3}", ""]
    return "\n".join(out)


def _is(name: str, base: type) -> bool:
    made = getattr(jixiao, name)
    return isinstance(made, type) and issubclass(made, base)


def _cell(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text).replace("|", "\\|").replace("<", "&lt;").replace("{", "&#123;")
