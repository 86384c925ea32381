"""Everything that people ever said of what was read, with what was taken back: for looking at, and as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.app.correcting.books import Book
from jixiao.atomic import whole
from jixiao.errors import ConfigError
from jixiao.export.as_csv import guarded
from jixiao.records.annotations.corrections import ACTIONS, Correction, field_of, in_force, said_of

_HEADINGS = (
    "改正编号", "时间", "改正人", "做了什么", "状态", "项目或部门", "表名", "记录", "栏目", "栏目路径", "原为", "改为",
    "说明", "页", "批次", "撤销的改正", "内容校验值（SHA-256）",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction, and whether it counts (有效) or was taken back (已撤销)."""

    correction: Correction
    state: str


def history(book: Book, sha256: str = "") -> list[Entry]:
    """All corrections of the source, or of all, the first one first."""
    found = book.corrections(sha256) if sha256 else book.all()
    counts = {each.id for each in in_force(found)}
    return [Entry(each, _state(each, counts)) for each in found]


def write_history(entries: Sequence[Entry], path: Path) -> Path:
    """The trail as a file: `.csv` for people, `.jsonl` with everything; ConfigError for another name."""
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".jsonl"):
        raise ConfigError(f"{path} 的文件名应以 .csv 或 .jsonl 结尾；请改一个名称")
    with whole(path) as part:
        if suffix == ".jsonl":
            part.write_text("".join(each.correction.model_dump_json() + "\n" for each in entries), encoding="utf-8")
        else:
            with part.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows(_rows(entries))
    return path


def _rows(entries: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    yield _HEADINGS
    for entry in entries:
        c = entry.correction
        said = (
            c.id, c.when, c.who, ACTIONS[c.action], entry.state, c.form.name, c.form.title, str(c.form.number),
            field_of(c), c.path, said_of(c.was), said_of(c.now), c.why, str(c.page or ""), c.batch, c.undoes, c.sha256,
        )  # fmt: skip
        yield tuple(map(guarded, said))


def _state(correction: Correction, counts: set[str]) -> str:
    if correction.action == "undo":
        return ""
    return "有效" if correction.id in counts else "已撤销"
