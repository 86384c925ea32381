"""What is asked and what comes back."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

if TYPE_CHECKING:
    from jixiao.llm.receipts import Receipt

Shape = TypeVar("Shape", bound=BaseModel)
Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture beside the question, and the words that stand before it (the id of a cell)."""

    data: bytes = field(repr=False)
    label: str = ""
    kind: str = "image/png"

    @property
    def uri(self) -> str:
        """The picture as a data URI."""
        return f"data:{self.kind};base64,{base64.b64encode(self.data).decode('ascii')}"


@dataclass(frozen=True, slots=True)
class Question(Generic[Shape]):
    """One question, filled into a prompt, and the shape its answer must have.

    `check` looks at an answer of that shape and says, in words meant for the model, what is wrong with it; the findings
    are sent back at most twice. `about` says in the receipt what the question belongs to (a hash, a number; no text of
    a document). A `shape` is a model with named fields, a list in it is required: never a bare list, never a default.
    """

    prompt: str
    variables: Mapping[str, Any] = field(repr=False)
    shape: type[Shape]
    check: Callable[[Shape], list[str]] | None = None
    images: tuple[Image, ...] = ()
    max_tokens: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Answer(Generic[Shape]):
    """A validated answer and what it cost; `cached` where it was given before and nothing was asked."""

    value: Shape = field(repr=False)
    receipt: Receipt
    cached: bool = False
