"""A purpose as it is said in a goal: without its year, and without what it is not for and who else pays.

>>> said("2026年用于整地、苗木和管护。"), said("向来区就业的博士发放租房补贴，不含人才公寓建设。")
('用于整地、苗木和管护', '向来区就业的博士发放租房补贴')
>>> said("发放司法救助金，其中上级转移支付15万元。")
'发放司法救助金'
>>> said("用于道路保洁，其他资金为省级养护补助。"), gives("为困难学生发放补助"), gives("为改善居住条件提供保障")
('用于道路保洁', True, False)
"""

from __future__ import annotations

import re
from collections.abc import Collection

from jixiao.drafts.language.points import Point
from jixiao.quantity import numbers_in

_YEAR = re.compile("^20\\d\\d年度?(?:主要)?(?=用于|开展|组织|购置|采购|支付|为|对|向)")
_BESIDE = re.compile("[，,；;](?:其中)?(?:不含|不包括|不包含|其他资金|其余资金|自筹资金|不足部分)[^，,；;。]*")
# Who pays, which is nothing that is done: 其中上级政法转移支付15万元.
_PAID_BY = re.compile(
    "[，,；;](?:其中)?[^，,；;。]{0,14}(?:转移支付|补助|自筹|配套|资金|拨款|赞助)[^，,；;。]{0,4}?[\\d.,]+[万亿]?元[^，,；;。]{0,8}"
)
_WITHOUT = re.compile("不(?:含|包括|包含)([一-龥]{4,}?)(?:建设|费用?|支出|等|资金|经费)?(?:$|[，,；;。])")
_SUMS = re.compile(r"\d[\d.,]*[万亿]?元")
_DEED = 6  # so many characters of a verb and its thing
# Whom something is given: no aim (为改善…), but what is done.
_GIVES = re.compile(
    "^为(?!了|改善|提高|提升|加强|保障|促进|推动|推进|确保|完善|解决)[^，。]{2,24}(?:发放|提供|购买|配备|给予|缴纳|代缴)[一-龥]{2}"
)


def said(purpose: str) -> str:
    """The purpose without its full stop, its year and what it is not for."""
    return _YEAR.sub("", _PAID_BY.sub("", _BESIDE.sub("", purpose.strip().strip("。 "))))


def gives(purpose: str) -> bool:
    """Whether it tells to whom something is given."""
    return _GIVES.match(purpose) is not None


def excluded(purpose: str) -> str:
    """What the money is not for: 人才公寓 of 不含人才公寓建设; "" where nothing is named."""
    found = _WITHOUT.search(purpose)
    return found[1] if found else ""


def counts(purpose: str, points: Collection[Point]) -> bool:
    """Whether it tells what is counted as well: 屋面防水1,800平方米 beside ≥1800平方米."""
    names = [point.name for point in points if point.kind in ("quantity", "other")]
    if len(names) > 1 and _SUMS.search(purpose):
        return True
    if len(names) > 1 and any(name[:_DEED] == purpose[:_DEED] for name in names):
        return True
    told = {(number.value, number.base_unit) for number in numbers_in(purpose) if number.role == "quantity"}
    return any((p.target.number, p.target.base_unit) in told for p in points if p.kind == "quantity" and p.target.unit)
