"""What comes out of taking files in: sources, what could not be taken, and what was left out as a copy."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from jixiao.errors import SourceError


class Progress(Protocol):
    """Is told how many pages of how many are read, and how many of those by OCR."""

    def __call__(self, done: int, total: int, scanned: int = 0, /) -> None: ...


MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SourceLimits:
    """How much one file or one archive may ask for; what goes beyond is refused and said aloud.

    `file_bytes` is for one file on disk; `members`, `unpacked_bytes` are for one archive with the archives in it;
    `ratio` is unpacked to packed size of one member and only looked at above `ratio_from` bytes.
    """

    file_bytes: int = 500 * MIB
    members: int = 5_000
    unpacked_bytes: int = 2_048 * MIB
    ratio: int = 200
    ratio_from: int = 10 * MIB


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, known by its content.

    `kind` is the name of its format in the table `sources.formats`. `name` is shown to users, distinct among the
    sources of a run and safe as a part of an output file's name.
    `origin` says where it was packed (`材料.zip/二〇二三/表.docx`), "" for a file of its own.

    Where who reads it hashes it, `sha256` is "" until then; its `key` is the same before and after.

    In a run over a place, `address` is its path there; who reads it takes it in, so `kind` is "" until then, too.
    `place` is the object storage it is first fetched from, "" where `path` is a file of this machine. `again` reads it
    even where there is a reading of its content, `size` are its bytes. `result` is where its reading is written in the
    place of results, "" for where its content says.
    """

    name: str
    path: Path
    sha256: str
    kind: str
    origin: str = ""
    address: str = ""
    place: str = ""
    again: bool = False
    size: int = 0
    result: str = ""

    @property
    def key(self) -> str:
        """What tells it apart from the others of a run: where it lies."""
        return self.address or str(self.path)


@dataclass(slots=True)
class Gathered:
    """Everything found, in the order of the inputs.

    `problems` are files that cannot be read; `same` are (name left out, name of the source it equals);
    `notices` are (name, message) where a file is read although something about it is odd; `passed` are files of folders
    that are of no kind that is read. `done` are the keys of sources that an earlier run has done with.
    """

    sources: list[Source] = field(default_factory=list)
    problems: list[SourceError] = field(default_factory=list)
    same: list[tuple[str, str]] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    done: Container[str] = ()
