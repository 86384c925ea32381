"""Which indicators a project lacks: by last year's form of the same project, by the frame, by many like projects.

Whatever is there already is not suggested under another name: indicators are compared by what they look at.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from jixiao.library import Card, Entry, Library, Peer, vocabulary
from jixiao.library.names import bare, bigrams, named
from jixiao.suggestions.framed import Framed, aspects_of, lacking, seen
from jixiao.text import key

PEERS = 60
# The library suggests something only if it knows so many projects of the same type.
STANDING = 8
# An indicator of theirs is suggested if at least this share of them has it,
_SHARED = 0.25
# or this share, if it is of a family that is easily written by rote.
_BY_ROTE_SHARED = 0.5
_BY_ROTE = ("lasting", "ecological", "management")
# What makes an indicator worth suggesting, in shares of like projects that have it (1.0: all of them).
_LAST_YEAR = 3.0  # the same project had it in another year
_MISSING_KIND = 1.0  # the form has none of its kind, and every project has
_FRAMED = 0.6  # the first that the frame has for the type
_LATER = 0.03  # so much less for each one further down in the frame
_SPOKEN = 0.4  # the goal speaks of it in full
# A project less like than this (0..1) is not shown as like.
_NEAR = 0.25
# A name longer than this, or with a place, a document or a slogan in it, is another office's own.
_LONGEST = 14
_OWN = re.compile(r"[《》“”\"']|\d")
# Two names are writings of one where so much of the shorter one's pairs of characters is in the other.
_ALIKE = 0.75


@dataclass(slots=True)
class Candidate:
    """A canonical name that might be suggested: which like projects have it, what the frame says of it, last year's
    entry of the same project, and how the text of the project speaks of it (0..1)."""

    group: str
    family: str
    holders: list[tuple[Peer, Entry]] = field(default_factory=list)
    framed: Framed | None = None
    last_year: tuple[Card, Entry] | None = None
    share: float = 0.0
    mentioned: float = 0.0
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates, the best first, and the projects of the same type that they rest on, none where these are few;
    `wanting` are the kinds that every project has and this one lacks, `near` the likest projects of whatever type."""

    candidates: list[Candidate]
    peers: list[Peer]
    wanting: frozenset[str]
    near: list[Peer] = field(default_factory=list)


def rank(card: Card, library: Library | None) -> Ranking:
    """What the project might be given."""
    found = library.peers(card, PEERS) if library else []
    alike = [peer for peer in found if card.types and peer.card.types[:1] == card.types[:1]]
    peers = alike if len(alike) >= STANDING else []
    holders = _holders(peers)
    wanting = frozenset(f.code for f in vocabulary().families.values() if f.usual and f.code not in card.families)
    text = set(bigrams(f"{card.name} {card.purpose}"))
    taken: dict[str, Candidate] = {}
    for candidate in (*_last_year(card, found), *_framed(card), *_shared(holders, peers)):
        if candidate.group in taken or _there(candidate, card, library):
            continue
        taken[candidate.group] = candidate
        candidate.holders = holders.get(candidate.group, [])
        candidate.share = len(candidate.holders) / len(peers) if peers else 0.0
        candidate.mentioned = _mentioned(candidate.group, text)
        missing = _MISSING_KIND if candidate.family in wanting else 0.0
        candidate.score += candidate.share + _SPOKEN * candidate.mentioned + missing
    order = sorted(taken.values(), key=lambda c: (-c.score, -len(c.holders), c.group))
    near = [peer for peer in found if peer.likeness.score >= _NEAR]
    return Ranking(list(_once(order)), peers, wanting, near)


def _last_year(card: Card, found: Sequence[Peer]) -> Iterator[Candidate]:
    """The indicators that the same office's form of the same project had in another year."""
    for peer in found:
        other = peer.card
        if bare(other.name) == bare(card.name) and key(other.department) == key(card.department) and card.department:
            for entry in other.entries:
                yield Candidate(entry.group, entry.family, last_year=(other, entry), score=_LAST_YEAR)


def _framed(card: Card) -> Iterator[Candidate]:
    for place, framed in enumerate(lacking(card)):
        group = named(framed.name, card.name).group
        yield Candidate(group, framed.usual.family, framed=framed, score=_FRAMED - _LATER * place)


def _holders(peers: Sequence[Peer]) -> dict[str, list[tuple[Peer, Entry]]]:
    found: dict[str, list[tuple[Peer, Entry]]] = defaultdict(list)
    for peer in peers:
        for entry in {e.group: e for e in peer.card.entries}.values():
            found[entry.group].append((peer, entry))
    return found


def _shared(holders: dict[str, list[tuple[Peer, Entry]]], peers: Sequence[Peer]) -> Iterator[Candidate]:
    """What enough of the like projects have, where its name is not another office's own."""
    for group, having in holders.items():
        family = Counter(entry.family for _, entry in having).most_common(1)[0][0]
        least = _BY_ROTE_SHARED if family in _BY_ROTE else _SHARED
        if len(having) >= least * len(peers) and not _own(group):
            yield Candidate(group, family)


def _own(group: str) -> bool:
    return len(group) > _LONGEST or bool(_OWN.search(group)) or bool(vocabulary().region.search(group))


def _there(candidate: Candidate, card: Card, library: Library | None) -> bool:
    """Whether the form has it: by its canonical name, by what it looks at, or in other words for the same."""
    has = {library.resolved(g) for g in card.groups} if library else set(card.groups)
    group = library.resolved(candidate.group) if library else candidate.group
    if group in has:
        return True
    if candidate.framed is None and any(seen(a, card.entries) for a in aspects_of(candidate.family, candidate.group)):
        return True
    return any(_alike(candidate.group, e.group) for e in card.entries if e.family == candidate.family)


def _alike(one: str, other: str) -> bool:
    """Whether two names of one kind measure the same by the same word, one with or without what is done before it."""
    if named(one).nature != named(other).nature:
        return False
    shorter, longer = sorted((set(bigrams(one)), set(bigrams(other))), key=len)
    return bool(shorter) and len(shorter & longer) / len(shorter) >= _ALIKE


def _once(order: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates without those that look at what one before them looks at."""
    looked: set[str] = set()
    for candidate in order:
        told = candidate.framed.usual.aspect.code if candidate.framed is not None else ""
        aspects = {told} if told else {a.code for a in aspects_of(candidate.family, candidate.group)}
        if not aspects & looked or candidate.last_year is not None:
            yield candidate
        looked |= aspects


def _mentioned(group: str, text: Set[str]) -> float:
    pairs = bigrams(group)
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
