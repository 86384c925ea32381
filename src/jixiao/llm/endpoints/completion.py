"""What an endpoint answered, as far as it is used: read from the bytes, whatever they are, or told to be no answer.

Endpoints that call themselves compatible leave things out, send nulls, counts as text, content in parts. What can be
understood is; what cannot is no answer, never an error of another kind.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

# No single answer uses more; a count beyond it is no count.
_MOST_TOKENS = 10_000_000


class NoCompletion(ValueError):
    """The bytes are no answer by the protocol."""


@dataclass(frozen=True, slots=True)
class Used:
    """The tokens that an endpoint counted for one request; None for what it did not say or said senselessly."""

    tokens_in: int | None
    tokens_out: int | None


def read(content: bytes) -> tuple[ChatCompletion, Used]:
    """The completion and what it used; NoCompletion where there is none."""
    from openai.types.chat import ChatCompletion

    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        raise NoCompletion("not JSON") from None
    choice = _first(whole)
    message = _within(choice, "message")
    plain = {
        "id": "",
        "object": "chat.completion",
        "created": 0,
        "model": "",
        "choices": [{"index": 0, "finish_reason": _finish(choice), "message": _message(message)}],
    }
    usage = whole.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    used = Used(_count(counts.get("prompt_tokens"), least=1), _count(counts.get("completion_tokens")))
    return ChatCompletion.model_validate(plain), used


def _first(whole: Any) -> dict[str, Any]:
    choices = whole.get("choices") if isinstance(whole, dict) else None
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise NoCompletion("no choices")
    return choices[0]


def _within(holder: dict[str, Any], name: str) -> dict[str, Any]:
    found = holder.get(name)
    if not isinstance(found, dict):
        raise NoCompletion(f"no {name}")
    return found


def _finish(choice: dict[str, Any]) -> str:
    found = choice.get("finish_reason")
    return found if found in ("length", "content_filter", "tool_calls") else "stop"


def _message(message: dict[str, Any]) -> dict[str, Any]:
    calls = message.get("tool_calls")
    return {
        "role": "assistant",
        "content": _text(message.get("content")),
        "refusal": _text(message["refusal"]) if isinstance(message.get("refusal"), str) else None,
        "tool_calls": [c for c in map(_call, calls) if c is not None] if isinstance(calls, list) else None,
    }


def _text(content: Any) -> str | None:
    """Content as one text, though it came in parts; half characters are put right, as nothing can hold them."""
    if isinstance(content, list):
        parts = [p.get("text") if isinstance(p, dict) else p for p in content]
        content = "".join(p for p in parts if isinstance(p, str))
    if content is None:
        return None
    if not isinstance(content, str):
        raise NoCompletion("content is no text")
    return content.encode("utf-8", "replace").decode("utf-8")


def _call(call: Any) -> dict[str, Any] | None:
    function = call.get("function") if isinstance(call, dict) else None
    if not isinstance(function, dict) or not isinstance(function.get("arguments"), str):
        return None
    given = {"name": str(function.get("name") or ""), "arguments": _text(function["arguments"])}
    return {"id": str(call.get("id") or ""), "type": "function", "function": given}


def _count(value: Any, least: int = 0) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and least <= value <= _MOST_TOKENS else None
