"""Things that are only counted, where no verb is known: 公交线路达到36条.

>>> from jixiao.drafts.language.points import Point
>>> item(Point("indicators[0]", "quantity", "公交线路条数", "≥36条"))
'公交线路达到36条以上'
"""

from __future__ import annotations

from jixiao.drafts.clauses.certain import MEASURES, ends_as_noun, tells_work
from jixiao.drafts.clauses.counts import periodic
from jixiao.drafts.clauses.heads import without_head
from jixiao.drafts.clauses.lights import OCCASIONS
from jixiao.drafts.language.figures import counted
from jixiao.drafts.language.lexicon import Lexicon, lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import ending, words

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
    return None if held or not ends_as_noun(bare) else f"{bare}达到{counted(target, 0)}"


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
