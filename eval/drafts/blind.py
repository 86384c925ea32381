"""Drafts beside the offices' own texts, for judges who do not know which is which: texts and key in two places."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random

from eval.drafts.goals import Goal
from eval.files import read_gold
from jixiao.drafts import draft
from jixiao.records import ProjectGoal
from jixiao.records.drafts import Project

LABELS = "甲乙丙丁"
_LEAST_TEXT, _LEAST_ROWS = 20, 4
_ASK = """\
请以县财政局绩效科审核人的眼光看：哪一篇作为“年度总体绩效目标”更好（可以并列）？各篇能不能不改就用？哪些句子是机关里的人不会写的（照抄出来）？
"""


def forms(folders: Iterable[Path], count: int, seed: int) -> list[Goal]:
    """So many project forms with a goal of their own, of the gold records of the folders, drawn by the seed."""
    found = []
    for folder in folders:
        for path in sorted((folder / "gold").glob("*.json")):
            records = [r for r in read_gold(path).records if r["kind"] == "project_goal"]
            for n, record in enumerate(records):
                project = Project.of(ProjectGoal.model_validate(record))
                if len(project.goal_annual or "") >= _LEAST_TEXT and len(project.indicators) >= _LEAST_ROWS:
                    found.append(Goal(path.stem, n, project))
    Random(seed).shuffle(found)
    return found[:count]


def drawn(goals: list[Goal], count: int, seed: int) -> list[Goal]:
    """So many of the goals that have an office's text, drawn by the seed; all where the count is 0."""
    found = [goal for goal in goals if len(goal.office) >= _LEAST_TEXT]
    return Random(seed).sample(found, min(count or len(found), len(found)))


def write(goals: list[Goal], texts: Path, key: Path, seed: int, more: dict[tuple[str, int], str] | None = None) -> int:
    """A file for each goal with an office's text, and the key: file, label, writer. How many there are is returned.

    `more` has texts that a model wrote, by document and number.
    """
    chance = Random(seed)
    texts.mkdir(parents=True, exist_ok=True)
    answers: dict[str, dict[str, str]] = {}
    for goal in goals:
        if len(goal.office) < _LEAST_TEXT:
            continue
        written = [("office", goal.office), ("composed", draft(goal.project).draft.text)]
        if more and (said := more.get((goal.document, goal.number))):
            written.append(("model", said))
        chance.shuffle(written)
        name = f"{len(answers) + 1:03}.md"
        labelled = list(zip(LABELS, written, strict=False))
        blocks = [f"## {label}\n\n{text.strip()}\n" for label, (_, text) in labelled]
        (texts / name).write_text("\n".join([_material(goal.project), _ASK, *blocks]), encoding="utf-8")
        answers[name] = {label: writer for label, (writer, _) in labelled} | {"of": f"{goal.document} {goal.number}"}
    key.parent.mkdir(parents=True, exist_ok=True)
    key.write_text(json.dumps(answers, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(answers)


def _material(project: Project) -> str:
    """The project and its indicators as a judge is shown them."""
    unit = project.funds.unit if project.funds and project.funds.annual else ""
    total = project.funds.annual.total if project.funds and project.funds.annual else None
    lines = [f"# {project.project_name}（{project.year or '年度未写'}）", ""]
    lines += [f"年度资金：{total}{unit or ''}"] if total else []
    lines += [f"资金用途：{project.purpose}"] if project.purpose else []
    lines += [f"实施期进度计划：{project.schedule}"] if project.schedule else []
    lines += [f"主要政策任务：{task}" for task in project.policy_tasks or []]
    lines += ["", "| 一级 | 二级 | 三级指标 | 指标值 |", "| --- | --- | --- | --- |"]
    for row in project.indicators:
        if row.scope == "annual":
            lines.append(f"| {row.level1 or ''} | {row.level2 or ''} | {row.level3 or ''} | {row.value or ''} |")
    return "\n".join([*lines, ""])
