"""Numbers as Chinese numerals: counted (一百二十三), digit by digit (一二三), and in the formal hand (壹佰贰拾叁)."""

from __future__ import annotations

PLAIN = "〇一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
_PLAIN_UNITS = ("", "十", "百", "千")
_FORMAL_UNITS = ("", "拾", "佰", "仟")
_MYRIADS = ("", "万", "亿", "万亿")


def by_digit(digits: str, formal: bool = False) -> str:
    """Each ASCII digit as one numeral, everything else as it is."""
    return digits.translate({ord("0") + i: numeral for i, numeral in enumerate(FORMAL if formal else PLAIN)})


def counted(number: int, formal: bool = False) -> str:
    """The number as one says it: 12 -> 十二, 120 -> 一百二十, 1002 -> 一千〇二 (formal: 壹拾贰, 壹佰贰拾, 壹仟零贰)."""
    if number < 0:
        return "-" + counted(-number, formal)
    numerals = FORMAL if formal else PLAIN
    if number == 0:
        return numerals[0]
    if number >= 10**16:
        return by_digit(str(number), formal)
    groups: list[int] = []
    while number:
        number, low = divmod(number, 10_000)
        groups.append(low)
    text = ""
    for place in range(len(groups) - 1, -1, -1):
        if groups[place]:
            gap = bool(text) and groups[place] < 1000
            text += (numerals[0] if gap else "") + _up_to_9999(groups[place], formal) + _MYRIADS[place]
    if not formal and text.startswith("一十"):
        text = text[1:]
    return text


def _up_to_9999(number: int, formal: bool) -> str:
    numerals, units = (FORMAL, _FORMAL_UNITS) if formal else (PLAIN, _PLAIN_UNITS)
    text, zero = "", False
    for place, digit in zip(range(3, -1, -1), f"{number:04d}", strict=True):
        if digit == "0":
            zero = bool(text)
            continue
        text += (numerals[0] if zero else "") + numerals[int(digit)] + units[place]
        zero = False
    return text
