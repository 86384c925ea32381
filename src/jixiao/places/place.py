"""What a place is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_ADDRESS = re.compile(r"(?:s3a?|gs|az|azure|adl|abfss?)://")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a place: its path there with `/` between folders, its bytes, and a `stamp` that changes when it is
    written anew."""

    path: str
    size: int
    stamp: str


class Place(Protocol):
    """Files under one address. PlaceError where the place cannot be used."""

    @property
    def address(self) -> str:
        """The address it was opened by."""

    def entries(self, under: str = "") -> Iterator[Entry]:
        """The files below the folder of that path, in the order of their paths; none where there is no such folder."""

    def read(self, path: str) -> bytes | None:
        """The content of the file, None where there is none."""

    def has(self, path: str) -> bool:
        """Whether the file is there."""

    def write(self, path: str, content: bytes) -> None:
        """Put the content there, whole or not at all; what was there is replaced."""

    def remove(self, path: str) -> None:
        """Take the file away, where it is there."""

    def fetch(self, path: str, into: Path) -> Path:
        """A file of this machine with the content: the file itself, or a copy in the folder `into`.

        FileNotFoundError where there is none.
        """


def is_address(text: str) -> bool:
    """Whether the text is the address of object storage (`s3://…`) and not a path."""
    return _ADDRESS.match(text) is not None
