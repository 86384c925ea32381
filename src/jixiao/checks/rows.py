"""Indicators as checks see them: family of levels, bare name, what it measures, parsed target, list it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jixiao.checks.words import Family, Words, bare
from jixiao.quantity import Target, parse_target
from jixiao.records import DepartmentGoal, Indicator, ProjectGoal
from jixiao.text import key

Goal = ProjectGoal | DepartmentGoal
EFFECTS = ("economic", "social", "ecological", "sustainable")
_SHOWN = 4
# What stands for a name in a template is no blank.
_TEMPLATE = "*×…._"


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator. `twins` are the paths of rows of the other list that say the same, letter for letter."""

    index: int
    indicator: Indicator
    family: Family
    measure: str
    target: Target
    twins: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The field path of the row."""
        return f"indicators[{self.index}]"

    @property
    def name(self) -> str:
        """The printed name, "" where there is none or a dash stands for one."""
        name = (self.indicator.level3 or "").strip()
        return name if any(char.isalnum() or char in _TEMPLATE for char in key(name)) else ""

    @property
    def value(self) -> str:
        """The printed target, "" where there is none."""
        return (self.indicator.value or "").strip()

    def paths(self, field: str) -> tuple[str, ...]:
        """The path of a field of the row, then of its twins."""
        return tuple(f"{path}.{field}" for path in (self.path, *self.twins))


def rows_of(record: Goal, words: Words) -> list[Row]:
    """The indicators of a form; where the annual and the lifetime list repeat each other, each row once."""
    annual: dict[tuple[str, ...], list[str]] = {}
    for i, one in enumerate(record.indicators):
        if one.scope == "lifetime":
            annual.setdefault(_same(one), []).append(f"indicators[{i}]")
    used: set[str] = set()
    out = []
    for i, one in enumerate(record.indicators):
        twins: tuple[str, ...] = ()
        if one.scope == "annual" and (waiting := annual.get(_same(one))):
            twins = (waiting.pop(0),)
            used.update(twins)
        out.append(
            Row(i, one, words.family(one.level1, one.level2), words.measure(one.level3 or ""), _target(one), twins)
        )
    return [row for row in out if row.path not in used]


def _target(one: Indicator) -> Target:
    return parse_target((one.value or "").strip())


def _same(one: Indicator) -> tuple[str, ...]:
    return tuple(key(text or "") for text in (one.level1, one.level2, one.level3, one.value, one.weight))


def paths_of(rows: Iterable[Row], field: str = "value") -> tuple[str, ...]:
    """The paths of a field of the rows, and of their twins."""
    return tuple(path for row in rows for path in row.paths(field))


def names_of(rows: Sequence[Row]) -> str:
    """The names of the rows, of many the first ones and how many there are."""
    said = "、".join(f"“{row.name}”" for row in rows[:_SHOWN])
    return f"{said}等 {len(rows)} 条" if len(rows) > _SHOWN else said


def named(row: Row) -> str:
    """The name without number and marks, for comparing."""
    return bare(row.indicator.level3)
