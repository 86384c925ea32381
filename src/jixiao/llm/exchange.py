"""One question to an answer of its shape: asked through instructor, sent back with what is wrong at most twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from pydantic import ValidationError

from jixiao.errors import BadAnswer
from jixiao.llm.answers import Unfit, heard
from jixiao.llm.capabilities import Capabilities
from jixiao.llm.prompts import prompt
from jixiao.llm.question import Message, Shape

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

# An answer is sent back so often; more seldom helps.
RETURNS = 2
# So many findings are sent back at once: a model that is told of more loses sight of them.
_TOLD = 20

Send = Callable[[dict[str, Any]], "ChatCompletion"]


@dataclass(slots=True)
class Exchange(Generic[Shape]):
    """Asks for a shape; `returned` counts how often an answer was sent back."""

    send: Send
    manner: Capabilities
    shape: type[Shape]
    check: Callable[[Shape], list[str]] | None = None
    returned: int = 0

    def answer(self, messages: list[Message], options: dict[str, Any]) -> Shape:
        """The validated answer; BadAnswer where what is said stays wrong."""
        asked = messages
        while True:
            try:
                return self.once(asked, options)
            except Unfit as unfit:
                if self.returned == RETURNS:
                    said = f"大模型的回答不合要求，退回 {RETURNS} 次仍有 {len(unfit.findings)} 处不对，没有采用"
                    raise BadAnswer(said, tuple(unfit.findings)) from None
                self.returned += 1
                asked = [*messages, *_sent_back(unfit)]

    def once(self, messages: list[Message], options: dict[str, Any]) -> Shape:
        """The answer to these messages; Unfit where it is not of the shape or the check finds something."""
        import instructor
        from instructor.core.exceptions import InstructorError

        said = ""

        def create(**body: Any) -> ChatCompletion:
            nonlocal said
            completion, said = heard(self.send(body), tool=self.manner.mode == "tools")
            return completion

        ask = instructor.patch(create=create, mode=self.manner.instructor)
        try:
            shaped = ask(response_model=self.shape, messages=messages, max_retries=0, **options)
        except InstructorError as exc:
            # instructor's error holds question and answer whole; only its cause goes on.
            cause = exc.__cause__
            if isinstance(cause, ValidationError):
                raise Unfit(said, _findings(cause)) from None
            if cause is None:
                raise
            raise cause from None
        # Without what instructor hangs on it: the whole response.
        value = self.shape.model_validate_json(shaped.model_dump_json(by_alias=True, exclude_unset=True), strict=True)
        if self.check is not None and (findings := self.check(value)):
            raise Unfit(said, findings)
        return value


def _findings(error: ValidationError) -> list[str]:
    """Where the answer does not have its shape, and how."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return [f"{'.'.join(map(str, e['loc'])) or '整个回答'}：{e['msg']}" for e in found]


def _sent_back(unfit: Unfit) -> list[Message]:
    told = unfit.findings[:_TOLD]
    if len(unfit.findings) > _TOLD:
        told.append(f"另有 {len(unfit.findings) - _TOLD} 处类似的问题")
    ((_, text),) = prompt("llm/again").render({"findings": told})
    return [{"role": "assistant", "content": unfit.said or "（空）"}, {"role": "user", "content": text}]
