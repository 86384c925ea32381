"""Checks between the budget tables of one file, and between its project list and its forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from jixiao.checks.figures import Figure, alike, figure, money
from jixiao.checks.tables.facts import Facts
from jixiao.checks.tables.sheets import Sheet, table_words
from jixiao.checks.violation import Ground, Hit, asks
from jixiao.records import ProjectGoal, Reading
from jixiao.text import key

Numbered = list[tuple[int, Hit]]
_LISTED = (
    "listed.amount-differs", "listed.unit-differs", "listed.name-differs", "listed.form-missing",
    "listed.project-missing",
)  # fmt: skip
# How alike two names must be to be two prints of one: with the same amount, and without.
_ALIKE_WITH_AMOUNT = 0.6
_ALIKE = 0.9
_SCALE = Decimal(10**4)
# More than one in so many without a counterpart: the two do not stand for the same projects.
_MOST = 2
# Forms of money that is given to many projects are no rows of the list of projects.
_SPECIAL = ("专项资金", "转移支付", "政策")


@dataclass(frozen=True, slots=True)
class Listed:
    """A project of the list: its name, its amount, where they stand."""

    name: str
    amount: Figure | None
    number: int
    name_path: str
    amount_path: str


@asks("table.totals-differ")
def check_totals(sets: Sequence[Facts], ground: Ground) -> Numbered:
    """Figures that stand in several tables are the same in all of them."""
    out: Numbered = []
    for facts in sets:
        for rule in table_words().equal:
            due = [fact for name in rule["of"] for fact in facts.named.get(name, ())]
            for one in facts.named.get(rule["one"], ())[:1]:
                if due:
                    ground.look("table.totals-differ")
                if not due or any(alike(one.amount, other.amount, ground.settings.amount_tolerance) for other in due):
                    continue
                values = {"one": rule["name"], "value": money(one.amount.value), "others": rule["others"]}
                values["due"] = money(due[0].amount.value)
                related = tuple((fact.number, fact.path) for fact in due)
                out.append((one.number, Hit("table.totals-differ", (one.path,), values, related)))
    return out


@asks("table.empty-without-note")
def check_empty(reading: Reading, found: Sequence[tuple[int, Sheet]], ground: Ground) -> Numbered:
    """A table without any amount says why, under it or in the text on its page."""
    said = re.compile(table_words().prose["empty"])
    out: Numbered = []
    for number, sheet in found:
        ground.look("table.empty-without-note")
        if any(amount is not None and amount.value for row in sheet.grid for amount in row) or not sheet.heads:
            continue
        pages = range(sheet.record.pages[0] - 1, sheet.record.pages[1] + 1) if sheet.record.pages else None
        beside = (p.text for p in reading.prose if pages is None or p.page in pages)
        if not sheet.record.notes.strip() and not any(
            said.search(key(text)) for text in (sheet.record.title or "", *beside)
        ):
            out.append((number, Hit("table.empty-without-note", ("rows",))))
    return out


@asks(*_LISTED)
def check_listed(reading: Reading, found: Sequence[tuple[int, Sheet]], ground: Ground) -> Numbered:
    """Every form has its project in the list, with the same name and amount, and every project its form."""
    forms = [
        (number, record)
        for number, record in enumerate(reading.records, 1)
        if isinstance(record, ProjectGoal) and record.project_name and not _is_special(record)
    ]
    listed = [one for number, sheet in found for one in _projects(number, sheet)]
    if not forms or not listed:
        return []
    ground.look(*_LISTED)
    free = list(listed)
    out: Numbered = []
    pairs: list[tuple[int, ProjectGoal, Listed | None]] = []
    for exact in (True, False):
        for number, record in forms:
            if any(number == done for done, _, _ in pairs):
                continue
            match = _match(record, free, exact)
            if match is not None:
                free.remove(match)
            if match is not None or not exact:
                pairs.append((number, record, match))
    unlisted = sum(match is None for _, _, match in pairs)
    for number, record, match in pairs:
        if match is not None or unlisted * _MOST <= len(pairs):  # else the list is of something else
            out.extend((number, hit) for hit in _compared(record, match, ground))
    for one in free if len(free) * _MOST <= len(listed) else ():  # else forms are published for some projects only
        amount = money(one.amount.value) if one.amount else "没有金额"
        out.append((one.number, Hit("listed.form-missing", (one.name_path,), {"name": one.name, "amount": amount})))
    return out


def _compared(record: ProjectGoal, match: Listed | None, ground: Ground) -> list[Hit]:
    if match is None:
        return [Hit("listed.project-missing", ("project_name",), {"name": record.project_name})]
    out = []
    if key(match.name) != key(record.project_name or ""):
        values = {"form": record.project_name, "listed": match.name}
        out.append(Hit("listed.name-differs", ("project_name",), values, ((match.number, match.name_path),)))
    own = figure(record.funds.annual.total, record.funds.unit) if record.funds else None
    if own and match.amount and not alike(own, match.amount, ground.settings.amount_tolerance):
        related = ((match.number, match.amount_path),)
        form, there = money(own.value), money(match.amount.value)
        if own.value in (match.amount.value * _SCALE, match.amount.value / _SCALE):
            name, paths = "listed.unit-differs", ["funds.annual.total", "funds.unit"]
        else:
            name, paths = "listed.amount-differs", ["funds.annual.total"]
        out.append(Hit(name, tuple(paths), {"form": form, "listed": there}, related))
    return out


def _projects(number: int, sheet: Sheet) -> list[Listed]:
    """The rows of a table that lists projects with their amounts."""
    columns = sheet.words.columns
    names = [c for c, head in enumerate(sheet.heads) if head and "项目名称" in head[-1] and c not in sheet.money]
    if not names or not sheet.money or sheet.words.other.search(key(sheet.record.title or "")):
        return []
    totals = [c for c in sheet.money if sheet.heads[c] and columns["total"].search(sheet.heads[c][-1])]
    c = (totals or list(sheet.money))[0]
    out: dict[str, Listed] = {}
    for r, row in enumerate(sheet.record.rows):
        name = row[names[0]] if names[0] < len(row) else ""
        if not name.strip() or sheet.is_total(r) or sheet.is_row("total", name):
            continue
        amount, before = sheet.amount(r, c), out.get(key(name))
        if before is not None and before.amount and amount:  # a project of several rows
            amount = Figure(before.amount.value + amount.value, max(before.amount.step, amount.step), "")
        out[key(name)] = Listed(name, amount, number, sheet.path(r, names[0]), sheet.path(r, c))
    return list(out.values())


def _match(record: ProjectGoal, free: list[Listed], exact: bool) -> Listed | None:
    """The project of the list that the form is for."""
    own = key(record.project_name or "")
    if exact:
        return next((one for one in free if key(one.name) == own), None)
    amount = figure(record.funds.annual.total, record.funds.unit) if record.funds else None
    best: tuple[float, Listed] | None = None
    for one in free:
        ratio = SequenceMatcher(None, own, key(one.name), autojunk=False).ratio()
        same = amount is not None and one.amount is not None and alike(amount, one.amount, Decimal(0))
        if ratio >= (_ALIKE_WITH_AMOUNT if same else _ALIKE) and (best is None or ratio > best[0]):
            best = (ratio, one)
    return best[1] if best else None


def _is_special(record: ProjectGoal) -> bool:
    return any(word in key(record.title or "") for word in _SPECIAL)
