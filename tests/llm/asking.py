"""A question for tests: which of some rows hold what, by their ids; and settings with short waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ConfigDict

from jixiao.config import ModelSettings, Secret
from jixiao.llm import Model, Question
from jixiao.llm.receipts import Archive, Memory

ROWS = ("r1", "r2", "r3")
GOOD = '{"rows": ["r1", "r2", "r3"]}'
KEY = "sk-test-0123456789"
# What a document might say; no log, message or receipt may repeat it.
TEXT = "青山县道路养护资金三千五百万元"


class Rows(BaseModel):
    """Ids of rows, each once, all of them."""

    model_config = ConfigDict(extra="forbid")

    rows: list[str]


def every_row_once(answer: Rows) -> list[str]:
    """What is wrong with the ids, in words for a model."""
    unknown = [f"没有 {name} 这一行" for name in answer.rows if name not in ROWS]
    twice = [f"{name} 用了两次" for name in sorted(set(answer.rows)) if answer.rows.count(name) > 1]
    missing = [f"缺 {name}" for name in ROWS if name not in answer.rows]
    return unknown + twice + missing


def question(
    text: str = TEXT, check: Callable[[Rows], list[str]] | None = every_row_once, **more: Any
) -> Question[Rows]:
    """All rows are asked for."""
    return Question("llm/again", {"findings": [text]}, Rows, check, **more)


def settings(base_url: str, **more: Any) -> ModelSettings:
    """Settings with waits that a test can afford."""
    short: dict[str, Any] = {"backoff_seconds": 0.01, "request_seconds": 5.0, "form_seconds": 10.0, "key": Secret(KEY)}
    return ModelSettings(base_url=base_url, name="fake", **{**short, **more})


def model(base_url: str, archive: Archive | None = None, **more: Any) -> Model:
    """A model at the endpoint; asked by JSON schema unless the settings say otherwise."""
    return Model.open(settings(base_url, **{"mode": "json_schema", **more}), archive or Memory())
