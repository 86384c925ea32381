"""One project to one draft: plan, sentences, guard, language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.drafts.language import lint
from jixiao.drafts.language.sentence_templates import Manner
from jixiao.drafts.planning.fitting import doubt, main_in_doubt, unwritable
from jixiao.drafts.planning.likely import doubted
from jixiao.drafts.planning.plan import plan as plan_of
from jixiao.drafts.writing.compose import compose, is_numbered
from jixiao.drafts.writing.examples import examples
from jixiao.drafts.writing.ready import lighter, unready
from jixiao.drafts.writing.sentences import unsaid, written
from jixiao.grounding import Guard
from jixiao.records import ProjectGoal
from jixiao.records.drafts import Draft, Plan, Project, Sentence

if TYPE_CHECKING:
    from jixiao.llm import Model, Receipt


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
    """The goal of the project; `draft.final` says whether neither the guard nor the language has anything against it.

    Without a model, or where it gives no answer at all, the goal is composed.
    """
    manner, desk = manner or Manner(), desk or Desk()
    chosen = plan is not None
    plan = plan or plan_of(project, manner.length)
    if desk.model is None:
        return Drafted(_composed(project, plan, manner, chosen))
    outcome = written(project, plan, manner, desk.model, examples(project, desk.pool), chosen)
    if not outcome.sentences:
        return Drafted(_composed(project, plan, manner, chosen), outcome.receipt, outcome.trouble)
    made = _judged(project, unsaid(project, plan, outcome.sentences, chosen), manner, outcome.sentences)
    return Drafted(made, outcome.receipt, outcome.trouble)


def _composed(project: Project, plan: Plan, manner: Manner, chosen: bool) -> Draft:
    """The draft without a model: final only where each of its clauses is one that an official would likely write, and
    a reader would likely hand it in as it stands. A plan that was not `chosen` says less where that is better."""
    said = compose(project, plan, manner)
    plain = manner.length != "long" and not is_numbered(plan, manner)  # of which alone it was learned
    less = lighter(project, plan, _text(said)) if plain and not chosen else plan
    said = said if less is plan else compose(project, less, manner)
    made = _judged(project, less, manner, said)
    made.faults += doubted(project, less, made.text) or (unready(project, made.text) if plain else [])
    return made


def _text(said: list[Sentence]) -> str:
    return "".join(sentence.text for sentence in said)


def _judged(project: Project, plan: Plan, manner: Manner, sentences: list[Sentence]) -> Draft:
    """The draft with what the guard and the language have against it."""
    made = Draft(
        project_name=project.project_name,
        department=project.department,
        year=project.year,
        version=manner.version,
        plan=plan,
        sentences=sentences,
    )
    made.faults = Guard(project).check_draft(made) + lint.faults(made)
    made.faults += doubt(project) + main_in_doubt(project, plan) + unwritable(project, plan, made.text)
    return made
