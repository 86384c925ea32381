"""The library over a store: kept up with what was read, searched by words, asked for the peers of a project."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import log1p

from jixiao.library.likeness import Likeness, likeness
from jixiao.library.names import bare, bigrams
from jixiao.library.profile import Card, Entry, card_of, cards_of, entry_of, form_of, types_of
from jixiao.library.rows import card_from, card_of_bodies, parts, row_of, tail
from jixiao.library.vocabulary import vocabulary
from jixiao.records import Indicator, ProjectGoal
from jixiao.store import Store
from jixiao.text import key

# Two canonical names that differ by no more than this are writings of one; both must be longer than a few characters.
_SAME = 88.0
_LONG = 6
_CANDIDATES = 120
_PURPOSE_TERMS = 40
_NAMES = 200
_HOLDERS = 120
_COMMON = 6.0  # how much being common adds to a match in words
_MANAGEMENT = "management"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Peer:
    """A project like the one asked about, and how like (0..1)."""

    card: Card
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Group:
    """A canonical name with how many projects have it, and of the latest of them the writings and the entries."""

    name: str
    family: str
    count: int
    variants: tuple[tuple[str, int], ...]
    holders: tuple[tuple[Card, Entry], ...]


class Library:
    """Indicators of everything stored. Opening it takes in what was read since, and drops what was read anew."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tables = store.library
        self._near: dict[str, dict[str, None]] = {}
        self._frequent: dict[int, list[tuple[str, int]]] = {}
        self._counts: tuple[int, int, int] | None = None

    @classmethod
    def open(cls, store: Store, progress: Progress | None = None) -> Library:
        """The library of the store, up to date."""
        library = cls(store)
        library.refresh(progress)
        return library

    def refresh(self, progress: Progress | None = None) -> int:
        """Take in what is missing; how many readings and workbooks were taken in."""
        words = vocabulary().fingerprint
        self._store.refresh()
        self._tables.clear(words)
        readings, imports = self._tables.missing(words)
        total = len(readings) + len(imports)
        self._frequent.clear()
        self._counts = None
        self._near.clear()
        for done, number in enumerate(readings, 1):
            cards = cards_of(self._store.kept(number))
            self._tables.put((row_of(c, self._kept) for c in cards), words, reading=number)
            if progress:
                progress(done, total)
        for done, number in enumerate(imports, len(readings) + 1):
            name, body = self._tables.imported(number)
            cards = (_understood(card_from(said, entries), name) for said, entries in json.loads(body))
            self._tables.put((row_of(c, self._kept) for c in cards), words, source=number)
            if progress:
                progress(done, total)
        return total

    def take_in(self, cards: list[Card], sha256: str, name: str) -> bool:
        """Keep the cards of a workbook and add them; False where the same workbook is there already."""
        body = json.dumps([parts(card) for card in cards], ensure_ascii=False)
        new = self._tables.keep_import(sha256, name, body)
        self.refresh()
        return new

    def counts(self) -> tuple[int, int, int]:
        """How many projects, indicators and canonical names there are; a project of several files counts once."""
        if self._counts is None:
            self._counts = self._tables.counts()
        return self._counts

    def resolved(self, group: str) -> str:
        """The canonical name under which the library keeps this one: itself, or a near-duplicate that came before."""
        known = self._neighbours(group)
        if len(group) < _LONG or group in known:
            return group
        from rapidfuzz import fuzz, process

        long = [name for name in known if len(name) >= _LONG]
        found = process.extractOne(group, long, scorer=fuzz.ratio, score_cutoff=_SAME)
        return str(found[0]) if found is not None and _digits(found[0]) == _digits(group) else group

    def _kept(self, group: str) -> str:
        """The same for a name that is being taken in: the next ones may be near-duplicates of it."""
        name = self.resolved(group)
        self._neighbours(name)[name] = None
        return name

    def _neighbours(self, group: str) -> dict[str, None]:
        """The canonical names that end as this one does."""
        end = tail(group)
        if end not in self._near:
            self._near[end] = dict.fromkeys(self._tables.groups(end))
        return self._near[end]

    def peers(self, card: Card, most: int = 30) -> list[Peer]:
        """The projects most like this one, the likest first; the same project of several sources or years is one.

        The form itself is no peer of its own, whatever file it is stored from; that of another year is.
        """
        groups = [self.resolved(g) for g in sorted(card.groups)]
        numbers = dict.fromkeys(
            [
                *self._tables.projects_like(bigrams(card.name), _CANDIDATES),
                *self._tables.projects_like(bigrams(card.purpose)[:_PURPOSE_TERMS], _CANDIDATES // 2),
                *self._tables.projects_of_types(card.types, _CANDIDATES // 2),
                *self._tables.projects_with(groups, _CANDIDATES),
            ]
        )
        best: dict[tuple[str, str], Peer] = {}
        for peer in self._cards(list(numbers)):
            if same(peer, card):
                continue
            found = Peer(peer, likeness(card, peer, frozenset(groups)))
            twin = (key(peer.name), key(peer.department))
            known = best.get(twin)
            if known is None or (peer.year or 0, found.likeness.score) > (known.card.year or 0, known.likeness.score):
                best[twin] = found
        return sorted(best.values(), key=lambda p: (-p.likeness.score, p.card.source, p.card.record))[:most]

    def earlier(self, record: ProjectGoal) -> ProjectGoal | None:
        """What the library keeps of the latest earlier year's form of the same project, None where it has none."""
        card = card_of(record, "", 1)
        if not (card.year and card.department):
            return None
        numbers = self._tables.projects_like(bigrams(bare(card.name)), _CANDIDATES)
        found = [
            other
            for other in self._cards(list(numbers))
            if bare(other.name) == bare(card.name)
            and key(other.department) == key(card.department)
            and (other.year or card.year) < card.year
        ]
        return form_of(max(found, key=lambda c: c.year or 0)) if found else None

    def search(self, text: str, most: int = 20) -> list[Group]:
        """The canonical names that the words find, the best first, each with its writings and who has it."""
        from rapidfuzz import fuzz

        names = self.named_like(bigrams(text), _NAMES)
        scores: dict[str, float] = defaultdict(float)
        wanted = key(text)
        for rank, name in enumerate(names):
            score = fuzz.WRatio(wanted, key(name)) + 20.0 / (1 + rank)
            for group in self.groups_named(name):
                scores[group] = max(scores[group], score + (20.0 if wanted in key(group) else 0.0))
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[: most * 2]
        found = [(score + _COMMON * log1p(one.count), one) for g, score in best if (one := self.group(g))]
        return [one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].name))[:most]]

    def named_like(self, terms: list[str], most: int) -> list[str]:
        """Printed names of indicators with any of these words, the likest first."""
        return self._tables.names_like(terms, most)

    def groups_named(self, name: str) -> list[str]:
        """The canonical names that a printed name has."""
        return self._tables.groups_of(name)

    def has(self, group: str) -> bool:
        """Whether any project has an indicator of that canonical name."""
        return self._tables.has(group)

    def group(self, name: str, most: int = _HOLDERS) -> Group:
        """A canonical name with its latest holders; the card of each has this one indicator only."""
        holders = [
            (card, entry)
            for body, one in self._tables.holders(name, most)
            for card in (card_of_bodies(body, [one]),)
            for entry in card.entries
        ]
        families = Counter(entry.family for _, entry in holders)
        variants = Counter(entry.name for _, entry in holders)
        return Group(
            name,
            families.most_common(1)[0][0] if families else "",
            self._tables.count(name),
            tuple(variants.most_common()),
            tuple(holders),
        )

    def frequent(self, most: int = 50) -> list[tuple[str, int]]:
        """The most frequent canonical names of what projects do, with how many have them; how a department manages its
        budget is left out."""
        if most not in self._frequent:
            self._frequent[most] = self._tables.shares(most, _MANAGEMENT)
        return self._frequent[most]

    def cards(self) -> Iterator[Card]:
        """Every project, in the order it was taken in."""
        yield from self._cards(list(self._tables.every_project()))

    def _cards(self, numbers: list[int]) -> Iterator[Card]:
        for start in range(0, len(numbers), 500):
            found = self._tables.projects(numbers[start : start + 500])
            yield from (card_of_bodies(*found[n]) for n in numbers[start : start + 500] if n in found)


def _understood(card: Card, source: str) -> Card:
    """A card of a workbook as today's words understand it."""
    entries = []
    for e in card.entries:
        printed = Indicator(level1=e.level1, level2=e.level2, level3=e.name, value=e.value)
        entries.append(entry_of(printed, card.name, e.page))
    return replace(card, source=card.source or source, types=types_of(card.name), entries=tuple(entries))


def same(one: Card, other: Card) -> bool:
    """Whether two cards are of the same form, whatever file each came in."""
    if key(one.name) != key(other.name):
        return False
    return (other.source != "" and one.source == other.source) or (
        key(one.department) == key(other.department) and one.year == other.year
    )


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
