"""What is said of one subject, side by side, where there is much to say.

扶持领军人才29人，资金于6月发放，发放标准不超过50万元/人: number, time and cost of the same thing, found by what the
names share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from jixiao.draft.clauses import Piece, clause
from jixiao.draft.points import Point, points
from jixiao.records.drafts import Plan, Project

# So many characters shared make two names of one subject, and so many are left to name what is said of it.
_SHARED, _LEFT = 4, 2
# Subjects are told apart from so many on, and where so large a share of what is counted has more to it.
_LEAST, _SHARE = 2, 0.5
_SENTENCE = 64
_COUNTED = ("quantity", "other")


def subjects(project: Project, plan: Plan, chance: Random) -> list[Piece]:
    """A sentence for each thing counted, or few small ones, that have a time or a cost of their own.

    [] where too few have.
    """
    alone = {path for group in plan.groups for item in group.items for path in item.paths if _single(item.paths)}
    dated = {path for group in plan.groups for item in group.items for path in item.paths}
    said = [p for p in points(project) if p.path in alone or (p.path in dated and p.target.kind == "date")]
    counted = [p for p in said if p.kind in _COUNTED and p.quantified]
    more: dict[str, list[Point]] = {p.path: [] for p in counted}
    for other in said:
        if other.kind in ("time", "cost") and (owner := _owner(other, counted)) is not None:
            more[owner.path].append(other)
    found = [(p, more[p.path]) for p in counted if more[p.path]]
    if len(found) < _LEAST or len(found) < len(counted) * _SHARE:
        return []
    return _gathered([_piece(subject, others, chance) for subject, others in found])


def _gathered(pieces: list[Piece]) -> list[Piece]:
    """Short pieces together in one sentence, as long as it stays short."""
    out: list[Piece] = []
    for piece in pieces:
        if out and len(out[-1].text) + len(piece.text) <= _SENTENCE:
            out[-1] = Piece(f"{out[-1].text}；{piece.text}", out[-1].cites + piece.cites)
        else:
            out.append(piece)
    return out


def _single(paths: list[str]) -> bool:
    return len(paths) == 1


def _owner(other: Point, counted: Iterable[Point]) -> Point | None:
    """The one counted thing whose name shares most with the name, None where none or two do."""
    ranked = sorted(((shared(other.name, p.name), p) for p in counted), key=lambda one: -one[0])
    if not ranked or ranked[0][0] < _SHARED or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    return ranked[0][1]


def shared(a: str, b: str) -> int:
    """The length of the longest run of characters that both have.

    >>> shared("水泵更换完成时间", "更换水泵数量"), shared("招商宣传片制作成本", "招商宣传片数量")
    (2, 5)
    """
    best = 0
    before = [0] * (len(b) + 1)
    for x in a:
        now = [0] * (len(b) + 1)
        for n, y in enumerate(b, 1):
            if x == y:
                now[n] = before[n - 1] + 1
                best = max(best, now[n])
        before = now
    return best


def _piece(subject: Point, others: list[Point], chance: Random) -> Piece:
    clauses = [clause([subject], chance.randrange(2))]
    for other in others:
        lead = next(n for n in range(len(other.name), -1, -1) if other.name[:n] in subject.name)
        rest = other.name[lead:]
        short = lead >= _SHARED and len(rest) >= _LEFT
        clauses.append(clause([replace(other, name=rest) if short else other], chance.randrange(2)))
    return Piece.of(clauses)
