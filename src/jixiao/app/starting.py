"""The settings file of a beginner: every setting with what it is for, none of them set but those that are given."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.app.files.outputs import file_to_be, new_file
from jixiao.config import CheckSettings, ModelSettings, Settings
from jixiao.config.file import FILE_NAME

_HEAD = """\
# jixiao 的设置。放在运行命令的文件夹里，或用 --config 指明。
# 每一行都是默认值；要改哪一项，去掉行首的 # 再改。命令的选项、环境变量 JIXIAO_… 比这里优先。
"""
_MODEL = """\
# 大模型：不写就不用，读取、检查、起草照常。要用时写接口地址和模型名称。
# 密钥请放在环境变量 JIXIAO_MODEL_KEY 里，不要写进文件。"""
_CHECKS = "# 检查：按本地的规定调整。"
_SECRET = frozenset({"key"})


def begin(folder: Path, model: Mapping[str, str]) -> Path:
    """Write `jixiao.toml` into the folder, with the model's settings that are given; its path.

    ConfigError where there is one already, or it cannot be written.
    """
    path = new_file(folder / FILE_NAME, ".toml")
    file_to_be(path)
    path.write_text(settings_file(model), encoding="utf-8")
    return path


def settings_file(model: Mapping[str, str]) -> str:
    """The file's text."""
    parts = [_HEAD, *_lines(Settings, {}), "", "[model]", _MODEL, *_lines(ModelSettings, model)]
    return "\n".join([*parts, "", "[checks]", _CHECKS, *_lines(CheckSettings, {})]) + "\n"


def _lines(settings: type, given: Mapping[str, str]) -> Iterator[str]:
    for each in dataclasses.fields(settings):
        if each.name in _SECRET:
            continue
        value = given.get(each.name)
        yield f"# {each.metadata['about']}"
        yield f"{each.name} = {_toml(value)}" if value is not None else f"# {each.name} = {_toml(each.default)}"


def _toml(value: Any) -> str:
    """The value as TOML writes it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = (f"{each.name} = {_toml(getattr(value, each.name))}" for each in dataclasses.fields(value))
        return "{ " + ", ".join(parts) + " }"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(value) if isinstance(value, int | float | Decimal) else json.dumps(value, ensure_ascii=False)
