"""Which column of a list holds what: the likeliest roles for all columns together, with what speaks for each.

A list has one column of names, of signs, of units; levels stand in their order and before the names; a sign and a unit
stand near their number. The best assignment is found by a beam over the columns from the left; the margin of a column
is how much less likely the best assignment is in which that column has another role.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from jixiao.fields.columns.model import ASIDE, ROLES, Strip, roles_said, scores, stems
from jixiao.forms.vocabulary import Vocabulary
from jixiao.text import key

# A column whose head is not known is bound without a doubt from this margin on (log-odds),
SURE = 2.2
# and one whose head is known from this one on.
SURE_KNOWN = 0.7
# What a second column of the same role costs, by role; other roles stand once.
_AGAIN = {"value": 2.5}
_ONCE = frozenset({*ROLES[:11]} - {"value"})
_STEMS_ASIDE = {"past", "criteria", "note", "type", "code", "whether", "formula"}
_BEAM = 16
_TOP = 5
_LEVELS = ("level1", "level2", "level3")
Ranked = list[tuple[str, float]]
# Ways to go on: how likely, the roles taken as bits, and the roles of the columns so far.
Beam = list[tuple[float, int, list[str]]]
# By role: its bit, whether it stands once, what it adds to stand again, and the bits of the levels after it.
_RULES = {
    role: (
        1 << i,
        role in _ONCE,
        -_AGAIN.get(role, 0.0),
        sum(1 << ROLES.index(q) for q in _LEVELS[_LEVELS.index(role) + 1 :]) if role in _LEVELS else 0,
    )
    for i, role in enumerate(ROLES)
}
_STEM_OF = {"level1": "one", "level2": "two", "level3": "three", "operator": "symbol", "unit": "unit",
            "weight": "weight", "value": "value", "description": "said", "basis": "why",
            "number": "number"}  # fmt: skip


class Bound(NamedTuple):
    """What a column holds: its role (a role of the contract, or "remark"), the finer role, how much surer it is than
    the best other, and whether the head of the column says the same."""

    role: str
    fine: str
    margin: float
    named: bool

    @property
    def sure(self) -> bool:
        """Whether nothing need be said about it."""
        return self.margin >= (SURE_KNOWN if self.named else SURE * 2)


def bind(strips: Sequence[Strip], words: Vocabulary) -> list[Bound]:
    """The role of each column of a list, by what the columns hold and what their heads say."""
    found = scores(strips, words)
    ranked = [sorted(row.items(), key=lambda pair: -pair[1]) for row in found]
    beams: list[Beam] = [[(0.0, 0, [])]]
    best, path = _search(found, ranked, beams)
    tops = [row[0][1] for row in ranked]
    out = []
    for i, role in enumerate(path):
        coarse = _coarse(role)
        margin, likely = 20.0, found[i][role] - 20
        rivals = [v for q, v in found[i].items() if q != role and v > likely and _coarse(q) != coarse]
        if rivals:
            # No other way is likelier than each column's best role: far enough off, none need be looked for.
            least = best - sum(tops) + tops[i] - max(*rivals, found[i]["note"] - 5)
            if least < SURE * 2 or role in ("value", "past"):
                least = best - _search(found, ranked, beams, (i, coarse))[0]
            margin = min(margin, least)
        out.append(Bound(coarse, role, margin, _named(strips[i], role, words)))
    return out


def _coarse(role: str) -> str:
    return "remark" if role in ASIDE else role


def _named(strip: Strip, role: str, words: Vocabulary) -> bool:
    """Whether the head's words speak of the role: the vocabulary says so, or a part of the word does."""
    said = strip.said or roles_said(strip.head, words)
    if role in said:
        return True
    if role in ASIDE:
        return bool(said & ASIDE) or bool(stems(key(strip.head)) & _STEMS_ASIDE)
    return not said and _STEM_OF.get(role) in stems(key(strip.head))


def _search(
    found: list[dict[str, float]], ranked: list[Ranked], beams: list[Beam], barred: tuple[int, str] | None = None
) -> tuple[float, list[str]]:
    """The likeliest roles of all columns and their score; `barred` is a column with the role that it must not have.

    `ranked` are the roles of each column, the likeliest first. `beams` are those before each column where nothing is
    barred: the first search makes them, the others begin with the one before their column.
    """
    first = barred[0] if barred is not None else 0
    beam = beams[first]
    for i in range(first, len(found)):
        roles = ranked[i]
        if barred is not None and i == first:
            roles = [pair for pair in roles if _coarse(pair[0]) != barred[1]]
        beam = _grown(beam, roles[:_TOP], found[i])
        if barred is None:
            beams.append(beam)
    return max((total + _whole(path), path) for total, _, path in beam)


def _grown(beam: Beam, roles: Ranked, row: dict[str, float]) -> Beam:
    """The beam one column further: the likeliest ways to go on with one of the roles.

    A role that stands once bars itself, a second target costs, and so does a level after a later one.
    """
    options = [(role, value, *_RULES[role]) for role, value in roles]
    grown: list[tuple[float, int, list[str], str]] = []
    for total, taken, path in beam:
        for role, value, bit, once, again, later in options:
            step = 0.0
            if taken & bit:
                if once:
                    continue
                step = again
            elif taken & later:
                step = -4.0 * (taken & later).bit_count()
            grown.append((total + value + step, taken | bit, path, role))
    if not grown:  # every likely role is taken: whatever it is, it stands aside
        grown = [(total + row["note"] - 5, taken | _RULES["note"][0], path, "note") for total, taken, path in beam]
    grown.sort(key=itemgetter(0), reverse=True)
    return [(total, taken, [*path, role]) for total, taken, path, role in grown[:_BEAM]]


def _whole(path: list[str]) -> float:
    """What the whole assignment adds: names and targets are there, signs and units stand near the target."""
    out = 0.0
    if "level3" not in path:
        out -= 3.0
    if "value" not in path:
        out -= 3.0
    for role in ("operator", "unit"):
        if role in path and "value" in path:
            apart = min(abs(path.index(role) - i) for i, q in enumerate(path) if q == "value")
            out -= 0.4 * max(0, apart - 1)
        elif role in path:
            out -= 2.0
    return out
