"""The ledger of a place: which file has which content, and what came of it. Runs add to it; nothing is ever changed.

It is written in pieces, each a file of its own that appears whole, so that no run waits for another. What a killed run
had not yet written is found again by the contents of the files; nothing is read twice for that.
"""

from __future__ import annotations

import json
import platform
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Literal

from jixiao.engine.results import LEDGER
from jixiao.engine.tally import Tally
from jixiao.places import Entry, Place

Result = Literal["read", "failed", "left", "packed"]

# A piece is written after so many lines, or so many seconds.
_LINES, _SECONDS = 500, 20.0


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What came of one file: `read`, `failed` (`code`: why), `left` out on purpose, or `packed`: an archive, whose
    files have lines of their own.

    `root` is the address of the place it lies in, `address` its path there, `stamp` what told its content apart from
    an earlier one of the same path; `result_size` are the bytes of its result, by which one that was cut off is known.
    `again`: another run may come to more. The rest is counted as in a `Tally`.
    """

    root: str
    address: str
    stamp: str
    size: int
    sha256: str
    result: Result
    code: str = ""
    result_size: int = 0
    again: bool = False
    pages: int = 0
    scanned: int = 0
    doubted: int = 0
    complete: int = 0
    incomplete: int = 0


def line_of(root: str, entry: Entry, result: tuple[str, int], counts: Tally, code: str = "") -> LedgerLine:
    """The line of a file that was read, or failed with that code; `result` is the hash of its content and the bytes of
    what came of it."""
    sha256, size = result
    return LedgerLine(
        root, entry.path, entry.stamp, entry.size, sha256, "failed" if counts.failed else "read", code, size,
        bool(counts.again), counts.pages, counts.scanned, counts.doubted, counts.complete.total(),
        counts.incomplete.total(),
    )  # fmt: skip


@dataclass(slots=True)
class Ledger:
    """The ledger of one run, open for adding. Use as a context manager: what is left is written at the end."""

    place: Place
    version: str
    shard: str
    run: str = field(default_factory=lambda: f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{uuid.uuid4().hex[:8]}")
    _waiting: list[LedgerLine] = field(default_factory=list)
    _pieces: int = 0
    _since: float = field(default_factory=time.monotonic)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._write()

    def put(self, line: LedgerLine) -> None:
        """Add the line."""
        self._waiting.append(line)
        if len(self._waiting) >= _LINES or time.monotonic() - self._since > _SECONDS:
            self._write()

    def _write(self) -> None:
        if self._waiting:
            head = {"run": self.run, "version": self.version, "shard": self.shard, "machine": platform.node()}
            head["written"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            rows = [json.dumps(each) for each in (head, *map(asdict, self._waiting))]
            path = f"{LEDGER}/{self.version}/{self.run}-{self._pieces:05}.jsonl"
            self.place.write(path, "\n".join([*rows, ""]).encode())
            self._pieces += 1
            self._waiting.clear()
        self._since = time.monotonic()


def lines(place: Place, version: str) -> Iterator[LedgerLine]:
    """All lines of that version, in no order that means anything."""
    for _, found in pieces(place, version):
        yield from found


def pieces(place: Place, version: str) -> Iterator[tuple[dict[str, str], list[LedgerLine]]]:
    """What was written at once: by which run, and its lines; a line that is not whole is passed by."""
    for entry in place.entries(f"{LEDGER}/{version}"):
        first, *rest = (place.read(entry.path) or b"").split(b"\n")
        yield _head(first), [line for text in rest if (line := _line(text)) is not None]


def _head(text: bytes) -> dict[str, str]:
    try:
        return dict(json.loads(text))
    except (ValueError, TypeError):
        return {}


def _line(text: bytes) -> LedgerLine | None:
    try:
        return LedgerLine(**json.loads(text))
    except (ValueError, TypeError):
        return None
