"""A unit that stands in brackets at the end of a name, where the value is a bare number: 养护面积（亩） / ≥300.

>>> unit_given("居民健康档案建档数（万份）", "= 22.3")
('居民健康档案建档数', '= 22.3万份')
>>> unit_given("造林成活率（%）", "≥94"), unit_given("更换健身器材（件）", "879以上")
(('造林成活率', '≥94%'), ('更换健身器材', '879件以上'))
>>> unit_given("培训人数（人）", "≥30人"), unit_given("公益岗位（残疾人）", "5")
(('培训人数（人）', '≥30人'), ('公益岗位（残疾人）', '5'))
>>> unit_given("造林完成时间（月底前）", "≤4")
('造林完成时间', '4月底前')
"""

from __future__ import annotations

import re

from jixiao.quantity.targets import parse_target

_UNIT = re.compile(r"[（(]([一-龥/·%％‰㎡]{1,7})[）)]$")
_BARE = re.compile(
    r"((?:[≥≤=＝><]|不超过|不高于|不低于|不少于|达到|大于等于|小于等于|等于)?\s*[\d,.]+)((?:及?以[上下内])?)"
)
_AS_SIGN = {"百分之": "%", "百分比": "%"}
# A month is a time of the year or a length of time, and a sort of people is no unit.
_UNCLEAR = re.compile("[月日]|[^万亿千百]+人")


def unit_given(name: str, value: str) -> tuple[str, str]:
    """The name without its unit and the value with it; both as they are where the value has one or none is named."""
    unit, bare = _UNIT.search(name), _BARE.fullmatch(value.strip())
    if unit is None or bare is None or _UNCLEAR.fullmatch(unit[1]):
        return name, value
    whole = f"{bare[1]}{_AS_SIGN.get(unit[1], unit[1])}{bare[2]}"
    if unit[1].startswith("月"):
        whole = whole.lstrip("≥≤=＝><不超过高低于少达到大小等 ")
        return (name[: unit.start()], whole) if parse_target(whole).kind == "date" else (name, value)
    return (name[: unit.start()], whole) if _known(whole) else (name, value)


def _known(value: str) -> bool:
    target = parse_target(value)
    return bool(target.base_unit) and target.number is not None
