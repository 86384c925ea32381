"""Endpoints that break the protocol, over a socket: each ends within its time and size, as documented."""

from __future__ import annotations

import gzip
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from tests.llm.asking import GOOD, KEY, ROWS, TEXT, model, question
from tests.llm.fake_endpoint import Act, Body, bytes_instead, completion, endpoint, fails, says

from jixiao.errors import BudgetSpent, EndpointDown, EndpointRefused, ModelError
from jixiao.llm.receipts import Memory


def changed(**parts: Any) -> Act:
    """A good answer whose parts are replaced: `usage`, `choices`, or of its message `content`."""

    def act(handler: Any, body: Body) -> None:
        whole = completion(body, GOOD, "stop", (100, 10))
        if "content" in parts:
            whole["choices"][0]["message"]["content"] = parts["content"]
        handler.send({**whole, **{name: value for name, value in parts.items() if name != "content"}})

    return act


def drips(head: bool) -> Act:
    """A byte or a header at a time, each well within any time for one read, without an end."""

    def act(handler: Any, body: Body) -> None:
        out = handler.wfile
        out.write(b"HTTP/1.1 200 OK\r\n" + (b"" if head else b"Content-Length: 100000\r\n\r\n"))
        for _ in range(200):
            out.write(b"X-A: b\r\n" if head else b" ")
            out.flush()
            if handler.endpoint.released.wait(0.1):
                break
        handler.close_connection = True

    return act


def streams(content: bytes, times: int, **headers: str) -> Act:
    """The same bytes many times, as one body."""

    def act(handler: Any, body: Body) -> None:
        handler.send_response(200)
        for name, value in {**headers, "Content-Length": str(len(content) * times)}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        for _ in range(times):
            handler.wfile.write(content)

    return act


def redirects(to: str) -> Act:
    """The endpoint sends whoever asks elsewhere."""

    def act(handler: Any, body: Body) -> None:
        handler.send_bytes(b"", 307, {"Location": to})

    return act


NO_ANSWERS: dict[str, Act] = {
    "deep JSON": bytes_instead(b"[" * 200_000 + b"]" * 200_000),
    "null": bytes_instead(b"null"),
    "null choices": changed(choices=None),
    "choices of text": changed(choices="oops"),
    "null choice": changed(choices=[None]),
    "no message": changed(choices=[{"index": 0}]),
    "null message": changed(choices=[{"index": 0, "message": None}]),
    "content a number": changed(content=5),
    "an error with status 200": bytes_instead(json.dumps({"error": {"message": TEXT + KEY}}).encode()),
    "no UTF-8": bytes_instead(b'{"id":"\xff\xfe","choices":[]}'),
}


@pytest.mark.parametrize("name", NO_ANSWERS)
def test_what_is_no_answer_is_told_and_counted(name: str) -> None:
    archive = Memory()
    with endpoint(NO_ANSWERS[name]) as fake, model(fake.base_url, archive, attempts=2) as asked:
        with pytest.raises(EndpointDown) as told:
            asked.ask(question())
        assert asked.budget.tokens_in > 0
    assert KEY not in str(told.value) and TEXT not in str(told.value)
    (receipt,) = archive.receipts
    assert (receipt.outcome, receipt.attempts, receipt.estimated) == ("model.down", 2, True)


USAGES: dict[str, tuple[Any, bool]] = {
    "none": (None, True),
    "null counts": ({"prompt_tokens": None, "completion_tokens": None}, True),
    "one null": ({"prompt_tokens": 100, "completion_tokens": None}, True),
    "words": ({"prompt_tokens": "many", "completion_tokens": "few"}, True),
    "negative": ({"prompt_tokens": -100_000, "completion_tokens": -5}, True),
    "huge": ({"prompt_tokens": 10**30, "completion_tokens": 10**30}, True),
    "zero": ({"prompt_tokens": 0, "completion_tokens": 0}, True),
    "text": ("a lot", True),
    "counted": ({"prompt_tokens": 100, "completion_tokens": 10}, False),
}


@pytest.mark.parametrize("name", USAGES)
def test_senseless_counts_are_estimated(name: str) -> None:
    usage, estimated = USAGES[name]
    with endpoint(changed(usage=usage)) as fake, model(fake.base_url) as asked:
        answer = asked.ask(question())
    assert answer.value.rows == list(ROWS)
    assert answer.receipt.estimated is estimated
    assert 0 < answer.receipt.tokens_in < 1000 and 0 <= answer.receipt.tokens_out < 1000


def test_content_in_parts_is_one_text() -> None:
    parts = [{"type": "text", "text": GOOD[:9]}, {"type": "text", "text": GOOD[9:]}]
    with endpoint(changed(content=parts)) as fake, model(fake.base_url) as asked:
        assert asked.ask(question()).value.rows == list(ROWS)


def test_an_answer_sent_as_plain_text_is_read() -> None:
    def act(handler: Any, body: Body) -> None:
        whole = json.dumps(completion(body, GOOD, "stop", None)).encode()
        handler.send_bytes(whole, 200, {"Content-Type": "text/plain"})

    with endpoint(act) as fake, model(fake.base_url) as asked:
        assert asked.ask(question()).value.rows == list(ROWS)


@pytest.mark.parametrize("head", [True, False], ids=["headers", "body"])
def test_a_deadline_is_a_deadline(head: bool) -> None:
    begun = time.monotonic()
    limits = {"attempts": 1, "request_seconds": 0.6}
    with endpoint(drips(head)) as fake, model(fake.base_url, **limits) as asked, pytest.raises(EndpointDown):
        asked.ask(question())
    assert time.monotonic() - begun < 15  # of the twenty that it drips


@pytest.mark.parametrize(
    "act",
    [
        streams(b"a" * (1 << 20), 40),
        streams(gzip.compress(b"a" * (40 << 20)), 1, Content_Encoding="gzip"),
    ],
    ids=["long", "packed"],
)
def test_an_answer_beyond_all_size_is_cut_off_and_not_asked_for_again(act: Act) -> None:
    with endpoint(act) as fake, model(fake.base_url) as asked, pytest.raises(EndpointDown, match="太长"):
        asked.ask(question())
    assert len(fake.requests) == 1


def test_a_packed_answer_is_unpacked() -> None:
    def act(handler: Any, body: Body) -> None:
        whole = gzip.compress(json.dumps(completion(body, GOOD, "stop", None)).encode())
        handler.send_bytes(whole, 200, {"Content-Type": "application/json", "Content-Encoding": "gzip"})

    with endpoint(act) as fake, model(fake.base_url) as asked:
        assert asked.ask(question()).value.rows == list(ROWS)


def test_no_text_follows_a_redirect() -> None:
    with endpoint(says(GOOD)) as other, endpoint(redirects(other.base_url + "/chat/completions")) as fake:
        with model(fake.base_url) as asked, pytest.raises(EndpointRefused, match="base_url"):
            asked.ask(question())
        assert not other.requests and len(fake.requests) == 1


def test_a_key_that_is_sent_back_as_a_code_is_not_told() -> None:
    with endpoint(fails(400, code=KEY)) as fake, model(fake.base_url) as asked, pytest.raises(EndpointRefused) as told:
        asked.ask(question())
    assert KEY not in str(told.value)


def test_other_programs_environment_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "another-secret")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Other: another-secret")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with endpoint(says(GOOD)) as fake, model(fake.base_url) as asked:
        assert asked.ask(question()).value.rows == list(ROWS)
    assert "another-secret" not in repr(fake.headers)
    assert not [name for name in fake.headers[0] if name.startswith(("x-", "openai-"))]


def test_a_proxy_is_used_where_it_is_set() -> None:
    with endpoint(says(GOOD)) as proxy:
        address = proxy.base_url.removesuffix("/v1")
        with model("http://nowhere.invalid/v1", proxy=address) as asked:
            assert asked.ask(question()).value.rows == list(ROWS)
    assert proxy.headers[0]["host"] == "nowhere.invalid"


def test_as_many_questions_are_asked_at_once_as_is_set() -> None:
    together = threading.Barrier(12)

    def act(handler: Any, body: Body) -> None:
        together.wait(4)
        handler.send(completion(body, GOOD, "stop", (100, 10)))

    with endpoint(act) as fake, model(fake.base_url, concurrency=12) as asked, ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda n: asked.ask(question(str(n))), range(12)))
    assert len(answers) == 12 and not together.broken


def test_a_form_has_a_budget_of_its_own() -> None:
    used = changed(usage={"prompt_tokens": 1000, "completion_tokens": 10})
    with endpoint(used) as fake, model(fake.base_url, form_tokens=1020) as asked:
        form, other = asked.deadline(), asked.deadline()
        asked.ask(question("甲"), form)
        with pytest.raises(BudgetSpent, match="form_tokens"):
            asked.ask(question("乙"), form)
        asked.ask(question("丙"), other)
    assert len(fake.requests) == 2


@pytest.mark.parametrize("content", ["\\ud800", '{"rows":' + "[" * 50_000 + "]" * 50_000 + "}"], ids=["half", "deep"])
def test_an_answer_that_cannot_be_held_is_a_model_error(content: str) -> None:
    act = changed(content=content.encode().decode("unicode_escape"))
    with endpoint(act) as fake, model(fake.base_url) as asked, pytest.raises(ModelError):
        asked.ask(question())
