"""Checks whether money fits: price times quantity, annual above lifetime, costs that only give the budget again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.checks.figures import figure, money
from jixiao.checks.judgement import judgement, pairs
from jixiao.checks.rows import Row, named
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.records import ProjectGoal
from jixiao.text import key

# 元/人/月 counts by people and by month; a month stands for a twelfth of the year.
_PERIODS = {"月": 12, "季度": 4, "季": 4, "年": 1, "日": 0, "天": 0}
_PEOPLE = {"人", "人次", "名", "人份", "生", "位"}
_TOO_MUCH, _TOO_LITTLE = Decimal("1.2"), Decimal("0.4")
_FEW = 3
_NEAR = Decimal("0.95")
_RATE = re.compile("[^效频]率$|比例$|占比$|水平$|单价$|标准$|成本$|均")


@asks("money.does-not-fit")
def check_products(record: ProjectGoal, ground: Ground) -> Hits:
    """Unit price times quantity (times months) against the year's money; the sum is shown, and asked about."""
    total = figure(record.funds.annual.total, record.funds.unit) if record.funds else None
    if total is None or not total.known or not total.value:
        return
    rows = [row for row in ground.rows(record) if row.indicator.scope == "annual"]
    counts = [row for row in rows if row.family.level2 == "quantity" and _plain(row)]
    priced = [row for row in rows if row.family.level2 == "cost" and _unit_of(row).startswith("元/")]
    yield from _above_all(record, priced, ground)
    for price in priced:
        found = [one for row in counts if (one := _product(price, row)) is not None]
        near = [one for one in found if pairs(named(price)) & pairs(named(one[2]))]
        people = any(part in _PEOPLE for part in _unit_of(price).split("/"))
        if not found or (
            len(near) != 1 and (len(found) > 1 or people)
        ):  # which quantity is meant is not for us to guess
            continue
        ground.look("money.does-not-fit", at=price.path)
        value, said, count = (near or found)[0]
        if _TOO_LITTLE * total.value <= value <= _TOO_MUCH * total.value:
            continue
        less = value < total.value
        if less and (len(counts) > _FEW or len(priced) > 1):  # the rest pays for the other things
            continue
        gap = "还有钱用在哪里看不出来" if less else "不够"
        values = {"sum": said, "product": money(value), "total": money(total.value), "gap": gap}
        yield Hit("money.does-not-fit", (f"{price.path}.value", f"{count.path}.value", "funds.annual.total"), values)


def _above_all(record: ProjectGoal, priced: Sequence[Row], ground: Ground) -> Hits:
    """Prices of a single one that are above all the money there is."""
    funds = record.funds
    sides = [side for side in (funds.annual, funds.lifetime) if side] if funds else []
    most = max(
        (one.value for side in sides if (one := figure(side.total, funds.unit if funds else None))), default=None
    )
    for price in priced:
        value = price.target.scaled
        if most is None or value is None:
            continue
        ground.look("money.does-not-fit", at=price.path)
        if value > _TOO_MUCH * most:
            each = key(price.value).lstrip("=≤<")
            values = {"sum": f"“{price.name}”的一份", "product": each, "total": money(most), "gap": "不够"}
            yield Hit("money.does-not-fit", (f"{price.path}.value", "funds.annual.total"), values)


@asks("indicator.annual-exceeds-lifetime")
def check_lists(record: ProjectGoal, ground: Ground) -> Hits:
    """The annual list against the lifetime list, by name: counts and dates of a year within those of the whole."""
    whole = {named(row): row for row in ground.rows(record) if row.indicator.scope == "lifetime" and row.name}
    for row in ground.rows(record):
        other = whole.get(named(row))
        if row.indicator.scope != "annual" or other is None or other.family != row.family:
            continue
        ground.look("indicator.annual-exceeds-lifetime", at=row.path)
        if _exceeds(row, other):
            values = {"name": row.name, "annual": row.value, "lifetime": other.value}
            yield Hit("indicator.annual-exceeds-lifetime", (f"{row.path}.value", f"{other.path}.value"), values)


@asks("cost.budget-word")
def check_budget_words(record: ProjectGoal, ground: Ground) -> Hits:
    """A cost that only gives the budget again, by name and by amount, where the form has no other cost."""
    funds = record.funds
    sides = [side for side in (funds.annual, funds.lifetime) if side] if funds else []
    totals = [found.value for side in sides if (found := figure(side.total, funds.unit if funds else None))]
    costs = [row for row in ground.rows(record) if row.family.level2 == "cost" and row.target.scaled is not None]
    again = []
    for row in costs:
        value = row.target.scaled
        if value is None or row.target.base_unit != "元" or not totals:
            continue
        ground.look("cost.budget-word", at=row.path)
        if judgement().has("budget_name", named(row)) and any(value >= _NEAR * total for total in totals if total):
            again.append(row)
    if len({named(row) for row in again}) == len({named(row) for row in costs}):
        yield from (
            Hit("cost.budget-word", row.paths("level3"), {"name": row.name, "value": row.value}) for row in again
        )


def _unit_of(row: Row) -> str:
    """The unit of a price, with what it is per where that is none of the common units (元/剂次)."""
    words = row.target.words
    return row.target.base_unit + (key(words[0]) if len(words) == 1 and words[0].startswith("/") else "")


def _plain(row: Row) -> bool:
    target = row.target
    return target.scaled is not None and not target.change and "/" not in target.unit and bool(target.base_unit)


def _product(price: Row, count: Row) -> tuple[Decimal, str, Row] | None:
    """Price times quantity, the sum in words, and the quantity; None where the price is not one of that quantity."""
    value, number = price.target.scaled, count.target.scaled
    parts = _unit_of(price).split("/")
    if value is None or number is None or parts[0] != "元" or len(parts) not in (2, 3):
        return None
    per, times = _per(parts[1:])
    if per is None or not times:
        return None
    scale = _scale(per, count.target.base_unit)
    if scale is None:
        return None
    months = f" × {times}个月" if times == _PERIODS["月"] else f" × {times}" if times > 1 else ""
    said = f"{count.name}{count.value} × {price.name}{price.value}{months}"
    return value * number * scale * times, said, count


def _per(parts: list[str]) -> tuple[str | None, int]:
    """What a price is per, and how often in the year it is paid."""
    things = [part for part in parts if part not in _PERIODS]
    times = 1
    for part in parts:
        times *= _PERIODS.get(part, 1)
    return (things[0] if len(things) == 1 else None), times


def _scale(per: str, unit: str) -> Decimal | None:
    """The factor from the unit of a quantity to the unit of a price, None where the two do not fit together."""
    if per == unit or (per in _PEOPLE and unit in _PEOPLE):
        return Decimal(1)
    return {("公里", "米"): Decimal("0.001"), ("米", "公里"): Decimal(1000)}.get((per, unit))


def _exceeds(annual: Row, lifetime: Row) -> bool:
    one, whole = annual.target, lifetime.target
    if one.kind == whole.kind == "date":
        a, b = one.due(), whole.due()
        return a is not None and b is not None and a > b
    if one.scaled is None or whole.scaled is None or one.base_unit != whole.base_unit or one.change != whole.change:
        return False
    if one.operator in ("≤", "<") or annual.family.level2 == "cost" or _RATE.search(named(annual)):
        return False
    return one.scaled > whole.scaled


def prices(record: ProjectGoal, ground: Ground) -> Iterator[tuple[str, Row]]:
    """The unit prices of a form, by bare name and what they are per."""
    for row in ground.rows(record):
        unit = _unit_of(row)
        if row.family.level2 == "cost" and unit.startswith("元/") and row.target.scaled:
            yield f"{named(row)}|{unit}", row
