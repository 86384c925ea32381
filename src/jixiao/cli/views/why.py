"""Why a value is taken for right or put in doubt, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import RenderableType
from rich.table import Table

from jixiao.app.drawing.why import Why
from jixiao.cli.screen import plain
from jixiao.votes import Vote

# What weighs less is not shown.
_LITTLE = 0.05


def why_view(told: Why, many: bool) -> Iterator[RenderableType]:
    """The value, what OCR read there, the votes, and what they come to; `many` where several records have it."""
    value = told.value
    where = f"第 {value.page} 页" if value.page else value.place or ""
    yield plain(f"{f'第 {told.record} 条记录　' if many else ''}{told.heading}　{where}", "bold")
    yield plain(f"{value.text or '（空白）'}")
    if told.weights is None:
        yield plain("不是识别出来的：取自文字层或文件本身，没有可表决的" if not value.doubts else f"存疑：{value.why}")
        return
    yield plain(f"初次识别　{'　'.join(told.read)}")
    yield from _votes(told)
    yield _weights(told)
    yield plain(_verdict(told), "bold")


def _votes(told: Why) -> Iterator[RenderableType]:
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("谁", "原读作", "认为是", "几率（对数）", ""):
        table.add_column(heading)
    for vote in told.votes:
        odds = "" if vote.odds is None else f"{vote.odds:+.1f}"
        table.add_row(vote.by.words, plain(_shown(vote.instead)), plain(_shown(vote.said)), odds, _outcome(told, vote))
    if told.votes:
        yield table


def _outcome(told: Why, vote: Vote) -> str:
    if vote.agrees:
        return "一致"
    text = told.value.text or ""
    return "采用" if text[vote.start : vote.end] == vote.said else "没有采用"


def _shown(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:12]}…{text[-8:]}"


def _weights(told: Why) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("依据")
    table.add_column("对数几率", justify="right")
    for words, weight in told.weights or ():
        if abs(weight) >= _LITTLE:
            table.add_row(words, f"{weight:+.2f}")
    return table


def _verdict(told: Why) -> str:
    value, least = told.value, told.least or 0.0
    known = f"读对的可能 {value.confidence:.2%}，" if value.confidence is not None else ""
    if not value.doubts:
        return f"{known}不低于 {least:.2%}，不存疑"
    low = value.confidence is not None and value.confidence < least
    return f"{known}{f'低于 {least:.2%}，' if low else ''}存疑：{value.why}"
