"""A project's form against the form of the same project in an earlier year, where the library has one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.figures import figure, money
from jixiao.checks.rows import Row, named
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.records import ProjectGoal
from jixiao.text import key

# So much more money is worth asking about.
_MORE = Decimal("1.2")
_SHOWN = 4
# A text shorter than this is alike by chance.
_LONG = 30
_FLOORS = ("≥", ">", "=", None, "")


@asks("last.goal-copied", "last.target-lower", "last.money-more")
def check_last_year(record: ProjectGoal, earlier: ProjectGoal, ground: Ground) -> Hits:
    """The goal (the end of the `earlier` one), targets of the same names, the money beside the quantities."""
    year = earlier.year or ""
    goal = key(record.goal_annual or "")
    if len(goal) >= _LONG and key(earlier.goal_annual or "").endswith(goal):
        yield Hit("last.goal-copied", ("goal_annual",), {"year": year})
    pairs = list(_pairs(list(ground.rows(record)), list(ground.rows(earlier))))
    lower = [(now, before) for now, before in pairs if _is_lower(now, before)]
    if lower:
        names = "、".join(f"“{now.name}”{now.value}（{before.value}）" for now, before in lower[:_SHOWN])
        yield Hit(
            "last.target-lower",
            tuple(p for now, _ in lower for p in now.paths("value")),
            {"year": year, "names": names},
        )
    yield from _money(record, earlier, pairs)


def _pairs(rows: list[Row], before: list[Row]) -> Iterator[tuple[Row, Row]]:
    """The indicators that both years have by name and level, with numbers of one unit."""
    known = {(named(row), row.family): row for row in before if row.indicator.scope == "annual"}
    for row in rows:
        other = known.get((named(row), row.family))
        if other is None or row.indicator.scope != "annual" or not row.name:
            continue
        a, b = row.target, other.target
        if a.scaled is not None and b.scaled is not None and a.base_unit == b.base_unit and a.change == b.change:
            yield row, other


def _is_lower(now: Row, before: Row) -> bool:
    """Whether a floor was let down; a ceiling or a cost may well fall."""
    floors = now.target.operator in _FLOORS and before.target.operator in _FLOORS
    rising = now.family.level2 in ("quality", "satisfaction") or now.measure == "satisfaction"
    return floors and rising and (now.target.scaled or 0) < (before.target.scaled or 0)


def _money(record: ProjectGoal, earlier: ProjectGoal, pairs: list[tuple[Row, Row]]) -> Hits:
    """More money for no more of anything that both years count."""
    counts = [(now, before) for now, before in pairs if now.family.level2 == "quantity"]
    a, b = (figure(one.funds.annual.total, one.funds.unit) if one.funds else None for one in (record, earlier))
    if not counts or a is None or b is None or not (a.known and b.known) or not b.value or a.value < b.value * _MORE:
        return
    if any((now.target.scaled or 0) > (before.target.scaled or 0) for now, before in counts):
        return
    values = {
        "year": earlier.year or "", "before": money(b.value), "share": f"{a.value / b.value - 1:.0%}",
        "count": len(counts),
    }  # fmt: skip
    yield Hit("last.money-more", ("funds.annual.total", *(f"{now.path}.value" for now, _ in counts)), values)
