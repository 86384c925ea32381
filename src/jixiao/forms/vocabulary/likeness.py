"""A label that the vocabulary does not have, named by the known labels it is most like.

Likeness is that of their pairs of characters, each weighed by how few fields have it: 名称 says little, 结转 much; a
label that stands whole in the other is more like it. What is named so is a guess, and whoever uses it says so.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

# A label is taken for a known one from this likeness on (0..1),
LEAST = 0.62
# if the best label of any other field is less like it by as much.
APART = 0.12
# A longer text is no label.
_LONGEST = 14
# A shorter one has too few characters to be like anything.
_SHORTEST = 3


class Guess(NamedTuple):
    """The field of the label that the text is most like, that label, and the likeness (0..1)."""

    field: str
    label: str
    likeness: float


class Likeness:
    """Known labels with their fields, to name unknown ones by."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = {label: (field, pairs(label)) for label, field in labels.items() if len(label) > 1}
        fields: dict[str, set[str]] = defaultdict(set)
        for field, parts in self.labels.values():
            for part in parts:
                fields[part].add(field)
        n = len(set(labels.values())) + 1
        self.weights = {part: math.log(n / len(found)) for part, found in fields.items()}
        self.new = math.log(n)
        self.wholes = {label: self._whole(parts) for label, (_, parts) in self.labels.items()}
        self.known: dict[str, list[Guess]] = {}

    def guesses(self, text: str) -> list[Guess]:
        """The fields that the folded text may name, the likeliest first; none where it is like no label."""
        if text not in self.known:
            if len(self.known) > 20000:
                self.known.clear()
            self.known[text] = self._guesses(text)
        return self.known[text]

    def _guesses(self, text: str) -> list[Guess]:
        if not _SHORTEST <= len(text) <= _LONGEST or any(c.isdigit() or c in "。，；、" for c in text):
            return []
        best: dict[str, Guess] = {}
        own = pairs(text)
        weights = [(part, n, self._weight(part)) for part, n in own.items()]
        whole = self._whole(own)
        for label, (field, parts) in self.labels.items():
            shared = sum([weight * min(n, parts[part]) for part, n, weight in weights if part in parts])
            if not shared:
                continue
            other = self.wholes[label]
            like = shared / (whole + other) + 0.5 * shared / min(whole, other)
            if like >= LEAST and (field not in best or like > best[field].likeness):
                best[field] = Guess(field, label, like)
        return sorted(best.values(), key=lambda g: -g.likeness)

    def _whole(self, parts: Counter[str]) -> float:
        return sum(self._weight(p) * n for p, n in parts.items())

    def _weight(self, part: str) -> float:
        return self.weights.get(part, self.new)


def apart(guesses: Iterable[Guess]) -> Guess | None:
    """The first of the guesses, None where one of another field is nearly as likely."""
    ranked = list(guesses)
    if not ranked:
        return None
    first = ranked[0]
    others = (g for g in ranked[1:] if _family(g.field) != _family(first.field))
    return None if any(first.likeness - other.likeness < APART for other in others) else first


def within(short: str, long: str) -> bool:
    """Whether the characters of the one stand in the other in their order."""
    rest = iter(long)
    return all(char in rest for char in short)


def _family(field: str) -> str:
    """Fields that differ by their period alone are one family."""
    return field.replace(".annual", "").replace(".lifetime", "").removesuffix("_annual").removesuffix("_lifetime")


def pairs(text: str) -> Counter[str]:
    """The pairs of neighbouring characters, with the first and the last one alone."""
    return Counter([f"^{text[:1]}", f"{text[-1:]}$", *(text[i : i + 2] for i in range(len(text) - 1))])
