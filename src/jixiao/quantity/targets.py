"""An indicator's printed 指标值 as a target."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from jixiao.quantity.dates import parse_date
from jixiao.quantity.exact import ONE, ZERO
from jixiao.quantity.folding import folded, squeezed
from jixiao.quantity.model import Change, Number, Operator, Target
from jixiao.quantity.numerals import NUMERAL, chinese_number
from jixiao.quantity.occurrences import FIGURES
from jixiao.quantity.running import scan
from jixiao.quantity.units import base_unit, unit_end
from jixiao.quantity.words import BEFORE, CHANGE, COMPARED, LIMIT, after

_CACHED = 64
_PLAIN = re.compile(rf"(?P<op>[≥≤=><]=?)?(?P<number>{FIGURES}|\.[0-9]+)")
_LIMIT = re.compile(LIMIT)
_BLANK = re.compile(
    r"[-/\\*_.。、,…]*|无|暂无|不涉及|不适用|[nN]/?[aA]|待(?:[定填补]|补充|确定|核定|核实|填写|明确)|未定|另定"
)
# A blank of a template that nobody filled in: ≥**%, XX个.
_UNFILLED = re.compile(r"[≥≤=><]*(?:\*+|[xX]{2,}|_+)")
_ANY_NUMBER = re.compile(f"[0-9]|{NUMERAL}")
_RATIO = re.compile(
    rf"(?P<op>{COMPARED})?(?:(?P<left>{FIGURES})[:/](?P<right>{FIGURES})|(?P<whole>{NUMERAL})分之(?P<part>{NUMERAL}))"
    rf"(?P<limit>{LIMIT})?"
)
_REMARK = re.compile(r"\([^()]*\)")
_INCLUSIVE = re.compile(r"\(不?含(?:本数)?\)")
_TRIMMED = " ，,。.；;：:、()（）"
# The number of the value in a list: 1.≥95%.
_MARKER = re.compile(r"(?:[①-⑳]|[0-9]{1,2}[.、](?=[^0-9]|(?:19|20)[0-9]{2}年)|\([0-9]{1,2}\)(?=.))")
# 1 000 may be one number or two.
_BROKEN = re.compile("[0-9] [0-9]")
_QUARTER = re.compile("[一二三四1-4]季度")
# [90,100] are two numbers, whatever the comma says.
_INTERVALS = "[\uff3b【"
_YEARS = ("年", "年度", "学年")
# 零事故, 零投诉: none of them. 零距离 and the like count nothing.
_NONE = re.compile("(?:实现|达到|保持|确保|=|为)?零(?!距离|散|星|售|碎|部|件|食|工|基|接触|等待)([^\\W0-9_]{2,6})")
_FREE_UNIT = re.compile(r"[^\W0-9_]{1,4}")


def parse_target(text: str) -> Target:
    """What a printed 指标值 asks for: comparison, number or range, unit, or date; see Target for each part.

    Any string is taken. What is no number and no date is qualitative; a sentence with one quantity is quantitative,
    with the rest of it in `words`; where several quantities (or dates) stand, `kind` says so and none is chosen:
    `numbers_in` gives them all.
    """
    return _cached(text) if len(text) <= _CACHED else _parse(text)


def _parse(text: str) -> Target:
    bare = squeezed(text)
    flat = folded(bare)
    if flat[:1] == "(" and _REMARK.fullmatch(flat):
        if "," in flat and bare[0] in _INTERVALS:
            return Target(text, "quantitative")
        bare, flat = bare[1:-1], flat[1:-1]
    marker = _MARKER.match(flat)
    if marker and _ANY_NUMBER.search(flat, marker.end()):
        bare, flat = bare[marker.end() :], flat[marker.end() :]
    match = _PLAIN.match(flat)
    if match:
        target = _plain(text, bare, flat, match)
        if target:
            return target
    if _BLANK.fullmatch(flat) or _unfilled(flat):
        return Target(text, "blank")
    when = parse_date(flat)
    if when:
        return Target(
            text, "date", when.operator, since=when.since, date=when.date, deadline=when.deadline, words=when.words
        )
    if not _ANY_NUMBER.search(flat):
        return Target(text, "qualitative")
    none = _NONE.fullmatch(flat)
    if none:
        return Target(text, "quantitative", number=ZERO, low=ZERO, high=ZERO, words=(none[1],))
    return _ratio(text, flat) or _sentence(text, bare, flat)


_cached = lru_cache(maxsize=8192)(_parse)


def _unfilled(flat: str) -> bool:
    match = _UNFILLED.match(flat)
    return match is not None and unit_end(flat, match.end()) == len(flat)


def _plain(text: str, bare: str, flat: str, match: re.Match[str]) -> Target | None:
    """The usual value, comparison, number and unit; None where there is more, or it may be a date."""
    figures, start = match["number"], match.end()
    end = unit_end(flat, start, listed=True)
    unit, limit = flat[start:end], flat[end:]
    if limit and not _LIMIT.fullmatch(limit):
        return None
    dated = unit in ("月", "月份", "季度") or (unit == "年度" and len(figures) == 2)
    if not match["op"] and not limit and (dated or _year_and_month(figures, unit)):
        return None
    if figures[:2] in ("19", "20") and (len(figures) == 8 or (len(figures) == 4 and unit in _YEARS)):
        return None
    operator: Operator | None = BEFORE[match["op"]] if match["op"] else None
    if limit and operator in (None, "="):
        operator = after(limit)
    number = Decimal(figures.replace(",", ""))
    low, high = _bounds(operator, number)
    if not unit:
        return Target(text, "quantitative", operator, number, low, high)
    base, factor = base_unit(unit)
    return Target(text, "quantitative", operator, number, low, high, bare[start:end], base, factor)


def _year_and_month(figures: str, unit: str) -> bool:
    """Whether 2023.12 stands alone, which no amount of anything would be."""
    return not unit and len(figures) in (6, 7) and re.fullmatch(r"20[0-9]{2}\.(?:0?[1-9]|1[0-2])", figures) is not None


def _bounds(operator: Operator | None, number: Decimal) -> tuple[Decimal | None, Decimal | None]:
    if operator in ("≥", ">"):
        return number, None
    if operator in ("≤", "<"):
        return None, number
    return (-abs(number), abs(number)) if operator == "±" else (number, number)


def _ratio(text: str, flat: str) -> Target | None:
    match = _RATIO.fullmatch(flat)
    if match is None:
        return None
    if match["whole"]:
        left, right = chinese_number(match["part"]), chinese_number(match["whole"])
    else:
        left, right = (Decimal(match[side].replace(",", "")) for side in ("left", "right"))
    if left is None or right is None:
        return None
    operator: Operator | None = BEFORE[match["op"]] if match["op"] else None
    if match["limit"] and operator in (None, "="):
        operator = after(match["limit"])
    return Target(text, "quantitative", operator, ratio=(left, right))


def _sentence(text: str, bare: str, flat: str) -> Target:
    """A value with words around its number."""
    bare, flat, remarks = _without_remarks(bare, flat)
    numbers = scan(flat, bare, lone=True)
    counted = [number for number in numbers if number.role == "quantity"]
    if counted and _BROKEN.search(flat):
        return Target(text, "quantitative")
    if not counted:
        dated = any(number.role in ("month", "day") for number in numbers) or _QUARTER.search(flat)
        return Target(text, "date" if dated else "qualitative")
    if len(counted) == 1:
        return _single(text, bare, counted[0], remarks)
    if len(counted) == 2 and counted[0].operator == "range":
        return _range(text, bare, (counted[0], counted[1]), remarks)
    return Target(text, "quantitative")


def _single(text: str, bare: str, number: Number, remarks: list[str]) -> Target:
    start, end = number.span
    unit, base, factor = number.unit, number.base_unit, number.factor
    if not unit and end == number.end and _FREE_UNIT.fullmatch(bare, end):
        unit, end = bare[end:], len(bare)
        base, factor = base_unit(folded(unit))
    low, high = _bounds(number.operator, number.value)
    return Target(
        text,
        "quantitative",
        number.operator,
        number.value,
        low,
        high,
        unit,
        base,
        factor,
        number.approx,
        _change(bare[:start], number.operator),
        words=_words(bare[:start], bare[end:], remarks),
    )


def _range(text: str, bare: str, ends: tuple[Number, Number], remarks: list[str]) -> Target:
    first, last = ends
    if first.base_unit not in ("", last.base_unit):
        return Target(text, "quantitative")
    low, high, unit, factor = first.value, last.value, last.unit, last.factor
    if first.factor != last.factor:
        low, high, unit, factor = first.scaled, last.scaled, last.base_unit, ONE
    return Target(
        text,
        "quantitative",
        "range",
        low=min(low, high),
        high=max(low, high),
        unit=unit,
        base_unit=last.base_unit,
        factor=factor,
        approx=first.approx or last.approx,
        change=_change(bare[: first.span[0]], first.operator),
        words=_words(bare[: first.span[0]], bare[last.span[1] :], remarks),
    )


def _without_remarks(bare: str, flat: str) -> tuple[str, str, list[str]]:
    """Both texts without remarks in brackets, and the remarks; units in brackets and （含） stay."""
    remarks: list[str] = []
    if "(" not in flat:
        return bare, flat, remarks
    pieces, at = [], 0
    for match in _REMARK.finditer(flat):
        if not _INCLUSIVE.fullmatch(match[0]) and unit_end(match[0], 0) < len(match[0]):
            pieces.append((at, match.start()))
            remarks.append(bare[match.start() + 1 : match.end() - 1])
            at = match.end()
    pieces.append((at, len(flat)))
    rest = "".join(flat[a:b] for a, b in pieces)
    if not _ANY_NUMBER.search(rest):
        return bare, flat, []
    return "".join(bare[a:b] for a, b in pieces), rest, remarks


def _words(before: str, after: str, remarks: list[str]) -> tuple[str, ...]:
    pieces = (piece.strip(_TRIMMED) for piece in (before, after, *remarks))
    return tuple(piece for piece in pieces if piece)


def _change(before: str, operator: Operator | None) -> Change | None:
    match = CHANGE.search(before, max(0, len(before) - 6))
    if match is None or (operator == "=" and not match["rate"]):
        return None
    return "rise" if match["rise"] else "fall"
