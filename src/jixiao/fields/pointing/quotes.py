"""Quotes located in the text they are said to be from: verbatim, in one normal form of characters."""

from __future__ import annotations

import re

from jixiao.fields.pointing.wire import Quote
from jixiao.text import key


def span(text: str, said: str | Quote) -> tuple[int, int] | str:
    """Where what was pointed at begins and ends in the text of its cell, or in Chinese why it is not there."""
    if isinstance(said, Quote):
        return located(text, said.start, said.end)
    if not said.endswith(":"):
        return 0, len(text)
    colon = re.search(r"[:：]\s*", text)
    return (colon.end(), len(text)) if colon else "没有冒号"


def id_in(said: str | Quote) -> str:
    """The id of the cell or paragraph that is pointed at."""
    return said.id if isinstance(said, Quote) else said.removesuffix(":")


def located(text: str, start: str | None, end: str | None) -> tuple[int, int] | str:
    """Where the quote begins and ends in the text, or in Chinese why it cannot be found.

    `start` and `end` must each stand in the text exactly once; without them the quote reaches to that side's edge.
    """
    normal, origin = _normal(text)
    first, last = 0, len(text)
    if start is not None:
        found = _only(normal, key(start))
        if isinstance(found, str):
            return f"开头“{start}”{found}"
        first = origin[found]
    if end is not None:
        wanted = key(end)
        found = _only(normal, wanted)
        if isinstance(found, str):
            return f"结尾“{end}”{found}"
        last = origin[found + len(wanted) - 1] + 1
    if first >= last:
        return "结尾在开头之前"
    return first, last


def _only(normal: str, wanted: str) -> int | str:
    if not wanted:
        return "是空的"
    count = sum(1 for i in range(len(normal)) if normal.startswith(wanted, i))
    if count == 0:
        return "在原文里找不到，请照抄原文"
    return normal.index(wanted) if count == 1 else f"在原文里出现 {count} 次，请多抄几个字"


def _normal(text: str) -> tuple[str, list[int]]:
    """The text in normal form, and for each of its characters the position it came from."""
    out: list[str] = []
    origin: list[int] = []
    for i, char in enumerate(text):
        for c in key(char):
            out.append(c)
            origin.append(i)
    return "".join(out), origin
