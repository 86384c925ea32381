"""Asks a language model a question and gets a validated answer and a receipt, over any OpenAI-compatible endpoint.

The only room that knows openai, instructor and tenacity; they are loaded when the first question is asked.

    >>> with Model.open(settings) as model:
    ...     answer = model.ask(Question("draft/goal", {"indicators": [...]}, shape=Goal, check=findings))
    >>> answer.value, answer.receipt.tokens_out
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from jixiao.llm.question import Answer, Image, Question
from jixiao.llm.receipts import Archive, Receipt
from jixiao.llm.tokens import tokens

if TYPE_CHECKING:
    from jixiao.llm.client import Model
    from jixiao.llm.prompts import Prompt, prompt
    from jixiao.llm.selftest import Trial, tried

__all__ = ["Answer", "Archive", "Image", "Model", "Prompt", "Question", "Receipt", "Trial", "prompt", "tokens", "tried"]

# What only asking needs is loaded when it is first used: every reading process starts with this room.
_LATE = {"Model": "client", "Prompt": "prompts", "prompt": "prompts", "Trial": "selftest", "tried": "selftest"}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f"{__name__}.{_LATE[name]}"), name)
    globals()[name] = found
    return found
