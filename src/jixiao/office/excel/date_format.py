"""Serial numbers as dates and times, the way a spreadsheet's date formats show them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from jixiao.office.chinese_numerals import by_digit, counted
from jixiao.office.excel.format_code import Section, Token

_DAY = 86_400
_LAST = 2_958_466  # the day after 9999-12-31
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE_WEEKDAYS = "一二三四五六日"


class Moment(NamedTuple):
    """A serial number taken apart; `total` is in seconds since the first day, `part` the fraction of a second."""

    year: int
    month: int
    day: int
    weekday: int
    seconds: int
    total: Decimal
    part: Decimal


def dated(serial: Decimal, section: Section, from_1904: bool) -> str | None:
    """The serial number under a date section; None where it is no date (negative, or past the year 9999)."""
    places = _second_places(section.tokens)
    moment = _moment(serial, places, from_1904)
    if moment is None:
        return None
    half_day = any(t.kind == "noon" for t in section.tokens)
    out: list[str] = []
    tokens = section.tokens
    for i, token in enumerate(tokens):
        if token.kind == "date":
            out.append(_date_part(moment, _minuted(tokens, i), section, half_day))
        elif token.kind == "elapsed":
            out.append(_elapsed(moment, token.text))
        elif token.kind == "noon":
            out.append(_noon(moment, token.text))
        elif token.kind == "digit":
            out.append("")  # the digits after a point were written with the point
        elif token.kind == "point":
            out.append(f"{moment.part:.{places}f}"[1:] if places else ".")
        elif token.kind in ("literal", "percent"):
            out.append(token.text)
    return "".join(out)


def _second_places(tokens: tuple[Token, ...]) -> int:
    """How many decimals of a second the code shows."""
    point = next((i for i, t in enumerate(tokens) if t.kind == "point"), None)
    if point is None:
        return 0
    count = 0
    for token in tokens[point + 1 :]:
        if token.kind != "digit":
            break
        count += 1
    return count


def _moment(serial: Decimal, places: int, from_1904: bool) -> Moment | None:
    if serial < 0 or serial >= _LAST:
        return None
    total = (serial * _DAY).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole = int(total)
    days, seconds = divmod(whole, _DAY)
    part = total - whole
    if from_1904:
        day = date(1904, 1, 1) + timedelta(days)
    elif days == 60:  # the 29th of February 1900 that spreadsheets believe in
        return Moment(1900, 2, 29, 2, seconds, total, part)
    elif days == 0:
        return Moment(1900, 1, 0, 5, seconds, total, part)
    else:
        day = date(1899, 12, 31 if days < 60 else 30) + timedelta(days)
    return Moment(day.year, day.month, day.day, day.weekday(), seconds, total, part)


def _minuted(tokens: tuple[Token, ...], at: int) -> str:
    """The date token's letters; months become minutes (`n`) after hours or before seconds."""
    text = tokens[at].text.lower()
    if text[0] != "m" or len(text) > 2:
        return text
    before = next((t.text.lower() for t in reversed(tokens[:at]) if t.kind in ("date", "elapsed")), "")
    after = next((t.text.lower() for t in tokens[at + 1 :] if t.kind in ("date", "elapsed")), "")
    return "n" * len(text) if before.startswith("h") or after.startswith("s") else text


def _date_part(moment: Moment, letters: str, section: Section, half_day: bool) -> str:
    kind, length = letters[0], len(letters)
    if kind == "e" or (kind == "y" and length > 2):
        return _numerals(f"{moment.year:04d}", section, each=True)
    if kind == "y":
        return _numerals(f"{moment.year % 100:02d}", section, each=True)
    if kind == "m" and length > 2:
        return _month_name(moment.month, length, section.chinese)
    if kind == "a" or (kind == "d" and length > 2):
        return _weekday_name(moment.weekday, letters, section.chinese)
    hours = moment.seconds // 3600
    if half_day:
        hours = hours % 12 or 12
    number = {"m": moment.month, "d": moment.day, "h": hours, "n": moment.seconds // 60 % 60, "s": moment.seconds % 60}
    if kind not in number:
        return ""
    return _numerals(f"{number[kind]:0{min(length, 2)}d}", section, each=False)


def _numerals(digits: str, section: Section, each: bool) -> str:
    if not section.numerals:
        return digits
    formal = section.numerals == 2
    return by_digit(digits, formal) if each else counted(int(digits), formal)


def _month_name(month: int, length: int, chinese: bool) -> str:
    if chinese:
        return f"{counted(month)}月"
    name = _MONTHS[month - 1]
    return name[:3] if length == 3 else name[:1] if length == 5 else name


def _weekday_name(weekday: int, letters: str, chinese: bool) -> str:
    if chinese or letters[0] == "a":
        return ("星期" if len(letters) > 3 else "周") + _CHINESE_WEEKDAYS[weekday]
    return _WEEKDAYS[weekday][: 3 if len(letters) == 3 else None]


def _elapsed(moment: Moment, letters: str) -> str:
    per = {"h": 3600, "m": 60, "s": 1}[letters[0]]
    return f"{int(moment.total) // per:0{len(letters)}d}"


def _noon(moment: Moment, text: str) -> str:
    first, second = text.split("/")
    return first if moment.seconds < _DAY // 2 else second
