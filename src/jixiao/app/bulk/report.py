"""The report of a place as a page for the browser: what was read, what not and why, what is in doubt, what is next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.app.bulk.summary import TABLES, Summary
from jixiao.engine.shards.holdings import Holdings
from jixiao.evidence import DoubtCode
from jixiao.records.kinds import LABELS

_TEMPLATE = Path(__file__).with_name("report.html.j2")
_MOST = 30
_LOOSE = 0.02  # a share of characters outside of fields that asks to be looked at


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the report; columns in `numbers` (from 0) stand to the right."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: tuple[int, ...] = ()
    about: str = ""


def report(place: str, held: Holdings, summary: Summary) -> str:
    """The page; it needs no network and no other file."""
    from jixiao.export.sandbox import page

    return page(_TEMPLATE)(
        place=place,
        version=held.version,
        figures=_figures(held, summary),
        steps=steps(place, held, summary),
        tables=_tables(held, summary),
    )


def steps(place: str, held: Holdings, summary: Summary) -> list[str]:
    """What to do next, the most pressing first."""
    out = []
    if held.missing:
        out.append(f"{len(held.missing):,} 个文件的结果不见了：再运行一次 jixiao extract，会补读。")
    if summary.again:
        why = "超时、内存不够、当时打不开、大模型没答"
        out.append(f"{summary.again:,} 个文件再读可能会好（{why}）：再运行一次 jixiao extract。")
    if held.unsure:
        out.append(f"{len(held.unsure):,} 个文件换过内容，来源现在看不到，分不清用哪一次的：恢复来源后再汇总。")
    if part := summary.incomplete.total():
        out.append(f"{part:,} 条记录不完整：原因见下面的表，哪些文件见 {place}/{TABLES}/problems。")
    if summary.characters and summary.unexplained / summary.characters > _LOOSE:
        share = summary.unexplained / summary.characters
        out.append(f"有 {share:.1%} 的文字没有归入任何栏目，可能有表没认出来：抽几个文件用 jixiao look 看看。")
    if summary.unknown:
        out.append(
            f"不认识的栏目名 {len(summary.unknown):,} 种：jixiao unknown {place} 看在哪里，jixiao learn 教给程序。"
        )
    if summary.doubted:
        first = f"jixiao gather {place} --store 库.db"
        out.append(f"存疑 {summary.doubted:,} 个值：{first}，再用 jixiao desk 库.db 对照原文核对。")
    if summary.drawn:
        out.append("按下面抽出的值对照原文，错的多不多，心里有数再用。")
    return out or ["没有要处理的。"]


def _figures(held: Holdings, summary: Summary) -> list[tuple[str, str]]:
    whole, part = summary.complete.total(), summary.incomplete.total()
    failed = sum(each.failed for each in held.held)
    shown = (
        (summary.files + summary.copies, "文件"), (summary.copies, "内容相同"), (failed, "没有读出"),
        (summary.pages, "页"), (summary.scanned, "页按图像识别"), (whole + part, "条记录"), (part, "条不完整"),
        (summary.doubted, "个值存疑"), (held.left, "不是要读的"),
    )  # fmt: skip
    return [(f"{value:,}", name) for value, name in shown]


def _tables(held: Holdings, summary: Summary) -> list[_Table]:
    said, unread = summary.said, summary.unexplained
    share = f"（{unread / summary.characters:.2%}）" if summary.characters else ""
    kinds = [
        (name, f"{summary.complete[kind]:,}", f"{summary.incomplete[kind]:,}")
        for kind, name in LABELS.items()
        if summary.complete[kind] or summary.incomplete[kind]
    ]
    words = {code.value: code.words for code in DoubtCode}
    doubts = [(words.get(code, code), f"{count:,}") for code, count in summary.doubts.most_common(_MOST)]
    return [
        _Table(
            "读到的记录", ("类型", "完整", "不完整"), kinds, (1, 2), f"没有归入任何栏目的文字 {unread:,} 字{share}。"
        ),
        _Table("没有读出的文件：原因", ("文件数", "例"), _counted(summary.failures, said), (0,)),
        _Table("没有读出的文件", ("文件", "原因，以及怎么办"), summary.failed[: 3 * _MOST]),
        _Table("不完整的原因", ("处数", "例"), _counted(summary.reasons, said), (0,)),
        _Table("存疑的原因", ("为什么", "值"), doubts, (1,)),
        _Table(
            "不认识的栏目名", ("栏目名", "次数"), [(n, f"{c:,}") for n, c in summary.unknown.most_common(_MOST)], (1,)
        ),
        _Table(
            "抽出来核对的值",
            ("文件", "页", "栏目", "读到的"),
            [(path, str(page or ""), heading, text) for _, path, page, heading, text in summary.drawn],
            (1,),
            "从没有存疑的值里随机抽出，每次汇总抽法相同。",
        ),
        _Table("换了内容、分不清的文件", ("文件",), [(path,) for path in held.unsure[:_MOST]]),
        _Table("结果不见了的文件", ("文件",), [(path,) for path in held.missing[:_MOST]]),
    ]


def _counted(counts: dict[str, int], said: dict[str, str]) -> list[tuple[str, ...]]:
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [(f"{count:,}", said.get(code, code)) for code, count in ordered[:_MOST]]
