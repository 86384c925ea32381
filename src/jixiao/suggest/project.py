"""Everything suggested for one project."""

from __future__ import annotations

from jixiao.errors import ModelError
from jixiao.library import Card, Library, vocabulary
from jixiao.llm import Model
from jixiao.suggest.ask import choose, reordered, worded
from jixiao.suggest.missing import suggestion
from jixiao.suggest.model import PeerProject, Suggestion, Suggestions
from jixiao.suggest.rank import Ranking, lacked, rank
from jixiao.suggest.sharpen import sharpened

MOST = 10
_SHOWN_PEERS = 8
_FEW_PEERS = 3


def suggest(card: Card, library: Library | None = None, model: Model | None = None, most: int = MOST) -> Suggestions:
    """At most `most` indicators that the project lacks, the best first, then what is weak in those it has.

    Without a library, or with few like projects in it, the frame of common indicators serves, and the notes say so.
    A model only chooses and words; where it gives no usable answer the library's order stands, and the notes say so.
    """
    ranking = rank(card, library)
    notes, asked = [], ""
    missing = [suggestion(c, card, ranking, library) for c in lacked(ranking, card).candidates[:most]]
    if model is not None and ranking.candidates:
        try:
            missing = _by_model(card, ranking, library, model, most)
            asked = model.settings.name
            notes.append(f"次序和改写由大模型 {asked} 给出；每一条都出自指标库或框架，改写的注明原名")
        except ModelError as exc:
            notes.append(f"大模型没有给出可用的回答（{exc}），以下按指标库排序")
    return Suggestions(
        project=card.name,
        items=[*missing, *sharpened(card, library)],
        peers=[_peer(ranking, i) for i in range(min(len(ranking.peers), _SHOWN_PEERS))],
        notes=notes + _notes(ranking, library, missing),
        model=asked,
    )


def _by_model(card: Card, ranking: Ranking, library: Library | None, model: Model, most: int) -> list[Suggestion]:
    chosen = choose(card, ranking, model, most)
    words = {c.candidate.group: c for c in chosen}
    out = []
    for candidate in lacked(reordered(ranking, chosen), card).candidates[:most]:
        item = suggestion(candidate, card, ranking, library)
        out.append(worded(item, words[candidate.group]) if candidate.group in words else item)
    return out


def _peer(ranking: Ranking, at: int) -> PeerProject:
    peer = ranking.peers[at]
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
    elif len(ranking.peers) < _FEW_PEERS:
        notes.append(f"指标库有 {projects} 个项目，其中相近的只有 {len(ranking.peers)} 个，建议的把握不大")
    if any(source.frame for item in missing for source in item.sources):
        notes.append(f"标“框架”的依据：{vocabulary().frame.says}")
    return notes
