"""Numbers of a folded text as they are printed: comparison, sign, figures or numeral, unit, limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jixiao.quantity.model import Operator
from jixiao.quantity.numerals import NUMERAL
from jixiao.quantity.units import unit_end
from jixiao.quantity.words import ABOUT, ABOUT_BEFORE, BEFORE, BETWEEN, COMPARED, LIMIT, after

FIGURES = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
# A list number before a year (1.2026年) is no decimal.
_HEAD = re.compile(
    rf"""
    (?P<iso>(?:19|20)[0-9]{{2}})(?P<sep>[-./])(?P<month>1[0-2]|0?[1-9])(?P=sep)(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])
  | (?:(?P<op>{COMPARED})(?:\(含\)|{BETWEEN})?\s?)?(?:人民币)?(?P<near>{ABOUT_BEFORE})?(?P<money>¥)?
    (?P<sign>±|正负|[+-])?(?P<of>百分之|千分之|百分(?=百))?
    (?:(?P<figures>[0-9]{{1,2}}(?=\.(?:19|20)[0-9]{{2}}年)|{FIGURES})|(?P<numeral>{NUMERAL}))
    """,
    re.VERBOSE,
)
_TAIL = re.compile(rf"\s?(?P<limit>{LIMIT}|\+(?![0-9]))?(?P<about>{ABOUT})?")
_NEGATIVE_AFTER = "(:,，~为=≥≤><至到"


class Occurrence(NamedTuple):
    """One number with what stands around it; places are those of the text."""

    head: re.Match[str]
    start: int
    end: int
    unit_start: int
    unit: str
    limit: str | None
    approx: bool
    stop: int

    @property
    def operator(self) -> Operator | None:
        """The comparison that signs and words make together; what follows a bare 达到 or = decides."""
        if self.head["sign"] in ("±", "正负"):
            return "±"
        before: Operator | None = BEFORE[self.head["op"]] if self.head["op"] else None
        if self.limit and before in (None, "="):
            return after(self.limit)
        return before


def occurrences(flat: str) -> Iterator[Occurrence]:
    """The numbers of the text from left to right; a date in figures (2026-03-15) is one, with a `head["iso"]`."""
    at = 0
    while True:
        head = _HEAD.search(flat, at)
        if head is None:
            return
        found = _occurrence(head, flat)
        yield found
        at = found.stop


def _occurrence(head: re.Match[str], flat: str) -> Occurrence:
    if head["iso"]:
        return Occurrence(head, *head.span("iso"), head.end(), "", None, False, head.end())
    start, end = head.span("figures" if head["figures"] else "numeral")
    at, more = end, False
    if flat[end : end + 1] in ("余", "多", "来", "几") and unit_end(flat, end + 1) > end + 1:
        at, more = end + 1, True
    elif flat[end : end + 1].isspace():
        at = end + 1
    stop = unit_end(flat, at)
    unit_start, unit = at, flat[at:stop]
    if not unit:
        stop = end
    limit, approx = None, more or bool(head["near"])
    tail = _TAIL.match(flat, stop)
    if tail and (tail["limit"] or tail["about"]):
        limit, approx, stop = tail["limit"], approx or bool(tail["about"]), tail.end()
    return Occurrence(head, start, end, unit_start, unit, limit, approx, stop)


def is_negative(found: Occurrence, flat: str) -> bool:
    """Whether a dash before the number is a minus sign, not a hyphen or one end of a range."""
    if found.head["sign"] != "-":
        return False
    at = found.head.start()
    return bool(found.head["op"] or found.head["near"]) or at == 0 or flat[at - 1] in _NEGATIVE_AFTER
