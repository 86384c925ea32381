"""A language model's word on the candidates: which first, and under what name. It can only point to candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pydantic import BaseModel, ConfigDict

from jixiao.library import Card, vocabulary
from jixiao.library.names import named
from jixiao.llm import Model, Question
from jixiao.suggestions.model import Suggestion
from jixiao.suggestions.rank import Candidate, Ranking
from jixiao.suggestions.values import number
from jixiao.text import has_digit, key

PROMPT = "suggest/rerank"
CANDIDATES = 50
_LONGEST = 40
_TEXT = 600
_WAN = 10_000


class Pick(BaseModel):
    """A candidate by its id, the name fitted to the project, and why the project should have it."""

    model_config = ConfigDict(extra="forbid")

    id: str
    name: str
    reason: str


class Picks(BaseModel):
    """The candidates that the model picked, the best first."""

    model_config = ConfigDict(extra="forbid")

    picks: list[Pick]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate with the model's name and reason for it."""

    candidate: Candidate
    name: str
    reason: str


def question(card: Card, ranking: Ranking, most: int) -> Question[Picks]:
    """The question about a project's candidates; the same candidates give the same question."""
    listed = {str(i): c for i, c in enumerate(ranking.candidates[:CANDIDATES], 1)}
    families = vocabulary().families
    variables = {
        "project": _project(card),
        "existing": [f"{families[e.family].name} | {e.name} | {e.value}" for e in card.entries],
        "lacking": [f.name for f in families.values() if f.usual and f.code not in card.families],
        "candidates": [f"{i} | {_line(c, ranking)}" for i, c in listed.items()],
        "most": most,
    }
    return Question(PROMPT, variables, Picks, check=lambda value: faults(value, listed, most), about=card.source)


def choose(card: Card, ranking: Ranking, model: Model, most: int) -> list[Chosen]:
    """What the model picked, in its order; ModelError where it gives no usable answer."""
    picks = model.ask(question(card, ranking, most)).value.picks
    listed = {str(i): c for i, c in enumerate(ranking.candidates[:CANDIDATES], 1)}
    return [Chosen(listed[pick.id], " ".join(pick.name.split()), " ".join(pick.reason.split())) for pick in picks]


def reordered(ranking: Ranking, chosen: Sequence[Chosen]) -> Ranking:
    """The ranking with what the model picked first, the others after it in their order."""
    first = [c.candidate for c in chosen]
    taken = {c.group for c in first}
    return replace(ranking, candidates=[*first, *(c for c in ranking.candidates if c.group not in taken)])


def worded(suggestion: Suggestion, chosen: Chosen) -> Suggestion:
    """The suggestion under the model's name, with the library's name beside it where the two differ."""
    changed = key(chosen.name) not in (key(suggestion.name), key(suggestion.original))
    return suggestion.model_copy(
        update={
            "name": chosen.name if changed else suggestion.name,
            "adapted": changed,
            "reason": "；".join(part for part in (chosen.reason, suggestion.reason) if part),
        }
    )


def faults(value: Picks, listed: dict[str, Candidate], most: int) -> list[str]:
    """What is wrong with an answer, in words for the model."""
    out = []
    ids = [pick.id for pick in value.picks]
    if len(ids) > most:
        out.append(f"picks 最多 {most} 条，现有 {len(ids)} 条")
    if unknown := [i for i in ids if i not in listed]:
        out.append(f"没有这些编号：{'、'.join(unknown)}；只能用列出的候选编号")
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        out.append(f"编号重复：{'、'.join(twice)}")
    out += chain.from_iterable(_name_faults(pick, listed[pick.id]) for pick in value.picks if pick.id in listed)
    return out


def _name_faults(pick: Pick, candidate: Candidate) -> list[str]:
    out = []
    name = pick.name.strip()
    if not name or len(name) > _LONGEST:
        out.append(f"{pick.id} 的 name 应为 1 到 {_LONGEST} 字")
    if has_digit(name) and not has_digit(candidate.group):
        out.append(f"{pick.id} 的 name 里不能写数字")
    if has_digit(pick.reason):
        out.append(f"{pick.id} 的 reason 里不写数字")
    wanted, found = named(candidate.group), named(name)
    if wanted.nature and found.nature != wanted.nature:
        out.append(
            f"{pick.id} 的 name 测的东西变了：候选是“{candidate.group}”，改写后仍要以“{wanted.measure}”或同义的词结尾"
        )
    return out


def _project(card: Card) -> str:
    lines = [f"名称：{card.name}"]
    if card.department:
        lines.append(f"部门：{card.department}")
    if card.amount:
        lines.append(f"金额：{number(card.amount / _WAN)}万元")
    if card.domain:
        lines.append(f"行业领域：{card.domain}")
    if card.purpose:
        lines.append(f"用途和目标：{card.purpose[:_TEXT]}")
    return "\n".join(lines)


def _line(candidate: Candidate, ranking: Ranking) -> str:
    family = vocabulary().families[candidate.family].name
    holders = len({id(peer) for peer, _ in candidate.holders})
    names = list(dict.fromkeys(entry.name for _, entry in candidate.holders))[:2]
    if candidate.framed is not None:
        names.append(candidate.framed.name)
    whose = "同类" if ranking.typed else "相近"
    support = f"{len(ranking.peers)} 个{whose}项目中 {holders} 个有" if holders else f"{whose}项目没有"
    shown = f"如：{'、'.join(names)}" if names else ""
    return " | ".join(part for part in (family, candidate.group, support, shown) if part)
