"""What a run over a place is to read: its files, those of its shard, each as it is about to be read."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from jixiao.engine.tally import Tally
from jixiao.errors import ConfigError, SourceError
from jixiao.places import Entry, Place, is_address
from jixiao.sources import Source, SourceLimits, gather
from jixiao.sources.formats import path_suffix
from jixiao.sources.names import beside_a_page, readable, safe, saved_pages
from jixiao.sources.single import check_size, may_be_one

_ZIP = ".zip"


@dataclass(frozen=True, slots=True)
class Shard:
    """The `number`-th of so many parts of a place; a file belongs to one by its path, whatever else lies there."""

    number: int = 1
    of: int = 1

    @classmethod
    def parsed(cls, text: str) -> Shard:
        """The shard as a person writes it, `3/16`; ConfigError where it is none."""
        match = re.fullmatch(r"\s*(\d{1,6})\s*/\s*(\d{1,6})\s*", text)
        if match is None or not 1 <= int(match[1]) <= int(match[2]):
            raise ConfigError(f"--shard 应写成 第几份/共几份，如 3/16，现为 {text!r}；请改正后再试")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def holds(self, path: str) -> bool:
        """Whether the file of that path is of this shard."""
        digest = hashlib.sha256(path.encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1


def listed(place: Place, shard: Shard, out: Place) -> Iterator[Entry]:
    """The files of the shard that may be documents; what lies in the place `out` of results is none."""
    results = out.address.removeprefix(f"{place.address}/") if out.address.startswith(f"{place.address}/") else None
    pages: set[str] = set()
    late: list[Entry] = []
    for entry in place.entries():
        if results is not None and entry.path.startswith(f"{results}/"):
            continue
        pages |= saved_pages([entry.path])
        if ".files/" in entry.path:  # such folders come before the page that they belong to, `_files` after it
            late.append(entry)
        elif _wanted(entry, shard, pages):
            yield entry
    yield from (entry for entry in late if _wanted(entry, shard, pages))


def _wanted(entry: Entry, shard: Shard, pages: set[str]) -> bool:
    folders = [str(folder) for folder in PurePosixPath(entry.path).parents]
    return (
        shard.holds(entry.path)
        and may_be_one(path_suffix(entry.path)) is not False
        and not beside_a_page(folders, pages)
    )


Found = tuple[Entry, Source | SourceError]
"""A file, or one packed in it, and the source to read; or why it cannot be."""


class Unpacking:
    """Sources of files, archives unpacked on the way; what an archive holds is cleared away once all of it is done."""

    def __init__(self, place: Place, limits: SourceLimits, workdir: Path) -> None:
        self._place = place
        self._limits = limits
        self._workdir = workdir
        self._open: dict[str, _Archive] = {}

    def sources(self, file: Entry, again: Callable[[str], bool]) -> Iterator[Found]:
        """The source of the file, or those of all that is packed in it; `again` says of a path whether what is there
        is to be read even where its content is known."""
        far = is_address(self._place.address)
        shown = readable(file.path)
        try:
            check_size(file.size, shown, self._limits)
        except SourceError as exc:
            yield file, exc
            return
        if path_suffix(file.path) == _ZIP:
            yield from self._packed(file, again)
            return
        path = Path() if far else self._place.fetch(file.path, self._workdir)
        name = safe(PurePosixPath(shown).name, "")
        place = self._place.address if far else ""
        yield file, Source(name, path, "", "", "", file.path, place, again(file.path), file.size)

    def finished(self, file: Entry, counts: Tally) -> tuple[Entry | None, Tally | None]:
        """One source is done with; gives the archive that it was packed in, and what all of it came to where it was
        the last of it."""
        archive = next((a for path, a in self._open.items() if file.path.startswith(f"{path}/")), None)
        if archive is None:
            return None, None
        archive.counts.add(counts)
        archive.left -= 1
        if archive.left:
            return archive.file, None
        del self._open[archive.file.path]
        shutil.rmtree(archive.folder, ignore_errors=True)
        return archive.file, archive.counts

    def _packed(self, file: Entry, again: Callable[[str], bool]) -> Iterator[Found]:
        path, folder = file.path, Path(tempfile.mkdtemp(dir=self._workdir))
        try:
            packed = self._place.fetch(path, folder)
        except FileNotFoundError:
            yield file, SourceError(readable(path), "没有这个文件了，可能刚被移走；请检查原来的位置")
            return
        found = gather([packed], folder, self._limits)
        problems = [(_inside(file, problem.name), problem) for problem in found.problems]
        by_name = {source.name: source for source in found.sources}
        packed_in = [(_inside(file, source.origin), source) for source in found.sources]
        packed_in += [(_inside(file, shown), by_name[name]) for shown, name in found.same if name in by_name]
        self._open[path] = _Archive(file, folder, len(problems) + len(packed_in))
        yield from problems
        for inside, source in packed_in:
            member = inside.path
            name = safe(PurePosixPath(readable(member)).name, source.sha256)
            size = source.path.stat().st_size
            yield inside, replace(source, name=name, address=member, again=again(member), size=size)


@dataclass(slots=True)
class _Archive:
    """An archive of which so many sources are left to be done."""

    file: Entry
    folder: Path
    left: int
    counts: Tally = field(default_factory=Tally)


def _inside(file: Entry, shown: str) -> Entry:
    """What is packed in the file: `shown` begins with the archive's own name."""
    path = f"{file.path}/{shown.partition('/')[2]}".rstrip("/")
    return replace(file, path=path)
