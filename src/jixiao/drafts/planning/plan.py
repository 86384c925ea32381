"""The plan of a goal: what is said, chosen, grouped and ordered as people do it, and what is left out and why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jixiao.checks import values_at_fault
from jixiao.drafts.clauses.absent import absent
from jixiao.drafts.clauses.certain import certain, harms
from jixiao.drafts.clauses.clause import clause, sayable
from jixiao.drafts.clauses.joined import bond, grouped
from jixiao.drafts.clauses.prices import price
from jixiao.drafts.clauses.qualitative import quality
from jixiao.drafts.language.lexicon import Room, lexicon
from jixiao.drafts.language.points import Point, points
from jixiao.drafts.language.sentence_templates import Length
from jixiao.drafts.planning.background import bare_name, spends, usable_purpose
from jixiao.drafts.planning.called import aim_of, own_words, usual_aim
from jixiao.drafts.planning.inner import is_part, parts_of
from jixiao.drafts.planning.priced import prices_of
from jixiao.drafts.planning.purposes import counts
from jixiao.drafts.planning.related import near, strays
from jixiao.drafts.planning.spans import odd
from jixiao.drafts.planning.sure import sure
from jixiao.records.drafts import LeftOut, Part, Plan, PlanGroup, PlanItem, Project
from jixiao.segmentation import cut

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
_ALL_YEAR = re.compile("全年(?:做好|开展)")
# What a name says is so, of which 100% is nothing more: 生活得到改善.
_HAPPENS, _WHOLE = re.compile("(?:得到|明显|显著|有效|不断|持续)(?:改善|提升|提高|增强|加强)$"), 100
_FEW = 2
# Of what is counted so much is said, however it is worded.
_TOLD = 4
# So many characters at the end of a purpose are what it is about: 改善群众|居住条件.
_AIM, _SHARED = 4, 0.6
_MOST_BASIS, _OPENING = 2, 58
_WORD = 2
# What tells of work that it is done well, in whatever field.
_STANDARD = re.compile("合格|验收|达标|优良|准确|通过|符合")
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
    said, again = _once(said)
    if length != "long":
        parts = parts_of(project, said)
        minor = [p for p in said if p.path not in parts and (is_part(project, p) or is_minor(p, project))]
        gone = {p.path: _MINOR for p in minor} | strays(project, [p for p in said if p not in minor])
        said = [point for point in said if point.path not in gone]
        left += [LeftOut(path=path, reason=reason) for path, reason in gone.items()]
    left += [LeftOut(path=point.path, reason=_AGAIN.format(name=point.name)) for point in again]
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
    if _DATED.search(point.name) or _two_heads(point.name) or len(_LETTER.findall(point.name)) < _WORD or _nought(point):
        return _UNSAID
    if point.target.scaled == _WHOLE and _HAPPENS.search(point.name) and point.target.base_unit == "%":
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
    for kind, own in ranked.items():
        own.sort(key=lambda item: _rank(item, kind, project))
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
        turns[kind] = turn + 1
        if room.quality < len(items) and _again(own[turn], chosen):
            continue
        size = len(clause(own[turn], project.year).text) + 1
        if size <= left or (turn == 0 and kind in _ALWAYS):
            chosen.append(own[turn])
            left -= size
    place = {id(item): n for n, item in enumerate(items)}
    return sorted(chosen, key=lambda item: (_kind(item) == "quantity" and -_weight(item, project), place[id(item)]))


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


def _rank(item: list[Point], kind: str, project: Project) -> tuple[object, ...]:
    """What goes first among its kind: the heavier, the telling one, what stands first in the form."""
    weight, vague = -_weight(item, project), not certain(item[0], clause(item, project.year).text)
    if kind == "time":
        date = item[0].target.date
        other = date is not None and date.year not in (None, project.year)
        return (vague, other, not _about(item, project), item[0].target.kind != "date", weight)
    if kind == "cost":
        return (
            vague,
            not _about(item, project),
            "/" not in item[0].target.unit and not re.search("[均单每价]", item[0].name),
            weight,
        )
    if kind == "effect":
        far = not any(near(point, project) for point in item)
        return (vague, bool(re.search(lexicon().inner, item[0].name)), far, not item[0].quantified, weight, -len(item))
    if kind == "quality":
        plain = not (item[0].quantified and _STANDARD.search(item[0].name))
        return (vague, not item[0].quantified, not _about(item, project), -len(item), plain, weight)
    if kind == "quantity":
        loose = not sure(item[0], project.year)
        return (loose, weight, not _named_task(item[0], project), vague, -_spoken_of(item[0], project))
    return ("满意" not in item[0].name, weight)


def is_minor(point: Point, project: Project) -> bool:
    """Whether the table is enough for it: what is done in every project, or all the year round."""
    name = project.project_name or ""
    if point.kind == "effect" and not point.quantified:
        aim = "" if project.purpose or project.policy_tasks else usual_aim(project)
        if _says(point.name, aim):
            return True
    if point.kind == "time" and re.search("合同|约定|序时", point.value):
        return True
    if point.kind == "time" and _ALL_YEAR.match(clause([point], project.year).text):
        return True
    return any(
        point.kind in one.kinds and re.search(one.name, point.name) and not (one.but and re.search(one.but, name))
        for one in lexicon().minor
    )


def _says(name: str, aim: str) -> bool:
    """Whether an effect is the purpose again: 改善学校的办学条件 for 改善办学条件."""
    again = bool(aim) and name[:_WORD] == aim[:_WORD] and aim[_WORD:] in name and len(name) <= len(aim) + _AIM
    return aim[-_AIM:] in name and (again or len(name) <= len(aim))


def _about(item: list[Point], project: Project) -> bool:
    """Whether it is about what is done: a word of its name is in the project's name or in that of what is counted."""
    names = [p.name for p in points(project) if p.kind == "quantity"] + [bare_name(project)]
    return any(word in name for point in item for word in own_words(point.name) for name in names)


def _named_task(point: Point, project: Project) -> bool:
    """Whether the point is one of the few tasks that the project is called by."""
    own = own_words(bare_name(project))
    counted = [p for p in points(project) if p.kind == "quantity" and p.target.base_unit != "%"]
    named = [p for p in counted if any(pair in p.name for pair in own)]
    return point in named and len(named) <= _FEW


def _spoken_of(point: Point, project: Project) -> int:
    """How many of the qualities, times and costs are about what the point counts: by a word that few names have."""
    others = [p for p in points(project) if p.kind in ("quality", "time", "cost")]
    counted = [p.name for p in points(project) if p.kind == "quantity"]
    own = {word for word in cut(point.name) if len(word) >= _WORD and word not in lexicon().general}
    own = {word for word in own if sum(word in name for name in counted) == 1}
    return sum(any(word in other.name for word in own) for other in others)


def _weight(item: Iterable[Point], project: Project) -> Decimal:
    """The weight of the heaviest indicator, 0 where none is printed."""
    found = [project.indicators[int(p.path[len("indicators[") : -1])].weight or "" for p in item]
    numbers = [Decimal(w.strip()) for w in found if re.fullmatch(r"\d+(?:\.\d+)?", w.strip())]
    return max(numbers, default=Decimal(0))
