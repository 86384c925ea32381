"""A model that can be asked: prompt in, validated answer and receipt out, nothing asked twice."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from jixiao.config import ModelSettings
from jixiao.errors import AskingStopped, EndpointRefused, ModelError
from jixiao.llm.capabilities import Capabilities
from jixiao.llm.endpoints.endpoint import Endpoint, Spent, size
from jixiao.llm.endpoints.faults import Fault
from jixiao.llm.exchange import Exchange
from jixiao.llm.limits import Budget, Deadline, full_price, price
from jixiao.llm.probe import TRIAL, options, probe
from jixiao.llm.question import Answer, Question, Shape
from jixiao.llm.receipts import ANSWERED, Archive, Memory, Receipt
from jixiao.llm.request import Filled, fill

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion


@dataclass(slots=True)
class _Asking:
    """One question under way: how it is sent, and what came of it so far."""

    endpoint: Endpoint
    deadline: Deadline
    spent: Spent = field(default_factory=Spent)
    begun: float = field(default_factory=time.monotonic)
    mode: str = ""
    returned: int = 0
    outcome: str = AskingStopped.code

    def send(self, body: dict[str, Any]) -> ChatCompletion:
        """The completion for a request that belongs to the question."""
        return self.endpoint.send(body, self.spent, self.deadline)


class Model:
    """An endpoint with its limits and its archive. May be used by many threads; close it to stop asking."""

    def __init__(self, settings: ModelSettings, archive: Archive) -> None:
        self.settings = settings
        self.archive = archive
        self._endpoint = Endpoint(settings)
        self._probing = Lock()
        self._manners: dict[str, Capabilities] = {}
        self._probed: dict[str, EndpointRefused | None] = {}

    @classmethod
    def open(cls, settings: ModelSettings, archive: Archive | None = None) -> Model:
        """A model at the endpoint of the settings; without an archive answers are kept as long as the process lasts.

        Nothing is sent before the first question.
        """
        return cls(settings, archive if archive is not None else Memory())

    def __enter__(self) -> Model:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Stop asking: questions under way end with an answer or a ModelError."""
        self._endpoint.close()

    @property
    def budget(self) -> Budget:
        """What was used so far."""
        return self._endpoint.budget

    @property
    def sees(self) -> bool:
        """Whether there is a model that can look at pictures."""
        return bool(self.settings.vision_name)

    def deadline(self) -> Deadline:
        """What the questions about one form may take together."""
        return Deadline(self.settings.form_seconds, self.settings.form_tokens)

    def ask(self, question: Question[Shape], deadline: Deadline | None = None) -> Answer[Shape]:
        """The answer to the question, asked for where it was not given before; a ModelError where there is none.

        Questions about one form share a `deadline`; a question without one has the time of a form for itself.
        """
        filled = fill(question, self.settings)
        return self._known(question, filled) or self._asked(question, filled, deadline or self.deadline())

    def estimate(self, question: Question[Any]) -> tuple[int, float | None]:
        """The tokens of the question without its answer, and their price asked singly at the usual hours; (0, 0.0)
        where its answer is known."""
        filled = fill(question, self.settings)
        if self._known(question, filled) is not None:
            return 0, 0.0
        asked = size({"messages": filled.messages, "response_format": filled.schema})
        return asked, full_price(self.settings, asked, 0)

    def manner(self, vision: bool = False) -> Capabilities:
        """How the endpoint is asked; found out by a trial question where it is not known yet."""
        try:
            return self._manner(self.settings.vision_name if vision else self.settings.name, self.deadline())
        except Fault as fault:
            raise fault.error from None

    def _known(self, question: Question[Shape], filled: Filled) -> Answer[Shape] | None:
        """The answer of the archive, where it still is one."""
        found = self.archive.answer(filled.key)
        if found is None:
            return None
        text, receipt = found
        try:
            value = question.shape.model_validate_json(text, strict=True)
        except ValidationError:
            return None
        if question.check is not None and question.check(value):
            return None
        return Answer(value, receipt, cached=True)

    def _asked(self, question: Question[Shape], filled: Filled, deadline: Deadline) -> Answer[Shape]:
        asking = _Asking(self._endpoint, deadline)
        text: str | None = None
        try:
            value = self._value(question, filled, asking)
            text, asking.outcome = value.model_dump_json(by_alias=True, exclude_unset=True), ANSWERED
        except Fault as fault:
            asking.outcome = fault.error.code
            raise fault.error from None
        except ModelError as exc:
            asking.outcome = exc.code
            raise
        finally:
            receipt = self._receipt(filled, question.about, asking)
            if asking.spent.attempts:
                self.archive.keep(receipt, text)
        return Answer(value, receipt)

    def _value(self, question: Question[Shape], filled: Filled, asking: _Asking) -> Shape:
        """The validated answer; where a manner that was found in the archive no longer does, it is found out anew."""
        try:
            return self._exchanged(question, filled, asking)
        except Fault as fault:
            if fault.passing or fault.final or not self._stale(filled.model):
                raise
            self._manners.pop(filled.model, None)
            self.archive.remember(self.settings.base_url, filled.model, "")
            return self._exchanged(question, filled, asking)

    def _exchanged(self, question: Question[Shape], filled: Filled, asking: _Asking) -> Shape:
        manner = self._manner(filled.model, asking.deadline)
        asking.mode = manner.mode
        exchange = Exchange(asking.send, manner, question.shape, question.check)
        most = question.max_tokens or self.settings.answer_tokens
        try:
            return exchange.answer(filled.messages, options(self.settings, filled.model, manner, most))
        finally:
            asking.returned = exchange.returned

    def _stale(self, model: str) -> bool:
        """Whether the manner is from the archive and so may be another program's, or of another time."""
        return self.settings.mode == "auto" and model not in self._probed

    def _manner(self, model: str, deadline: Deadline) -> Capabilities:
        if self.settings.mode != "auto":
            return Capabilities(self.settings.mode)
        with self._probing:  # the others wait for what the first finds out
            known = self._manners.get(model) or Capabilities.read(self.archive.manner(self.settings.base_url, model))
            if known is None:
                known = self._found_out(model, deadline)
                self.archive.remember(self.settings.base_url, model, str(known))
            self._manners[model] = known
            return known

    def _found_out(self, model: str, deadline: Deadline) -> Capabilities:
        """The manner by a trial question; a model that failed it is not tried again."""
        if (refused := self._probed.get(model)) is not None:
            raise EndpointRefused(str(refused))
        asking = _Asking(self._endpoint, deadline)
        try:
            manner = probe(asking.send, self.settings, model)
            asking.mode, asking.outcome, self._probed[model] = manner.mode, ANSWERED, None
        except EndpointRefused as exc:
            asking.outcome, self._probed[model] = exc.code, exc
            raise
        except Fault as fault:
            asking.outcome = fault.error.code
            raise
        finally:
            if asking.spent.attempts:
                trial = fill(TRIAL, self.settings)
                self.archive.keep(self._receipt(trial, "", asking), None)
        return manner

    def _receipt(self, filled: Filled, about: str, asking: _Asking) -> Receipt:
        spent = asking.spent
        return Receipt(
            made=datetime.now(UTC).isoformat(timespec="milliseconds"),
            about=about,
            prompt=filled.prompt.name,
            version=filled.prompt.version,
            prompt_sha256=filled.prompt.sha256,
            schema_sha256=filled.schema_sha256,
            input_sha256=filled.input_sha256,
            key=filled.key,
            base_url=self.settings.base_url,
            model=filled.model,
            mode=asking.mode,
            tokens_in=spent.tokens_in,
            tokens_out=spent.tokens_out,
            estimated=spent.estimated,
            price=price(self.settings, spent.tokens_in, spent.tokens_out),
            seconds=round(time.monotonic() - asking.begun, 3),
            attempts=spent.attempts,
            returned=asking.returned,
            outcome=asking.outcome,
        )
