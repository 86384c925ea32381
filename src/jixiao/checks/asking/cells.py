"""A form as the cells that questions are asked about, each with an id, a text and its field paths."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jixiao.checks.catalogue import Check
from jixiao.checks.figures import figure, money
from jixiao.checks.money.products import is_counted, is_price
from jixiao.checks.rows import EFFECTS, Row, rows_of
from jixiao.checks.words import words
from jixiao.records import ProjectGoal

GOAL = "g"
_SENTENCES = re.compile(r"(?<=[，,。；;\n])")
_DIGIT = re.compile(r"\d")
_MOST_CLAUSES = 40
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class FormPart:
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
    cells: Mapping[str, FormPart]
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
    goal = [FormPart(GOAL, whole.replace("\n", " "), "绩效目标", ("goal_annual",))] if whole else []
    of_rows = {row.index: _row(row) for row in rows}
    cells = [*goal, *clauses, *of_rows.values(), *sums]
    levels = {
        "all": rows,
        "pairs": rows if len(rows) > 1 else [],
        "rows": [row for row in rows if row not in pleased],
        "satisfaction": pleased,
        "outputs": [row for row in rows if row.family.level1 in ("output", "benefit") and row not in pleased],
        "times": [row for row in rows if row.family.level2 == "timeliness" or row.target.kind == "date"],
        "costs": [row for row in rows if row.family.level2 == "cost"],
        "counts": [row for row in rows if row.family.level2 == "quantity"],
        "effects": [row for row in rows if row.family.level2 in EFFECTS],
    }
    groups = {name: tuple(_id(row) for row in some) for name, some in levels.items()}
    groups |= {name: tuple(c.id for c in some) for name, some in (("clauses", clauses), ("sums", sums), ("goal", goal))}
    groups["spent"] = groups["clauses"] + groups["costs"]
    numbered = [cell.id for cell in (*clauses, *of_rows.values()) if _DIGIT.search(cell.text)]
    groups["numbers"] = tuple(numbered) if len(numbered) > 1 else ()
    return Sheet(_head(record), {cell.id: cell for cell in cells}, groups)


def _id(row: Row) -> str:
    return f"i{row.index + 1}"


def _row(row: Row) -> FormPart:
    one = row.indicator
    levels = "/".join(part for part in (one.level1, one.level2) if part)
    text = " | ".join(" ".join(part.split()) for part in (levels, row.name, row.value))
    return FormPart(_id(row), text, f"“{row.name}”{row.value}", row.paths("level3"), row.index)


def _clauses(record: ProjectGoal) -> list[FormPart]:
    parts = [part.strip() for part in _SENTENCES.split(record.goal_annual or "")]
    parts = [part for part in parts if len(part) > _SHORTEST][:_MOST_CLAUSES]
    return [
        FormPart(f"{GOAL}{n}", part, f"“{part.rstrip('，,。；;')}”", ("goal_annual",))
        for n, part in enumerate(parts, 1)
    ]


def _sums(record: ProjectGoal, rows: Sequence[Row]) -> list[FormPart]:
    """The year's money, all that is to be made of it, and the form's own prices, each as it stands: which price is of
    what, and whether all is priced, is for the reader to say."""
    total = figure(record.funds.annual.total, record.funds.unit) if record.funds else None
    annual = [row for row in rows if row.indicator.scope == "annual"]
    counts = [row for row in annual if is_counted(row)]
    if total is None or not total.known or not total.value or not counts:
        return []
    made, prices = ("、".join(f"{row.name}{row.value}" for row in some) for some in (counts, filter(is_price, annual)))
    said = f"年度资金{money(total.value)}；要做：{made}" + (f"；表上的单价：{prices}" if prices else "")
    paths = (*(f"{row.path}.value" for row in counts), "funds.annual.total")
    return [FormPart("s1", said, f"年度资金{money(total.value)}", paths)]


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
