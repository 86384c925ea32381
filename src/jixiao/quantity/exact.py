"""Decimal arithmetic that never rounds and never raises, whatever the number of digits."""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal

ZERO = Decimal(0)
ONE = Decimal(1)
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])


def times(a: Decimal, b: Decimal) -> Decimal:
    """The exact product, with no more places than it needs."""
    if b is ONE:
        return a
    product = _EXACT.multiply(a, b)
    return product.quantize(ONE, context=_EXACT) if product == product.to_integral_value() else product


def plain(number: Decimal | None) -> str | None:
    """The number without exponent: "30000000", never "3E+7"."""
    return None if number is None else format(number, "f")
