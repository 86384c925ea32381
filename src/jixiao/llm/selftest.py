"""An endpoint tried out: whether it answers, in which manner, how fast, and whether its model sees pictures.

Nothing of a document is sent: the questions are this program's own.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict

from jixiao.config import ModelSettings
from jixiao.errors import BadAnswer, EndpointRefused
from jixiao.llm.capabilities import Capabilities
from jixiao.llm.client import Model
from jixiao.llm.question import Image, Question
from jixiao.llm.receipts import Memory

# A trial is not to keep anybody waiting.
_SECONDS = 30.0
_ATTEMPTS = 2
_RED, _SIDE = (220, 30, 30), 64


class Colour(BaseModel):
    """The colour of the picture."""

    model_config = ConfigDict(extra="forbid")

    colour: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it; `counts` where the endpoint counts tokens itself, `sees` None where no model is to."""

    manner: Capabilities
    seconds: float
    counts: bool
    sees: bool | None


def tried(settings: ModelSettings) -> Trial:
    """The endpoint tried out with a few small questions; a ModelError where it cannot be used."""
    short = replace(settings, request_seconds=min(settings.request_seconds, _SECONDS), attempts=_ATTEMPTS, mode="auto")
    archive = Memory()
    with Model.open(short, archive) as model:
        manner = model.manner()
        receipt = archive.receipts[-1]
        sees = _sees(model) if model.sees else None
    return Trial(manner, receipt.seconds / max(receipt.attempts, 1), not receipt.estimated, sees)


def _sees(model: Model) -> bool:
    """Whether the vision model tells a red picture."""

    def red(answer: Colour) -> list[str]:
        return [] if "红" in answer.colour else ["看错了；请看图再答"]

    try:
        model.ask(Question("llm/look", {}, Colour, red, (Image(square(_RED, _SIDE)),)))
    except (BadAnswer, EndpointRefused):
        return False
    return True


def square(colour: tuple[int, int, int], side: int) -> bytes:
    """A PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * side) * side
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
