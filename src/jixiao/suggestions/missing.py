"""Candidates as suggestions: proposed value, reason, how many peers, sources."""

from __future__ import annotations

import re

from jixiao.library import Card, Entry, vocabulary
from jixiao.library.names import named
from jixiao.suggestions.cite import cited, framed, told
from jixiao.suggestions.model import Suggestion
from jixiao.suggestions.rank import Candidate, Ranking
from jixiao.suggestions.values import rate_value, said, usual_value

_SOURCES = 5
_OF_ITS_OWN = "按本项目实际填写"
_WHOLE, _ENTITLED = "=100%", re.compile("应.尽.率$")
# Half the text of a name stands in the goal.
_SPOKEN_OF = 0.6
# How others set a value is told where so many did.
_LIKE_ONES = 5


def suggestion(candidate: Candidate, card: Card, ranking: Ranking) -> Suggestion:
    """The candidate as it is shown."""
    family = vocabulary().families[candidate.family]
    holders = [(peer.card, entry) for peer, entry in candidate.holders]
    usual = usual_value(holders, card.amount)
    sources = [cited(*candidate.last_year)] if candidate.last_year is not None else []
    sources += [cited(c, e) for c, e in _apart(holders)[: _SOURCES - len(sources)]]
    if candidate.framed is not None:
        sources.append(framed(candidate.framed))
    if candidate.spoken is not None:
        sources.insert(0, told(candidate.spoken, card))
    return Suggestion(
        key=f"missing:{candidate.group}",
        kind="missing",
        family=family.name,
        level1=family.levels[0],
        level2=family.levels[1],
        name=_name(candidate),
        original=candidate.group,
        value=_value(candidate, usual.operator, usual.median, usual.unit),
        reason=_reason(candidate, card, ranking, said(usual) if usual.numeric >= _LIKE_ONES else ""),
        holders=len(holders),
        peers=len(ranking.peers),
        usual=usual,
        sources=sources,
        score=round(candidate.score, 4),
    )


def _name(candidate: Candidate) -> str:
    """Last year's own name, else that of the goal or of the frame in the project's words, else the canonical one."""
    if candidate.last_year is not None:
        return candidate.last_year[1].name
    return candidate.called or candidate.group


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
    if candidate.last_year is not None and candidate.last_year[1].value:
        return candidate.last_year[1].value
    if candidate.spoken is not None:
        return candidate.spoken.value
    if _ENTITLED.search(candidate.group) or (candidate.framed is not None and candidate.framed.usual.value == _WHOLE):
        return _WHOLE  # of what all are owed nothing less is proposed, whatever others write
    known = len(candidate.holders) >= _LIKE_ONES
    if known and named(candidate.group).nature == "rate" and median is not None:
        return rate_value(operator, median, unit)
    return candidate.framed.usual.value if candidate.framed is not None else _OF_ITS_OWN


def _reason(candidate: Candidate, card: Card, ranking: Ranking, values: str) -> str:
    family = vocabulary().families[candidate.family]
    parts = []
    if candidate.last_year is not None:
        year = candidate.last_year[0].year
        parts.append(f"同一项目{f' {year} 年' if year else '另一年度'}的表有这一指标，本表没有")
    if candidate.spoken is not None:
        parts.append(f"目标写了“{candidate.spoken.text}”，没有对应的指标，做没做到无从核对")
    said = candidate.framed is not None and candidate.framed.why.startswith("没有")
    if candidate.family in ranking.wanting and card.entries and not said:
        parts.append(f"本表没有{family.name}类指标")
    if candidate.framed is not None:
        parts.append(candidate.framed.why)
    if candidate.holders:
        whose = "同类" if ranking.typed else "相近"
        parts.append(f"{len(ranking.peers)} 个{whose}项目中 {len(candidate.holders)} 个有这一指标")
    if (
        values and candidate.spoken is None and (ranking.typed or named(candidate.group).nature != "money")
    ):  # a price is of its own thing
        parts.append(f"其中 {values}" if values[0].isdigit() else f"其中{values}")
    if candidate.framed is not None and not candidate.holders and candidate.last_year is None:
        parts.append(f"{vocabulary().frame.name}列有（仅供参考）")
    if candidate.mentioned >= _SPOKEN_OF and candidate.spoken is None:
        parts.append("项目名称或目标文字中写到了相关内容")
    return "；".join(parts)
