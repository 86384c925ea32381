"""Readings put into the store beside the files; a store that is locked or full delays a run and does not end it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from jixiao.engine.tally import Trouble
from jixiao.errors import StoreError
from jixiao.records import Reading


class Keeper(Protocol):
    """Where readings are kept."""

    def keep(self, reading: Reading) -> None:
        """Remember the reading; StoreError where that cannot be."""


@dataclass(slots=True)
class Shelving:
    """Puts readings on the shelf, if there is one; after a refusal the rest waits for the end of the run."""

    shelf: Keeper | None
    waiting: list[bytes] = field(default_factory=list)

    def keep(self, written: bytes) -> None:
        """Keep a reading as it is written to its file."""
        if self.shelf is None:
            return
        if self.waiting:
            self.waiting.append(written)
            return
        try:
            self.shelf.keep(Reading.model_validate_json(written))
        except StoreError:
            self.waiting.append(written)

    def settle(self) -> list[Trouble]:
        """Try again what was refused; what the store still does not take is said."""
        waiting, self.waiting = self.waiting, []
        for done, written in enumerate(waiting):
            try:
                if self.shelf is not None:
                    self.shelf.keep(Reading.model_validate_json(written))
            except StoreError as exc:
                left = len(waiting) - done
                said = f"{left} 个文件的结果没有记入数据库，JSON 已经写好；再运行一次同一条命令会补记。{exc}"
                return [Trouble("", None, exc.code, said)]
        return []
