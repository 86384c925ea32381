"""Printed amounts of money and shares as exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.quantity.exact import times
from jixiao.quantity.folding import folded, squeezed
from jixiao.quantity.model import Amount, UnitSource
from jixiao.quantity.numerals import NUMERAL, chinese_number
from jixiao.quantity.occurrences import FIGURES

_YUAN = {
    "元": Decimal(1), "百元": Decimal(100), "千元": Decimal(1000),
    "万": Decimal(10**4), "万元": Decimal(10**4), "十万元": Decimal(10**5), "百万元": Decimal(10**6),
    "千万元": Decimal(10**7), "亿": Decimal(10**8), "亿元": Decimal(10**8), "万亿元": Decimal(10**12),
}  # fmt: skip
_UNIT = "(?:万亿|[十百千]万|亿|万|千|百)?元|万|亿"
_AMOUNT = re.compile(
    rf"(?:人民币|约)?(?P<open>\()?(?P<sign>[-+])?¥?(?P<sign2>[-+])?(?:(?P<figures>{FIGURES}|\.[0-9]+)|(?P<numeral>{NUMERAL}))"
    rf"(?P<inner>{_UNIT})?(?P<close>\))?\(?(?P<unit>{_UNIT})?\)?(?:整|正)?"
)
# 美元, 欧元 and 港元 are not 元.
_LARGE = re.compile("[万亿萬億]")
_GIVEN = re.compile("(?<![美欧日港澳韩英加十百千万亿])[十百千万亿]*元")
_SHARE = re.compile(rf"(?P<of>百分之|千分之)?(?:(?P<figures>-?{FIGURES})|(?P<numeral>{NUMERAL}))(?P<mark>%|‰)?")
_PARTS = {"%": Decimal("0.01"), "百分之": Decimal("0.01"), "‰": Decimal("0.001"), "千分之": Decimal("0.001")}


def parse_amount(text: str, unit: str | None = None) -> Amount | None:
    """The printed amount in 元, with the unit it was printed in; None where no amount is printed.

    `unit` is what the form says beside the amount (万元, "单位：元"); a unit in the text itself goes before it. Without
    either, `yuan` is None: nothing is guessed. Blank, a dash and a stroke print no amount, and so give None, not zero.
    Any other text that is not one amount as a whole (资金池预算, 1,23.4) gives None too: compare with the printed text
    to tell it from a blank. Brackets or a minus sign make it negative. ￥ names the currency: the amount is in 元 where
    nothing else is given. 三万 without a unit is 30000 元, whatever is given.

    >>> parse_amount("3,058.10", "万元").yuan, parse_amount("1,277万元", "元").yuan
    (Decimal('30581000'), Decimal('12770000'))
    >>> parse_amount("250"), parse_amount("-", "万元")
    (Amount(text='250', number=Decimal('250'), yuan=None, unit=None, unit_from=None), None)
    """
    match = _AMOUNT.fullmatch(folded(squeezed(text)))
    if match is None or bool(match["open"]) != bool(match["close"]) or (match["inner"] and match["unit"]):
        return None
    number = Decimal(match["figures"].replace(",", "")) if match["figures"] else chinese_number(match["numeral"])
    if number is None:
        return None
    if match["open"] or "-" in (match["sign"], match["sign2"]):
        number = -number
    printed, given = match["inner"] or match["unit"], _known(unit)
    if not printed and (_LARGE.search(match["numeral"] or "") or ("¥" in match[0] and not given)):
        printed = "元"
    name = printed or given
    source: UnitSource | None = ("printed" if printed else "given") if name else None
    return Amount(text, number, times(number, _YUAN[name]) if name else None, name, source)


def _known(unit: str | None) -> str | None:
    """The unit of money that a printed note names, None for anything else."""
    if not unit or unit in _YUAN:
        return unit or None
    found = _GIVEN.search(folded(squeezed(unit)))
    return found[0] if found and found[0] in _YUAN else None


def parse_share(text: str, unit: str | None = None) -> Decimal | None:
    """The share as a fraction of one, or None where none is printed.

    A number without a percent sign is a share only where `unit` (a column's heading) has the sign.

    >>> parse_share("25.00%"), parse_share("1.5‰"), parse_share("25", "支出计划（%）"), parse_share("25")
    (Decimal('0.2500'), Decimal('0.0015'), Decimal('0.25'), None)
    """
    match = _SHARE.fullmatch(folded(squeezed(text)))
    if match is None:
        return None
    given = "%" if unit and "%" in folded(unit) else None
    mark = match["of"] or match["mark"] or given
    number = Decimal(match["figures"].replace(",", "")) if match["figures"] else chinese_number(match["numeral"])
    if mark is None or number is None or (match["of"] and match["mark"]):
        return None
    return times(number, _PARTS[mark])
