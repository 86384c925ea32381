"""Batch jobs of an endpoint, over a real socket: priced, sent once, looked at, fetched; and what an endpoint may do."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.llm.asking import KEY, question, settings
from typer.testing import CliRunner

from jixiao.cli.app import build
from jixiao.errors import ConfigError, ModelError
from jixiao.llm.batches import jobs
from jixiao.llm.batches.lines import request_line


@dataclass
class Jobs:
    """An endpoint with /files and /batches: what it was sent, and what it says next of its batch."""

    uploads: list[bytes] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    status: str = "in_progress"
    content: bytes = b'{"custom_id": "k"}\n'
    refuses: int = 0
    strange: bool = False

    def batch(self) -> dict[str, Any]:
        if self.strange:
            return {"hello": 1}
        over = self.status == "completed"
        return {
            "id": "batch_1", "object": "batch", "status": self.status, "endpoint": "/v1/chat/completions",
            "input_file_id": "file_1", "completion_window": "24h", "created_at": 1,
            "output_file_id": "file_2" if over else None, "error_file_id": None,
            "request_counts": {"total": 3, "completed": 3 if over else 1, "failed": 0},
        }  # fmt: skip


@contextmanager
def serving(state: Jobs) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.keys.append(self.headers["Authorization"])
            if state.refuses:
                return self.reply({"error": {"message": body.decode(errors="replace")}}, state.refuses)
            if self.path.endswith("/files"):
                state.uploads.append(body)
                made = {
                    "id": "file_1",
                    "object": "file",
                    "bytes": 1,
                    "created_at": 1,
                    "filename": "a",
                    "purpose": "batch",
                }
                return self.reply({"hello": 1} if state.strange else made)
            return self.reply(state.batch())

        def do_GET(self) -> None:
            if "/content" in self.path:
                return self.reply(state.content)
            return self.reply(state.batch())

        def reply(self, made: dict[str, Any] | bytes, status: int = 200) -> None:
            content = made if isinstance(made, bytes) else json.dumps(made).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    path = tmp_path / "批.jsonl"
    path.write_bytes(request_line(question(), settings("http://127.0.0.1:1/v1", mode="json")) or b"")
    return path


def test_a_file_is_sent_once_looked_at_and_fetched(asked: Path) -> None:
    state = Jobs()
    with serving(state) as url:
        using = settings(url)
        job = jobs.submit(asked, using)
        assert jobs.submit(asked, using) == job == jobs.job_of(asked) and len(state.uploads) == 1
        assert asked.read_bytes() in state.uploads[0] and KEY in state.keys[0]
        running = jobs.look(asked, job, using)
        assert (running.over, running.answered, running.total, running.answers) == (False, 1, 3, None)
        state.status = "completed"
        done = jobs.look(asked, job, using)
        assert done.over and done.answers is not None and done.answers.read_bytes() == state.content
    assert KEY not in (asked.parent / "批.job.json").read_text(encoding="utf-8")


def test_a_file_that_changed_is_another(asked: Path) -> None:
    with serving(Jobs()) as url:
        jobs.submit(asked, settings(url))
        asked.write_bytes(asked.read_bytes() * 2)
        assert jobs.job_of(asked) is None


@pytest.mark.parametrize("how", ["401", "500", "strange", "nobody"])
def test_an_endpoint_that_does_not_take_it_is_told_and_nothing_is_kept(asked: Path, how: str) -> None:
    state = Jobs(refuses=int(how) if how.isdigit() else 0, strange=how == "strange")
    with serving(state) as url:
        using = settings("http://127.0.0.1:1/v1" if how == "nobody" else url)
        with pytest.raises(ModelError) as told:
            jobs.submit(asked, using)
    assert "请" in str(told.value) and "custom_id" not in str(told.value)
    assert not list(asked.parent.glob("*.job.json"))


def test_it_is_looked_at_where_it_was_sent(asked: Path) -> None:
    with serving(Jobs()) as url:
        job = jobs.submit(asked, settings(url))
        with pytest.raises(ConfigError, match="送给了"):
            jobs.look(asked, job, settings("http://127.0.0.1:1/v1"))


def test_what_is_no_file_of_requests_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"a": 1}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="不是批量请求"):
        jobs.cost(tmp_path / "a.jsonl", settings("http://127.0.0.1:1/v1"))
    with pytest.raises(ConfigError, match="读不出"):
        jobs.cost(tmp_path / "none.jsonl", settings("http://127.0.0.1:1/v1"))


def test_the_command_prices_first_and_sends_when_told(asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = Jobs()
    with serving(state) as url:
        monkeypatch.chdir(asked.parent)
        for name, value in {"BASE_URL": url, "NAME": "m", "PRICE_IN": "1000", "PRICE_OUT": "1"}.items():
            monkeypatch.setenv(f"JIXIAO_MODEL_{name}", value)
        priced = CliRunner().invoke(build(), ["batch", asked.name])
        assert priced.exit_code == 0 and "1 个请求" in priced.output and "--submit" in priced.output
        assert not state.uploads
        sent = CliRunner().invoke(build(), ["batch", asked.name, "--submit"])
        assert "答了 1 个" in sent.output and len(state.uploads) == 1
        state.status = "completed"
        done = CliRunner().invoke(build(), ["batch", asked.name, "--wait", "1"])
        assert "--model-answers" in done.output and (asked.parent / "批-答.jsonl").is_file()
