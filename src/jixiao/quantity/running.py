"""Numbers of a running text with their places, comparisons and units."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from jixiao.quantity.exact import ONE
from jixiao.quantity.folding import folded, folded_prose
from jixiao.quantity.model import Number, Role
from jixiao.quantity.numerals import NUMERAL, chinese_number
from jixiao.quantity.occurrences import Occurrence, is_negative, occurrences
from jixiao.quantity.roles import role_of
from jixiao.quantity.units import base_unit

_CONNECTED = re.compile(r"\s?(?:-{1,2}|~|至|到)\s?")
_QUOTED = re.compile("[“《「\u2018][^”》」\u2019]{0,60}[”》」\u2019]")
# A numeral in characters counts only before these; 一级, 一流, 三类, 二期 name, they do not count.
_COUNTED = re.compile(
    "[个人名次家项件套台份座所间栋条辆篇册本户天年周元亩吨场处](?!人$)|平方|公里|小时|工作日|批次|公顷|分钟|万|亿|%|月份"
)
# The first of two ends that share a unit: 三至五次.
_COUNTED_ON = re.compile(rf"[-~至到]{NUMERAL}(?:{_COUNTED.pattern})")
_GRADES = ("级", "类", "等", "档")
_PARTS_OF_DATES = ("year", "month", "day")


def numbers_in(text: str) -> list[Number]:
    """Every number of the text, in order, with its place, its role, and the comparison and unit around it.

    Years, months, days, list numbers and numbers of names come too, told apart by `role`. Numerals in characters
    are given where they count something (三个, 不少于一次, 百分之五), not in 统一, 一流, 第一书记 or quotation marks.

    >>> for n in numbers_in("1.2023年改造老旧小区107万平方米以上，验收合格率达到100%；2.举办培训3-5场。"):
    ...     print(n.start, n.text, n.role, n.operator, n.unit, n.scaled)
    0 1 ordinal None  1
    2 2023 year None  2023
    13 107 quantity ≥ 万平方米 1070000
    30 100 quantity = % 100
    35 2 ordinal None  2
    41 3 quantity range 场 3
    43 5 quantity range 场 5
    """
    return scan(folded_prose(text), text)


def scan(flat: str, printed: str, *, lone: bool = False) -> list[Number]:
    """The numbers of a folded text; `lone` lets a numeral 一 count that makes up the whole text."""
    found: list[Number] = []
    quoted: list[tuple[int, int]] | None = None
    for occurrence in occurrences(flat):
        if occurrence.head["iso"]:
            found += _iso(occurrence.head, printed)
        elif occurrence.head["figures"]:
            _append(found, _figures(occurrence, flat, printed, found), flat)
        else:
            if quoted is None:
                quoted = [m.span() for m in _QUOTED.finditer(flat)]
            number = _numeral(occurrence, flat, printed, lone)
            if number and not any(a <= number.start < b for a, b in quoted):
                _append(found, number, flat)
    return found


def _iso(match: re.Match[str], printed: str) -> list[Number]:
    roles: tuple[tuple[str, Role], ...] = (("iso", "year"), ("month", "month"), ("day", "day"))
    return [
        Number(a, b, printed[a:b], Decimal(match[name]), role, span=(a, b))
        for name, role in roles
        for a, b in (match.span(name),)
    ]


def _figures(found: Occurrence, flat: str, printed: str, before: list[Number]) -> Number:
    start, end = found.start, found.end
    value = Decimal(flat[start:end].replace(",", ""))
    role = role_of(found, flat, value, before[-1] if before else None)
    if role == "quantity":
        return _quantity(found, printed, -value if is_negative(found, flat) else value)
    width = 1 if role in _PARTS_OF_DATES and end < len(flat) and flat[end] in "年月日号" else 0
    operator = None if found.operator == "=" else found.operator
    return Number(start, end, printed[start:end], value, role, operator, span=(start, end + width))


def _numeral(found: Occurrence, flat: str, printed: str, lone: bool) -> Number | None:
    """The quantity of a Chinese numeral, None where it is part of a word or not exact."""
    start, end = found.start, found.end
    numeral, share, unit = flat[start:end], found.head["of"], found.unit
    value = Decimal(100) if share and numeral == "百" else chinese_number(numeral)
    if value is None or flat[start - 1 : start] == "第":
        return None
    if flat[end : end + 1] == "年" and len(numeral) == 4 and 1900 <= value <= 2100:
        return Number(start, end, printed[start:end], value, "year", span=(start, end + 1), written=True)
    alone = lone and found.head.start() == 0 and found.stop == len(flat)
    if flat[end : end + 1] == "月" and value <= 12 and not alone:
        return None
    if unit[:1] in _GRADES or not (share or alone or _COUNTED.match(unit) or _COUNTED_ON.match(flat, end)):
        return None
    if value == 1 and not (alone or share or found.head["op"] or found.limit):
        return None
    return replace(_quantity(found, printed, value), written=True)


def _quantity(found: Occurrence, printed: str, value: Decimal) -> Number:
    """The number as a quantity; a dash that is no minus stays outside."""
    unit = printed[found.unit_start : found.unit_start + len(found.unit)]
    share = found.head["of"]
    if share:
        unit = share if share.endswith("之") else share + "之"
    elif found.head["money"] and "元" not in unit:
        unit += "元"
    base, factor = base_unit(folded(unit)) if unit else ("", ONE)
    start = found.start if found.head["sign"] == "-" and value >= 0 else found.head.start()
    return Number(
        found.start,
        found.end,
        printed[found.start : found.end],
        value,
        "quantity",
        found.operator,
        found.approx,
        unit,
        base,
        factor,
        (start, found.stop),
    )


def _append(found: list[Number], number: Number, flat: str) -> None:
    """Add the number; a dash or 至 makes it and the one before the ends of a range, 、 lets them share a unit."""
    before = found[-1] if found else None
    if before is None or before.role != "quantity":
        found.append(number)
        return
    gap = flat[before.span[1] : number.start]
    if gap == "、" and not before.unit and (number.unit or number.role in _PARTS_OF_DATES):
        _share(found, number, flat)
    elif _CONNECTED.fullmatch(gap):
        if number.role in _PARTS_OF_DATES:
            found[-1] = replace(before, role=number.role, operator=None) if not before.unit else before
        elif number.role == "quantity" and before.operator not in ("range", "±"):
            number = replace(number, value=abs(number.value)) if gap.endswith("-") else number
            found[-1] = _end_of_range(before, number)
            number = _end_of_range(number, before)
    found.append(number)


def _share(found: list[Number], number: Number, flat: str) -> None:
    """Give the unit, or the part of a date, of the last number to those that a 、 joins with it (6、7、8层)."""
    after = number
    for at in range(len(found) - 1, -1, -1):
        each = found[at]
        if each.role != "quantity" or each.unit or flat[each.span[1] : after.start] != "、":
            return
        role = number.role if number.role in _PARTS_OF_DATES else each.role
        found[at] = replace(each, role=role, unit=number.unit, base_unit=number.base_unit, factor=number.factor)
        after = each


def _end_of_range(end: Number, other: Number) -> Number:
    """One end, with the unit of the other where it has none itself (3-5年)."""
    if end.unit:
        return replace(end, operator="range")
    return replace(end, operator="range", unit=other.unit, base_unit=other.base_unit, factor=other.factor)
