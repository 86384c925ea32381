"""What goes first among the indicators of a kind, and what the table is enough for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jixiao.drafts.clauses.certain import certain
from jixiao.drafts.clauses.clause import clause
from jixiao.drafts.clauses.spoken import spoken
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.planning.background import bare_name
from jixiao.drafts.planning.called import own_words, usual_aim
from jixiao.drafts.planning.related import near
from jixiao.drafts.planning.sure import sure
from jixiao.records.drafts import Project
from jixiao.segmentation import cut

_ALL_YEAR = re.compile("全年(?:做好|开展)")
_FEW = 2
_LIKELY = 0.75  # what is likelier goes first
_SERVED = ("人", "名", "户", "人次", "户次", "例")
_AIM = 4  # characters at the end of a purpose that are what it is about: 改善群众|居住条件
_WORD = 2
# A name of three works or more that have one number.
_SEVERAL = re.compile("、[一-龥]+[、和及与]")
# What is there in the end, and not a step to it.
_ENDS = re.compile("完成|完工|竣工|交工|建成|验收|交付|投用|投入|发放|拨付|兑付|到位")
# What tells of work that it is done well, in whatever field.
_STANDARD = re.compile("合格|验收|达标|优良|准确|通过|符合")


def rank(item: list[Point], kind: str, project: Project, found: list[Point]) -> tuple[object, ...]:
    """What goes first among its kind: the heavier, the telling one, what stands first in the form; `found` are all."""
    heavy, vague = (
        -weight(item, project),
        not certain(item[0], clause(item, project.year).text) or not likely(item, project),
    )
    if kind == "time":
        date = item[0].target.date
        other = date is not None and date.year not in (None, project.year)
        ends = _ENDS.search(item[0].name) is not None
        return (vague, other, not ends, not _about(item, project, found), item[0].target.kind != "date", heavy)
    if kind == "cost":
        return (
            vague,
            not _about(item, project, found),
            "/" not in item[0].target.unit and not re.search("[均单每价]", item[0].name),
            heavy,
        )
    if kind == "effect":
        far = not any(near(point, project) for point in item)
        return (vague, bool(re.search(lexicon().inner, item[0].name)), far, not item[0].quantified, heavy, -len(item))
    if kind == "quality":
        plain = not (item[0].quantified and _STANDARD.search(item[0].name))
        joined = any(_SEVERAL.search(point.name) for point in item)
        return (vague, not item[0].quantified, joined, not _about(item, project, found), -len(item), plain, heavy)
    if kind == "quantity":
        unsure = not sure(item[0], project.year)
        named = item[0].path == main_of(bare_name(project), found) or _named_task(item[0], project, found)
        return (not named, not _most(item[0], found), heavy, vague, unsure, -_spoken_of(item[0], found))
    return ("满意" not in item[0].name, heavy)


def likely(item: list[Point], project: Project) -> bool:
    """Whether an official would likely write it; several points in one clause share its frame."""
    return len(item) > 1 or spoken(item[0], project.year).chance >= _LIKELY


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


def _about(item: list[Point], project: Project, found: list[Point]) -> bool:
    """Whether it is about what is done: a word of its name is in the project's name or in that of what is counted."""
    names = [p.name for p in found if p.kind == "quantity"] + [bare_name(project)]
    return any(word in name for point in item for word in own_words(point.name) for name in names)


def main_of(called: str, planned: list[Point]) -> str:
    """The path of the first that is counted whose name has most or half of most of the words that the project is called
    by; "" where none has any.

    >>> show = [Point(f"indicators[{n}]", "quantity", name, "6处") for n, name in enumerate(("错车道", "公路加宽"))]
    >>> main_of("通村公路窄路加宽工程", show)
    'indicators[1]'
    """
    counted = [point for point in planned if point.kind in ("quantity", "other") and point.target.base_unit != "%"]
    for own in (set(own_words(called)) - set(lexicon().broad), own_words(called)):
        shared = {point.path: sum(word in point.name for word in own) for point in counted}
        most = max(shared.values(), default=0)
        if most:
            return next(path for path, count in shared.items() if count * 2 >= most)
    return ""


def _most(point: Point, found: list[Point]) -> bool:
    """Whether it counts most of the people or houses that the project serves."""
    if point.target.base_unit not in _SERVED or point.target.scaled is None:
        return False
    others = [p for p in found if p.kind == "quantity" and p.target.base_unit in _SERVED]
    return all((other.target.scaled or 0) <= point.target.scaled for other in others)


def _named_task(point: Point, project: Project, found: list[Point]) -> bool:
    """Whether the point is one of the few tasks that the project is called by."""
    own = own_words(bare_name(project))
    counted = [p for p in found if p.kind == "quantity" and p.target.base_unit != "%"]
    named = [p for p in counted if any(pair in p.name for pair in own)]
    return point in named and len(named) <= _FEW


def _spoken_of(point: Point, found: list[Point]) -> int:
    """How many of the qualities, times and costs are about what the point counts: by a word that few names have."""
    others = [p for p in found if p.kind in ("quality", "time", "cost")]
    counted = [p.name for p in found if p.kind == "quantity"]
    own = {word for word in cut(point.name) if len(word) >= _WORD and word not in lexicon().general}
    own = {word for word in own if sum(word in name for name in counted) == 1}
    return sum(any(word in other.name for word in own) for other in others)


def weight(item: Iterable[Point], project: Project) -> Decimal:
    """The weight of the heaviest indicator, 0 where none is printed."""
    found = [project.indicators[int(p.path[len("indicators[") : -1])].weight or "" for p in item]
    numbers = [Decimal(w.strip()) for w in found if re.fullmatch(r"\d+(?:\.\d+)?", w.strip())]
    return max(numbers, default=Decimal(0))
