"""The words of judgement: what is vague, what a goal says, which topics a text touches, which unit counts what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from jixiao.resources import folder, read_yaml
from jixiao.text import key

Pattern = re.Pattern[str]
_HAN = re.compile("[\u4e00-\u9fff]+")
_FOLDER = "schemas/checks"


class Counted(NamedTuple):
    """Nouns and the units that count them, the usual one first."""

    noun: Pattern
    units: tuple[str, ...]


class Floor(NamedTuple):
    """Rates by their names, the share in per cent that hardly any stands below, and whether one that the goal gives
    itself is told of too."""

    named: Pattern
    least: int
    said: bool


class People(NamedTuple):
    """A group of people whose satisfaction may be asked, and the characters that a form for them has elsewhere; `open`
    where they go by too many names for these to be all."""

    who: Pattern
    about: Pattern
    open: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The words, ready for use; every text is compared as `jixiao.text.key` has it. `units` are all that count,
    `things` those that count things of any name."""

    patterns: Mapping[str, Pattern]
    floor: int
    floor_any: int
    floors: tuple[Floor, ...]
    topics: Mapping[str, Pattern]
    people: tuple[People, ...]
    counted: tuple[Counted, ...]
    units: frozenset[str]
    things: frozenset[str]

    def has(self, name: str, text: str) -> bool:
        """Whether the pattern of that name is found in the text."""
        return self.patterns[name].search(key(text)) is not None


@cache
def judgement() -> Judgement:
    """The words of the folder, read once."""
    place = folder(_FOLDER)
    said, topics = read_yaml(place / "judgement.yaml"), read_yaml(place / "topics.yaml")
    units = read_yaml(place / "units.yaml")
    counted = tuple(Counted(re.compile(f"(?:{r['noun']})$"), tuple(r["units"].split())) for r in units["counted"])
    return Judgement(
        patterns={name: re.compile(key(pattern)) for name, pattern in _flat(said)},
        floor=said["floor"],
        floor_any=said["floor_any"],
        floors=tuple(Floor(re.compile(key(row["named"])), row["least"], row["said"]) for row in said["floors"]),
        topics={name: re.compile(pattern) for name, pattern in topics["topics"].items()},
        people=tuple(
            People(re.compile(row["who"]), re.compile(row["about"]), row.get("open", False)) for row in topics["people"]
        ),
        counted=counted,
        units=frozenset(units["others"].split()).union(*(row.units for row in counted)),
        things=frozenset(units["things"].split()),
    )


@lru_cache(maxsize=16384)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text that say something of its own."""
    common = judgement().patterns["common"]
    out: set[str] = set()
    for run in _HAN.findall(key(text)):
        for part in common.split(run):
            out.update(part[i : i + 2] for i in range(len(part) - 1))
    return frozenset(out)


def head_noun(text: str) -> str:
    """The last two characters of a text that say something of its own, "" where there are none."""
    common = judgement().patterns["common"]
    parts = [part for run in _HAN.findall(key(text)) for part in common.split(run) if len(part) > 1]
    return parts[-1][-2:] if parts else ""


@lru_cache(maxsize=16384)
def topics_of(text: str) -> frozenset[str]:
    """The topics that a text touches."""
    flat = key(text)
    return frozenset(name for name, pattern in judgement().topics.items() if pattern.search(flat))


def _flat(said: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in said.items():
        if isinstance(value, str):
            yield before + name, value
        elif isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
