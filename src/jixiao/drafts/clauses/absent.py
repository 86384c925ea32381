"""What is not to be at all: 不发生重大食品安全事故, 无因病致贫返贫户.

>>> from jixiao.drafts.language.points import Point
>>> def show(name, value):
...     print(absent(Point("indicators[0]", "effect", name, value)))
>>> show("重大食品安全事故", "=0起"), show("因病致贫返贫户", "0户"), show("平均延误", "≤2小时")
不发生重大食品安全事故
无因病致贫返贫户
None
(None, None, None)
"""

from __future__ import annotations

import re

from jixiao.drafts.clauses.certain import ends_as_noun
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import ending, words

# What happens is counted in these.
_EVENTS = ("起", "例", "宗")
# Those to whom something is not to happen: 修缮单位|安全事故.
_WHO = re.compile("[一-龥]{2,8}?(?:单位|企业|学校|机构|场所|景区)(?=[一-龥]{2}[一-龥]*(?:事故|火灾|投诉|事件|案件)$)")


def absent(point: Point) -> str | None:
    """不发生 for events that are not to be; None for other zeros."""
    known, target = words(), point.target
    if (
        target.number != 0
        or target.base_unit == "%"
        or target.operator not in (None, "=", "≤")
        or (target.words and point.name not in target.words and not point.value.startswith("零"))
    ):
        return None
    bare = re.sub(known.zero_tail, "", point.name)
    if bare.endswith(("死亡", "伤亡")):
        return f"{point.name}为零"
    if bare.endswith(("户", "人员", "现象")):
        return f"无{bare}"
    if who := _WHO.match(bare):
        return f"{who[0]}不发生{bare[who.end() :]}"
    if ending(f"。{bare}", known.zero) or target.base_unit in _EVENTS:
        return f"不发生{bare}"
    return f"无{bare}" if point.kind == "effect" and ends_as_noun(bare) else None
