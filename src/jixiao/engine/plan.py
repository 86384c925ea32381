"""What a run is to read and where to, and what it came to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from jixiao.atomic import whole
from jixiao.config import ModelSettings
from jixiao.engine.reading import READER
from jixiao.engine.tally import Tally
from jixiao.records import Reading
from jixiao.sources import Gathered

if TYPE_CHECKING:
    from jixiao.engine.asking import Asked, Inquiry
    from jixiao.store.shelf import Laid


class ReadingStore(Protocol):
    """Where readings are kept besides the files."""

    @property
    def run(self) -> int:
        """The number of this run there."""

    def known(self, version: str) -> set[str] | None:
        """The contents of which there is a sound reading by this version; None where each is to be looked for."""

    def find(self, sha256: str, version: str) -> Reading | None:
        """The reading of this content by this version, None where there is none."""

    def keep(self, readings: Sequence[Laid]) -> None:
        """Remember the readings, all of them or none."""


@dataclass(slots=True)
class Plan:
    """What to read and where to; `fresh` does everything again, an `inquiry` asks a model what the rules leave open;
    `forks` as of a `Pool`."""

    inputs: Sequence[str | Path]
    out: Path
    fresh: bool = False
    shelf: ReadingStore | None = None
    reader: str = READER
    inquiry: Inquiry | None = None
    forks: bool = False

    @property
    def model(self) -> ModelSettings | None:
        """The settings of the model that is asked, None where none is."""
        return self.inquiry.model.settings if self.inquiry else None


@dataclass(slots=True)
class Outcome:
    """What a run came to: the JSON files in the order of the inputs, and those of files that were `refused`."""

    total: Tally = field(default_factory=Tally)
    files: list[Path] = field(default_factory=list)
    refused: list[Path] = field(default_factory=list)
    found: Gathered = field(default_factory=Gathered)
    asked: Asked | None = None

    def paths(self) -> list[Path]:
        """The JSON files of all readings, in the same order."""
        return [*self.files, *self.refused]

    def readings(self) -> Iterator[Reading]:
        """The readings in the order of the inputs, one at a time; last those of files that could not be taken in."""
        for path in self.paths():
            yield Reading.model_validate_json(path.read_bytes())


def json_path(out: Path, name: str) -> Path:
    """Where the reading of the source of that name stands."""
    return out / f"{name}.json"


def write(path: Path, content: bytes) -> None:
    """Put the content at the path, whole or not at all, also where another machine writes the same file."""
    with whole(path) as part:
        part.write_bytes(content)
