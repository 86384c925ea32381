"""What a check function gives: which check, where, and the values its message names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jixiao.checks.words import Words
from jixiao.config import CheckSettings


@dataclass(frozen=True, slots=True)
class Hit:
    """A check that did not hold: `paths` the field paths it is about, the first one to look at in front.

    `related` are (record number, path) in other records.
    """

    check: str
    paths: tuple[str, ...]
    said: Mapping[str, object] = field(default_factory=dict)
    related: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What check functions know beside the record."""

    settings: CheckSettings
    words: Words


Hits = Iterator[Hit]
