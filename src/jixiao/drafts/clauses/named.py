"""The name in full and its value, where no other wording is sure: 信号灯完好率98%以上, 志愿者人数达到180人.

>>> from jixiao.drafts.language.points import Point
>>> def show(kind, name, value):
...     print(named(Point("indicators[0]", kind, name, value)))
>>> show("quality", "信号灯完好率", "≥98%"), show("effect", "早诊率", "≥90%")
信号灯完好率98%以上
早诊率达到90%以上
(None, None)
>>> show("quantity", "在岗志愿者人数", "=180人")
在岗志愿者人数达到180人
"""

from __future__ import annotations

import re
from dataclasses import replace

from jixiao.drafts.clauses.counts import bare
from jixiao.drafts.clauses.prices import per
from jixiao.drafts.clauses.rates import whole_rate
from jixiao.drafts.language.figures import changed, counted, figure, level, verbatim, when
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import ending, words
from jixiao.grounding.prose.words import LESS_IS_BETTER

# What more or less of a thing is so many per cent: 死亡人数下降率 2% is 死亡人数下降2%.
_CHANGED = re.compile("(?<=[一-龥]{3})(下降|降低|增长|提升|提高|上升|减少|缩短|节约)(?:率|比例|幅度)$")
_PEOPLE = ("人", "名", "户")
# Those who are served, of whom there may be more: 孤儿基本生活保障人数.
_SERVED = re.compile("保障|救助|补贴|补助|供养|低保|资助|享受|慰问|津贴|受益|惠及")
# What is short or long and is not reached.
_LASTS = re.compile("(?:时间|时长|时限|时效|周期|用时|期限)$")
# What is changed, with the thing behind it: 降低企业用能成本.
_MOVES = re.compile("(?:降低|减少|提高|提升|增加|压减|缩短)(?![一-龥]*率$)")
# How much something is more or less: 疫情面积较上年|变化率.
_VARIES = re.compile("(?:变化|变动|增减|增长)(?:率|幅度)$")
# Kinds whose rates are stated: 合格率100%; of the others they are reached.
_STATED = ("quantity", "quality", "time")
# A rate in whatever unit: 7.1/10万.
_RATE = re.compile(r"[=＝≤]?\s*(\d[\d.]*(?:%|‰|/\d*万(?:人)?))$")


def named(point: Point) -> str:
    """The name in full and the value: 参保人数不少于750人; people that are served have no upper limit."""
    target, name = point.target, point.name
    if point.kind == "quantity" and target.operator == "≤" and target.base_unit in _PEOPLE:
        if _SERVED.search(name):
            return f"{name}为{figure(target)}"
        if not name.endswith(("数", "量")):
            return f"{name}{figure(target)}"
    if name in point.value:
        return verbatim(point.value)
    if not point.quantified:
        return name + point.value
    unit, _, whole = target.unit.partition("/")
    if whole and "/" not in whole and not per(whole, name, lexicon()):
        return named(replace(point, value=point.value.replace(target.unit, unit)))
    rare = lexicon().rare_rate.search(name) and target.operator in ("≤", "=", None) and not target.change
    if rare and not target.words and target.number and target.base_unit in ("%", "‰"):
        return f"{name}控制在{figure(target)}以内"
    if rare and (rate := _RATE.match(point.value)):
        return f"{name}控制在{rate[1]}以内"
    if target.kind == "date":
        return f"{name}为{(target.since and when(target)) or verbatim(point.value)}"
    if target.number is None and target.operator != "range":
        ratio = target.ratio is not None and not target.words
        return name + ("达到" if ratio else _link(verbatim(point.value))) + verbatim(point.value)
    if target.change:
        said = changed(target)
        moved = _CHANGED.search(name)
        return (name[: moved.start()] if moved and moved[1] in said else name) + said
    if target.number is not None and target.number < 0 and (moved := _VARIES.search(name)):
        least = "以上" if target.operator == "≤" else ""
        return f"{name[: moved.start()]}下降{figure(target).removeprefix('-')}{least}"
    name = name.removesuffix("数") if name.endswith("人员数") else name
    if target.words:
        within = "控制在" if point.value.endswith("以内") and target.operator == "≤" else ""
        said = verbatim(point.value)
        said = said.replace("不低于", "不少于") if point.kind == "quantity" else said
        return name + (within or _link(said)) + said
    if target.base_unit == "%" and target.number and (moved := _CHANGED.search(name)):
        return name[: moved.end(1)] + counted(target, 0)
    if words().change.search(name) or (target.base_unit == "%" and _MOVES.match(name)):
        return name + counted(target, 0)
    if point.kind == "satisfaction":
        return (f"服务对象{name}" if name in ("满意度", "满意率") else name) + level(target, 0)
    if target.base_unit == "%" and ending(name, words().done):
        name = f"{name}率"
    if each := lexicon().per.get(whole):
        return _each(point, name, each)
    if target.base_unit == "%":
        name = whole_rate(name)
    if name.endswith("控制") and target.operator == "≤":
        return f"{name}在{figure(target)}以内"
    return _stated(point, name)


def _stated(point: Point, name: str) -> str:
    """The name in full and its number, with what joins them."""
    target = point.target
    if target.base_unit == "%" and point.kind in _STATED and target.operator != "≤":
        return name + counted(target, 0)
    return _bared(name, point) + level(target, 0, reached=_reached(point, name))


def _each(point: Point, name: str, each: str) -> str:
    """The name and its value by person or by time: 渔民人均增收1500元, 开放时长每周54小时."""
    unit = point.target.unit.partition("/")[0]
    once = replace(point, name=name, value=point.value.replace(point.target.unit, unit))
    name = name if point.kind == "cost" else bare(once)
    plain = replace(point, name=name + each, value=point.value.replace(point.target.unit, unit))
    if name.endswith("增收"):
        who = name.removesuffix("增收")
        year = "年" if who.endswith("年") else ""
        each = {"每人": "人均", "每户": "户均"}.get(each, each)
        return f"{who.removesuffix(year)}{year}{each}增收{counted(plain.target, 0).removeprefix('为')}"
    if "/" in plain.target.unit:
        return plain.name + verbatim(point.value)
    linked = f"{each}为" if name.endswith("时长") else f"{each}达到"
    return named(plain).replace(linked, each)


def _reached(point: Point, name: str) -> bool:
    """Whether the value is to be reached: a rate of what is wanted, an outcome in total, people that take part."""
    if point.kind == "cost" or lexicon().rare_rate.search(name):
        return False
    rare = any(word in name for word in lexicon().rare) or LESS_IS_BETTER.search(name)
    return point.target.base_unit == "%" or not (rare or point.kind == "time" or _LASTS.search(name))


def _bared(name: str, point: Point) -> str:
    """The name of what is rare without the word that its unit says: 有责投诉不超过1件."""
    plain = bare(replace(point, name=name))
    return plain if ending("。" + plain, lexicon().rare) and point.target.base_unit not in ("人", "名") else name


def _link(value: str) -> str:
    """What stands between a name and a value in words."""
    return "" if value[:1] in "不超低达提增下降控减每" else "为"
