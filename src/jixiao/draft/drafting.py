"""One project to one draft: plan, sentences, guard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.draft.compose import compose
from jixiao.draft.examples import examples
from jixiao.draft.plan import plan as plan_of
from jixiao.draft.sentence_templates import Manner
from jixiao.draft.writing import repaired, written
from jixiao.grounding import Guard
from jixiao.records import ProjectGoal
from jixiao.records.drafts import Draft, Plan, Project, Sentence

if TYPE_CHECKING:
    from jixiao.llm import Model, Receipt

# A composed draft that the guard has something against is composed in other words so often.
_OTHER_WORDS = 3
# Versions of other words are numbered from here, far from those that are asked for.
_FAR = 1000


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft, what asking for it cost (None where nothing was asked), and why the model gave none."""

    draft: Draft
    receipt: Receipt | None = None
    trouble: str = ""


@dataclass(slots=True)
class Desk:
    """What drafts are written with: a model (None: composed), and the projects whose goals serve as examples."""

    model: Model | None = None
    pool: list[ProjectGoal] = field(default_factory=list)


def draft(
    project: Project, manner: Manner | None = None, plan: Plan | None = None, desk: Desk | None = None
) -> Drafted:
    """The goal of the project; `draft.final` says whether the guard has nothing against it.

    Without a model, or where it gives no usable answer, the goal is composed.
    """
    manner, desk = manner or Manner(), desk or Desk()
    plan = plan if plan is not None else plan_of(project)
    if desk.model is None:
        return Drafted(_composed(project, plan, manner))
    outcome = written(project, plan, manner, desk.model, examples(project, desk.pool))
    sentences, replaced = repaired(project, plan, outcome.sentences, manner) if outcome.sentences else ([], [])
    made = _guarded(project, plan, manner, sentences)
    if not sentences or not made.final or len(replaced) == len(sentences):
        return Drafted(_composed(project, plan, manner), outcome.receipt, outcome.trouble)
    made.replaced = replaced
    return Drafted(made, outcome.receipt, outcome.trouble)


def _composed(project: Project, plan: Plan, manner: Manner) -> Draft:
    """The first wording that the guard has nothing against, else the wording that was asked for, with its faults."""
    first = _guarded(project, plan, manner, compose(project, plan, manner))
    made = first
    for n in range(_OTHER_WORDS):
        if made.final:
            return made
        other = manner.model_copy(update={"version": manner.version + _FAR * (n + 1)})
        made = _guarded(project, plan, manner, compose(project, plan, other))
    return made if made.final else first


def _guarded(project: Project, plan: Plan, manner: Manner, sentences: list[Sentence]) -> Draft:
    """The draft with what the guard finds."""
    made = Draft(
        project_name=project.project_name,
        department=project.department,
        year=project.year,
        version=manner.version,
        plan=plan,
        sentences=sentences,
    )
    made.faults = Guard(project).check_draft(made)
    return made
