"""A replay server: an OpenAI-compatible endpoint on a real socket that answers from recordings.

A recording is a folder with `ID.answer.txt` files. ID is the first 16 hexadecimal digits of the SHA-256 of what is
asked (model, messages, tools, response format), so a changed prompt finds no recording and gets HTTP 404 - except where
`ID.shown.txt` beside the answer holds, word for word, what is shown now: then the answer is that given to an older
wording of the question, and the server says how many such there were. What the program itself lists of a form (lines of
`s1`) is left aside there. A second time the same closed questions are asked in another order; where that order has
changed, the answer to the second one of then is given, its questions named as they are now.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

KEYED = ("model", "messages", "tools", "tool_choice", "response_format")
MODEL = "desk"
_QUESTION = re.compile(r"^q\d+(?=　)")
_LISTED = re.compile("^s1　.*\n?", re.MULTILINE)


def request_id(body: dict[str, Any]) -> str:
    """The same for the same question to the same model, whatever the sampling settings."""
    text = json.dumps({k: body[k] for k in KEYED if k in body}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def tokens(text: str) -> int:
    """An estimate: one for each Chinese character, one for each four others."""
    chinese = len(re.findall(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]", text))
    return chinese + (len(text) - chinese + 3) // 4


class Desk:
    """The running server: its address for `base_url`, and the bodies of the requests it was sent."""

    def __init__(self, recordings: Path) -> None:
        self.recordings = recordings
        self.requests: list[dict[str, Any]] = []
        self.unknown: list[str] = []
        self.older: set[str] = set()
        shown = recordings.glob("*.shown.txt")
        self.shown = {_of_the_form(p.read_text(encoding="utf-8")): p.name.split(".")[0] for p in shown}
        self.first: dict[frozenset[str], str] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True

    @property
    def base_url(self) -> str:
        """Where the endpoint is."""
        return f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    def answer(self, body: dict[str, Any]) -> str | None:
        """The recorded answer to the request, None where there is none."""
        self.requests.append(body)
        found = self.recordings / f"{request_id(body)}.answer.txt"
        if found.is_file():
            return found.read_text(encoding="utf-8")
        shown = _of_the_form(_shown(body))
        before = self.shown.get(shown)
        if before is not None:
            self.first[_lines(shown)] = before
        then = shown if before is not None else self._in_another_order(shown)
        if then is None:
            self.unknown.append(found.name.split(".")[0])
            return None
        self.older.add(self.shown[then])
        answer = (self.recordings / f"{self.shown[then]}.answer.txt").read_text(encoding="utf-8")
        return answer if then == shown else _renamed(answer, then, shown)

    def _in_another_order(self, shown: str) -> str | None:
        """What was shown in another order, but for what has been answered as it stands."""
        lines = _lines(shown)
        asked_before = self.first.get(lines)
        others = (text for text, id in self.shown.items() if id != asked_before and _lines(text) == lines)
        return next(others, None) if asked_before is not None else None


def _shown(body: dict[str, Any]) -> str:
    """What the first question shows; nothing for one that sends an answer back."""
    asked = [_text(m.get("content")) for m in body.get("messages", []) if m.get("role") == "user"]
    return asked[0] if len(asked) == 1 else ""


def _of_the_form(shown: str) -> str:
    """What is shown without the line that the program lists itself."""
    return _LISTED.sub("", shown)


def _lines(shown: str) -> frozenset[str]:
    """The lines whatever their order, questions without their ids."""
    return frozenset(_QUESTION.sub("", line) for line in shown.splitlines())


def _renamed(answer: str, then: str, now: str) -> str:
    """The answer with the ids that its questions have now."""
    said, texts = json.loads(answer), {_QUESTION.sub("", line): line for line in now.splitlines()}
    names = {line.split("　")[0]: texts[_QUESTION.sub("", line)].split("　")[0] for line in then.splitlines()}
    for one in said["answers"]:
        one["question"] = names[one["question"]]
    return json.dumps(said, ensure_ascii=False)


@contextmanager
def desk(recordings: Path) -> Iterator[Desk]:
    """A replay server of the recordings while the block runs."""
    made = Desk(recordings)
    thread = threading.Thread(target=made.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.server.shutdown()
        made.server.server_close()
        thread.join()


def completion(body: dict[str, Any], answer: str) -> dict[str, Any]:
    """The answer as a chat completion, as a tool call where tools were offered."""
    message: dict[str, Any] = {"role": "assistant", "content": answer}
    choice = body.get("tool_choice")
    if body.get("tools"):
        name = choice["function"]["name"] if isinstance(choice, dict) else body["tools"][0]["function"]["name"]
        call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": answer}}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
    finish = "tool_calls" if body.get("tools") and not isinstance(choice, dict) else "stop"
    asked = sum(tokens(_text(m.get("content"))) for m in body.get("messages", []))
    asked += tokens(json.dumps(body.get("tools") or body.get("response_format") or "", ensure_ascii=False))
    said = tokens(answer)
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": body.get("model", MODEL),
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
        "usage": {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said},
    }


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "\n".join(part.get("text", "") for part in content)
    return content or ""


def _handler(made: Desk) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            """Tests print nothing."""

        def reply(self, status: int, payload: dict[str, Any]) -> None:
            data = json.dumps(payload, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            found = {"object": "list", "data": [{"id": MODEL, "object": "model", "owned_by": "desk"}]}
            self.reply(200, found)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = made.answer(body)
            if answer is None:
                message = f"no recording of request {request_id(body)}"
                return self.reply(404, {"error": {"message": message, "type": "invalid_request_error"}})
            return self.reply(200, completion(body, answer))

    return Handler
