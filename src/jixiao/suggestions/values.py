"""How others set the value of an indicator: usual operator and unit, median and quartiles, what money would buy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import floor
from statistics import median, quantiles

from jixiao.library import Card, Entry
from jixiao.suggestions.model import Usual

_WAN = 10_000
_PERCENT, _ALL = "%", 100
_EXAMPLES = 3
# Above the first, rates are proposed in fives, above the second in ones; below, as they are.
_ROUND, _HIGH, _FIVE = 50, 95, 5
_FEW = 3
# Amounts per money spent are worth telling only where half of them lie within this share of their median.
_SPREAD = 0.8


def usual_value(holders: Sequence[tuple[Card, Entry]], amount: float | None) -> Usual:
    """The usual value among the holders of an indicator; `amount` is the project's own money in 元."""
    entries = [entry for _, entry in holders if entry.kind != "blank"]
    numeric = [(card, e) for card, e in holders if e.kind == "quantitative" and e.number is not None]
    out = Usual(counted=len(entries), numeric=len(numeric), examples=_examples(entries))
    if not numeric:
        return out
    unit = Counter(e.unit for _, e in numeric).most_common(1)[0][0]
    comparable = [(card, e) for card, e in numeric if e.unit == unit]
    operators = Counter(e.operator for _, e in comparable)
    out.unit = unit
    out.operator = operators.most_common(1)[0][0]
    numbers = [e.number for _, e in comparable if e.number is not None]
    out.median = median(numbers)
    out.low, out.high = _quartiles(numbers)
    if unit != _PERCENT:
        out.scaled_low, out.scaled_high = _scaled(comparable, amount)
    return out


def said(usual: Usual) -> str:
    """The usual value in a few words, "" where nothing is known of it."""
    if usual.median is None:
        return f"常见写法：{'、'.join(usual.examples)}" if usual.examples else ""
    numbers = f"中位 {number(usual.median)}{usual.unit}"
    if usual.low is not None and usual.high is not None and usual.low != usual.high:
        numbers += f"，多在 {number(usual.low)}～{number(usual.high)}{usual.unit}"
    words = f"{usual.numeric} 个用数值" + (f"，通常用“{usual.operator}”" if usual.operator else "") + f"，{numbers}"
    if usual.scaled_low is not None and usual.scaled_high is not None:
        words += f"；按资金折算约 {number(usual.scaled_low)}～{number(usual.scaled_high)}{usual.unit}"
    return words


def rate_value(operator: str, median: float, unit: str) -> str:
    """A rate as it is proposed: about the median, as rates are written; all of it where that is all."""
    full = unit == _PERCENT and median >= _ALL
    if unit == _PERCENT and _ROUND <= median < _ALL:
        median = floor(median) if median >= _HIGH else _FIVE * round(median / _FIVE)
    return f"{operator or ('=' if full else '≥')}{number(median)}{unit}"


def number(value: float) -> str:
    """The number as officials write it: large ones in 万 or 亿, no trailing zeros."""
    for size, word in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= size:
            return f"{_plain(value / size)}{word}"
    return _plain(value)


def _plain(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _examples(entries: Sequence[Entry]) -> list[str]:
    counts = Counter(e.value for e in entries if e.value)
    return [value for value, _ in counts.most_common(_EXAMPLES)]


def _quartiles(numbers: Sequence[float]) -> tuple[float, float]:
    if len(numbers) < _FEW:
        return min(numbers), max(numbers)
    low, _, high = quantiles(numbers, n=4, method="inclusive")
    return low, high


def _scaled(holders: Sequence[tuple[Card, Entry]], amount: float | None) -> tuple[float | None, float | None]:
    """The quartiles of number per 万元, for this amount; nothing where there are few or they differ widely."""
    if not amount:
        return None, None
    rates = [e.number / (card.amount / _WAN) for card, e in holders if e.number and card.amount]
    if len(rates) < _FEW:
        return None, None
    low, high = _quartiles(rates)
    middle = median(rates)
    if not middle or (high - low) / middle > _SPREAD:
        return None, None
    return low * amount / _WAN, high * amount / _WAN
