"""A model that is asked: nothing twice, pictures to the one that sees, a receipt for everything."""

from __future__ import annotations

import base64
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.llm.asking import GOOD, KEY, TEXT, Rows, model, question, settings
from tests.llm.fake_endpoint import endpoint, fails, says

from jixiao.errors import EndpointDown, EndpointRefused
from jixiao.llm import Image, Model, tried
from jixiao.llm.receipts import Memory
from jixiao.llm.selftest import square
from jixiao.store import Archive

PNG = square((1, 2, 3), 2)


def test_a_question_is_asked_once_over_runs(tmp_path: Path) -> None:
    with endpoint(says(GOOD)) as fake:
        for _ in range(2):
            with Archive.open(tmp_path / "a.db") as archive, model(fake.base_url, archive) as asked:
                answer = asked.ask(question(about="0a1b#1"))
                assert answer.value == Rows(rows=["r1", "r2", "r3"])
    assert answer.cached
    assert answer.receipt.about == "0a1b#1"
    assert len(fake.requests) == 1


def test_another_question_is_another_one() -> None:
    archive = Memory()
    with endpoint(says(GOOD)) as fake, model(fake.base_url, archive) as asked:
        for each in (question("甲"), question("乙"), question("甲", max_tokens=99), question("甲", about="x")):
            asked.ask(each)
        with model(fake.base_url, archive, name="other") as other:
            other.ask(question("甲"))
    assert [(r["model"], r["max_tokens"]) for r in fake.requests] == [
        ("fake", 4096), ("fake", 4096), ("fake", 99), ("other", 4096),
    ]  # fmt: skip


def test_a_kept_answer_that_no_longer_passes_the_check_is_asked_for_again() -> None:
    archive = Memory()
    with endpoint(says('{"rows": ["r1"]}'), says(GOOD)) as fake, model(fake.base_url, archive) as asked:
        asked.ask(question(check=None))
        assert not asked.ask(question()).cached
        assert asked.ask(question()).cached
    assert len(fake.requests) == 2


def test_a_receipt_says_how_it_went_in_hashes_only() -> None:
    archive = Memory()
    prices = {"price_in": 2.0, "price_out": 8.0}
    with endpoint(fails(500), says("{}"), says(GOOD)) as fake, model(fake.base_url, archive, **prices) as asked:
        receipt = asked.ask(question(about="0a1b#1")).receipt
    assert archive.receipts == [receipt]
    assert (receipt.prompt, receipt.version, receipt.model, receipt.mode) == ("llm/again", 1, "fake", "json_schema")
    assert (receipt.attempts, receipt.returned, receipt.outcome) == (3, 1, "answered")
    # The request that failed may have been paid for: it counts by estimate.
    assert receipt.tokens_in > 200 and receipt.tokens_out == 20 and receipt.estimated
    assert receipt.price == pytest.approx((receipt.tokens_in * 2.0 + 20 * 8.0) / 1e6)
    assert receipt.seconds > 0
    hashes = (receipt.prompt_sha256, receipt.schema_sha256, receipt.input_sha256, receipt.key)
    assert len({*hashes}) == 4 and all(len(h) == 64 for h in hashes)
    assert KEY not in repr(receipt) and TEXT not in repr(receipt)


def test_the_key_is_sent_and_never_shown() -> None:
    with endpoint(says(GOOD)) as fake, model(fake.base_url) as asked:
        asked.ask(question())
        assert KEY not in repr(asked.settings) + str(asked.settings.public()) + repr(vars(asked))
    assert fake.headers[0]["authorization"] == f"Bearer {KEY}"


def test_pictures_go_to_the_model_that_sees() -> None:
    picture = Image(PNG, "c12")
    with endpoint(says(GOOD)) as fake, model(fake.base_url, vision_name="eyes") as asked:
        asked.ask(question(images=(picture,)))
    body = fake.requests[0]
    assert body["model"] == "eyes"
    text, label, image = body["messages"][-1]["content"]
    assert TEXT in text["text"] and label["text"] == "c12"
    assert base64.b64decode(image["image_url"]["url"].removeprefix("data:image/png;base64,")) == PNG


def test_pictures_go_nowhere_where_no_model_sees() -> None:
    with endpoint(says(GOOD)) as fake, model(fake.base_url) as asked, pytest.raises(EndpointRefused, match="vision"):
        asked.ask(question(images=(Image(PNG),)))
    assert not fake.requests


def test_an_estimate_asks_nothing() -> None:
    with endpoint(says(GOOD)) as fake, model(fake.base_url, price_in=10.0) as asked:
        count, price = asked.estimate(question())
        assert not fake.requests
        assert 30 < count < 300 and price == pytest.approx(count * 1e-5)
        asked.ask(question())
        assert asked.estimate(question()) == (0, 0.0)


def test_many_threads_ask_one_model() -> None:
    archive, before = Memory(), threading.active_count()
    with (
        endpoint(says(GOOD)) as fake,
        model(fake.base_url, archive, mode="auto") as asked,
        ThreadPoolExecutor(8) as pool,
    ):
        answers = list(pool.map(lambda n: asked.ask(question(str(n))), range(24)))
    assert len(answers) == len(fake.requests) == 24
    assert len(fake.trials) == 1
    assert asked.budget.tokens_in == 100 * 25
    assert threading.active_count() < before + 30


def test_opening_a_model_sends_and_loads_nothing() -> None:
    with endpoint(says(GOOD)) as fake, Model.open(settings(fake.base_url)):
        pass
    assert not fake.requests and not fake.trials


def test_an_endpoint_is_tried_out() -> None:
    with endpoint(says('{"colour": "红"}'), modes=("tools",)) as fake:
        trial = tried(settings(fake.base_url, vision_name="eyes"))
        assert (trial.manner.mode, trial.counts, trial.sees) == ("tools", True, True)
        assert tried(settings(fake.base_url)).sees is None
        fake.acts[:] = [says('{"colour": "蓝"}')]
        assert tried(settings(fake.base_url, vision_name="eyes")).sees is False
    with pytest.raises(EndpointDown):
        tried(settings(fake.base_url))
