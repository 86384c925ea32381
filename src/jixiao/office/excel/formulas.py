"""Formulas whose kept result is not what the cells that they refer to come to: the file was not calculated again.

Only what can be told apart safely is worked out: sums of ranges and cells of the same sheet, and +, -, * and / between
them, without brackets. Whatever else a formula holds, nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jixiao.office.excel.sheet import place

_TOKEN = re.compile(r"(?i)\s*(?:SUM\(([^()]*)\)|(\$?[A-Z]{1,3}\$?\d{1,7})(?![\w(:!])|(\d+(?:\.\d+)?%?)|([-+*/]))")
_RANGE = re.compile(r"(?i)\s*(\$?[A-Z]{1,3}\$?\d{1,7})(?::(\$?[A-Z]{1,3}\$?\d{1,7}))?\s*")
_MOST_CELLS = 10_000
# What counts as the same result, beside a number of 1 and of larger ones.
_NEAR = 1e-6

At = tuple[int, int]
Numbers = Mapping[At, float]


def stale(formulas: Mapping[At, str], numbers: Numbers, texts: frozenset[At]) -> list[At]:
    """The cells whose formula comes to another number than the one kept for them.

    `numbers` are what the sheet's cells hold, formulas too; `texts` are cells that hold something else.
    """
    out = []
    for at, formula in formulas.items():
        kept, found = numbers.get(at), result(formula, numbers, texts)
        if kept is not None and found is not None and abs(found - kept) > _NEAR * max(1.0, abs(found)):
            out.append(at)
    return out


def result(formula: str, numbers: Numbers, texts: frozenset[At]) -> float | None:
    """What a formula comes to, None where that is not worked out."""
    try:
        terms = list(_terms(formula, numbers, texts))
    except (ValueError, ZeroDivisionError):
        return None
    return sum(terms) if terms else None


def _terms(formula: str, numbers: Numbers, texts: frozenset[At]) -> Iterator[float]:
    """The terms between + and -, each worked out; ValueError where there is something else."""
    at, sign, product, operator = 0, 1.0, None, "*"
    formula = formula.strip().removeprefix("=")
    while at < len(formula):
        token = _TOKEN.match(formula, at)
        if token is None:
            raise ValueError("not worked out")
        at = token.end()
        inside, cell, number, mark = token.groups()
        if mark is None:
            if operator == "":
                raise ValueError("two values side by side")
            value = _value(inside, cell, number, numbers, texts)
            product = value if product is None else product / value if operator == "/" else product * value
            operator = ""
        elif mark in "*/":
            if operator or product is None:
                raise ValueError("two signs side by side")
            operator = mark
        else:
            if product is not None:
                if operator:
                    raise ValueError("two signs side by side")
                yield sign * product
                sign, product = 1.0, None
            sign, operator = (-sign if mark == "-" else sign), "*"
    if product is None or operator:
        raise ValueError("no value at the end")
    yield sign * product


def _value(inside: str | None, cell: str | None, number: str | None, numbers: Numbers, texts: frozenset[At]) -> float:
    if inside is not None:
        return sum(numbers.get(at, 0.0) for part in inside.split(",") for at in _cells(part))
    if cell is not None:
        at = place(cell)
        if at in texts:
            raise ValueError("a text is no number")
        return numbers.get(at, 0.0)
    assert number is not None  # the pattern has no other kind of value
    return float(number.rstrip("%")) / (100 if number.endswith("%") else 1)


def _cells(part: str) -> Iterator[At]:
    """The cells of a range; ValueError for anything else."""
    found = _RANGE.fullmatch(part)
    if found is None:
        raise ValueError("no range")
    first, last = place(found[1]), place(found[2] or found[1])
    rows, cols = sorted((first[0], last[0])), sorted((first[1], last[1]))
    if (rows[1] - rows[0] + 1) * (cols[1] - cols[0] + 1) > _MOST_CELLS:
        raise ValueError("too many cells")
    return ((r, c) for r in range(rows[0], rows[1] + 1) for c in range(cols[0], cols[1] + 1))
