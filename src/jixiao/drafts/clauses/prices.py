"""Costs as prices that people say: 班线补贴标准 / ≤1.2万元/条·月 -> 班线补贴标准每条每月不超过1.2万元.

>>> from jixiao.drafts.language.points import Point
>>> def show(name, value):
...     print(price(Point("indicators[0]", "cost", name, value)))
>>> show("班线补贴标准", "≤1.2万元/条·月"), show("除草单价", "≤0.0025万元/亩/次"), show("人均培训成本", "≤280元/人·天")
班线补贴标准每条每月不超过1.2万元
除草单价每亩每次不超过25元
人均培训成本每天不超过280元
(None, None, None)
>>> show("预算控制数", "≤600万元"), show("控制在预算资金内", "控制在预算资金内"), show("经费标准", "严格执行有关标准")
项目总成本控制在600万元以内
支出控制在预算以内
None
(None, None, None)
"""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.drafts.language.figures import number_text
from jixiao.drafts.language.lexicon import Lexicon, lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import words
from jixiao.quantity import Target
from jixiao.quantity.exact import times

_PARTED = re.compile(r"[/·.、每]")
_MONEY = ("元", "万元", "亿元", "千元", "百元", "角", "分")
_WAN = Decimal(10**4)
# A name that is the promise itself: 控制在预算成本内 / 250万元.
_KEPT_WITHIN = re.compile("(?:成本|支出|费用)?(?:控制在|不超过?)预算")
# A name that tells of how much of a thing it speaks, in whatever unit: 生均上冰费用 beside 元/人次.
_EACH = re.compile("(?!平均)[一-龥]均|单(?![价位项独])[一-龥]|每[一-龥]|单位[一-龥]{0,3}(?:面积|里程|长)")
_TIMES = ("年", "月", "天", "日", "周", "季", "季度", "小时", "学期", "学年", "期", "次", "秒")
# Times that a name says right before what is paid: 单站年运维费.
_PERIODS = ("年", "月", "日")
# What is paid for that is no unit elsewhere: 元/画幅.
_ODD = re.compile("/[一-龥]{1,4}")
# A cost whose unit stands behind its name: 道路保洁单位成本|每平方米|不超过3元; times stay where they are.
_BEHIND = re.compile(
    "(?P<of>[^每均单\\W\\d]{2,12}?)(?:单位|平均)?(?P<what>成本|造价|费用?|投资|单价|均价)"
    "(?P<each>每(?:[^年月天日周季人户生学小\\d]|(?:平方|立方)?米|公里|车|剂次|批次)[一-龥]{0,2}?)(?P<limit>(?:不超过|为)?[\\d.]+(?:万|亿)?元)"
)
_LIMITS = {"≥": "不低于", "≤": "不超过", ">": "超过", "<": "低于"}


def price(point: Point) -> str | None:
    """The cost in words, None for one that is no amount of money."""
    known, target = lexicon(), point.target
    if point.value in known.within or (point.name in known.within and point.value in ("是", "控制", point.name)):
        return known.within_says
    odd = [word for word in target.words if _ODD.fullmatch(word)]
    if (target.number is None and target.operator != "range") or len(odd) < len(target.words) or target.change:
        return None
    money, *each = _PARTED.split(target.unit + "".join(odd))
    if target.unit in ("万", "亿"):
        money = f"{target.unit}元"
    if money not in _MONEY:
        return None
    amount = _amount(target, money)
    if re.fullmatch(known.totals, point.name) and not each and target.operator in ("≤", "=", None):
        return f"{known.total}控制在{amount}以内" if target.operator == "≤" else f"{known.total}为{amount}"
    if _KEPT_WITHIN.match(point.name) and not each and target.operator in ("≤", "=", None):
        return f"{known.total}控制在{amount}以内"
    each_of = "".join(per(one, point.name, known) for one in each if one)
    name = re.sub("^(?:享受|发放|领取)(?=[一-龥]{4})", "", point.name)
    if known.paid(name) != name:
        name = known.paid(name).removesuffix("成本")
    name = name.removesuffix("上限") if target.operator == "≤" else name
    for unit in each:
        name = _with_each(name, unit)
    limit = _LIMITS.get(target.operator or "", "")
    return f"{name}{each_of}{limit or ('' if each_of else '为')}{amount}"


def _amount(target: Target, money: str) -> str:
    """The amount in the unit that it is said in: 0.0025万元 is 25元, 52000元 is 5.2万元."""
    if target.operator == "range":
        low, high = (number_text(end or Decimal(0)) for end in (target.low, target.high))
        return f"{low}-{high}{money}"
    number = target.number or Decimal(0)
    about = "约" if target.approx else ""
    if money == "万元" and 0 < abs(number) < 1:
        small = times(number, _WAN)
        if small == small.quantize(Decimal("0.01")) and abs(small) < _WAN:
            return f"{about}{number_text(small)}元"
    if money == "元" and abs(number) >= _WAN:
        large = times(number, Decimal("0.0001"))
        if large == large.quantize(Decimal("0.01")):
            return f"{about}{number_text(large)}万元"
    return f"{about}{number_text(number)}{money}"


def _with_each(name: str, unit: str) -> str:
    """The name with 每 before the unit that it has in front of the price: 管网改造|公里造价."""
    before_price = f"(?<![每单一均]){unit}(?=.{{0,2}}(?:造价|成本|价|费))"
    return re.sub(before_price, f"每{unit}", name, count=1) if len(unit) > 1 else name


def per(unit: str, name: str, known: Lexicon) -> str:
    """每亩; nothing where the name says 亩均."""
    said = [*known.said_per.get(unit, []), f"单{unit}", f"每{unit}", f"每一{unit}", f"{unit}均"]
    said += [unit] if len(unit) > 1 else [f"{unit}人均", f"{unit}户均", f"人均{unit}"]
    if unit in _PERIODS and re.search(f"{unit}[一-龥]{{0,4}}(?:费|成本|经费|造价|租金|支出|价)", name):
        return ""
    if any(word in name for word in said) or (unit not in _TIMES and _EACH.search(name)):
        return ""
    if unit in known.per:
        return known.per[unit]
    return f"每{words().units.get(unit, unit)}"


def forward(text: str) -> str:
    """A clause of a cost with what it is of each before it, as people say it.

    >>> forward("河道清淤单位成本每公里不超过45万元"), forward("监测站年运行成本每个不超过18万元")
    ('每公里河道清淤成本不超过45万元', '每个监测站年运行成本不超过18万元')
    >>> forward("护林员补助标准每人每年不超过2.4万元"), forward("每册采购成本不超过35元")
    ('护林员补助标准每人每年不超过2.4万元', '每册采购成本不超过35元')
    """
    found = _BEHIND.fullmatch(text)
    return f"{found['each']}{found['of']}{found['what']}{found['limit']}" if found else text
