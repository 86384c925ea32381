"""The projects whose goals are drafted again: those of the labelled documents, with the goals the offices wrote."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from eval.files import read_gold
from jixiao.records import ProjectGoal
from jixiao.records.drafts import Project

PROJECT = Path(__file__).resolve().parents[2]
SAMPLES = PROJECT / "samples" / "gold"


@dataclass(frozen=True)
class Goal:
    """A project, the document it stands in, and its place among that document's goals, from 0."""

    document: str
    number: int
    project: Project

    @property
    def office(self) -> str:
        """The goal that the office wrote."""
        return (self.project.goal_annual or "").strip()


def goals(corpus: Path | None = None) -> list[Goal]:
    """The goals of the corpus, where there is one, and of the samples."""
    corpus = corpus or Path(os.environ.get("JIXIAO_CORPUS", PROJECT.parent / "shared" / "corpus"))
    found: list[Goal] = []
    for folder in (corpus / "gold", SAMPLES):
        for path in sorted(folder.glob("*.json")):
            records = [r for r in read_gold(path).records if r["kind"] == "project_goal"]
            projects = (Project.of(ProjectGoal.model_validate(record)) for record in records)
            found += [Goal(path.stem, n, project) for n, project in enumerate(projects)]
    return found


def pool(goal: Goal, among: list[Goal]) -> list[ProjectGoal]:
    """The projects that may serve as examples: those of other documents, so that no answer can be copied."""
    return [other.project for other in among if other.document != goal.document]
