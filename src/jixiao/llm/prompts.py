"""Prompts: files under prompts/, each with one purpose, checked against what its header says before it is used.

A file is a header and one or two parts:

    {#
    purpose: what is asked, and for what
    version: 1
    variables:
      cells: what the variable holds
    #}
    --- system
    …
    --- user
    {{ cells | json }}

The parts are cut before they are rendered, and each is rendered once: text that stands in a variable stays text,
whatever stands in it. `| json` writes a value as JSON in one line, Chinese as it is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError, meta

from jixiao import resources
from jixiao.errors import ResourceError

SUFFIX = ".j2"
_HEADER = re.compile(r"\A\{#\s*\n(.*?)\n\s*#\}\s*\n", re.DOTALL)
_PART = re.compile(r"^--- (system|user)\s*\n", re.MULTILINE)
_KEYS = {"purpose", "version", "variables"}


@dataclass(frozen=True, slots=True)
class Prompt:
    """A checked prompt; `sha256` changes with the file and every file it includes."""

    name: str
    purpose: str
    version: int
    variables: Mapping[str, str]
    sha256: str
    parts: tuple[tuple[str, Template], ...]

    def render(self, variables: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        """(role, text) of each part; ResourceError where the variables are not exactly those of the header."""
        given, known = set(variables), set(self.variables)
        if given != known:
            raise _wrong(self.name, f"应给变量 {_listed(known)}，现给 {_listed(given)}")
        try:
            return tuple((role, part.render(variables).strip()) for role, part in self.parts)
        except TemplateError as exc:
            # The message of an undefined name is about names; those of other errors may quote what was rendered.
            raise _wrong(self.name, f"填不出来（{type(exc).__name__}）") from None


def prompt(name: str, root: Path | None = None) -> Prompt:
    """The prompt of that name ("draft/goal"); ResourceError where it is missing or not what its header says."""
    return _load(name, root or resources.folder("prompts"))


def names(root: Path | None = None) -> list[str]:
    """The names of all prompts; a file whose name begins with `_` is a piece of others."""
    root = root or resources.folder("prompts")
    files = [p.relative_to(root).with_suffix("") for p in root.rglob(f"*{SUFFIX}") if not p.name.startswith("_")]
    return sorted(p.as_posix() for p in files)


@cache
def _load(name: str, root: Path) -> Prompt:
    environment = _environment(root)
    source = _source(environment, name, name + SUFFIX)
    match = _HEADER.match(source)
    if match is None:
        raise _wrong(name, "开头应是写明 purpose、version、variables 的 {# … #}")
    header = _header(name, match.group(1))
    pieces = _PART.split(source[match.end() :])
    if pieces[0].strip() or len(pieces) < 3 or pieces[-2] != "user":
        raise _wrong(name, "头部之后应是“--- system”（可省）和“--- user”各一段，user 在后")
    roles, texts = pieces[1::2], pieces[2::2]
    if len(set(roles)) != len(roles):
        raise _wrong(name, "“--- system”和“--- user”各只能有一段")
    digest = hashlib.sha256(source.encode())
    _check_variables(environment, name, texts, set(header["variables"]), digest)
    parts = tuple((role, environment.from_string(text)) for role, text in zip(roles, texts, strict=True))
    return Prompt(name, header["purpose"], header["version"], header["variables"], digest.hexdigest(), parts)


def _environment(root: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(root), undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["json"] = _json
    return environment


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _source(environment: Environment, name: str, file: str) -> str:
    assert environment.loader is not None
    try:
        return environment.loader.get_source(environment, file)[0]
    except (TemplateError, UnicodeDecodeError) as exc:
        raise _wrong(name, f"找不到或读不出 {file}（{type(exc).__name__}）") from exc


def _header(name: str, text: str) -> dict[str, Any]:
    try:
        header = yaml.safe_load(text)
    except yaml.YAMLError as exc:
        raise _wrong(name, "头部不合 YAML 写法") from exc
    if not isinstance(header, dict) or set(header) != _KEYS:
        raise _wrong(name, f"头部应有且只有 {_listed(_KEYS)}")
    header["variables"] = header["variables"] or {}
    variables = header["variables"]
    if not isinstance(header["purpose"], str) or not isinstance(header["version"], int):
        raise _wrong(name, "头部的 purpose 应是文字，version 应是整数")
    if not isinstance(variables, dict) or not all(isinstance(v, str) and v for v in variables.values()):
        raise _wrong(name, "头部的 variables 应是“变量名: 说明”")
    return header


def _check_variables(environment: Environment, name: str, texts: list[str], declared: set[str], digest: Any) -> None:
    """Every variable of the parts and of what they include is declared, and every declared one is used."""
    used: set[str] = set()
    todo, seen = [(f"{name}{SUFFIX}", text) for text in texts], set[str]()
    while todo:
        file, text = todo.pop(0)
        try:
            tree = environment.parse(text, filename=file)
        except TemplateError as exc:
            raise _wrong(name, f"不合 Jinja 写法：{exc}") from exc
        used |= meta.find_undeclared_variables(tree)
        for included in meta.find_referenced_templates(tree):
            if included is None:
                raise _wrong(name, "include 的文件名应直接写出")
            if included not in seen:
                seen.add(included)
                source = _source(environment, name, included)
                digest.update(b"\0" + source.encode())
                todo.append((included, source))
    if used != declared:
        raise _wrong(name, f"头部写了变量 {_listed(declared)}，正文用了 {_listed(used)}；两者应一致")


def _listed(names: set[str]) -> str:
    return "、".join(sorted(names)) or "（无）"


def _wrong(name: str, what: str) -> ResourceError:
    return ResourceError(f"提示词 prompts/{name}{SUFFIX} {what}；请改正，或重新安装 jixiao")
