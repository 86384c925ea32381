"""Which indicators a project lacks: what its peers have, weighed by how like they are and by what kind is wanting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from jixiao.library import Card, Entry, Library, Peer, vocabulary
from jixiao.library.names import bigrams, family_of, named
from jixiao.library.vocabulary import ProjectType, Usual

PEERS = 24
# A project less like than this is no peer, nor one less like than this share of the likest.
_LEAST, _LEAST_SHARE = 0.15, 0.3
# Set by leave-one-document-out on the documents of eval/suggestions/recovery.py; the figures change little around them.
_SHARPNESS = 2.0  # how much more a liker peer counts
_WANTING = 5.0  # how much a kind counts that peers have and the project lacks
_MENTIONED = 3.0  # how much an indicator counts that the goal's text speaks of
_SPOKEN = 0.3  # what such an indicator has before any peer has it
_FRAMED = 0.2  # what the frame's word adds
_FREQUENT = 0.1  # what being frequent in the whole library adds
_FEW_PEERS = 3
_MOST_FREQUENT = 60
# What measures the same with or without the word for what is done: 及时率, 发放及时率; not 人数, 培训人数.
_NARROWED = ("rate", "time")


@dataclass(slots=True)
class Candidate:
    """A canonical name that might be suggested: which peers have it, what the frame says of it, and how the text of
    the project speaks of it (0..1)."""

    group: str
    family: str
    holders: list[tuple[Peer, Entry]] = field(default_factory=list)
    framed: Usual | None = None
    share: float = 0.0
    mentioned: float = 0.0
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates, the best first, and the peers they rest on; `wanting` is by kind the share of peers that have it,
    where the project has none."""

    candidates: list[Candidate]
    peers: list[Peer]
    wanting: dict[str, float]


def rank(card: Card, library: Library | None) -> Ranking:
    """What the project might be given, by its peers in the library, the whole library, and the frame."""
    has = {library.resolved(g) for g in card.groups} if library else set(card.groups)
    peers = _peers(card, library)
    candidates = _by_group(peers, has)
    for candidate in candidates.values():
        candidate.share = _share(peers, {id(p) for p, _ in candidate.holders})
    _add_frame(card, candidates, has)
    frequent = _frequent(library)
    for group in frequent.keys() - has:
        candidates.setdefault(group, Candidate(group, family_of(None, None, named(group).nature)))
    wanting = _wanting(card, peers)
    text = set(bigrams(f"{card.name} {card.purpose}"))
    for candidate in candidates.values():
        candidate.mentioned = _mentioned(candidate.group, text)
        candidate.score = _score(candidate, frequent.get(candidate.group, 0.0), wanting)
    order = sorted(candidates.values(), key=lambda c: (-c.score, -len(c.holders), c.group))
    return Ranking(order, peers, wanting)


def lacked(ranking: Ranking, card: Card) -> Ranking:
    """The ranking without what the form has under a wider or narrower name: 完成时间 beside 建设完成时间.

    A model is still asked about all candidates, so that answers recorded before this was known stay good.
    """
    has = [group for group in card.groups if named(group).nature in _NARROWED]
    lacking = [c for c in ranking.candidates if not any(_narrowed(c.group, group) for group in has)]
    return replace(ranking, candidates=lacking)


def _narrowed(one: str, other: str) -> bool:
    """Whether one of two names is the other with what is done before it."""
    return named(one).nature == named(other).nature and (one.endswith(other) or other.endswith(one))


def frame_of(card: Card) -> tuple[list[ProjectType], list[Usual]]:
    """The types of the frame that the project is of, and the indicators that the frame has for it."""
    frame = vocabulary().frame
    types = [t for t in frame.types if t.name in card.types]
    return types, [u for t in types for u in t.indicators] + list(frame.general)


def _score(candidate: Candidate, frequent: float, wanting: dict[str, float]) -> float:
    support = candidate.share + _FREQUENT * frequent + (_FRAMED if candidate.framed is not None else 0.0)
    support += _SPOKEN * candidate.mentioned**2 * (_SPOKEN + support)
    kind = 1.0 + _WANTING * wanting.get(candidate.family, 0.0)
    return support * kind * (1.0 + _MENTIONED * candidate.mentioned)


def _peers(card: Card, library: Library | None) -> list[Peer]:
    found = library.peers(card, PEERS) if library else []
    least = max(_LEAST, found[0].likeness.score * _LEAST_SHARE) if found else 0.0
    return [peer for peer in found if peer.likeness.score >= least]


def _share(peers: Sequence[Peer], holding: Set[int]) -> float:
    """The share of the peers, weighed by likeness, that are among `holding`."""
    weights: list[float] = [p.likeness.score**_SHARPNESS for p in peers]
    held = sum(w for p, w in zip(peers, weights, strict=True) if id(p) in holding)
    return held / sum(weights) if weights else 0.0


def _by_group(peers: Sequence[Peer], has: Set[str]) -> dict[str, Candidate]:
    found: dict[str, list[tuple[Peer, Entry]]] = defaultdict(list)
    for peer in peers:
        for entry in peer.card.entries:
            if entry.group not in has:
                found[entry.group].append((peer, entry))
    return {group: Candidate(group, _family(holders), holders) for group, holders in found.items()}


def _family(holders: Sequence[tuple[Peer, Entry]]) -> str:
    weights: dict[str, float] = defaultdict(float)
    for peer, entry in holders:
        weights[entry.family] += peer.likeness.score
    return max(weights, key=lambda family: weights[family])


def _add_frame(card: Card, candidates: dict[str, Candidate], has: Set[str]) -> None:
    for usual in frame_of(card)[1]:
        group = named(usual.name).group
        if group in has:
            continue
        candidate = candidates.setdefault(group, Candidate(group, usual.family))
        candidate.framed = candidate.framed or usual


def _frequent(library: Library | None) -> dict[str, float]:
    """The share of all projects that have each of the most frequent indicators."""
    if library is None:
        return {}
    projects = library.counts()[0]
    return {group: count / projects for group, count in library.frequent(_MOST_FREQUENT)}


def _mentioned(group: str, text: Set[str]) -> float:
    pairs = bigrams(group)
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _wanting(card: Card, peers: Sequence[Peer]) -> dict[str, float]:
    """By kind the weighed share of peers that have it, where the project has none; with few peers the usual kinds."""
    families = vocabulary().families
    lacking = [family for code, family in families.items() if code not in card.families]
    if len(peers) < _FEW_PEERS:
        return {family.code: 1.0 for family in lacking if family.usual}
    shares = {f.code: _share(peers, {id(p) for p in peers if f.code in p.card.families}) for f in lacking}
    return {code: share for code, share in shares.items() if share > 0}
