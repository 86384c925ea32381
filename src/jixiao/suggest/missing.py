"""Candidates as suggestions: proposed value, reason, how many peers, sources."""

from __future__ import annotations

from jixiao.library import Card, Entry, Library, vocabulary
from jixiao.library.names import named
from jixiao.suggest.cite import cited, framed
from jixiao.suggest.model import Suggestion
from jixiao.suggest.rank import Candidate, Ranking
from jixiao.suggest.values import rate_value, said, usual_value

_SOURCES = 5
_OF_ITS_OWN = "按本项目实际填写"
# Half the text of a name stands in the goal.
_SPOKEN_OF = 0.6
_FEW = 3


def suggestion(candidate: Candidate, card: Card, ranking: Ranking, library: Library | None) -> Suggestion:
    """The candidate as it is shown."""
    family = vocabulary().families[candidate.family]
    holders = [(peer.card, entry) for peer, entry in candidate.holders]
    known = library.group(candidate.group) if library is not None and _few(candidate) else None
    everywhere = list(known.holders) if known is not None else []
    usual = usual_value(everywhere or holders, card.amount)
    values = _values(said(usual), "全库" if everywhere else "其中")
    sources = [cited(c, e) for c, e in _apart(holders or everywhere)[:_SOURCES]]
    if candidate.framed is not None:
        sources.append(framed(candidate.framed))
    return Suggestion(
        key=f"missing:{candidate.group}",
        kind="missing",
        family=family.name,
        level1=family.levels[0],
        level2=family.levels[1],
        name=candidate.framed.name if candidate.framed is not None and sources[0].frame else candidate.group,
        original=candidate.group,
        value=_value(candidate, usual.operator, usual.median, usual.unit),
        reason=_reason(candidate, card, ranking, known.count if known is not None else 0, values),
        holders=len({id(peer) for peer, _ in candidate.holders}),
        peers=len(ranking.peers),
        usual=usual,
        sources=sources,
        score=round(candidate.score, 4),
    )


def _few(candidate: Candidate) -> bool:
    """Whether the peers say too little of the value: none has it, or few have and it is a rate, which any may share."""
    rate = named(candidate.group).nature == "rate"
    return not candidate.holders or (rate and len(candidate.holders) < _FEW)


def _apart(holders: list[tuple[Card, Entry]]) -> list[tuple[Card, Entry]]:
    """One indicator of each project, other names first."""
    seen: set[str] = set()
    first: list[tuple[Card, Entry]] = []
    rest: list[tuple[Card, Entry]] = []
    for card, entry in holders:
        (rest if entry.name in seen else first).append((card, entry))
        seen.add(entry.name)
    return first + rest


def _value(candidate: Candidate, operator: str, median: float | None, unit: str) -> str:
    if named(candidate.group).nature == "rate" and median is not None:
        return rate_value(operator, median, unit)
    if candidate.framed is not None:
        return candidate.framed.value
    return _OF_ITS_OWN


def _values(values: str, whose: str) -> str:
    """The usual values with whose they are: the whole library's, or the peers' that were just counted."""
    if not values:
        return ""
    return f"{whose} {values}" if values[0].isdigit() else f"{whose}{values}"


def _reason(candidate: Candidate, card: Card, ranking: Ranking, elsewhere: int, values: str) -> str:
    family = vocabulary().families[candidate.family]
    parts = []
    if candidate.family in ranking.wanting and card.entries:
        parts.append(f"本表没有{family.name}类指标")
    count = len({id(peer) for peer, _ in candidate.holders})
    if count:
        parts.append(f"{len(ranking.peers)} 个相近项目中 {count} 个有这一指标")
    elif elsewhere:
        parts.append(f"相近项目没有，库中其他 {elsewhere} 个项目有")
    if values:
        parts.append(values)
    if not count and candidate.framed is not None:
        parts.append(f"{vocabulary().frame.name}列有（仅供参考）")
    if candidate.mentioned >= _SPOKEN_OF:
        parts.append("项目名称或目标文字中写到了相关内容")
    return "；".join(parts)
