"""Every fault of an endpoint, met by a whole document: it ends in its time, says the truth, and loses nothing."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.llm.asking import KEY, settings
from tests.llm.endpoint_faults import FAULTS
from tests.llm.fake_endpoint import endpoint, says

from jixiao.engine.api import read_one
from jixiao.llm import Model
from jixiao.llm.receipts import Memory
from jixiao.records import Reading

DOCUMENT = Path(__file__).resolve().parents[2] / "samples" / "haitun-department.xlsx"
FORM_SECONDS, REQUEST_SECONDS, WAIT_SECONDS = 1.5, 0.7, 0.3
# What comes on top of the deadline: reading the document, and a machine that does something else.
_SLACK = 25.0
_MOST_BYTES = 150 << 20
LIMITS: dict[str, Any] = {
    "when": "always", "mode": "json_schema", "attempts": 2, "request_seconds": REQUEST_SECONDS,
    "form_seconds": FORM_SECONDS, "wait_seconds": WAIT_SECONDS, "price_in": 1.0, "price_out": 1.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def unasked() -> Reading:
    """What the rules alone read."""
    return read_one(DOCUMENT)


def values(reading: Reading) -> list[dict[str, Any]]:
    """The records without what is said of them."""
    return [record.model_dump(exclude={"reasons", "status"}) for record in reading.records]


@contextmanager
def growth() -> Iterator[Callable[[], int]]:
    """The most bytes by which this process grew meanwhile."""
    status, most, over = Path("/proc/self/statm"), [0], threading.Event()

    def resident() -> int:
        return int(status.read_text().split()[1]) * 4096 if status.is_file() else 0

    first = resident()

    def watch() -> None:
        while not over.wait(0.005):
            most[0] = max(most[0], resident() - first)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield lambda: most[0]
    finally:
        over.set()
        watcher.join()


def test_there_are_all_of_them() -> None:
    assert len(FAULTS) >= 70


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_in_its_time_and_honestly(name: str, unasked: Reading, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    archive = Memory()
    with endpoint(says("{}")) as elsewhere, endpoint(FAULTS[name]) as fake, growth() as grown:
        fake.elsewhere = elsewhere.base_url.removesuffix("/v1")  # type: ignore[attr-defined]
        with Model.open(settings(fake.base_url, **LIMITS), archive) as model:
            begun = time.monotonic()
            reading = read_one(DOCUMENT, model=model)
            seconds = time.monotonic() - begun
        assert fake.requests
        assert not elsewhere.requests
    assert seconds < FORM_SECONDS + _SLACK
    assert grown() < _MOST_BYTES
    assert values(reading) == values(unasked)
    reasons = [*reading.problems, *(reason for record in reading.records for reason in record.reasons)]
    said = [reason for reason in reasons if reason.code.startswith("model.")]
    assert said
    assert all(receipt.tokens_in >= 0 and receipt.tokens_out >= 0 for receipt in archive.receipts)
    assert all(receipt.outcome.startswith("model.") for receipt in archive.receipts)
    assert 0 <= model.budget.tokens_in < 10**9
    text = caplog.text + "".join(reason.message for reason in reasons) + repr(archive.receipts)
    assert KEY not in text
