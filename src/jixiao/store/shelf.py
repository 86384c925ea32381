"""The store as a run uses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from jixiao.errors import StoreError
from jixiao.records import Reading


class Keeps(Protocol):
    """What a shelf needs of a store."""

    def reading(self, sha256: str, fingerprint: str) -> Reading | None:
        """The latest reading of this content with this fingerprint, None where there is none."""

    def add(self, run: int, reading: Reading) -> int:
        """The number under which the reading is kept."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one run looks for readings and keeps its own."""

    store: Keeps
    run: int

    def find(self, sha256: str, version: str) -> Reading | None:
        """The reading of this content by this version, None where there is none."""
        try:
            return self.store.reading(sha256, version)
        except StoreError:
            return None  # what cannot be opened is read again

    def keep(self, reading: Reading) -> None:
        """Remember the reading."""
        self.store.add(self.run, reading)
