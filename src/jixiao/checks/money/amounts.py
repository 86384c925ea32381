"""Checks of a project's amounts and of its spending plan."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from jixiao.checks.figures import Figure, figure, gap_of, money, shown
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.quantity import parse_share
from jixiao.records import Funds, FundsSide, ProjectGoal
from jixiao.text import key

_PARTS = ("fiscal", "other", "carryover")
_SIDES = {"annual": "年度资金总额 ", "lifetime": "项目资金总额 "}
# Beyond these a unit is in doubt: a project of 300 亿 万元, or of less than 100 元.
_TOO_MUCH = Decimal(3 * 10**10)
_TOO_LITTLE = Decimal(100)
# Less than 1 元 is lost in writing the parts.
_CENTS = Decimal(1)
_PER = "/每"
# Choices and the marks before or behind them: of several the ticked one counts.
_MARKS = "□☐○◯☑☒√■✓✔●"
_TICKED = re.compile("[☑☒√■✓✔●]")
_BEFORE = re.compile(f"([{_MARKS}]+)([^{_MARKS}]+)")
_BEHIND = re.compile(f"([^{_MARKS}]+)([{_MARKS}]+)")
_NEW = re.compile("^[属于为当本年度今]*(新增|新设|新立|首次)(?!.*(续|否|以前|往年|上年))")


@asks(
    "amount.parts-do-not-sum", "amount.rounding", "amount.annual-exceeds-lifetime", "amount.total-missing",
    "amount.total-zero", "amount.negative", "amount.new-carries",
    "amount.not-a-number", "amount.unit-missing", "amount.unit-doubtful",
)  # fmt: skip
def check_amounts(record: ProjectGoal, ground: Ground) -> Hits:
    """The parts and the total, both columns, blank and odd amounts, the unit."""
    funds = record.funds
    if funds is None:
        return
    for name, said in _SIDES.items():
        side: FundsSide | None = getattr(funds, name)
        if side is not None:
            yield from _side(side, f"funds.{name}", said, funds.unit, ground)
    annual = figure(funds.annual.total, funds.unit)
    lifetime = figure(funds.lifetime.total, funds.unit) if funds.lifetime else None
    if annual and lifetime and annual.value > lifetime.value + ground.settings.amount_tolerance:
        values = {"annual": annual.text, "lifetime": lifetime.text, "unit": funds.unit or ""}
        yield Hit("amount.annual-exceeds-lifetime", ("funds.annual.total", "funds.lifetime.total"), values)
    carried = figure(funds.annual.carryover, funds.unit)
    attribute = _chosen(record.attribute or "")
    if carried and carried.value > 0 and _NEW.search(attribute):
        values = {"attribute": attribute, "amount": carried.text}
        yield Hit("amount.new-carries", ("funds.annual.carryover", "attribute"), values)
    yield from _blank(funds)
    yield from _unit(funds, annual)


def _chosen(text: str) -> str:
    """The ticked one of the choices that a text gives, the text where there are none to tick, "" where it is unclear.

    >>> _chosen("□新增　☑延续"), _chosen("新增项目□ 延续项目√"), _chosen("新增"), _chosen("□新增　□延续")
    ('延续', '延续项目', '新增', '')
    """
    flat = re.sub(r"\((.?)\)|\[(.?)\]", lambda match: match[1] or match[2] or "□", key(text))
    if not re.search(f"[{_MARKS}]", flat):
        return flat
    before, behind = flat[0] in _MARKS, flat[-1] in _MARKS
    if before == behind:
        return ""
    pairs = _BEFORE.findall(flat) if before else [(mark, said) for said, mark in _BEHIND.findall(flat)]
    ticked = [said for mark, said in pairs if _TICKED.search(mark)]
    return ticked[0] if len(ticked) == 1 else ""


def _side(side: FundsSide, path: str, where: str, unit: str | None, ground: Ground) -> Hits:
    found = {name: figure(getattr(side, name), unit) for name in ("total", *_PARTS)}
    for name, amount in found.items():
        text = getattr(side, name)
        if text and amount is None and any(c.isalnum() for c in text):
            yield Hit("amount.not-a-number", (f"{path}.{name}",), {"text": text})
        elif amount is not None and amount.value < 0:
            yield Hit("amount.negative", (f"{path}.{name}",), {"text": text})
    total = found["total"]
    parts = [amount for name in _PARTS if (amount := found[name]) is not None]
    if total is None or not parts:
        return
    gap = gap_of(total, parts, ground.settings.amount_tolerance)
    if gap is not None:
        paths = tuple(f"{path}.{name}" for name, amount in found.items() if amount is not None)
        values = {"where": where, "total": total.text, "unit": unit or ""}
        values |= {"sum": shown(gap.sum, unit), "gap": shown(gap.gap, unit)}
        rounding = gap.rounding or (total.known and gap.gap < _CENTS)
        yield Hit("amount.rounding" if rounding else "amount.parts-do-not-sum", paths, values)


def _blank(funds: Funds) -> Hits:
    """A total that is blank, a dash or nought, with nothing in its parts."""
    side, text = funds.annual, funds.annual.total
    amounts = [figure(getattr(side, name), funds.unit) for name in ("total", *_PARTS)]
    whole = figure(funds.lifetime.total, funds.unit) if funds.lifetime else None
    if text is None or any(amount is not None and amount.value for amount in amounts):
        return
    if not any(char.isalnum() for char in text):
        yield Hit("amount.total-missing", ("funds.annual.total",))
    elif amounts[0] is not None and not (whole and whole.value):
        yield Hit("amount.total-zero", ("funds.annual.total",), {"text": text})


def _unit(funds: Funds, annual: Figure | None) -> Hits:
    if annual is None or not annual.value:
        return
    if not funds.unit and "元" not in annual.text:
        yield Hit("amount.unit-missing", ("funds.unit", "funds.annual.total"), {"amount": annual.text})
    elif annual.value > _TOO_MUCH or annual.value < _TOO_LITTLE:
        values = {"amount": annual.text, "unit": funds.unit or ""}
        yield Hit("amount.unit-doubtful", ("funds.annual.total", "funds.unit"), values)


@asks("amount.cost-exceeds-budget")
def check_costs(record: ProjectGoal, ground: Ground) -> Hits:
    """Cost indicators that stand for a sum of money, against the project's funds."""
    if record.funds is None:
        return
    largest = [figure(side.total, record.funds.unit) for side in (record.funds.annual, record.funds.lifetime) if side]
    totals = [total.value for total in largest if total is not None]
    if not totals or not max(totals) or not record.funds.unit:  # that nothing is asked for is said by itself
        return
    for row in ground.rows(record):
        target = row.target
        if row.family.level2 != "cost" or target.base_unit != "元" or not target.unit.endswith("元"):
            continue
        ground.look("amount.cost-exceeds-budget", at=row.path)
        value = target.scaled
        if value is not None and value > max(totals) and not any(mark in target.unit for mark in _PER):
            values = {"name": row.name, "value": row.value, "total": money(max(totals))}
            yield Hit("amount.cost-exceeds-budget", (f"{row.path}.value", "funds.annual.total"), values)


@asks("plan.falls", "plan.not-complete")
def check_plan(record: ProjectGoal, ground: Ground) -> Hits:
    """Shares of the spending plan: cumulative ones rise to 100 %, single ones sum to it."""
    steps = record.spending_plan or []
    shares = [(i, share) for i, step in enumerate(steps) if (share := parse_share(step.share or "", "%")) is not None]
    if len(shares) < 2 or sum(share for _, share in shares) == 1:
        return
    for (_, before), (i, share) in pairwise(shares):
        if share < before:
            values = {"due": steps[i].due or "", "share": steps[i].share, "before": f"{before:.0%}"}
            yield Hit("plan.falls", (f"spending_plan[{i}].share", f"spending_plan[{i - 1}].share"), values)
    last, share = shares[-1]
    if share != 1:
        yield Hit("plan.not-complete", (f"spending_plan[{last}].share",), {"share": steps[last].share})
