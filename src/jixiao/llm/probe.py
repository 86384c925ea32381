"""Finds out how an endpoint can be asked: which mode holds an answer to its shape, and which parameters it takes."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from jixiao.config import ModelSettings
from jixiao.config.model import MODES
from jixiao.errors import AnswerCutOff, EndpointRefused
from jixiao.llm.answers import Unfit
from jixiao.llm.capabilities import Capabilities
from jixiao.llm.endpoints.faults import Fault
from jixiao.llm.exchange import Exchange, Send
from jixiao.llm.prompts import prompt
from jixiao.llm.question import Message, Question

_TOKENS = 1024


class Listed(BaseModel):
    """The shape of the trial: a name that no model would guess, so that it has to have seen the shape."""

    model_config = ConfigDict(extra="forbid")

    listed_numbers: list[str]


TRIAL = Question("llm/probe", {}, Listed)


def options(settings: ModelSettings, model: str, manner: Capabilities, most: int) -> dict[str, Any]:
    """The parameters of a request beside its messages."""
    found: dict[str, Any] = {"model": model, manner.limit: most}
    if manner.temperature:
        found["temperature"] = settings.temperature
    return found


def probe(send: Send, settings: ModelSettings, model: str) -> Capabilities:
    """The first manner, in the order of the modes, in which the trial question is answered in its shape.

    EndpointRefused where there is none; a Fault where the endpoint is not there at all.
    """
    messages: list[Message] = [{"role": r, "content": t} for r, t in prompt("llm/probe").render({})]
    for mode in MODES:
        manner: Capabilities | None = Capabilities(mode)
        while manner is not None:
            try:
                Exchange(send, manner, Listed).once(messages, options(settings, model, manner, _TOKENS))
                return manner
            except (Unfit, AnswerCutOff):
                break
            except Fault as fault:
                if fault.passing or fault.final:
                    raise
                manner = manner.without(fault.parameter)
    raise EndpointRefused(
        f"大模型接口按 {'、'.join(MODES)} 都没有给出合格的回答，不能使用；请检查模型名称，或换一个模型"
    )
