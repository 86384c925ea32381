"""Checks inside one budget table: across a row, down a column, parent codes, both sides of a two-sided table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from jixiao.checks.figures import Figure, Gap, gap_of, shown
from jixiao.checks.tables.sheets import Sheet, Side, is_item, is_sub_item
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.text import key

# A rule that so many of a table's rows break is not a rule of that table.
_BROKEN = 3
# Rows of so many levels stand under one another: 类, 款, 项, and what they are spent on.
_LEVELS = 4


class Sum(NamedTuple):
    """A cell that should be the sum of others: the total's place, the places of the parts."""

    total: tuple[int, int]
    parts: tuple[tuple[int, int], ...]


Tell = Callable[[Sum, Gap], Hit]


@asks("table.row-parts", "table.rounding")
def check_rows(sheet: Sheet, ground: Ground) -> Hits:
    """合计 and 小计 columns against the columns they stand over."""
    for total, parts, sure in identities(sheet):
        sums = [Sum((r, total), tuple((r, c) for c in parts)) for r in range(len(sheet.grid))]
        yield from _broken(sheet, sums, ground, sure=sure, check="table.row-parts")


@asks("table.children", "table.column-total")
def check_columns(sheet: Sheet, ground: Ground) -> Hits:
    """The total row, and parent codes against their children."""
    if sheet.coded:
        for c in sheet.money:
            yield from _broken(sheet, _parents(sheet, c), ground, sure=True, check="table.children")
        tops = [level for level in sheet.levels if level is not None]
        rows = [r for r, level in enumerate(sheet.levels) if level == min(tops)]
    else:
        rows = [r for r in range(len(sheet.grid)) if not sheet.is_total(r) and sheet.label(r)]
        if len(sheet.sides()) != 1 or not _lists_projects(sheet):
            return
    totals = [r for r in range(len(sheet.grid)) if sheet.is_total(r)]
    if len(totals) != 1 or not rows:
        return
    for c in sheet.money:
        sums = [Sum((totals[0], c), tuple((r, c) for r in rows))]
        yield from _broken(sheet, sums, ground, sure=True, check="table.column-total")


@asks("table.income-expense")
def check_sides(sheet: Sheet, ground: Ground) -> Hits:
    """本年合计 and 总计 of each side, items and what stands under them, income against expenditure."""
    sides = sheet.sides()
    if sheet.coded or len(sides) < 2:
        return
    for side in sides:
        for c in side.money:
            yield from _broken(sheet, list(_side_sums(sheet, side, c)), ground, sure=True, check="table.column-total")
    first, second = sides[0], sides[1]
    for r in range(len(sheet.grid)):
        if not (
            sheet.is_row("grand", sheet.label(r, first.label)) and sheet.is_row("grand", sheet.label(r, second.label))
        ):
            continue
        income, expense = sheet.amount(r, first.money[0]), sheet.amount(r, second.money[0])
        gap = gap_of(income, [expense], ground.settings.amount_tolerance) if income and expense else None
        if income and expense:
            ground.look("table.income-expense")
        if gap is not None and income and expense:
            values = {"income": income.text, "expense": expense.text, "unit": sheet.unit or ""}
            values["gap"] = shown(gap.gap, sheet.unit)
            paths = (sheet.path(r, first.money[0]), sheet.path(r, second.money[0]))
            yield Hit("table.income-expense", paths, values)


def identities(sheet: Sheet) -> Iterator[tuple[int, tuple[int, ...], bool]]:
    """Columns that are sums of others: the total's, the parts', and whether the terms alone make it sure."""
    columns = sheet.words.columns
    for c in sheet.money:
        prefix, last = sheet.heads[c][:-1], sheet.heads[c][-1] if sheet.heads[c] else ""
        if columns["total"].search(last):
            parts = _siblings(sheet, c, prefix)
            if len(parts) >= 2:
                yield c, parts, _known(sheet, parts)
    for c in sheet.money:
        prefix, last = sheet.heads[c][:-1], sheet.heads[c][-1] if sheet.heads[c] else ""
        others = [o for o in _siblings(sheet, c, prefix) if not columns["total"].search(sheet.heads[o][-1])]
        pair = [o for name in ("basic", "project") for o in others if columns[name].search(sheet.heads[o][len(prefix)])]
        plain = not any(columns[name].search(last) for name in ("total", "basic", "project", "aside"))
        totals = [
            o for o in sheet.money if sheet.heads[o][:-1] == prefix and columns["total"].search(sheet.heads[o][-1])
        ]
        if plain and not totals and len(pair) == 2 == len(others) and c == min(pair) - 1:
            yield c, tuple(pair), True


def _siblings(sheet: Sheet, total: int, prefix: list[str]) -> tuple[int, ...]:
    """The columns that stand beside a total: of a group with its own subtotal that one, else all of its leaves."""
    columns, depth = sheet.words.columns, len(prefix)
    groups: dict[str, list[int]] = {}
    for c in sheet.money:
        head = sheet.heads[c]
        if (
            c == total
            or head[:depth] != prefix
            or len(head) <= depth
            or any(columns["aside"].search(p) for p in head[depth:])
        ):
            continue
        groups.setdefault(head[depth], []).append(c)
    for whole, parts in (("basic", "basic_parts"), ("fiscal", "fiscal_parts")):  # set flat beside what they are part of
        if any(columns[whole].search(name) for name in groups):
            groups = {name: members for name, members in groups.items() if not columns[parts].search(name)}
    out: list[int] = []
    for members in groups.values():
        own = [
            c for c in members if len(sheet.heads[c]) > depth + 1 and columns["total"].search(sheet.heads[c][depth + 1])
        ]
        out.extend(own[:1] or members)
    return tuple(out)


def _known(sheet: Sheet, parts: Sequence[int]) -> bool:
    """Whether all parts are of those that official tables always add up."""
    columns = sheet.words.columns
    three = sheet.words.roles["three"].search("".join(p for c in parts for p in sheet.heads[c]))
    named = [
        n
        for c in parts
        for n in ("basic", "project", "general", "fund", "capital")
        if columns[n].search(sheet.heads[c][-1])
    ]
    return bool(three) or len(named) == len(parts)


def _parents(sheet: Sheet, c: int) -> list[Sum]:
    out = []
    for r in range(len(sheet.grid)):
        below = sheet.children(r)
        if below:
            out.append(Sum((r, c), tuple((i, c) for i in below)))
    return out


def _side_sums(sheet: Sheet, side: Side, c: int) -> Iterator[Sum]:
    """The sums that a column of one side should keep."""
    labels = [sheet.label(r, side.label) for r in range(len(sheet.grid))]
    items = [r for r, text in enumerate(labels) if is_item(text)]
    current = next((r for r, text in enumerate(labels) if sheet.is_row("current", text)), None)
    grand = next((r for r, text in enumerate(labels) if sheet.is_row("grand", text)), None)
    if not items:
        return
    current, grand = (None if r is None or _told_beside(sheet, r, c) else r for r in (current, grand))
    if current is not None:
        yield Sum((current, c), tuple((r, c) for r in items if r < current))
    if grand is not None:
        after = current if current is not None else items[-1]
        more = [r for r in range(after + 1, grand) if _adds(sheet, labels[r]) and (current is None or r != current)]
        more = _without_parts(sheet, c, more)
        first = [current] if current is not None else items
        yield Sum((grand, c), tuple((r, c) for r in (*first, *(r for r in more if r not in first))))
    for item, end in zip(items, [*items[1:], current or grand or len(labels)], strict=True):
        below = [r for r in range(item + 1, end) if labels[r].strip()]
        trio = [r for r in below if sheet.is_row("trio", labels[r]) and not sheet.is_row("part", labels[r])]
        if len(trio) >= 2 and sheet.is_row("fiscal", labels[item]):
            yield Sum((item, c), tuple((r, c) for r in trio))


def _told_beside(sheet: Sheet, r: int, c: int) -> bool:
    """Whether the total of a row stands in another column of the same heading alone: one for two ways to part it."""
    if sheet.amount(r, c) is not None or len(sheet.heads[c]) < 2:
        return False
    others = (o for o in sheet.money if o != c and sheet.heads[o][:1] == sheet.heads[c][:1])
    return any(sheet.amount(r, o) is not None for o in others)


def _without_parts(sheet: Sheet, c: int, rows: list[int]) -> list[int]:
    """Rows that are added up: those right below one whose amount they make are its parts (年初结转, 其中 ...)."""
    out: list[int] = []
    left = list(rows)
    while left:
        r = left.pop(0)
        out.append(r)
        whole, total = sheet.amount(r, c), Decimal(0)
        for n, below in enumerate(left, 1):
            part = sheet.amount(below, c)
            total += part.value if part else Decimal(0)
            if whole and whole.value and total == whole.value:
                left = left[n:]
                break
    return out


def _adds(sheet: Sheet, text: str) -> bool:
    return bool(text.strip()) and not is_sub_item(text) and not sheet.is_row("part", text)


def _lists_projects(sheet: Sheet) -> bool:
    return any(sheet.words.columns["project_name"].search(head[-1]) for head in sheet.heads if head)


def _broken(sheet: Sheet, sums: Sequence[Sum], ground: Ground, *, sure: bool, check: str) -> Hits:
    """The sums that do not hold, unless that is so of the most of them; `sure` ones are told even if alone."""
    held, failed = 0, []
    for one in sums:
        if all(sheet.amount(one.total[0], c) is None for c in sheet.money):  # a row that only heads others
            continue
        total = sheet.amount(*one.total)
        parts = [found for place in one.parts if (found := sheet.amount(*place)) is not None]
        if total is None and not any(part.value for part in parts):
            continue
        if total is None or not parts:
            if total is not None and total.value and check != "table.children":
                continue
            total = total or Figure(parts[0].value * 0, parts[0].step, "")
        gap = gap_of(total, parts, ground.settings.amount_tolerance)
        if gap is not None and gap.total and gap.sum % gap.total == 0 and 1 < gap.sum / gap.total <= _LEVELS:
            continue  # the rows are of several levels, each of which makes the total: not looked at
        ground.look(check, "table.rounding")
        if gap is None:
            held += 1
        elif gap.rounding or check == "table.children" or not _explained(sheet, one, gap):
            failed.append((one, gap))
    if len(failed) * _BROKEN > held + len(failed) and not (sure and len(failed) <= 1) and len(failed) > held:
        return
    if not sure and not held:
        return
    for one, gap in failed:
        yield _hit(sheet, one, gap, check)


def _explained(sheet: Sheet, one: Sum, gap: Gap) -> bool:
    """Whether one further amount of the row (or column) makes the sum: then it is the rule that does not fit."""
    r, c = one.total
    along = [(r, other) for other in sheet.money] if one.parts[0][0] == r else [(i, c) for i in range(len(sheet.grid))]
    named = {one.total, *one.parts}
    others = (sheet.amount(*place) for place in along if place not in named)
    return any(found is not None and abs(found.value) == gap.gap for found in others)


def _hit(sheet: Sheet, one: Sum, gap: Gap, check: str) -> Hit:
    r, c = one.total
    side = next((side for side in sheet.sides() if c in side.money), None)
    row = sheet.label(r, side.label) if side and not sheet.coded and len(sheet.sides()) > 1 else sheet.label(r)
    values = {"row": key(row) or f"第{r + 1}行", "column": sheet.head(c), "unit": sheet.unit or ""}
    values |= {
        name: shown(value, sheet.unit) for name, value in (("total", gap.total), ("sum", gap.sum), ("gap", gap.gap))
    }
    written = [place for place in one.parts if sheet.amount(*place) is not None]
    paths = tuple(sheet.path(*place) for place in (one.total, *written))
    return Hit("table.rounding" if gap.rounding else check, paths, values)
