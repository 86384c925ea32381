"""Commands with a model, over a socket: what is said beforehand, at the end, and afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.llm.asking import KEY
from tests.llm.fake_endpoint import endpoint, fails, says

from jixiao.cli import run
from jixiao.cli.summary import asked_lines
from jixiao.engine.asking import Asked

PROJECT = Path(__file__).resolve().parents[2]
# A form of a family that no vocabulary file describes.
FORM = PROJECT / "eval" / "documents" / "unseen" / "docs" / "beihu-units-1.pdf"
FORMS = PROJECT / "samples" / "xingan-projects.docx"
# A form that lacks an indicator.
LACKING = PROJECT / "samples" / "linhe-departments.docx"
OTHER = '{"kind": "other", "fields": {}, "lists": [], "other": ""}'


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An own home and an empty working folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(tmp_path)


def configured(base_url: str, **more: object) -> None:
    """A settings file for the endpoint."""
    settings = {
        "base_url": base_url,
        "name": "fake",
        "key": KEY,
        "mode": "json_schema",
        "backoff_seconds": 0.01,
        **more,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    Path("jixiao.toml").write_text("\n".join(["jobs = 1", "[model]", *lines]), encoding="utf-8")


def test_a_batch_is_written_asked_elsewhere_and_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    with endpoint(says(OTHER)) as fake:
        configured(fake.base_url, mode="json")
        assert run(["extract", str(FORM), "--out", "out", "--model-batch", "ask.jsonl"]) == 0
        assert not fake.requests and not Path("out").exists()
        keys = [json.loads(line)["custom_id"] for line in Path("ask.jsonl").read_text(encoding="utf-8").splitlines()]
        choice = {"message": {"content": OTHER}, "finish_reason": "stop"}
        answers = [{"custom_id": k, "response": {"body": {"choices": [choice]}}, "error": None} for k in keys]
        Path("done.jsonl").write_text("\n".join(map(json.dumps, answers)), encoding="utf-8")
        run(["extract", str(FORM), "--out", "out", "--model-answers", "done.jsonl", "--no-xlsx"])
        assert keys and not fake.requests
    assert f"取到 {len(keys)} 个回答" in capsys.readouterr().out


def test_a_dry_run_says_what_would_be_asked_and_asks_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with endpoint(says(OTHER)) as fake:
        configured(fake.base_url, price_in=2.0)
        assert run(["extract", str(FORM), "--out", "out", "--dry-run"]) == 0
        assert not fake.requests
    said = capsys.readouterr().out
    assert FORM.name in said and "输入词元" in said and "费用" in said
    assert not Path("out").exists()


def test_without_an_endpoint_a_dry_run_says_so_and_a_demand_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(FORM), "--dry-run"]) == 0
    assert "没有配置大模型" in capsys.readouterr().out
    assert run(["extract", str(FORM), "--model", "always"]) == 1
    assert "base_url" in capsys.readouterr().err


def test_a_run_says_what_was_asked_and_cost_sums_it_up(capsys: pytest.CaptureFixture[str]) -> None:
    with endpoint(fails(500)) as fake:
        configured(fake.base_url, attempts=1)
        assert run(["extract", str(FORM), "--out", "out", "--store", "a.db"]) == 4
        said = capsys.readouterr()
        assert "大模型　1 张表" in said.out and "没有答：大模型接口出错（500）" in said.out
        assert run(["extract", str(FORM), "--out", "out", "--store", "a.db", "--model", "never"]) == 4
        assert len(fake.requests) == 1
    capsys.readouterr()
    assert run(["cost", "a.db"]) == 0
    said = capsys.readouterr()
    assert "extract/form" in said.out and "未计价" in said.out
    for by in ("day", "about"):
        assert run(["cost", "a.db", "--by", by]) == 0
    assert KEY not in said.out + Path("out", f"{FORM.name}.json").read_text(encoding="utf-8")
    assert KEY.encode() not in Path("a.db").read_bytes()


def test_without_a_store_receipts_are_kept_in_the_home(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cost"]) == 0
    assert "还没有问过大模型" in capsys.readouterr().out
    with endpoint(fails(401)) as fake:
        configured(fake.base_url)
        assert run(["extract", str(FORM), "--out", "out"]) == 4
    assert "密钥不对" in capsys.readouterr().out
    assert run(["cost"]) == 0
    assert "extract/form" in capsys.readouterr().out
    assert run(["cost", "absent.db"]) == 1
    assert run(["cost", "--by", "week"]) == 1


def test_doctor_tries_the_endpoint_and_shows_no_key(capsys: pytest.CaptureFixture[str]) -> None:
    with endpoint(says("{}"), modes=("tools",)) as fake:
        configured(fake.base_url)
        assert run(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "按 tools 回答" in said and "给出词元计数" in said and KEY not in said
    assert run(["doctor"]) == 0
    assert "连不上大模型接口" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["name", "colour=red", "attempts=0"])
def test_a_wrong_option_is_named(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(FORM), "--model-option", option]) == 1
    assert "--model-option" in capsys.readouterr().err


def test_the_closing_lines_count_what_was_asked() -> None:
    assert asked_lines(Asked()) == [("大模型　没有要问的", "")]
    asked = Asked(answered=5, known=2, forms={"a#1", "a#2"}, tokens_in=12345, tokens_out=678, price=0.5, estimated=True)
    asked.failed["model.budget"] = 3
    asked.messages["model.budget"] = "预算用完"
    (first, _), (second, _) = asked_lines(asked)
    assert first == (
        "大模型　2 张表，8 个问题，答出 5 个（其中 2 个以前答过）；词元约 12,345 入、678 出；费用约 0.5000 元"
    )
    assert second == "3 个没有答：预算用完"


@pytest.mark.parametrize("command", [["suggest", "--name", "办公设备购置"], ["review", str(LACKING), "--no-word"]])
def test_without_a_store_answers_are_kept_too(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with endpoint(says('{"picks": []}')) as fake:
        configured(fake.base_url)
        assert run(command) == 0
        asked = sum("候选指标" in str(body["messages"][0]) for body in fake.requests)
        assert run(command) == 0
        assert sum("候选指标" in str(body["messages"][0]) for body in fake.requests) == asked > 0
    assert run(["cost"]) == 0
    assert "suggest/rerank" in capsys.readouterr().out
