"""Years that a goal plans for and that are not the year of the form."""

from __future__ import annotations

from jixiao.grounding.goals.comparison import Discrepancy
from jixiao.grounding.prose.mentions import Found, Year
from jixiao.grounding.prose.words import PLANNED, PLANNED_BEFORE
from jixiao.quantity.folding import folded_prose

_LONG_AGO = 10  # so many years away it is of what the text is about (1966—1978年档案), and not of the plan


def wrong_years(text: str, found: Found, year: int) -> list[Discrepancy]:
    """The years that the text plans for and that are not the year of the form."""
    flat = folded_prose(text)
    return [
        _wrong_year(text, each, year)
        for each in found.years
        if 0 < abs(each.year - year) < _LONG_AGO and _is_planned(flat, each)
    ]


def _is_planned(flat: str, year: Year) -> bool:
    after, before = flat[year.start + 4 : year.end + 12], flat[max(0, year.start - 6) : year.start]
    return bool(PLANNED.match(after) or PLANNED_BEFORE.search(before))


def _wrong_year(text: str, found: Year, year: int) -> Discrepancy:
    written = text[found.start : found.end]
    message = f"目标写“{written}”，本表是{year}年度；请核对年份"
    return Discrepancy("year", "contradiction", message, found.start, found.end, written, ("year",), f"{year}年")
