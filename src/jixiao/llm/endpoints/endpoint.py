"""One endpoint and the one policy of asking it again: nothing else in the program retries a request."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from jixiao.config import ModelSettings
from jixiao.llm.endpoints.completion import NoCompletion, Used, read
from jixiao.llm.endpoints.faults import Fault, fault_of, unreadable
from jixiao.llm.limits import Budget, Deadline, Gate, Pace
from jixiao.llm.tokens import IMAGE_TOKENS, tokens

if TYPE_CHECKING:
    from openai import OpenAI
    from openai.types.chat import ChatCompletion
    from tenacity import RetryCallState

_CONNECT_SECONDS = 10.0
_TALKERS = ("openai", "instructor", "httpx2", "httpcore2")


@dataclass(slots=True)
class Spent:
    """What one question has used so far."""

    attempts: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = False


class Endpoint:
    """An open connection to the endpoint, shared by threads, that keeps within the limits of the run."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._opened: OpenAI | None = None
        self._opening = Lock()
        self._pace = Pace(settings.requests_per_minute, settings.tokens_per_minute)
        self.budget = Budget(settings)
        self.gate = Gate()

    def close(self) -> None:
        """Ask nothing more; those who wait are woken."""
        self.gate.close()
        with self._opening:
            if self._opened is not None:
                self._opened.close()

    def send(self, body: dict[str, Any], spent: Spent, deadline: Deadline) -> ChatCompletion:
        """The endpoint's completion, asked for again while that may help; a Fault that says what to do where not."""
        from tenacity import Retrying, retry_if_exception, stop_after_attempt

        retrying = Retrying(
            retry=retry_if_exception(lambda exc: isinstance(exc, Fault) and exc.passing),
            wait=self._wait,
            stop=lambda state: (
                stop_after_attempt(self._settings.attempts)(state) or state.upcoming_sleep >= deadline.left
            ),
            sleep=self.gate.rest,
            reraise=True,
        )
        try:
            completion = retrying(self._once, body, spent, deadline)
        except Fault as fault:
            self.gate.failed(fault.error, fault.wait or 0.0, fault.final)
            raise
        self.gate.answered()
        return completion

    def _client(self) -> OpenAI:
        from jixiao.llm.endpoints.transport import most_bytes

        with self._opening:
            if self._opened is None:
                self._opened = opened(self._settings, most_bytes(self._settings.answer_tokens))
            return self._opened

    def _once(self, body: dict[str, Any], spent: Spent, deadline: Deadline) -> ChatCompletion:
        """One request, within the budget and in its turn."""
        import openai

        asked = size(body)
        self._take_turn(asked, deadline)
        seconds = min(self._settings.request_seconds, max(deadline.left, 0.1))
        timeout = openai.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS))
        spent.attempts += 1
        try:
            answer = self._client().chat.completions.with_raw_response.create(**body, timeout=timeout)
            completion, used = read(answer.http_response.content)
        except openai.APIError as exc:
            fault = fault_of(exc, self._settings.wait_seconds)
            self._count_failed(fault, asked, spent, deadline)
            raise fault from None
        except NoCompletion:
            self._count_failed(unreadable(), asked, spent, deadline)
            raise unreadable() from None
        self._count(completion, used, asked, spent, deadline)
        return completion

    def _take_turn(self, asked: int, deadline: Deadline) -> None:
        self.gate.check()
        self.budget.check(asked)
        deadline.check(asked)
        wait = self._pace.turn(asked)
        if wait:
            deadline.extend(wait)
            self.gate.rest(wait)
            self.gate.check()
            self.budget.check(asked)

    def _count(self, completion: ChatCompletion, used: Used, asked: int, spent: Spent, deadline: Deadline) -> None:
        """Count what the endpoint says was used, and by estimate what it does not say."""
        tokens_in, tokens_out = used.tokens_in, used.tokens_out
        if tokens_in is None or tokens_out is None:
            spent.estimated = True
        if tokens_in is None:
            tokens_in = asked
        if tokens_out is None:
            tokens_out = tokens(completion.choices[0].message.model_dump_json(exclude_none=True))
        self._spend(tokens_in, tokens_out, asked, spent, deadline)

    def _count_failed(self, fault: Fault, asked: int, spent: Spent, deadline: Deadline) -> None:
        """A request that failed on the way may have been answered, and so paid for, all the same."""
        if fault.charged:
            spent.estimated = True
            self._spend(asked, 0, asked, spent, deadline)

    def _spend(self, tokens_in: int, tokens_out: int, asked: int, spent: Spent, deadline: Deadline) -> None:
        spent.tokens_in += tokens_in
        spent.tokens_out += tokens_out
        deadline.spend(tokens_in + tokens_out)
        self.budget.spend(tokens_in, tokens_out)
        self._pace.spent(max(tokens_in - asked, 0) + tokens_out)

    def _wait(self, state: RetryCallState) -> float:
        """What the endpoint asks for; else longer from time to time, at random within that."""
        from tenacity import wait_random_exponential

        fault = state.outcome.exception() if state.outcome else None
        if isinstance(fault, Fault) and fault.wait is not None:
            return fault.wait
        settings = self._settings
        return wait_random_exponential(multiplier=settings.backoff_seconds, max=settings.wait_seconds)(state)


def opened(settings: ModelSettings, most: int) -> OpenAI:
    """The vendor's client for the endpoint, over our own transport; answers have at most `most` bytes."""
    import openai

    from jixiao.llm.endpoints.transport import client

    _quiet()
    return openai.OpenAI(
        base_url=settings.base_url,
        api_key=settings.key.reveal() or "none",
        max_retries=0,
        http_client=client(most, settings.concurrency, settings.proxy),
    )


def _quiet() -> None:
    """Keep the vendors from logging: they would log requests and answers, and so what stands in documents."""
    for name in _TALKERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def size(body: dict[str, Any]) -> int:
    """The tokens of a request, estimated: its texts, its pictures, the shape that is asked for."""
    total = 0
    for message in body["messages"]:
        content = message["content"]
        for part in [{"text": content}] if isinstance(content, str) else content:
            total += IMAGE_TOKENS if "image_url" in part else tokens(part["text"])
    return total + tokens(str(body.get("tools") or body.get("response_format") or ""))
