"""Numbers of a running text with their places, comparisons and units."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from jixiao.quantity.exact import ONE
from jixiao.quantity.folding import folded, folded_prose
from jixiao.quantity.model import Number, Operator, Role
from jixiao.quantity.numerals import NUMERAL, chinese_number
from jixiao.quantity.units import UNIT, base_unit
from jixiao.quantity.words import ABOUT, ABOUT_BEFORE, BEFORE, BETWEEN, COMPARED, LIMIT, after

FIGURES = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
_NUMBER = re.compile(
    rf"""
    (?P<iso>(?:19|20)[0-9]{{2}})(?P<sep>[-./])(?P<month>1[0-2]|0?[1-9])(?P=sep)(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])
  | (?:(?P<op>{COMPARED})(?:\(含\)|{BETWEEN})?\s?)?(?:人民币)?(?P<near>{ABOUT_BEFORE})?(?P<money>¥)?
    (?P<sign>±|正负|[+-])?(?P<of>百分之|千分之)?
    (?:(?P<figures>[0-9]{{1,2}}(?=\.(?:19|20)[0-9]{{2}}年)|{FIGURES})|(?P<numeral>{NUMERAL}))
    (?P<more>[余多来几](?={UNIT}))?\s?
    (?P<unit>{UNIT})?\s?
    (?P<limit>{LIMIT}|\+(?![0-9]))?
    (?P<about>{ABOUT})?
    """,
    re.VERBOSE,
)
_CONNECTED = re.compile(r"\s?(?:-{1,2}|~|至|到)\s?")
_QUOTED = re.compile("[“《「\u2018][^”》」\u2019]{0,60}[”》」\u2019]")
# A numeral in characters counts only before these; 一级, 一流, 三类, 二期 name, they do not count.
_COUNTED = re.compile(
    "[个人名次家项件套台份座所间栋条辆篇册本户天年周元亩吨场处](?!人$)|平方|公里|小时|工作日|批次|公顷|分钟|万|亿|%|月份"
)
# The first of two ends that share a unit: 三至五次.
_COUNTED_ON = re.compile(rf"[-~至到]{NUMERAL}(?:{_COUNTED.pattern})")
_GRADES = ("级", "类", "等", "档")
_QUOTES = ("“", "”", "\u2018", "\u2019", '"')
_HEADS = "\n。;: \t"
_NAMED_AFTER = re.compile(r"号(?!召)|区(?!域)|楼|单元|#|热线|[A-Za-z]|-[A-Za-z]|[Gg]网")
_NAMED_BEFORE = re.compile(r"(?:[A-Za-z]-?|楼|单元|号|#)$")
# A list number before a sentence that begins with its year.
_DATED = re.compile("、(?:19|20)[0-9]{2}年")
_MONTHLY = re.compile("日(?:[之以]?前|底)")
_SCHOOL_YEAR = re.compile("/(?:19|20)[0-9]{2}学?年")
_NEGATIVE_AFTER = "(:,，~为=≥≤><至到"


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
    for match in _NUMBER.finditer(flat):
        if match["iso"]:
            found += _iso(match, printed)
        elif match["figures"]:
            _append(found, _figures(match, flat, printed, found), flat)
        else:
            if quoted is None:
                quoted = [m.span() for m in _QUOTED.finditer(flat)]
            number = _numeral(match, flat, printed, lone)
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


def _figures(match: re.Match[str], flat: str, printed: str, found: list[Number]) -> Number:
    start, end = match.span("figures")
    value = Decimal(match["figures"].replace(",", ""))
    role = _role(match, flat, value, found[-1] if found else None)
    if role != "quantity":
        width = 1 if role in ("year", "month", "day") and end < len(flat) and flat[end] in "年月日号" else 0
        operator = BEFORE.get(match["op"] or "")
        operator = None if operator == "=" else operator
        return Number(start, end, printed[start:end], value, role, operator, span=(start, end + width))
    return _quantity(match, printed, value, (start, end), _negative(match, flat))


def _numeral(match: re.Match[str], flat: str, printed: str, lone: bool) -> Number | None:
    """The quantity of a Chinese numeral, None where it is part of a word or not exact."""
    start, end = match.span("numeral")
    value = chinese_number(match["numeral"])
    unit = match["unit"] or ""
    if value is None or flat[start - 1 : start] == "第":
        return None
    if flat[end : end + 1] == "年" and len(match["numeral"]) == 4 and 1900 <= value <= 2100:
        return Number(start, end, printed[start:end], value, "year", span=(start, end + 1), written=True)
    alone = lone and match.span() == (0, len(flat))
    if flat[end : end + 1] == "月" and value <= 12 and not alone:
        return None
    if unit[:1] in _GRADES or not (match["of"] or alone or _COUNTED.match(unit) or _COUNTED_ON.match(flat, end)):
        return None
    if value == 1 and not (alone or match["of"] or match["op"] or match["limit"]):
        return None
    return replace(_quantity(match, printed, value, (start, end), False), written=True)


def _quantity(match: re.Match[str], printed: str, value: Decimal, place: tuple[int, int], negative: bool) -> Number:
    start, end = place
    of, unit_start, unit_end = match["of"], *match.span("unit")
    unit = of or (printed[unit_start:unit_end] if match["unit"] else "")
    if match["money"] and "元" not in unit:
        unit += "元"
    base, factor = base_unit(folded(unit)) if unit else ("", ONE)
    first = match.start()
    if match["sign"] == "-" and not negative:
        first = start
    return Number(
        start,
        end,
        printed[start:end],
        -value if negative else value,
        "quantity",
        _operator(match),
        bool(match["near"] or match["more"] or match["about"]),
        unit,
        base,
        factor,
        (first, len(match[0].rstrip()) + match.start()),
    )


def _operator(match: re.Match[str]) -> Operator | None:
    if match["sign"] in ("±", "正负"):
        return "±"
    before: Operator | None = BEFORE[match["op"]] if match["op"] else None
    if match["limit"] and before in (None, "="):
        return after(match["limit"])
    return before


def _negative(match: re.Match[str], flat: str) -> bool:
    if match["sign"] != "-":
        return False
    if match["op"] or match["near"]:
        return True
    at = match.start()
    return at == 0 or flat[at - 1] in _NEGATIVE_AFTER


def _role(match: re.Match[str], flat: str, value: Decimal, before: Number | None) -> Role:
    """What a number in figures is, from the characters next to it."""
    start, end = match.span("figures")
    figures = match["figures"]
    dated = _dated(match, flat, value, before)
    if dated:
        return dated
    if flat[start - 1 : start] == "第" or (len(figures) <= 2 and _numbered(flat, start, end)):
        return "ordinal"
    return "name" if _named(match, flat, before) else "quantity"


def _dated(match: re.Match[str], flat: str, value: Decimal, before: Number | None) -> Role | None:
    start, end = match.span("figures")
    figures, unit, after = match["figures"], match["unit"] or "", flat[end : end + 1]
    if len(figures) == 4 and figures.isdigit() and figures[:2] in ("19", "20"):
        bracketed = flat[start - 1 : start] == "(" and after == ")"
        if unit[:1] in ("年", "届") or unit == "学年" or after == "级" or bracketed or _SCHOOL_YEAR.match(flat, end):
            return "year"
    if len(figures) > 2:
        return None
    if unit in ("月", "月份") and not match["op"] and not match["limit"] and 1 <= value <= 12:
        return "month"
    if after in ("日", "号") and before and before.role == "month" and before.span[1] == start:
        return "day"
    if unit == "日" and _MONTHLY.match(flat, end):
        return "day"
    return "year" if unit == "年度" and len(figures) == 2 else None


def _named(match: re.Match[str], flat: str, before: Number | None) -> bool:
    """Whether the figures belong to a name, an address or a code: 6号楼, 5G, 0631."""
    start, end = match.span("figures")
    figures, prior = match["figures"], flat[start - 1 : start]
    after = flat[end : end + 1]
    if (prior in _QUOTES and after in _QUOTES) or (prior == "(" and after == ")" and len(figures) > 2):
        return True
    if (not match["unit"] and _NAMED_AFTER.match(flat, end)) or _NAMED_BEFORE.search(flat, max(0, start - 3), start):
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


def _end_of_range(end: Number, other: Number) -> Number:
    """One end, with the unit of the other where it has none itself (3-5年)."""
    if end.unit:
        return replace(end, operator="range")
    return replace(end, operator="range", unit=other.unit, base_unit=other.base_unit, factor=other.factor)


def _append(found: list[Number], number: Number, flat: str) -> None:
    """Add the number; two that a dash or 至 connects become the ends of a range."""
    before = found[-1] if found else None
    if before is None or not _CONNECTED.fullmatch(flat, before.span[1], number.start):
        found.append(number)
        return
    if number.role in ("year", "month", "day"):
        if before.role == "quantity" and not before.unit:
            found[-1] = replace(before, role=number.role, operator=None)
    elif before.role == "quantity" == number.role and before.operator not in ("range", "±"):
        number = replace(number, value=abs(number.value) if flat[number.start - 1] == "-" else number.value)
        found[-1] = _end_of_range(before, number)
        number = _end_of_range(number, before)
    found.append(number)
