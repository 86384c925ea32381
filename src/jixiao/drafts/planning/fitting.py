"""Whether a project and its tasks are about the same: 公交运营补贴 whose tasks are 改造危桥 are joined by nothing.

>>> from jixiao.records import Indicator
>>> def show(name, *counted):
...     rows = [Indicator(scope="annual", level2="数量指标", level3=one, value="3个") for one in counted]
...     print(fit(Project(project_name=name, indicators=rows)))
>>> show("农村公路养护", "公路养护里程"), show("城市公交运营补贴", "特种设备检验台数"), show("民族教育专项", "培训人数")
same
apart
same
(None, None, None)
>>> show("老旧小区改造", "农村危房改造户数")
near
"""

from __future__ import annotations

import re
from typing import Literal

from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point, points
from jixiao.drafts.planning.background import bare_name
from jixiao.drafts.planning.called import own_words, usual_aim
from jixiao.drafts.planning.ranking import main_of
from jixiao.grounding.wording import common
from jixiao.records.drafts import Fault, Plan, Project
from jixiao.text import has_digit

# same: they share words, or nothing is known of the tasks; near: they are of one field; apart: of different fields.
Fit = Literal["same", "near", "apart"]
_MAIN = "最主要的任务没有写进来：{}"
_SENTENCE = "“{}：{}”是一句话或一串话，照写进目标读不通；请改指标的名称和值，或改这一句"
_THIN = "表上有 {} 项带数的指标，这一段一个数也没有写进；请对照指标表补写，或先改指标"
_NO_FIGURE = "没有一项指标的数可以写进来（{}）；请在指标表里填好指标值（数和单位），再起草"
_TOLD_WHY = 3
# The year, and the money of the whole.
_SAID_ANYHOW = re.compile(r"20\d\d年(?:度)?|(?:经费|资金|费)[\d.,]+万?元")
_FEW = 2
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
# What no name of an indicator has, but a sentence that was put in its place.
_NO_NAME = re.compile("取值|如何|[。；！？]|^(?:考察|根据|按照|通过|使得|需要?(?!求))")
_NO_TARGET = re.compile("[\u4e00-\u9fff]{16,}|[；;].*[；;，]")
_APART = "指标与项目名称看不出关系，请核对是不是填错了项目或指标"


def fit(project: Project) -> Fit:
    """How project and tasks go together, by the words of their names and by the fields these belong to."""
    tasks = [p.name for p in _tasks(project)]
    told = "".join([bare_name(project), *project.tasks])
    shared = {word for word in own_words(told) for name in tasks if word in name}
    if not shared <= set(lexicon().broad):
        return "same"
    own = _fields(told + (project.purpose or "") + "".join(project.policy_tasks or []))
    theirs = _fields("，".join(tasks))
    if not own or not theirs:
        return "same"
    return "near" if shared or own & theirs else "apart"


def aim_fits(project: Project, aim: str) -> bool:
    """Whether a usual purpose of such projects is one of these tasks too."""
    tasks = "，".join(p.name for p in _tasks(project))
    usual = [one for one in common().purposes if aim and one.say == aim]
    return any(re.search(one.about, tasks) for one in usual) or any(word in tasks for word in own_words(aim))


def plainly(project: Project, found: Fit) -> bool:
    """Whether a project that fits so is only named beside its tasks, and neither purpose nor policy said of them."""
    return found == "apart" or (found == "near" and not aim_fits(project, usual_aim(project)))


def doubt(project: Project) -> list[Fault]:
    """What to look at where nothing in the table has to do with the project's name or its field; [] where some has."""
    own = set(own_words(bare_name(project))) - set(lexicon().broad)
    said = "，".join(p.name for p in points(project))
    field = _fields(bare_name(project)) & _fields(said)
    if fit(project) != "apart" or field or any(word in said for word in own):
        return []
    paths = ["project_name", *(p.path for p in _tasks(project))]
    return [Fault(code="project.apart", message=_APART, paths=paths)]


def main_in_doubt(project: Project, plan: Plan) -> list[Fault]:
    """What to look at where the main task stays in the table because it cannot be as it is; [] where it is told."""
    reasons = {one.path: one.reason for one in plan.left_out}
    main = main_of(bare_name(project), _tasks(project))
    if "核对" not in reasons.get(main, ""):
        return []
    return [Fault(code="project.main-doubt", message=_MAIN.format(reasons[main]), paths=[main])]


def unwritable(project: Project, plan: Plan, text: str) -> list[Fault]:
    """What to look at where an indicator that is told has a name or a target that is a sentence, which stands in no
    goal as it is; and where no figure of an indicator is told, or none stands in the text."""
    told = {path for group in plan.groups for item in group.items for path in item.paths}
    written = [p for p in points(project) if p.path in told]
    out = [
        Fault(code="project.name-sentence", message=_SENTENCE.format(p.name, p.value), paths=[p.path])
        for p in written
        if _NO_NAME.search(_IN_BRACKETS.sub("", p.name))
        or ("是否" in p.name and p.value != "是")
        or (not p.quantified and _NO_TARGET.search(p.value))
    ]
    counted = [p for p in points(project) if p.quantified]
    if not any(p.quantified for p in written):
        message = _NO_FIGURE.format(_why_none(project, plan))
        out.append(Fault(code="project.no-figure", message=message, paths=["indicators"]))
    elif len(counted) > _FEW and not has_digit(_SAID_ANYHOW.sub("", text)):
        out.append(Fault(code="project.thin", message=_THIN.format(len(counted)), paths=["indicators"]))
    return out


def _why_none(project: Project, plan: Plan) -> str:
    """Why indicators are left out, of the first of them."""
    reasons = {one.path: one.reason.partition("；")[0] for one in plan.left_out}
    told = [f"“{p.name}”：{reasons[p.path]}" for p in points(project) if p.path in reasons]
    more = f"；另有 {len(told) - _TOLD_WHY} 项" if len(told) > _TOLD_WHY else ""
    return "；".join(told[:_TOLD_WHY]) + more or "指标值都不是数"


def _tasks(project: Project) -> list[Point]:
    return [p for p in points(project) if p.kind in ("quantity", "other") and p.target.base_unit != "%"]


def _fields(text: str) -> set[str]:
    """The fields of work that the text has words of."""
    return {name for name, words in lexicon().fields.items() if words.search(text)}
