"""Values that cannot be what they stand for, however they were read: cells that do not hold one amount or one target,
characters that no reader knows, text beside which other text is hidden."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache

from jixiao.evidence import DoubtCode, Passage
from jixiao.quantity.shape import is_amount, is_fused
from jixiao.text import NO_CHARACTER, has_digit, key

_MONEY = re.compile(
    r"funds\.(?:annual|lifetime)\.\w+|budget\.(?!unit)\w+|tasks\[\d+\]\.(?:amount|fiscal|other)|tasks_total\.\w+"
    r"|execution_weight|indicators\[\d+\]\.weight|staff\[\d+\]\.(?:last|this)_year|spending_plan\[\d+\]\.share"
)
_TARGET = re.compile(r"indicators\[\d+\]\.value")
# Two targets in one: two signs side by side, a sign between two figures, a unit twice, a figure behind a unit.
_SIGN = r"[≥≤=＝≧≦＞＜><]"
_TWO_TARGETS = re.compile(
    rf"(?![<>]=){_SIGN}\s*{_SIGN}|\d[%％]?{_SIGN}+\d|[%％][%％]"
    r"|\d[\d.,]*[^\d\s.,，、；;~\-—至到年月日]+ [\d,]+(?:\.\d+)?$"
)
# A word beside an amount: a stamp or a note that was put on it.
_STAMPED = re.compile(r"[A-Za-z]{4,}")
# Words of another cell that run into an amount: 平台运维5590.69. A unit or a note behind it is none.
_RUN_INTO = re.compile(r"^[\u4e00-\u9fff]{4,}[\d,]+(?:\.\d+)?$")
# Words without a figure are no amount, but for those that say that there is none, and amounts in capitals.
_NIL = "(?:暂?无|没有|不涉及|不适用|未安排|未列入|待定|空白?|[详另]?见.*)$"
_CAPITALS = "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整正人民币]+$"
_NO_AMOUNT = re.compile(rf"^(?!{_NIL}|{_CAPITALS})[^\d]*[\u4e00-\u9fff]{{3}}[^\d]*$")
# What an amount of money is printed with: words before it, a unit or a note behind it. One sign among them is of none.
_PRINTED = re.compile(
    r"(?:20\d\d年度?)?(?:[\u4e00-\u9fff:、]{2,}|[约共计近])?[￥¥]?\(?[-+]?\d[\d,]*(?:\.\d*)?\)?%?(?:[\u4e00-\u9fff/]+\d?)?(?:\(.*\))?"
)
_SUM = re.compile(r"(?:funds|budget|tasks)\b.*")
_BETWEEN = re.compile(r"[-－–—·/／]")
_LEVEL = re.compile(r"indicators\[\d+\]\.level[12]")
_CELL = re.compile(r"rows\[(\d+)\]\[(\d+)\]")
_SORTS = {"money": _MONEY, "target": _TARGET, "level": _LEVEL, "cell": _CELL}
# The share of a column's written cells that are amounts from which the others should be.
_MOSTLY = 0.6


def odd_values(values: dict[str, Passage], known: Callable[[str], bool]) -> dict[str, list[DoubtCode]]:
    """The codes of doubts by field path.

    `values` are all values of a record by field path, `known` says whether a text is a term of the forms.
    """
    out: dict[str, list[DoubtCode]] = defaultdict(list)
    levels = {key(passage.text) for path, passage in values.items() if _sort_of(path) == "level"}
    merged = {text for text in levels if _is_two_terms(text, known)}
    for path, passage in values.items():
        sort = _sort_of(path)
        if NO_CHARACTER.search(passage.text):
            out[path].append(DoubtCode.UNREADABLE)
        if sort == "level" and merged and key(passage.text) in merged:
            out[path].append(DoubtCode.CELLS_MERGED)
        if sort == "target" and _TWO_TARGETS.search(passage.text):
            out[path].append(DoubtCode.CELLS_MERGED)
        if sort == "money" and (_is_more(passage) or _NO_AMOUNT.search(key(passage.text)) or _is_odd(path, passage)):
            out[path].append(DoubtCode.NOT_ONE_AMOUNT)
    for cells in _columns(values).values():
        written = [(path, passage) for path, passage in cells if key(passage.text)]
        amounts = sum(is_amount(passage.text) for _, passage in written)
        if amounts >= _MOSTLY * len(written):
            for path, passage in written:
                if has_digit(passage.text) and _is_more(passage):
                    out[path].append(DoubtCode.NOT_ONE_AMOUNT)
    return out


@lru_cache(maxsize=16384)
def _sort_of(path: str) -> str:
    """What the field at the path holds: money, a target, the name of a level, a cell of a table, "" for others."""
    return next((sort for sort, pattern in _SORTS.items() if pattern.fullmatch(path)), "")


def _is_two_terms(text: str, known: Callable[[str], bool]) -> bool:
    """Whether the names of two levels stand in one: a wall between two cells is missing, or they were printed so."""
    text = _BETWEEN.sub("", text)
    return not known(text) and any(known(text[:i]) and known(text[i:]) for i in range(4, len(text) - 3))


def _columns(values: dict[str, Passage]) -> dict[int, list[tuple[str, Passage]]]:
    """The cells of a budget table by column."""
    out: dict[int, list[tuple[str, Passage]]] = defaultdict(list)
    for path, passage in values.items():
        if _sort_of(path) == "cell" and (cell := _CELL.fullmatch(path)):
            out[int(cell[2])].append((path, passage))
    return out


def _is_more(passage: Passage) -> bool:
    """Whether an amount cell holds several amounts, run together or set apart in it.

    An amount whose last digits went to a line of their own (`1,250,000.0`, `0`) is one.
    """
    if not passage.text or is_fused(passage.text):
        return bool(passage.text)
    if has_digit(passage.text) and (_STAMPED.search(passage.text) or _RUN_INTO.match(key(passage.text))):
        return True
    parts = _parts(passage)
    if len(parts) < 2 or not all(has_digit(part) and is_amount(part) for part in parts):
        return False
    first, last = parts[0], parts[-1]
    wrapped = len(parts) == 2 and len(first) > 2 * len(last) and any(mark in first for mark in ".,")
    return not wrapped


def _is_odd(path: str, passage: Passage) -> bool:
    """Whether a sum of money holds a figure and a sign that is printed with none: a digit that has another's name."""
    text = key(passage.text)
    return bool(_SUM.fullmatch(path)) and has_digit(text) and not is_amount(text) and not _PRINTED.fullmatch(text)


def _parts(passage: Passage) -> list[str]:
    """What stands on lines of its own, or clearly apart from what is beside it."""
    return [word.text[start:end] for word, start, end in passage.pieces]
