"""The documents that readings are of, as they lie on this machine, and their pages as pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from threading import Lock

from jixiao.errors import PageError, SourceError
from jixiao.pages.cutout import cutout
from jixiao.pages.view import page_sizes, page_view
from jixiao.records import SourceInfo
from jixiao.sources.detection import kind_of
from jixiao.sources.formats import BY_NAME

Spot = tuple[float, float, float, float]
_BLOCK = 1 << 20


class Originals:
    """Finds the file of a source below the given places, by its name first and for certain by its content."""

    def __init__(self, places: Iterable[Path]) -> None:
        self.places = [place.absolute() for place in places]
        self._lock = Lock()
        self._found: dict[str, Path] = {}
        self._names: dict[str, list[Path]] | None = None
        self._hashed: set[Path] = set()

    def forget(self) -> None:
        """Look anew: files came or went."""
        with self._lock:
            self._names = None
            self._hashed.clear()

    def find(self, info: SourceInfo) -> Path | None:
        """Where the source's file is, None where it is not at hand."""
        with self._lock:
            known = self._found.get(info.sha256)
            if known is not None and known.is_file():
                return known
            if self._names is None:
                self._names = _listed(self.places)
            last = PurePosixPath(info.name).name
            named = self._names.get(last, [])
            for path in (*named, *(p for name, paths in self._names.items() if name != last for p in paths)):
                if path not in self._hashed:
                    self._hash(path)
                if info.sha256 in self._found:
                    return self._found[info.sha256]
            return None

    def sizes(self, info: SourceInfo) -> list[tuple[float, float]]:
        """Width and height of the pages in points, none where the file is not at hand or has no pages."""
        path = self.find(info)
        return page_sizes(path) if path is not None and has_pages(path) else []

    def page(self, info: SourceInfo, page: int, zoom: float) -> bytes:
        """The page as JPEG; PageError where there is none, SourceError where the file is not at hand."""
        return page_view(self._at_hand(info, page), page, zoom)

    def cut(self, info: SourceInfo, page: int, box: Spot) -> bytes:
        """The place as PNG; errors as of `page`."""
        return cutout(self._at_hand(info, page), page, box)

    def _at_hand(self, info: SourceInfo, page: int) -> Path:
        path = self.find(info)
        if path is None:
            raise SourceError(info.name, "原文件不在手边；请用 --sources 指出材料所在的文件夹，再打开工作台")
        if not has_pages(path):
            raise PageError(page, "Word、Excel 没有页面图；请按所写的位置在原文件里看")
        return path

    def _hash(self, path: Path) -> None:
        self._hashed.add(path)
        digest = hashlib.sha256()
        try:
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
        except OSError:
            return  # gone since, or not ours to read: it is not at hand
        self._found[digest.hexdigest()] = path


def has_pages(path: Path) -> bool:
    """Whether the file has pages that can be drawn; SourceError where it can no longer be read."""
    kind = kind_of(path, path.name)
    return kind in BY_NAME and bool(BY_NAME[kind].pages)


def _listed(places: Iterable[Path]) -> dict[str, list[Path]]:
    """The files below the places by their names."""
    out: dict[str, list[Path]] = {}
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and path.suffix.lower() not in (".json", ".jsonl", ".db"):
                out.setdefault(path.name, []).append(path)
    return out
