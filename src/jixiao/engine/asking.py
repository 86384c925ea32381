"""What the rules left open in the sources, asked of a model beside the reading of others.

Each source is settled in a thread of its own, its questions in others; what is done is taken by the run, which alone
writes. Nothing here is in the way of Ctrl-C: what was answered is in the archive, and the next run asks the rest.
"""

from __future__ import annotations

import queue
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from jixiao.engine.processes.messages import Done, opened
from jixiao.engine.reading import BEGINNER, QUESTIONS, SETTLER, Begun, fault_place, stamped, to_json
from jixiao.engine.tally import tally
from jixiao.engine.threads import Crew
from jixiao.errors import InternalFault, ModelError
from jixiao.llm import Answer, Model, Question
from jixiao.llm.limits import Deadline
from jixiao.records import Reading, Reason
from jixiao.resources import named
from jixiao.sources import Source

Said = Answer[Any] | ModelError
Ask = Callable[[Sequence[Question[Any]]], list[Said]]


def open_questions(done: Done, sees: bool) -> list[Question[Any]]:
    """What would be asked first about a source that the rules have read; about pictures too, where the model `sees`."""
    found: list[Question[Any]] = named(QUESTIONS)(opened(done), sees) if done.open is not None else []
    return found


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Whom to ask, and which functions ("module:function") begin a reading and settle it with the answers."""

    model: Model
    begin: str = BEGINNER
    settle: str = SETTLER


@dataclass(slots=True)
class Asked:
    """What came of the questions of a run: so many answered, of them `known` from before; the others by error code."""

    answered: int = 0
    known: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    messages: dict[str, str] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    tokens_in: int = 0
    tokens_out: int = 0
    price: float | None = None
    estimated: bool = False

    @property
    def questions(self) -> int:
        """All questions."""
        return self.answered + self.failed.total()


class Asking:
    """The questions of a run. `put` what is read, take what is `done` from time to time, the `rest` at the end."""

    def __init__(self, inquiry: Inquiry, version: str) -> None:
        self._inquiry = inquiry
        self._version = version
        concurrency = inquiry.model.settings.concurrency
        self._sources = Crew(concurrency, "settle")
        self._questions = Crew(concurrency, "ask")
        self._settled: queue.SimpleQueue[tuple[Source, Done, Future[Reading]]] = queue.SimpleQueue()
        self._waiting = 0
        self._deadlines: dict[str, Deadline] = {}
        self._lock = Lock()
        self.asked = Asked()

    def put(self, source: Source, done: Done) -> None:
        """Ask what is open in the source; `done` is what the rules made of it."""
        self._waiting += 1
        settled = self._sources.submit(lambda: self._settle(done))
        settled.add_done_callback(lambda future: self._settled.put((source, done, future)))

    def done(self) -> Iterator[tuple[Source, Done]]:
        """The sources that are settled by now."""
        while not self._settled.empty():
            yield self._next()

    def rest(self) -> Iterator[tuple[Source, Done]]:
        """The others, as they are settled."""
        while self._waiting:
            yield self._next()

    def _next(self) -> tuple[Source, Done]:
        """A source with its answers; after a fault of this program with what the rules made of it, saying so."""
        source, done, settled = self._settled.get()
        self._waiting -= 1
        fault = settled.exception()
        if fault is None:
            reading = settled.result()
        else:
            reading = Reading.model_validate_json(done.reading)
            said = f"大模型的回答没有用上：程序内部出错（{fault_place(fault)}）；规则读出的部分照旧，请反馈给开发者"
            reading.problems.append(Reason(code=InternalFault.code, message=said))
        reading = stamped(reading, source, self._version)
        return source, Done(to_json(reading), tally(reading))

    def _settle(self, done: Done) -> Reading:
        settle: Callable[[Begun, Ask, bool], Reading] = named(self._inquiry.settle)
        return settle(opened(done), self.ask, self._inquiry.model.sees)

    def ask(self, questions: Sequence[Question[Any]]) -> list[Said]:
        """The answers in the order of the questions, an error where there is none; asked side by side."""
        futures = [self._questions.submit(lambda q=question: self._one(q)) for question in questions]  # type: ignore[misc]
        return [future.result() for future in futures]

    def _one(self, question: Question[Any]) -> Said:
        said: Said
        try:
            said = self._inquiry.model.ask(question, self._deadline(question.about))
        except ModelError as exc:
            said = exc
        with self._lock:
            self._count(question, said)
        return said

    def _deadline(self, about: str) -> Deadline:
        """All questions about one form have one deadline, from the first of them on."""
        with self._lock:
            return self._deadlines.setdefault(about, self._inquiry.model.deadline())

    def _count(self, question: Question[Any], said: Said) -> None:
        asked, budget = self.asked, self._inquiry.model.budget
        asked.forms.add(question.about)
        if isinstance(said, ModelError):
            asked.failed[said.code] += 1
            asked.messages[said.code] = str(said)
        else:
            asked.answered += 1
            asked.known += said.cached
            asked.estimated = asked.estimated or (said.receipt.estimated and not said.cached)
        asked.tokens_in, asked.tokens_out = budget.tokens_in, budget.tokens_out
        asked.price = budget.money if self._inquiry.model.settings.priced else None
