"""What a goal rests on beyond its indicators: documents, purpose, tasks, beneficiaries, and what the project is about.

>>> def show(name):
...     print(deed(Project(project_name=name)))
>>> show("禁毒工作经费"), show("困难群众救助补助资金"), show("老旧小区改造")
做好禁毒工作
落实困难群众救助补助政策
推进老旧小区改造
(None, None, None)
>>> show("信息系统运行维护（含等保）"), show("检验检测设备购置"), show("人才专项")
做好信息系统运行维护工作
完善检验检测设备配备
做好人才工作
(None, None, None)
"""

from __future__ import annotations

import re

from jixiao.drafts.clauses.certain import ends_as_noun, tells_work
from jixiao.drafts.clauses.clause import Piece
from jixiao.drafts.clauses.joined import MARKS
from jixiao.drafts.language.figures import money
from jixiao.drafts.language.lexicon import Lexicon, lexicon
from jixiao.drafts.language.points import Point, points
from jixiao.drafts.language.words import words
from jixiao.drafts.planning import purposes
from jixiao.drafts.planning.called import aim_of, project_stem, usual_aim
from jixiao.grounding.facts import grams
from jixiao.quantity import numbers_in, parse_amount
from jixiao.records.drafts import Plan, Project
from jixiao.records.paths import FieldPath
from jixiao.segmentation import cut, listed

_LONGEST_NAME = 26
_LONGEST_PURPOSE = 44
_LEAST = 2
_TOLD = 0.6
# Two works that take no verb together: 网格员补贴与社会治理.
_TWO_WORKS = re.compile("(?:补贴|补助|奖补|奖励|保障)[与和及][“一-龥]")
# Money is used for no measure: 用于禁牧草原面积等支出.
_MEASURE = re.compile("用于.*(?:面积|数量|[人户个次]数|里程|长度|率)(?:等)?(?:支出|方面)?$")
_FOR = re.compile("^(?:为了?|通过)")
_USE = re.compile("^(?:主要|资金|专项)?用于")
_TOWARDS = ("对", "向", "为")
# What a task rests on, before it: 根据省职业技能竞赛管理办法，对获奖选手给予奖励.
_GROUND = re.compile("^(?:根据|依据|按照)[^，。；]{4,30}，")
_ABOUT = re.compile("^(?:对|向|面向|依托|围绕|按照|通过|组织|全面)")
_DIGIT = re.compile(r"\d")


def background(project: Project, plan: Plan) -> dict[str, Piece]:
    """Documents, purpose, tasks and beneficiaries as far as the plan names them; what the project is about."""
    told = [path for group in plan.groups if group.part == "basis" for item in group.items for path in item.paths]
    out: dict[str, Piece] = {}
    if about := _allotted(project):
        out["do"] = about
    elif said := deed(project):
        out["do"] = Piece(said, ("project_name",))
    if aim := usual_aim(project):
        out["aim"] = Piece(aim, ("project_name",))
    for field in ("basis", "tasks"):
        listed = [path for path in told if path.startswith(field)]
        if listed:
            values = getattr(project, field)
            texts = [values[int(path[len(field) + 1 : -1])].strip("。；; ") for path in listed]
            out[field] = Piece(_listing(texts, field), tuple(listed))
    if "beneficiaries" in told and project.beneficiaries:
        out["beneficiaries"] = Piece(project.beneficiaries.strip("。 "), ("beneficiaries",))
    for path in told:
        if path == "purpose" and project.purpose:
            out |= _given_purpose(project.purpose)
        elif path.startswith("policy_tasks") and (aim := aim_of(project)):
            out["purpose"] = Piece(aim, (path,))
    return out


def _listing(texts: list[str], field: str) -> str:
    """The texts in a row; tasks that are named as things are work that is done."""
    row = ("，" if any(MARKS.search(text) for text in texts) else "、").join(texts)
    done = field != "tasks" or all(_acts(text) for text in texts)
    return row if done else f"做好{row}等工作"


def _acts(text: str) -> bool:
    done = words().act.match(text) or words().begin.match(text) or lexicon().verb.match(text)
    return bool(done or text[:1] in _TOWARDS)


def _given_purpose(text: str) -> dict[str, Piece]:
    """The purpose as an aim (改善…), as the use of money (用于…), or as a thing done."""
    text = purposes.said(text).rstrip("。；;，,")
    if purposes.gives(text):
        return {"task": Piece(text, ("purpose",))}
    text = _FOR.sub("", text)
    if (use := _USE.match(text)) is not None:
        rest = re.sub("等(?:支出|方面)?$", "", text[use.end() :])
        return {"use": Piece(f"用于{rest}", ("purpose",))}
    if (ground := _GROUND.match(text)) and _acts(text[ground.end() :]):
        return {"grounds": Piece(ground[0], ("purpose",)), "task": Piece(text[ground.end() :], ("purpose",))}
    if words().begin.match(text):
        return {
            "purpose": Piece(
                text.replace("，", "、") if text.count("，") == 1 and len(text) <= 24 else text, ("purpose",)
            )
        }
    if _acts(text) or _ABOUT.match(text):
        return {"task": Piece(text, ("purpose",))}
    return {"use": Piece(f"用于{text}", ("purpose",))}


def spends(project: Project) -> bool:
    """Whether the purpose tells what the money is used for, and neither an aim nor what is done."""
    return "use" in _given_purpose(project.purpose or "")


def usable_purpose(project: Project) -> bool:
    """Whether the purpose is short enough for half a sentence, and tells no task with another number than its own."""
    text = purposes.said(project.purpose or "")
    fit = bool(text) and len(text) <= _LONGEST_PURPOSE and not re.search("[。\n]|若干", text)
    fit = fit and _MEASURE.search(text) is None
    return fit and at_odds(project) is None


def at_odds(project: Project) -> Point | None:
    """The task that the purpose tells with another number: 举办赛事413项 beside 赛事项数 13项; None where none is."""
    text = project.purpose or ""
    told = [number for number in numbers_in(text) if number.role == "quantity" and number.value is not None]
    for point in points(project):
        target = point.target
        if point.kind != "quantity" or target.number is None or len(grams(point.name) & grams(text)) < _LEAST:
            continue
        alike = [number for number in told if _unit(number.base_unit) == _unit(target.base_unit)]
        if alike and all(number.value != target.number for number in alike):
            return point
    return None


def _unit(unit: str) -> str:
    return "人" if unit in ("名", "位") else unit


def deed(project: Project) -> str:
    """What is done in the project: 推进老旧小区改造; "" for a name that fits no sentence."""
    known, (name, base) = lexicon(), _named(project)
    if not base:
        return ""
    begun = words().begin.match(base)
    if begun and len(base) > len(begun[0]) + _LEAST and not any(base.endswith(end) for end, _ in known.sorts):
        return base
    if (said := _sorted(base, known)) is not None:
        return said
    first, last = cut(base)[0], cut(base)[-1]
    if first in known.plain_verbs and first != last and not tells_work(last):  # 创建文明城市
        return base
    things = (*known.project_things, *known.thing_ends)
    if base.endswith(things) or (len(base) > _LEAST * 2 and not tells_work(cut(base)[-1]) and listed(cut(base)[-1])):
        return known.project_do.format(n=f"{base}项目")
    own = any(name.endswith(end) for end in known.project_ends)
    return known.project_do.format(n=name) if own else known.project_does.format(n=base)


def _named(project: Project) -> tuple[str, str]:
    """The project's name without codes and the level that pays, and that without 资金 …; "" twice for an unfit one."""
    known = lexicon()
    name = project_stem(project.project_name or "")
    if not name or len(name) > _LONGEST_NAME or re.search(known.unnamed, name) or MARKS.search(name.replace("、", "")):
        return "", ""
    name = re.sub(known.levels, "", name) or name
    bare = re.sub(known.strip, "", name)
    base = re.sub(known.strip, "", bare.removesuffix("项目")) or bare
    return ("", "") if len(base) < _LEAST or base in ("专项", "补助", "专项补助", "其他") else (name, base)


def _allotted(project: Project) -> Piece | None:
    """The money of a project that is called by it and by nothing that is done: 安排人才专项资金700万元."""
    known, (name, base) = lexicon(), _named(project)
    amount = funds(project)
    said = _sorted(base, known) or ""
    works = said and not said.endswith("支出")
    if amount is None or not re.search(known.allotted, name) or works or words().begin.match(base):
        return None
    bare = name.removesuffix("专项")
    called = name if bare == name else bare if re.search(known.allotted, bare) else f"{name}资金"
    return Piece(f"安排{called}{amount.text}", ("project_name", *amount.cites))


def bare_name(project: Project) -> str:
    """The project's name without 资金, 经费 and the like."""
    return re.sub(lexicon().strip, "", project_stem(project.project_name or ""))


def heading(project: Project) -> Piece:
    """The project as the heading of its money: 安排公交运营补贴资金500万元, “执法装备购置”项目安排资金500万元."""
    known, amount = lexicon(), funds(project)
    name = _named(project)[0] or project_stem(project.project_name or "")
    bare = name.removesuffix("项目")
    called = f"{bare}项目" if "”" in bare or bare not in (project.project_name or "") else f"“{bare}”项目"
    if amount is None:
        return Piece(f"实施{called}", ("project_name",))
    cites = ("project_name", *amount.cites)
    if re.search(known.heads_money, name):
        return Piece(f"安排{name}{amount.text}", cites)
    if re.search(known.heads_paid, name):
        return Piece(f"安排{name}资金{amount.text}", cites)
    return Piece(f"{called}安排资金{amount.text}", cites)


def built(project: Project) -> str:
    """The verb of works at the end of the project's name, for what is measured and has none: 改造."""
    base = _named(project)[1]
    return next((end for end, _ in lexicon().sorts if base.endswith(end) and end in lexicon().turned), "")


def tells(project: Project, text: str) -> bool:
    """Whether a text tells what the project is called by, so that it need not be named."""
    bare = bare_name(project)
    bare = re.sub(lexicon().strip, "", bare.removesuffix("项目"))
    end = next((end for end, _ in lexicon().sorts if bare.endswith(end)), "")
    own = set(bare.removesuffix(end))
    return bool(own) and len(own & set(text)) >= len(own) * _TOLD


def has_verb(project: Project) -> str:
    """The verb for things that the project's indicators only name; "" where its sort tells none."""
    base = _named(project)[1]
    return next((sort.has for end, sort in lexicon().sorts if base.endswith(end)), "")


def _sorted(base: str, known: Lexicon) -> str | None:
    """What is said of projects whose names end so."""
    for end, sort in known.sorts:
        if base.rstrip("”").endswith(end):
            rest = base.removesuffix(end).rstrip("及和与、")
            say = known.project_does if _TWO_WORKS.search(base) else sort.say
            if say == "保障{n}" and end[-2:] in ("补助", "补贴", "经费"):
                return say.format(n=base[:-2])
            say = known.project_does if say.startswith("开展") and words().begin.match(base) else say
            if "{o}" in say and len(rest) < _LEAST:
                continue
            if "{o}" in say and ("、" in rest or not ends_as_noun(rest)):
                return known.project_does.format(n=base)
            if say.startswith("保障") and "保障" in base:
                continue
            said = say.format(n=base, o=rest)
            return said if said[:2] != said[2:4] else said[2:]
    return None


def funds(project: Project) -> Piece | None:
    """The money of the year, None where no amount with its unit is given."""
    printed = FieldPath("funds.annual.total").get(project)
    amount = parse_amount(printed or "", project.funds.unit if project.funds else None)
    if amount is None or amount.yuan is None or amount.yuan <= 0:
        return None
    return Piece(money(amount.yuan), ("funds.annual.total",))
