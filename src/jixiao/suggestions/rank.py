"""Which indicators a project lacks: by last year's form of the same project, by the frame, by many like projects.

A library that is large enough says how likely a project has each; else the frame speaks in its own order. Whatever is
there already is not suggested under another name: indicators are compared by what they look at.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from jixiao.checks.indicators import learned
from jixiao.checks.judgement import pairs
from jixiao.library import Card, Entry, Library, Peer, vocabulary
from jixiao.library.names import bare, bigrams, named
from jixiao.suggestions.costs import GENERAL
from jixiao.suggestions.framed import Framed, aspects_of, lacking, text_of
from jixiao.suggestions.spoken import Spoken, spoken
from jixiao.suggestions.there import asked_already, there
from jixiao.suggestions.weighing import Scales, mentioned, wanting, weights
from jixiao.text import key

PEERS = 60
# An indicator that is not of the frame is worth suggesting where so many projects have it and this one is so likely to.
STANDING = 8
_LIKELY = 0.05
# Families that are easily written by rote are left to the frame unless so many of the same type stand behind them, and
# this share of these has it.
BY_ROTE = ("lasting", "ecological", "management")
SHARED = 0.5
# A library of fewer projects tells nothing of what is usual: the frame speaks in its own order.
_LEAST_PROJECTS = 30
# What makes an indicator of the frame worth suggesting where no library tells.
_LAST_YEAR = 3.0  # the same project had it in another year
_SAID = 2.0  # the goal puts a number on it
_MISSING_KIND = 1.0  # the form has none of its kind, and every project has
_ASKED = 0.05  # a reviewer asks it of the field of work; a library may show better
_FRAMED = 0.6  # the first that the frame has for the type
_LATER = 0.03  # so much less for each one further down in the frame
_SPOKEN = 0.4  # the goal speaks of it in full
# A project less like than this (0..1) is not shown as like.
_NEAR = 0.25
# A name longer than this, or with a place, a document or a slogan in it, is another office's own.
_LONGEST = 14
_OWN = re.compile(r"[《》“”\"']|\d")
# Two rates of a kind whose names end in so many same characters look at the same.
RATE, RATED = "率", 3
# Two suggestions are of the same thing where so much of the shorter name is in the other.
_ALIKE = 0.6
# A share of so few people is no measure.
_PERSONS, _FEW_PERSONS = ("人", "名", "位", "户"), 10


@dataclass(slots=True)
class Candidate:
    """A canonical name that might be suggested: which like projects have it, what the frame says of it, the number that
    the goal puts on it, last year's entry of the same project, how the text of the project speaks of it (0..1), and
    whether it is worth an office's time."""

    group: str
    family: str
    holders: list[tuple[Peer, Entry]] = field(default_factory=list)
    framed: Framed | None = None
    spoken: Spoken | None = None
    last_year: tuple[Card, Entry] | None = None
    share: float = 0.0
    mentioned: float = 0.0
    score: float = 0.0
    worth: bool = True

    @property
    def called(self) -> str:
        """Its name in the project's words, "" where only others' forms name it."""
        if self.spoken is not None:
            return self.spoken.name
        return self.framed.name if self.framed is not None else ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates, the best first, and the projects that they rest on: those of the same type where these are enough
    (`typed`), else the likest ones, none in a small library; `wanting` are the kinds that every project has and this
    one lacks, `near` the likest projects of whatever type."""

    candidates: list[Candidate]
    peers: list[Peer]
    wanting: frozenset[str]
    near: list[Peer] = field(default_factory=list)
    typed: bool = False


def rank(card: Card, library: Library | None) -> Ranking:
    """What the project might be given; who is asked whether they are satisfied with their own work does not count."""
    card = _served(card)
    found = library.peers(card, PEERS) if library else []
    alike = _alike_ones(card, found)
    told = library is not None and library.counts()[0] >= _LEAST_PROJECTS
    peers = alike or (found if told else [])
    holders = _holders(peers)
    candidates = pool(card, library, found)
    for one in candidates:
        one.holders = holders.get(one.group, [])
        one.share = len(one.holders) / len(peers) if peers else 0.0
    if library is not None and told:
        order = _weighed(candidates, Scales(card, library, found), card)
    else:
        order = _by_the_frame(candidates, card)
    near = [peer for peer in found if peer.likeness.score >= _NEAR]
    return Ranking(list(_once(order)), peers, wanting(card), near, bool(alike))


def _served(card: Card) -> Card:
    """The card without indicators that ask those who do the work whether they are satisfied."""
    kept = [each for each in card.entries if each.family != "satisfaction" or not _asks_doers(each, card)]
    return replace(card, entries=tuple(kept))


def _asks_doers(entry: Entry, card: Card) -> bool:
    return learned.chances_of("satisfaction", entry.name, entry.value, card.name)["who"] >= learned.SURE["who"]


def pool(card: Card, library: Library | None, found: Sequence[Peer]) -> list[Candidate]:
    """All that might be suggested and is not there already: of last year's form, of the frame, of like projects."""
    taken: dict[str, Candidate] = {}
    few = _few(card)
    sources = (_last_year(card, found), _said(card, library), _framed(card, library))
    for candidate in chain(*sources, _shared(found, _alike_ones(card, found))):
        has = candidate.group in taken or _is_there(candidate, card, library)
        if not has and _fits(candidate, few):
            taken[candidate.group] = candidate
    return list(taken.values())


def _is_there(candidate: Candidate, card: Card, library: Library | None) -> bool:
    if candidate.framed is not None and candidate.framed.usual.asked:
        return asked_already(candidate.called, candidate.family, card)
    return there(candidate.group, candidate.family, candidate.called, card, library)


def _alike_ones(card: Card, found: Sequence[Peer]) -> list[Peer]:
    """The projects of the same type, none where these are few."""
    alike = [peer for peer in found if card.types and peer.card.types[:1] == card.types[:1]]
    return alike if len(alike) >= STANDING else []


def _weighed(candidates: Sequence[Candidate], scales: Scales, card: Card) -> list[Candidate]:
    """By how likely the project has them.

    Behind them stands what no frame names and is not likely, few projects have, or is of something done that the form
    does not speak of.
    """
    text = text_of(card)
    for one in candidates:
        features = scales.features(one.group, one.family, one.framed is not None)
        one.mentioned = features["mentioned"]
        one.score += weights().likelihood(features)
        usual = one.score >= _LIKELY and scales.held(one.group) >= STANDING and _is_done(one.group, text)
        one.worth = usual or one.framed is not None or one.last_year is not None or one.spoken is not None
    return sorted(candidates, key=lambda c: (not c.worth, -c.score, -len(c.holders), c.group))


def _is_done(group: str, text: str) -> bool:
    """Whether the text speaks of what is done by the name, in whatever words; a name may be of nothing done."""
    actions = vocabulary().actions
    done = {name for name in actions.values() if group.startswith(name)}
    return not done or any(word in text for word, name in actions.items() if name in done)


def _by_the_frame(candidates: Sequence[Candidate], card: Card) -> list[Candidate]:
    """By the frame's order, what the form has none of its kind of first."""
    text, lacks = set(bigrams(f"{card.name} {card.purpose}")), wanting(card)
    places = {id(one): place for place, one in enumerate(one for one in candidates if one.framed)}
    for one in candidates:
        one.mentioned = mentioned(one.group, text)
        one.score += _FRAMED - _LATER * places[id(one)] if one.framed else 0.0
        one.score += _FRAMED if one.framed and one.framed.usual.asked else 0.0
        one.score += one.share + _SPOKEN * one.mentioned + (_MISSING_KIND if one.family in lacks else 0.0)
    return sorted(candidates, key=lambda c: (-c.score, -len(c.holders), c.group))


def _last_year(card: Card, found: Sequence[Peer]) -> Iterator[Candidate]:
    """The indicators that the same office's form of the same project had in another year."""
    for peer in found:
        other = peer.card
        if bare(other.name) == bare(card.name) and key(other.department) == key(card.department) and card.department:
            for entry in other.entries:
                yield Candidate(entry.group, entry.family, last_year=(other, entry), score=_LAST_YEAR)


def _said(card: Card, library: Library | None) -> Iterator[Candidate]:
    for said in spoken(card):
        group = named(said.name, card.name).group
        group = library.resolved(group) if library else group
        yield Candidate(group, said.family, spoken=said, score=_SAID)


def _framed(card: Card, library: Library | None) -> Iterator[Candidate]:
    for framed in lacking(card):
        asked = framed.usual.asked
        group = framed.name if asked else named(framed.common or framed.name, card.name).group
        group = library.resolved(group) if library else group
        yield Candidate(group, framed.usual.family, framed=framed, score=_ASKED if asked else 0.0)


def _holders(peers: Sequence[Peer]) -> dict[str, list[tuple[Peer, Entry]]]:
    found: dict[str, list[tuple[Peer, Entry]]] = defaultdict(list)
    for peer in peers:
        for entry in {e.group: e for e in peer.card.entries}.values():
            found[entry.group].append((peer, entry))
    return found


def _shared(found: Sequence[Peer], alike: Sequence[Peer]) -> Iterator[Candidate]:
    """What like projects have, where its name is not another office's own; what is written by rote only where half of
    those of the same type have it."""
    typed = _holders(alike)
    for group, having in _holders(found).items():
        family = Counter(entry.family for _, entry in having).most_common(1)[0][0]
        rote = family in BY_ROTE and (not alike or len(typed.get(group, ())) < SHARED * len(alike))
        if not rote and not _own(group) and not _bare(group) and not GENERAL.search(group):
            yield Candidate(group, family)


def _bare(group: str) -> bool:
    """Whether the name is of nothing done and no thing (完成率)."""
    measure = vocabulary().measures.get(group)
    return measure is not None and measure.needs != "alone"


def _own(group: str) -> bool:
    return len(group) > _LONGEST or bool(_OWN.search(group)) or bool(vocabulary().region.search(group))


def _fits(candidate: Candidate, few: bool) -> bool:
    """Whether a project for a few people can have it: no share of so few says anything of their neighbourhood."""
    return not (few and candidate.family == "social" and named(candidate.group).nature == "rate")


def _few(card: Card) -> bool:
    """Whether the project's own numbers of people are all so small that a share of them is no measure."""
    counts = [e.number for e in card.entries if e.family == "quantity" and e.unit in _PERSONS and e.number]
    return bool(counts) and max(counts) <= _FEW_PERSONS


def _once(order: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates without those that look at what one before them looks at; what a reviewer asks of the field of
    work is compared by its name with what was suggested for this project before it."""
    looked: set[str] = set()
    rates: set[tuple[str, str]] = set()
    names: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for candidate in order:
        name = candidate.called or candidate.group
        own = candidate.last_year is not None or candidate.spoken is not None
        asked = candidate.framed is not None and candidate.framed.usual.asked
        like = _is_like(pairs(name), names[candidate.family])
        if own or (asked and not like):
            names[candidate.family].append(pairs(name))
            yield candidate
        if asked:
            continue
        told = candidate.framed.usual.aspect.code if candidate.framed is not None else ""
        aspects = {told} if told else {a.code for a in aspects_of(candidate.family, candidate.group)}
        rate = (candidate.family, name[-RATED:]) if name.endswith(RATE) else ("", candidate.group)
        if not own and not aspects & looked and rate not in rates and not like:
            yield candidate
        looked |= aspects
        rates.add(rate)


def _is_like(name: frozenset[str], others: Sequence[frozenset[str]]) -> bool:
    """Whether most of what is particular of the shorter one of two names is in the other."""
    return any(name & other and len(name & other) >= _ALIKE * min(len(name), len(other)) for other in others)
