"""Whether an indicator is no more than the project's own money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.figures import figure
from jixiao.checks.judgement import judgement
from jixiao.checks.rows import Goal, Row, named
from jixiao.records import ProjectGoal


def spends_all(record: Goal, row: Row) -> bool:
    """Whether an output is the money of the project itself: 发放奖励资金 1500万元 of 1,500万元."""
    value, target, name = row.target.scaled, row.target, named(row)
    if not isinstance(record, ProjectGoal) or target.base_unit != "元" or "/" in target.unit or not value:
        return False
    if row.family.level2 != "quantity" or not judgement().has("own_money.named", name):
        return False
    return not judgement().has("own_money.but", name) and any(amount == value for amount in _totals(record))


def _totals(record: ProjectGoal) -> Iterator[Decimal]:
    funds = record.funds
    for side in (funds.annual, funds.lifetime) if funds else ():
        for text in (side.total, side.fiscal) if side else ():
            found = figure(text, funds.unit if funds else None)
            if found is not None and found.known and found.value:
                yield found.value
