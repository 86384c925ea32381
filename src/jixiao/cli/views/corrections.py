"""Corrections as a person reads them: what would change, what was refused, what was ever said."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table

from jixiao.app.correcting.history import Entry
from jixiao.app.correcting.reading_back import Change, ReadBack
from jixiao.app.correcting.sampling import Rate, Sampled
from jixiao.cli.screen import Prose, plain
from jixiao.records.annotations.corrections import ACTIONS, said_of

_SHOWN = 60
_ACTS = {"value": "改值", "add": "增加一行", "delete": "删除一行"}


def changes_view(found: ReadBack) -> Group:
    """What a workbook changes, and what of it is not taken."""
    parts: list[RenderableType] = []
    if found.changes:
        table = _table("文件", "栏目", "做什么", "原为", "改为", "在表里")
        for each in found.changes[:_SHOWN]:
            table.add_row(*map(Prose, _told(each)))
        parts.append(table)
        if len(found.changes) > _SHOWN:
            parts.append(plain(f"另有 {len(found.changes) - _SHOWN} 处"))
    parts += [plain(f"! {line}", "yellow") for line in found.refused[:_SHOWN]]
    if len(found.refused) > _SHOWN:
        parts.append(plain(f"! 没有取的另有 {len(found.refused) - _SHOWN} 处", "yellow"))
    return Group(*parts)


def history_view(entries: Sequence[Entry]) -> Table:
    """What was ever corrected, one a line."""
    table = _table("编号", "时间", "改正人", "记录", "栏目", "做了什么", "原为", "改为", "状态")
    for entry in entries:
        one = entry.correction
        record = f"{one.sha256[:12]}#{one.form.number:03}"
        said = (one.id, one.when[:16].replace("T", " "), one.who, record, one.path, ACTIONS[one.action])
        table.add_row(*map(Prose, (*said, said_of(one.was)[:80], said_of(one.now)[:80], entry.state)))
    return table


def sample_view(drawn: Sequence[Sampled], found: Rate) -> Group:
    """The values that were drawn, and what their judgement says so far."""
    table = _table("记录", "栏目", "读作", "页", "路径")
    for one in drawn:
        record = f"{one.sha256[:12]}#{one.record:03}"
        page = str(one.evidence.page or one.evidence.place or "")
        table.add_row(*map(Prose, (record, one.heading, one.text[:80], page, one.path)))
    if found.share is None:
        said = f"抽出 {len(drawn)} 个值，还没有核对；请逐个对照原文，用 --confirm 或 --value 核对后再看"
    else:
        said = (
            f"核对了 {found.judged} 个，错 {found.wrong} 个，错误率 {found.share:.1%}"
            f"（95% 可能在 {found.low:.1%} 到 {found.high:.1%} 之间）；还有 {found.waiting} 个没有核对"
        )
    return Group(table, plain(said))


def _told(change: Change) -> tuple[str, ...]:
    return change.file, change.heading, _ACTS[change.act], change.was, said_of(change.now), change.at


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
