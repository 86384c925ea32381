"""Everything suggested for one project."""

from __future__ import annotations

from jixiao.library import Card, Library, vocabulary
from jixiao.suggest.missing import suggestion
from jixiao.suggest.model import PeerProject, Suggestions
from jixiao.suggest.rank import Ranking, rank
from jixiao.suggest.sharpen import sharpened

MOST = 10
_SHOWN_PEERS = 8
_FEW_PEERS = 3


def suggest(card: Card, library: Library | None = None, most: int = MOST) -> Suggestions:
    """At most `most` indicators that the project lacks, the best first, then what is weak in those it has.

    Without a library, or with few like projects in it, the frame of common indicators serves, and the notes say so.
    """
    ranking = rank(card, library)
    missing = [suggestion(c, card, ranking, library) for c in ranking.candidates[:most]]
    return Suggestions(
        project=card.name,
        items=[*missing, *sharpened(card, library)],
        peers=[_peer(ranking, i) for i in range(min(len(ranking.peers), _SHOWN_PEERS))],
        notes=_notes(ranking, library, missing_of_frame=any(all(s.frame for s in m.sources) for m in missing)),
    )


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


def _notes(ranking: Ranking, library: Library | None, missing_of_frame: bool) -> list[str]:
    notes = []
    projects = library.counts()[0] if library else 0
    if not projects:
        notes.append("指标库里还没有项目；请用 jixiao extract … --store 库.db 积累，建议会随之变准")
    elif len(ranking.peers) < _FEW_PEERS:
        notes.append(f"指标库有 {projects} 个项目，其中相近的只有 {len(ranking.peers)} 个，建议的把握不大")
    if missing_of_frame:
        notes.append(f"标“框架”的依据：{vocabulary().frame.says}")
    return notes
