"""A question filled in: its messages as they are sent, and the hashes that stand for them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from jixiao.config import ModelSettings
from jixiao.errors import EndpointRefused
from jixiao.llm.prompts import Prompt, prompt
from jixiao.llm.question import Image, Message, Question
from jixiao.llm.withheld import withheld


@dataclass(frozen=True, slots=True)
class Filled:
    """`key` stands for the question's content: the same key, the same question to the same model."""

    prompt: Prompt
    messages: list[Message]
    model: str
    schema: dict[str, Any]
    schema_sha256: str
    input_sha256: str
    key: str


def fill(question: Question[Any], settings: ModelSettings) -> Filled:
    """The question in its prompt, for the model that can answer it; EndpointRefused where none can see its pictures."""
    if question.images and not settings.vision_name:
        raise EndpointRefused("没有设置能看图的模型，图片没有送出；请在 [model] 中写 vision_name")
    model = settings.vision_name if question.images else settings.name
    template = prompt(question.prompt)
    kept = withheld if settings.personal == "withhold" else str
    messages: list[Message] = [{"role": r, "content": kept(text)} for r, text in template.render(question.variables)]
    if question.images:
        messages[-1]["content"] = _with_images(messages[-1]["content"], question.images)
    schema = question.shape.model_json_schema()
    schema_sha256, input_sha256 = _sha256(schema), _sha256(messages)
    sampling = (question.max_tokens or settings.answer_tokens, settings.temperature)
    key = _sha256([settings.base_url, model, schema_sha256, input_sha256, *sampling])
    return Filled(template, messages, model, schema, schema_sha256, input_sha256, key)


def _with_images(text: str, images: tuple[Image, ...]) -> list[dict[str, Any]]:
    """The text and after it each picture under its label."""
    parts: list[dict[str, Any]] = [{"type": "text", "text": text}]
    for image in images:
        if image.label:
            parts.append({"type": "text", "text": image.label})
        parts.append({"type": "image_url", "image_url": {"url": image.uri}})
    return parts


def _sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
