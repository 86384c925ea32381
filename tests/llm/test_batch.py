"""Batches: the requests that single questions would send, and answers that count as if they had been asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.llm.asking import GOOD, KEY, TEXT, model, question, settings
from tests.llm.fake_endpoint import endpoint, says

from jixiao.errors import ConfigError
from jixiao.llm.batches import lines as batch
from jixiao.llm.batches.lines import Taken, request_line, take_answers, write_requests
from jixiao.llm.receipts import Memory
from jixiao.llm.withheld import LEFT_OUT, withheld


def result(key: str, content: str | None = GOOD, **more: Any) -> str:
    choice = {"message": {"role": "assistant", "content": content}, "finish_reason": "stop", **more}
    usage = {"prompt_tokens": 10, "completion_tokens": 4}
    body = {"model": "fake", "choices": [choice], "usage": usage}
    return json.dumps({"custom_id": key, "response": {"status_code": 200, "body": body}, "error": None})


def test_a_request_is_what_would_be_sent() -> None:
    with endpoint(says(GOOD)) as fake:
        model(fake.base_url, mode="json").ask(question())
        line = json.loads(request_line(question(), settings(fake.base_url, mode="json")) or b"")
        sent = fake.requests[-1]
    assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions") and len(line["custom_id"]) == 64
    assert {k: line["body"][k] for k in ("model", "messages", "response_format", "max_tokens")} == {
        k: sent[k] for k in ("model", "messages", "response_format", "max_tokens")
    }
    assert TEXT in json.dumps(line, ensure_ascii=False) and KEY not in json.dumps(line)


def test_an_answer_of_a_batch_is_not_asked_again(tmp_path: Path) -> None:
    with endpoint(says(GOOD)) as fake:
        archive, asked = Memory(), settings(fake.base_url, mode="json")
        key = json.loads(request_line(question(), asked) or b"")["custom_id"]
        (tmp_path / "done.jsonl").write_text(result(key, f"```json\n{GOOD}\n```"), encoding="utf-8")
        assert take_answers(tmp_path / "done.jsonl", asked, archive) == Taken(answers=1)
        answer = model(fake.base_url, archive, mode="json").ask(question())
        assert answer.cached and answer.value.rows == ["r1", "r2", "r3"] and not fake.requests


@pytest.mark.parametrize("how", ["wrong", "cut off", "failed", "strange", "other"])
def test_what_a_batch_did_not_answer_is_asked_singly(tmp_path: Path, how: str) -> None:
    with endpoint(says(GOOD)) as fake:
        archive, asked = Memory(), settings(fake.base_url, mode="json")
        key = json.loads(request_line(question(), asked) or b"")["custom_id"]
        text = {
            "wrong": result(key, '{"rows": ["r1"]}'),
            "cut off": result(key, finish_reason="length"),
            "failed": json.dumps({"custom_id": key, "response": None, "error": {"message": "busy"}}),
            "strange": "[]\nnot json",
            "other": result("0" * 64),
        }[how]
        (tmp_path / "done.jsonl").write_text(text, encoding="utf-8")
        taken = take_answers(tmp_path / "done.jsonl", asked, archive)
        counts = {"cut off": (1, 0), "failed": (1, 0), "strange": (0, 2)}
        assert (taken.failed, taken.strange) == counts.get(how, (0, 0))
        assert model(fake.base_url, archive, mode="json").ask(question()).value.rows and len(fake.requests) == 1
    with pytest.raises(ConfigError, match="请检查路径"):
        take_answers(tmp_path / "none.jsonl", asked, archive)


def test_requests_go_into_files_that_an_endpoint_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "FILE_LINES", 2)
    paths = write_requests([b"1\n", b"2\n", b"3\n"], tmp_path / "ask.jsonl")
    assert [(p.name, p.read_bytes()) for p in paths] == [("ask.jsonl", b"1\n2\n"), ("ask-02.jsonl", b"3\n")]
    assert write_requests([], tmp_path / "none.jsonl") == []
    monkeypatch.setattr(batch, "LINE_BYTES", 100)
    assert request_line(question(), settings("http://127.0.0.1:9/v1", mode="json")) is None


PERSONAL = [
    ('3| A3 "联系人" | B3 "赵某某" | C3 "联系电话" | D3 "66812345"', ("赵某某", "66812345")),
    ('4| A4↓5 "填报人（签字）" | B4→C "钱\\"某" | D4 "金额" | E4 "120.50"', ("钱",)),
    ("【段】联系人：孙某某；联系电话：0535-1234567，金额120.50万元", ("孙某某", "0535-1234567")),
    ('5| A5 "说明" | B5 "请拨13912345678"', ("13912345678",)),
]


@pytest.mark.parametrize(("text", "gone"), PERSONAL)
def test_what_is_personal_is_left_out_and_ids_stay(text: str, gone: tuple[str, ...]) -> None:
    sent = withheld(text)
    assert not any(each in sent for each in gone) and LEFT_OUT in sent
    assert "120.50" in sent if "120.50" in text else True
    assert [word for word in ("B3", "D3", "B4→C", "E4", "B5") if word in text] == [
        word for word in ("B3", "D3", "B4→C", "E4", "B5") if word in sent
    ]


@pytest.mark.parametrize(
    "text",
    [
        '6| A6 "联系人" | B6 "联系电话"',
        '8| A8 "项目代码（编号）" | B8→C "0312-20210033"',
        '9| A9 "项目编码：13912345678"',
        '7| A7 "项目资金" | B7 "13900000000"',
        '8| A8 "指标值" | B8 "≥95%" | C8 "15912345678.00"',
        "项目年度总金额 18,812,345,678 元",
    ],
)
def test_labels_and_sums_stay(text: str) -> None:
    assert withheld(text) == text


def test_whether_it_is_sent_is_a_setting() -> None:
    text = "联系人：周某某"
    asked = [
        request_line(question(text), settings("http://127.0.0.1:9/v1", mode="json", personal=each))
        for each in ("withhold", "send")
    ]
    assert ["周某某" in (line or b"").decode() for line in asked] == [False, True]
