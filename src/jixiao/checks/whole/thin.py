"""What is written and says nothing: rates of nothing countable, effects that only see complaints, sums
of what the goal tells apart, two lists of one year that differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import combinations

from jixiao.checks.figures import figure
from jixiao.checks.indicators import learned
from jixiao.checks.periods import day_of
from jixiao.checks.rows import EFFECTS, Goal, Row, named, names_of, paths_of
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.grounding import mentions_in
from jixiao.records import ProjectGoal
from jixiao.resources import folder, read_yaml
from jixiao.text import key

_DIGIT = re.compile(r"\d")
_SHOWN = 4
# Smaller numbers add up by chance.
_LEAST = 10
# A rise that says from what to what, and what no money or number of people is.
_FROM = re.compile(r"[由从]\d|增长到|提高到|提升到|占|比例|覆盖|素质|技能|等级|能力")
_CEILINGS = ("≤", "<")
_PERSON = re.compile("[余多]?[名位人]$")


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    data = read_yaml(folder("schemas/checks") / "thin.yaml")
    return {name: re.compile(text) for name, text in data.items() if isinstance(text, str)}


@asks("indicator.rate-without-scale")
def check_rates(record: Goal, ground: Ground) -> Hits:
    """Shares of what cannot be counted (机制健全率); all of a form in one."""
    found = []
    for row in ground.rows(record):
        if not row.name or row.target.base_unit != "%":
            continue
        ground.look("indicator.rate-without-scale", at=row.path)
        if _words()["unscaled"].search(named(row)) and not row.indicator.description:
            found.append(row)
    if found:
        yield Hit("indicator.rate-without-scale", paths_of(found), {"names": names_of(found)})


@asks("indicator.rise-steep")
def check_rises(record: ProjectGoal, ground: Ground) -> Hits:
    """Effects that are to grow by much more than is usual, where the form does not say from what to what; what does not
    depend on the project is told elsewhere."""
    most = read_yaml(folder("schemas/checks") / "thin.yaml")["rise_most"]
    project = record.project_name or ""
    for row in ground.rows(record):
        target = row.target
        if row.family.level2 not in EFFECTS or not _words()["rise_named"].search(named(row) + key(row.value)):
            continue
        if target.base_unit != "%" or target.number is None or target.change == "fall" or target.operator in _CEILINGS:
            continue
        ground.look("indicator.rise-steep", at=row.path)
        told = any(learned.says(row, kind, project) for kind in ("far", "late", "perverse"))
        if target.number > most and not told and not _FROM.search(key(row.name + row.value)):
            yield Hit("indicator.rise-steep", row.paths("value"), {"name": row.name, "value": row.value})


@asks("effect.only-complaints")
def check_effects(record: ProjectGoal, ground: Ground) -> Hits:
    """Effects that are only complaints and rules, and what the goal says will change."""
    effects = [row for row in ground.rows(record) if row.name and row.family.level2 in EFFECTS]
    if not effects:
        return
    ground.look("effect.only-complaints")
    words = _words()
    if not any(words["complaint"].search(named(row)) for row in effects):
        return
    if all(words["complaint"].search(named(row)) or words["mechanism"].search(named(row)) for row in effects):
        clauses = re.split("[,，。；;、：:\n]", record.goal_annual or "")
        told = [part for part in clauses if words["change"].search(part) and not _DIGIT.search(part)]
        goal = f"（目标说要“{told[0].strip()}”）" if told else ""
        yield Hit("effect.only-complaints", paths_of(effects), {"names": names_of(effects), "goal": goal})


@asks("indicator.merged")
def check_merged(record: ProjectGoal, ground: Ground) -> Hits:
    """One count for two that the goal tells apart: their sum, in the same unit."""
    told = []
    for mention in mentions_in(record.goal_annual or "").mentions:
        quantity = mention.quantity
        if quantity is not None and len(quantity.values) == 1 and quantity.sort != "share" and not mention.change:
            told.append((quantity.values[0], mention.printed))
    sums = {value for value, _ in told}
    rows = [row for row in ground.rows(record) if row.family.level2 == "quantity" and row.target.scaled is not None]
    own = {row.target.scaled for row in rows}
    for row in rows:
        ground.look("indicator.merged", at=row.path)
        unit = _PERSON.sub("人", row.target.unit)
        parts = {value: text for value, text in told if unit and _PERSON.sub("人", text).endswith(unit)}
        for (a, one), (b, other) in combinations(parts.items(), 2):
            apart = a not in own and b not in own and a + b not in sums  # else the goal itself gives the sum
            if min(a, b) >= _LEAST and apart and a + b == row.target.scaled:
                values = {"parts": f"{one}、{other}", "name": row.name, "value": row.value}
                yield Hit("indicator.merged", (*row.paths("value"), "goal_annual"), values)
                break


@asks("indicator.lists-differ", "amount.one-year-differs")
def check_one_year(record: ProjectGoal, ground: Ground) -> Hits:
    """A project of one year: its lifetime is that year, in money and in indicators."""
    start, end = day_of(record.period_start, first=True), day_of(record.period_end)
    if not start or not end or start.year != end.year or record.year != start.year:
        return
    yield from _lists(record, ground)
    funds = record.funds
    annual = figure(funds.annual.total, funds.unit) if funds else None
    lifetime = figure(funds.lifetime.total, funds.unit) if funds and funds.lifetime else None
    if funds is None or annual is None or lifetime is None or not annual.value:
        return
    ground.look("amount.one-year-differs")
    if lifetime.value > annual.value + ground.settings.amount_tolerance:
        values = {"annual": annual.text, "lifetime": lifetime.text, "unit": funds.unit or ""}
        yield Hit("amount.one-year-differs", ("funds.annual.total", "funds.lifetime.total"), values)


def _lists(record: ProjectGoal, ground: Ground) -> Hits:
    scopes: dict[str, list[Row]] = {"annual": [], "lifetime": []}
    for row in ground.rows(record):
        if row.name:
            scopes[row.indicator.scope].append(row)
    if not any(row.twins for row in scopes["annual"]) and not all(scopes.values()):
        return
    ground.look("indicator.lists-differ")
    both = {named(row) for row in scopes["annual"]} & {named(row) for row in scopes["lifetime"]}
    for scope, where in (("annual", "年度"), ("lifetime", "总体")):
        alone = [row for row in scopes[scope] if not row.twins and named(row) not in both]
        if alone:
            yield Hit("indicator.lists-differ", paths_of(alone, "level3"), {"names": names_of(alone), "where": where})
