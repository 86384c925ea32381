"""Whose forms a family's labels are read on: its own alone, which show its title or as many of its labels as tell it.

So a file that a province adds cannot change how another province's documents are read. Families that say `everywhere`
hold what all forms share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from jixiao.forms.vocabulary.keys import label_key
from jixiao.forms.vocabulary.owners import meanings

EVERYWHERE = "everywhere"  # the key under which a family says that its labels count on all forms
# One label is soon printed by an unrelated form; two of one family's own are not.
_LABELS = 2
# Labels, in characters, are no longer.
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Family:
    """A family that is read on its own forms alone: its titles, and the labels that not all forms share."""

    name: str
    titles: tuple[re.Pattern[str], ...]
    labels: frozenset[str]

    def is_seen(self, title: str, labels: Set[str]) -> bool:
        """Whether a form with that title and those texts, all in their normal form, is one of the family."""
        told = len(self.labels & labels) >= min(_LABELS, len(self.labels))
        return told or any(pattern.search(title) for pattern in self.titles)


def families_of(files: Iterable[Mapping[str, Any]]) -> list[Family]:
    """The families that are read on their own forms alone, and have labels that others do not share."""
    files = list(files)
    shared = frozenset[str]().union(*(_labels(data) for data in files if data.get(EVERYWHERE)))
    out = []
    for data in files:
        own = _labels(data) - shared
        titles = tuple(re.compile(p) for patterns in data.get("titles", {}).values() for p in patterns)
        if own and not data.get(EVERYWHERE):
            out.append(Family(str(data.get("family", "?")), titles, own))
    return out


def _labels(data: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(label_key(str(label)) for _, _, labels in meanings(data) for label in labels)


def label_of_any(families: Iterable[Family], text: str) -> str:
    """The text in its normal form where it is a label of one of the families, else ""."""
    label = label_key(text) if 0 < len(text) <= _LONGEST else ""
    return label if any(label in each.labels for each in families) else ""


def unseen(families: Iterable[Family], title: str, labels: Set[str]) -> frozenset[str]:
    """The names of the families of which the form prints a label although it is none of theirs; `labels` are those it
    prints of any of them."""
    seen = [each for each in families if not each.labels.isdisjoint(labels)]
    return frozenset(each.name for each in seen if not each.is_seen(label_key(title), labels))
