"""One finding a cause: the same difference in several places is told once, with its places and what makes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.checks.tables.sheets import Sheet
from jixiao.checks.violation import Hit
from jixiao.text import key

Numbered = tuple[int, Hit]
# Sums in and between budget tables: an amount that is wrong in one cell breaks several of them by the same difference.
SUMS = ("table.row-parts", "table.column-total", "table.children", "table.income-expense", "table.totals-differ")
_ROUNDING = ("table.rounding", "amount.rounding")
_TELLING = Decimal(1000)  # 元; smaller amounts are met by chance
_FEW = 2
_SIZES = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10**4), "亿元": Decimal(10**8)}


def merged(hits: Sequence[Numbered], found: Sequence[tuple[int, Sheet]]) -> Iterator[Numbered]:
    """The hits, those of one cause as one: the first of them, the places of the others as related ones."""
    groups: dict[tuple[object, ...], list[Numbered]] = {}
    for number, hit in hits:
        groups.setdefault(_cause(number, hit), []).append((number, hit))
    for same in groups.values():
        number, first = same[0]
        others = [one for one in same[1:] if one[1].paths[0] != first.paths[0] or one[0] != number]
        if others:
            paths = first.paths + tuple(
                p for n, hit in others if n == number for p in hit.paths if p not in first.paths
            )
            related = first.related + tuple((n, hit.paths[0]) for n, hit in others if n != number)
            first = replace(first, paths=paths, related=related, more=_more(first, len(others)))
        yield number, replace(first, more=first.more + _reason(number, first, found))


def _cause(number: int, hit: Hit) -> tuple[object, ...]:
    """What tells one cause from another."""
    said = hit.said
    if hit.check in SUMS and "gap" in said:
        return "sums", said["gap"], said.get("unit")
    if hit.check in _ROUNDING:
        return (hit.check,)
    if hit.check == "prose.amount-differs":
        return hit.check, said.get("said"), said.get("due")
    return hit.check, number, hit.paths[0]


def _more(first: Hit, count: int) -> str:
    if first.check in _ROUNDING:
        return f"；这样的尾差共 {count + 1} 处"
    return f"；同一个差还有 {count} 处，多半是同一个原因"


def _reason(number: int, hit: Hit, found: Sequence[tuple[int, Sheet]]) -> str:
    """The amount that makes the difference, where the tables have it in one or two places."""
    gap = _yuan(hit)
    if hit.check not in SUMS or gap is None or gap < _TELLING:
        return ""
    taken = {(number, path) for path in hit.paths}
    names = dict.fromkeys(
        f"“{key(sheet.label(r))}”的{sheet.head(c)}"
        for n, sheet in found
        for r in range(len(sheet.grid))
        for c in sheet.money
        if (cell := sheet.amount(r, c)) and abs(cell.value) == gap and (n, sheet.path(r, c)) not in taken
    )
    return f"；差额正是{'、'.join(names)}" if 0 < len(names) <= _FEW else ""


def _yuan(hit: Hit) -> Decimal | None:
    """The difference of a sum in 元."""
    size = _SIZES.get(str(hit.said.get("unit") or "元"))
    text = str(hit.said.get("gap", "")).replace(",", "")
    return Decimal(text) * size if size and text.replace(".", "", 1).isdigit() else None
