"""What a place of results holds now: every content once, with all files that have it, and what has no content.

Made from the ledger alone, whatever the order in which it was written and whatever the clocks of its writers said.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pydantic import ValidationError

from jixiao.engine.results import FAILURES, READINGS, failure_path, reading_path, standing, versions
from jixiao.engine.shards.ledger import LedgerLine, lines
from jixiao.errors import DamagedSource, PlaceError, StoreError
from jixiao.places import Place, place_at
from jixiao.records import Reading, Reason, SourceInfo
from jixiao.sources.names import readable

_RANK = {"packed": 0, "read": 1, "left": 2, "failed": 3}


@dataclass(frozen=True, slots=True)
class Held:
    """One content: where its result stands in the place, its bytes, and the files that have it, the first one first."""

    sha256: str
    path: str
    size: int
    files: tuple[str, ...]
    failed: bool

    def named(self, reading: Reading) -> Reading:
        """The reading under the names that its files have now."""
        info, first = reading.source, readable(self.files[0])
        info.name, info.path = PurePosixPath(first).name, first
        info.also_at = [readable(each) for each in self.files[1:]]
        return reading


@dataclass(slots=True)
class Holdings:
    """Everything that is held, by first file; `missing` are files whose result is gone, `outdated` contents that no
    file has any more, `left` files that are no documents, `unsure` those whose present content could not be told."""

    version: str
    held: list[Held] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    left: int = 0
    unsure: list[str] = field(default_factory=list)


def version_in(place: Place, wanted: str) -> str:
    """The version whose results are meant: the `wanted` one, else the only one; StoreError where that is not clear."""
    there = versions(place)
    if wanted in there:
        return wanted
    if len(there) == 1:
        return there[0]
    if not there:
        first = f"jixiao extract 来源 --out {place.address} --shard 1/1"
        raise StoreError(f"{place.address} 里还没有结果；请先运行 {first}")
    raise StoreError(
        f"{place.address} 里有几种设置或版本的结果：{'、'.join(there)}，没有现在这一种（{wanted}）；请用 --version 指明"
    )


def holdings(place: Place, version: str) -> Holdings:
    """What the place holds of that version."""
    out = Holdings(version)
    there = standing(place, version, READINGS), standing(place, version, FAILURES)
    said = _said(place, version)
    now = _Now(out)
    packed = {key: now.line(*key, lines_) for key, lines_ in said.items() if lines_[0].result == "packed"}
    files: defaultdict[str, set[str]] = defaultdict(set)
    contents: set[str] = set()
    for (root, address), lines_ in sorted(said.items()):
        contents |= {line.sha256 for line in lines_ if line.sha256}
        archive = next((packed[root, str(a)] for a in PurePosixPath(address).parents if (root, str(a)) in packed), None)
        if archive is not None:
            lines_ = [line for line in lines_ if line.stamp == archive.stamp]
        line = now.line(root, address, lines_) if lines_ else None
        if line is None or line.result == "packed":
            continue
        if line.result == "left":
            out.left += 1
        else:
            files[line.sha256 or f"@{address}"].add(address)
    for key, paths in files.items():
        _hold(out, key, sorted(paths), there)
    out.outdated = sorted(contents - files.keys())
    out.held.sort(key=lambda each: each.files)
    return out


def _said(place: Place, version: str) -> dict[tuple[str, str], list[LedgerLine]]:
    """For each file (root, address) a line for each stamp that it had; of several the one that came to most."""
    found: defaultdict[tuple[str, str], dict[str, LedgerLine]] = defaultdict(dict)
    for line in lines(place, version):
        mine = found[line.root, line.address]
        if line.stamp not in mine or _RANK[line.result] < _RANK[mine[line.stamp].result]:
            mine[line.stamp] = line
    return {key: list(mine.values()) for key, mine in found.items()}


def _hold(out: Holdings, key: str, paths: list[str], there: tuple[dict[str, int], dict[str, int]]) -> None:
    sha256 = "" if key.startswith("@") else key
    read, failed = there
    if sha256 in read:
        out.held.append(Held(sha256, reading_path(out.version, sha256), read[sha256], tuple(paths), False))
        return
    path = failure_path(out.version, sha256, paths[0])
    size = failed.get(PurePosixPath(path).stem)
    if size is None:
        out.missing += paths
    else:
        out.held.append(Held(sha256, path, size, tuple(paths), True))


class _Now:
    """Which of several contents that a path has had it has now: the place of the sources is asked, once."""

    def __init__(self, out: Holdings) -> None:
        self._out = out
        self._stamps: dict[str, dict[str, str] | None] = {}

    def line(self, root: str, address: str, said: list[LedgerLine]) -> LedgerLine:
        """The line that holds; where the sources cannot be asked, one of the largest stamp, and that it is not sure."""
        if len({line.sha256 or line.stamp for line in said}) == 1:
            return said[0]
        stamps = self._of(root)
        there = None if stamps is None else _stamp(stamps, address)
        found = next((line for line in said if line.stamp == there), None)
        if found is not None:
            return found
        self._out.unsure.append(address)
        return max(said, key=lambda line: (len(line.stamp), line.stamp))

    def _of(self, root: str) -> dict[str, str] | None:
        if root not in self._stamps:
            try:
                self._stamps[root] = {entry.path: entry.stamp for entry in place_at(root).entries()} or None
            except PlaceError:
                self._stamps[root] = None
        return self._stamps[root]


def _stamp(stamps: dict[str, str], address: str) -> str | None:
    """The stamp of the file, or of the archive that it is packed in."""
    path = PurePosixPath(address)
    return next((stamps[str(each)] for each in (path, *path.parents) if str(each) in stamps), None)


def kept_or_said(place: Place, held: Held) -> Reading:
    """The reading (or failure) under its present names; where it is damaged or gone, a reading that says so."""
    try:
        return held.named(Reading.model_validate_json(place.read(held.path) or b""))
    except ValidationError:
        said = f"{place.address} 里的结果 {held.path} 不完整或不见了；请删去它，再运行一次 jixiao extract"
        source = SourceInfo(name=PurePosixPath(held.files[0]).name, sha256=held.sha256)
        return held.named(Reading(source=source, problems=[Reason(code=DamagedSource.code, message=said)]))
