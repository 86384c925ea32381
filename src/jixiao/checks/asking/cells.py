"""A form as the cells that questions are asked about, each with an id, a text and its field paths."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jixiao.checks.catalogue import Check
from jixiao.checks.figures import figure, money
from jixiao.checks.rows import Row, rows_of
from jixiao.checks.words import words
from jixiao.records import ProjectGoal

GOAL = "g"
_SENTENCES = re.compile(r"(?<=[，,。；;\n])")
_EFFECTS = ("economic", "social", "ecological", "sustainable")
_MOST_CLAUSES, _MOST_SUMS = 40, 6
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a form: its id, what the model is shown, what a finding calls it, the paths that a finding names, and
    the indicator it is (from 0), None where it is none."""

    id: str
    text: str
    called: str
    paths: tuple[str, ...]
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as cells; `groups` are the ids of each sort of cell that a question may be about."""

    head: tuple[str, ...]
    cells: Mapping[str, Cell]
    groups: Mapping[str, tuple[str, ...]]

    def about(self, question: Check) -> tuple[str, ...]:
        """The ids of the cells that the question is asked about."""
        return self.groups.get(question.about, ())


def sheet_of(record: ProjectGoal) -> Sheet:
    """The form as cells."""
    rows = [row for row in rows_of(record, words()) if row.name]
    pleased = [row for row in rows if "satisfaction" in (row.measure, row.family.level2)]
    clauses, sums = _clauses(record), _sums(record, rows)
    whole = (record.goal_annual or "").strip()
    goal = [Cell(GOAL, whole.replace("\n", " "), "绩效目标", ("goal_annual",))] if whole else []
    cells = [*goal, *clauses, *map(_row, rows), *sums]
    levels = {
        "all": rows,
        "pairs": rows if len(rows) > 1 else [],
        "rows": [row for row in rows if row not in pleased],
        "satisfaction": pleased,
        "effects": [row for row in rows if row.family.level2 in _EFFECTS and row not in pleased],
        "outputs": [row for row in rows if row.family.level1 in ("output", "benefit") and row not in pleased],
    }
    groups = {name: tuple(_id(row) for row in some) for name, some in levels.items()}
    groups |= {name: tuple(c.id for c in some) for name, some in (("clauses", clauses), ("sums", sums), ("goal", goal))}
    return Sheet(_head(record), {cell.id: cell for cell in cells}, groups)


def _id(row: Row) -> str:
    return f"i{row.index + 1}"


def _row(row: Row) -> Cell:
    one = row.indicator
    levels = "/".join(part for part in (one.level1, one.level2) if part)
    text = " | ".join(" ".join(part.split()) for part in (levels, row.name, row.value))
    return Cell(_id(row), text, f"“{row.name}”{row.value}", row.paths("level3"), row.index)


def _clauses(record: ProjectGoal) -> list[Cell]:
    parts = [part.strip() for part in _SENTENCES.split(record.goal_annual or "")]
    parts = [part for part in parts if len(part) > _SHORTEST][:_MOST_CLAUSES]
    return [
        Cell(f"{GOAL}{n}", part, f"“{part.rstrip('，,。；;')}”", ("goal_annual",)) for n, part in enumerate(parts, 1)
    ]


def _sums(record: ProjectGoal, rows: Sequence[Row]) -> list[Cell]:
    """The year's money by each quantity, worked out here; what the money is spent on besides is for the reader."""
    total = figure(record.funds.annual.total, record.funds.unit) if record.funds else None
    if total is None or not total.known or not total.value:
        return []
    out: list[Cell] = []
    for row in rows:
        count = row.target.scaled
        plain = row.target.base_unit not in ("", "%") and "/" not in row.target.unit and not row.target.change
        if row.family.level2 != "quantity" or not count or not plain or row.indicator.scope != "annual":
            continue
        each = f"{money(round(total.value / count, 2))}/{row.target.base_unit}"
        said = f"年度资金{money(total.value)} ÷ {row.name}{row.value} = {each}"
        paths = (f"{row.path}.value", "funds.annual.total")
        out.append(Cell(f"s{len(out) + 1}", said, f"“{said}”", paths, row.index))
    return out[:_MOST_SUMS]


def _head(record: ProjectGoal) -> tuple[str, ...]:
    funds = record.funds
    said = {
        "项目名称": record.project_name,
        "部门": record.department or record.implementer,
        "年度": str(record.year or ""),
        "年度资金": f"{funds.annual.total}{funds.unit or ''}" if funds and funds.annual.total else "",
        "项目期": "至".join(part for part in (record.period_start, record.period_end) if part),
        "用途": (record.purpose or "")[:200],
    }
    return tuple(f"{name}：{' '.join(text.split())}" for name, text in said.items() if text)
