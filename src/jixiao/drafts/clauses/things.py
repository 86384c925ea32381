"""Things that are only counted, where no verb is known: 公交线路36条.

>>> from jixiao.drafts.language.points import Point
>>> def show(name, value):
...     point = Point("indicators[0]", "quantity", name, value)
...     return item(point) or juxtaposed(point, name)
>>> show("公交线路条数", "≥36条"), show("改造建筑面积", "24.3万平方米"), show("检测样品份数（含碳十四）", "≥120份")
('公交线路36条以上', '改造建筑面积24.3万平方米', '检测样品（含碳十四）120份以上')
>>> show("城市书房开放天数", "≥360天"), show("空气质量优良天数", "≥300天"), show("产业指数", "120点")
('城市书房开放360天以上', None, None)
"""

from __future__ import annotations

import re

from jixiao.drafts.clauses.certain import HARM, MEASURES, ends_as_noun, tells_work
from jixiao.drafts.clauses.counts import periodic
from jixiao.drafts.clauses.heads import without_head
from jixiao.drafts.clauses.lights import OCCASIONS, PAYS, PEOPLE
from jixiao.drafts.clauses.torn import torn
from jixiao.drafts.language.figures import counted
from jixiao.drafts.language.lexicon import Lexicon, lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import ending, words
from jixiao.grounding.prose.words import LESS_IS_BETTER
from jixiao.segmentation import cut, sorts

_LEAST_THING = 3
# A verb so near to the end has but a short thing behind it: 扶持企业.
_SHORT = 4
# Heads that stay where nothing is known of what is done, and names of amounts, which are 为 so much.
_KEPT = [
    "人数", "户数", "人次", "次数", "批次", "场次", "家次", "指数", "系数", "分数", "天数", "倍数", "总数",
]  # fmt: skip
_AMOUNTS = [
    "量", "额", "数", "率", "度", "面积", "长度", "里程", "规模", "时间", "期限", "年限", "周期", "成本", "费", "比例",
]  # fmt: skip
# Kinds that are measured rather than counted.
_LEVELS = ("cost", "time", "satisfaction")
# Units of what is high or low and not counted.
RATED = ("%", "百分点", "分", "级", "", "‰", "年", "小时", "分钟", "月")
# Time that something goes on for.
_LASTING = ("天", "日", "周", "年", "月", "小时", "课时", "学时")
# What is not so many of something.
_WHOLE = ["指数", "系数", "倍数", "级数", "分数", "率", "度", "值", "能力", "比例", "占比"]
# How days are that are counted, and not what is done on them: 空气优良天数.
_HOW, _SO = {"a", "ad", "an", "z", "d"}, ("达标", "合格", "正常", "超标", "优良", "良好")
_SAYS_NOTHING = ("总", "合计", "其他", "新增", "受益", "服务")
_BRACKET = re.compile("（[^（）]*）$")
_NOUNS = ("项目", "工程", "活动", "报告", "规划", "方案", "成果")


def item(point: Point) -> str | None:
    """A thing and its number, where no verb is known: 公交线路达到36条; None where the name is of people or of work."""
    known, target = lexicon(), point.target
    if (
        point.kind != "quantity"
        or target.base_unit == "%"
        or target.operator not in ("≥", "=", None)
        or target.number is None
    ):
        return None
    if target.words or target.change or target.approx or periodic(target.unit, known) or not target.base_unit:
        return None
    bare = without_head(point.name, target.base_unit, known)
    headed = bare != point.name
    if (
        MEASURES.search(target.base_unit)
        or target.base_unit in OCCASIONS
        or not _is_thing(bare, headed, point.name, known)
    ):
        return None
    deed = words().begin.match(bare) or words().act.match(bare) or ending("。" + bare, known.intransitive)
    first = known.verb.match(bare)
    held = deed or (first and first[0] not in known.nouny) or _has_verb(bare, known)
    held = held or tells_work(bare)
    return None if held or not ends_as_noun(bare) else bare + counted(target, 0)


def juxtaposed(point: Point, name: str) -> str | None:
    """The name and its number, without what the unit says again: 在岗志愿者180人; None for what is reached or rare."""
    known, target = lexicon(), point.target
    plain = target.number and target.operator in ("≥", "=", None) and not (target.words or target.change)
    unit = target.base_unit
    if not plain or point.kind in _LEVELS or unit in RATED or periodic(target.unit, known) or "元" in unit:
        return None
    if LESS_IS_BETTER.search(name) or HARM.search(name) or ending("。" + name, known.rare):
        return None
    called, bracket = bracketed(name)
    bare = without_head(called, unit, known)
    if bare == called and (point.kind == "effect" or ending(called, _WHOLE)):
        return None
    lasting = unit in _LASTING and (sorts(cut(bare)[-1]) <= _HOW or bare.endswith(_SO))
    paid = unit in PEOPLE and bare.endswith(PAYS)  # 老人发放|人数
    if paid or lasting or not bare[-1:] or bare[-1].isascii() or torn(bare, called) or bare in _SAYS_NOTHING:
        return None
    served = "惠及" if point.kind == "quantity" and bare.startswith("享受") else ""
    return served + bare + bracket + counted(target, 0)


def bracketed(name: str) -> tuple[str, str]:
    """The name and what stands in brackets at its end: 检测样品份数, （含碳十四）."""
    found = _BRACKET.search(name)
    return (name[: found.start()], found[0]) if found and found.start() > 1 else (name, "")


def _has_verb(bare: str, known: Lexicon) -> bool:
    """Whether a verb stands near the beginning or the end: 分类打造实践基地, 招商引资项目入园."""
    late = any(verb in bare[-_SHORT:] for verb in [*known.plain_verbs, "服务"])
    return late or any(verb in bare[:_SHORT] for verb in known.plain_verbs)


def _is_thing(bare: str, headed: bool, name: str, known: Lexicon) -> bool:
    """Whether the text is a thing that stands before its number."""
    work = [*known.verbs, *(end for end, _ in known.lights if end not in _NOUNS)]
    if len(bare) < _LEAST_THING - headed or "的" in bare or ending("。" + bare, work) or ending(name, _KEPT):
        return False
    return (headed or not ending(name, _AMOUNTS)) and not any(bare.startswith(word) for word in known.said_whole)
