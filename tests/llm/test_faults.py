"""Everything that goes wrong at an endpoint, over a socket: each fault ends as documented, and nothing is lost."""

from __future__ import annotations

import logging
import time
import traceback

import pytest
from tests.llm.asking import GOOD, KEY, ROWS, TEXT, model, question
from tests.llm.fake_endpoint import Act, bytes_instead, endpoint, fails, hangs, raw, resets, says

from jixiao.errors import AnswerCutOff, BadAnswer, EndpointBusy, EndpointDown, EndpointRefused, ModelError
from jixiao.llm.receipts import Memory

CALL = {"id": "c", "type": "function", "function": {"name": "Rows", "arguments": GOOD}}
MISSING, WRONG, TWICE = '{"rows": ["r1"]}', '{"rows": ["r1", "r2", "r9"]}', '{"rows": ["r1", "r2", "r3", "r3"]}'

# Only what waits for an answer that never comes has to wait shortly.
SHORT = {"timeout": 2.0}

PASSING: dict[str, Act] = {
    "429 that asks to wait": fails(429, {"Retry-After": "0"}),
    "429": fails(429),
    "500": fails(500),
    "503": fails(503),
    "timeout": hangs(60),
    "reset": resets,
    "html": bytes_instead(b"<html>busy</html>", "text/html"),
    "broken body": bytes_instead(b'{"id": '),
    "no choices": bytes_instead(b'{"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": []}'),
}


@pytest.mark.parametrize("name", PASSING)
def test_what_passes_with_time_is_asked_again(name: str) -> None:
    with (
        endpoint(PASSING[name], says(GOOD)) as fake,
        model(fake.base_url, request_seconds=5.0 if name in SHORT else 30.0) as asked,
    ):
        answer = asked.ask(question())
    assert answer.value.rows == list(ROWS)
    assert len(fake.requests) == 2
    assert (answer.receipt.attempts, answer.receipt.returned, answer.receipt.outcome) == (2, 0, "answered")


@pytest.mark.parametrize("name", PASSING)
def test_what_never_passes_ends_as_down_with_a_receipt(name: str) -> None:
    archive = Memory()
    limits = {"attempts": 3, "request_seconds": SHORT.get(name, 30.0)}
    with endpoint(PASSING[name]) as fake, model(fake.base_url, archive, **limits) as asked, pytest.raises(EndpointDown):
        asked.ask(question())
    assert len(fake.requests) == 3
    assert [(r.outcome, r.attempts) for r in archive.receipts] == [("model.down", 3)]


def test_retry_after_is_waited_for() -> None:
    with endpoint(fails(429, {"Retry-After": "1"}), says(GOOD)) as fake, model(fake.base_url) as asked:
        asked.ask(question())
    first, second = fake.times
    assert 1.0 <= second - first < 30.0


def test_a_longer_wait_than_allowed_stops_the_asking() -> None:
    begun = time.monotonic()
    with endpoint(fails(429, {"Retry-After": "600"}), says(GOOD)) as fake, model(fake.base_url) as asked:
        for text in ("甲", "乙"):
            with pytest.raises(EndpointBusy, match=r"600 秒.*wait_seconds"):
                asked.ask(question(text))
    assert len(fake.requests) == 1
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize(("status", "more"), [(401, 0), (402, 0), (403, 0), (400, 1), (404, 1), (422, 1)])
def test_a_refusal_is_not_asked_again(status: int, more: int) -> None:
    """Where the endpoint would refuse any question, no other is sent either."""
    archive = Memory()
    with endpoint(fails(status)) as fake, model(fake.base_url, archive) as asked:
        for text in ("甲", "乙"):
            with pytest.raises(EndpointRefused, match=str(status)):
                asked.ask(question(text))
    assert len(fake.requests) == 1 + more
    assert {r.outcome for r in archive.receipts} == {"model.refused"}


def test_an_account_without_money_is_a_refusal_though_it_says_429() -> None:
    with (
        endpoint(fails(429, code="insufficient_quota")) as fake,
        model(fake.base_url) as asked,
        pytest.raises(EndpointRefused, match="余额"),
    ):
        asked.ask(question())
    assert len(fake.requests) == 1


def test_an_endpoint_that_fell_silent_is_left_alone() -> None:
    with endpoint(fails(500)) as fake, model(fake.base_url, attempts=1) as asked:
        for number in range(6):
            with pytest.raises(EndpointDown):
                asked.ask(question(str(number)))
    assert len(fake.requests) == 3


def test_an_address_where_nobody_listens_is_down() -> None:
    with endpoint(says(GOOD)) as fake:
        pass
    with model(fake.base_url, attempts=2) as asked, pytest.raises(EndpointDown, match="base_url"):
        asked.ask(question())


def test_retrying_ends_with_the_deadline() -> None:
    begun = time.monotonic()
    with endpoint(fails(500)) as fake:
        limits = {"attempts": 1000, "backoff_seconds": 0.1, "form_seconds": 4.0}
        with model(fake.base_url, **limits) as asked, pytest.raises(EndpointDown):
            asked.ask(question())
    assert time.monotonic() - begun < 60
    assert 1 < len(fake.requests) < 1000


@pytest.mark.parametrize(
    "act",
    [says(GOOD[:15], finish="length"), fails(400, code="context_length_exceeded"), fails(413, message="too long")],
    ids=["finish", "context", "body"],
)
def test_what_is_too_long_is_to_be_split_not_asked_again(act: Act) -> None:
    archive = Memory()
    with endpoint(act) as fake, model(fake.base_url, archive) as asked, pytest.raises(AnswerCutOff, match="分成几份"):
        asked.ask(question())
    assert len(fake.requests) == 1
    assert archive.receipts[0].outcome == "model.cut-off"


CURABLE: dict[str, tuple[Act, str]] = {
    "broken JSON": (says('{"rows": ["r1"'), "Invalid JSON"),
    "prose": (says("有三行：r1、r2、r3。"), "Invalid JSON"),
    "wrong ids": (says(WRONG), "没有 r9 这一行"),
    "missing rows": (says(MISSING), "缺 r2"),
    "doubled rows": (says(TWICE), "r3 用了两次"),
    "null list": (says('{"rows": null}'), "rows"),
    "no list": (says("{}"), "rows"),
    "one bare value": (says('{"rows": "r1"}'), "rows"),
    "more than was asked": (says('{"rows": ["r1", "r2", "r3"], "values": ["5"]}'), "values"),
    "empty": (says(""), "空的"),
    "null": (says(None), "空的"),
    "only a thought": (says("<think>r1？r2？</think>"), "空的"),
    "refusal": (raw({"content": None, "refusal": "no"}), "没有回答"),
}


@pytest.mark.parametrize("name", CURABLE)
def test_a_wrong_answer_is_sent_back_with_what_is_wrong(name: str) -> None:
    act, said = CURABLE[name]
    with endpoint(act, says(GOOD)) as fake, model(fake.base_url) as asked:
        answer = asked.ask(question())
    assert answer.value.rows == list(ROWS)
    assert (answer.receipt.attempts, answer.receipt.returned) == (2, 1)
    assert (answer.receipt.tokens_in, answer.receipt.tokens_out) == (200, 20)
    first, second = (request["messages"] for request in fake.requests)
    assert second[: len(first)] == first
    assert [m["role"] for m in second[len(first) :]] == ["assistant", "user"]
    assert said in second[-1]["content"]


@pytest.mark.parametrize("name", CURABLE)
def test_an_answer_that_stays_wrong_is_not_used(name: str) -> None:
    archive = Memory()
    with endpoint(CURABLE[name][0]) as fake, model(fake.base_url, archive) as asked, pytest.raises(BadAnswer) as caught:
        asked.ask(question())
    assert len(fake.requests) == 3
    assert CURABLE[name][1] in "".join(caught.value.findings)
    assert [(r.outcome, r.attempts, r.returned) for r in archive.receipts] == [("model.bad-answer", 3, 2)]
    assert archive.answer(archive.receipts[0].key) is None


@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}```",
        f"<think>一共三行，写成 {MISSING} 不行。</think>\n\n{GOOD}",
        f"先想一想 {MISSING}</think>{GOOD}",
        f"<think>\n想\n</think>\n```json\n{GOOD}\n```",
        f"结果如下：\n```json\n{GOOD}\n```\n请查收。",
    ],
)
@pytest.mark.parametrize("mode", ["json_schema", "json", "md_json"])
def test_thoughts_and_fences_are_taken_off(text: str, mode: str) -> None:
    with endpoint(says(text)) as fake, model(fake.base_url, mode=mode) as asked:
        assert asked.ask(question()).value.rows == list(ROWS)
    assert len(fake.requests) == 1


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (raw({"content": GOOD}), "没有调用工具"),
        (raw({"content": None}), "没有调用工具"),
        (raw({"content": None, "tool_calls": [CALL, {**CALL, "id": "d"}]}), "调用了 2 次"),
    ],
    ids=["text", "nothing", "two calls"],
)
def test_a_tool_is_to_be_called_once(act: Act, said: str) -> None:
    with endpoint(act, says(GOOD)) as fake, model(fake.base_url, mode="tools") as asked:
        assert asked.ask(question()).value.rows == list(ROWS)
    assert said in fake.requests[1]["messages"][-1]["content"]
    with endpoint(act) as fake, model(fake.base_url, mode="tools") as asked, pytest.raises(BadAnswer):
        asked.ask(question())


EVERYTHING: dict[str, Act] = {
    **PASSING,
    **{name: act for name, (act, _) in CURABLE.items()},
    "401": fails(401, message=f"bad key {KEY} for {TEXT}"),
    "400": fails(400, message=f"cannot do {TEXT}", code=TEXT),
    "echo": says(f'{{"rows": "{TEXT}"}}'),
    "echoed key": says(f'{{"rows": [], "{TEXT}": 1}}'),
    "500 that repeats": fails(500, message=f"failed on {TEXT} with {KEY}"),
    "length": says(TEXT, finish="length"),
}


@pytest.mark.parametrize("name", EVERYTHING)
def test_no_fault_tells_the_key_or_the_document(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    archive = Memory()
    limits = {"attempts": 2, "request_seconds": SHORT.get(name, 30.0)}
    with (
        endpoint(EVERYTHING[name]) as fake,
        model(fake.base_url, archive, **limits) as asked,
        pytest.raises(ModelError) as caught,
    ):
        asked.ask(question())
    told = ["".join(traceback.format_exception(caught.value)), repr(caught.value), caplog.text, repr(archive.receipts)]
    for text in (TEXT, KEY):
        assert not [place for place in told if text in place]
