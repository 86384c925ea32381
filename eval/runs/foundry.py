"""Forms that a foundry made: read here, scored by the foundry's own judge, with a share of the label words unlearned.

The foundry is a folder beside the checkout (or JIXIAO_FOUNDRY) with `python -m foundry score`; what it made has `docs/`
and `gold/`. Words are taken out of the vocabulary, not out of the documents.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Annotated, Any

import typer
import yaml

from eval.files import EvalError
from jixiao.config import load
from jixiao.errors import JixiaoError
from jixiao.forms.vocabulary import installed, label_key
from jixiao.pipeline import read
from jixiao.resources import yaml_files
from jixiao.sources import Source

_PROJECT = Path(__file__).resolve().parents[2]
_KINDS = {".pdf": "pdf", ".docx": "docx", ".xlsx": "xlsx"}


def foundry(
    folder: Annotated[Path, typer.Argument(help="造表工具写出的目录（docs/ 与 gold/）")],
    tool: Annotated[Path | None, typer.Option("--foundry", help="造表工具的目录；缺省找旁边的 shared/foundry")] = None,
    without: Annotated[int, typer.Option(min=0, help="从词表里去掉几分之一的栏目名（3 为三分之一），0 为不去")] = 0,
    seed: Annotated[int, typer.Option(help="去掉哪些栏目名")] = 1,
    by: Annotated[int, typer.Option(help="按选项分列时，一项至少几份表")] = 4,
    wrong: Annotated[int, typer.Option(help="列出多少个错值")] = 0,
) -> None:
    """读造出来的表并打分：整行全对、错值、未示警的错、误报，逐项列出；可从词表里去掉一部分栏目名再读。"""
    place = _foundry(tool)
    if without:
        _unlearn(place, without, seed)
    with tempfile.TemporaryDirectory(prefix="jixiao-foundry-") as out:
        for path in sorted((folder / "docs").iterdir()):
            _read(path, Path(out))
        command = [sys.executable, "-m", "foundry", "score", str(folder.resolve()), out, "--by", str(by)]
        subprocess.run([*command, "--wrong", str(wrong)], cwd=place, check=True)


def _foundry(given: Path | None) -> Path:
    """The foundry's folder; EvalError where there is none."""
    named = os.environ.get("JIXIAO_FOUNDRY")
    places = [given] if given else [Path(named)] if named else [p / "shared" / "foundry" for p in _PROJECT.parents]
    for place in places:
        if place is not None and (place / "foundry" / "measure.py").is_file():
            return place
    raise EvalError("没有找到造表工具；请用 --foundry 或 JIXIAO_FOUNDRY 指明它的目录")


def _read(path: Path, out: Path) -> None:
    kind = _KINDS.get(path.suffix)
    if kind is None:
        return
    source = Source(path.name, path, hashlib.sha256(path.read_bytes()).hexdigest(), kind)
    try:
        text = read(source, load()).model_dump_json()
    except JixiaoError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        return
    (out / f"{path.stem}.json").write_text(text, encoding="utf-8")


def _unlearn(place: Path, without: int, seed: int) -> None:
    """Take a random share of the pools' label words out of the vocabulary of this process."""
    pools = yaml.safe_load((place / "words.yaml").read_text(encoding="utf-8"))
    found = {label_key(w.rpartition(" @")[0]) for slot, words in pools.items() if slot != "sources" for w in words}
    names = sorted(found)
    gone = set(Random(seed).sample(names, len(names) // without))
    print(f"去掉 {len(gone)} 个栏目名：{'、'.join(sorted(gone))[:200]} …", flush=True)
    installed.yaml_files = lambda name: list(_thinned(yaml_files(name), gone))  # type: ignore[attr-defined]
    installed.vocabulary.cache_clear()


def _thinned(files: list[dict[str, Any]], gone: set[str]) -> Iterator[dict[str, Any]]:
    for data in files:
        yield {name: value if name in ("titles", "levels") else _without(value, gone) for name, value in data.items()}


def _without(node: Any, gone: set[str]) -> Any:
    if isinstance(node, dict):
        return {name: _without(value, gone) for name, value in node.items()}
    if isinstance(node, list):
        return [item for item in node if not (isinstance(item, str) and label_key(item) in gone)]
    return node
