"""Where corrections are kept: in a store, or beside the JSON files of a folder of results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from jixiao.app.files import corrections as beside
from jixiao.app.files.inputs import read_json
from jixiao.errors import SourceError
from jixiao.records import Reading
from jixiao.records.annotations.corrections import Correction
from jixiao.records.tables.identifying import status_of
from jixiao.scratch import Scratch
from jixiao.store import Store


class Book(Protocol):
    """Readings and what people said of them."""

    def sources(self) -> list[tuple[str, str]]:
        """(hash, name) of every source, by name."""

    def as_read(self, sha256: str) -> Reading:
        """The reading of the source as it was read; SourceError where there is none."""

    def corrections(self, sha256: str) -> list[Correction]:
        """All corrections of the source, the first one first."""

    def all(self) -> list[Correction]:
        """All corrections of all sources, in their order."""

    def add(self, new: Sequence[Correction], seen: Mapping[str, int]) -> bool:
        """Keep new corrections, all or none; False where a source has by now more than were seen."""

    def index(self) -> Store:
        """A store of the readings, with the same corrections, for what is asked of all of them together."""


class StoreBook:
    """Corrections in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def sources(self) -> list[tuple[str, str]]:
        """(hash, name) of every source, by name."""
        return self._store.latest()

    def as_read(self, sha256: str) -> Reading:
        """The latest reading of the source as it was read."""
        reading = self._store.as_read(sha256)
        if reading is None:
            raise _unknown(sha256, self._store.path)
        return reading

    def corrections(self, sha256: str) -> list[Correction]:
        """All corrections of the source, the first one first."""
        return self._store.corrections.of(sha256)

    def all(self) -> list[Correction]:
        """All corrections of all sources, in their order."""
        return self._store.corrections.all()

    def add(self, new: Sequence[Correction], seen: Mapping[str, int]) -> bool:
        """Keep new corrections; when it says True they are on the disk."""
        return self._store.corrections.add(new, seen)

    def index(self) -> Store:
        """The store, its tables of records up to date."""
        self._store.refresh()
        return self._store


class FolderBook:
    """Corrections beside the JSON files of a folder; a single JSON file stands for the folder it is in."""

    def __init__(self, place: Path) -> None:
        self.folder = place if place.is_dir() else place.parent
        self._readings: dict[str, Path] = {}
        self._index: Store | None = None
        self._scratch: Scratch | None = None
        for path in sorted(self.folder.glob("*.json")) if place.is_dir() else [place]:
            try:
                reading = read_json(path)
            except SourceError:
                continue  # other JSON, or a damaged one: those who read the folder say so
            if reading.source.sha256 and reading.corrected is None and status_of(reading) != "failed":
                self._readings[reading.source.sha256] = path

    def sources(self) -> list[tuple[str, str]]:
        """(hash, name) of every source, by name."""
        return [(sha256, path.name.removesuffix(".json")) for sha256, path in self._readings.items()]

    def as_read(self, sha256: str) -> Reading:
        """The reading in its file."""
        path = self._readings.get(sha256)
        if path is None:
            raise _unknown(sha256, self.folder)
        return read_json(path)

    def corrections(self, sha256: str) -> list[Correction]:
        """All corrections of the source, the first one first."""
        return [each for each in self.all() if each.sha256 == sha256]

    def all(self) -> list[Correction]:
        """All corrections of all sources, in their order."""
        return beside.kept(self.folder)

    def add(self, new: Sequence[Correction], seen: Mapping[str, int]) -> bool:
        """Keep new corrections; when it says True they are on the disk."""
        return beside.add(self.folder, new, seen)

    def index(self) -> Store:
        """A passing store of everything in the folder."""
        if self._index is None:
            self._scratch = Scratch()
            self._index = Store.open(Path(self._scratch.name) / "index.db")
            run = self._index.begin({})
            for path in self._readings.values():
                self._index.add(run, read_json(path))
        known = {each.id for each in self._index.corrections.all()}
        new = [each for each in self.all() if each.id not in known]
        if new:
            self._index.corrections.add(new, {})
        self._index.refresh()
        return self._index

    def close(self) -> None:
        """Let go of the passing store."""
        if self._index is not None:
            self._index.close()
        if self._scratch is not None:
            self._scratch.cleanup()
        self._index = self._scratch = None


def _unknown(sha256: str, place: Path) -> SourceError:
    return SourceError(sha256[:12] or "（没有校验值）", f"{place} 里没有读过这个文件；请检查编号，或先读进来")
