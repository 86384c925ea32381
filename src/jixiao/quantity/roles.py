"""What a number in figures is: a quantity, part of a date, the number of an item, part of a name."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.quantity.model import Number, Role
from jixiao.quantity.occurrences import Occurrence

_QUOTES = ("“", "”", "\u2018", "\u2019", '"')
_HEADS = "\n。;: \t"
_NAMED_AFTER = re.compile(r"号(?!召)|区(?!域)|楼|单元|#|热线|[A-Za-z]|-[A-Za-z]|[Gg]网")
_NAMED_BEFORE = re.compile(r"(?:[A-Za-z]-?|楼|单元|号|#)$")
# Of these there are so many: 建设停车楼2座 and not 停车楼2层.
_COUNTED = ("座", "栋", "幢", "个", "处", "套", "部", "台", "平方米")
# A list number before a sentence that begins with its year.
_DATED = re.compile("、(?:19|20)[0-9]{2}年")
_MONTHLY = re.compile("日(?:[之以]?前|底)")
_SCHOOL_YEAR = re.compile("/(?:19|20)[0-9]{2}学?年")


def role_of(found: Occurrence, flat: str, value: Decimal, before: Number | None) -> Role:
    """The role of the figures, from the characters next to them and the number before."""
    start, end = found.start, found.end
    dated = _dated(found, flat, value, before)
    if dated:
        return dated
    if flat[start - 1 : start] == "第" or (end - start <= 2 and _numbered(flat, start, end)):
        return "ordinal"
    return "name" if _named(found, flat, before) else "quantity"


def _dated(found: Occurrence, flat: str, value: Decimal, before: Number | None) -> Role | None:
    start, end, unit = found.start, found.end, found.unit
    figures, after = flat[start:end], flat[end : end + 1]
    if len(figures) == 4 and figures.isdigit() and figures[:2] in ("19", "20"):
        bracketed = flat[start - 1 : start] == "(" and after == ")"
        if unit[:1] in ("年", "届") or unit == "学年" or after == "级" or bracketed or _SCHOOL_YEAR.match(flat, end):
            return "year"
    if len(figures) > 2:
        return None
    if unit in ("月", "月份") and not found.head["op"] and not found.limit and 1 <= value <= 12:
        return "month"
    if after in ("日", "号") and before and before.role == "month" and before.span[1] == start:
        return "day"
    if unit == "日" and _MONTHLY.match(flat, end):
        return "day"
    return "year" if unit == "年度" and len(figures) == 2 else None


def _named(found: Occurrence, flat: str, before: Number | None) -> bool:
    """Whether the figures belong to a name, an address or a code: 6号楼, 5G, 0631."""
    start, end = found.start, found.end
    figures, prior, after = flat[start:end], flat[start - 1 : start], flat[end : end + 1]
    if (prior in _QUOTES and after in _QUOTES) or (prior == "(" and after == ")" and len(figures) > 2):
        return True
    if not found.unit and _NAMED_AFTER.match(flat, end):
        return True
    built = prior in ("楼", "元") and found.unit in _COUNTED
    if not built and _NAMED_BEFORE.search(flat, max(0, start - 3), start):
        return True
    if figures[0] == "0" and figures[1:2].isdigit():
        return True
    return before is not None and before.role == "name" and before.end == start - 1 and prior == "-"


def _numbered(flat: str, start: int, end: int) -> bool:
    """Whether the figures number an item: "1.", "2、", "(3)", "4)", 目标5：."""
    after = flat[end : end + 1]
    if after not in (".", "、", ")", ":") or not after:
        return False
    follows, prior = flat[end + 1 : end + 2], flat[start - 1 : start] if start else ""
    if follows.isdigit() and after in ":、" and not _DATED.match(flat, end):
        return False
    if after == "." or not prior or prior in _HEADS:
        return after != ":" or bool(prior)
    return (after == ")" and prior == "(") or (after == ":" and prior.isalpha())
