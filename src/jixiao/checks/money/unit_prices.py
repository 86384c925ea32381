"""Checks whether money fits: price times quantity, annual above lifetime, costs that only give the budget again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.checks.figures import Figure, figure, money
from jixiao.checks.judgement import judgement, pairs
from jixiao.checks.money.factors import wider
from jixiao.checks.money.products import Product, is_counted, is_price, products, scale_of, unit_of
from jixiao.checks.quantities import sense
from jixiao.checks.rows import Row, named
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.records import ProjectGoal
from jixiao.text import key

# A price a month may be for less than a year; what is too much then is more.
_TOO_MUCH, _SURELY_TOO_MUCH = Decimal("1.1"), Decimal("1.2")
# The prices come to this part of the money at least where all that is done has one, and where one thing alone has.
_ALL_PRICED, _ONE_PRICED = Decimal("0.97"), Decimal("0.4")
# A cost of the whole is told where it is less than this part of the money.
_NEARLY_ALL = Decimal("0.98")
# Costs that come to this part of the money are of nearly all that is done.
_MOST = Decimal("0.5")
# Who is paid, each at a price.
_PAID = frozenset("人名位户家")
_FEW = 3
# Prices that come to this part of the money leave nothing for a second thing that the project is named after.
_ALL = Decimal("0.995")
_PARTS_OF = re.compile("[、及和与暨]")
_DONE_IN = re.compile(
    "(运行|运营|建设|改造|维护|养护|购置|更新|活动|培训|宣传|治理|整治|检查|监测|修缮|维修|管护)(项目|经费|费用?|资金)?$"
)
_NAMED, _TWO = 4, 2
_SHOWN = 4
_NEAR = Decimal("0.95")
_RATE = re.compile("[^效频]率$|比例$|占比$|水平$|单价$|标准$|成本$|均")


@asks("money.does-not-fit", "cost.covers-part", "money.nothing-left")
def check_products(record: ProjectGoal, ground: Ground) -> Hits:
    """What prices and quantities come to against the year's money; the sum is shown, and asked about."""
    total = figure(record.funds.annual.total, record.funds.unit) if record.funds else None
    if total is None or not total.known or not total.value:
        return
    rows = [row for row in ground.rows(record) if row.indicator.scope == "annual"]
    yield from _above_all(record, [row for row in rows if is_price(row)], ground)
    if any(row.target.base_unit == "元" and (row.target.scaled or 0) > total.value for row in rows if is_price(row)):
        return  # a single one costs more than there is, which is told of the cost by itself
    yield from _not_all(rows, total, ground)
    said = "\n".join((record.goal_annual or "", *(row.value for row in rows)))
    priced = _nearest(products(rows, said))
    more = wider(rows, priced, said)
    for one in more:
        ground.look("money.does-not-fit", at=one.price.path)
    if more and _at_least([*priced, *more]) > _SURELY_TOO_MUCH * total.value:
        yield _unfit([*priced, *more], _at_least([*priced, *more]), total, "不够")
        return
    if not priced:
        yield from _covered(rows, priced, total, ground)
        return
    for one in priced:
        ground.look("money.does-not-fit", at=one.price.path)
    least, most = (sum(part, Decimal(0)) for part in zip(*((one.least, one.most) for one in priced), strict=True))
    yield from _unpaid(record, priced, (least, most), total, ground)
    above = _at_least(priced) > (_TOO_MUCH if least == most else _SURELY_TOO_MUCH) * total.value
    if not above and most >= _leaves(rows, priced) * total.value:
        yield from _covered(rows, priced, total, ground)
        return
    yield _unfit(priced, most, total, "不够" if above else "还有钱用在哪里看不出来")


def _unfit(priced: Sequence[Product], amount: Decimal, total: Figure, gap: str) -> Hit:
    """What the products come to, beside the money."""
    values = {
        "sum": "；".join(one.said for one in priced[:_SHOWN]) + ("，合计" if len(priced) > 1 else ""),
        "product": money(amount), "total": money(total.value), "gap": gap,
    }  # fmt: skip
    paths = [f"{row.path}.value" for one in priced for row in (one.price, one.count)]
    return Hit("money.does-not-fit", (*dict.fromkeys(paths), "funds.annual.total"), values)


def _unpaid(
    record: ProjectGoal, priced: Sequence[Product], sums: tuple[Decimal, Decimal], total: Figure, ground: Ground
) -> Hits:
    """A part of the project's name that nothing is left for: the prices of the others come to all the money."""
    parts = [part for part in _PARTS_OF.split(key(record.project_name or "")) if len(part) >= _NAMED]
    ground.look("money.nothing-left")
    if len(parts) != _TWO or not any(_ALL <= each / total.value <= 1 / _ALL for each in sums):
        return
    paid = pairs("，".join(f"{named(one.price)}，{named(one.count)}" for one in priced))
    without = [part for part in parts if _DONE_IN.search(part) and not pairs(part) & paid]
    if len(without) == 1:
        values = {
            "sum": "；".join(one.said for one in priced[:_SHOWN]), "product": money(sums[1]), "part": without[0],
        }  # fmt: skip
        yield Hit("money.nothing-left", ("project_name", "funds.annual.total"), values)


def _at_least(priced: Sequence[Product]) -> Decimal:
    """What the products come to, of several prices for one quantity only the lowest: each may be of a part of it."""
    named_: dict[int, dict[str, Decimal]] = {}
    for one in priced:
        by_name = named_.setdefault(one.count.index, {})
        by_name[named(one.price)] = max(one.most, by_name.get(named(one.price), one.most))
    return sum((min(amounts.values()) for amounts in named_.values()), Decimal(0))


def _not_all(rows: Sequence[Row], total: Figure, ground: Ground) -> Hits:
    """A cost of the whole that is less than the money."""
    whole = [row for row in rows if row.family.level2 == "cost" and sense().has("all_cost", named(row))]
    amounts = [row for row in whole if row.target.base_unit == "元" and "/" not in row.target.unit]
    for row in amounts:
        ground.look("money.does-not-fit", at=row.path)
    if len(amounts) == 1 and (value := amounts[0].target.scaled) and value < _NEARLY_ALL * total.value:
        values = {
            "sum": f"“{amounts[0].name}”{amounts[0].value}", "product": money(value), "total": money(total.value),
            "gap": "还有钱用在哪里看不出来",
        }  # fmt: skip
        yield Hit("money.does-not-fit", (f"{amounts[0].path}.value", "funds.annual.total"), values)


def _covered(rows: Sequence[Row], priced: Sequence[Product], total: Figure, ground: Ground) -> Hits:
    """Costs that are of some of what is done, and come to less than most of the money."""
    costs = [row for row in rows if row.family.level2 == "cost" and _is_share(row, total)]
    counts = [row for row in rows if is_counted(row)]
    if not costs or not counts:
        return
    ground.look("cost.covers-part")
    whole = sum((one.most for one in priced), Decimal(0))
    whole += sum((row.target.scaled or Decimal(0) for row in costs if unit_of(row) == "元"), Decimal(0))
    meant = {one.count.index for one in priced}
    for cost in costs:
        near = {row.index: len(pairs(named(row)) & pairs(named(cost))) for row in counts}
        meant |= {index for index, shared in near.items() if shared and shared == max(near.values())}
    without = [row for row in counts if row.index not in meant and _is_paid(row, costs)]
    if without and whole < _MOST * total.value:
        values = {
            "costs": "、".join(f"“{row.name}”" for row in costs[:_SHOWN]),
            "sum": f"，合计 {money(whole)}" if whole else "", "total": money(total.value),
            "names": "、".join(f"“{row.name}”{row.value}" for row in without[:_SHOWN]),
        }  # fmt: skip
        yield Hit("cost.covers-part", (*(f"{row.path}.value" for row in costs), "funds.annual.total"), values)


def _is_paid(row: Row, costs: Sequence[Row]) -> bool:
    """Whether a quantity is of people or offices of a kind that others of are paid by the head."""
    unit = row.target.base_unit
    paid = unit in _PAID and judgement().has("paid_named", named(row))
    return paid and any(scale_of(unit_of(cost).split("/")[-1], unit) for cost in costs if is_price(cost))


def _is_share(row: Row, total: Figure) -> bool:
    """Whether a cost is told in money, and is a price or less than all there is."""
    value = row.target.scaled
    if not value or not row.target.base_unit.startswith("元") or row.target.change:
        return False
    return is_price(row) or (value < _NEARLY_ALL * total.value and not sense().has("all_cost", named(row)))


def _nearest(priced: Sequence[Product]) -> list[Product]:
    """The products, of several prices for one quantity those whose names are nearest to it."""
    best: dict[int, int] = {}
    for one in priced:
        best[one.count.index] = max(best.get(one.count.index, 0), _shared(one))
    return [one for one in priced if _shared(one) == best[one.count.index]]


def _shared(one: Product) -> int:
    return len(pairs(named(one.price)) & pairs(named(one.count)))


def _leaves(rows: Sequence[Row], priced: Sequence[Product]) -> Decimal:
    """The share of the money that prices and quantities come to at least, where they are for all that is done."""
    told = {row.index for one in priced for row in (one.price, one.count)}
    others = [row for row in rows if is_counted(row) and row.index not in told]
    costs = [row for row in rows if row.family.level2 == "cost" and row.index not in told and _is_part(row)]
    if not others and not costs:
        return _ALL_PRICED
    return _ONE_PRICED if len(priced) == 1 and len(others) < _FEW and not costs else Decimal(0)


def _is_part(row: Row) -> bool:
    """Whether a cost is one of a part of the work, not all that is spent."""
    return not judgement().has("budget_name", named(row)) and not sense().has("whole_cost", named(row))


def _above_all(record: ProjectGoal, priced: Sequence[Row], ground: Ground) -> Hits:
    """Prices of a single one that are above all the money there is."""
    funds = record.funds
    sides = [side for side in (funds.annual, funds.lifetime) if side] if funds else []
    most = max(
        (one.value for side in sides if (one := figure(side.total, funds.unit if funds else None))), default=None
    )
    for price in priced:
        value = price.target.scaled
        if most is None or value is None or price.target.base_unit == "元":
            continue  # a cost above the budget is told as that
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
        sole = len(costs) == 1 and value in totals and judgement().has("whole_named", named(row))
        named_so = judgement().has("budget_name", named(row)) and any(value >= _NEAR * one for one in totals if one)
        if sole or named_so:
            again.append(row)
    if len({named(row) for row in again}) == len({named(row) for row in costs}):
        yield from (
            Hit("cost.budget-word", row.paths("level3"), {"name": row.name, "value": row.value}) for row in again
        )


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
        unit = unit_of(row)
        if row.family.level2 == "cost" and unit.startswith("元/") and row.target.scaled:
            yield f"{named(row)}|{unit}", row
