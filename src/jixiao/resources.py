"""Finds what is named in tables: the files that are data - prompts/, schemas/, samples/ - and functions."""

from __future__ import annotations

import hashlib
import importlib
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.errors import ResourceError, reason_of

FOLDERS = ("prompts", "schemas", "samples")
OWN = "own"  # the key under which a family says that a user taught it

_PACKAGE = Path(__file__).resolve().parent
# A wheel carries the folders inside the package; a checkout has them beside src/.
_PLACES = (_PACKAGE / "_data", _PACKAGE.parents[1])


def folder(name: str) -> Path:
    """The folder of that name, possibly with a folder below it ("schemas/forms"); ResourceError where it is missing."""
    for place in _PLACES:
        if (place / name).is_dir():
            return place / name
    looked = "、".join(str(place / name) for place in _PLACES)
    raise ResourceError(f"找不到随程序安装的文件夹 {name}（找过 {looked}）；请重新安装 jixiao")


def named(name: str) -> Any:
    """The function or class that a table names as `module:name`, its module loaded when it is first wanted."""
    module, _, inner = name.partition(":")
    return getattr(importlib.import_module(module), inner)


def own_families() -> Path:
    """The folder of a user's own families of forms: `JIXIAO_FAMILIES`, else one in the user's folder of settings.

    It need not exist.
    """
    said = os.environ.get("JIXIAO_FAMILIES", "").strip()
    if said:
        return Path(said)
    home = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "jixiao" / "families"


def own_files() -> list[dict[str, Any]]:
    """The mappings of the user's own families, in the order of their names; none where there is no such folder."""
    return [{**read_yaml(path), OWN: True} for path in sorted(own_families().glob("*.yaml"))]


def own_fingerprint() -> str:
    """Eight hexadecimal digits that change with the user's own families; "" where there are none."""
    if not own_families().is_dir():
        return ""
    digest = hashlib.sha256()
    paths = sorted(own_families().glob("*.yaml"))
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:8] if paths else ""


def read_yaml(path: Path) -> dict[str, Any]:
    """The file's mapping; ResourceError naming file and line where it is missing, malformed or no mapping."""
    import yaml  # who finds all he needs by name does without

    try:
        # the loader written in C, several times as fast, where PyYAML came with it
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as exc:
        raise ResourceError(f"资源文件 {path} 打不开（{reason_of(exc)}）；请检查路径，或重新安装 jixiao") from exc
    except UnicodeDecodeError as exc:
        raise ResourceError(f"资源文件 {path} 不是 UTF-8 编码；请另存为 UTF-8 再试") from exc
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        line = f"第 {mark.line + 1} 行" if mark is not None else "内容"
        raise ResourceError(f"资源文件 {path} {line}不合 YAML 写法；请改正后再试") from exc
    if not isinstance(data, dict):
        raise ResourceError(f"资源文件 {path} 应是“名称: 内容”的写法，现为 {type(data).__name__}；请改正后再试")
    return data


def yaml_files(name: str) -> list[dict[str, Any]]:
    """The mappings of all `.yaml` files of a folder; ResourceError where there is none.

    `common.yaml` comes first, so that the others may add to it; they follow in the order of their names.
    """
    paths = sorted(folder(name).glob("*.yaml"), key=lambda p: (p.name != "common.yaml", p.name))
    if not paths:
        raise ResourceError(f"文件夹 {folder(name)} 里没有 .yaml 文件；请重新安装 jixiao")
    return [read_yaml(path) for path in paths]


@cache
def fingerprint(name: str) -> str:
    """Eight hexadecimal digits that change with the content of any file of the folder."""
    return hashed(folder(name), lambda path: True).hexdigest()[:8]


def hashed(folder: Path, counts: Callable[[str], bool]) -> hashlib._Hash:
    """The hash (SHA-256) of all files below the folder that count by their paths, each with its path from there."""
    digest = hashlib.sha256()
    for path, file in sorted(_below(str(folder), "")):
        if counts(path):
            with open(file, "rb", buffering=0) as content:  # noqa: PTH123 -- every start of the program hashes itself
                digest.update(path.encode() + b"\0" + content.read() + b"\0")
    return digest


def _below(folder: str, lead: str) -> Iterator[tuple[str, str]]:
    """Every file below the folder: its path from there, and where it is."""
    with os.scandir(folder) as found:
        for each in found:
            if each.is_dir():
                yield from _below(each.path, f"{lead}{each.name}/")
            else:
                yield lead + each.name, each.path
