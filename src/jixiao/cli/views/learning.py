"""What was learned, and what nobody knew, as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from jixiao.app.learning.families import said_words
from jixiao.app.learning.learning import Learned
from jixiao.app.learning.unknown import UnknownLabel
from jixiao.cli.screen import plain
from jixiao.records.kinds import LABELS

_SHOWN = 8
_WEAK = (
    "这份文件还没有读出表：没有表名的表，要教过它的项目（部门）名称，表上还要有至少两个教过的、程序原来不认识的叫法，"
    "才当作这种表，以免别的表也这样读；请再用 --set 教几个，一次写全或用同一个 --name 分几次都可以"
)


def learned_view(learned: Learned) -> Group:
    """The words that are new, where they were written, what the document gives now."""
    family = learned.family
    if learned.path is None:
        return Group(plain("词表已经认识这份表的全部叫法，不用再教。"))
    lines = [plain(f"学会了“{family.name}”（{LABELS[family.kind]}）：", "bold")]
    lines += [plain(f"　{label} → {heading}") for label, heading in said_words(family)]
    lines.append(plain(f"写在 {learned.path}；以后读到这种表就按它读。要忘掉，删掉这个文件。"))
    if learned.after != (0, 0):
        (records, values), (now, more) = learned.before, learned.after
        lines.append(plain(f"这份文件原来读出 {records} 份表、{values} 个值，现在 {now} 份表、{more} 个值。"))
    elif learned.read:
        lines.append(plain(_WEAK, "yellow"))
    if learned.open:
        shown = "、".join(learned.open[:_SHOWN]) + (f" 等 {len(learned.open)} 处" if len(learned.open) > _SHOWN else "")
        lines.append(plain(f"还有与核对过的不一样的：{shown}；请用 jixiao look 看这一页", "yellow"))
    return Group(*lines)


def unknown_view(found: Sequence[UnknownLabel]) -> Group | Text:
    """The labels with how often and where they stand."""
    if not found:
        return plain("没有不认识的栏目名。")
    table = Table(box=box.SIMPLE_HEAD)
    for heading, side in (
        ("叫法", "left"),
        ("种类", "left"),
        ("表数", "right"),
        ("文件数", "right"),
        ("在哪里", "left"),
    ):
        table.add_column(heading, justify="right" if side == "right" else "left", overflow="fold")
    for one in found:
        first = one.places[0]
        where = f"第{first.page}页" if first.page else first.where
        name = f"{one.label}（表头）" if one.column else one.label
        table.add_row(
            plain(name),
            LABELS[one.kind],
            str(one.count),
            str(len(one.files)),
            plain(f"{first.file} {where}：{first.value}"),
        )
    return Group(table, plain("认出一个：jixiao learn 原文件 --name 地方 --set 叫法=栏目"))
