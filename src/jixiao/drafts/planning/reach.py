"""Indicators that no project of that size can mean: a price above all its money, people in yuan, a share above 1."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.drafts.clauses.clause import clause
from jixiao.drafts.language.points import Point, points
from jixiao.drafts.planning.purposes import excluded
from jixiao.quantity import parse_amount
from jixiao.records.drafts import Project
from jixiao.records.paths import FieldPath

# What is paid for one of many.
_EACH = re.compile(
    "每|单价|[一-龥]均|单[一-龥]{1,4}(?:补助|补贴|奖励|费用|成本|标准|造价|租金)|(?:补助|补贴|慰问|奖励)标准"
)
_WHOLE = ("人", "名", "户", "个", "株", "座", "台", "辆", "套", "件", "家", "所", "只", "头", "栋", "块", "盏")
_LONG_FOR = re.compile("(?:年限|期限|时限|时间|时长|天数)$")
_EVEN = re.compile("(?:均匀度|满意度|完好度|知晓度|覆盖面|密度|占比|比例)$")
_ACCIDENTS = re.compile("安全(?:责任|生产)?事故(?:发生)?率$")
_LESS = re.compile(
    "(?:面积|起数|件数|数量|能耗|排放|污染|发病|事故|死亡)[一-龥]{0,4}(?:下降|减少|降低)(?:率|比例|幅度)?$"
)
_TICKETS = re.compile("门票|票款|收费收入|票务收入")
_HEADS = re.compile("(人|户|类)数$")
_OTHERS = {"人": ("%", "件", "起", "项"), "户": ("%", "件", "起", "项"), "类": ("%",)}
_YEAR = (365, 366)
_WHOLE_OF = 100
_PART = re.compile("(?:利用|使用|保证|完好|覆盖)系数$")
_DEGREE = re.compile("(?:大幅|明显|显著)(?:提升|提高|改善|增强)(?:率|程度)?$")
_PURE = re.compile(r"[≥≤=＝><]\s*\d[\d,.]*")
_INDEX = re.compile("(?:系数|指数|比|率|度|得分|分值?|值|倍数|等级|级别|[一-龥]数|次|次数|增长|下降)$")
_IN_WORDS = re.compile("(?!不[低少高超])[一-龥]{3,}[0-9]")
_TWICE = "“{name}”的指标值“{value}”在另一项指标里已经写了"
_SAME = "“{name}”的指标值“{value}”是把指标名又说了一遍"
_LONG, _MOSTLY = 4, 0.8


def beyond(project: Project) -> dict[str, str]:
    """Those indicators by their path, with what is odd about them."""
    found = points(project)
    name = project.project_name or ""
    year = parse_amount(
        FieldPath("funds.annual.total").get(project) or "", project.funds.unit if project.funds else None
    )
    money = year.yuan if year is not None else None
    out = {point.path: said for point in found if (said := _strange(point, name, money))}
    out |= {p.path: _SAME.format(name=p.name, value=p.value) for p in found if _same(p, project.year)}
    out |= {point.path: _TWICE.format(name=point.name, value=point.value) for point in found if _twice(point, found)}
    for point in found:
        if (thing := excluded(project.purpose or "")) and thing in point.name:
            out.setdefault(point.path, f"“{point.name}”：资金用途里写明不含“{thing}”")
    return out


def _same(point: Point, year: int | None) -> bool:
    """Whether the words of a longer name stand behind it again: 数据通过验收并用于测算 / 通过验收并采用."""
    value = point.value
    if point.quantified or not len(point.name) > len(value) > _LONG:
        return False
    again = len(set(value) & set(point.name)) >= _MOSTLY * len(set(value))
    return again and point.name + value in clause([point], year).text


def _twice(point: Point, found: list[Point]) -> bool:
    """Whether an effect told in words has the number of another: 亩均增产60公斤以上 beside 亩产增加 ≥60公斤."""
    target = point.target
    if point.kind != "effect" or target.scaled is None or _IN_WORDS.match(point.value) is None:
        return False
    others = [other.target for other in found if other.kind == "effect" and other is not point]
    return any((one.scaled, one.base_unit) == (target.scaled, target.base_unit) for one in others)


def _strange(point: Point, name: str, money: Decimal | None) -> str:
    """What is odd about the indicator, "" where nothing is."""
    target, said = point.target, f"“{point.name}”{point.value}"
    money_unit, _, each = target.base_unit.partition("/")
    priced = point.kind == "cost" and money_unit == "元" and (each or _EACH.search(point.name))
    if priced and money and target.scaled and target.scaled > money:
        return f"{said}比项目全年的资金还多"
    if (heads := _HEADS.search(point.name)) and target.number and target.base_unit in _OTHERS[heads[1]]:
        return f"{said}：指标名数的是{heads[1]}，指标值的单位不是"
    if target.base_unit in _WHOLE and target.scaled is not None and target.scaled != int(target.scaled):
        return f"{said}：数的东西不会是小数，像是少写了“万”"
    if _LONG_FOR.search(point.name) and target.base_unit == "%" and not target.change:
        return f"{said}：指标名说的是时间，指标值却是百分之几"
    if _EVEN.search(point.name) and target.base_unit == "%" and not target.change and (target.scaled or 0) > _WHOLE_OF:
        return f"{said}：不会超过100%"
    if _ACCIDENTS.search(point.name) and target.base_unit in ("%", "‰") and target.number:
        return f"{said}：安全事故不宜写成允许发生"
    if target.base_unit in ("天", "日") and target.operator in ("≥", ">") and target.number in _YEAR:
        return f"{said}：一年只有这么多天，没有余地"
    if _PART.search(point.name) and target.number is not None and target.number > 1 and target.base_unit != "%":
        return f"{said}：系数不会超过1"
    if "免费" in name and _TICKETS.search(point.name) and target.number:
        return f"{said}：项目是免费的，不会有这项收入"
    if point.kind == "effect":
        if _LESS.search(point.name) and target.operator in ("≤", "<") and target.number and target.base_unit == "%":
            return f"{said}：下降得越多越好，指标值却写成最多下降多少"
        if not target.unit and _PURE.fullmatch(point.value) and not _INDEX.search(point.name):
            return f"{said}没有写单位"
        if target.base_unit == "%" and not target.change and _DEGREE.search(point.name):
            return f"{said}：说不清是多少人、什么的百分之几"
    return ""
