"""The figures that a file's budget tables have in common, by name: income.total, overview.expense.grand, …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from jixiao.checks.figures import Figure
from jixiao.checks.tables.sheets import Sheet, Side, unnumbered
from jixiao.text import key

# A shorter row name (合计, 其他) may mean anything in a text.
_NAME = 4


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure and where it stands."""

    amount: Figure
    number: int
    path: str


@dataclass(slots=True)
class Facts:
    """The figures of one set of budget tables.

    `named` are those with a name of their own; `rows` those of every row by its name without number; `codes` those
    of rows by function code ("2050205"), with the row's name.
    """

    named: dict[str, list[Fact]] = field(default_factory=dict)
    rows: dict[str, list[Fact]] = field(default_factory=dict)
    codes: dict[str, list[tuple[str, Fact]]] = field(default_factory=dict)

    def add(self, name: str, number: int, sheet: Sheet, r: int, c: int) -> None:
        """Keep the figure of a cell under the name; a blank cell of a total is nothing."""
        amount = sheet.amount(r, c)
        if amount is not None:
            self.named.setdefault(name, []).append(Fact(amount, number, sheet.path(r, c)))


def facts_of(found: Sequence[tuple[int, Sheet]]) -> list[Facts]:
    """The figures of each set of tables; a second overview begins the set of another unit."""
    sets = [Facts()]
    seen: set[str] = set()
    for number, sheet in found:
        role = sheet.words.role(sheet.record.title)
        if role == "overview" and role in seen:
            sets.append(Facts())
            seen = set()
        seen.add(role)
        _collect(sets[-1], role, number, sheet)
    return sets


def _collect(facts: Facts, role: str, number: int, sheet: Sheet) -> None:
    if role in ("overview", "fiscal"):
        for side, name in zip(sheet.sides(), ("income", "expense"), strict=False):
            _side(facts, f"{role}.{name}", number, sheet, side)
    elif role:
        _totals(facts, role, number, sheet)
    if role not in ("three", "basic", "projects") and not sheet.words.other.search(key(sheet.record.title or "")):
        _rows(facts, number, sheet)


def _side(facts: Facts, name: str, number: int, sheet: Sheet, side: Side) -> None:
    for r in range(len(sheet.grid)):
        text = sheet.label(r, side.label)
        kinds = [kind for kind in ("current", "grand") if sheet.is_row(kind, text)]
        if not kinds and unnumbered(text).startswith("财政拨款") and name == "overview.income":
            kinds = ["fiscal"]
        for kind in kinds:
            facts.add(f"{name}.{kind}", number, sheet, r, side.money[0])
            for c in side.money[1:]:
                for fund in ("general", "fund", "capital"):
                    if sheet.words.columns[fund].search(sheet.heads[c][-1]):
                        facts.add(f"{name}.{kind}.{fund}", number, sheet, r, c)


def _totals(facts: Facts, role: str, number: int, sheet: Sheet) -> None:
    """The total row of a plain table: its first amount, and what is basic and what is for projects."""
    totals = [r for r in range(len(sheet.grid)) if sheet.is_total(r)]
    if len(totals) != 1 or not sheet.money:
        return
    columns = sheet.words.columns
    facts.add(f"{role}.total", number, sheet, totals[0], sheet.money[0])
    for name in ("basic", "project"):
        of = [c for c in sheet.money if any(columns[name].search(part) for part in sheet.heads[c])]
        own = [c for c in of if columns["total"].search(sheet.heads[c][-1])] or (of if len(of) == 1 else [])
        if own and role != "basic":
            facts.add(f"{role}.{name}", number, sheet, totals[0], own[0])


def _rows(facts: Facts, number: int, sheet: Sheet) -> None:
    for side in sheet.sides():
        for r in range(len(sheet.grid)):
            name = unnumbered(sheet.label(r, side.label))
            found = [(c, amount) for c in side.money if (amount := sheet.amount(r, c)) is not None]
            if len(name) >= _NAME:
                facts.rows.setdefault(name, []).extend(Fact(amount, number, sheet.path(r, c)) for c, amount in found)
    if not sheet.coded:
        return
    above: dict[int, str] = {}
    for r, level in enumerate(sheet.levels):
        if level is None:
            continue
        code = _code(sheet, r)
        above = {at: text for at, text in above.items() if at < level}
        above[level] = code if len(code) > 3 or level == 1 else "".join(above.values()) + code
        for c in sheet.money:
            amount = sheet.amount(r, c)
            if amount is not None:
                fact = Fact(amount, number, sheet.path(r, c))
                facts.codes.setdefault(above[level], []).append((sheet.label(r), fact))


def _code(sheet: Sheet, r: int) -> str:
    """The row's code as far as the row prints it."""
    texts = [sheet.record.rows[r][c].strip() for c in sheet.codes]
    out = ""
    for text in texts:
        if not text.isdigit():
            break
        out += text
    return out
