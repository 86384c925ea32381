"""Questions and answers in the batch format of OpenAI-compatible endpoints: one request a line, answered when there is
time, for about half the price."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from jixiao.config import ModelSettings
from jixiao.errors import ConfigError, reason_of
from jixiao.llm.capabilities import Capabilities
from jixiao.llm.exchange import Exchange
from jixiao.llm.limits import price
from jixiao.llm.probe import options
from jixiao.llm.question import Question
from jixiao.llm.receipts import ANSWERED, Archive, Receipt
from jixiao.llm.request import fill

# What every endpoint that is known takes in one file (百炼 50,000 requests and 500 MB, 智谱 50,000 and 100 MB, OpenAI
# 50,000 and 200 MB), and in one line.
FILE_LINES, FILE_BYTES, LINE_BYTES = 50_000, 100_000_000, 1_000_000
URL: Final = "/v1/chat/completions"


class _Made(Exception):
    """The request is made; it is not to be sent."""


@dataclass(slots=True)
class Taken:
    """Answers that were taken, those that were `failed` by the endpoint, and lines that are none of a batch."""

    answers: int = 0
    failed: int = 0
    strange: int = 0


def request_line(question: Question[Any], settings: ModelSettings) -> bytes | None:
    """The question as a line of a batch; None where it is larger than a line may be."""
    filled, manner = fill(question, settings), Capabilities("json" if settings.mode == "auto" else settings.mode)
    made: dict[str, Any] = {}

    def send(body: dict[str, Any]) -> Any:
        made.update(body)
        raise _Made

    exchange = Exchange(send, manner, question.shape)
    most = question.max_tokens or settings.answer_tokens
    with suppress(_Made):
        exchange.once(filled.messages, options(settings, filled.model, manner, most))
    line = {"custom_id": filled.key, "method": "POST", "url": URL, "body": made}
    written = json.dumps(line, ensure_ascii=False).encode() + b"\n"
    return written if len(written) <= LINE_BYTES else None


def write_requests(lines: Iterable[bytes], path: Path) -> list[Path]:
    """The files that hold the lines: `path`, and `…-02` and so on where one would be too large."""
    paths: list[Path] = []
    for number, some in enumerate(_files(lines), 1):
        target = path if number == 1 else path.with_name(f"{path.stem}-{number:02}{path.suffix}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"".join(some))
        paths.append(target)
    return paths


def _files(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    some: list[bytes] = []
    size = 0
    for line in lines:
        if some and (len(some) == FILE_LINES or size + len(line) > FILE_BYTES):
            yield some
            some, size = [], 0
        some.append(line)
        size += len(line)
    if some:
        yield some


def take_answers(path: Path, settings: ModelSettings, archive: Archive) -> Taken:
    """Put the answers of a file of results into the archive, where the next run finds them; ConfigError where it cannot
    be read."""
    out = Taken()
    try:
        written = path.read_bytes()
    except OSError as exc:
        raise ConfigError(f"{path} 读不出（{reason_of(exc)}）；请检查路径") from exc
    for text in filter(None, (line.strip() for line in written.split(b"\n"))):
        try:
            line = json.loads(text)
            key, response = str(line["custom_id"]), line.get("response") or {}
        except (ValueError, KeyError, TypeError, AttributeError):
            out.strange += 1
            continue
        found = _content(response) if not line.get("error") else None
        if found is None:
            out.failed += 1
            continue
        archive.keep(_receipt(key, response["body"], settings), found)
        out.answers += 1
    return out


def _content(response: dict[str, Any]) -> str | None:
    """The JSON that was answered, without what some models put around it; None where nothing was, or it was cut off."""
    try:
        choice = response["body"]["choices"][0]
        content = str(choice["message"]["content"])
    except (KeyError, IndexError, TypeError):
        return None
    begin, end = content.find("{"), content.rfind("}")
    return content[begin : end + 1] if choice.get("finish_reason") != "length" and 0 <= begin < end else None


def _receipt(key: str, body: dict[str, Any], settings: ModelSettings) -> Receipt:
    usage = body.get("usage") or {}
    tokens_in, tokens_out = int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0)
    return Receipt(
        made=datetime.now(UTC).isoformat(timespec="milliseconds"), about="", prompt="batch", version=0,
        prompt_sha256="", schema_sha256="", input_sha256="", key=key, base_url=settings.base_url,
        model=str(body.get("model") or settings.name), mode="batch", tokens_in=tokens_in, tokens_out=tokens_out,
        estimated=not usage, price=price(settings, tokens_in, tokens_out, batch=True), seconds=0.0, attempts=1,
        returned=0, outcome=ANSWERED,
    )  # fmt: skip
