"""The verdict on a folder of predictions: facts of every document, counts, figures and their intervals."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.files import (
    EvalError,
    find_documents,
    find_reading,
    read_gold,
    read_json,
    read_reading,
    sha256,
    write_json,
)
from eval.runs.run import costs, read_timings, surroundings
from eval.scoring.facts import Fact, read_facts, write_facts
from eval.scoring.score import score_document
from eval.scoring.summary import summarize


@dataclass(frozen=True, slots=True)
class Task:
    """One document to be scored: its name, its label, and what was predicted for it (None: nothing)."""

    document: str
    gold: Path
    prediction: Path | None


def tasks_of_run(folder: Path) -> list[Task]:
    """What a run has to be scored on: the labels and predictions that it keeps."""
    run = read_run(folder)
    predictions = folder / "predictions"
    return [
        Task(name, folder / "gold" / f"{d['gold']}.json", find_reading(predictions, name))
        for name, d in sorted(run["documents"].items())
    ]


def tasks_of_files(gold: Path, predicted: Path) -> list[Task]:
    """What two files, or two folders matched by file name, have to be scored on."""
    if gold.is_file():
        return [Task(predicted.stem if predicted.is_file() else gold.stem, gold, _predicted(predicted, gold.stem))]
    golds = sorted(gold.glob("*.json"))
    if not golds:
        raise EvalError(f"{gold} 里没有标注文件（NAME.json）；请检查路径")
    tasks = []
    for path in golds:
        found = [p for p in sorted(predicted.glob(f"{path.stem}.*json*")) if p.is_file()]
        tasks += [Task(p.name.removesuffix(".json").removesuffix(".jsonl"), path, p) for p in found]
        tasks += [] if found else [Task(path.stem, path, None)]
    return tasks


def adopt(folder: Path, tasks: list[Task], near: Path) -> None:
    """Make a run folder of predictions that some program wrote elsewhere; documents are looked for beside the labels,
    so that the report can show their pages."""
    known = {d.name: d for d in find_documents([near], ("*",))}
    for name in ("gold", "predictions"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for task in tasks:
        shutil.copyfile(task.gold, folder / "gold" / task.gold.name)
        if task.prediction is not None:
            ending = ".jsonl" if task.prediction.suffix == ".jsonl" else ".json"
            shutil.copyfile(task.prediction, folder / "predictions" / f"{task.document}{ending}")
    here = {
        task.document: {
            "gold": task.gold.stem,
            "path": str(known[task.document].path) if task.document in known else "",
            "sha256": sha256(known[task.document].path) if task.document in known else "",
        }
        for task in tasks
    }
    write_json(folder / "run.json", {**surroundings(), "documents": here})


def _predicted(path: Path, stem: str) -> Path | None:
    return path if path.is_file() else find_reading(path, stem)


def score_all(tasks: Iterable[Task], done: Callable[[str], None] = lambda _: None) -> list[Fact]:
    """All facts, document by document; `done` is called after each."""
    facts: list[Fact] = []
    for task in tasks:
        facts += score_document(task.document, read_gold(task.gold), read_reading(task.prediction))
        done(task.document)
    return facts


def clusters_of(tasks: Iterable[Task]) -> dict[str, str]:
    """The label each document is judged by: variants of one label carry the same content."""
    return {task.document: task.gold.stem for task in tasks}


def write_verdict(folder: Path, facts: list[Fact], clusters: dict[str, str]) -> dict[str, Any]:
    """The summary, written beside the facts into the folder."""
    summary = summarize(facts, clusters)
    summary["costs"] = costs(read_timings(folder))
    write_facts(folder / "facts.jsonl", facts)
    write_json(folder / "summary.json", summary)
    return summary


def read_run(folder: Path) -> dict[str, Any]:
    """run.json of a run."""
    if not (folder / "run.json").exists():
        raise EvalError(f"{folder} 不是评测目录（没有 run.json）；请给出 eval run 写出的目录")
    data = read_json(folder / "run.json")
    return dict(data)


def read_verdict(folder: Path) -> tuple[list[Fact], dict[str, Any]]:
    """The facts and the summary of a scored folder."""
    if not (folder / "facts.jsonl").exists():
        raise EvalError(f"{folder} 还没有评分（没有 facts.jsonl）；请先 eval score {folder}")
    return list(read_facts(folder / "facts.jsonl")), dict(read_json(folder / "summary.json"))
