"""What is not to be at all: 不发生重大食品安全事故, 无因病致贫返贫户.

>>> from jixiao.drafts.language.points import Point
>>> def show(name, value):
...     print(absent(Point("indicators[0]", "effect", name, value)))
>>> show("重大食品安全事故", "=0起"), show("因病致贫返贫户", "0户"), show("平均延误", "≤2小时"), show("安全生产", "0起")
不发生重大食品安全事故
无因病致贫返贫户
None
None
(None, None, None, None)
"""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.drafts.clauses.certain import ends_as_noun
from jixiao.drafts.language.lexicon import any_of, lexicon
from jixiao.drafts.language.points import HANDLED, Point
from jixiao.drafts.language.words import ending, words

# What happens is counted in these.
_EVENTS = ("起", "例", "宗", "次", "件")
# Those to whom something is not to happen: 修缮单位|安全事故.
_WHO = re.compile("[一-龥]{2,8}?(?:单位|企业|学校|机构|场所|景区)(?=[一-龥]{2}[一-龥]*(?:事故|火灾|投诉|事件|案件)$)")
_WHERE = re.compile("[一-龥]{4,12}?(?=(?:安全|质量|责任)[一-龥]{0,4}事[故件]$)")

# Names that say already that it is not to be, or ask: 杜绝安全事故, 是否发生安全事故.
_DENIED = re.compile("是否|有无|杜绝|避免|防止|防范|预防|减少|降低|遏制|消除|未|无|没有|零|不[发出得]")
# What may stand behind a word of harm: 违规|用药行为, 返贫|户.
_BEHIND = "(?:[一-龥]{0,6}(?:行为|现象|问题)|操作|责任|后果|人员|户)?$"


@lru_cache(maxsize=4096)
def harmful(name: str) -> str:
    """What nobody wishes for, without the word for what is counted: 安全事故发生率 -> 安全事故; "" for other names."""
    bare = re.sub(words().zero_tail, "", name)
    if _DENIED.match(bare) or HANDLED.match(bare):
        return ""
    ends = any_of([*words().zero, *words().harm, *lexicon().rare])
    harm = re.search(f"(?:{ends}){_BEHIND}", bare) or re.match(any_of(words().harming), bare)
    return bare if harm else ""


def _at_work(bare: str) -> re.Match[str] | None:
    """Where something is not to happen, told as work on a thing: 养护水库|安全事故, and not 生产|安全事故."""
    found = _WHERE.match(bare)
    verb = lexicon().verb.match(bare)
    return found if found and verb and verb.end() < found.end() - 1 else None


def absent(point: Point) -> str | None:
    """不发生 for events that are not to be; None for other zeros."""
    known, target = words(), point.target
    if (
        target.number != 0
        or target.operator not in (None, "=", "≤")
        or (target.words and point.name not in target.words and not point.value.startswith("零"))
    ):
        return None
    bare = harmful(point.name)
    if not bare:
        return None
    if bare.endswith(("死亡", "伤亡")):
        return f"{point.name.removesuffix('情况')}为零"
    if bare.endswith(("户", "人员", "现象")):
        return f"无{bare}"
    if who := _WHO.match(bare) or _at_work(bare):
        return f"{who[0]}不发生{bare[who.end() :]}"
    if ending(f"。{bare}", known.zero) or target.base_unit in _EVENTS:
        return f"不发生{bare}"
    return f"无{bare}" if point.kind == "effect" and ends_as_noun(bare) else None
