"""The settings file: its top level is about reading, each of its sections about one other thing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from jixiao.errors import ConfigError, reason_of

FILE_NAME = "jixiao.toml"
PREFIX = "JIXIAO_"
# A section of the file for each thing with settings of its own: `[model]`, `[checks]`.
SECTIONS = ("model", "checks")


def section(name: str | None, file: Path | None = None) -> tuple[dict[str, Any], str]:
    """What the file says in its section of that name (None for its top level), and how messages call the place.

    `file` must exist where it is given; without it `jixiao.toml` of the current folder is read if there is one.
    ConfigError where it cannot be read, or has a section that nothing knows.
    """
    path = file or Path(FILE_NAME)
    data = _read(path) if file is not None or path.is_file() else {}
    if name is None:
        return {key: value for key, value in data.items() if key not in SECTIONS}, f"设置文件 {path}"
    found = data.get(name, {})
    if not isinstance(found, dict):
        raise ConfigError(f"设置文件 {path} 中的 {name} 应写成一节 [{name}]，现为 {found!r}；请改正后再试")
    return found, f"设置文件 {path} 的 [{name}]"


def _read(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise ConfigError(f"设置文件 {path} 打不开（{reason_of(exc)}）；请检查 --config 给出的路径") from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise ConfigError(f"设置文件 {path} 不是合格的 TOML：{exc}；请改正后再试") from exc
    unknown = [key for key, value in data.items() if isinstance(value, dict) and key not in SECTIONS]
    if unknown:
        known = "、".join(f"[{name}]" for name in SECTIONS)
        raise ConfigError(f"设置文件 {path} 中的 [{unknown[0]}] 不是可用的一节；可用的有：{known}")
    return data
