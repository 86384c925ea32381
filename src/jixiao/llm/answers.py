"""What an endpoint said, made ready for validation: thoughts and fences taken off, what is no answer told apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.errors import AnswerCutOff

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

_THOUGHT = re.compile(r"\A\s*(?:<(think|thinking)>.*?</\1>|(?:(?!<think).)*?</think(?:ing)?>)\s*", re.DOTALL)
_FENCED = re.compile(r"```[\w-]*[ \t]*\n(.*?)\n?[ \t]*```", re.DOTALL)


class Unfit(Exception):
    """An answer that is not what was asked for: what was said, and what is wrong with it, both for the model alone."""

    def __init__(self, said: str, findings: list[str]) -> None:
        self.said = said
        self.findings = findings
        super().__init__()


def heard(completion: ChatCompletion, tool: bool) -> tuple[ChatCompletion, str]:
    """The completion with its answer bare, and the answer; `tool` where it is to be given by calling a tool.

    AnswerCutOff where it reached its greatest length, Unfit where there is nothing to validate.
    """
    choice = completion.choices[0]
    message = choice.message
    if choice.finish_reason == "length":
        raise AnswerCutOff("大模型的回答太长，被截断；应分成几份再问，或加大 answer_tokens")
    text = message.content or ""
    if message.refusal or choice.finish_reason == "content_filter":
        raise Unfit(message.refusal or text, ["没有回答；请按要求的格式回答"])
    if tool:
        return completion, _called(completion, text)
    message.content = bare(text)
    if not message.content:
        raise Unfit(text, ["回答是空的；请按要求的格式回答"])
    return completion, message.content


def bare(text: str) -> str:
    """The text without thoughts before it, and of fenced text only what the last fence holds."""
    text = _THOUGHT.sub("", text).strip()
    fenced = _FENCED.findall(text)
    return fenced[-1].strip() if fenced and not text.startswith(("{", "[")) else text


def _called(completion: ChatCompletion, text: str) -> str:
    """What the one call of the tool was given."""
    calls = completion.choices[0].message.tool_calls or []
    given: list[str] = [call.function.arguments for call in calls if call.type == "function"]
    if len(given) == 1:
        return given[0]
    if given:
        raise Unfit("\n".join(given), [f"工具调用了 {len(given)} 次；请只调用一次，把全部内容放在一次调用里"])
    raise Unfit(text, ["没有调用工具；请调用工具来回答，不要只写文字"])
