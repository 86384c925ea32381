"""Corrections as a person reads them: what would change, what was refused, what was ever said."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table

from jixiao.app.correcting import Correcting
from jixiao.app.correcting.history import Entry
from jixiao.app.correcting.reading_back import Change, ReadBack
from jixiao.app.correcting.sampling import Rate, Sampled
from jixiao.cli.screen import Prose, plain
from jixiao.fields.digits.sums import unclosed
from jixiao.records.annotations.corrections import ACTIONS, Correction, field_of, said_of
from jixiao.records.headings import field_heading
from jixiao.records.kinds import AnyRecord
from jixiao.records.paths import FieldPath

_SHOWN = 60
_IDS = ("编号", "记录")
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


def made_view(correcting: Correcting, made: Sequence[Correction]) -> Group:
    """Each correction just kept: file, field in words, what it was and what it is; and sums that are open by it."""
    lines: list[RenderableType] = []
    for one in made[:_SHOWN]:
        view = correcting.view(one.sha256)
        field = field_of(one) or "整份表"
        was, now = (said_of(each) or "（空白）" for each in (one.was, one.now))
        what = f"{field}：{was} → {now}" if one.action == "value" else f"{field}　{ACTIONS[one.action]}"
        lines.append(plain(f"{view.read.source.name}#{one.form.number}　{what}"))
    return Group(*lines, opened_view(correcting, made))


def opened_view(correcting: Correcting, made: Sequence[Correction]) -> Group:
    """The amounts just set that do not come to their sum."""
    lines: list[RenderableType] = []
    for sha256, number in dict.fromkeys((one.sha256, one.form.number) for one in made if one.action == "value"):
        view, paths = correcting.view(sha256), {one.path for one in made if one.sha256 == sha256}
        record = view.record(number)
        open_there = [path for path in unclosed(record) if path in paths]
        lines += [plain(f"! {view.read.source.name}#{number}　{open_said(record, p)}", "yellow") for p in open_there]
    return Group(*lines)


def open_said(record: AnyRecord, path: str) -> str:
    """What is said of a value that a person set and that does not come to its sum."""
    value = FieldPath(path).get(record)
    return f"{field_heading(type(record), path)} 改为 {value} 以后，与合计或各分项对不上；请对照原文再看这一处和各分项"


def history_view(entries: Sequence[Entry]) -> Table:
    """What was ever corrected, one a line."""
    table = _table("编号", "时间", "改正人", "记录", "栏目", "做了什么", "原为", "改为", "状态")
    for entry in entries:
        one = entry.correction
        record = f"{one.sha256[:12]}#{one.form.number:03}"
        said = (one.id, one.when[:16].replace("T", " "), one.who, record, field_of(one), ACTIONS[one.action])
        table.add_row(*map(Prose, (*said, said_of(one.was)[:80], said_of(one.now)[:80], entry.state)))
    return table


def sample_view(drawn: Sequence[Sampled], found: Rate) -> Group:
    """The values that were drawn, and what their judgement says so far."""
    table = _table("记录", "栏目", "读作", "页")
    for one in drawn:
        record = f"{one.sha256[:12]}#{one.record:03}"
        page = str(one.evidence.page or one.evidence.place or "")
        table.add_row(*map(Prose, (record, one.heading, one.text[:80], page)))
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
    """A table of these columns; ids are not broken, so that they can be copied."""
    table = Table(box=box.SIMPLE_HEAD)
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading in _IDS)
    return table
