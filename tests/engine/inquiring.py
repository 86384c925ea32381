"""A reading that leaves questions: as many as the file's text says, each put to a model as one form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.engine.readers import as_pdf
from tests.llm.asking import question

from jixiao.config import Settings
from jixiao.errors import ModelError
from jixiao.llm import Answer, Question
from jixiao.records import Reading, Reason
from jixiao.sources import Source

BEGIN = "tests.engine.inquiring:begin"
SETTLE = "tests.engine.inquiring:settle"


@dataclass
class Begun:
    """A source with so many forms that are asked about."""

    read: Reading
    forms: int
    when: str

    @property
    def open(self) -> bool:
        """Whether any is."""
        return self.forms > 0

    def reading(self) -> Reading:
        """What the rules have."""
        return self.read


def begin(source: Source, settings: Settings, progress: Callable[[int, int], None] | None, when: str) -> Begun:
    """ "ask 3 name" leaves three questions; other texts do what the pool's readers do."""
    reading = as_pdf(source, settings, progress)
    text = reading.records[0].project_name or ""
    deed, _, rest = text.partition(" ")
    return Begun(reading, int(rest.split()[0]) if deed == "ask" else 0, when)


def settle(
    begun: Begun, ask: Callable[[Sequence[Question[Any]]], list[Answer[Any] | ModelError]], sees: bool
) -> Reading:
    """The project's code is what was answered; what was not stands in the record's reasons."""
    if not begun.read.records[0].project_name:
        raise KeyError("no name")
    name = begun.read.source.sha256[:8]
    answers = ask([question(f"{name} {n}", about=f"{name}#{n}") for n in range(begun.forms)])
    record = begun.read.records[0]
    record.project_code = " ".join(a.value.rows[0] for a in answers if isinstance(a, Answer))
    record.reasons = [Reason(code="model.unanswered", message=str(a)) for a in answers if isinstance(a, ModelError)]
    record.status = "incomplete" if record.reasons else "complete"
    return begun.read
