"""What a text may rest on: the indicators, amounts and texts of a record, each under its field path."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from operator import add
from typing import Literal

from jixiao.grounding.prose.quantities import Quantity
from jixiao.grounding.prose.words import SORT_OF_FIGURE, SORTS
from jixiao.quantity import Target, numbers_in, parse_amount, parse_target
from jixiao.quantity.bracketed import unit_given
from jixiao.quantity.dates import When, dates_in
from jixiao.quantity.folding import folded_prose
from jixiao.records import DepartmentGoal, FundsSide, Indicator, ProjectGoal, Task
from jixiao.text import key

Kind = Literal["indicator", "amount", "text", "year"]
_TEXTS = (
    "project_name", "department", "implementer", "project_code", "category", "attribute", "period_start", "period_end",
    "purpose", "schedule", "duties", "core_functions", "strategic_goal", "affiliates", "offices", "duty_basis",
    "beneficiaries",
)  # fmt: skip
_SIGNS = re.compile(r"[\W_]+")
_FIGURES = re.compile(r"[\d一二两三四五六七八九十百千万亿]")
# What stands around a name and is not said with it: a long remark, the document that asks for it.
_REMARK = re.compile(
    r"[（(](?:【[^】]*】)?[^（）()]{9,}[）)]$|^(?:\d+[.．、]\s*)?(?:按照|根据)《[^》]+》(?:的)?(?:要求|规定)[，,]?"
)
_LISTS = ("policy_tasks", "basis", "tasks")
SORT = 0.2
"""What a word weighs that says what sort of figure a name is of."""
IDENTITY = frozenset(("project_name", "department", "implementer", "year"))
"""What may stand in any sentence."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a record: `name` says what it is of, `value` is printed."""

    path: str
    kind: Kind
    name: str
    value: str
    level2: str = ""
    scope: str = ""
    target: Target | None = None
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[When, ...] = ()
    grams: dict[str, float] = field(default_factory=dict, compare=False)

    @property
    def counts(self) -> bool:
        """Whether the fact is an indicator with a number or a date."""
        return self.kind == "indicator" and bool(self.quantities or self.dates)

    @property
    def several(self) -> bool:
        """Whether its value holds several numbers or dates."""
        return len(self.quantities) + len(self.dates) > 1

    @property
    def compound(self) -> bool:
        """Whether its value has numbers beyond the one that it is known by: 1：3, ≥4.5分（满分5分）."""
        target = self.target
        if target is None or target.kind != "quantitative":
            return False
        more = any(char.isdigit() for word in target.words for char in word)
        return target.ratio is not None or len(self.quantities) > 1 or more

    @property
    def said(self) -> str:
        """Name and value as a person would quote them."""
        return f"{self.name} {self.value}".strip() if self.kind == "indicator" else self.value


def facts_of(record: ProjectGoal | DepartmentGoal, scope: str | None = None) -> tuple[Fact, ...]:
    """The facts of a record, indicators of one scope only where it is named."""
    rows = [(i, row) for i, row in enumerate(record.indicators) if scope is None or row.scope == scope]
    facts = _indicators(rows)
    if isinstance(record, ProjectGoal) and record.funds is not None:
        for side in ("annual", "lifetime"):
            amounts = getattr(record.funds, side)
            if amounts is not None:
                facts += _amounts(f"funds.{side}", amounts, record.funds.unit)
    for name in _TEXTS:
        facts += _text(name, getattr(record, name, None))
    for name in _LISTS:
        for i, each in enumerate(getattr(record, name, None) or []):
            facts += _text(f"{name}[{i}]", each if isinstance(each, str) else _told(each))
    if record.year is not None:
        facts.append(Fact("year", "year", "", str(record.year)))
    return tuple(facts)


@lru_cache(maxsize=4096)
def grams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, signs and blanks left out."""
    flat = _SIGNS.sub("", key(text))
    return frozenset(map(add, flat, flat[1:]))


@lru_cache(maxsize=4096)
def bare_name(name: str) -> str:
    """The name without a long remark behind it and the document before it that asks for it."""
    return _REMARK.sub("", name) or name


def _indicators(rows: list[tuple[int, Indicator]]) -> list[Fact]:
    """The indicators with the pairs of characters of their names: what few names have weighs more."""
    names = [row.level3 or row.description or row.level2 or row.level1 or "" for _, row in rows]
    bare = [bare_name(name) for name in names]
    sets = [grams(SORT_OF_FIGURE.sub("", name)) or grams(name) for name in bare]
    spread = Counter(gram for each in sets for gram in each)
    rare = {gram: math.log((len(rows) + 0.5) / n) * (SORT if gram in SORTS else 1.0) for gram, n in spread.items()}
    out = []
    for (i, row), name, own in zip(rows, names, sets, strict=True):
        value = row.value or ""
        target = parse_target(unit_given(name, value)[1])
        fact = Fact(
            f"indicators[{i}]",
            "indicator",
            name,
            value,
            level2=row.level2 or "",
            scope=row.scope,
            target=target,
            quantities=_quantities(target, value),
            dates=_dates(target, value),
            grams={gram: rare[gram] for gram in own},
        )
        out.append(fact)
    return out


def _quantities(target: Target, value: str) -> tuple[Quantity, ...]:
    if target.kind != "quantitative":
        return ()
    one = Quantity.of_target(target)
    if one is not None:
        return (one,)
    return tuple(Quantity.of_numbers([number]) for number in numbers_in(value) if number.role == "quantity")


def _dates(target: Target, value: str) -> tuple[When, ...]:
    """The date of the target; where it has none as a whole, those printed in it (5月底、11月底前)."""
    if target.date is not None:
        return (When(target.since, target.date, target.deadline, target.operator, ()),)
    return _dates_of(value)


def _dates_of(text: str) -> tuple[When, ...]:
    return tuple(when for _, _, when in dates_in(folded_prose(text)))


def _amounts(path: str, side: FundsSide, unit: str | None) -> Iterable[Fact]:
    for name, info in FundsSide.model_fields.items():
        printed = getattr(side, name)
        amount = parse_amount(printed or "", unit)
        if amount is None:
            continue
        yuan = amount.yuan if amount.yuan is not None else amount.number
        quantity = Quantity((_plain(yuan),), "元" if amount.yuan is not None else "")
        shown = printed if amount.unit_from == "printed" else f"{printed}{amount.unit or ''}"
        yield Fact(f"{path}.{name}", "amount", info.description or name, shown, quantities=(quantity,))


def _told(task: Task) -> str:
    """A line of 年度主要任务 as one text."""
    return "；".join(text for text in (task.function, task.policy, task.project) if text)


def _plain(number: Decimal) -> Decimal:
    return number.normalize() if number == number.to_integral_value() else number


def _text(path: str, text: str | None) -> Iterable[Fact]:
    if text:
        numbers = [number for number in numbers_in(text) if number.role == "quantity"] if _FIGURES.search(text) else []
        quantities = tuple(Quantity.of_numbers([number]) for number in numbers)
        yield Fact(path, "text", "", text, quantities=quantities, dates=_dates_of(text))
