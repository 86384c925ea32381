"""What a user's own family may open: only forms that carry several words of that family and of no other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# One word is soon printed by an unrelated form; two of one family's own beside each other are not.
_WORDS = 2


@dataclass(frozen=True, slots=True)
class Taught:
    """A family that was taught: the labels that open its forms by kind, and the words that nothing else knows."""

    openings: Mapping[str, frozenset[str]]
    words: frozenset[str]

    def opens(self, kind: str, label: str, beside: Iterable[str]) -> bool:
        """Whether the label opens a form of that kind among the labels beside it, all in their normal form."""
        if label not in self.openings.get(kind, ()):
            return False
        return len(self.words & {label, *beside}) >= _WORDS


def taught(
    data: Mapping[str, Any], kinds: Iterable[str], known: Collection[str], normal: Callable[[str], str]
) -> Taught:
    """The family of a file's content; words that the program's own vocabulary knows, of whatever kind, do not count."""
    openings, words = {}, set[str]()
    for kind in kinds:
        given = data.get(kind, {})
        openings[kind] = frozenset(normal(str(word)) for word in given.get("opening", []))
        words.update(normal(str(word)) for labels in given.get("fields", {}).values() for word in labels)
    for columns in data.get("lists", {}).values():
        words.update(normal(str(word)) for labels in columns.values() for word in labels)
    return Taught(openings, frozenset(words - set(known)))
