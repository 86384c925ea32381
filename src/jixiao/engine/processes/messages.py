"""Messages between the run and its reading processes, over pipes: a length, then a pickled tuple.

run -> process   Setup once, then one Source after another; end of file ends the process
process -> run   Ready once, then for each source perhaps Taken, Pages any number of times and one Done or Refused
"""

from __future__ import annotations

import pickle
import struct
import zlib
from dataclasses import dataclass
from typing import IO, Any

from jixiao.config import Settings
from jixiao.engine.tally import Tally
from jixiao.errors import PlaceError

NEVER = "never"
_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Setup:
    """What a reading process works by; `reader` is "module:function", `when` what it leaves for a model to answer.

    `results` is the place that readings are written to, "" where the run itself writes them. Where the
    run has a store, the process `lays` readings out for it.
    """

    settings: Settings
    reader: str
    version: str
    when: str = NEVER
    results: str = ""
    lays: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """The process has loaded everything it needs."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The current source is taken in: hash and kind of its content."""

    sha256: str
    kind: str


@dataclass(frozen=True, slots=True)
class Pages:
    """So many pages of the current source are read, so many of them by OCR."""

    done: int
    total: int
    scanned: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """The current source is read: its reading as JSON, and what is in it; `open` is what a model is to be asked.

    Where the process has written it to its place, so many bytes are `written` and the reading is b""; so it is where
    one stood there already and is `known`. `laid` is it as the store keeps it, where that was asked for.
    """

    reading: bytes
    tally: Tally
    open: bytes | None = None
    written: int = 0
    known: bool = False
    laid: bytes | None = None

    @property
    def unwritten(self) -> str:
        """Why its reading could not be written to the place, "" where it is not that."""
        first = self.tally.troubles[0] if self.tally.troubles else None
        return first.message if first is not None and first.code == PlaceError.code else ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The current source cannot be read. `code` is of the error tree; the process ends itself where `ends`."""

    code: str
    message: str
    ends: bool = False


def packed(begun: object) -> bytes:
    """What a model is to be asked, as it is sent."""
    return zlib.compress(pickle.dumps(begun), 1)


def opened(done: Done) -> Any:
    """What a model is to be asked, None where nothing is."""
    return pickle.loads(zlib.decompress(done.open)) if done.open is not None else None


def send(stream: IO[bytes], message: object) -> None:
    """Write one message and flush it."""
    body = pickle.dumps(message)
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next message, None at the end of the stream or where the other side ended in mid-message."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    body = stream.read(size)
    return pickle.loads(body) if len(body) == size else None
