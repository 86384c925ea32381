"""Quotes located in the text they are said to be from: verbatim, in one normal form of characters."""

from __future__ import annotations

import re

from jixiao.fields.pointing.wire import Quote
from jixiao.text import key

_COLON = re.compile(r"[:：]\s*")
# Behind a value in a line of several, the label of the next; behind an amount, whatever is no part of it.
_NEXT = re.compile(r"\s+[^\s:：]{2,20}[:：]")
_AMOUNT = re.compile(r"-?\d[\d,，]*(?:\.\d+)?(?=\s*(?:[亿千百]?万?元)?\s*(?:[；;，,、。（(）)]|\n|$))")
UNIT = re.compile(r"\s*[亿千百]?万?元")


def span(text: str, said: str | Quote, prose: bool = False) -> tuple[int, int] | str:
    """Where what was pointed at begins and ends in the text of its cell, or in Chinese why it is not there.

    Behind the words of a label an amount ends with its digits, but in `prose`, where they may number a sentence.
    """
    if isinstance(said, Quote):
        return located(text, said.start, said.end, said.nth)
    if ":" not in said:
        return 0, len(text)
    label = label_of(text, said)
    if isinstance(label, str):
        return label
    named = bool(said.partition(":")[2])
    amount = _AMOUNT.match(text, label[1]) if named and not prose else None
    if amount is not None:
        return label[1], amount.end()
    following = _NEXT.search(text, label[1]) if named else None
    return label[1], following.start() if following else len(text)


def label_of(text: str, said: str) -> tuple[int, int] | str:
    """Where the label stands that a mark with a colon names, a colon behind it included; without a name, the first one.

    Words that stand in the text once need no colon behind them.
    """
    named = key(said.partition(":")[2]).rstrip(":")
    if not named:
        colon = _COLON.search(text)
        return (0, colon.end()) if colon else "没有冒号"
    normal, origin = _normal(text)
    every = list(re.finditer(re.escape(named), normal))
    headed = (m for m in every if normal[m.end() : m.end() + 1] == ":")
    found = [m for m in headed if not text[: origin[m.start()]][-1:].isalnum()] or every
    if len(found) != 1:
        return f"“{named}”在原文里出现 {len(found)} 次，请照抄值前面的几个字，使它只出现一次"
    start, end = origin[found[0].start()], origin[found[0].end() - 1] + 1
    colon = _COLON.match(text, end)
    return start, colon.end() if colon else end


def id_in(said: str | Quote) -> str:
    """The id of the cell or paragraph that is pointed at."""
    return said.id if isinstance(said, Quote) else said.partition(":")[0]


def located(text: str, start: str | None, end: str | None, nth: int | None = None) -> tuple[int, int] | str:
    """Where the quote begins and ends in the text, or in Chinese why it cannot be found.

    `start` and `end` must each stand in the text exactly once, unless `nth` says which `start` is meant: `end` is then
    the first after it. Without them the quote reaches to that side's edge.
    """
    normal, origin = _normal(text)
    first, last = 0, len(text)
    if start is not None:
        found = _only(normal, key(start)) if nth is None else _nth(normal, key(start), nth)
        if isinstance(found, str):
            return f"开头“{start}”{found}"
        first = origin[found]
    if end is not None:
        wanted = key(end)
        after = origin.index(first) + len(key(start or "")) if nth is not None else 0
        found = _only(normal, wanted) if nth is None else _nth(normal, wanted, 1, after)
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


def _nth(normal: str, wanted: str, nth: int, after: int = 0) -> int | str:
    """Where the words stand for the n-th time from `after` on; an end may be the start's own words."""
    if not wanted:
        return "是空的"
    found = [i for i in range(len(normal)) if normal.startswith(wanted, i) and i + len(wanted) >= after]
    return found[nth - 1] if 0 < nth <= len(found) else f"在原文里没有第 {nth} 处，请照抄原文"


def _normal(text: str) -> tuple[str, list[int]]:
    """The text in normal form, and for each of its characters the position it came from."""
    out: list[str] = []
    origin: list[int] = []
    for i, char in enumerate(text):
        for c in key(char):
            out.append(c)
            origin.append(i)
    return "".join(out), origin
