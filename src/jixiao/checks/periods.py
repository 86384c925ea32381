"""Checks of periods, of the dates of indicators, and of years in titles and texts."""

from __future__ import annotations

import datetime
import re
from collections import Counter

from jixiao.checks.figures import figure
from jixiao.checks.quantities import sense
from jixiao.checks.rows import Goal, Row
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.quantity import parse_target
from jixiao.records import ProjectGoal, Reading
from jixiao.text import key

# A year that is no end of a span and no number of a document.
_CITED = re.compile(r"[〔\[(](20\d\d)[〕\])]\d+号")
_ANY_YEAR = re.compile(r"(?<![\d\-—~至(])(20\d\d)年度?(?![\d\-—~至)])")
# So many characters around a year of a goal may say why it is past.
_BEFORE, _BEHIND = 6, 14
_YEAR = re.compile(r"^(20\d\d)年?度?$")
# Goals copied from another year are of one near by; a year farther off is told of something else.
_COPIED = 3
# What a clause says behind a year is of something that is there already, where it ends so: 2025年完成的工程.
_ALREADY = re.compile("^[^,，。；;\n]{0,20}的")
_NEXT = re.compile("[次翌下]一?年")
_LASTS = re.compile("年限|(?<!合同)期限|有效期|规划|质保|保修|使用期|服务期|影响|持续")
_UNTIL = re.compile("[到至](20\\d\\d)年")
_AMOUNT = re.compile(r"[\d.]+[万亿]?[\u4e00-\u9fff]{0,3}的")


@asks("period.reversed", "period.without-year")
def check_period(record: ProjectGoal, ground: Ground) -> Hits:
    """The project's end is not before its start, and the year of the form lies between them; money carried over may be
    spent after the end."""
    start, end = day_of(record.period_start, first=True), day_of(record.period_end)
    if start and end and end < start:
        values = {"start": record.period_start, "end": record.period_end}
        yield Hit("period.reversed", ("period_end", "period_start"), values)
        return
    if record.year is None:
        return
    if end and end.year < record.year and not _carries(record):
        said = f"从 {record.period_start} 到 {record.period_end}" if start else f"到 {record.period_end} 为止"
        yield Hit("period.without-year", ("period_end",), {"period": said, "year": str(record.year)})
    elif start and start.year > record.year:
        said = f"从 {record.period_start} 到 {record.period_end}" if end else f"从 {record.period_start} 开始"
        yield Hit("period.without-year", ("period_start",), {"period": said, "year": str(record.year)})


def _carries(record: ProjectGoal) -> bool:
    """Whether the form has money of earlier years."""
    carried = figure(record.funds.annual.carryover, record.funds.unit) if record.funds else None
    return carried is not None and carried.value > 0


@asks("date.outside-period")
def check_dates(record: Goal, ground: Ground) -> Hits:
    """The dates of indicators lie in the project's period, or in the year of the form."""
    for row in ground.rows(record):
        first, last, said = _period(record, row)
        due = row.target.date
        after = record.year is not None and _NEXT.match(key(row.value)) is not None
        if first is None or last is None or due is None or (due.year is None and not after):
            continue
        if _LASTS.search(row.name):
            continue  # what holds longer than the project
        ground.look("date.outside-period", at=row.path)
        day = row.target.due((record.year or 0) + 1 if after else None)
        if day is not None and not first <= day <= last:
            values = {"name": row.name, "value": row.value, "period": said}
            yield Hit("date.outside-period", row.paths("value"), values)


@asks("goal.wrong-year")
def check_goal_years(record: Goal, ground: Ground) -> Hits:
    """A goal plans for the form's year, a lifetime goal for one of the project's years."""
    for path in ("goal_annual", "goal_lifetime"):
        text = _planned_elsewhere(record, path, ground)
        if text:
            yield Hit("goal.wrong-year", (path,), {"year": record.year, "text": text})


def _planned_elsewhere(record: Goal, path: str, ground: Ground) -> str:
    """What a goal writes of a year that it plans for and that is not the form's, "" where it is sound; a goal that
    names the form's year too tells of the other one for a reason."""
    text = key(getattr(record, path, None) or "")
    if record.year is None or str(record.year) in text:
        return ""
    start = day_of(record.period_start, first=True) if isinstance(record, ProjectGoal) else None
    end = day_of(record.period_end) if isinstance(record, ProjectGoal) else None
    first = min(record.year, start.year) if start and path != "goal_annual" else record.year
    last = max(record.year, end.year) if end else record.year
    for match in ground.words.patterns["plan_year"].finditer(text):
        year, told = int(match[1]), _AMOUNT.sub("", text[match.end() :])
        due = first <= year <= last or (year > last and "底" in match[0])
        if not due and abs(year - record.year) <= _COPIED and not _ALREADY.match(told):
            return match[0]
    return ""


@asks("year.elsewhere")
def check_years_told(record: Goal, ground: Ground) -> Hits:
    """Years that are past, in the project's name, in names of indicators and in what the goal says will be done; and
    documents of years to come."""
    if record.year is None:
        return
    ground.look("year.elsewhere")
    start = day_of(record.period_start, first=True) if isinstance(record, ProjectGoal) else None
    first = min(record.year, start.year) if start else record.year
    told: dict[str, tuple[str, ...]] = {}
    title = record.project_name if isinstance(record, ProjectGoal) else None
    text = key(record.goal_annual or "")
    named_ = [(title or "", ("project_name",)), *((row.name, row.paths("level3")) for row in ground.rows(record))]
    for name, paths in named_:
        old = _past(key(name), first, "years_due", 0, len(name))
        if old and not (paths == ("project_name",) and old[:4] in text):  # both say that it is about that year
            told[old] = paths
    if (ahead := next((m[0] for m in _CITED.finditer(text) if int(m[1]) > record.year), "")) != "":
        told[ahead] = ("goal_annual",)
    if (later := _ahead(record, text)) != "":
        told[later] = ("goal_annual",)
    old = _past(text, first, "years_told", _BEFORE, _BEHIND) or _past_month(text, first)
    # What is planned for that year is told as an error; a project may be named after an earlier year.
    if old and not _planned_elsewhere(record, "goal_annual", ground) and old[:4] not in (title or ""):
        told[old] = ("goal_annual",)
    if told:
        paths = tuple(path for some in told.values() for path in some)
        yield Hit("year.elsewhere", paths, {"text": "、".join(told), "year": str(record.year)})


def _ahead(record: Goal, text: str) -> str:
    """The year to come that an annual goal is for, beyond form and project, "" where there is none."""
    end = day_of(record.period_end) if isinstance(record, ProjectGoal) else None
    last = max(record.year or 0, end.year if end else 0)
    ahead = [match[0] for match in _UNTIL.finditer(text) if int(match[1]) > last]
    return ahead[0] if ahead and str(record.year) not in text else ""


def _past_month(text: str, first: int) -> str:
    """A month before the first year in which the text says that something will be done, "" where there is none."""
    found = sense().patterns["past_month"].finditer(text)
    return next((match[0] for match in found if int(match[1]) < first), "")


def _past(text: str, first: int, due: str, before: int, behind: int) -> str:
    """A year of the text before the first one, that nothing around it explains; "" where there is none."""
    for match in _ANY_YEAR.finditer(text):
        around = text[max(0, match.start() - before) : match.end() + behind] if before else text
        if int(match[1]) < first and not sense().has(due, around):
            return match[0]
    return ""


@asks("year.title-differs")
def check_years(reading: Reading, ground: Ground) -> list[tuple[int, Hit]]:
    """The forms of one file are of one year."""
    years = Counter(record.year for record in reading.records if record.year is not None)
    if years.total() > 1:
        ground.look("year.title-differs")
    if len(years) < 2:
        return []
    usual, count = years.most_common(1)[0]
    if count * 4 < years.total() * 3:
        return []
    return [
        (number, Hit("year.title-differs", ("year",), {"year": record.year, "others": usual}))
        for number, record in enumerate(reading.records, 1)
        if record.year is not None and record.year != usual and record.kind != "budget_table"
    ]


def _period(record: Goal, row: Row) -> tuple[datetime.date | None, datetime.date | None, str]:
    """The first and the last day that an indicator may name, and how to call them."""
    if isinstance(record, ProjectGoal):
        start, end = day_of(record.period_start, first=True), day_of(record.period_end)
        if start and end and start <= end:
            return start, end, f"项目期（{record.period_start}至{record.period_end}）"
    if record.year is None or row.indicator.scope != "annual":
        return None, None, ""
    return datetime.date(record.year, 1, 1), datetime.date(record.year, 12, 31), f"本年度（{record.year}年）"


def day_of(text: str | None, first: bool = False) -> datetime.date | None:
    """The first or last day of a printed date or year."""
    flat = key(text or "")
    year = _YEAR.match(flat)
    if year:
        return datetime.date(int(year[1]), 1, 1) if first else datetime.date(int(year[1]), 12, 31)
    target = parse_target(flat)
    date = target.date
    if date is None or date.year is None:
        return None
    if first and date.day is None:
        return datetime.date(date.year, date.month or 1, 1)
    return date.last_day()
