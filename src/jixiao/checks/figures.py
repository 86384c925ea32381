"""Printed amounts as numbers that remember how exactly they are printed, and sums that know about rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jixiao.quantity import parse_amount

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount in 元, and what one of its last printed digit is worth; `known` is False where no unit is printed."""

    value: Decimal
    step: Decimal
    text: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a total is from the sum of its parts; `rounding` where rounded parts alone could make it."""

    total: Decimal
    sum: Decimal
    rounding: bool

    @property
    def gap(self) -> Decimal:
        """The distance, without sign."""
        return abs(self.total - self.sum)


@lru_cache(maxsize=65536)
def figure(text: str | None, unit: str | None = None) -> Figure | None:
    """The amount that the text prints, None where it prints none."""
    amount = parse_amount(text, unit) if text else None
    if amount is None:
        return None
    exponent = amount.number.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    factor = Decimal(1) if amount.yuan is None or not amount.number else amount.yuan / amount.number
    value = amount.number if amount.yuan is None else amount.yuan
    return Figure(value, step * factor, text or "", amount.yuan is not None)


def gap_of(total: Figure, parts: Sequence[Figure], tolerance: Decimal) -> Gap | None:
    """How the total differs from the sum of the parts, None where by no more than the tolerance."""
    found = sum((part.value for part in parts), _ZERO)
    if abs(total.value - found) <= tolerance:
        return None
    rounded = [part.step for part in parts if part.value]
    allowed = sum(rounded, _ZERO) / 2 if len(rounded) > 1 else _ZERO
    return Gap(total.value, found, abs(total.value - found) <= allowed)


def alike(one: Figure, other: Figure, tolerance: Decimal) -> bool:
    """Whether two prints of one amount agree, as exactly as the coarser of them is printed.

    One without a unit agrees if it does in any of the usual units.
    """
    if one.known != other.known:
        bare, sure = (other, one) if one.known else (one, other)
        scaled = (Figure(bare.value * size, bare.step * size, bare.text) for size in _SIZES.values())
        return any(alike(each, sure, tolerance) for each in scaled)
    coarse = max(one.step, other.step)
    fine = min(one.step, other.step)
    allowed = coarse / 2 if coarse > fine else _ZERO
    return abs(one.value - other.value) <= max(tolerance, allowed)


def figures(texts: Iterable[str | None], unit: str | None) -> list[Figure]:
    """The amounts among the texts."""
    return [found for text in texts if (found := figure(text, unit)) is not None]


_SIZES = {"元": Decimal(1), "百元": Decimal(100), "千元": Decimal(1000), "万元": Decimal(10**4), "亿元": Decimal(10**8)}


def shown(value: Decimal, unit: str | None) -> str:
    """The amount (in 元, where the unit is known) as it would be printed in the unit, with separators."""
    number = value / _SIZES.get(unit or "", Decimal(1))
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Decimal) -> str:
    """The amount of 元 in the unit a reader expects: 万元 from ten thousand on."""
    unit = "万元" if abs(value) >= 10**4 else "元"
    return f"{shown(value, unit)}{unit}"
