"""All checks over a reading: records one by one, then what only the whole file shows. Nothing of it is changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from jixiao.checks.amounts import check_amounts, check_costs, check_plan
from jixiao.checks.catalogue import check_of, switched_on
from jixiao.checks.departments import check_budget, check_task_indicators, check_tasks
from jixiao.checks.facts import facts_of
from jixiao.checks.goals import check_agreement, check_copied, check_goal
from jixiao.checks.levels import check_coverage, check_doubles, check_levels
from jixiao.checks.narratives import check_narrative
from jixiao.checks.periods import check_dates, check_goal_years, check_period, check_years
from jixiao.checks.prose_tables import check_prose
from jixiao.checks.sheets import Sheet
from jixiao.checks.table_sums import check_columns, check_rows, check_sides
from jixiao.checks.table_totals import check_empty, check_listed, check_totals
from jixiao.checks.values import check_values
from jixiao.checks.violation import Ground, Hit, Hits
from jixiao.checks.weights import check_weights
from jixiao.checks.words import words
from jixiao.config import CheckSettings
from jixiao.records import BudgetTable, Checked, Evidence, Finding, Reading, Related, Severity, Spot

RecordCheck = Callable[[Any, Ground], Hits]

_GOAL: tuple[RecordCheck, ...] = (
    check_goal, check_goal_years, check_agreement, check_values, check_levels, check_doubles, check_coverage,
    check_weights, check_dates,
)  # fmt: skip
BY_KIND: dict[str, tuple[RecordCheck, ...]] = {
    "project_goal": (check_amounts, check_costs, check_plan, check_period, check_copied, *_GOAL),
    "department_goal": (check_budget, check_tasks, check_task_indicators, *_GOAL),
    "department_narrative": (check_narrative,),
    "budget_table": (),
}
ON_SHEETS: tuple[RecordCheck, ...] = (check_rows, check_columns, check_sides)

_MILDER: dict[Severity, Severity] = {"error": "warning", "warning": "advice", "advice": "advice"}
_ITEM = re.compile(r"^(.*\])\.[^.\]]+$")


def check(reading: Reading, settings: CheckSettings | None = None) -> Checked:
    """The reading with what is wrong in it, in the order of its records; the records are what they were.

    A finding that rests on a value whose reading is in doubt says so, and is one degree milder.
    """
    ground = Ground(settings or CheckSettings(), words())
    on = switched_on(ground.settings)
    told: set[tuple[int, str, str]] = set()
    findings: list[Finding] = []
    for number, hit in sorted(_hits(reading, ground), key=lambda numbered: numbered[0] or len(reading.records) + 1):
        if hit.check in on and (at := (number, hit.check, hit.paths[0])) not in told:
            told.add(at)
            findings.append(_finding(reading, number, hit))
    fields = {name: getattr(reading, name) for name in Reading.model_fields}
    return Checked.model_construct(**fields, findings=findings)


def _hits(reading: Reading, ground: Ground) -> Iterator[tuple[int, Hit]]:
    found: list[tuple[int, Sheet]] = []
    for number, record in enumerate(reading.records, 1):
        for run in BY_KIND[record.kind]:
            yield from ((number, hit) for hit in run(record, ground))
        if isinstance(record, BudgetTable):
            sheet = Sheet(record)
            found.append((number, sheet))
            for run in ON_SHEETS:
                yield from ((number, hit) for hit in run(sheet, ground))
    yield from check_years(reading, ground)
    sets = facts_of(found)
    yield from check_totals(sets, ground)
    yield from check_empty(reading, found)
    yield from check_listed(reading, found, ground)
    yield from ((0, hit) for hit in check_prose(reading, sets, found, ground))


def _finding(reading: Reading, number: int, hit: Hit) -> Finding:
    entry = check_of(hit.check)
    record = reading.records[number - 1] if number else None
    missing = entry.absence and record is not None and record.status == "incomplete"
    doubted = (
        missing
        or any(_doubted(reading, number, path) for path in hit.paths)
        or any(_doubted(reading, other, path) for other, path in hit.related)
    )
    return Finding(
        check=entry.id,
        severity=_MILDER[entry.severity] if doubted else entry.severity,
        message=entry.message.format_map(hit.said),
        advice=_advice(entry.advice.format_map(hit.said), doubted, missing),
        rule=entry.rule,
        record=number,
        paths=list(hit.paths),
        related=[Related(record=other, path=path) for other, path in hit.related],
        spots=_spots(reading, number, hit.paths),
        doubted=doubted,
    )


def _advice(advice: str, doubted: bool, missing: bool) -> str:
    if missing:
        return f"这份表没有读全，先对照原文看是否漏读；确实没有的，{advice}"
    return f"这里的文字识读没有把握，先对照原文核对；识读无误的，{advice}" if doubted else advice


def _doubted(reading: Reading, number: int, path: str) -> bool:
    """Whether the reading of the value is in doubt."""
    if not number:
        evidence = _prose(reading, path)
        return evidence is not None and evidence.how == "ocr" and (evidence.confidence or 1) < 1
    doubts = reading.records[number - 1].doubts
    return path in doubts or "table" in doubts


def _spots(reading: Reading, number: int, paths: tuple[str, ...]) -> list[Spot]:
    """The places of the values on the page; of a value without one, that of its row."""
    out: list[Spot] = []
    for path in paths:
        evidence = _evidence(reading, number, path)
        if evidence is not None:
            out.extend(Spot(page=spot.page, box=spot.box, place=spot.place) for spot in (evidence, *evidence.continued))
    if not out and number and (pages := reading.records[number - 1].pages):
        out.append(Spot(page=pages[0]))
    return out


def _evidence(reading: Reading, number: int, path: str) -> Evidence | None:
    if not number:
        return _prose(reading, path)
    known = reading.records[number - 1].evidence
    if path in known:
        return known[path]
    item = _ITEM.match(path)
    if item:
        return next((evidence for name, evidence in known.items() if name.startswith(item[1] + ".")), None)
    listed = next((evidence for name, evidence in known.items() if name.startswith(f"{path}[")), None)
    return listed and Evidence(page=listed.page, place=listed.place)


def _prose(reading: Reading, path: str) -> Evidence | None:
    index = path.removeprefix("prose[").removesuffix("]")
    return reading.prose[int(index)] if index.isdecimal() and int(index) < len(reading.prose) else None
