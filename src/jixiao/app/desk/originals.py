"""The documents that readings are of, as they lie on this machine, and their pages as pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Any

from jixiao.errors import PageError, SourceError
from jixiao.geometry import Box
from jixiao.pages.cutout import cutout
from jixiao.pages.level import Level, level_cutout, level_view, page_level
from jixiao.pages.view import page_sizes, page_view
from jixiao.records import SourceInfo
from jixiao.sources.detection import kind_of
from jixiao.sources.formats import BY_NAME

Spot = tuple[float, float, float, float]
_BLOCK = 1 << 20
_AROUND, _FINE = 6.0, 200 / 72  # points around a place that is cut out of a level page; its pixels a point
_KEPT = 4096  # sizes and leans that are kept


class Originals:
    """Finds the file of a source below the given places, by its name first and for certain by its content."""

    def __init__(self, places: Iterable[Path]) -> None:
        self.places = [place.absolute() for place in places]
        self._lock = Lock()
        self._found: dict[str, Path] = {}
        self._names: dict[str, list[Path]] | None = None
        self._hashed: set[Path] = set()
        self._sizes: dict[str, list[tuple[float, float]]] = {}
        self._levels: dict[tuple[str, int], Level | None] = {}

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
        if path is None or not has_pages(path):
            return []
        if info.sha256 not in self._sizes:
            _keep(self._sizes, info.sha256, page_sizes(path))
        return self._sizes[info.sha256]

    def level(self, info: SourceInfo, page: int) -> Level | None:
        """What puts a scanned page level, None where it lies so; errors as of `page`."""
        path, at = self._at_hand(info, page), (info.sha256, page)
        if at not in self._levels:
            _keep(self._levels, at, page_level(path, page))
        return self._levels[at]

    def page(self, info: SourceInfo, page: int, zoom: float, level: bool = False) -> bytes:
        """The page as JPEG, put `level`; PageError where there is none, SourceError where the file is not at hand."""
        path = self._at_hand(info, page)
        lean = self.level(info, page) if level else None
        return level_view(path, page, lean, zoom) if lean else page_view(path, page, zoom)

    def cut(self, info: SourceInfo, page: int, box: Spot, level: bool = False) -> bytes:
        """The place, of the page put `level`, as PNG; errors as of `page`."""
        path = self._at_hand(info, page)
        lean = self.level(info, page) if level else None
        if lean is None:
            return cutout(path, page, box)
        x0, y0, x1, y1 = box
        return level_cutout(path, page, lean, Box(x0 - _AROUND, y0 - _AROUND, x1 + _AROUND, y1 + _AROUND), _FINE)

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


def _keep(kept: dict[Any, Any], key: object, value: object) -> None:
    """Keep the value; the oldest goes where there are too many."""
    kept[key] = value
    while len(kept) > _KEPT:
        kept.pop(next(iter(kept)), None)


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
