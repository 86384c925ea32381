"""Everything suggested for one project."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.checks.judgement import pairs
from jixiao.errors import ModelError
from jixiao.library import Card, Library, Peer, vocabulary
from jixiao.llm import Model
from jixiao.suggestions.ask import choose, reordered, worded
from jixiao.suggestions.framed import text_of, type_of
from jixiao.suggestions.missing import suggestion
from jixiao.suggestions.model import PeerProject, Suggestion, Suggestions
from jixiao.suggestions.rank import BY_ROTE, RATE, RATED, SHARED, STANDING, Candidate, Ranking, rank
from jixiao.suggestions.sharpen import sharpened
from jixiao.suggestions.worth import KEEPING, is_useful, says_something

# Whoever wants more than so many looks for ideas.
MOST = 5
_SHOWN_PEERS = 8
_NOTHING = "没有把握足够大的补充指标，不作建议（不等于指标已经齐全）"


def suggest(card: Card, library: Library | None = None, model: Model | None = None, most: int = MOST) -> Suggestions:
    """At most `most` indicators that the project lacks, the best first, then what is weak in those it has.

    Last year's form of the same project comes first; then what its goal puts a number on; then what the frame of common
    indicators has for its type and what like projects are likely to have, in the order that a library of some size
    tells. What the form itself does not bear out is left out, or stands behind where more than a few are wanted.
    A model only chooses and words; where it gives no usable answer the library's order stands, and the notes say so.
    """
    ranking = rank(card, library)
    asked = ""
    borne = [c for c in ranking.candidates if _borne(c)]
    useful = [c for c in borne if c.worth and _useful(c, card, ranking)]
    more = [c for c in borne if c not in useful] if most > MOST else []
    wanted = _apart([*useful, *more])[:most]
    missing = [suggestion(c, card, ranking) for c in wanted]
    notes = [_NOTHING] if card.entries and most and not missing else []
    if model is not None and missing:
        try:
            missing = _by_model(card, ranking, model, most)
            asked = model.settings.name
            notes.append(f"次序和改写由大模型 {asked} 给出；每一条都出自指标库或框架，改写的注明原名")
        except ModelError as exc:
            notes.append(f"大模型没有给出可用的回答（{exc}），以下按指标库排序")
    return Suggestions(
        project=card.name,
        items=[*missing, *sharpened(card, library)],
        peers=[_peer(peer) for peer in ranking.near[:_SHOWN_PEERS]],
        notes=notes + _notes(ranking, library, missing),
        model=asked,
    )


def _borne(candidate: Candidate) -> bool:
    """Whether something stands behind it that can be shown: every suggestion names its sources."""
    return bool(candidate.holders) or any((candidate.last_year, candidate.spoken, candidate.framed))


def _apart(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without rates of a kind whose names end as one before them (登记覆盖率)."""
    found: dict[tuple[str, str], Candidate] = {}
    for one in candidates:
        name = one.called or one.group
        found.setdefault((one.family, name[-RATED:] if name.endswith(RATE) else name), one)
    return list(found.values())


def _useful(candidate: Candidate, card: Card, ranking: Ranking) -> bool:
    """Whether a reader is likely to find it so; of a project without a form there is nothing to go by, and half of many
    projects of the same type are enough."""
    last_year = candidate.last_year is not None and candidate.family not in BY_ROTE
    if not card.entries or last_year or candidate.spoken is not None:
        return True
    if candidate.family == "satisfaction" and candidate.family not in ranking.wanting:
        return False  # those it serves are asked already, by whatever name
    name = candidate.called or candidate.group
    usually = ranking.typed and candidate.share >= SHARED and candidate.family in KEEPING
    if usually and _is_told(name, card, candidate.family in ranking.wanting):
        return True
    return candidate.framed is not None and is_useful(candidate.framed, card)


def _is_told(name: str, card: Card, wanting: bool) -> bool:
    """Whether a name that others of a type have is of something that this project has too, or of a kind that it has
    nothing of; of a type that is not sure nothing is."""
    told = wanting or bool(pairs(name) & pairs(text_of(card)))
    return told and says_something(name) and type_of(card)[1]


def _by_model(card: Card, ranking: Ranking, model: Model, most: int) -> list[Suggestion]:
    chosen = choose(card, ranking, model, most)
    words = {c.candidate.group: c for c in chosen}
    out = []
    for candidate in [c for c in reordered(ranking, chosen).candidates if _borne(c)][:most]:
        item = suggestion(candidate, card, ranking)
        out.append(worded(item, words[candidate.group]) if candidate.group in words else item)
    return out


def _peer(peer: Peer) -> PeerProject:
    return PeerProject(
        name=peer.card.name,
        department=peer.card.department,
        document=peer.card.source,
        page=peer.card.page,
        likeness=round(peer.likeness.score, 3),
        grounds=peer.likeness.grounds,
    )


def _notes(ranking: Ranking, library: Library | None, missing: list[Suggestion]) -> list[str]:
    """What the suggestions rest on, where that is little."""
    notes = []
    projects = library.counts()[0] if library else 0
    if not projects:
        notes.append("指标库里还没有项目；请用 jixiao extract … --store 库.db 积累，建议会随之变准")
    elif not ranking.peers:
        notes.append(f"指标库只有 {projects} 个项目，不足以为据；建议出自常用指标框架")
    elif not ranking.typed:
        notes.append(
            f"指标库有 {projects} 个项目，其中同类的不到 {STANDING} 个；次序参考了 {len(ranking.peers)} 个相近的"
        )
    if any(source.frame for item in missing for source in item.sources):
        notes.append(f"标“框架”的依据：{vocabulary().frame.says}")
    return notes
