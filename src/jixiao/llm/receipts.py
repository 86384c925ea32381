"""What is kept of asking: a receipt for every question, the answers by content, and how each endpoint is asked."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Protocol

ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One question as it went: what was asked (hashes only), of whom, how often, for how much, with what outcome.

    `key` tells questions apart by content. `outcome` is "answered" or the code of the error; `attempts` are requests
    sent, `returned` how often an answer was sent back. `price` is in yuan, None where prices are not set;
    `estimated` where the endpoint did not count tokens.
    """

    made: str
    about: str
    prompt: str
    version: int
    prompt_sha256: str
    schema_sha256: str
    input_sha256: str
    key: str
    base_url: str
    model: str
    mode: str
    tokens_in: int
    tokens_out: int
    estimated: bool
    price: float | None
    seconds: float
    attempts: int
    returned: int
    outcome: str


class Archive(Protocol):
    """Where receipts and answers are kept; used by several threads at once."""

    def answer(self, key: str) -> tuple[str, Receipt] | None:
        """The answer (JSON) to the question of that key and its receipt, None where there is none."""

    def keep(self, receipt: Receipt, answer: str | None) -> None:
        """Remember the receipt, and the answer where there is one."""

    def manner(self, base_url: str, model: str) -> str | None:
        """How this endpoint is asked, as `remember` was told; None where it was not."""

    def remember(self, base_url: str, model: str, manner: str) -> None:
        """Remember how this endpoint is asked."""


class Memory:
    """An archive that lasts as long as the process."""

    def __init__(self) -> None:
        self.receipts: list[Receipt] = []
        self._answers: dict[str, tuple[str, Receipt]] = {}
        self._manners: dict[tuple[str, str], str] = {}
        self._lock = Lock()

    def answer(self, key: str) -> tuple[str, Receipt] | None:
        """The answer to the question of that key and its receipt."""
        with self._lock:
            return self._answers.get(key)

    def keep(self, receipt: Receipt, answer: str | None) -> None:
        """Remember the receipt, and the answer where there is one."""
        with self._lock:
            self.receipts.append(receipt)
            if answer is not None:
                self._answers[receipt.key] = (answer, receipt)

    def manner(self, base_url: str, model: str) -> str | None:
        """How this endpoint is asked."""
        with self._lock:
            return self._manners.get((base_url, model))

    def remember(self, base_url: str, model: str, manner: str) -> None:
        """Remember how this endpoint is asked."""
        with self._lock:
            self._manners[base_url, model] = manner
