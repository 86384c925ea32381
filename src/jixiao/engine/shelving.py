"""Readings put into the store beside the files; a store that is locked or full delays a run and does not end it."""

from __future__ import annotations

import pickle
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from jixiao.engine.tally import Trouble
from jixiao.errors import StoreError
from jixiao.records import Reading

if TYPE_CHECKING:
    from jixiao.store.shelf import Laid

# So many are kept at once, or as many as came in so many seconds. What a killed run had not kept, the next one keeps.
_MANY, _SECONDS = 100, 2.0


class Keeper(Protocol):
    """Where readings are kept."""

    def keep(self, readings: Sequence[Laid]) -> None:
        """Remember the readings, all of them or none; StoreError where that cannot be."""


def packed(reading: Reading) -> bytes:
    """The reading laid out for the store, as a process sends it."""
    from jixiao.store.shelf import laid  # who has no store does without

    return pickle.dumps(laid(reading))


@dataclass(slots=True)
class Shelving:
    """Puts readings on the shelf, if there is one; after a refusal they wait for the end of the run."""

    shelf: Keeper | None
    waiting: list[bytes] = field(default_factory=list)
    refused: bool = False
    since: float = field(default_factory=time.monotonic)

    def keep(self, written: bytes, ready: bytes | None = None) -> None:
        """Keep a reading as it is written to its file; `ready` is it laid out, where a process has done that."""
        if self.shelf is None:
            return
        self.waiting.append(ready or packed(Reading.model_validate_json(written)))
        if not self.refused and (len(self.waiting) >= _MANY or time.monotonic() - self.since > _SECONDS):
            self.refused = self._put() is not None

    def settle(self) -> list[Trouble]:
        """Keep the rest, and what was refused; what the store still does not take is said."""
        error = self._put() if self.shelf is not None else None
        if error is None:
            return []
        said = f"{len(self.waiting)} 个文件的结果没有记入数据库，JSON 已经写好；再运行一次同一条命令会补记。{error}"
        return [Trouble("", None, error.code, said)]

    def _put(self) -> StoreError | None:
        """Put what waits on the shelf; why not, where it is refused."""
        self.since = time.monotonic()
        while self.waiting and self.shelf is not None:
            some = self.waiting[:_MANY]
            try:
                self.shelf.keep([pickle.loads(each) for each in some])
            except StoreError as exc:
                return exc
            del self.waiting[:_MANY]
        return None
