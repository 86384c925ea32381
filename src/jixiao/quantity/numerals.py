"""Chinese numerals: 一百二十, 三万五, 二〇二三, 一点五, 壹佰万."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.quantity.exact import ONE, times

_WRITTEN = ("零\u3007\u25cb", "一壹幺", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {char: value for value, chars in enumerate(_WRITTEN) for char in chars}
_DIGIT = "".join(_DIGITS)
NUMERAL = rf"[{_DIGIT}十拾百佰千仟万亿]+(?:点[{_DIGIT}]+(?:万亿|亿|万)?)?"
FIGURE = f"[{_DIGIT}]"

_PLAIN = str.maketrans(
    {char: "零一二三四五六七八九"[value] for char, value in _DIGITS.items()}
    | {"拾": "十", "佰": "百", "仟": "千", "萬": "万", "億": "亿"}
)
_FIGURES = str.maketrans("零一二三四五六七八九", "0123456789")
_D = "[一二三四五六七八九]"
# Below ten thousand. 零 stands for the places left out; a last digit without its place counts in the next (一百二).
_SECTION = re.compile(
    rf"(?:({_D})千)?(?:(零?)({_D})百)?(?:(零?)({_D}?)十)?(?:(零?)({_D}))?",
)
_DECIMALS = re.compile("([零一二三四五六七八九]+)(万亿|亿|万|)")
_SIZES = {"": ONE, "万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}
_WHOLE = re.compile(r"[零一二三四五六七八九十百千万亿]+")


def chinese_number(text: str) -> Decimal | None:
    """The exact value of a Chinese numeral, or None for what is not one.

    Read are place values (一百二十), a last digit without its place (三万五 is 35000), figures one by one (二〇二三;
    three or more, or with a zero), a decimal part (一点五) and the forms of accountants (壹佰). Two figures side by
    side (三五, about four) are no exact number.

    >>> [int(chinese_number(t)) for t in ("十五", "一百二十", "一百零二", "一百二", "三万五", "二〇二三", "壹佰万")]
    [15, 120, 102, 120, 35000, 2023, 1000000]
    >>> chinese_number("一点五"), chinese_number("两三"), chinese_number("百十")
    (Decimal('1.5'), None, None)
    """
    whole, point, rest = text.translate(_PLAIN).partition("点")
    value = _integer(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    match = _DECIMALS.fullmatch(rest)
    if match is None:
        return None
    decimals, size = match.groups()
    return times(Decimal(f"{value}.{decimals.translate(_FIGURES)}"), _SIZES[size])


def _integer(text: str) -> str | None:
    """The integer as figures; a string, since a row of figures may be of any length."""
    if not _WHOLE.fullmatch(text):
        return None
    figures = text.translate(_FIGURES)
    if figures.isascii():
        return figures if len(figures) != 2 or "0" in figures else None
    value = _grouped(text)
    return None if value is None else str(value)


def _grouped(text: str) -> int | None:
    """亿 and 万 groups: (…亿)(…万)(…)."""
    for mark, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(mark)
        if not found:
            continue
        if mark in head:
            return None
        high = _grouped(head) if mark == "亿" else _section(head)
        low = _low(tail, size)
        return None if not high or low is None or low >= size else high * size + low
    return _section(text)


def _low(text: str, size: int) -> int | None:
    """What follows a 亿 or 万: nothing, a bare digit that counts in the next lower place, or a smaller number."""
    if not text:
        return 0
    if len(text) == 1 and text in "一二三四五六七八九":
        return int(text.translate(_FIGURES)) * size // 10
    if text[0] == "零" and len(text) > 1:
        text = text[1:]
    return _grouped(text)


def _section(text: str) -> int | None:
    if text == "零":
        return 0
    match = _SECTION.fullmatch(text)
    if match is None or not text or text[0] == "零":
        return None
    thousands, _, hundreds, gap, tens, last_gap, ones = match.groups()
    value = 1000 * _figure(thousands) + 100 * _figure(hundreds)
    has_tens = tens is not None
    if has_tens:
        if not tens and gap:
            return None
        value += 10 * (_figure(tens) or 1)
    if ones:
        if has_tens or last_gap or not value:
            return value + _figure(ones)
        return value + _figure(ones) * (10 if hundreds else 100)
    return value


def _figure(char: str | None) -> int:
    return int(char.translate(_FIGURES)) if char else 0
