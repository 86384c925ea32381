"""The parts of a goal before they are set in sentences: each a text with the paths that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from random import Random

from jixiao.draft.background import background, funds
from jixiao.draft.clauses import MARKS, Clause, Piece, bond, clause
from jixiao.draft.figures import money
from jixiao.draft.points import Point, points
from jixiao.draft.topics import shortened
from jixiao.draft.words import Words, ending, words
from jixiao.records.drafts import Plan, Project

_PURPOSE = range(6, 32)
# Things done for which a comma reads better than 、.
_MANY = 40

Parts = dict[str, Piece]


def parts(
    project: Project, plan: Plan, chance: Random, borrow: bool = True, apart: frozenset[str] = frozenset()
) -> Parts:
    """Every part of the goal that the plan and the project give something for, by its name in the frames.

    `borrow` lets an effect stand for the purpose where none is given; what is said `apart` is left to others.
    """
    by_path = {point.path: point for point in shortened(points(project), project, plan)}
    said: dict[str, list[Clause]] = {}
    for group in plan.groups:
        for item in group.items:
            for one in _clauses([by_path[p] for p in item.paths if p in by_path and p not in apart], chance):
                said.setdefault(group.part if group.part != "output" else _kind(by_path, one), []).append(one)
    out = background(project, plan)
    unmeasured = [c for c in said.get("effect", []) if not any(by_path[path].quantified for path in c.cites)]
    if borrow and not out.keys() & {"purpose", "deed"} and (borrowed := _purpose(unmeasured)):
        out["purpose"] = Piece.of([borrowed])
        said["effect"].remove(borrowed)
    out |= _doings(said.get("quantity", []))
    for name in ("quality", "time", "cost", "effect", "satisfaction"):
        if said.get(name):
            out[name] = Piece.of(flowing(said[name]))
    if (amount := funds(project)) is not None and amount.text not in _amounts(said.get("cost", []), by_path):
        out["money"] = amount
    return out


def flowing(clauses: list[Clause]) -> list[Clause]:
    """The clauses with what neighbours share said once: 显著改善A，促进B; A、B显著提升."""
    known = words()
    out: list[Clause] = []
    for tail, run in groupby(clauses, key=lambda c: _tail(c, known)):
        same = list(run)
        if tail and len(same) > 1:
            what = "、".join(c.text.removesuffix(tail) for c in same)
            every = "" if known.degree.match(tail) else "均"
            out.append(Clause(what + every + tail, "state", tuple(p for c in same for p in c.cites)))
        else:
            out += same
    last = ""
    for n, one in enumerate(out):
        match = known.degree.match(one.text)
        if match and match[0] == last:
            out[n] = one._replace(text=one.text[match.end() :])
        last = match[0] if match else ""
    return out


def _tail(one: Clause, known: Words) -> str:
    """What a state ends with, and may share with its neighbours: 显著提升, 合格."""
    if one.form == "time" or len(one.cites) > 1 or MARKS.search(one.text):
        return ""
    ends = known.change.search(one.text)
    if ends is None:
        ends = known.state.search(one.text)
        return ends[0] if ends and len(one.text) > len(ends[0]) + 1 else ""
    degree = ending(one.text[: ends.start()], known.degrees)
    return degree + ends[0] if degree and not known.begin.match(one.text) else ""


def _clauses(said: list[Point], chance: Random) -> Iterable[Clause]:
    """One clause where the points can be said together, else one for each."""
    bonds = {bond(point) for point in said}
    if len(said) > 1 and len(bonds) == 1 and None not in bonds:
        return [clause(said, chance.randrange(2))]
    return [clause([point], chance.randrange(2)) for point in said]


def _kind(by_path: dict[str, Point], one: Clause) -> str:
    """Which part of the output a clause tells of."""
    kinds = {by_path[path].kind for path in one.cites}
    if one.form == "time" or kinds == {"time"}:
        return "time"
    return "quality" if "quality" in kinds or "time" in kinds else "quantity"


def _purpose(effects: list[Clause]) -> Clause | None:
    """The first effect that can be told as what all is for."""
    for one in effects:
        told = ending(one.text, words().outcome) or MARKS.search(one.text)
        if not told and len(one.text) in _PURPOSE and any(one.text.startswith(verb) for verb in words().purposes):
            return one
    return None


def _doings(said: list[Clause]) -> Parts:
    """What is done (acts, with the things and numbers after them), what is made (items), what is to be (states)."""
    acts = [c for c in said if c.form == "act"]
    items = [c for c in said if c.form == "item"]
    states = [c for c in said if c.form == "state"]
    out: Parts = {}
    if acts or items:
        listed = acts + items
        mark = "，" if any(MARKS.search(c.text) for c in listed) or max(len(c.text) for c in listed) > _MANY else "、"
        out["acts" if acts else "items"] = Piece.of(listed, mark)
    if states:
        out["states"] = Piece.of(states)
    return out


def _amounts(costs: list[Clause], by_path: dict[str, Point]) -> set[str]:
    """The amounts that costs say already."""
    targets = [by_path[path].target for one in costs for path in one.cites]
    return {money(target.scaled) for target in targets if target.scaled is not None and target.base_unit == "元"}
