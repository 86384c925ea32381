"""Seventy-odd ways in which an endpoint can be broken, each an act of the endpoint of the tests.

What a reader may get of them stands in `FAULTS`, by name; where they lead elsewhere, `{elsewhere}` is the address.
"""

from __future__ import annotations

import email.utils
import json
import os
import time
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

from tests.llm.fake_endpoint import Act, Body, _Handler, bytes_instead, fails, hangs, raw, resets, says  # fmt: skip

_MB = 1 << 20
KEY_ECHOED = "sk-test-0123456789"


def sends(payload: Any, status: int = 200, **headers: str) -> Act:
    """Any JSON, with any status."""
    return lambda handler, body: handler.send(payload, status, {k.replace("_", "-"): v for k, v in headers.items()})


def choices(value: Any) -> Act:
    """A whole answer whose choices are that."""
    return sends({"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": value})


def used(usage: Any) -> Act:
    """An answer of no use, with that usage; a text is taken as JSON."""
    message = {"role": "assistant", "content": "nope"}
    whole = {"id": "1", "choices": [{"index": 0, "finish_reason": "stop", "message": message}]}
    if isinstance(usage, str):
        return bytes_instead(json.dumps(whole)[:-1].encode() + b', "usage": ' + usage.encode() + b"}")
    return sends({**whole, "usage": usage})


def waits(after: str) -> Act:
    """Refused for now, to be asked again after that."""
    return fails(429, {"Retry-After": after})


def leads(target: str, status: int = 307) -> Act:
    """A redirect; the body of the request must not follow it."""

    def act(handler: _Handler, body: Body) -> None:
        elsewhere = getattr(handler.endpoint, "elsewhere", "http://127.0.0.1:9")
        place = target.format(elsewhere=elsewhere, here=handler.path)
        handler.send_bytes(b"", status, {"Location": place})

    return act


def written(*parts: bytes, pause: float = 0.0, then_hangs: bool = False) -> Act:
    """Raw bytes on the connection, one part after the other."""

    def act(handler: _Handler, body: Body) -> None:
        handler.close_connection = True
        for part in parts:
            handler.wfile.write(part)
            handler.wfile.flush()
            if pause and handler.endpoint.released.wait(pause):
                return
        if then_hangs:
            handler.endpoint.released.wait(30)

    return act


def headed(length: int, *more: str) -> bytes:
    """The head of a sound answer."""
    lines = ("HTTP/1.1 200 OK", "Content-Type: application/json", f"Content-Length: {length}", *more, "", "")
    return "\r\n".join(lines).encode()


def giant(handler: _Handler, body: Body) -> None:
    """An answer of two hundred megabytes."""
    handler.close_connection = True
    handler.wfile.write(headed(200 * _MB))
    handler.wfile.write(b'{"id": "1", "choices": [{"index": 0, "message": {"role": "assistant", "content": "')
    for _ in range(200):
        handler.wfile.write(b"a" * _MB)


@cache
def _bomb() -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    parts = [packer.compress(b'{"a": "'), *(packer.compress(bytes(_MB)) for _ in range(300)), packer.flush()]
    return b"".join(parts)


def bomb(handler: _Handler, body: Body) -> None:
    """Three hundred megabytes in one."""
    handler.send_bytes(_bomb(), 200, {"Content-Type": "application/json", "Content-Encoding": "gzip"})


def echoes(status: int, **error: str) -> Act:
    """A refusal that repeats the key and the question."""

    def act(handler: _Handler, body: Body) -> None:
        said = f"{handler.headers.get('Authorization', '')} {json.dumps(body, ensure_ascii=False)[:500]}"
        handler.send({"error": {"message": said, **error}}, status)

    return act


def calls(arguments: Any) -> Act:
    """A call of a tool nobody offered."""
    return raw({"content": None, "tool_calls": [{"id": "c", "type": "function", "function": arguments}]})


def finished(content: Any, reason: Any) -> Act:
    """Content, and why it ended."""
    return choices([{"index": 0, "finish_reason": reason, "message": {"role": "assistant", "content": content}}])


_REFUSED = (b"HTTP/1.1 500 No\r\n", b"Content-Length: 0\r\n\r\n")
_SOON: Callable[[], str] = lambda: email.utils.formatdate(time.time() + 2, usegmt=True)  # noqa: E731

FAULTS: dict[str, Act] = {
    "429": fails(429), "429 for a second": waits("1"), "429 until a date": waits(_SOON()),
    "429 until the past": waits("Wed, 21 Oct 2015 07:28:00 GMT"), "429 negative": waits("-5"),
    "429 for years": waits("86400000"), "429 nan": waits("nan"), "429 inf": waits("inf"), "429 words": waits("soon"),
    "429 no date": waits("Wed, 99 Oct 99999 07:28:00 GMT"), "429 year zero": waits("Wed, 21 Oct 0000 07:28:00 GMT"),
    "429 last date": waits("Fri, 31 Dec 9999 23:59:59 -2359"), "429 no money": fails(429, code="insufficient_quota"),
    "500": fails(500), "502 html": lambda h, b: h.send_bytes(b"<html>busy</html>", 502, {"Content-Type": "text/html"}),
    "400 with the question": echoes(400, code=KEY_ECHOED), "401 with the key": echoes(401, code="invalid_api_key"),
    "403": fails(403), "404": fails(404, code="model_not_found"), "413": fails(413), "418": fails(418),
    "200 with an error": echoes(200, code="x"), "204": lambda h, b: h.send_bytes(b"", 204, {}),
    "100 again and again": written(*[b"HTTP/1.1 100 Continue\r\n\r\n"] * 3, *_REFUSED),
    "status of no kind": written(b"HTTP/1.1 999 WAT\r\nContent-Length: 0\r\n\r\n"), "noise": written(os.urandom(500)),
    "hangs": hangs(30), "hangs after the head": written(headed(1000), then_hangs=True),
    "a byte at a time": written(headed(900), *[b" "] * 900, pause=0.1),
    "a header at a time": written(b"HTTP/1.1 200 OK\r\n", *[b"X-A: b\r\n"] * 900, pause=0.1),
    "reset": resets, "cut off": written(headed(100_000), b'{"id": "1", "choices": ['),
    "longer than told": written(headed(5), b'{"id": "1", "choices": []}'),
    "many headers": written(b"HTTP/1.1 200 OK\r\n", *[b"X-%d: b\r\n" % i for i in range(5000)], b"\r\n"),
    "one long header": written(b"HTTP/1.1 200 OK\r\nX: ", b"a" * _MB, b"\r\n\r\n"),
    "giant": giant, "gzip bomb": bomb,
    "gzip of nothing": lambda h, b: h.send_bytes(b"no gzip", 200, {"Content-Encoding": "gzip"}),
    "unknown encoding": lambda h, b: h.send_bytes(b"{}", 200, {"Content-Encoding": "wat"}),
    "half JSON": bytes_instead(b'{"id": "x", "choices": ['),
    "deep JSON": bytes_instead(b"[" * 200_000 + b"]" * 200_000),
    "deep content": says('{"rows": ' + "[" * 100_000 + "]" * 100_000 + "}"),
    "no UTF-8": bytes_instead(b'{"id": "\xff\xfe"}'),
    "a text": bytes_instead(b"hello", "text/plain"), "empty": bytes_instead(b""), "null": bytes_instead(b"null"),
    "a list": sends([1]), "a number": sends(5),
    "events": bytes_instead(b'data: {"id": "x"}\n\ndata: [DONE]\n\n', "text/event-stream"),
    "no choices": choices([]), "null choices": choices(None), "choices that are words": choices("oops"),
    "a null choice": choices([None]), "no message": choices([{"index": 0}]),
    "null message": choices([{"index": 0, "message": None, "finish_reason": "stop"}]),
    "content in parts": raw({"content": [{"type": "text", "text": "{}"}]}), "content of a number": raw({"content": 5}),
    "content of odd parts": raw({"content": [None, 5, {"type": "image"}]}), "no content": raw({}),
    "half a character": bytes_instead(b'{"id": "1", "choices": [{"index": 0, "message": {"content": "\\ud800"}}]}'),
    "fenced": says('```json\n{"x": 1}\n```'), "a thought": says('<think>hm</think>{"x": 1}'),
    "prose": says("好的，我来回答。金额是 9999 万元。"), "null lists": says('{"rows": null, "cells": null}'),
    "cut for length": says('{"a":', finish="length"), "filtered": finished(None, "content_filter"),
    "an unknown reason": finished("{}", "wat"), "a reason of a number": finished("{}", 7),
    "no usage": says("nope", usage=None), "usage of zero": says("nope", usage=(0, 0)),
    "negative usage": used({"prompt_tokens": -100_000, "completion_tokens": -100_000}),
    "usage in words": used({"prompt_tokens": "many", "completion_tokens": "few"}),
    "usage of null": used({"prompt_tokens": 1000, "completion_tokens": None}),
    "huge usage": used({"prompt_tokens": 10**30, "completion_tokens": 10**30}),
    "infinite usage": used('{"prompt_tokens": 1e999, "completion_tokens": NaN}'), "usage of a list": used([1, 2]),
    "leads elsewhere": leads("{elsewhere}/v1/chat/completions"),
    "leads elsewhere for good": leads("{elsewhere}/x", 308),
    "leads in a circle": leads("{here}"), "leads to a file": leads("file:///etc/passwd"), "leads nowhere": leads(""),
    "a tool in words": says("文字而已"), "half a tool": calls({"name": "x", "arguments": '{"a":'}),
    "a null tool": calls(None), "a tool without a name": calls({"arguments": "{}"}),
}  # fmt: skip
