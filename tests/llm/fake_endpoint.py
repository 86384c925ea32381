"""An endpoint on a real socket that does what a test tells it to: answers, errors, silence, broken connections."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]
Act = Callable[["_Handler", Body], None]

TRIAL = '{"listed_numbers": ["c1", "c2", "c3"]}'


def says(text: str | None, finish: str = "stop", usage: tuple[int, int] | None = (100, 10)) -> Act:
    """The model says this: as its content, or to the tool where one is offered."""

    def act(handler: _Handler, body: Body) -> None:
        handler.send(completion(body, text, finish, usage))

    return act


def fails(status: int, headers: dict[str, str] | None = None, **error: str) -> Act:
    """The endpoint refuses with this status."""

    def act(handler: _Handler, body: Body) -> None:
        handler.send({"error": {"message": "no", **error}}, status, headers or {})

    return act


def raw(message: dict[str, Any]) -> Act:
    """The model's message as it is, whatever was offered."""

    def act(handler: _Handler, body: Body) -> None:
        choices = [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", **message}}]
        handler.send(_whole(body, choices, (100, 10)))

    return act


def bytes_instead(content: bytes, kind: str = "application/json") -> Act:
    """The endpoint sends these bytes with status 200."""

    def act(handler: _Handler, body: Body) -> None:
        handler.send_bytes(content, 200, {"Content-Type": kind})

    return act


def hangs(seconds: float) -> Act:
    """The endpoint says nothing for so long."""

    def act(handler: _Handler, body: Body) -> None:
        handler.endpoint.released.wait(seconds)

    return act


def resets(handler: _Handler, body: Body) -> None:
    """The endpoint breaks the connection off."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def completion(body: Body, text: str | None, finish: str, usage: tuple[int, int] | None) -> Body:
    """A whole answer that says the text."""
    message: Body = {"role": "assistant", "content": text}
    if body.get("tools") and text is not None:
        name = body["tools"][0]["function"]["name"]
        call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": text}}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
    return _whole(body, [{"index": 0, "message": message, "finish_reason": finish}], usage)


def _whole(body: Body, choices: list[Body], usage: tuple[int, int] | None) -> Body:
    whole: Body = {"id": "1", "object": "chat.completion", "created": 1, "model": body["model"], "choices": choices}
    if usage is not None:
        asked, said = usage
        whole["usage"] = {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}
    return whole


@dataclass
class FakeEndpoint:
    """The running endpoint: what it will do, request by request (the last act again and again), and what it was sent.

    The trial question of a client that does not know the endpoint yet is answered beside the acts.
    """

    acts: list[Act]
    modes: tuple[str, ...] = ("json_schema", "tools", "json", "md_json")
    requests: list[Body] = field(default_factory=list)
    trials: list[Body] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    base_url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self, handler: _Handler, body: Body) -> None:
        """Do what is due."""
        with self.lock:
            if "c1、c2、c3" in json.dumps(body["messages"], ensure_ascii=False):
                self.trials.append(body)
                act: Act = says(TRIAL) if mode_of(body) in self.modes else fails(400, code="unsupported")
            else:
                self.requests.append(body)
                self.headers.append(dict(handler.headers))
                self.times.append(time.monotonic())
                act = self.acts[min(len(self.requests), len(self.acts)) - 1]
        act(handler, body)


def mode_of(body: Body) -> str:
    """How the request asks for the shape of the answer."""
    if body.get("tools"):
        return "tools"
    kind = (body.get("response_format") or {}).get("type")
    return {"json_schema": "json_schema", "json_object": "json"}.get(kind or "", "md_json")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    endpoint: FakeEndpoint

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        self.endpoint.next(self, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def send(self, payload: Body, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Answer with JSON."""
        content = json.dumps(payload, ensure_ascii=False).encode()
        self.send_bytes(content, status, {"Content-Type": "application/json", **(headers or {})})

    def send_bytes(self, content: bytes, status: int, headers: dict[str, str]) -> None:
        """Answer with these bytes."""
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is part of the tests."""


@contextmanager
def endpoint(*acts: Act, modes: tuple[str, ...] = FakeEndpoint.modes) -> Iterator[FakeEndpoint]:
    """A running endpoint."""
    made = FakeEndpoint(list(acts), modes)
    handler = type("Handler", (_Handler,), {"endpoint": made})
    server = _Server(("127.0.0.1", 0), handler)
    made.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
