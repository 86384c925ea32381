"""A part of the tables of a place: the contents whose hash begins alike. Made whole, in a process of its own."""

from __future__ import annotations

import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from jixiao.app.bulk.summary import TABLES, Counting, Summary
from jixiao.engine.shards.holdings import Held, kept_or_said
from jixiao.export.as_parquet import counted, parquet_files
from jixiao.places import Place, place_at
from jixiao.records import Reading
from jixiao.records.annotations.corrections import Correction
from jixiao.records.tables.schema import EXPORTED
from jixiao.store.tables.kept import layout

WHOLE = "all"
# So many contents are one table; beyond, tables are parted by the first digit of the hash, then by two.
_ONE, _SIXTEEN = 2_000, 32_000


@dataclass(frozen=True, slots=True)
class Part:
    """One part: where the place is, what is in it, what people put right of that, and where the sources are."""

    place: str
    name: str
    held: tuple[Held, ...]
    corrections: tuple[Correction, ...] = ()
    places: dict[str, Path] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """What changes when anything of the part does."""
        known = repr([(each.path, each.size, each.files) for each in self.held])
        corrected = repr([each.id for each in self.corrections])
        return hashlib.sha256(f"{layout()}{known}{corrected}".encode("utf-8", "replace")).hexdigest()

    def readings(self) -> Iterator[Reading]:
        """The readings, as corrected, one at a time."""
        place = place_at(self.place)
        by_content: defaultdict[str, list[Correction]] = defaultdict(list)
        for each in self.corrections:
            by_content[each.sha256].append(each)
        for held in self.held:
            reading = kept_or_said(place, held)
            if held.sha256 in by_content:
                from jixiao.fields.corrected import apply  # only where something was corrected

                reading = apply(reading, by_content[held.sha256])
            yield reading


def parts_of(place: str, held: Sequence[Held], corrections: Sequence[Correction]) -> list[Part]:
    """The parts that the contents fall into, whatever order they come in; the names say how many digits count."""
    digits = 0 if len(held) <= _ONE else 1 if len(held) <= _SIXTEEN else 2
    inside: defaultdict[str, list[Held]] = defaultdict(list)
    for each in held:
        inside[_key(each)[:digits] or WHOLE].append(each)
    return [
        Part(place, name, tuple(sorted(each, key=_key)), tuple(c for c in corrections if _mine(c, name)))
        for name, each in sorted(inside.items())
    ]


def build(part: Part) -> Summary:
    """Write the Parquet tables of the part into the place, and say what is in it."""
    place, counting = place_at(part.place), Counting()
    with tempfile.TemporaryDirectory() as folder:
        made = parquet_files(counting.passing(part.readings()), Path(folder))
        counting.summary.rows.update(counted(made))
        for noun, path in zip(EXPORTED, made, strict=True):
            target = table_path(noun.name, part.name)
            if counting.summary.rows[noun.name]:
                place.write(target, path.read_bytes())
            else:
                place.remove(target)
    return counting.summary


def build_named(part: Part) -> tuple[str, Summary]:
    """The same, with the part's name."""
    return part.name, build(part)


def table_path(noun: str, part: str) -> str:
    """Where the part of a table stands in the place."""
    return f"{TABLES}/{noun}/{part}.parquet"


def clear(place: Place, names: set[str]) -> None:
    """Take away the tables of parts that there are no more."""
    for entry in list(place.entries(TABLES)):
        path = PurePosixPath(entry.path)
        if path.suffix == ".parquet" and path.stem not in names:
            place.remove(entry.path)


def _key(held: Held) -> str:
    return PurePosixPath(held.path).stem


def _mine(correction: Correction, name: str) -> bool:
    return name == WHOLE or correction.sha256.startswith(name)
