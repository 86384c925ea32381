"""How far the words around a number name an indicator, and which numbers belong to which indicators."""

from __future__ import annotations

from jixiao.grounding.agreement import direction, equal, possible
from jixiao.grounding.facts import Fact, bare_name, grams
from jixiao.grounding.prose.mentions import Mention

KNOWN = 0.05
"""Below this affinity even the same value is of something else."""
FAR = 0.4
"""What a word in a neighbouring clause counts, against one next to the number."""
APART = 0.5
"""What two characters count that stand near the number, but not side by side (及时发放率 for 发放及时率)."""
EQUAL = 0.6
NAMED = 0.25
"""From this affinity on words alone make a mention and a fact of another value a pair."""


def coverage(text: str, fact: Fact) -> float:
    """The share of the fact's name, 0..1, that stands in the text."""
    total = sum(fact.grams.values())
    said = grams(text)
    return sum(weight for gram, weight in fact.grams.items() if gram in said) / total if total else 0.0


def affinities(mention: Mention, facts: list[Fact]) -> list[float]:
    """For each fact the share of its name, 0..1, that stands around the mention, counted less farther off."""
    near, wide, signs = grams(mention.near), grams(mention.wide), set(mention.near)
    out = []
    for fact in facts:
        held = total = 0.0
        for gram, weight in fact.grams.items():
            total += weight
            if gram in near:
                held += weight
            elif gram[0] in signs and gram[1] in signs:
                held += APART * weight
            elif gram in wide:
                held += FAR * weight
        out.append(held / total if total else 0.0)
    return out


def own_share(text: str, fact: Fact, other: Fact) -> float:
    """The share, 0..1, of what tells the fact's name from the other's that stands in the text."""
    name, beside = bare_name(fact.name), bare_name(other.name)
    first = _alike(name, beside)
    last = _alike(name[first:][::-1], beside[first:][::-1])
    own = grams(name[first : len(name) - last])
    own = (own - grams(beside)) or own
    return len(own & grams(text)) / len(own) if own else 1.0


def _alike(a: str, b: str) -> int:
    """With how many characters the two begin alike."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


class Pairing:
    """Mentions against facts: affinities, and the assignment with the highest total."""

    def __init__(self, mentions: list[Mention], facts: list[Fact], year: int | None) -> None:
        self.mentions = mentions
        self.facts = facts
        self.near = [affinities(mention, facts) for mention in mentions]
        self.equal = [[equal(m, f, year) for f in facts] for m in mentions]
        self.possible = [
            [same or possible(m, f) for f, same in zip(facts, row, strict=True)]
            for m, row in zip(mentions, self.equal, strict=True)
        ]
        self.pairs = self._assign()

    def _worth(self, i: int, j: int) -> float:
        """What it is worth to take mention i for fact j; 0 where they cannot be one."""
        near, same = self.near[i][j], self.equal[i][j]
        if not self.possible[i][j] or near < (KNOWN if same else NAMED):
            return 0.0
        turned = direction(self.mentions[i], self.facts[j]) == "opposed"
        return near + (EQUAL if same else 0.0) - (0.1 if turned else 0.0) + 0.01

    def _assign(self) -> dict[int, int]:
        worth = [[self._worth(i, j) for j in range(len(self.facts))] for i in range(len(self.mentions))]
        return {i: j for i, j in assign(worth).items() if worth[i][j] > 0}


def assign(worth: list[list[float]]) -> dict[int, int]:
    """The one-to-one assignment of rows to columns with the highest total worth (Hungarian method)."""
    rows, columns = len(worth), len(worth[0]) if worth else 0
    if not rows or not columns:
        return {}
    if rows > columns:
        turned = assign([list(column) for column in zip(*worth, strict=True)])
        return {i: j for j, i in turned.items()}
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken = [0] * (columns + 1)
    for row in range(1, rows + 1):
        _augment(worth, row, row_price, column_price, taken)
    return {taken[c] - 1: c - 1 for c in range(1, columns + 1) if taken[c]}


def _augment(
    worth: list[list[float]], row: int, row_price: list[float], column_price: list[float], taken: list[int]
) -> None:
    """Find the row a column, moving others where that pays; column 0 stands for the row without one."""
    columns = len(column_price) - 1
    least, came, done = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
    taken[0], at = row, 0
    while taken[at]:
        done[at] = True
        r, step, following = taken[at], float("inf"), 0
        for c in range(1, columns + 1):
            if done[c]:
                continue
            cost = -worth[r - 1][c - 1] - row_price[r] - column_price[c]
            if cost < least[c]:
                least[c], came[c] = cost, at
            if least[c] < step:
                step, following = least[c], c
        for c in range(columns + 1):
            if done[c]:
                row_price[taken[c]] += step
                column_price[c] -= step
            else:
                least[c] -= step
        at = following
    while at:
        taken[at] = taken[came[at]]
        at = came[at]
