"""Checks of a department's form: tasks, their totals, the budget, and indicators for every task."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.checks.figures import Figure, figure, gap_of, money, shown
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.records import DepartmentGoal, Task
from jixiao.text import key

_COLUMNS = {"amount": "预算资金", "fiscal": "财政拨款", "other": "其他资金"}
_SHORT = 4
_SOURCE = re.compile("收入|资金|结转|拨款")


@asks(
    "department.task-parts", "department.tasks-do-not-sum", "department.tasks-exceed-budget",
    "department.tasks-differ-from-projects",
)  # fmt: skip
def check_tasks(record: DepartmentGoal, ground: Ground) -> Hits:
    """The parts of each task, the totals of the list, the list against the budget."""
    tasks, unit = record.tasks or [], record.budget.unit if record.budget else None
    tolerance = ground.settings.amount_tolerance
    for i, task in enumerate(tasks):
        total = figure(task.amount, unit)
        parts = [found for name in ("fiscal", "other") if (found := figure(getattr(task, name), unit)) is not None]
        gap = gap_of(total, parts, tolerance) if total and parts else None
        if gap is not None:
            paths = tuple(f"tasks[{i}].{name}" for name in _COLUMNS)
            values = {"total": task.amount, "sum": shown(gap.sum, unit), "gap": shown(gap.gap, unit)}
            yield Hit("department.task-parts", paths, values)
    for name, said in _COLUMNS.items():
        printed = figure(getattr(record.tasks_total, name, None), unit) if record.tasks_total else None
        column = [figure(getattr(task, name), unit) for task in tasks]
        if printed is None or not _whole(tasks, name, column):
            continue
        gap = gap_of(printed, [found for found in column if found is not None], tolerance)
        if gap is not None:
            paths = (f"tasks_total.{name}", *(f"tasks[{i}].{name}" for i, found in enumerate(column) if found))
            values = {"item": said, "total": printed.text, "sum": shown(gap.sum, unit), "gap": shown(gap.gap, unit)}
            yield Hit("department.tasks-do-not-sum", paths, values)
    yield from _against_budget(record, tasks, unit)


@asks("department.budget-parts")
def check_budget(record: DepartmentGoal, ground: Ground) -> Hits:
    """What is spent on basic needs and projects comes from fiscal and other money."""
    budget = record.budget
    if budget is None:
        return
    uses = [figure(text, budget.unit) for text in (budget.basic, budget.project)]
    sources = [figure(text, budget.unit) for text in (budget.fiscal, budget.other)]
    if uses[0] is None or uses[1] is None or sources[0] is None:
        return
    if any(_SOURCE.search(extra.label) for extra in record.extra):  # the form has further sources
        return
    total = _sum(uses)
    gap = gap_of(total, [found for found in sources if found], ground.settings.amount_tolerance)
    if gap is not None:
        paths = tuple(f"budget.{name}" for name in ("basic", "project", "fiscal", "other"))
        values = {name: shown(value, budget.unit) for name, value in (("uses", gap.total), ("sources", gap.sum))}
        yield Hit("department.budget-parts", paths, {**values, "gap": shown(gap.gap, budget.unit)})


@asks("department.task-without-indicator")
def check_task_indicators(record: DepartmentGoal, ground: Ground) -> Hits:
    """Every task has an indicator that speaks of it."""
    rows = [row for row in ground.rows(record) if row.family.level1 != "input"]
    told = _pairs("\n".join(row.name + (row.indicator.description or "") for row in rows), ground)
    if not told:
        return
    for i, task in enumerate(record.tasks or []):
        text = "".join(part for part in (task.function, task.policy, task.project) if part)
        if len(key(text)) < _SHORT or _pairs(text, ground) & told:
            continue
        field = "project" if task.project else "function"
        name = (task.project or task.function or task.policy or "").strip().replace("\n", "、")
        yield Hit("department.task-without-indicator", (f"tasks[{i}].{field}",), {"name": name[:40]})


def _against_budget(record: DepartmentGoal, tasks: list[Task], unit: str | None) -> Hits:
    column = [figure(task.amount, unit) for task in tasks]
    if record.budget is None or not _whole(tasks, "amount", column):
        return
    total = _sum(column).value
    basic, project = figure(record.budget.basic, unit), figure(record.budget.project, unit)
    paths = tuple(f"tasks[{i}].amount" for i in range(len(tasks)))
    if project is None or not total:
        return
    whole = project.value + (basic.value if basic else Decimal(0))
    if basic is not None and total > whole:
        paths = (*paths, "budget.basic", "budget.project")
        yield Hit("department.tasks-exceed-budget", paths, {"tasks": money(total), "budget": money(whole)})
    elif total > project.value:
        values = {"tasks": money(total), "project": money(project.value)}
        yield Hit("department.tasks-differ-from-projects", (*paths, "budget.project"), values)


def _whole(tasks: list[Task], name: str, column: list[Figure | None]) -> bool:
    """Whether every amount that a column prints is one number; a cell with several is no sum of ours."""
    written = [getattr(task, name) for task in tasks]
    return bool(tasks) and all(
        found is not None or not any(c.isdigit() for c in text or "")
        for text, found in zip(written, column, strict=True)
    )


def _sum(parts: list[Figure | None]) -> Figure:
    known = [part for part in parts if part is not None]
    return Figure(
        sum((part.value for part in known), Decimal(0)), max((part.step for part in known), default=Decimal(1)), ""
    )


def _pairs(text: str, ground: Ground) -> frozenset[str]:
    """The pairs of neighbouring characters that say something."""
    lines = [key(line) for line in text.split("\n")]
    pairs = (line[i : i + 2] for line in lines for i in range(len(line) - 1))
    return frozenset(pair for pair in pairs if pair.isalpha()) - ground.words.everywhere
