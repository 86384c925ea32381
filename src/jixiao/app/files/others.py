"""What earlier runs left in a folder of results that tables speak of, too, and workbooks that people worked in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.app.events import Written
from jixiao.app.files.inputs import read_json
from jixiao.app.files.outputs import writing
from jixiao.errors import SourceError
from jixiao.export.xlsx.touched import is_touched

_WORKBOOK = ".xlsx"
_HEAD, _SHA256 = 2000, re.compile(rb'"sha256":\s*"([0-9a-f]{64})"')  # in the first bytes of every result


@dataclass(slots=True)
class Others:
    """Results in a folder that are not of this run, by name, and how many could not be taken for some."""

    paths: list[Path] = field(default_factory=list)
    damaged: int = 0

    def told(self, out: Path) -> Written:
        """What to say of them."""
        said: Written = []
        if self.paths:
            what = f"表里连同这个文件夹先前读的 {len(self.paths)} 个文件；不要的，删去它的 JSON 再运行一次"
            said.append((what, out))
        if self.damaged:
            what = f"文件夹里另有 {self.damaged} 个旧结果已读不懂，没有算进表里；请重新读它们的原文件"
            said.append((what, out))
        return said


def others(out: Path, mine: Sequence[Path]) -> Others:
    """The results in the folder besides `mine`; one of a content that mine are of, under another name, is left out."""
    found = Others()
    rest = sorted(set(out.glob("*.json")) - set(mine))
    known = {_content(path) for path in mine} - {""} if rest else set()
    for path in rest:
        try:
            content = read_json(path).source.sha256
        except SourceError as exc:
            found.damaged += exc.code == "source.damaged" and _content(path) != ""
            continue
        if content not in known:
            found.paths.append(path)
            known |= {content} - {""}
    return found


def put_aside(paths: Iterable[Path]) -> Written:
    """Give workbooks that somebody saved since they were written another name, so that they can be written anew: what
    to say of each. ConfigError where one cannot be renamed."""
    said: Written = []
    for path in paths:
        if path.suffix != _WORKBOOK or not path.is_file() or not is_touched(path):
            continue
        count, aside = 1, path.with_stem(f"{path.stem}（改过）")
        while aside.exists():
            count += 1
            aside = path.with_stem(f"{path.stem}（改过{count}）")
        with writing(path):
            path.rename(aside)
        said.append((f"{path.name} 有人改过，没有覆盖，改名留着；里面的改动用 jixiao correct 存进去", aside))
    return said


def _content(path: Path) -> str:
    """The hash of the content that the result at the path is of, as its first bytes say; "" where they do not."""
    try:
        with path.open("rb") as file:
            found = _SHA256.search(file.read(_HEAD))
    except OSError:
        return ""
    return found[1].decode() if found else ""
