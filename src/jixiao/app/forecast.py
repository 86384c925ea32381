"""What `--dry-run` does: say what a model would be asked and what that may cost, and ask nothing."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.app.events import Note, Step
from jixiao.app.files.inputs import listed, there
from jixiao.app.workspace import Workspace, archive_path
from jixiao.checks.asking import questions_of
from jixiao.checks.catalogue import switched_on
from jixiao.config import ModelSettings
from jixiao.engine.asking import open_questions
from jixiao.engine.limits import intake_limits
from jixiao.engine.processes.pool import Pool
from jixiao.engine.processes.runner import Finished
from jixiao.engine.reading import BEGINNER
from jixiao.llm import Model, Question
from jixiao.llm.batches.lines import request_line
from jixiao.records import ProjectGoal
from jixiao.scratch import Scratch
from jixiao.sources import gather
from jixiao.store import Archive


@dataclass(slots=True)
class Forecast:
    """What would be asked about one file: so many forms, questions (of them `known` already) and tokens."""

    name: str
    forms: int = 0
    questions: int = 0
    known: int = 0
    tokens: int = 0
    price: float = 0.0

    def add(self, more: Forecast) -> None:
        """Count the other's in, too."""
        for name in ("forms", "questions", "known", "tokens", "price"):
            setattr(self, name, getattr(self, name) + getattr(more, name))


Foretelling = Generator[Step, None, tuple[list[Forecast], int]]
"""In the end what would be asked about each file, and how many files were read."""


def forecast(
    inputs: Sequence[str | Path], workspace: Workspace, endpoint: ModelSettings, batch: list[bytes] | None = None
) -> Foretelling:
    """Read everything by the rules and say what is left to ask; nothing is asked or written. Requests that have no
    answer yet are added to the `batch`, where one is made."""
    settings = workspace.settings
    with unasked(workspace, endpoint) as model:
        with Scratch() as workdir, Pool(settings, BEGINNER, endpoint) as pool:
            sources = gather(listed(inputs), Path(workdir), intake_limits(settings), hashed=False).sources
            yield Step("用规则读取 …")
            read = [event for event in pool.events(sources) if isinstance(event, Finished)]
        found = []
        for event in read:
            asked = open_questions(event.done, model.sees) if event.done.open is not None else []
            found += [about(event.source.name, asked, model)] if asked else []
            if batch is not None:
                unknown = (question for question in asked if model.estimate(question)[0])
                batch += filter(None, (request_line(question, endpoint) for question in unknown))
    return found, len(sources)


def forecast_checks(
    inputs: Sequence[str | Path], workspace: Workspace, endpoint: ModelSettings
) -> Generator[Note, None, tuple[list[Forecast], int]]:
    """What a model would be asked about the forms behind the inputs, file by file; nothing is asked or written."""
    on, found, files = switched_on(workspace.rules), [], 0
    with unasked(workspace, endpoint) as model:
        for each in workspace.taken(inputs):
            if isinstance(each, Note):
                yield each
                continue
            files += 1
            forms = [questions_of(r, on) for r in each.reading.records if isinstance(r, ProjectGoal)]
            said = about(each.reading.source.name, [question for form in forms for question in form], model)
            said.forms = sum(bool(form) for form in forms)
            found += [said] if said.questions else []
    return found, files


@contextmanager
def unasked(workspace: Workspace, endpoint: ModelSettings) -> Iterator[Model]:
    """The model with the answers that are known, for estimates alone."""
    place = workspace.place or archive_path(endpoint)
    archive = Archive.open(place) if there(place) else None
    try:
        yield Model.open(endpoint, archive)
    finally:
        if archive is not None:
            archive.close()


def about(name: str, questions: Sequence[Question[Any]], model: Model) -> Forecast:
    """What these questions come to."""
    out = Forecast(name, forms=len({q.about for q in questions}), questions=len(questions))
    for question in questions:
        tokens, price = model.estimate(question)
        out.tokens += tokens
        out.price += price or 0.0
        out.known += tokens == 0
    return out
