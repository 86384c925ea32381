"""What `jixiao status` says: how far the runs over a place are, by what they have written so far, from anywhere."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.app.files.inputs import read_json
from jixiao.app.files.places import is_results
from jixiao.engine.results import versions
from jixiao.engine.shards.ledger import pieces
from jixiao.engine.shards.listing import Shard, listed
from jixiao.engine.tally import tally
from jixiao.errors import PlaceError, SourceError
from jixiao.places import Place, place_at


@dataclass(slots=True)
class Progress:
    """How far one version is: files by what came of them, what was counted in them, files done by shard; of `sources`
    the places that are read, with how many files each has (None where it cannot be asked). `named` results go by the
    names of the files; of what they were made is not noted."""

    version: str
    results: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    shards: Counter[str] = field(default_factory=Counter)
    sources: dict[str, int | None] = field(default_factory=dict)
    latest: str = ""
    named: bool = False

    @property
    def files(self) -> int:
        """The files that are done with."""
        return self.results["read"] + self.results["failed"] + self.results["left"]


_COUNTED = ("pages", "scanned", "doubted", "complete", "incomplete", "again")


def status(address: str) -> list[Progress]:
    """How far each version is whose results are in the place; none where nothing was read."""
    if not is_results(address):
        return _by_name(Path(address))
    place = place_at(address)
    return [_progress(place, version) for version in versions(place)]


def _by_name(folder: Path) -> list[Progress]:
    """How far each version is whose results go by the names of the files, as `extract` writes them without a shard."""
    out: dict[str, Progress] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            reading = read_json(path)
        except SourceError:
            continue  # none of ours, or damaged: the next run reads it again
        each, counts = out.setdefault(reading.version, Progress(reading.version, named=True)), tally(reading)
        each.results["failed" if counts.failed else "read"] += 1
        each.latest = max(each.latest, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(path.stat().st_mtime)))
        for name in ("pages", "scanned", "doubted", "again"):
            each.counts[name] += getattr(counts, name)
        each.counts["complete"] += counts.complete.total()
        each.counts["incomplete"] += counts.incomplete.total()
    return [out[version] for version in sorted(out)]


def _progress(place: Place, version: str) -> Progress:
    out, seen, roots = Progress(version), set[tuple[str, str]](), set[str]()
    for head, lines in pieces(place, version):
        out.latest = max(out.latest, str(head.get("written", "")))
        for line in lines:
            roots.add(line.root)
            if (line.root, line.address) in seen:
                continue
            seen.add((line.root, line.address))
            out.results[line.result] += 1
            out.shards[str(head.get("shard", ""))] += line.result != "packed"
            for name in _COUNTED:
                out.counts[name] += int(getattr(line, name))
    for root in sorted(roots):
        out.sources[root] = _files(root, place)
    return out


def _files(root: str, out: Place) -> int | None:
    try:
        return sum(1 for _ in listed(place_at(root), Shard(), out)) or None
    except PlaceError:
        return None
