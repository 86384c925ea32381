"""Units as they are printed behind a number: multiplier, measure word, and what it is counted by (万元/人/年)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from jixiao.quantity.exact import ONE
from jixiao.quantity.measures import COUNTED_BY, LATIN, MEASURES, SAME

# 千 and 百 multiply, except as the beginning of another unit or noun.
_FACTOR = "(?:[十百千]?万亿|[十百千]?万(?!能)|[十百千]?亿|千(?![克米瓦伏帕卡赫焦安升字分])|百(?![分货科姓]))"
_MULTIPLIER = re.compile(_FACTOR)
_LEADING = re.compile(rf"({_FACTOR})(.*)", re.DOTALL)
_SIZES = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "亿": Decimal(10**8),
    "万亿": Decimal(10**12),
}
_NAMES = {printed: name for name, all_printed in SAME.items() for printed in all_printed.split()}
_IN_PERCENT = {
    **dict.fromkeys(("%", "百分比", "百分之"), ("%", ONE)),
    **dict.fromkeys(("‰", "千分之"), ("%", Decimal("0.1"))),
    "成": ("%", Decimal(10)),
    "百分点": ("百分点", ONE),
}
_WORDS = {*MEASURES.split(), *LATIN.split(), "%", "‰", "℃"}
_COUNTERS = _WORDS | {*COUNTED_BY.split()}
_STEPS = "/每·•*"
# A unit in letters ends where the letters end: 5m, not the m of 5mm.
_LETTER = re.compile("[A-Za-z0-9]")


def _lengths(words: set[str]) -> dict[str, tuple[int, ...]]:
    """For each first character the lengths of its words, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


_WORD_LENGTHS = _lengths(_WORDS)
_COUNTER_LENGTHS = _lengths(_COUNTERS)


def counted_as(unit: str) -> str:
    """The unit, 人 for the words that count people one by one."""
    return "人" if unit in ("名", "位") else unit


def unit_end(text: str, start: int, *, listed: bool = False) -> int:
    """Where the longest unit of known words ends that begins at `start` of the folded text; `start` if none does.

    `listed` lets several measure words stand side by side: 台、件、套.
    """
    end = _measure_end(text, start)
    while True:
        char = text[end : end + 1]
        if not char:
            return end
        if char in _STEPS:
            step = _counter_end(text, end)
        elif char == "(":
            step = _bracket_end(text, end)
        elif listed and end > start and char in "、,或和及":
            step = _word_end(text, end + 1, _WORDS, _WORD_LENGTHS)
            step = step if step > end + 1 else end
        else:
            return end
        if step == end:
            return end
        end = step


def _measure_end(text: str, start: int) -> int:
    """The end of multiplier and measure word, either of which may be missing."""
    if text[start : start + 1] in "十百千万亿":
        match = _MULTIPLIER.match(text, start)
        if match:
            start = match.end()
    return _word_end(text, start, _WORDS, _WORD_LENGTHS)


def _word_end(text: str, start: int, words: set[str], lengths: dict[str, tuple[int, ...]]) -> int:
    for size in lengths.get(text[start : start + 1], ()):
        word = text[start : start + size]
        if (
            len(word) == size
            and word in words
            and not (_LETTER.match(word, size - 1) and _LETTER.match(text, start + size))
        ):
            return start + size
    return start


def _counter_end(text: str, start: int) -> int:
    """The end of what the unit is counted by: /人, 每月, ·年, /（台）; `start` where nothing known follows."""
    at = start + 1
    if text[start] == "/":
        if text[at : at + 1] == "每":
            at += 1
        elif text[at : at + 1] == "(":
            end = _bracket_end(text, at)
            return end if end > at else start
    match = _MULTIPLIER.match(text, at)
    if match:
        at = match.end()
    end = _word_end(text, at, _COUNTERS, _COUNTER_LENGTHS)
    return end if end > at else start


def _bracket_end(text: str, start: int) -> int:
    """The end of a unit in brackets, （台/套）; `start` where the bracket holds anything else."""
    at = start
    while True:
        end = _measure_end(text, at + 1)
        if end == at + 1:
            return start
        char = text[end : end + 1]
        if char == ")":
            return end + 1
        if char not in ("/", "、"):
            return start
        at = end


@lru_cache(maxsize=4096)
def base_unit(unit: str) -> tuple[str, Decimal]:
    """The unit without its multiplier under its one name, and what a number is multiplied by to stand in it.

    >>> base_unit("万元/人/年"), base_unit("元每人每月"), base_unit("‰")
    (('元/人/年', Decimal('10000')), ('元/人/月', Decimal('1')), ('%', Decimal('0.1')))
    """
    unit = unit.strip("()") if unit.startswith("(") else unit
    if unit in _IN_PERCENT:
        return _IN_PERCENT[unit]
    factor = ONE
    match = None if unit in _NAMES else _LEADING.fullmatch(unit)
    if match:
        multiplier, unit = match.groups()
        factor = _size(multiplier)
    if unit == "人·次":
        return "人次", factor
    first, *per = re.split(r"/每?|每|[·•*](?!h)", unit)
    return "/".join([_NAMES.get(first, first), *(_NAMES.get(p, p) for p in per)]), factor


def _size(multiplier: str) -> Decimal:
    if multiplier in _SIZES:
        return _SIZES[multiplier]
    return _SIZES[multiplier[0]] * _SIZES[multiplier[1:]]
