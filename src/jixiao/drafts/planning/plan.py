"""The plan of a goal: what is said, chosen, grouped and ordered as people do it, and what is left out and why."""

from __future__ import annotations

import re

from jixiao.checks import values_at_fault
from jixiao.drafts.clauses.absent import absent
from jixiao.drafts.clauses.certain import certain, ends_as_manner, harms
from jixiao.drafts.clauses.clause import clause, sayable
from jixiao.drafts.clauses.joined import bond, grouped
from jixiao.drafts.clauses.prices import price
from jixiao.drafts.clauses.qualitative import quality
from jixiao.drafts.language.lexicon import Room, lexicon
from jixiao.drafts.language.points import Point, points
from jixiao.drafts.language.sentence_templates import Length
from jixiao.drafts.planning.background import bare_name, spends, usable_purpose
from jixiao.drafts.planning.called import aim_of
from jixiao.drafts.planning.inner import is_part, parts_of
from jixiao.drafts.planning.likely import unlike
from jixiao.drafts.planning.priced import prices_of, side_costs
from jixiao.drafts.planning.purposes import counts
from jixiao.drafts.planning.ranking import is_minor, likely, rank, weight
from jixiao.drafts.planning.related import strays
from jixiao.drafts.planning.spans import odd
from jixiao.drafts.planning.sure import sure
from jixiao.drafts.planning.told_once import again
from jixiao.records.drafts import LeftOut, Part, Plan, PlanGroup, PlanItem, Project

PARTS: tuple[Part, ...] = ("basis", "output", "cost", "effect", "satisfaction")
_WITHIN = ("quantity", "other", "quality", "time", "cost", "effect", "satisfaction")
_UNFILLED = "指标值没有填写"
_REPEATS = "定性指标，指标值“{value}”只是重复指标名或没有说明程度，写进文字读不出新内容"
_UNSAID = "指标名和指标值连不成通顺的一句话；请按表中原意自行补写"
_ROOM = "篇幅所限没有写入，其余见绩效指标表"
_MINOR = "与主要任务关系不大，或目的里已经说到，没有写入；见绩效指标表"
_CONTRACT = "合同的起止时间不是要完成的事，写进文字读不出目标；见绩效指标表"
_HARM = "说的是不希望发生的事，写进目标不妥；见绩效指标表"
_UNLIMITED = "时间没有写明最晚或最长是多少，写不成一句目标；见绩效指标表"
_COMES_IN = "受理多少取决于来件，上限不是要完成的事，没有写入；见绩效指标表"
# What comes in and is not made more of: 受理投诉举报件数 not above a number.
_COMES = re.compile(
    "(?:受理|接到|处理|处置|办理)[一-龥]*(?:投诉|举报|信访|诉求|来访)|(?:投诉|举报|信访)[一-龥]{0,2}(?:受理|处理)"
)
_AT_FAULT = "{fault}，没有写入；请先核对这项指标"
_AGAIN = "另有一项指标也叫“{name}”，只写其中一项；请核对是否重复"
_LETTER = re.compile(r"[^\W\d_]")
# A name with a time in brackets behind it: 开工率（6月底）.
_DATED = re.compile(r"[（(][^（）()]*\d[年月日][^（）()]*[）)]$")
# What a name says is so, of which 100% is nothing more: 生活得到改善.
_HAPPENS, _WHOLE = re.compile("(?:得到|明显|显著|有效|不断|持续)(?:改善|提升|提高|增强|加强)$"), 100
# Of what is counted so much is said, however it is worded.
_TOLD = 4
# So many of a kind are told though a clause of them is doubtful; it may be one of a form's few.
_FIRST = {"quantity": 4, "other": 4, "quality": 2, "effect": 2}
_SHARED = 0.6  # so much of a task is in the name of a figure that tells it
_MOST_BASIS, _OPENING = 2, 58
_WORD = 2
# Of these one is said, however little room there is.
_ALWAYS = ("quantity", "satisfaction")


def plan(project: Project, length: Length = "normal") -> Plan:
    """The plan of the project's goal; every indicator of the year is either in a group or left out with a reason."""
    said: list[Point] = []
    left: list[LeftOut] = []
    wrong, strange = values_at_fault(project), odd(project)
    for point in points(project):
        fault = wrong.get(f"{point.path}.value") or strange.get(point.path)
        reason = _AT_FAULT.format(fault=fault) if fault else _unsaid(point, project.year)
        if reason:
            left.append(LeftOut(path=point.path, reason=reason))
        else:
            said.append(point)
    said, twice = _once(said)
    if length != "long":
        parts = parts_of(project, said)
        minor = [p for p in said if p.path not in parts and (is_part(project, p) or is_minor(p, project))]
        if all(p in minor for p in said if p.kind == "quantity"):
            minor = [p for p in minor if p.kind != "quantity"]
        gone = (
            unlike(bare_name(project), [p for p in said if p not in minor], project.year)
            | side_costs(project, said, lexicon().room[length].cost)
            | {p.path: _MINOR for p in minor}
            | strays(project, [p for p in said if p not in minor])
        )
        gone |= again([point for point in said if point.path not in gone], project.year)
        said = [point for point in said if point.path not in gone]
        left += [LeftOut(path=path, reason=reason) for path, reason in gone.items()]
    left += [LeftOut(path=point.path, reason=_AGAIN.format(name=point.name)) for point in twice]
    priced = prices_of(said) | parts_of(project, said)
    items = _chosen(grouped([point for point in said if point.path not in priced]), project, lexicon().room[length])
    kept = {item[0].path for item in items if len(item) == 1}
    items += [[point] for point in said if point.path in priced and priced[point.path].path in kept]
    kept = {point.path for item in items for point in item}
    left += [LeftOut(path=point.path, reason=_ROOM) for point in said if point.path not in kept]
    groups = [PlanGroup(part="basis", items=_background(project, [p for item in items for p in item]))]
    for part in PARTS[1:]:
        own = sorted((item for item in items if item[0].part == part), key=_within)
        groups.append(PlanGroup(part=part, items=[PlanItem(paths=[p.path for p in item]) for item in own]))
    order = {point.path: n for n, point in enumerate(points(project))}
    left.sort(key=lambda one: order[one.path])
    return Plan(groups=[group for group in groups if group.items], left_out=left)


def _once(found: list[Point]) -> tuple[list[Point], list[Point]]:
    """One point of each name, that with a number first, and those that have a name which is said already."""
    first: dict[str, Point] = {}
    for point in sorted(found, key=lambda one: not one.quantified):
        first.setdefault(point.name, point)
    kept = {point.path for point in first.values()}
    return [p for p in found if p.path in kept], [p for p in found if p.path not in kept]


def _within(item: list[Point]) -> tuple[int, int]:
    """The order within a part: by kind, effects from what is counted to what changes."""
    point = item[0]
    if point.kind != "effect":
        return _WITHIN.index(point.kind), 0
    unit = point.target.base_unit
    if re.search(lexicon().inner, point.name):
        return _WITHIN.index(point.kind), 4
    return _WITHIN.index(point.kind), 2 if not point.quantified else 3 if unit == "年" else 1 if unit == "%" else 0


def _background(project: Project, said: list[Point]) -> list[PlanItem]:
    """What the goal rests on beyond its indicators: documents, purpose, tasks that no figure tells, beneficiaries."""
    paths = [f"basis[{n}]" for n in range(min(len(project.basis), _MOST_BASIS))]
    counted = [p.name for p in said if p.kind in ("quantity", "other")]
    listed = counts(project.purpose or "", said)  # its sums are no part of what is done
    if usable_purpose(project) and not listed and not (counted and spends(project)):
        paths.append("purpose")
    elif aim_of(project):
        paths.append("policy_tasks[0]")
    paths += [f"tasks[{n}]" for n, task in enumerate(project.tasks) if not any(_told(task, name) for name in counted)]
    if project.beneficiaries:
        paths.append("beneficiaries")
    return [PlanItem(paths=[path]) for path in paths]


def _told(task: str, name: str) -> bool:
    """Whether a figure tells the task: 补栽行道树 beside 行道树补栽数量."""
    own = set(re.sub("[、，和及的]", "", task))
    return len(own & set(name)) >= _SHARED * len(own)


def _unsaid(point: Point, year: int | None) -> str:
    """Why the point is left out, "" where it is said."""
    if point.target.kind == "blank":
        return _UNFILLED
    if point.misfit:
        return point.misfit
    if (
        _DATED.search(point.name)
        or _two_heads(point.name)
        or len(_LETTER.findall(point.name)) < _WORD
        or _nought(point)
    ):
        return _UNSAID
    if point.target.scaled == _WHOLE and _HAPPENS.search(point.name) and point.target.base_unit == "%":
        return _UNSAID
    if point.target.base_unit == "%" and not point.target.change and ends_as_manner(point.name):
        return _UNSAID
    if point.target.number == 0 and point.target.base_unit == "%" and point.target.operator in ("≥", "≤"):
        return _UNSAID
    if point.kind == "quantity" and point.target.operator in ("≤", "<") and _COMES.search(point.name):
        return _COMES_IN
    if point.kind == "effect" and point.target.number and harms(point):
        return _HARM
    if point.kind == "time" and re.search("[，；,;]|[日月前底].*[各分][一-龥]{1,4}[一二两三四\\d]+次", point.value):
        return _UNSAID
    if point.kind == "time" and re.search("(?:合同|服务|项目|实施)(?:期限?|履行期限|服务期限|周期|期间)$", point.name):
        return _CONTRACT
    if not point.quantified and quality(point) is None and not (point.kind == "cost" and price(point)):
        return _REPEATS.format(value=point.value)
    if point.target.kind == "date" and point.name.endswith("年限"):
        return _UNLIMITED
    if point.kind == "time" and not certain(point, clause([point], year).text):
        return _UNLIMITED
    return "" if sayable(point, year) or (point.kind == "cost" and price(point)) else _UNSAID


def _two_heads(name: str) -> bool:
    """Whether a name counts two things by one number: 疫苗种类及批次."""
    head = lexicon().head.search(name)
    return head is not None and head.start() > 0 and name[head.start() - 1] in "、和与及"


def _nought(point: Point) -> bool:
    """Whether nothing is to come of what nobody minds: 新增就业 / 0人."""
    counted = point.kind in ("quantity", "effect", "other") and point.target.base_unit != "%"
    return counted and point.target.number == 0 and not point.target.change and absent(point) is None


def _chosen(items: list[list[Point]], project: Project, room: Room) -> list[list[Point]]:
    """The items for which there is room, those that tell most of each kind first."""
    ranked: dict[str, list[list[Point]]] = {}
    for item in items:
        ranked.setdefault(_kind(item), []).append(item)
    found = points(project)
    for kind, own in ranked.items():
        own.sort(key=lambda item: rank(item, kind, project, found))
    left = max(room.most - _opening(project, items), room.most // 2)
    chosen: list[list[Point]] = []
    turns = dict.fromkeys(ranked, 0)
    for kind in lexicon().turns + lexicon().turns[-6:] * room.quantity:
        own = [
            item for name in (("quantity", "other") if kind == "quantity" else (kind,)) for item in ranked.get(name, [])
        ]
        turn = turns.get(kind, 0)
        if turn >= min(len(own), getattr(room, kind)):
            continue
        if kind == "quantity" and turn >= _TOLD and room.quantity < len(items) and not sure(own[turn][0], project.year):
            continue
        if turn >= _FIRST.get(kind, 1) and not _adds(own[turn], project):
            turns[kind] = turn + 1
            continue
        turns[kind] = turn + 1
        if room.quality < len(items) and _again(own[turn], chosen):
            continue
        size = len(clause(own[turn], project.year).text) + 1
        if size <= left or (turn == 0 and kind in _ALWAYS):
            chosen.append(own[turn])
            left -= size
    place = {id(item): n for n, item in enumerate(items)}
    return sorted(chosen, key=lambda item: (_kind(item) == "quantity" and -weight(item, project), place[id(item)]))


def _adds(item: list[Point], project: Project) -> bool:
    """Whether it is worth telling beyond the first of its kind: told by a clause that an official would likely write,
    and no more of what is only wished for."""
    wished = item[0].kind == "effect" and not any(point.quantified or absent(point) for point in item)
    return likely(item, project) and not wished


def _again(item: list[Point], chosen: list[list[Point]]) -> bool:
    """Whether others of the same value are said already, and these would stand apart from them."""
    tie = bond(item[0])
    return tie is not None and tie[0] != "full" and any(bond(other[0]) == tie for other in chosen)


def _opening(project: Project, items: list[list[Point]]) -> int:
    """About so many characters go to documents, purpose and year."""
    names = [p.name for item in items for p in item if p.kind in ("quantity", "other")]
    tasks = [task for task in project.tasks if not any(_told(task, name) for name in names)]
    given = sum(map(len, project.basis[:_MOST_BASIS] + tasks)) + len(project.beneficiaries or "")
    return _OPENING + given // 2


def _kind(item: list[Point]) -> str:
    return item[0].kind
