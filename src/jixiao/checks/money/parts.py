"""Checks of parts against the whole: cost indicators, amounts of the goal, and what the goal says the total is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.checks.figures import figure, money
from jixiao.checks.judgement import pairs
from jixiao.checks.periods import day_of
from jixiao.checks.quantities import sense
from jixiao.checks.rows import Row, named
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.grounding import Mention, mentions_in
from jixiao.records import ProjectGoal
from jixiao.text import key

_TWO = 2
_SHARE = re.compile("其中|财政|补助|本年|当年|20\\d\\d年|安排")
_SLACK = Decimal("1.001")
_AROUND = 12
_GOAL = "goal_annual"
_TEXTS = {_GOAL: "绩效目标", "purpose": "用途"}


@asks("money.parts-exceed", "goal.amount-differs")
def check_parts(record: ProjectGoal, ground: Ground) -> Hits:
    """Parts come to no more than the whole, and goal and purpose name the money that the form has."""
    totals = _totals(record)
    if not totals:
        return
    most = max(totals)
    parts = _costs(ground.rows(record), most)
    if len(parts) >= _TWO:
        ground.look("money.parts-exceed")
        whole = sum((value for _, value in parts), Decimal(0))
        if whole > most * _SLACK:
            said = "、".join(f"{row.name}{row.value}" for row, _ in parts)
            paths = tuple(f"{row.path}.value" for row, _ in parts)
            values = {"said": said, "sum": money(whole), "total": money(most)}
            yield Hit("money.parts-exceed", (*paths, "funds.annual.total"), values)
    counted = [row.target.scaled for row in ground.rows(record) if row.target.base_unit == "元"]
    known = [*totals, *_known(record), *(value for value in counted if value is not None)]
    for path, where in _TEXTS.items():
        text = getattr(record, path) or ""
        amounts = list(_amounts(text))
        if _goes_on(record):  # what the whole costs is nowhere on the form
            amounts = [one for one in amounts if not sense().has("amount_all", one[2])]
        yield from _told(amounts, (path, where), known, totals, ground)


def _goes_on(record: ProjectGoal) -> bool:
    """Whether a project of several years gives the money of this one only."""
    start, end = day_of(record.period_start, first=True), day_of(record.period_end)
    whole = record.funds.lifetime if record.funds else None
    return bool(start and end and start.year != end.year) and (whole is None or not whole.total)


def _amounts(text: str) -> Iterator[tuple[Mention, Decimal, str]]:
    """The amounts of a text, in 元, each with what stands before it."""
    for one in mentions_in(text).mentions:
        value = _amount(one, text)
        if value is not None:
            yield one, value, text[max(0, one.start - _AROUND) : one.start]


def _told(
    amounts: Sequence[tuple[Mention, Decimal, str]],
    place: tuple[str, str],
    known: Sequence[Decimal],
    totals: Sequence[Decimal],
    ground: Ground,
) -> Hits:
    """The amounts of a text, `known` those that the form has elsewhere, in 元; a purpose may tell of other money too,
    so there only one amount that is said to be all counts."""
    (path, where), most = place, max(totals)
    if not amounts:
        return
    ground.look("goal.amount-differs")
    open_ = [each for each in amounts if each[1] not in known]
    spent = [(one, value) for one, value, before in open_ if sense().has("amount_before", before)]
    above = [one for one, value in spent if value > most]
    whole = [one for one, _ in spent] if len(amounts) == 1 else []
    if any(value in totals and _SHARE.search(key(before)) for _, value, before in amounts):
        wrong = []  # the text tells the form's own money as a part of other money
    elif path == _GOAL:
        wrong = above or [one for one, _, before in open_ if sense().has("amount_all", before)] or whole
    else:
        wrong = [one for one in above if one in whole]
    if wrong:
        values = {"where": where, "text": wrong[0].text, "total": money(most)}
        yield Hit("goal.amount-differs", (path, "funds.annual.total"), values)
        return
    if path != _GOAL:
        return
    ground.look("money.parts-exceed")
    parts = {value for _, value, _ in amounts if value < most}
    if len(parts) >= _TWO and sum(parts, Decimal(0)) > most * _SLACK:
        said = "、".join(dict.fromkeys(one.text for one, value, _ in amounts if value < most))
        values = {"said": f"{where}里的{said}", "sum": money(sum(parts, Decimal(0))), "total": money(most)}
        yield Hit("money.parts-exceed", (path, "funds.annual.total"), values)


def _amount(one: Mention, text: str) -> Decimal | None:
    """The amount of money that is spent, None where the number is none."""
    said = one.quantity
    if said is None or said.unit != "元" or len(said.values) != 1 or one.background or one.change:
        return None
    around = text[max(0, one.start - _AROUND) : one.end + 2]
    if sense().has("amount_not", around) or key(text[one.end : one.end + 1]) in ("/", "每"):
        return None
    return said.values[0]


def _totals(record: ProjectGoal) -> list[Decimal]:
    """The totals of the year and of the whole term, in 元."""
    funds = record.funds
    sides = [side for side in (funds.annual, funds.lifetime) if side] if funds else []
    found = [figure(side.total, funds.unit if funds else None) for side in sides]
    return [one.value for one in found if one is not None and one.known and one.value]


def _known(record: ProjectGoal) -> list[Decimal]:
    """The parts of the totals, in 元."""
    funds = record.funds
    sides = [side for side in (funds.annual, funds.lifetime) if side] if funds else []
    texts = [getattr(side, name) for side in sides for name in ("fiscal", "other", "carryover")]
    return [one.value for text in texts if (one := figure(text, funds.unit if funds else None)) is not None]


def _costs(rows: list[Row], most: Decimal) -> list[tuple[Row, Decimal]]:
    """The cost indicators of the year that are each for a part of the work, with their amounts."""
    out: list[tuple[Row, Decimal]] = []
    for row in rows:
        value = row.target.scaled
        if row.family.level2 != "cost" or row.indicator.scope != "annual" or row.target.base_unit != "元":
            continue
        if (
            value is None
            or not value
            or value >= most
            or "/" in row.target.unit
            or row.target.change
            or row.target.words
        ):
            continue
        told = sense().has("whole_cost", named(row)) or sense().has("amount_not", row.name)
        inner = any(pairs(named(other)) and pairs(named(row)) >= pairs(named(other)) for other, _ in out)
        if not told and not inner:
            out.append((row, value))
    return out
