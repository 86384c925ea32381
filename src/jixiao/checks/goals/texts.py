"""The numbers and dates of purpose, tasks and schedule against the indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.goals.differences import contradictions, unlike
from jixiao.checks.rows import Row
from jixiao.checks.violation import Ground, Hit, Hits
from jixiao.grounding import Comparison, Discrepancy, compare_text
from jixiao.grounding.facts import facts_of
from jixiao.quantity import parse_target
from jixiao.records import ProjectGoal
from jixiao.text import key

_WHERE = {"purpose": "资金用途", "policy_tasks": "主要政策任务", "schedule": "实施进度计划"}
# What is told of more than the project: more years, a wider place, what was done before.
_WIDER = re.compile(
    "全[国省]|五年|累计|已(?:经|完成|建|有)|现有|共有|(?<![比较])[上去]年|截至|十[一二三四五六]五|规划期|历年"
)
_YEAR = re.compile(r"20(\d\d)年")
_STOPS = "。；;\n"
_STEPS = re.compile("[，,。；;\n]")


def check_texts(record: ProjectGoal, told: set[str], ground: Ground) -> Hits:
    """What these texts say otherwise than an indicator, each indicator once; `told` are paths of indicators that a
    goal differs from already. A step of a schedule may be less than the whole, and no more."""
    done = set(told)
    annual = any(row.scope == "annual" for row in record.indicators)
    facts = [fact for fact in facts_of(record, "annual" if annual else None) if fact.kind != "text"]
    facts += [fact for fact in facts_of(record) if fact.path == "project_name"]
    for path, where, text in _texts(record):
        ground.look("text.value-unlike")
        compared = compare_text(text, tuple(facts), None, path)
        for said, row in _differing(record, compared, ground):
            if row.path not in done and not (path == "schedule" and _is_step(said, row, record)):
                done.add(row.path)
                values = {"where": where, "text": said, "name": row.name, "value": row.value}
                yield Hit("text.value-unlike", (f"{row.path}.value", path), values)


def _texts(record: ProjectGoal) -> Iterator[tuple[str, str, str]]:
    """Path, heading and text of what a form says beside its goals, with what is told of more than it left out; of a
    schedule each step."""
    for field, where in _WHERE.items():
        said = getattr(record, field) or []
        for i, text in enumerate([said] if isinstance(said, str) else said):
            own = _own(text, record.year)
            for step in _STEPS.split(own) if field == "schedule" else [own]:
                if step:
                    yield field if isinstance(said, str) else f"{field}[{i}]", where, step


def _own(text: str, year: int | None) -> str:
    """The sentences that are of the project and its year alone."""
    parts = re.split(f"(?<=[{_STOPS}])", text)
    years = (year, None)
    return "".join(
        part
        for part in parts
        if not _WIDER.search(key(part)) and all(2000 + int(one) in years for one in _YEAR.findall(key(part)))
    )


def _differing(record: ProjectGoal, compared: Comparison, ground: Ground) -> Iterator[tuple[str, Row]]:
    by_kind: dict[str, list[Discrepancy]] = {}
    for each in compared.discrepancies:
        by_kind.setdefault(each.kind, []).append(each)
    sure, open_ = contradictions(record, compared, by_kind)
    rows = {row.path: row for row in ground.rows(record)}
    settled = set(compared.mentioned)
    for hit in sure:
        path = hit.paths[0].removesuffix(".value")
        if path in rows:
            settled.add(path)
            yield str(hit.said["text"]), rows[path]
    yield from unlike(record, compared, settled, open_, ground)[0]


def _is_step(said: str, row: Row, record: ProjectGoal) -> bool:
    """Whether what a schedule says is on the way to the indicator."""
    step = parse_target(said)
    if row.target.date is not None:
        due, day = row.target.due(record.year), step.due(record.year)
        return due is None or day is None or day <= due
    whole, part = row.target.scaled, step.scaled
    return row.target.base_unit == "%" or whole is None or part is None or part <= whole
