"""What a check function gives: which check, where, and the values its message names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jixiao.checks.rows import Goal, Row, rows_of
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
    _seen: list[tuple[Goal, list[Row]]] = field(default_factory=list)

    def rows(self, record: Goal) -> list[Row]:
        """The indicators of a form; those of the form last asked for are kept."""
        if not self._seen or self._seen[0][0] is not record:
            self._seen[:] = [(record, rows_of(record, self.words))]
        return self._seen[0][1]


Hits = Iterator[Hit]
