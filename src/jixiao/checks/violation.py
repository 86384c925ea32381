"""What a check function gives: which check, where, and the values its message names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from jixiao.checks.rows import Goal, Row, rows_of
from jixiao.checks.words import Words
from jixiao.config import CheckSettings


@dataclass(frozen=True, slots=True)
class Hit:
    """A check that did not hold: `paths` the field paths it is about, the first one to look at in front.

    `related` are (record number, path) in other records; `more` is said behind the message.
    """

    check: str
    paths: tuple[str, ...]
    said: Mapping[str, object] = field(default_factory=dict)
    related: tuple[tuple[int, str], ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What check functions know beside the record; `looked` are the checks that have looked, with the paths of rows."""

    settings: CheckSettings
    words: Words
    looked: dict[str, set[str]] = field(default_factory=dict)
    _seen: list[tuple[Goal, list[Row]]] = field(default_factory=list)

    def rows(self, record: Goal) -> list[Row]:
        """The indicators of a form; those of the form last asked for are kept."""
        if not self._seen or self._seen[0][0] is not record:
            self._seen[:] = [(record, rows_of(record, self.words))]
        return self._seen[0][1]

    def look(self, *checks: str, at: str = "") -> None:
        """Note that these checks look now, `at` the path of a row where it is one that they look at."""
        for check in checks:
            self.looked.setdefault(check, set()).add(at)

    def taken(self) -> dict[str, set[str]]:
        """What was looked at since this was asked last."""
        out = dict(self.looked)
        self.looked.clear()
        return out


Hits = Iterator[Hit]

_ASKED: dict[Any, tuple[str, ...]] = {}
_Function = TypeVar("_Function", bound=Callable[..., Any])


def asks(*checks: str) -> Callable[[_Function], _Function]:
    """Marks the function that answers these checks; a check that no function answers counts as not looked at."""

    def mark(function: _Function) -> _Function:
        _ASKED[function] = checks
        return function

    return mark


def asked_by(function: Callable[..., Any]) -> tuple[str, ...]:
    """The checks that a function answers."""
    return _ASKED.get(function, ())
