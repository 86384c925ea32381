"""What printed numbers look like: signs that a speck made a point, or a sign of comparison was taken for a digit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from jixiao.quantity.units import unit_end
from jixiao.text import has_digit, key

_AMOUNT = re.compile(r"[(]?-?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?[)]?(?:%|人|个|名|项|元|万元|千元|亿元)?")
_NOTHING = re.compile(r"[-/\\*—]*|无")
# Figures with points and commas between them; such as are more than one number.
_FIGURES = re.compile(r"\d[\d.,]*\d")
_FUSED = re.compile(r"\..*\.|\.\d*,|^\d{4,},|,\d{4,}|,\d{1,2}(?:,|\.|$)|\.\d{7,}")
# Inside a target: a point or comma that parts no digits as one does, letters among digits, a degree for a per cent.
_ODD = re.compile(
    r"\d[;:·'\"`](?=\d|$)|\d[.,](?!\d)|(?:^|[^\d])[.,]\d|\d,\d{1,2}(?!\d)|\d,\d{4}|\.\d+\.|\d[A-Za-z](?![A-Za-z])\d"
    r"|°(?!C)|[OoIlSBZ]\d|\d[OoIlSBZ](?![A-Za-z])|[≥≤=<>]{2}|[\d%][≥≤=<>]\d|[≥≤=<>]0\d|^[.,:;·+]|[.,:;·]$"
)
# A number with a Han character behind it that may be its unit; with three places, as where a comma was read as a point.
_COUNTED = re.compile(r"\d([\u4e00-\u9fff])$")
_PLACES = re.compile(r"(?<![\d.])[1-9]\d{0,2}\.\d{3}(?![\d万亿])")
_TARGET = re.compile(r"(?P<sign>[≥≤=<>±])?\d[\d,.]*(?P<rest>.*)")
_DATE = re.compile(r"(?:19|20)\d\d[年.-].*")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
# `≤1起` whose sign is lost or read as a character, and whose digit is read as a Han numeral.
_ONE = re.compile(r"[八人入<>]?一[起次个家项人名场件套年月]")
# A target that is longer is a sentence, where commas are no part of a number.
_SHORT = 16
# A list has a rule (all numbers with a sign, all with as many places) if at least so many of its numbers keep it,
_MANY = 4
# and this share of them.
_MOST = 0.75


def odd_amount(text: str) -> bool:
    """Whether a cell for an amount holds something that no office prints as one."""
    flat = key(text)
    return _AMOUNT.fullmatch(flat) is None and _NOTHING.fullmatch(flat) is None


def is_amount(text: str) -> bool:
    """Whether the text is one amount, or says that there is none."""
    return not odd_amount(text)


def is_fused(text: str) -> bool:
    """Whether figures in the text can be no single amount: two points in one number, or thousands parted unevenly."""
    return any(_FUSED.search(number) for number in _FIGURES.findall(key(text)))


def odd_target(text: str) -> bool:
    """Whether a short target holds a number that no office prints so, more than all of something, or no known unit."""
    flat = key(text)
    if len(flat) > _SHORT:
        return False
    if not has_digit(flat):
        return any(sign in flat for sign in "≥≤°") or _ONE.fullmatch(flat) is not None
    over = any(Decimal(share) > 100 for share in _PERCENT.findall(flat))
    counted = _COUNTED.search(flat)
    unknown = counted is not None and unit_end(flat, counted.start(1)) == counted.start(1)
    return over or unknown or _PLACES.search(flat) is not None or _ODD.search(flat) is not None


def unlike_others(texts: dict[str, str]) -> set[str]:
    """Of the targets of a list by path those that begin otherwise than nearly all: a digit where others have a sign,
    or `>` where others have `≥`. Dates, which have none, do not count."""
    flat = {path: key(text) for path, text in texts.items() if not _DATE.fullmatch(key(text))}
    signs = {path: match["sign"] or "" for path, text in flat.items() if (match := _TARGET.fullmatch(text))}
    signed = [path for path, sign in signs.items() if sign]
    out = set()
    if len(signed) >= _MANY and len(signed) >= _MOST * len(signs):
        out |= {path for path, sign in signs.items() if not sign}
    for strict, usual in (("<", "≤"), (">", "≥")):
        if Counter(signs.values())[usual] > Counter(signs.values())[strict]:
            out |= {path for path, sign in signs.items() if sign == strict}
    return out


def unlike_column(texts: Iterable[tuple[str, str]]) -> set[str]:
    """Of the amounts of a column (path, text) those with another number of decimals than nearly all have."""
    places = {path: len(flat.partition(".")[2]) for path, text in texts if has_digit(flat := key(text)) and flat != "0"}
    if len(places) < _MANY:
        return set()
    (usual, count), *_ = Counter(places.values()).most_common(1)
    return {path for path, n in places.items() if n != usual} if usual and count >= _MOST * len(places) else set()
