"""The parts of a goal before they are set in sentences: each a text with the paths that it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations, groupby
from random import Random
from typing import NamedTuple

from jixiao.draft.clauses import Clause, bond, clause, lead_of
from jixiao.draft.figures import money
from jixiao.draft.points import Point, points
from jixiao.draft.words import Words, ending, words
from jixiao.quantity import parse_amount
from jixiao.records.columns import follow
from jixiao.records.drafts import Plan, Project

_LONGEST_NAME = 28
_PURPOSE = range(6, 32)
_MARKS = re.compile("[、，；,]")
_CODE = re.compile(r"^[\d\[\]A-Za-z]+\s*")
_BRACKETS = re.compile("（[^）]*）|\\([^)]*\\)")
_FOR = re.compile("^为了?")
_USE = "用于"
# Things done for which a comma reads better than 、.
_MANY = 40
# A topic is so many characters that begin the names of so many indicators; what is left of a name stands alone.
_LEAST_TOPIC, _LEAST_SHARED, _LEAST_REST = 4, 3, 4
_JOINTS = "的、和及与，"
_ORDER = ("quantity", "other", "quality", "time", "cost", "effect", "satisfaction")


class Piece(NamedTuple):
    """A text and the paths of what it says."""

    text: str
    cites: tuple[str, ...]

    @classmethod
    def of(cls, clauses: Sequence[Clause], mark: str = "，") -> Piece:
        """The clauses one after the other."""
        return cls(mark.join(c.text for c in clauses), tuple(path for c in clauses for path in c.cites))


Parts = dict[str, Piece]


def parts(project: Project, plan: Plan, chance: Random, borrow: bool = True) -> Parts:
    """Every part of the goal that the plan and the project give something for, by its name in the frames.

    `borrow` lets an effect stand for the purpose where none is given.
    """
    by_path = {point.path: point for point in shortened(points(project), project)}
    said: dict[str, list[Clause]] = {}
    for group in plan.groups:
        for item in group.items:
            for one in _clauses([by_path[path] for path in item.paths if path in by_path], chance):
                said.setdefault(group.part if group.part != "output" else _kind(by_path, one), []).append(one)
    out = _background(project, plan)
    unmeasured = [c for c in said.get("effect", []) if not any(by_path[path].quantified for path in c.cites)]
    if borrow and not out.keys() & {"purpose", "deed"} and (borrowed := _purpose(unmeasured)):
        out["purpose"] = Piece.of([borrowed])
        said["effect"].remove(borrowed)
    out |= _doings(said.get("quantity", []))
    for name in ("quality", "time", "cost", "effect", "satisfaction"):
        if said.get(name):
            out[name] = Piece.of(flowing(said[name]))
    return out | _money(project, said.get("cost", []), by_path)


def shortened(said: list[Point], project: Project) -> list[Point]:
    """The points, their common beginning said once: by the project's name, or by the first point that has it."""
    topic = _topic([point.name for point in said])
    if not topic:
        return said
    out: list[Point] = []
    told = topic in project_text(project)
    for point in sorted(said, key=lambda p: _ORDER.index(p.kind)):
        rest = point.name.removeprefix(topic)
        stem = rest.removesuffix(ending(rest, words().shared)) if point.kind == "satisfaction" else rest
        short = told and point.quantified and rest != point.name and len(stem) >= _LEAST_REST and rest[0] not in _JOINTS
        told = told or point.name.startswith(topic)
        out.append(replace(point, name=rest) if short else point)
    return out


def _topic(names: list[str]) -> str:
    """The beginning that most names share, the longest of those; "" where fewer than three share one."""
    leads = {lead_of([a, b]) for a, b in combinations(names, 2)}
    counted = [(sum(n.startswith(lead) for n in names), len(lead), lead) for lead in leads if len(lead) >= _LEAST_TOPIC]
    shared, _, lead = max(counted, default=(0, 0, ""))
    return lead if shared >= _LEAST_SHARED else ""


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
    if one.form == "time" or len(one.cites) > 1 or _MARKS.search(one.text):
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


def _background(project: Project, plan: Plan) -> Parts:
    """Documents, purpose, tasks and beneficiaries as far as the plan names them; year and project."""
    told = [path for group in plan.groups if group.part == "basis" for item in group.items for path in item.paths]
    out: Parts = {"year": Piece(str(project.year) if project.year else "本", ("year",) if project.year else ())}
    name = project_text(project)
    if name:
        out["project"] = Piece(name, ("project_name",))
        if any(name.startswith(verb) for verb in words().means):
            out["means"] = out["project"]
    for field in ("basis", "tasks"):
        listed = [path for path in told if path.startswith(field)]
        if listed:
            values = getattr(project, field)
            texts = [values[int(path[len(field) + 1 : -1])].strip("。；; ") for path in listed]
            out[field] = Piece(_listing(texts, field), tuple(listed))
    if "beneficiaries" in told and project.beneficiaries:
        out["beneficiaries"] = Piece(project.beneficiaries.strip("。 "), ("beneficiaries",))
    if "purpose" in told and project.purpose:
        out |= _given_purpose(project.purpose)
    return out


def _listing(texts: list[str], field: str) -> str:
    """The texts in a row; tasks that are named as things are work that is done."""
    row = ("，" if any(_MARKS.search(text) for text in texts) else "、").join(texts)
    done = field != "tasks" or all(words().act.match(text) or words().begin.match(text) for text in texts)
    return row if done else f"做好{row}等工作"


def _given_purpose(text: str) -> Parts:
    """The purpose as an aim (改善…), as the use of money (用于…), or as a thing done."""
    text = _FOR.sub("", text.strip().rstrip("。；;")).rstrip("，,")
    if text.startswith(_USE):
        return {"use": Piece(text, ("purpose",))}
    if "。" not in text and (words().begin.match(text) or words().act.match(text)):
        return {"purpose": Piece(text, ("purpose",))}
    return {"deed": Piece(text, ("purpose",))}


def project_text(project: Project) -> str:
    """实施…项目, 落实…补贴: what is done with the project by its name; "" for a name that fits no sentence."""
    known = words()
    name = re.sub(known.project_lead, "", (project.project_name or "").strip())
    name = _BRACKETS.sub("", re.split("[-—–－]", name)[-1])
    name = _CODE.sub("", name).strip('“”"') if name.count("“") != 1 else name
    if not name or len(name) > _LONGEST_NAME:
        return ""
    for verb, endings in known.project_verbs.items():
        if ending(name, endings):
            return f"{name}" if name.startswith(verb) else f"{verb}{name}"
    return f"做好{name}工作"


def _purpose(effects: list[Clause]) -> Clause | None:
    """The first effect that can be told as what all is for."""
    for one in effects:
        told = ending(one.text, words().outcome) or _MARKS.search(one.text)
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
        mark = "，" if any(_MARKS.search(c.text) for c in listed) or max(len(c.text) for c in listed) > _MANY else "、"
        out["acts" if acts else "items"] = Piece.of(listed, mark)
    if states:
        out["states"] = Piece.of(states)
    return out


def _money(project: Project, costs: list[Clause], by_path: dict[str, Point]) -> Parts:
    """The money of the year, where no cost says the same amount."""
    printed = follow(project, "funds.annual.total")
    amount = parse_amount(printed or "", project.funds.unit if project.funds else None)
    if amount is None or not amount.yuan or amount.yuan < 0:
        return {}
    same = {by_path[path].target.scaled for one in costs for path in one.cites}
    return {} if amount.yuan in same else {"money": Piece(money(amount.yuan), ("funds.annual.total",))}
