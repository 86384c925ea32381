"""Dates and spans of time as indicators print them: 2023年6月, 12月31日前, 2022年1月-6月, 第四季度, 2024.6.30."""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.quantity.model import Moment, Operator
from jixiao.quantity.numerals import FIGURE, chinese_number
from jixiao.quantity.units import unit_end
from jixiao.quantity.words import BEFORE

_Y = rf"(?:(?:19|20)[0-9]{{2}}|[一二]{FIGURE}{{3}})"
_M = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TO = "(?:-{1,2}|~|至|到)"


def _part(name: str, n: int, figures: str, mark: str, to: str = _TO) -> str:
    """One part of a date; in the first of two dates the mark may be left to the second (2-8月)."""
    marked = mark if n == 2 else f"{mark}|(?={to}{figures}{mark})"
    return f"(?:(?P<{name}{n}>{figures})(?:{marked}))?"


def _point(n: int) -> str:
    """A date in words or figures, or a part of the year; each group's name ends with n."""
    return rf"""
    (?:(?P<iso_y{n}>(?:19|20)[0-9]{{2}})(?P<sep{n}>[-.])(?P<iso_m{n}>1[0-2]|0?[1-9])
            (?:(?P=sep{n})(?P<iso_d{n}>3[01]|[12][0-9]|0?[1-9]))?(?![0-9.])日?
      |(?P<slash_y{n}>(?:19|20)[0-9]{{2}})/(?P<slash_m{n}>1[0-2]|0?[1-9])/(?P<slash_d{n}>3[01]|[12][0-9]|0?[1-9])(?![0-9])
      |(?P<run_y{n}>(?:19|20)[0-9]{{2}})(?P<run_m{n}>0[1-9]|1[0-2])(?P<run_d{n}>0[1-9]|[12][0-9]|3[01])(?![0-9])
      |{_part("y", n, _Y, "(?:学年度?|年度?)", f"(?:{_TO}|/)")}(?:当年|本年)?
       (?:第?(?P<quarter{n}>[一二三四1-4])季度|前(?P<first{n}>[二三])个?季度|(?P<half{n}>[上下])半年)?
       {_part("m", n, _M, "月份?")}{_part("d", n, _D, "[日号]")}(?P<part{n}>初|上旬|中旬|下旬|底|末)?
    )"""


# What may stand around a date without making it a sentence about something else.
_LEAD = "(?:于|在|到|至|截至|截止到?|预计|计划|力争|争取|确保|应当?|须|自|从|完成时间|时间|每年|每月|次年|次月|项目)*"
_SIGN = "(?:≥|≤|=|>|<|>=|<=|不晚于|不迟于)"
_DATE = re.compile(
    rf"""(?P<lead>{_LEAD})(?P<op>{_SIGN})?(?P<late>{_LEAD})
    (?:(?:(?P<whole_y>{_Y})年?)?(?P<whole>全年度?|本年度?|当年度?|今年|预算年度|(?<![0-9])年度)(?!末|底|终)|(?P<year_end>(?:年|年度)(?:底|末|终|内))|{_point(1)}(?:(?:{_TO}|/){_point(2)})?)
    (?P<deadline>(?:[之以]?前|[之以]?内|止|期间)*)(?P<tail>[^0-9]*)""",
    re.VERBOSE,
)
# A date inside a sentence: at least a month, a quarter, or the part of a year. A year alone is none.
_RUNNING = re.compile(
    rf"""(?<![0-9.])(?=[0-9第前上下年全一二三四五六七八九十])(?P<op>)
    (?:(?:(?P<whole_y>{_Y})年?)?(?P<whole>全年)|(?P<year_end>(?<![0-9每半一二两三四五六七八九十])年(?:底|末|终|内))
      |{_point(1)}(?:{_TO}{_point(2)})?)
    (?P<deadline>(?:(?:[之以]?前|[之以]?内)(?![期提几列一两三])|止)?)""",
    re.VERBOSE,
)
_HINT = re.compile(r"[年月日号季]|(?:19|20)[0-9]{2}[-./0-9]")
_RUNNING_HINT = re.compile(r"月|季度|半年|全年|年[底末终内初]|(?:19|20)[0-9]{2}[-./0-9]")
_LATEST = ("前", "内", "止")


class When(NamedTuple):
    """A date or span as printed, and the words around it."""

    since: Moment | None
    date: Moment
    deadline: bool
    operator: Operator | None
    words: tuple[str, ...]


def parse_date(flat: str) -> When | None:
    """The date that the folded, squeezed text is about, or None."""
    if len(flat) > 60 or not _HINT.search(flat):
        return None
    match = _DATE.fullmatch(flat)
    if match is None:
        return None
    since, date = _span(match)
    if date is None or not _is_date(match, since, date):
        return None
    lead = match["lead"] + match["late"]
    operator = BEFORE[match["op"]] if match["op"] else None
    deadline = (
        (match["deadline"] or match["tail"]).endswith(_LATEST)
        or operator in ("≤", "<")
        or "截" in lead
        or bool(date.part in ("底", "末"))
    )
    if match["year_end"]:
        deadline = True
    return When(since, date, deadline, operator, tuple(word for word in (lead, match["tail"]) if word))


def dates_in(flat: str) -> list[tuple[int, int, When]]:
    """The dates and spans of a folded sentence, each with its place; days, years and durations alone are none.

    >>> [(flat[a:b], when.date.month, when.deadline) for flat in ("于2024年6月底前完成，四季度验收",)
    ...  for a, b, when in dates_in(flat)]
    [('2024年6月底前', 6, True), ('四季度', 12, False)]
    """
    found = []
    for match in _RUNNING.finditer(flat) if _RUNNING_HINT.search(flat) else ():
        if not match[0] or (match[0][-1].isdigit() and unit_end(flat, match.end()) > match.end()):
            continue
        since, date = _span(match)
        if date is None or (date.month is None and not date.part):
            continue
        deadline = bool(match["deadline"] or match["year_end"] or date.part in ("底", "末"))
        found.append((match.start(), match.end(), When(since, date, deadline, None, ())))
    return found


def _is_date(match: re.Match[str], since: Moment | None, date: Moment) -> bool:
    """Rules out durations (15日内, ≤6月) and sentences that only name a year (2023年根据安排举办)."""
    latest, lead = match["deadline"].endswith("前"), match["lead"] + match["late"]
    if date.year is None and date.month is None and not (latest or lead.endswith(("每月", "次月"))):
        return False
    if match["op"] and date.year is None and date.day is None:
        return False
    if match["tail"]:
        return len(match["tail"]) <= 12 and bool(match["deadline"] or date.part or date.month)
    return True


def _span(match: re.Match[str]) -> tuple[Moment | None, Moment | None]:
    if match["whole"]:
        year = _integer(match["whole_y"])
        return Moment(year, 1), Moment(year, 12)
    if match["year_end"]:
        return None, Moment(month=12, part="" if match["year_end"].endswith("内") else "底")
    first_since, first = _moment(match, 1)
    _, last = _moment(match, 2)
    if last is None:
        return first_since, first
    if first is None:
        return None, None
    if last.year is None and first.year is not None:
        last = Moment(first.year, last.month, last.day, last.part)
    if last.month is None and last.day is not None:
        last = Moment(last.year, first.month, last.day, last.part)
    return first_since or first, last


def _moment(match: re.Match[str], n: int) -> tuple[Moment | None, Moment | None]:
    """First and last month of the point; the first is None where the point is no longer than a month."""
    for kind in ("iso", "slash", "run"):
        if match[f"{kind}_y{n}"]:
            y, m, d = (_integer(match[f"{kind}_{part}{n}"]) for part in "ymd")
            return None, Moment(y, m, d)
    year, month, day = (_integer(match[f"{part}{n}"]) for part in "ymd")
    part, quarter, half = match[f"part{n}"] or "", _integer(match[f"quarter{n}"]), match[f"half{n}"]
    quarters = _integer(match[f"first{n}"])
    if quarters:
        return Moment(year, 1), Moment(year, 3 * quarters, part=part)
    if quarter or half:
        last = 3 * quarter if quarter else 6 if half == "上" else 12
        return Moment(year, last - (2 if quarter else 5)), Moment(year, last, part=part)
    if year is None and month is None and day is None:
        return None, None
    if month is None and part == "初":
        month = 1
    return None, Moment(year, month, day, part)


def _integer(text: str | None) -> int | None:
    if not text:
        return None
    value = int(text) if text.isascii() else chinese_number(text)
    return None if value is None else int(value)
